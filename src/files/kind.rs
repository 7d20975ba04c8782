//! What a file is taken for, which its content decides: what somebody calls it, and what they say it is, would let a
//! script come as a picture.

/// A media type that the server has found in the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind(pub String);

/// How a browser gets a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Showing {
    /// A picture or plain text, which do nothing.
    InPlace,
    /// Kept by the reader's machine and not opened by the browser: whatever may hold a script.
    AsDownload,
}

impl Kind {
    /// The pictures that there is a small one of, and that a browser shows.
    pub fn is_picture(&self) -> bool {
        matches!(self.0.as_str(), "image/jpeg" | "image/png" | "image/webp" | "image/gif")
    }

    /// A PDF is a download: in the sandbox, in which all files come, no browser shows one.
    pub fn showing(&self) -> Showing {
        if self.is_picture() || self.0 == "text/plain" { Showing::InPlace } else { Showing::AsDownload }
    }

    /// The type that a browser is told: of what it must not open, nothing that it would.
    pub fn told(&self) -> &str {
        match self.0.as_str() {
            "text/plain" => "text/plain; charset=utf-8",
            "application/pdf" => "application/pdf",
            _ if self.is_picture() => &self.0,
            _ => "application/octet-stream",
        }
    }
}
