//! The inside of the menu of saved views: choosing one, keeping what is shown as another, and changing the chosen one.

use super::{
    api,
    choices::{focus_menu, keys},
};
use crate::{
    boards::{new_card::fresh_key, state::BoardState},
    failure::Failure,
    ui::{Icon, IconName},
};
use atrium::{
    boards::{
        saved_view::{NewView, SavedView, ViewEdit},
        view::{View, names::Names},
    },
    ids::SavedViewId,
};
use leptos::prelude::*;

const MENU: &str = "saved-views";

#[component]
pub fn SavedMenu(state: BoardState, opened: RwSignal<u32>) -> impl IntoView {
    Effect::new(move |_| {
        opened.track();
        focus_menu(MENU);
    });
    let views = Memo::new(move |_| state.board.with(|board| board.views.clone()));
    let chosen = Memo::new(move |_| {
        let chosen = state.chosen.get();
        views.with(|views| views.iter().find(|view| Some(view.id) == chosen).cloned())
    });
    let can = state.board.with_untracked(|board| board.can);
    view! {
        <div on:keydown=|event| keys(&event)>
            <h3>"Saved views"</h3>
            {move || views.with(Vec::is_empty).then(|| view! {
                <p class="muted">"Keep the filters, groups and order that are shown under a name."</p>
            })}
            <For each=move || views.get() key=|view| (view.id, view.version, view.default) let:view>
                <ViewRow state=state view=view/>
            </For>
            {move || can.save_views.then(|| view! {
                {chosen.get().map(|view| view! { <Chosen state=state view=view/> })}
                <hr/>
                <SaveForm state=state/>
            })}
        </div>
    }
}

#[component]
fn ViewRow(state: BoardState, view: SavedView) -> impl IntoView {
    let id = view.id;
    let query = view.query.clone();
    let show = move |_| {
        let shown = state.board.with_untracked(|board| View::parse(&query, &Names::of(board)));
        state.chosen.set(Some(id));
        state.view.set(shown);
    };
    view! {
        <button
            type="button"
            popovertarget=MENU
            popovertargetaction="hide"
            aria-current=move || (state.chosen.get() == Some(id)).then_some("true")
            on:click=show
        >
            <Icon name=if view.shared { IconName::Users } else { IconName::Bookmark }/>
            <span class="one-line">{view.name.clone()}</span>
            {view.default.then(|| view! { <small class="muted">"at first"</small> })}
            <span class="check-mark">{move || (state.chosen.get() == Some(id)).then(|| view! { <Icon name=IconName::Check/> })}</span>
        </button>
    }
}

/// What can be done with the view that was chosen.
#[component]
fn Chosen(state: BoardState, view: SavedView) -> impl IntoView {
    let can_share = state.board.with_untracked(|board| board.can.edit_tasks);
    let may_edit = if view.shared { can_share } else { view.own };
    let (id, default, shared) = (view.id, view.default, view.shared);
    let stored = view.query.clone();
    let differs = move || state.view.with(|shown| shown.lasting().query(&Names::default()) != stored);
    let name = RwSignal::new(view.name.clone());
    let edit = move |edit: ViewEdit| {
        let workspace = state.workspace.get_value();
        told(state, async move { api::edit_view(workspace, id, edit).await.map(|view| put(state, view)) });
    };
    let overwrite = move |_| {
        let query = state.view.with_untracked(|shown| shown.lasting().query(&Names::default()));
        edit(ViewEdit { query: Some(query), ..ViewEdit::default() });
    };
    let remove = move |_| {
        let workspace = state.workspace.get_value();
        told(state, async move {
            api::remove_view(workspace, id).await?;
            state.chosen.set(None);
            state.board.update(|board| board.views.retain(|view| view.id != id));
            Ok(())
        });
    };
    view! {
        <hr/>
        <h3>{view.name.clone()}</h3>
        {move || (may_edit && differs()).then(|| view! {
            <button type="button" on:click=overwrite><Icon name=IconName::RefreshCw/>"Change it to what is shown"</button>
        })}
        <button type="button" on:click=move |_| set_default(state, (!default).then_some(id))>
            <Icon name=IconName::House/>{if default { "Show me the board at first" } else { "Show me this at first" }}
        </button>
        {may_edit.then(|| view! {
            {can_share.then(|| view! {
                <button type="button" on:click=move |_| edit(ViewEdit { shared: Some(!shared), ..ViewEdit::default() })>
                    <Icon name=IconName::Users/>{if shared { "Keep it to its owner" } else { "Share it with the project" }}
                </button>
            })}
            <form class="form" on:submit=move |event| {
                event.prevent_default();
                edit(ViewEdit { name: Some(name.get_untracked()), ..ViewEdit::default() });
            }>
                <div class="beside">
                    <input type="text" aria-label="Another name" maxlength="60" prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event))/>
                    <button class="button small" type="submit">"Rename"</button>
                </div>
            </form>
            <button class="danger" type="button" on:click=remove><Icon name=IconName::Trash2/>"Remove this view"</button>
        })}
    }
}

#[component]
fn SaveForm(state: BoardState) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let shared = RwSignal::new(false);
    let can_share = state.board.with_untracked(|board| board.can.edit_tasks);
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let query = state.view.with_untracked(|shown| shown.lasting().query(&Names::default()));
        let new = NewView { name: name.get_untracked(), query, shared: shared.get_untracked() };
        let project_id = state.board.with_untracked(|board| board.project.id);
        let workspace = state.workspace.get_value();
        told(state, async move {
            let view = api::save_view(workspace, project_id, new, fresh_key()).await?;
            state.chosen.set(Some(view.id));
            put(state, view);
            name.set(String::new());
            Ok(())
        });
    };
    view! {
        <form class="form" on:submit=save>
            <div class="beside">
                <input
                    type="text"
                    aria-label="Name of the view that is shown"
                    placeholder="Save what is shown as"
                    maxlength="60"
                    required=true
                    prop:value=move || name.get()
                    on:input=move |event| name.set(event_target_value(&event))
                />
                <button class="button small primary" type="submit">"Save"</button>
            </div>
            {can_share.then(|| view! {
                <label class="check">
                    <input type="checkbox" prop:checked=move || shared.get() on:change=move |event| shared.set(event_target_checked(&event))/>
                    <span>"For everybody in this project"</span>
                </label>
            })}
        </form>
    }
}

fn set_default(state: BoardState, id: Option<SavedViewId>) {
    let project_id = state.board.with_untracked(|board| board.project.id);
    let workspace = state.workspace.get_value();
    told(state, async move {
        api::set_default_view(workspace, project_id, id).await?;
        state.board.update(|board| board.views.iter_mut().for_each(|view| view.default = Some(view.id) == id));
        Ok(())
    });
}

/// Takes a view as the server says it.
fn put(state: BoardState, view: SavedView) {
    state.board.update(|board| {
        board.views.retain(|known| known.id != view.id);
        board.views.push(view);
        board.views.sort_by_cached_key(|view| view.name.to_lowercase());
    });
}

/// Says it when something did not work.
fn told(state: BoardState, act: impl Future<Output = Result<(), Failure>> + 'static) {
    leptos::task::spawn_local(async move {
        if let Err(failure) = act.await {
            state.toasts.error(failure.field("name").unwrap_or_else(|| failure.to_string()));
        }
    });
}
