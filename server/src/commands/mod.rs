//! What the subcommands of the command line do.

mod audit;
mod check;
mod demo_files;
mod export;
mod import;
mod pages;
mod serve;
mod user;

use crate::{
    api,
    cli::{Cli, Command},
    config::{Config, Secret, variables},
    database::{self, Pools},
    files::Files,
    postgres::{EmbeddedConfig, EmbeddedPostgres},
    start_error::StartError,
    telemetry,
};
use atrium::{clock, database::Db, demo};
use std::sync::Arc;

/// How a command ends, other than well.
pub type Outcome = Result<(), Failed>;

/// Why a command did not do what it should.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    #[error(transparent)]
    Start(#[from] StartError),
    #[error("{0}")]
    Refused(#[from] atrium::Error),
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("{0}")]
    Said(String),
}

/// Does what the command line says.
pub async fn run(cli: Cli) -> Outcome {
    let config = match &cli.command {
        Some(Command::Openapi) => return print_openapi(),
        Some(Command::Check { variables: true }) => {
            println!("{}", variables::table());
            return Ok(());
        }
        _ => Config::load()?,
    };
    telemetry::start(&config.log)?;
    let house = House::open(&config).await?;
    let outcome = match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => serve::serve(&config, &house).await,
        Command::Demo => house.demo(&config).await,
        Command::Import(command) => import::run(&house.db(), &config, command).await,
        Command::Export(command) => export::run(&house.db(), &config, command).await,
        Command::User(command) => user::run(&house.db(), command).await,
        Command::Audit(command) => audit::run(&house.db(), &command).await,
        Command::Check { .. } => check::run(&config, &house).await,
        Command::Migrate | Command::Openapi => Ok(()),
    };
    house.close().await;
    outcome
}

fn print_openapi() -> Outcome {
    let description = serde_json::to_string_pretty(&api::description());
    println!("{}", description.map_err(|error| Failed::Said(error.to_string()))?);
    Ok(())
}

fn open_files(config: &Config) -> Result<Arc<Files>, StartError> {
    Files::open(&config.files, &config.data.dir).map(Arc::new)
}

/// The database, opened and up to date; embedded where no other is named.
pub struct House {
    pub pools: Pools,
    embedded: Option<EmbeddedPostgres>,
}

impl House {
    async fn open(config: &Config) -> Result<Self, StartError> {
        let (url, embedded) = if let Some(url) = &config.database.url {
            (url.clone(), None)
        } else {
            let embedded = EmbeddedPostgres::start(&EmbeddedConfig {
                home: config.data.dir.clone(),
                programs: config.database.postgres_dir.clone(),
                durable: true,
            })
            .await?;
            (Secret::new(embedded.url()), Some(embedded))
        };
        match database::open(&url, &config.database.pool).await {
            Ok(pools) => Ok(Self { pools, embedded }),
            Err(error) => {
                if let Some(embedded) = embedded {
                    embedded.stop().await;
                }
                Err(error)
            }
        }
    }

    /// For commands of the shell. A server that runs beside finds out by looking.
    pub fn db(&self) -> Db {
        Db::new(self.pools.serving.clone(), None)
    }

    async fn close(self) {
        self.pools.close().await;
        if let Some(embedded) = self.embedded {
            embedded.stop().await;
        }
    }

    async fn demo(&self, config: &Config) -> Outcome {
        if config.environment != crate::config::Environment::Development {
            return Err(Failed::Said("A demonstration is for development: set ATRIUM_ENV=development.".to_owned()));
        }
        let owner = Db::new(self.pools.owner.clone(), None);
        match demo::fill(&self.db(), &owner, clock::now()).await? {
            demo::Outcome::Made => {
                demo_files::attach(&self.db(), &*open_files(config)?).await?;
                println!("{} is ready to look around in.", demo::NAME);
            }
            demo::Outcome::AlreadyThere => println!("{} is there already, as it was left.", demo::NAME),
        }
        println!("Sign in as {} with the password {}", demo::SIGN_INS.join(", "), demo::PASSWORD);
        Ok(())
    }
}
