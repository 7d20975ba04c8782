//! How the text of a page names the files of pages: by their address, as the editor writes it.

use crate::ids::{AttachmentId, PageId};

/// The address of a file in the API.
pub fn address(workspace: &str, page_id: PageId, id: AttachmentId) -> String {
    format!("/api/v1/workspaces/{workspace}/pages/{page_id}/attachments/{id}")
}

/// Which file of which page an address means.
pub fn read(workspace: &str, address: &str) -> Option<(PageId, AttachmentId)> {
    let rest = address.strip_prefix("/api/v1/workspaces/")?.strip_prefix(workspace)?.strip_prefix("/pages/")?;
    let (page, file) = rest.split_once("/attachments/")?;
    let (page_id, id) = (page.parse().ok()?, file.parse().ok()?);
    // One spelling of an id is one file.
    (self::address(workspace, page_id, id) == address).then_some((page_id, id))
}

#[cfg(test)]
mod tests {
    use super::{address, read};

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
}
