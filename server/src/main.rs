use clap::Parser;
use server::{cli::Cli, commands};
use std::process::ExitCode;

/// After a load the server keeps half the memory that it keeps with the system's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    match Box::pin(commands::run(Cli::parse())).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            eprintln!("{failed}");
            ExitCode::FAILURE
        }
    }
}
