//! The page that is on the screen: what the server said last of it, changed at once by what is done here. The text is
//! not in it, only how new that is: it belongs to whom it is drawn by, the server or the editor.

mod acts;
mod follow;

use super::{naming::Titled, reading::ShownText};
use crate::{
    form::Fresh,
    ui::{Person, Toasts, use_toasts},
    wiki::{address, api::PageDesk, comments::api::Span, tree::TreeState},
};
use atrium::{
    ids::{PageId, SpaceId, ThreadId},
    wiki::page::{PageCan, PageView, shown_title},
};
use leptos::prelude::*;

/// What lies over a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    Nothing,
    Comments,
    Access,
    Links,
    Template,
    Space,
}

/// Words of the page that somebody wants to say something about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    pub quote: String,
    /// Nothing where they were only selected, on a page that is being read.
    pub span: Option<Span>,
}

#[derive(Clone, Copy)]
pub struct PageState {
    pub workspace: StoredValue<String>,
    page: RwSignal<Option<PageView>>,
    /// For what is to be loaded again as a whole.
    pub fresh: Fresh,
    /// The tree beside it, where the reader sees the space.
    pub tree: RwSignal<Option<TreeState>>,
    pub over: RwSignal<Over>,
    /// What a comment that is begun is about.
    pub passage: RwSignal<Option<Passage>>,
    /// What was typed of a comment and not sent, and what it is about.
    pub draft: StoredValue<(String, Passage)>,
    /// The thread that was asked for in the text.
    pub thread: RwSignal<Option<String>>,
    /// The messages that offer to take up again a thread that was settled here.
    offers: StoredValue<Vec<(ThreadId, u128)>>,
    /// What the editor says of saving.
    pub saving: RwSignal<Option<&'static str>>,
    /// How far a title has come that was typed here.
    pub titled: RwSignal<Option<Titled>>,
    /// Who else has the page open.
    pub people: RwSignal<Vec<Person>>,
    /// Somebody is writing here, in this browser.
    pub editing: RwSignal<bool>,
    /// Something that was written here has not arrived, as far as anybody knows.
    pub ahead: RwSignal<bool>,
    pub text: RwSignal<ShownText>,
    /// Counts what others did to the page.
    pub news: RwSignal<u32>,
    /// The newest event that is shown.
    seq: StoredValue<i64>,
    /// The page goes to the trash, or lies there: it is not read anew.
    gone: StoredValue<bool>,
    pub toasts: Toasts,
}

impl PageState {
    pub fn new(workspace: String) -> Self {
        Self {
            workspace: StoredValue::new(workspace),
            page: RwSignal::new(None),
            fresh: Fresh::new(),
            tree: RwSignal::new(None),
            over: RwSignal::new(Over::Nothing),
            passage: RwSignal::new(None),
            draft: StoredValue::new((String::new(), Passage::default())),
            thread: RwSignal::new(None),
            offers: StoredValue::new(Vec::new()),
            saving: RwSignal::new(None),
            titled: RwSignal::new(None),
            people: RwSignal::new(Vec::new()),
            editing: RwSignal::new(false),
            ahead: RwSignal::new(false),
            text: RwSignal::new(ShownText::Coming),
            news: RwSignal::new(0),
            seq: StoredValue::new(0),
            gone: StoredValue::new(false),
            toasts: use_toasts(),
        }
    }

    /// Takes in what was loaded. The same page again, where it was, keeps what lies over it.
    pub fn show(self, desk: &PageDesk) {
        let (another, elsewhere) = self.page.with_untracked(|page| {
            let another = page.as_ref().is_some_and(|page| page.id != desk.page.id);
            (another, page.as_ref().is_some_and(|page| drawn_for(page) != drawn_for(&desk.page)))
        });
        if another {
            self.draft.set_value((String::new(), Passage::default()));
        }
        if elsewhere {
            self.over.set(Over::Nothing);
            self.saving.set(None);
            self.titled.set(None);
            self.people.set(Vec::new());
            self.editing.set(false);
            self.ahead.set(false);
            self.text.set(ShownText::Coming);
        }
        self.seq.set_value(desk.seq);
        self.gone.set_value(false);
        if self.page.with_untracked(|page| page.as_ref() != Some(&desk.page)) {
            self.page.set(Some(desk.page.clone()));
        }
    }

    pub fn slug(self) -> String {
        self.workspace.get_value()
    }

    /// Reads what is shown, and is told when it changes.
    pub fn watch<T: Default>(self, read: impl FnOnce(&PageView) -> T) -> T {
        self.page.with(|page| page.as_ref().map(read)).unwrap_or_default()
    }

    pub fn with<T: Default>(self, read: impl FnOnce(&PageView) -> T) -> T {
        self.page.with_untracked(|page| page.as_ref().map(read)).unwrap_or_default()
    }

    pub fn update(self, change: impl FnOnce(&mut PageView)) {
        self.page.try_update(|page| page.as_mut().map(change));
    }

    pub fn id(self) -> Option<PageId> {
        self.page.with_untracked(|page| page.as_ref().map(|page| page.id))
    }

    /// What may be done, nothing in a space that was put aside but to look.
    pub fn can(self) -> PageCan {
        self.with(|page| page.can)
    }

    /// The word for how far what is written here has come, the title and the text together.
    pub fn saved(self) -> Option<&'static str> {
        let text = self.saving.get();
        match self.titled.get() {
            Some(Titled::Saved) => text.or(Some(Titled::Saved.word())),
            Some(open) => Some(open.word()),
            None => text,
        }
    }

    pub fn title(self) -> String {
        self.watch(|page| shown_title(&page.title).to_owned())
    }

    pub fn address(self) -> String {
        self.with(|page| self.workspace.with_value(|slug| address::page(slug, page.number, &page.title)))
    }

    /// Shows whether the page has a list of its own of who may see it.
    pub fn mark_own_access(self, own: bool) {
        let Some(id) = self.id() else { return };
        self.update(|page| page.own_access = own);
        if let Some(tree) = self.tree.get_untracked() {
            tree.tree.try_update(|tree| tree.mark_own_access(id, own));
        }
    }

    /// Shows another title of the page, and of its row in the tree.
    pub fn call_it(self, id: PageId, title: &str) {
        self.update(|page| {
            if page.id == id {
                title.clone_into(&mut page.title);
            }
        });
        if let Some(tree) = self.tree.get_untracked() {
            tree.tree.try_update(|tree| tree.rename(id, title));
        }
    }

    /// So many threads are open.
    pub fn count_threads(self, open: i32) {
        if self.with(|page| page.open_threads) != open {
            self.update(|page| page.open_threads = open);
        }
    }

    /// Says that a thread is settled, and offers to take it up again.
    pub fn offer(self, thread: ThreadId, undo: Callback<()>) {
        let number = self.toasts.undoable("The thread is resolved.", undo);
        self.offers.try_update_value(|offers| offers.push((thread, number)));
    }

    /// It is taken up again: there is nothing to offer any more.
    pub fn withdraw(self, thread: ThreadId) {
        let offers = self.offers.try_update_value(std::mem::take).unwrap_or_default();
        let (gone, others): (Vec<_>, Vec<_>) = offers.into_iter().partition(|(id, _)| *id == thread);
        self.offers.try_set_value(others);
        gone.into_iter().for_each(|(_, number)| self.toasts.close(number));
    }
}

/// What a page is drawn anew for: another one, or the same in another space.
pub fn drawn_for(page: &PageView) -> (PageId, SpaceId) {
    (page.id, page.space_id)
}
