use super::{Config, Environment, source::Source};

fn config(pairs: &[(&str, &str)]) -> Config {
    Config::from_source(&Source::of(pairs)).unwrap()
}

fn refusal(name: &str, value: &str) -> String {
    Config::from_source(&Source::of(&[(name, value)])).unwrap_err().sentence().to_owned()
}

#[test]
fn nothing_set_is_production_on_this_machine() {
    let config = config(&[]);
    assert_eq!(config.environment, Environment::Production);
    assert_eq!(config.http.addr.to_string(), "127.0.0.1:3000");
    assert_eq!(config.http.base_url, "http://127.0.0.1:3000");
    assert!(config.http.secure_cookies && config.log.json);
    assert!(!config.thin_versions, "all versions of pages are kept");
    assert!(crate::post::Post::new(&config.mail.from, None).is_ok(), "the sender that nobody set can send");
    assert_eq!(config.mail.from, "Atrium <atrium@localhost>");
}

#[test]
fn development_over_http_has_a_plain_cookie_and_over_https_not() {
    let plain = config(&[("ATRIUM_ENV", "development")]);
    assert!(!plain.http.secure_cookies);
    let secure = config(&[("ATRIUM_ENV", "development"), ("ATRIUM_BASE_URL", "https://Atrium.Example.org/")]);
    assert!(secure.http.secure_cookies);
    assert_eq!(secure.http.base_url, "https://atrium.example.org");
    assert_eq!(secure.mail.from, "Atrium <atrium@atrium.example.org>");
}

#[test]
fn a_wrong_value_is_refused_with_its_name() {
    for (name, value) in [
        ("ATRIUM_ENV", "staging"),
        ("ATRIUM_ADDR", "localhost"),
        ("ATRIUM_BASE_URL", "ftp://example.org"),
        ("ATRIUM_BASE_URL", "https://example.org/atrium"),
        ("ATRIUM_TRUSTED_PROXIES", "10.0.0.0/99"),
        ("ATRIUM_DATABASE_URL", "mysql://hunter2@host/db"),
        ("ATRIUM_DATABASE_POOL", "1"),
        ("ATRIUM_RATE_LIMIT", "0"),
        ("ATRIUM_THIN_VERSIONS", "yes"),
        ("ATRIUM_METRICS_TOKEN", "hunter2"),
    ] {
        let sentence = refusal(name, value);
        assert!(sentence.starts_with(name) && sentence.ends_with('.') && !sentence.contains("hunter2"), "{sentence}");
    }
}

#[test]
fn debug_output_shows_no_secret() {
    let config = config(&[
        ("ATRIUM_DATABASE_URL", "postgres://atrium:hunter2@db/atrium"),
        ("ATRIUM_SMTP_URL", "smtp://me:hunter2@mail"),
        ("ATRIUM_METRICS_TOKEN", "hunter2hunter2hunter2"),
    ]);
    assert!(!format!("{config:?}").contains("hunter2"));
}

#[test]
fn an_address_for_all_interfaces_is_visited_at_this_machine() {
    assert_eq!(config(&[("ATRIUM_ADDR", "0.0.0.0:80")]).http.base_url, "http://127.0.0.1:80");
}

#[test]
fn files_lie_in_a_folder_or_in_a_bucket_whose_key_nobody_sees() {
    let plain = config(&[]).files;
    assert!(plain.s3.is_none() && plain.limits.file == 100_000_000 && plain.limits.workspace.is_none());
    let bucket = [
        ("ATRIUM_FILES_URL", "s3://ours"),
        ("ATRIUM_FILES_ENDPOINT", "https://s3.example.org"),
        ("ATRIUM_FILES_KEY_ID", "us"),
        ("ATRIUM_FILES_KEY", "hunter2"),
        ("ATRIUM_WORKSPACE_MEGABYTES", "2000"),
    ];
    let files = config(&bucket).files;
    assert_eq!(files.limits.workspace, Some(2_000_000_000));
    assert!(!format!("{files:?}").contains("hunter2"));
    assert!(crate::files::Files::open(&files, std::path::Path::new("/nowhere")).is_ok(), "a bucket may come later");
    for (name, value) in [
        ("ATRIUM_FILES_URL", "hunter2"),
        ("ATRIUM_FILES_URL", "s3://"),
        ("ATRIUM_FILE_MEGABYTES", "0"),
        ("ATRIUM_WORKSPACE_MEGABYTES", "-1"),
        ("ATRIUM_FILES_KEY", "hunter2"),
    ] {
        let bucket = [("ATRIUM_FILES_URL", "s3://ours"), (name, value)];
        let refused = Config::from_source(&Source::of(&bucket)).unwrap_err().sentence().to_owned();
        assert!(refused.starts_with(name) && !refused.contains("hunter2"), "{refused}");
    }
}

#[test]
fn requests_go_out_to_this_machine_in_development_alone() {
    let here = "127.0.0.1".parse().unwrap();
    assert!(!config(&[]).outbound.allows(here));
    assert!(config(&[("ATRIUM_ENV", "development")]).outbound.allows(here));
    let opened = config(&[("ATRIUM_OUTBOUND_NETWORKS", "10.1.0.0/16, 127.0.0.1")]);
    assert!(opened.outbound.allows(here) && opened.outbound.allows("10.1.2.3".parse().unwrap()));
    assert!(refusal("ATRIUM_OUTBOUND_NETWORKS", "everything").contains("ATRIUM_OUTBOUND_NETWORKS"));
}
