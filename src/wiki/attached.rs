//! How the text of a page names the files of pages: by their address, as the editor writes it.

use crate::ids::{AttachmentId, PageId};

const WORKSPACES: &str = "/api/v1/workspaces/";

/// The address of a file in the API.
pub fn address(workspace: &str, page_id: PageId, id: AttachmentId) -> String {
    format!("{WORKSPACES}{workspace}/pages/{page_id}/attachments/{id}")
}

/// Whether it is the address of a file of a page, in whichever workspace.
pub fn is_one(address: &str) -> bool {
    let workspace = address.strip_prefix(WORKSPACES).and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let in_address = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    workspace.bytes().all(in_address) && read(workspace, address).is_some()
}

/// Which file of which page an address means.
pub fn read(workspace: &str, address: &str) -> Option<(PageId, AttachmentId)> {
    let rest = address.strip_prefix(WORKSPACES)?.strip_prefix(workspace)?.strip_prefix("/pages/")?;
    let (page, file) = rest.split_once("/attachments/")?;
    let (page_id, id) = (page.parse().ok()?, file.parse().ok()?);
    // One spelling of an id is one file.
    (self::address(workspace, page_id, id) == address).then_some((page_id, id))
}

#[cfg(test)]
mod tests {
    use super::{address, is_one, read};

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let (page_id, id) = (7.into(), 9.into());
        assert_eq!(read("north", &address("north", page_id, id)), Some((page_id, id)));
        for other in
            ["https://north.example/x.png", "/w/north/wiki/3", "/api/v1/workspaces/south/pages/1/attachments/2"]
        {
            assert_eq!(read("north", other), None, "{other}");
        }
        assert_eq!(read("nor", &address("north", page_id, id)), None);
    }

    #[test]
    fn an_address_of_a_file_is_told_from_any_other() {
        let own = address("north-2", 7.into(), 9.into());
        assert!(is_one(&own));
        for other in [
            "",
            "/w/north-2/wiki/3",
            &own.replace("north-2", "no\0rth"),
            &format!("{own}/thumbnail"),
            &format!(" {own}"),
        ] {
            assert!(!is_one(other), "{other:?}");
        }
    }
}
