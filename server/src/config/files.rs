use super::{Secret, source::Source};
use crate::start_error::StartError;
use atrium::files::Limits;

#[derive(Clone, Debug)]
pub struct FilesConfig {
    /// Absent: a folder of this machine.
    pub s3: Option<S3>,
    pub limits: Limits,
}

/// A bucket of Amazon's, or of a store that speaks as it does.
#[derive(Clone, Debug)]
pub struct S3 {
    /// Secret, because some write their key into it.
    pub url: Secret,
    pub endpoint: Option<String>,
    pub region: String,
    /// Absent: the rights that the machine has by itself.
    pub key: Option<(String, Secret)>,
}

const MEGABYTE: i64 = 1_000_000;

pub fn read(source: &Source) -> Result<FilesConfig, StartError> {
    let file = source.parsed("ATRIUM_FILE_MEGABYTES", "a number from 1 to 5000")?.unwrap_or(100);
    if !(1..=5_000).contains(&file) {
        return Err(source.wrong("ATRIUM_FILE_MEGABYTES", "a number from 1 to 5000"));
    }
    let workspace: Option<i64> = source.parsed("ATRIUM_WORKSPACE_MEGABYTES", "a number from 1")?;
    if workspace.is_some_and(|most| !(1..=1_000_000_000).contains(&most)) {
        return Err(source.wrong("ATRIUM_WORKSPACE_MEGABYTES", "a number from 1"));
    }
    let limits = Limits { file: file * MEGABYTE, workspace: workspace.map(|most| most * MEGABYTE) };
    Ok(FilesConfig { s3: s3(source)?, limits })
}

fn s3(source: &Source) -> Result<Option<S3>, StartError> {
    let Some(url) = source.get("ATRIUM_FILES_URL") else { return Ok(None) };
    if url.strip_prefix("s3://").is_none_or(str::is_empty) {
        return Err(source.wrong("ATRIUM_FILES_URL", "a bucket such as s3://atrium-files"));
    }
    let endpoint = source.get("ATRIUM_FILES_ENDPOINT");
    if endpoint.is_some_and(|address| !address.starts_with("https://") && !address.starts_with("http://")) {
        return Err(source.wrong("ATRIUM_FILES_ENDPOINT", "an address such as https://s3.example.org"));
    }
    let key = match (source.get("ATRIUM_FILES_KEY_ID"), source.get("ATRIUM_FILES_KEY")) {
        (Some(id), Some(key)) => Some((id.to_owned(), Secret::new(key))),
        (None, None) => None,
        _ => return Err(source.wrong("ATRIUM_FILES_KEY", "set together with ATRIUM_FILES_KEY_ID, or not at all")),
    };
    Ok(Some(S3 {
        url: Secret::new(url),
        endpoint: endpoint.map(str::to_owned),
        region: source.get("ATRIUM_FILES_REGION").unwrap_or("us-east-1").to_owned(),
        key,
    }))
}
