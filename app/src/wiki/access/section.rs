use super::{
    api::{load_space_access, set_space_access},
    editor::{Draft, Editor},
};
use crate::{
    failure::Failure,
    form::Fresh,
    ui::{Choice, FormError, RowsSkeleton, SelectField, use_toasts},
    wire::{Loading, load},
};
use atrium::{
    ids::SpaceId,
    wiki::{access::AccessView, level::Level},
};
use leptos::{prelude::*, task::spawn_local};

/// The list of a space, read anew after each change. A page makes this before its frame.
#[derive(Clone, Copy)]
pub struct SpaceAccess {
    view: Loading<Option<Result<AccessView, Failure>>>,
    fresh: Fresh,
}

impl SpaceAccess {
    pub fn of_space(workspace: String, slug: Memo<String>, wanted: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        let fresh = Fresh::new();
        let source = move || (workspace.clone(), slug.get(), wanted(), fresh.get());
        let view = load(source, |(workspace, slug, wanted, _)| async move {
            if wanted { Some(load_space_access(workspace, slug).await) } else { None }
        });
        Self { view, fresh }
    }
}

#[component]
pub fn SpaceSection(desk: SpaceAccess, workspace: StoredValue<String>, space_id: SpaceId) -> impl IntoView {
    let shown = move || {
        Suspend::new(async move {
            match desk.view.await {
                Some(Ok(view)) => {
                    view! { <Access view=view desk=desk workspace=workspace space_id=space_id/> }.into_any()
                }
                Some(Err(failure)) => {
                    view! { <p class="danger-text" role="alert">{failure.to_string()}</p> }.into_any()
                }
                None => ().into_any(),
            }
        })
    };
    view! {
        <section id="access">
            <h2>"Access"</h2>
            <p>"It holds for every page in the space. A page can be opened to more people, or narrowed to some of them."</p>
            <Transition fallback=|| view! { <RowsSkeleton rows=3/> }>{shown}</Transition>
        </section>
    }
}

#[component]
fn Access(view: AccessView, desk: SpaceAccess, workspace: StoredValue<String>, space_id: SpaceId) -> impl IntoView {
    let draft = Draft::of(&view);
    let can = view.can_change;
    let (busy, wrong, toasts) = (RwSignal::new(false), RwSignal::new(None::<String>), use_toasts());
    let save = move |_| {
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            let answer = set_space_access(workspace.get_value(), space_id, draft.wanted()).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    toasts.success("Access is saved.");
                    desk.fresh.bump();
                }
                Err(failure) => drop(wrong.try_set(Some(said(&failure)))),
            }
        });
    };
    let everyone = [
        (Level::None, "Nobody but those on the list"),
        (Level::View, "Everybody may read"),
        (Level::Comment, "Everybody may read and comment"),
        (Level::Edit, "Everybody may edit"),
    ];
    let choose = move |event| {
        if let Ok(level) = event_target_value(&event).parse() {
            draft.everyone.set(level);
        }
    };
    view! {
        <div class="stack access">
            <SelectField
                id="everyone"
                label="In the workspace, guests excepted"
                choices=everyone.map(|(level, words)| Choice::new(level.name(), words)).to_vec()
                value=view.everyone.name()
                on:change=choose
                attr:disabled=!can
            />
            <Editor draft=draft workspace=workspace.get_value() can=can/>
            {can.then(|| view! {
                <FormError error=wrong/>
                <div class="row">
                    <button class="button primary needs-script" type="button" disabled=move || !draft.changed() aria-busy=move || busy.get().then_some("true") on:click=save>"Save access"</button>
                </div>
            })}
        </div>
    }
}

/// What was wrong with a list, wherever in it.
pub fn said(failure: &Failure) -> String {
    ["grants", "everyone", "narrow"]
        .iter()
        .find_map(|field| failure.field(field))
        .unwrap_or_else(|| failure.to_string())
}
