//! The integration tests: one binary, one Postgres, a fresh database for each test.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod stage;
mod support;

mod access;
mod activity;
mod api;
mod attack;
mod boards;
mod cancelled_begin;
mod catalogue;
mod demo;
mod embedded_postgres;
mod housekeeping;
mod identity;
mod import;
mod live;
mod mail;
mod my_work;
mod people;
mod projects;
mod quick_add;
mod readme;
mod search;
mod tenancy;
mod visit;
mod workspace;
