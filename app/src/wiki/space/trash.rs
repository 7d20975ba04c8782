use super::super::{
    api::{DeletePage, RestorePage},
    walk,
};
use crate::{
    form::{Action, ActionForm, Fresh},
    hydration::is_awake,
    ui::{Button, ButtonKind, ButtonSize, EmptyState, Icon, IconName, Time, keep_focus},
    workspace::Confirm,
};
use atrium::wiki::page::{TrashedPage, shown_title};
use leptos::prelude::*;

/// What the keys go along: of each row what comes first, which mostly brings the page back.
const FIRST_OF_ROWS: &str = ".trash > li > form > button, .trash > li > .what + button";

/// Pages that were thrown away, with the way back.
#[component]
pub fn Trash(pages: Vec<TrashedPage>, workspace: StoredValue<String>, fresh: Fresh) -> impl IntoView {
    // The row that was pressed is gone when they are read anew.
    if is_awake() {
        Effect::new(|_| keep_focus(vec![".trash button".to_owned(), ".space-page .tabs [aria-current]".to_owned()]));
    }
    if pages.is_empty() {
        return view! {
            <EmptyState icon=IconName::Trash2 title="The trash is empty" sentence="A page that is thrown away lies here with all below it, until somebody brings it back."/>
        }
        .into_any();
    }
    walk::listen(FIRST_OF_ROWS);
    let rows = pages.into_iter().map(|page| view! { <Row page=page workspace=workspace fresh=fresh/> });
    view! { <ul class="list trash">{rows.collect_view()}</ul> }.into_any()
}

#[component]
fn Row(page: TrashedPage, workspace: StoredValue<String>, fresh: Fresh) -> impl IntoView {
    let restore = Action::<RestorePage>::new();
    let delete = Action::<DeletePage>::new();
    fresh.follow(restore, "The page is back.");
    fresh.follow(delete, "The page is gone.");
    let asked = RwSignal::new(false);
    let title = shown_title(&page.page.title).to_owned();
    let id = page.page.id.to_string();
    let below = match page.below {
        0 => String::new(),
        1 => " \u{b7} with one page below it".to_owned(),
        more => format!(" \u{b7} with {more} pages below it"),
    };
    let sentence = format!(
        "\u{201c}{title}\u{201d} and its versions, comments and links go for good{}.",
        match page.below {
            0 => "",
            _ => ", and so does all below it",
        }
    );
    let (bring, remove) = (format!("Restore {title}"), format!("Delete {title} for good"));
    let hidden = {
        let id = id.clone();
        move || {
            view! {
                <input type="hidden" name="workspace" value=workspace.get_value()/>
                <input type="hidden" name="id" value=id.clone()/>
            }
        }
    };
    let fields = hidden.clone();
    view! {
        <li>
            <Icon name=IconName::File/>
            <div class="what">
                <strong>{title}</strong>
                <small>{page.trashed_by}", "<Time at=page.trashed.at text=page.trashed.text/>{below}</small>
            </div>
            {page.can_restore.then(|| view! {
                <ActionForm action=restore>
                    {hidden()}
                    <Button size=ButtonSize::Small icon=IconName::Undo2 submit=true busy=restore.pending() attr:aria-label=bring>"Restore"</Button>
                </ActionForm>
            })}
            {page.can_delete.then(|| view! {
                <Button size=ButtonSize::Small attr:class="button quiet danger small needs-script" attr:aria-label=remove on:click=move |_| asked.set(true)>"Delete"</Button>
                <Confirm id=format!("delete-{id}") title="Delete this page for good?" sentence=sentence open=asked>
                    <ActionForm action=delete>
                        {fields()}
                        <Button kind=ButtonKind::Danger submit=true busy=delete.pending()>"Delete for good"</Button>
                    </ActionForm>
                </Confirm>
            })}
        </li>
    }
}
