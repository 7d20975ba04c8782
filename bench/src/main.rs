//! `bin/bench`: measures a server of its own, in a folder of its own, and holds what it finds against
//! the budgets. A budget that does not hold is a result; only what could not be measured is an error.

mod crowd;
mod figures;
mod house;
mod http;
mod load;
mod machine;
mod options;
mod outcome;
mod parts;
mod report;
mod scene;
mod server;
mod socket;

use clap::Parser;
use house::House;
use options::{Options, Part};
use outcome::Outcome;
use parts::Bench;
use report::Report;
use scene::Scene;
use std::process::ExitCode;
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let mut report = Report::default();
    let measured = tokio::select! {
        measured = measure(&options, &mut report) => measured,
        stopped = asked_to_stop() => stopped,
    };
    print!("{report}");
    match measured {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Not measured: {}", outcome::whole(&*error));
            ExitCode::FAILURE
        }
    }
}

/// Ending early, too, ends what was started and removes what was made.
async fn asked_to_stop() -> Outcome<()> {
    let mut terminated = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated.recv() => {}
    }
    Err("it was stopped.".into())
}

async fn measure(options: &Options, report: &mut Report) -> Outcome<()> {
    report.say(format!("cores: {}, load average at the start: {}", machine::cores(), machine::load_average()?));
    report.say(machine::file_limit(options.most_clients())?);
    let house = House::make(&options.program)?;
    let server = house.serve(None).await?;
    let scene = Scene::make(&house, &server).await?;
    let mut bench = Bench { options, house: &house, server, scene, report };
    for part in options.parts() {
        eprintln!("-- {}", part.title());
        match part {
            Part::Board => parts::board::measure(&mut bench).await?,
            Part::Wiki => parts::wiki::measure(&mut bench).await?,
            Part::Api => parts::api::measure(&mut bench).await?,
            Part::Memory => parts::memory::measure(&mut bench).await?,
            Part::Live => parts::live::measure(&mut bench).await?,
            Part::Offline => parts::offline::measure(&mut bench).await?,
            Part::Browser => parts::browser::measure(&mut bench).await?,
            Part::Crash => parts::crash::measure(&mut bench).await?,
        }
    }
    bench.report.say(format!("load average at the end: {}", machine::load_average()?));
    Ok(())
}
