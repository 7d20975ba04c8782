use super::{
    api::{Difference, History, NameVersion, RestoreVersion, load_difference, load_history, restore_version},
    difference::Rows,
    list::Versions,
};
use crate::{
    form::{Action, ActionForm, Answer, Fresh},
    frame::{Excuse, Frame, use_workspace},
    hydration::is_awake,
    routes::use_query,
    ui::{
        Breadcrumb, Button, ButtonKind, ButtonSize, Crumb, EmptyState, FormError, IconName, LinkButton, RowsSkeleton,
        Toasts, keep_focus, use_toasts,
    },
    wiki::address,
    wire::load,
    workspace::Confirm,
};
use atrium::{
    Error,
    ids::{PageId, PageVersionId},
    wiki::page::shown_title,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

#[component]
pub fn HistoryPage() -> impl IntoView {
    let workspace = use_workspace();
    let (params, query) = (use_params_map(), use_query());
    let number = Memo::new(move |_| address::number(&params.with(|params| params.get("page").unwrap_or_default())));
    let asked = Memo::new(move |_| query.with(|query| query.get("version")?.parse::<PageVersionId>().ok()));
    let fresh = Fresh::new();
    let slug = workspace.clone();
    let history = load(
        move || (slug.clone(), number.get(), fresh.get()),
        |(workspace, number, _)| async move {
            match number {
                Some(number) => load_history(workspace, number).await,
                None => Err(Error::NotFound.into()),
            }
        },
    );
    let slug = workspace.clone();
    let shown = load(
        move || (slug.clone(), number.get(), asked.get(), fresh.get()),
        |(workspace, number, asked, _)| async move {
            let history = load_history(workspace.clone(), number?).await.ok()?;
            load_difference(workspace, history.page.id, asked).await.transpose()
        },
    );
    let workspace = StoredValue::new(workspace);
    let place = move || {
        Suspend::new(async move {
            let above = history.await.map(|history| history.above).unwrap_or_default();
            let above = above.iter().map(|(name, href)| Crumb::new(name, href)).collect();
            view! { <Breadcrumb above=above here="History"/> }
        })
    };
    view! {
        <Frame title="History" place=move || view! { <Transition>{place}</Transition> }.into_any()>
            <Transition fallback=|| view! { <RowsSkeleton rows=8/> }>
                {move || Suspend::new(async move {
                    let (history, shown) = (history.await, shown.await);
                    match history {
                        Ok(history) => {
                            let chosen = shown.as_ref().and_then(|shown| Some(shown.as_ref().ok()?.version));
                            let body = match shown {
                                Some(Ok(Difference { version, rows })) => {
                                    let id = history.page.id;
                                    let can = history.can_change && rows.iter().any(|row| !row.same);
                                    let line = history.versions.iter().find(|line| line.id == version);
                                    let then = line.map(|line| format!("{}, {}", line.day, line.hour));
                                    view! {
                                        <div class="history-text">
                                            <Bar id=id version=version then=then can=can workspace=workspace fresh=fresh/>
                                            <Rows rows=rows/>
                                        </div>
                                    }.into_any()
                                }
                                Some(Err(failure)) => view! { <Excuse failure=failure/> }.into_any(),
                                None if history.versions.is_empty() => {
                                    view! { <NoVersion history=history.clone() workspace=workspace fresh=fresh/> }.into_any()
                                }
                                None => ().into_any(),
                            };
                            view! { <Shown history=history chosen=chosen workspace=workspace fresh=fresh body=body/> }.into_any()
                        }
                        Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
                    }
                })}
            </Transition>
        </Frame>
    }
}

#[component]
fn Shown(
    history: History,
    chosen: Option<PageVersionId>,
    workspace: StoredValue<String>,
    fresh: Fresh,
    body: AnyView,
) -> impl IntoView {
    let page = history.page.clone();
    let title = format!("History of {}", shown_title(&page.title));
    let back = workspace.with_value(|workspace| address::page(workspace, page.number, &page.title));
    // What was pressed may be gone with what was shown before.
    if is_awake() {
        Effect::new(|_| keep_focus(vec![".history-list [aria-current]".to_owned()]));
    }
    view! {
        <div class="history-page">
            <header>
                <h1>{title}</h1>
                <a class="button" href=back>"Back to the page"</a>
            </header>
            {(!history.versions.is_empty()).then(|| view! {
                <div class="history-list">
                    {history.can_change.then(|| view! { <Name id=page.id workspace=workspace fresh=fresh/> })}
                    <Versions history=history chosen=chosen/>
                </div>
            })}
            {body}
        </div>
    }
}

/// When there will be a version, and how one comes about now.
#[component]
fn NoVersion(history: History, workspace: StoredValue<String>, fresh: Fresh) -> impl IntoView {
    let History { page, can_change, written, .. } = history;
    if written {
        let sentence = if can_change {
            "A version is kept by itself while somebody writes, and when they leave. You can also keep how the page stands now under a name."
        } else {
            "A version is kept by itself while somebody writes, and when they leave."
        };
        return view! {
            <EmptyState icon=IconName::History title="No version yet" sentence=sentence>
                {can_change.then(|| view! { <Name id=page.id workspace=workspace fresh=fresh/> })}
            </EmptyState>
        }
        .into_any();
    }
    let href = workspace.with_value(|workspace| address::page(workspace, page.number, &page.title));
    view! {
        <EmptyState icon=IconName::History title="Nothing is written here yet" sentence="As soon as somebody writes, versions are kept by themselves, with the day and who wrote. Each can be compared with how the page stands, and brought back.">
            {can_change.then(|| view! { <LinkButton href=href kind=ButtonKind::Primary>"Write on the page"</LinkButton> })}
        </EmptyState>
    }
    .into_any()
}

/// Keeps how the page stands now under a name.
#[component]
fn Name(id: PageId, workspace: StoredValue<String>, fresh: Fresh) -> impl IntoView {
    let action = Action::<NameVersion>::new();
    let answer = Answer::of(action);
    fresh.follow_form(action, "The version is kept.");
    view! {
        <ActionForm action=action class="name-version">
            <FormError error=answer.form()/>
            <input type="hidden" name="workspace" value=workspace.get_value()/>
            <input type="hidden" name="id" value=id.to_string()/>
            <div class="row">
                <input type="text" name="name" aria-label="Name of the version" placeholder="Keep this version as" maxlength="100" required=true autocomplete="off"/>
                <Button size=ButtonSize::Small submit=true busy=action.pending()>"Keep"</Button>
            </div>
            <p class="danger-text" role="alert">{move || answer.field("name").get()}</p>
        </ActionForm>
    }
}

/// What the two columns are, and the way back to the older one.
#[component]
fn Bar(
    id: PageId,
    version: PageVersionId,
    /// When it was kept. A version that is older than the list goes without.
    then: Option<String>,
    can: bool,
    workspace: StoredValue<String>,
    fresh: Fresh,
) -> impl IntoView {
    let asked = RwSignal::new(false);
    let restore = Action::<RestoreVersion>::new();
    let answer = Answer::of(restore);
    let toasts = use_toasts();
    crate::form::after(restore, move |before| {
        fresh.bump();
        asked.set(false);
        let Some(before) = *before else { return };
        spawn_local(async move {
            let undo = Callback::new(move |()| take_back(workspace.get_value(), id, before, fresh, toasts));
            toasts.undoable("The page says again what it said then.", undo);
        });
    });
    Effect::new(move |_| {
        if let Some(sentence) = answer.form().get() {
            toasts.error(sentence);
        }
    });
    view! {
        <div class="history-bar">
            <p><strong>"Then"</strong>{then.map(|then| format!(" {then}"))}</p>
            <p><strong>"Now"</strong></p>
            {can.then(|| view! {
                <Button size=ButtonSize::Small icon=IconName::Undo2 on:click=move |_| asked.set(true)>"Restore"</Button>
                <Confirm id="restore-version" title="Restore this version?" sentence="The page says again what it said then. How it stands now stays as a version, and whoever has it open sees the change." open=asked>
                    <ActionForm action=restore>
                        <input type="hidden" name="workspace" value=workspace.get_value()/>
                        <input type="hidden" name="id" value=id.to_string()/>
                        <input type="hidden" name="version" value=version.to_string()/>
                        <Button kind=ButtonKind::Primary submit=true busy=restore.pending()>"Restore"</Button>
                    </ActionForm>
                </Confirm>
            })}
        </div>
    }
}

fn take_back(workspace: String, id: PageId, before: PageVersionId, fresh: Fresh, toasts: Toasts) {
    spawn_local(async move {
        match restore_version(workspace, id, before).await {
            Ok(_) => fresh.bump(),
            Err(failure) => toasts.error(failure.to_string()),
        }
    });
}
