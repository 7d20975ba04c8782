use super::{Answered, Person, Stage};
use atrium::{
    boards::task::Card,
    files::{self, ByteStore, Holder, NewUpload},
    ids::{AttachmentId, UploadId},
    workspace,
};
use axum::body::Body;
use data_encoding::BASE64;
use image::{ImageFormat, RgbImage};
use server::files::Upload;
use std::io::Cursor;

/// A picture that no other is the same as: each of its colours is chosen anew.
pub fn small_picture() -> Vec<u8> {
    let mut picture = RgbImage::new(8, 8);
    for (at, pixel) in picture.pixels_mut().enumerate() {
        pixel.0.copy_from_slice(&uuid::Uuid::new_v4().as_bytes()[at % 13..at % 13 + 3]);
    }
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}

impl Stage {
    /// Begins an upload of `size` bytes, if the person may.
    pub async fn begin(&self, person: &Person, holder: Holder, size: i64) -> Option<UploadId> {
        let actor = workspace::enter(&self.db, &person.caller, self.slug).await.ok()?;
        let new = NewUpload { name: "plan.txt", size };
        files::begin_upload(&self.db, &actor, holder, new, self.files.limits()).await.ok().map(|begun| begun.id)
    }

    /// Attaches a file to a task or a page.
    pub async fn attach(&self, person: &Person, holder: impl Into<Holder>, name: &str, bytes: &[u8]) -> AttachmentId {
        let holder = holder.into();
        let actor = self.actor(person).await;
        let size = i64::try_from(bytes.len()).expect("a size");
        let limits = self.files.limits();
        let begun = files::begin_upload(&self.db, &actor, holder, NewUpload { name, size }, limits).await;
        let id = begun.expect("begins").id;
        let upload = Upload { db: &self.db, actor: &actor, holder, id };
        self.files.receive(upload, 0, Body::from(bytes.to_vec())).await.expect("receives");
        // It has the id of the upload that brought it.
        AttachmentId(id.uuid())
    }

    /// Begins an upload over the API: its address under `/api/v1`.
    pub async fn begin_over_http(&self, person: &Person, task: &Card, name: &str, size: usize) -> Answered {
        let path = format!("/workspaces/{}/tasks/{}/attachments", self.slug, task.id);
        let ask = self.ask("post", path).by(person).with("tus-resumable", "1.0.0");
        let name = format!("filename {}", BASE64.encode(name.as_bytes()));
        ask.with("upload-length", size.to_string()).with("upload-metadata", name).send().await
    }

    /// Goes on with it from `at`.
    pub async fn go_on(&self, person: &Person, begun: &Answered, at: usize, bytes: &[u8]) -> Answered {
        let ask = self.ask_at("patch", begun.header("location")).by(person).with("upload-offset", at.to_string());
        ask.bytes("application/offset+octet-stream", bytes).send().await
    }
}
