//! The integration tests: one binary, one Postgres, a fresh database for each test.

mod support;

mod cancelled_begin;
mod catalogue;
mod embedded_postgres;
