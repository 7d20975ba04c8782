//! One page as a file of HTML that needs nothing else: its pictures are in it.

use super::{layout::file_name, page};
use crate::{
    Error, Result,
    actor::Actor,
    database::Db,
    files::ByteStore,
    ids::{AttachmentId, PageId},
    wiki::{
        attached,
        document::{
            Document,
            html::{self, AsWritten, Readers},
            node::Block,
            text,
        },
        page::shown_title,
        policy::Action,
        store::access::{Which, load_for},
    },
    workspace,
};
use data_encoding::BASE64;
use std::collections::BTreeMap;

const STYLE: &str = "body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif;\
color:#1d1d1f}img{max-width:100%;height:auto}pre{overflow:auto;padding:1rem;background:#f4f4f2;border-radius:.5rem}\
code{font-family:ui-monospace,monospace}blockquote,.callout{margin-inline:0;padding-inline:1rem;\
border-inline-start:.25rem solid #c9c9c4}.table-scroll{overflow:auto}table{border-collapse:collapse}\
td,th{border:1px solid #d5d5d0;padding:.25rem .5rem;text-align:start;vertical-align:top}\
.task-list{list-style:none;padding:0}.task-list label{float:inline-start;margin-inline-end:.5rem}";

/// As many bytes of pictures are in a file; those beyond stay at their address, where who is signed in sees them.
const MOST_OF_PICTURES: u64 = 20 * 1024 * 1024;
/// As many bytes those take in the file, written out in letters at each place where one stands.
const MOST_WRITTEN: usize = 28 * 1024 * 1024;
/// As the writer of the HTML begins the address of a picture.
const SOURCE: &str = " src=\"";

/// The name of a file, and what is in it.
pub async fn page_as_html<S: ByteStore>(
    db: &Db,
    store: &S,
    actor: &Actor,
    page_id: PageId,
) -> Result<(String, String)> {
    let slug = workspace::view(db, actor).await?.slug;
    let mut tx = db.view(actor).await?;
    let row = load_for(&mut tx, actor, Action::Export, Which::Page(page_id)).await?.page;
    let document = page::document(&mut tx, actor, page_id).await?;
    drop(tx);
    let pictures = pictures(db, store, actor, shown(&document, &slug)).await?;
    let body = with_pictures(&html::write(&document, Readers::Public, &AsWritten), &pictures, MOST_WRITTEN);
    let title = escaped(shown_title(&row.title));
    let file = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
         </head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    );
    Ok((format!("{}.html", file_name(&row.title)), file))
}

/// The files of pages that it shows as pictures, by their address.
fn shown(document: &Document, slug: &str) -> BTreeMap<String, (PageId, AttachmentId)> {
    let mut shown = BTreeMap::new();
    text::visit(&document.blocks, &mut |block| {
        if let Block::Image(image) = block
            && let Some(file) = attached::read(slug, &image.src)
        {
            shown.insert(image.src.clone(), file);
        }
    });
    shown
}

/// Those that this person may see, as addresses that hold them (RFC 2397).
async fn pictures<S: ByteStore>(
    db: &Db,
    store: &S,
    actor: &Actor,
    shown: BTreeMap<String, (PageId, AttachmentId)>,
) -> Result<BTreeMap<String, String>> {
    let mut pictures = BTreeMap::new();
    let mut room = MOST_OF_PICTURES;
    for (address, (page_id, id)) in shown {
        let Some(content) = page::file(db, actor, page_id, id).await? else { continue };
        let size = u64::try_from(content.size).map_err(Error::internal)?;
        if !content.kind.is_picture() || size > room {
            continue;
        }
        room -= size;
        let bytes = BASE64.encode(&store.get(content.place, 0..size).await?);
        pictures.insert(address, format!("data:{};base64,{bytes}", content.kind.0));
    }
    Ok(pictures)
}

/// At most `room` bytes of them: a picture may stand in many places, and where there is no room its address stays.
fn with_pictures(body: &str, pictures: &BTreeMap<String, String>, mut room: usize) -> String {
    let mut pieces = body.split(SOURCE);
    let mut whole = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (address, rest) = piece.split_once('"').unwrap_or((piece, ""));
        let picture = pictures.get(address).filter(|picture| picture.len() <= room);
        room -= picture.map_or(0, String::len);
        whole.extend([SOURCE, picture.map_or(address, String::as_str), "\"", rest]);
    }
    whole
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::with_pictures;
    use std::collections::BTreeMap;

    #[test]
    fn a_picture_that_stands_in_many_places_is_written_while_there_is_room() {
        let body = "<img src=\"/a\"> <img src=\"/b\"> <img src=\"/a\" alt=\"x\"> <img src=\"/a\">";
        let pictures = BTreeMap::from([("/a".to_owned(), "data:1234".to_owned())]);
        assert_eq!(
            with_pictures(body, &pictures, 20),
            "<img src=\"data:1234\"> <img src=\"/b\"> <img src=\"data:1234\" alt=\"x\"> <img src=\"/a\">"
        );
        assert_eq!(with_pictures(body, &pictures, 0), body);
    }
}
