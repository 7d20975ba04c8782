//! What somebody does to the page as a whole: marks it with a star, throws it away.

use super::PageState;
use crate::{
    ui::Toasts,
    wiki::{address, api},
};
use atrium::{ids::PageId, wiki::page::shown_title};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

impl PageState {
    pub fn star(self) {
        let Some(id) = self.id() else { return };
        let on = !self.with(|page| page.favourite);
        self.update(|page| page.favourite = on);
        spawn_local(async move {
            if let Err(failure) = api::star_page(self.slug(), id, on).await {
                self.update(|page| page.favourite = !on);
                self.toasts.error(failure.to_string());
            }
        });
    }

    /// Throws the page away, goes to what it was below, and offers to take that back.
    pub fn trash(self) {
        let Some(id) = self.id() else { return };
        let navigate = use_navigate();
        let (here, title) = (self.address(), self.with(|page| shown_title(&page.title).to_owned()));
        let above = self.with(|page| {
            self.workspace.with_value(|slug| match (page.breadcrumbs.last(), &page.space) {
                (Some(parent), _) => address::page(slug, parent.number, &parent.title),
                (None, Some(space)) => address::space(slug, &space.slug),
                (None, None) => format!("/w/{slug}/wiki"),
            })
        });
        let (slug, toasts) = (self.slug(), self.toasts);
        self.gone.set_value(true);
        spawn_local(async move {
            match api::trash_page(slug.clone(), id).await {
                Ok(()) => {
                    navigate(&above, NavigateOptions::default());
                    // Made here, in no component: it outlives the page.
                    let undo =
                        Callback::new(move |()| take_back(slug.clone(), id, here.clone(), toasts, navigate.clone()));
                    toasts.undoable(format!("\u{201c}{title}\u{201d} is in the trash."), undo);
                }
                Err(failure) => {
                    self.gone.try_set_value(false);
                    toasts.error(failure.to_string());
                }
            }
        });
    }
}

fn take_back(
    slug: String,
    id: PageId,
    here: String,
    toasts: Toasts,
    navigate: impl Fn(&str, NavigateOptions) + 'static,
) {
    spawn_local(async move {
        match api::restore_page(slug, id).await {
            Ok(()) => navigate(&here, NavigateOptions::default()),
            Err(failure) => toasts.error(failure.to_string()),
        }
    });
}
