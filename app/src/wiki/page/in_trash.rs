use super::state::PageState;
use crate::{
    form::{Action, ActionForm},
    head,
    ui::{Button, ButtonKind, EmptyState, IconName, LinkButton},
    wiki::{address, api::RestorePage},
};
use atrium::wiki::page::{PageInTrash, shown_title};
use leptos::prelude::*;

/// What stands at the address of a page that is in the trash, with the way back.
#[component]
pub fn InTrash(found: PageInTrash, state: PageState) -> impl IntoView {
    let PageInTrash { page, with, space } = found;
    let restore = Action::<RestorePage>::new();
    state.fresh.follow(restore, "The page is back.");
    let title = shown_title(&page.title).to_owned();
    let named = title.clone();
    head::title(move || named.clone());
    let sentence = match with {
        Some(with) => format!(
            "\u{201c}{title}\u{201d} went there with \u{201c}{}\u{201d}, and comes back with it.",
            shown_title(&with.title),
        ),
        None => format!("\u{201c}{title}\u{201d} can come back to where it was, with all that was below it."),
    };
    let trash = space.map(|space| {
        let href = state.workspace.with_value(|slug| address::space(slug, &space.slug));
        (format!("{href}?shelf=trash"), format!("Trash of {}", space.name))
    });
    view! {
        <EmptyState page=true icon=IconName::Trash2 title="This page is in the trash" sentence=sentence>
            <ActionForm action=restore>
                <input type="hidden" name="workspace" value=state.slug()/>
                <input type="hidden" name="id" value=page.id.to_string()/>
                <Button kind=ButtonKind::Primary icon=IconName::Undo2 submit=true busy=restore.pending()>"Restore"</Button>
            </ActionForm>
            {trash.map(|(href, words)| view! { <LinkButton href=href>{words}</LinkButton> })}
        </EmptyState>
    }
}
