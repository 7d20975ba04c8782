//! Every variable, in one place. `atrium check --variables` prints this table, and the README shows it.

pub struct Variable {
    pub name: &'static str,
    pub default: &'static str,
    pub meaning: &'static str,
    pub secret: bool,
}

const fn variable(name: &'static str, default: &'static str, meaning: &'static str) -> Variable {
    Variable { name, default, meaning, secret: false }
}

const fn secret(name: &'static str, default: &'static str, meaning: &'static str) -> Variable {
    Variable { name, default, meaning, secret: true }
}

pub const VARIABLES: &[Variable] = &[
    variable(
        "ATRIUM_CONFIG",
        "none",
        "A file of NAME=VALUE lines with any of these variables. The environment goes before it.",
    ),
    variable(
        "ATRIUM_ENV",
        "production",
        "`production` or `development`. Development shows mail in the browser and allows `atrium demo`.",
    ),
    variable("ATRIUM_ADDR", "127.0.0.1:3000", "The address and port to listen on."),
    variable(
        "ATRIUM_BASE_URL",
        "http:// and ATRIUM_ADDR",
        "The address that people see, for links in mails and for the check of a request's origin.",
    ),
    variable(
        "ATRIUM_PEER_ADDR",
        "ATRIUM_ADDR",
        "Where other servers on the same database reach this one, as host and port: a page is open in one of them.",
    ),
    variable(
        "ATRIUM_TRUSTED_PROXIES",
        "none",
        "Addresses or networks, separated by commas, whose X-Forwarded-For is believed.",
    ),
    variable(
        "ATRIUM_DATA_DIR",
        "/var/lib/atrium as root, else ~/.local/share/atrium",
        "Where the embedded Postgres and files live.",
    ),
    secret(
        "ATRIUM_DATABASE_URL",
        "the embedded Postgres",
        "A PostgreSQL 15 to 18 of your own: postgres://user:password@host/database.",
    ),
    variable("ATRIUM_DATABASE_POOL", "16", "Connections that serve people, 2 to 500."),
    variable(
        "ATRIUM_POSTGRES_DIR",
        "found by itself",
        "The folder of the PostgreSQL programs that the embedded Postgres uses.",
    ),
    secret(
        "ATRIUM_FILES_URL",
        "the folder `files` in ATRIUM_DATA_DIR",
        "Where files of tasks are kept: `s3://bucket`, of Amazon or any store that speaks as it does.",
    ),
    variable(
        "ATRIUM_FILES_ENDPOINT",
        "that of Amazon",
        "The address of such a store, such as `https://s3.example.org`.",
    ),
    variable("ATRIUM_FILES_REGION", "us-east-1", "The region of the bucket."),
    variable("ATRIUM_FILES_KEY_ID", "the machine's own rights", "The id of the access key of the bucket."),
    secret("ATRIUM_FILES_KEY", "the machine's own rights", "The access key of the bucket, beside ATRIUM_FILES_KEY_ID."),
    variable("ATRIUM_FILE_MEGABYTES", "100", "The largest file that can be attached, 1 to 5000 MB."),
    variable("ATRIUM_WORKSPACE_MEGABYTES", "none", "What all files of one workspace may take together, in MB."),
    variable(
        "ATRIUM_OUTBOUND_NETWORKS",
        "none: the public internet alone; in development this machine too",
        "Private addresses or networks, separated by commas, that webhooks may be sent to all the same.",
    ),
    variable("ATRIUM_SITE_DIR", "`site` beside the program", "The folder of the browser's files."),
    secret(
        "ATRIUM_SMTP_URL",
        "none: mail stays in the database",
        "smtp://user:password@host:port (STARTTLS where offered), or smtps://.",
    ),
    variable("ATRIUM_MAIL_FROM", "Atrium <atrium@ and the host of ATRIUM_BASE_URL>", "The sender of mails."),
    secret(
        "ATRIUM_METRICS_TOKEN",
        "none: this machine alone may read /metrics",
        "What Prometheus sends as `Authorization: Bearer` to read /metrics, 16 characters or more.",
    ),
    variable(
        "ATRIUM_THIN_VERSIONS",
        "off: all versions of a page are kept",
        "`on` takes away each night the versions of pages that others stand for; those with a name stay.",
    ),
    variable("ATRIUM_LOG", "info", "What is logged, such as `info,sqlx=debug`."),
    variable(
        "ATRIUM_RATE_LIMIT",
        "50; in development 1000",
        "Requests a second from one address, in the long run; ten times as many at once. And for each five, three edits a \
         second of one editor of a page.",
    ),
];

/// The table as Markdown.
pub fn table() -> String {
    let rows = VARIABLES.iter().map(|it| format!("| `{}` | {} | {} |\n", it.name, it.default, it.meaning));
    std::iter::once("| variable | default | meaning |\n|---|---|---|\n".to_owned()).chain(rows).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_a_row_for_each_variable() {
        assert_eq!(table().lines().count(), VARIABLES.len() + 2);
        assert!(VARIABLES.iter().all(|it| it.name.starts_with("ATRIUM_") && it.meaning.ends_with('.')));
    }
}
