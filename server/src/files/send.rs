//! Sending a file, so that it does nothing where it arrives: no browser takes it for a page of ours.

use super::{Files, path};
use crate::api::Problem;
use atrium::files::{Content, Showing};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use data_encoding::HEXLOWER;
use object_store::{GetOptions, GetRange, ObjectStore};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::ops::Range;

/// Whoever opens a file by its address gets it in a box of its own, in which nothing runs and nothing is loaded.
const SANDBOX: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
/// What a browser kept it shows only after asking whether that may still be.
const ASK_AGAIN: &str = "private, no-cache";
/// What may stand in a name of RFC 8187.
const NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

impl Files {
    /// The file or the wanted part of it (RFC 9110, 13 and 14); nothing but a word where the reader has it already.
    pub async fn send(&self, content: &Content, asked: &HeaderMap) -> Result<Response, Problem> {
        let size = u64::try_from(content.size).unwrap_or_default();
        let tag = tag(&content.hash, "");
        if let Some(known) = unchanged(asked, &tag) {
            return Ok(known);
        }
        let if_range = asked.get(header::IF_RANGE).is_none_or(|known| known.as_bytes() == tag.as_bytes());
        let wanted = asked.get(header::RANGE).filter(|_| if_range).and_then(|range| range.to_str().ok());
        let range = match wanted.and_then(|range| parse(range, size)) {
            Some(Err(Unsatisfiable)) => {
                let sentence = format!("This file has {size} bytes.");
                return Err(Problem::new(StatusCode::RANGE_NOT_SATISFIABLE, sentence));
            }
            Some(Ok(range)) => Some(range),
            None => None,
        };
        let options = GetOptions { range: range.clone().map(GetRange::Bounded), ..GetOptions::default() };
        let found = self.store.get_opts(&path(content.place), options).await.map_err(atrium::Error::internal)?;
        let mut response = Body::from_stream(found.into_stream()).into_response();
        let length = range.as_ref().map_or(size, |range| range.end - range.start);
        describe(response.headers_mut(), &tag, content.kind.told());
        let headers = response.headers_mut();
        put(headers, header::CONTENT_DISPOSITION, &disposition(&content.name, content.kind.showing()));
        put(headers, header::ACCEPT_RANGES, "bytes");
        put(headers, header::CONTENT_LENGTH, &length.to_string());
        if let Some(Range { start, end }) = range {
            put(headers, header::CONTENT_RANGE, &format!("bytes {start}-{}/{size}", end - 1));
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        }
        Ok(response)
    }

    /// A small picture of it.
    pub async fn send_thumbnail(&self, content: &Content, asked: &HeaderMap) -> Result<Response, Problem> {
        let tag = tag(&content.hash, "-small");
        if let Some(known) = unchanged(asked, &tag) {
            return Ok(known);
        }
        let (kind, picture) = self.thumbnail(content).await?;
        let mut response = picture.into_response();
        describe(response.headers_mut(), &tag, kind);
        Ok(response)
    }
}

fn describe(headers: &mut HeaderMap, tag: &str, kind: &str) {
    put(headers, header::CONTENT_TYPE, kind);
    put(headers, header::ETAG, tag);
    put(headers, header::CACHE_CONTROL, ASK_AGAIN);
    put(headers, header::CONTENT_SECURITY_POLICY, SANDBOX);
    put(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(headers, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
}

/// Whoever may read it may know what it hashes to.
fn tag(hash: &[u8], variant: &str) -> String {
    format!("\"{}{variant}\"", HEXLOWER.encode(&hash[..hash.len().min(16)]))
}

fn unchanged(asked: &HeaderMap, tag: &str) -> Option<Response> {
    let known = asked.get(header::IF_NONE_MATCH)?.to_str().ok()?;
    let known = known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag || one.trim() == "*");
    known.then(|| {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        put(response.headers_mut(), header::ETAG, tag);
        put(response.headers_mut(), header::CACHE_CONTROL, ASK_AGAIN);
        response
    })
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// The name twice: for those that know no other letters, and as it is.
fn disposition(name: &str, showing: Showing) -> String {
    let how = match showing {
        Showing::InPlace => "inline",
        Showing::AsDownload => "attachment",
    };
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || " .-_()".contains(c) { c } else { '_' }).collect();
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{}", utf8_percent_encode(name, NAME))
}

#[derive(Debug, PartialEq, Eq)]
struct Unsatisfiable;

/// One range of bytes. Several at once, and what is no range, are as if nothing had been asked.
fn parse(header: &str, size: u64) -> Option<Result<Range<u64>, Unsatisfiable>> {
    let (start, end) = header.strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let range = match (number(start), number(end)) {
        (Some(start), None) if end.trim().is_empty() => start..size,
        (Some(start), Some(end)) if start <= end => start..end.saturating_add(1).min(size),
        (None, Some(last)) if start.trim().is_empty() => size.saturating_sub(last)..size,
        _ => return None,
    };
    Some(if range.start < range.end { Ok(range) } else { Err(Unsatisfiable) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_read_as_http_means_it() {
        for (header, range) in [
            ("bytes=0-0", Some(Ok(0..1))),
            ("bytes=2-", Some(Ok(2..10))),
            ("bytes=-3", Some(Ok(7..10))),
            ("bytes=-99", Some(Ok(0..10))),
            ("bytes=5-99", Some(Ok(5..10))),
            ("bytes=10-", Some(Err(Unsatisfiable))),
            ("bytes=-0", Some(Err(Unsatisfiable))),
            ("bytes=5-2", None),
            ("bytes=0-1,3-4", None),
            ("bytes=x-", None),
            ("lines=0-1", None),
        ] {
            assert_eq!(parse(header, 10), range, "{header}");
        }
    }

    #[test]
    fn a_name_breaks_out_of_no_header() {
        let said = disposition("a\"; filename=b.html\r\n\u{e9}.svg", Showing::AsDownload);
        assert_eq!(said.matches('"').count(), 2);
        assert!(!said.contains('\n') && said.starts_with("attachment; ") && said.ends_with("%C3%A9.svg"), "{said}");
    }
}
