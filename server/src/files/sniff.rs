//! What a file is, by its first bytes.

use atrium::files::Kind;

/// So many bytes tell it.
pub const ENOUGH: usize = 8 * 1024;

pub fn kind_of(head: &[u8]) -> Kind {
    let head = &head[..head.len().min(ENOUGH)];
    let kind = match infer::get(head) {
        Some(kind) => kind.mime_type(),
        None if is_markup(head) => "text/xml",
        None if is_text(head) => "text/plain",
        None => "application/octet-stream",
    };
    Kind(kind.to_owned())
}

/// What begins with a tag may be a drawing with a script in it, whatever it is called.
fn is_markup(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    is_text(head) && head.trim_ascii_start().starts_with(b"<")
}

/// UTF-8 that may end within a character, without what no text has.
fn is_text(head: &[u8]) -> bool {
    let sound = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    sound && !head.iter().any(|byte| matches!(byte, 0..=8 | 11 | 14..=31 | 127))
}

#[cfg(test)]
mod tests {
    use super::kind_of;
    use atrium::files::Showing;

    #[test]
    fn only_pictures_and_plain_text_are_shown_in_place() {
        for (head, kind) in [
            (&b"\x89PNG\r\n\x1a\n...."[..], "image/png"),
            (b"GIF89a/*<script>alert(1)</script>*/", "image/gif"),
            (b"Dear Ann,\nthe roof is done.\n", "text/plain"),
        ] {
            let found = kind_of(head);
            assert_eq!((found.0.as_str(), found.showing()), (kind, Showing::InPlace));
        }
        for head in [
            &b"<!DOCTYPE html><script>alert(1)</script>"[..],
            b"  \n<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
            b"\xef\xbb\xbf<svg/>",
            b"<?xml version=\"1.0\"?><svg/>",
            b"#!/bin/sh\nrm -rf /\n",
            b"MZ\x90\0\x03\0\0\0",
            b"\x7fELF\x02\x01\x01",
            b"PK\x03\x04\x14\0",
            b"%PDF-1.7\n",
            b"\0\x01\x02",
        ] {
            assert_eq!(kind_of(head).showing(), Showing::AsDownload, "{:?}", kind_of(head));
        }
    }
}
