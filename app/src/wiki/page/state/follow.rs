//! What others do to the page that is on the screen is seen at once.

use super::{PageState, drawn_for};
use crate::wiki::{
    api::{AtNumber, load_page},
    news,
    page::naming::Titled,
};
use leptos::{prelude::*, task::spawn_local};

impl PageState {
    /// Shows what others do to the page, and to the tree that it is in, while the calling view lives.
    pub fn follow(self) {
        let known = move || self.seq.try_get_value().unwrap_or_default();
        news::follow(self.slug(), known, move |is_told| {
            let (page, space) = self.with(|page| (is_told(page.id.uuid()), is_told(page.space_id.uuid())));
            if page {
                self.news.try_update(|count| *count += 1);
            }
            if page || space {
                self.look_again();
            }
        });
    }

    /// Reads what stands around the text anew. What cannot be read any more stays on the screen: somebody may be writing.
    fn look_again(self) {
        let number = self.page.with_untracked(|page| page.as_ref().map(|page| page.number));
        let Some(number) = number.filter(|_| !self.gone.get_value()) else { return };
        let slug = self.slug();
        spawn_local(async move {
            let Ok(AtNumber::Here(mut desk)) = load_page(slug, number).await else { return };
            let editing = self.editing.get_untracked();
            let is_typed = self.titled.get_untracked().is_some_and(|titled| titled != Titled::Saved);
            let is_here = self.page.with_untracked(|page| {
                let page = page.as_ref().filter(|page| drawn_for(page) == drawn_for(&desk.page))?;
                if editing {
                    // The editor knows these as they are now.
                    desk.page.outline.clone_from(&page.outline);
                    desk.page.words = page.words;
                }
                // What is typed of a title holds here, and what came of it is newer than what was read before.
                if is_typed || desk.page.version < page.version {
                    desk.page.title.clone_from(&page.title);
                    desk.page.version = page.version;
                }
                Some(())
            });
            match is_here {
                Some(()) => {
                    self.show(&desk);
                    if let Some(tree) = self.tree.get_untracked() {
                        tree.take(desk.pages);
                    }
                }
                // In another space it is drawn anew.
                None if !editing && self.id() == Some(desk.page.id) => self.fresh.bump(),
                None => {}
            }
        });
    }
}
