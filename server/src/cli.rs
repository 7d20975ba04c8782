//! The command line: what the operator can say.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Parser)]
#[command(name = "atrium", version, about = "A self-hosted work OS for your team.")]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the product (the default).
    Serve,
    /// Bring the database up to date, and stop.
    Migrate,
    /// Fill a demonstration workspace (development mode only).
    Demo,
    /// Bring in tasks or pages from another tool.
    #[command(subcommand)]
    Import(Import),
    /// Write a project, all of a workspace, or pages as a file.
    Export(Export),
    /// Look after people's accounts.
    #[command(subcommand)]
    User(User),
    /// Look after the audit log.
    #[command(subcommand)]
    Audit(Audit),
    /// Print the description of the API (OpenAPI 3.1, JSON).
    Openapi,
    /// Check the configuration and the database.
    Check {
        /// Print every variable and what it means.
        #[arg(long)]
        variables: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum Import {
    /// Tasks from a CSV file, one a row.
    Csv(ImportFile),
    /// The board of a JSON export from Trello.
    Trello(ImportFile),
    /// The issues of a CSV export from Jira.
    Jira(ImportFile),
    /// A project that was exported here.
    Json(ImportFile),
    /// Pages of the wiki: a folder, a zip or a file of markdown or HTML, or an export from Notion or Confluence.
    Pages(ImportPages),
}

#[derive(Debug, Args)]
pub struct ImportPages {
    /// A folder, a zip, or one page: a file that ends in .md, .markdown, .html or .htm.
    pub path: PathBuf,
    /// The workspace's name in its address.
    #[arg(long)]
    pub workspace: String,
    /// The space they go into, by its name; it is made if there is none.
    #[arg(long)]
    pub space: String,
    /// Look only: say what would come in, and change nothing.
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct ImportFile {
    pub file: PathBuf,
    /// The workspace's name in its address.
    #[arg(long)]
    pub workspace: String,
    /// The project's key, such as ATR.
    #[arg(long)]
    pub project: String,
    /// Make the project if there is none of this key.
    #[arg(long)]
    pub create_project: bool,
    /// What a broken row does.
    #[arg(long, value_enum, default_value_t = BrokenRow::Skip)]
    pub on_problem: BrokenRow,
    /// What becomes of tasks that an earlier import of this file brought in.
    #[arg(long, value_enum, default_value_t = KnownTask::Skip)]
    pub on_known: KnownTask,
    /// What a header means, such as "Due=due_on"; can be said several times.
    #[arg(long = "map", value_name = "HEADER=FIELD")]
    pub map: Vec<String>,
    /// Look only: say what would come in, and change nothing.
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum BrokenRow {
    /// It stays out, the rest goes in.
    Skip,
    /// Nothing goes in.
    Stop,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Export {
    #[command(subcommand)]
    pub what: Option<ExportWhat>,
    /// The workspace's name in its address.
    #[arg(long, required = true)]
    pub workspace: Option<String>,
    /// The project's key, such as ATR; without it, all projects of the workspace.
    #[arg(long)]
    pub project: Option<String>,
    #[arg(long, value_enum, default_value_t = ExportFormat::Json)]
    pub format: ExportFormat,
    /// Where to; standard output without it.
    #[arg(long)]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum ExportWhat {
    /// Pages of the wiki, as a zip of markdown; `atrium import pages` reads it back.
    Pages(ExportPages),
}

#[derive(Debug, Args)]
pub struct ExportPages {
    /// The workspace's name in its address.
    #[arg(long)]
    pub workspace: String,
    /// The space, by its name; without it, all spaces.
    #[arg(long)]
    pub space: Option<String>,
    /// Where to; standard output without it.
    #[arg(long)]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ExportFormat {
    /// For spreadsheets.
    Csv,
    /// With everything; `atrium import json` reads that of a project back.
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum KnownTask {
    /// They stay as they are.
    Skip,
    /// They come in once more.
    AddAgain,
}

#[derive(Debug, Subcommand)]
pub enum User {
    /// Make an account. The password is read from standard input.
    Create {
        #[arg(long)]
        email: String,
        #[arg(long)]
        name: String,
    },
    /// Set a new password, read from standard input, and sign the person out everywhere.
    SetPassword {
        #[arg(long)]
        email: String,
    },
    /// Make somebody an owner of this instance.
    Owner {
        #[arg(long)]
        email: String,
    },
    /// Print a new API token.
    Token {
        #[arg(long)]
        email: String,
        /// How long it lasts, 1 to 365 days.
        #[arg(long, default_value_t = 30)]
        days: i64,
        /// A token that may only look.
        #[arg(long)]
        read_only: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Recompute the chain of every workspace's log, and say where it breaks.
    Verify {
        /// Only of this workspace, by the name in its address.
        #[arg(long)]
        workspace: Option<String>,
    },
}
