use crate::{
    Error, Result,
    actor::{Actor, Caller, Proof},
    clock,
    database::{Db, TenantTx},
    day::Day,
    files::{self, Content},
    ids::{AttachmentId, PageId},
    secret,
    wiki::{
        attached, content,
        document::{
            html::{self, Readers, Resolve, Shown},
            node::Reference,
            text,
        },
        page::{OutlineEntry, PageRef, shown_title},
        policy::Action,
        share::{PageShareLink, SharedEntry, SharedPage},
        store::{
            access::{Which, load_for},
            shares::{self as store, OpenShare, OpenedRow},
            views,
        },
    },
};
use std::{borrow::Cow, collections::HashMap};
use time::OffsetDateTime;
use url::Url;

/// The links that open a page now, the newest first.
pub async fn page_shares(db: &Db, actor: &Actor, page_id: PageId, now: OffsetDateTime) -> Result<Vec<PageShareLink>> {
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::SeeLinks, Which::Page(page_id)).await?;
    let zone = views::time_zone(&mut tx).await?;
    let link = |row: store::ShareRow| PageShareLink {
        id: row.id,
        created_by: row.created_by,
        created: clock::read_in(&zone, row.created_at, now),
        expires: clock::read_in(&zone, row.expires_at, now),
        below: row.below,
    };
    Ok(store::list(&mut tx, page_id, now).await?.into_iter().map(link).collect())
}

/// A link that opens something now, read as whoever made it: it ends when they may not publish the page any more.
struct Link {
    tx: TenantTx,
    share: OpenShare,
    /// What it opens.
    tree: Vec<SharedEntry>,
}

async fn follow(db: &Db, secret: &str, now: OffsetDateTime) -> Result<Link> {
    let mut tx = db.identity().await?;
    let share = store::open(tx.conn(), &secret::hash(secret), now).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let mut tx = db.tenant_as(share.workspace_id, share.created_by).await?;
    let role = store::role(&mut tx).await?.ok_or(Error::NotFound)?;
    let caller = Caller { person_id: share.created_by, proof: Proof::Operator };
    let maker = Actor { caller, workspace_id: share.workspace_id, role };
    load_for(&mut tx, &maker, Action::Publish, Which::Page(share.page_id)).await.map_err(|_| Error::NotFound)?;
    let tree = in_order(share.page_id, store::opened(&mut tx, share.page_id, share.below).await?);
    Ok(Link { tx, share, tree })
}

/// The page that the link with this secret opens now; `number` asks for one below it. `base_url` is where people reach
/// this installation.
pub async fn shared_page(
    db: &Db,
    base_url: &str,
    secret: &str,
    number: Option<i32>,
    now: OffsetDateTime,
) -> Result<SharedPage> {
    let here = Url::parse(base_url).map_err(Error::internal)?;
    let Link { mut tx, share, tree } = follow(db, secret, now).await?;
    let wanted = |entry: &&SharedEntry| number.is_none_or(|number| entry.page.number == number);
    let page = tree.iter().find(wanted).ok_or(Error::NotFound)?.page.clone();
    let document = content::shown(&mut tx, page.id).await?;
    let workspace = views::slug(&mut tx).await?;
    let html = html::write(&document, Readers::Public, &Public::new(&tree, secret, &workspace, here));
    let entry = |heading: text::Heading| OutlineEntry { level: heading.level, text: heading.text, id: heading.id };
    let outline = text::outline(&document).into_iter().map(entry).collect();
    Ok(SharedPage { page, html, outline, tree, until: Day(share.expires_at.date()).short(now.year()) })
}

/// A file of a page that the link with this secret opens now, while some page that it opens shows it: what was taken out
/// of the text is open to nobody any more.
pub async fn shared_file(db: &Db, secret: &str, number: i32, id: AttachmentId, now: OffsetDateTime) -> Result<Content> {
    let Link { mut tx, tree, .. } = follow(db, secret, now).await?;
    let owner = tree.iter().find(|entry| entry.page.number == number).ok_or(Error::NotFound)?.page.id;
    let file = files::content_of(&mut tx, owner, id).await?;
    let address = attached::address(&views::slug(&mut tx).await?, owner, id);
    // Mostly it is the page it hangs on that shows it.
    let mut pages: Vec<PageId> = tree.iter().map(|entry| entry.page.id).collect();
    pages.sort_by_key(|page_id| *page_id != owner);
    if content::shows_file(db, tx, &pages, &address, now).await? { Ok(file) } else { Err(Error::NotFound) }
}

/// Who comes by a link sees the pages that it opens with their files, and no name of anything else.
struct Public<'a> {
    pages: HashMap<PageId, &'a PageRef>,
    numbers: HashMap<i32, &'a PageRef>,
    secret: &'a str,
    workspace: &'a str,
    here: Url,
}

impl<'a> Public<'a> {
    fn new(tree: &'a [SharedEntry], secret: &'a str, workspace: &'a str, here: Url) -> Self {
        let pages = tree.iter().map(|entry| (entry.page.id, &entry.page)).collect();
        let numbers = tree.iter().map(|entry| (entry.page.number, &entry.page)).collect();
        Self { pages, numbers, secret, workspace, here }
    }

    fn place(&self, page: &PageRef) -> String {
        format!("/s/{}/{}", self.secret, page.number)
    }

    /// Where in this installation an address leads as a browser reads it, which passes over blanks and takes its host and
    /// its detours away; nothing where it leads elsewhere.
    fn within(&self, address: &str) -> Option<Url> {
        let trimmed = address.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        self.here.join(trimmed).ok().filter(|url| url.host() == self.here.host())
    }
}

impl Resolve for Public<'_> {
    fn person(&self, _: &Reference) -> Option<String> {
        None
    }

    fn page(&self, page: &Reference) -> Shown {
        match page.id.parse().ok().and_then(|id: PageId| self.pages.get(&id)) {
            Some(page) => Shown::Link { address: self.place(page), text: shown_title(&page.title).to_owned() },
            None => Shown::Hidden,
        }
    }

    fn task(&self, _: &Reference) -> Shown {
        Shown::Hidden
    }

    /// Of what needs signing in, the link opens its own pages and their files.
    fn address<'b>(&self, address: &'b str) -> Option<Cow<'b, str>> {
        if let Some((page_id, file)) = attached::read(self.workspace, address) {
            return Some(format!("{}/files/{file}", self.place(self.pages.get(&page_id)?)).into());
        }
        let Some(url) = self.within(address) else { return Some(Cow::Borrowed(address)) };
        let path = url.path().trim_start_matches('/');
        if !["w", "api"].contains(&path.split('/').next().unwrap_or_default()) {
            return Some(Cow::Borrowed(address));
        }
        let page = path.strip_prefix("w/")?.strip_prefix(self.workspace)?.strip_prefix("/wiki/")?;
        let number: i32 = page.split('-').next()?.parse().ok()?;
        let anchor = url.fragment().map(|anchor| format!("#{anchor}")).unwrap_or_default();
        Some(format!("{}{anchor}", self.place(self.numbers.get(&number)?)).into())
    }
}

fn in_order(root: PageId, mut rows: Vec<OpenedRow>) -> Vec<SharedEntry> {
    rows.sort_by(|a, b| b.rank.cmp(&a.rank));
    let mut below: HashMap<Option<PageId>, Vec<OpenedRow>> = HashMap::new();
    for row in rows {
        below.entry(row.parent_id.filter(|_| row.id != root)).or_default().push(row);
    }
    let mut order = Vec::new();
    let mut waiting: Vec<(i32, OpenedRow)> =
        below.remove(&None).unwrap_or_default().into_iter().map(|row| (0, row)).collect();
    while let Some((depth, row)) = waiting.pop() {
        let children = below.remove(&Some(row.id)).unwrap_or_default();
        waiting.extend(children.into_iter().map(|child| (depth + 1, child)));
        order.push(SharedEntry { page: PageRef { id: row.id, number: row.number, title: row.title }, depth });
    }
    order
}

#[cfg(test)]
mod tests {
    use super::{PageRef, Public, Resolve, SharedEntry, Url};

    #[test]
    fn an_address_of_what_the_link_does_not_open_is_not_said_however_it_is_written() {
        let page = PageRef { id: 7.into(), number: 3, title: "Open".to_owned() };
        let tree = [SharedEntry { page, depth: 0 }];
        let public = Public::new(&tree, "pgs_x", "north", Url::parse("https://atrium.test").unwrap());
        for hidden in [
            "/w/north/wiki/81-secret-merger",
            " /w/north/wiki/81-secret-merger",
            "\u{1}/w/north/wiki/81-secret-merger",
            "\u{a0}/w/north/wiki/81-secret-merger",
            "/\tw/north/wiki/81-secret-merger",
            "https://atrium.test/w/north/wiki/81-secret-merger",
            "http://ATRIUM.test:80/w/north/wiki/81-secret-merger",
            "//atrium.test/w/north/wiki/81-secret-merger",
            "/./w/north/wiki/81-secret-merger",
            "/x/../w/north/wiki/81-secret-merger",
            "//atrium.test//w/north/wiki/81-secret-merger",
            "\\w\\north\\wiki\\81-secret-merger",
            "../../w/north/wiki/81-secret-merger",
            "/w/north/p/ATR/4",
            " /api/v1/workspaces/north/pages/1/attachments/2",
        ] {
            assert_eq!(public.address(hidden), None, "{hidden:?}");
        }
        for open in ["/w/north/wiki/3-open#a", "https://atrium.test/w/north/wiki/3#a", "/./w/north/wiki/3#a"] {
            assert_eq!(public.address(open).as_deref(), Some("/s/pgs_x/3#a"), "{open}");
        }
        for other in ["https://example.org/w/north/wiki/81", "mailto:a@b.c", "#a", "notes.md", "/s/pgs_x/3"] {
            assert_eq!(public.address(other).as_deref(), Some(other));
        }
    }
}
