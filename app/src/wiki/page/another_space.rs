use super::state::{Over, PageState};
use crate::{
    failure::Failure,
    ui::{Choice, Dialog, RowsSkeleton, SelectField},
    wiki::api::{Place, load_open_spaces, move_page},
    wire::load,
};
use atrium::{
    ids::{PageId, SpaceId},
    wiki::{page::shown_title, space::SpaceSummary},
};
use leptos::{prelude::*, task::spawn_local};

/// Asks which other space the page goes to, with all below it.
#[component]
pub fn SpaceDialog(state: PageState, id: PageId) -> impl IntoView {
    let open = RwSignal::new(true);
    Effect::new(move |_| {
        if !open.get() {
            state.over.set(Over::Nothing);
        }
    });
    let slug = state.slug();
    let spaces = load(move || slug.clone(), load_open_spaces);
    let shown = move || {
        Suspend::new(async move {
            match spaces.await {
                Ok(spaces) => view! { <Spaces spaces=spaces state=state id=id open=open/> }.into_any(),
                Err(failure) => view! { <p class="danger-text" role="alert">{failure.to_string()}</p> }.into_any(),
            }
        })
    };
    let title = state.with(|page| shown_title(&page.title).to_owned());
    view! {
        <Dialog id="another-space" title="Move to another space" open=open>
            <p class="muted">{format!("\u{201c}{title}\u{201d} and all below it")}</p>
            <Transition fallback=|| view! { <RowsSkeleton rows=1/> }>{shown}</Transition>
        </Dialog>
    }
}

#[component]
fn Spaces(spaces: Vec<SpaceSummary>, state: PageState, id: PageId, open: RwSignal<bool>) -> impl IntoView {
    let here = state.with(|page| Some(page.space_id));
    let others: Vec<_> = spaces.into_iter().map(|one| one.space).filter(|space| Some(space.id) != here).collect();
    let Some(first) = others.first().map(|space| space.id) else {
        return view! {
            <p>"There is no other space that you can add pages to."</p>
            <div class="actions"><button class="button" type="button" on:click=move |_| open.set(false)>"Close"</button></div>
        }
        .into_any();
    };
    let chosen = RwSignal::new(first);
    let busy = RwSignal::new(false);
    let choices = others.iter().map(|space| Choice::new(space.id.to_string(), space.name.clone())).collect::<Vec<_>>();
    let choose = move |event| {
        if let Ok(space) = event_target_value(&event).parse() {
            chosen.set(space);
        }
    };
    let go = move |_| {
        let space_id = chosen.get_untracked();
        let name = others.iter().find(|space| space.id == space_id).map(|space| space.name.clone()).unwrap_or_default();
        busy.set(true);
        spawn_local(async move {
            if put(state, id, space_id, &name).await.is_ok() {
                open.try_set(false);
            } else {
                busy.try_set(false);
            }
        });
    };
    view! {
        <SelectField
            id="to-space"
            label="Space"
            choices=choices
            value=first.to_string()
            hint="Who sees that space sees the page there, unless it has a list of its own."
            on:change=choose
        />
        <div class="actions">
            <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            <button class="button primary" type="button" disabled=move || busy.get() on:click=go>"Move"</button>
        </div>
    }
    .into_any()
}

/// Puts the page at the end of a space, shows it there, and offers to take that back.
async fn put(state: PageState, id: PageId, space_id: SpaceId, name: &str) -> Result<(), Failure> {
    let (slug, toasts, before) = (state.slug(), state.toasts, place_of(state, id));
    let title = state.with(|page| shown_title(&page.title).to_owned());
    let to = Place { space_id, parent_id: None, after: None, before: None };
    if let Err(failure) = move_page(slug.clone(), id, to).await {
        toasts.error(failure.to_string());
        return Err(failure);
    }
    state.fresh.bump();
    let words = format!("\u{201c}{title}\u{201d} is in {name} now.");
    let Some(before) = before else {
        toasts.success(words);
        return Ok(());
    };
    let undo = Callback::new(move |()| {
        let slug = slug.clone();
        spawn_local(async move {
            match move_page(slug, id, before).await {
                Ok(_) => state.fresh.bump(),
                Err(failure) => toasts.error(failure.to_string()),
            }
        });
    });
    toasts.undoable(words, undo);
    Ok(())
}

/// Where the page stands, as far as its tree tells.
fn place_of(state: PageState, id: PageId) -> Option<Place> {
    let tree = state.tree.get_untracked()?;
    let spot = tree.tree.with_untracked(|tree| tree.now(id));
    Some(tree.at(id, spot))
}
