use crate::{boards::task::Moment, ids::AttachmentId};
use serde::{Deserialize, Serialize};

/// A file on a task, as its panel shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Attachment {
    pub id: AttachmentId,
    pub name: String,
    /// In bytes.
    pub size: i64,
    /// The media type, as its content says.
    pub kind: String,
    /// Whether there is a small picture of it.
    pub picture: bool,
    pub added: Moment,
    pub added_by: String,
    pub can_remove: bool,
}

/// A size as people say it, such as `1.4 MB`.
pub fn size_text(bytes: i64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if bytes == 1 {
        return "1 byte".to_owned();
    }
    if bytes < 1_000 {
        return format!("{bytes} bytes");
    }
    let (mut tenths, mut unit) = (bytes / 100, 0);
    while tenths >= 10_000 && unit + 1 < UNITS.len() {
        tenths /= 1_000;
        unit += 1;
    }
    if tenths < 100 {
        format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[unit])
    } else {
        format!("{} {}", tenths / 10, UNITS[unit])
    }
}

#[cfg(test)]
mod tests {
    use super::size_text;

    #[test]
    fn a_size_reads_short() {
        for (bytes, text) in [
            (1, "1 byte"),
            (999, "999 bytes"),
            (1_000, "1.0 kB"),
            (52_345, "52 kB"),
            (1_449_000, "1.4 MB"),
            (100_000_000, "100 MB"),
            (2_500_000_000, "2.5 GB"),
        ] {
            assert_eq!(size_text(bytes), text);
        }
    }
}
