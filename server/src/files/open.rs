use super::Files;
use crate::{
    config::{FilesConfig, S3},
    start_error::{Because, StartError},
};
use object_store::{ObjectStore, aws::AmazonS3Builder, local::LocalFileSystem};
use std::{fs, path::Path, sync::Arc};

impl Files {
    /// The store that the operator has chosen. A bucket is not asked yet: it may come later than we do.
    pub fn open(config: &FilesConfig, data_dir: &Path) -> Result<Self, StartError> {
        let store = match &config.s3 {
            Some(s3) => bucket(s3)?,
            None => local(&data_dir.join("files"))?,
        };
        Ok(Self::new(store, config.limits))
    }
}

fn local(folder: &Path) -> Result<Arc<dyn ObjectStore>, StartError> {
    let sentence = || format!("ATRIUM_DATA_DIR: files cannot be kept in {}.", folder.display());
    fs::create_dir_all(folder).because(sentence)?;
    let store = LocalFileSystem::new_with_prefix(folder).because(sentence)?;
    Ok(Arc::new(store.with_fsync(true).with_automatic_cleanup(true)))
}

fn bucket(s3: &S3) -> Result<Arc<dyn ObjectStore>, StartError> {
    // Another part of the program may have chosen it already, and there is only this one to choose.
    drop(rustls::crypto::ring::default_provider().install_default());
    let mut builder = AmazonS3Builder::new().with_url(s3.url.expose()).with_region(&s3.region);
    if let Some(endpoint) = &s3.endpoint {
        builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
    }
    if let Some((id, key)) = &s3.key {
        builder = builder.with_access_key_id(id).with_secret_access_key(key.expose());
    }
    // Its own words could show a part of the address.
    let store = builder.build().map_err(|_| StartError::new("ATRIUM_FILES_URL does not name a bucket."))?;
    Ok(Arc::new(store))
}
