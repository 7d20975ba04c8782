//! The one crate that knows processes and vendors: the program `atrium`.

pub mod api;
mod calendar;
pub mod cli;
pub mod commands;
pub mod config;
pub mod database;
pub mod files;
pub mod health;
mod inbox;
pub mod jobs;
pub mod middleware;
pub mod outbound;
mod outgoing;
pub mod pages;
pub mod patience;
pub mod post;
pub mod postgres;
pub mod realtime;
pub mod router;
pub mod services;
pub mod session;
mod shared;
pub mod shutdown;
pub mod start_error;
pub mod state;
pub mod telemetry;
mod unsubscribe;
