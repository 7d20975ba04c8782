use super::{
    api::find,
    commands::fitting,
    entry::{self, Act, Entry, Kind, Recent},
    list::{Group, Options},
    recent,
};
use crate::{
    at_hand::{Reach, Tool, use_reach},
    boards::pause,
    frame::use_workspace,
    ui::{Icon, IconName, Theme, lend_focus},
    undo::{History, Which, use_history},
    wiki::make_page,
    wire::load,
};
use atrium::search::Found;
use leptos::{html, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use wasm_bindgen::JsCast;

/// Milliseconds between two letters in which nothing is asked.
const BETWEEN_LETTERS: i32 = 70;

/// What is looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Also what can be done.
    Everything,
    Pages,
}

impl Scope {
    fn label(self) -> &'static str {
        match self {
            Self::Everything => "Find anything, do anything",
            Self::Pages => "Find a page",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Everything => "Find a task, a page, a project, somebody, or something to do",
            Self::Pages => "Find a page by its title or by what stands on it",
        }
    }

    /// What can be done that goes by the words.
    fn acts(self, workspace: &str, here: &str, words: &str) -> Vec<Entry> {
        match self {
            Self::Everything => fitting(workspace, here, words),
            Self::Pages => Vec::new(),
        }
    }
}

/// What goes by the words: what was opened before, what can be done, what the server finds. That comes last, because
/// it comes later, and must not move what is there already.
fn groups(scope: Scope, workspace: &str, here: &str, words: &str, found: Found) -> Vec<Group> {
    let mut groups = Vec::new();
    let found = match scope {
        Scope::Everything => found,
        Scope::Pages => Found { pages: found.pages, ..Found::default() },
    };
    if words.trim().is_empty() {
        let recent = recent::all(workspace).into_iter();
        let recent = recent.filter(|one| scope == Scope::Everything || one.kind == Kind::Page);
        groups.push(("Recent", recent.map(Recent::entry).collect()));
    }
    groups.push(("Do", scope.acts(workspace, here, words)));
    groups.extend(entry::found(found, workspace, words));
    groups.retain(|(_, entries): &Group| !entries.is_empty());
    groups
}

#[component]
pub fn Palette(scope: Scope) -> impl IntoView {
    let workspace = StoredValue::new(use_workspace());
    let location = use_location();
    let (path, query) = (location.pathname.get_untracked(), location.search.get_untracked());
    let here = StoredValue::new(format!("{path}?{}", query.trim_start_matches('?')));
    let words = RwSignal::new(String::new());
    let found = RwSignal::new((String::new(), Found::default()));
    // Enter was pressed before there was an answer: the first one of it is meant.
    let eager = RwSignal::new(false);
    let asked = load(
        move || words.get(),
        move |words| async move {
            let slug = workspace.get_value();
            if words.trim().is_empty() || slug.is_empty() {
                return (words, Ok(Found::default()));
            }
            pause(BETWEEN_LETTERS).await;
            let answer = find(slug, words.clone()).await;
            (words, answer)
        },
    );
    // While the next answer is on its way the last one stays.
    Effect::new(move |_| {
        if let Some((words, Ok(answer))) = asked.get() {
            found.set((words, answer));
        }
    });
    let shown = Memo::new(move |_| {
        let found = found.with(|found| found.1.clone());
        workspace.with_value(|slug| groups(scope, slug, &here.get_value(), &words.get(), found))
    });
    let is_late = move || words.with_untracked(|words| found.with_untracked(|found| found.0 != *words));
    let chosen = RwSignal::new(0_usize);
    let choose = chooser(workspace);
    let choose = Callback::new(move |entry: Entry| choose(entry));
    let count = move || shown.with(|groups| groups.iter().map(|(_, entries)| entries.len()).sum::<usize>());
    let pick = move |index: usize| {
        let entry = shown.with_untracked(|groups| groups.iter().flat_map(|(_, entries)| entries).nth(index).cloned());
        if let Some(entry) = entry {
            choose.run(entry);
        }
    };
    Effect::new(move |_| {
        found.track();
        if eager.get_untracked() && !is_late() {
            eager.set(false);
            pick(0);
        }
    });
    let pressed = move |event: web_sys::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let (count, at) = (untrack(count).max(1), chosen.get_untracked());
        match event.key().as_str() {
            "ArrowDown" => chosen.set((at + 1) % count),
            "ArrowUp" => chosen.set((at + count - 1) % count),
            "Enter"
                if is_late()
                    && untrack(|| scope.acts(&workspace.get_value(), &here.get_value(), &words.get())).is_empty() =>
            {
                eager.set(true);
            }
            "Enter" => pick(at.min(count - 1)),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <Shell label=scope.label()>
            <div class="palette-field">
                <Icon name=IconName::Search/>
                <input
                    type="text"
                    role="combobox"
                    aria-label=scope.label()
                    aria-expanded="true"
                    aria-controls="palette-list"
                    aria-autocomplete="list"
                    aria-activedescendant=move || (count() > 0).then(|| format!("palette-{}", chosen.get()))
                    placeholder=scope.hint()
                    maxlength="200"
                    autocomplete="off"
                    autofocus=true
                    on:input=move |event| {
                        chosen.set(0);
                        eager.set(false);
                        words.set(event_target_value(&event));
                    }
                    on:keydown=pressed
                />
                <form method="dialog" class="phone-only"><button class="button quiet icon-only" aria-label="Close"><Icon name=IconName::X/></button></form>
            </div>
            <Options shown=shown chosen=chosen pick=Callback::new(pick)/>
            <p class="visually-hidden" role="status">{move || match count() { 0 => "Nothing found".to_owned(), 1 => "1 found".to_owned(), count => format!("{count} found") }}</p>
        </Shell>
    }
}

/// The modal window around it, without a title of its own.
#[component]
fn Shell(label: &'static str, children: Children) -> impl IntoView {
    let reach = use_reach();
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get()
            && !dialog.open()
        {
            lend_focus("");
            drop(dialog.show_modal());
        }
    });
    // A press beside the window closes it.
    let beside = move |event: web_sys::MouseEvent| {
        let on_dialog = event.target().is_some_and(|target| target.dyn_ref::<web_sys::HtmlDialogElement>().is_some());
        if on_dialog {
            reach.close();
        }
    };
    view! {
        <dialog class="dialog palette" aria-label=label node_ref=node on:close=move |_| reach.close() on:click=beside>
            {children()}
        </dialog>
    }
}

fn chooser(workspace: StoredValue<String>) -> impl Fn(Entry) + Clone {
    let (reach, history, navigate) = (use_reach(), use_history(), use_navigate());
    move |entry: Entry| {
        reach.close();
        match entry.act {
            Act::Go(address) => navigate(&address, NavigateOptions::default()),
            Act::Visit(one) => {
                workspace.with_value(|slug| recent::remember(slug, &one));
                navigate(&one.href, NavigateOptions::default());
            }
            Act::NewPage => {
                let navigate = navigate.clone();
                let wiki = workspace.with_value(|slug| format!("/w/{slug}/wiki"));
                make_page(move || navigate(&wiki, NavigateOptions::default()));
            }
            act => act_on(act, reach, history),
        }
    }
}

fn act_on(act: Act, reach: Reach, history: History) {
    match act {
        Act::NewTask => reach.open(Tool::NewTask),
        Act::Shortcuts => reach.open(Tool::Shortcuts),
        Act::TakeBack => history.turn(Which::Back),
        Act::Theme(theme) => Theme::parse(theme).apply(),
        Act::SignOut => {
            let form = document().query_selector("form[action=\"/sign-out\"]").ok().flatten();
            if let Some(form) = form.and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok()) {
                let _ = form.request_submit();
            }
        }
        Act::Go(_) | Act::Visit(_) | Act::NewPage => {}
    }
}
