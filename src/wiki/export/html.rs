//! One page as a file of HTML that needs nothing else.

use super::{layout::file_name, page};
use crate::{
    Result,
    actor::Actor,
    database::Db,
    ids::PageId,
    wiki::{
        document::html::{self, AsWritten, Readers},
        page::shown_title,
        policy::Action,
        store::access::{Which, load_for},
    },
};

const STYLE: &str = "body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif;\
color:#1d1d1f}img{max-width:100%;height:auto}pre{overflow:auto;padding:1rem;background:#f4f4f2;border-radius:.5rem}\
code{font-family:ui-monospace,monospace}blockquote,.callout{margin-inline:0;padding-inline:1rem;\
border-inline-start:.25rem solid #c9c9c4}.table-scroll{overflow:auto}table{border-collapse:collapse}\
td,th{border:1px solid #d5d5d0;padding:.25rem .5rem;text-align:start;vertical-align:top}\
.task-list{list-style:none;padding:0}.task-list label{float:inline-start;margin-inline-end:.5rem}";

/// The name of a file, and what is in it.
pub async fn page_as_html(db: &Db, actor: &Actor, page_id: PageId) -> Result<(String, String)> {
    let mut tx = db.view(actor).await?;
    let row = load_for(&mut tx, actor, Action::Export, Which::Page(page_id)).await?.page;
    let body = html::write(&page::document(&mut tx, actor, page_id).await?, Readers::Public, &AsWritten);
    let title = escaped(shown_title(&row.title));
    let file = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
         </head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    );
    Ok((format!("{}.html", file_name(&row.title)), file))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
