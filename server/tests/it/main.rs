//! The integration tests: one binary, one Postgres, a fresh database for each test.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod stage;
mod support;

mod access;
mod activity;
mod api;
mod attack;
mod backlog;
mod boards;
mod calendar;
mod cancelled_begin;
mod catalogue;
mod collab;
mod demo;
mod embedded_postgres;
mod export;
mod file_attacks;
mod files;
mod housekeeping;
mod identity;
mod import;
mod inbox;
mod live;
mod mail;
mod my_work;
mod offline;
mod people;
mod plan;
mod projects;
mod quick_add;
mod readme;
mod recurrence;
mod search;
mod share;
mod task;
mod templates;
mod tenancy;
mod time_tracking;
mod views;
mod visit;
mod webhooks;
mod wiki;
mod workspace;
