//! What is measured, one file a part.

pub mod api;
pub mod board;
pub mod browser;
pub mod crash;
pub mod live;
pub mod memory;
mod moves;
pub mod offline;
pub mod wiki;

use crate::{
    house::House, http::Visitor, load::Load, machine, options::Options, outcome::Outcome, report::Report, scene::Scene,
    server::Server, socket::Door,
};

/// What every part has to work with.
pub struct Bench<'a> {
    pub options: &'a Options,
    pub house: &'a House,
    pub server: Server,
    pub scene: Scene,
    pub report: &'a mut Report,
}

impl Bench<'_> {
    pub fn visitor(&self) -> Outcome<Visitor> {
        Visitor::new(&self.server, &self.scene)
    }

    pub fn door(&self, server: &Server) -> Outcome<Door> {
        Door::new(server, &self.scene.cookie)
    }

    /// CPU time used so far, in milliseconds.
    pub fn used(&self) -> Outcome<Used> {
        let postmaster = self.house.postmaster()?;
        let mut postgres = machine::cpu(postmaster, true)?;
        for child in machine::children(postmaster)? {
            // A connection may close while we look; its time is then the postmaster's.
            postgres += machine::cpu(child, false).unwrap_or(0.0);
        }
        Ok(Used { server: machine::cpu(self.server.pid(), false)?, postgres })
    }

    /// Proportional set size in kB.
    pub fn memory(&self) -> Outcome<Used> {
        let postmaster = self.house.postmaster()?;
        let mut postgres = machine::pss(postmaster)?;
        for child in machine::children(postmaster)? {
            postgres += machine::pss(child).unwrap_or(0.0);
        }
        Ok(Used { server: machine::pss(self.server.pid())?, postgres })
    }

    /// CPU time a request since `before`, and the requests that failed.
    pub fn costs(&mut self, before: &Used, load: &Load) -> Outcome<()> {
        let after = self.used()?;
        let requests = crate::figures::number(load.latencies.count() + load.failed);
        self.report.figure("CPU a request, server", (after.server - before.server) / requests, "ms");
        self.report.figure("CPU a request, Postgres", (after.postgres - before.postgres) / requests, "ms");
        self.failures(load);
        Ok(())
    }

    pub fn failures(&mut self, load: &Load) {
        if load.failed > 0 {
            let all = load.failed + load.latencies.count();
            self.report.finding("failed", format!("{} of {all}", load.failed), "none", false);
            self.report.note(load.first_failure.clone().unwrap_or_default());
        }
    }
}

/// What the server and its Postgres have used, of whatever was asked.
pub struct Used {
    pub server: f64,
    pub postgres: f64,
}
