use super::{
    api::load_threads,
    passage,
    thread::ThreadItem,
    write::{Write, Writing},
};
use crate::{
    failure::Failure,
    ui::{EmptyState, Icon, IconName, RowsSkeleton, focus_soon, keep_focus, lend_focus},
    wiki::page::{Over, PageState},
};
use atrium::{
    boards::board::PersonRef,
    ids::{PageId, ThreadId},
    wiki::thread::Thread,
};
use leptos::{prelude::*, task::spawn_local};

/// What the panel shows, loaded when it opens and after each change.
#[derive(Clone, Copy)]
pub struct Talk {
    pub state: PageState,
    pub page_id: PageId,
    pub threads: RwSignal<Option<Result<Vec<Thread>, Failure>>>,
    pub people: RwSignal<Vec<PersonRef>>,
    /// Threads that are settled are shown too.
    pub settled: RwSignal<bool>,
    asked: StoredValue<u32>,
    /// Where the focus goes when the next answer is shown, if what had it is gone then.
    focus: StoredValue<Option<Vec<String>>>,
}

/// What is drawn below the head.
#[derive(Clone, Debug, PartialEq)]
enum Shelf {
    Coming,
    Refused(String),
    Empty { settled: bool },
    Threads,
}

impl Talk {
    pub fn new(state: PageState, page_id: PageId) -> Self {
        let talk = Self {
            state,
            page_id,
            threads: RwSignal::new(None),
            people: RwSignal::new(Vec::new()),
            settled: RwSignal::new(false),
            asked: StoredValue::new(0),
            focus: StoredValue::new(None),
        };
        talk.reload();
        talk
    }

    /// A later answer is the newer one.
    pub fn reload(self) {
        let Some(turn) = self.asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        }) else {
            return;
        };
        spawn_local(async move {
            let answer = load_threads(self.state.slug(), self.page_id).await;
            if self.asked.try_get_value() != Some(turn) {
                return;
            }
            match answer {
                Ok(desk) => {
                    self.people.try_set(desk.people);
                    let open = desk.threads.iter().filter(|thread| thread.resolved.is_none()).count();
                    self.state.count_threads(i32::try_from(open).unwrap_or(i32::MAX));
                    self.threads.try_set(Some(Ok(desk.threads)));
                    if let Some(wanted) = self.focus.try_update_value(Option::take).flatten() {
                        keep_focus(wanted);
                    }
                }
                Err(failure) => drop(self.threads.try_set(Some(Err(failure)))),
            }
        });
    }

    /// Reads it anew after a change, or says why there was none.
    pub fn follow(self, answer: Result<(), Failure>) -> bool {
        match answer {
            Ok(()) => {
                self.reload();
                true
            }
            Err(failure) => {
                self.state.toasts.error(failure.field("body").unwrap_or_else(|| failure.to_string()));
                false
            }
        }
    }

    /// The same. What is named gets the focus, the first of it that is there, if what had it goes with the change.
    pub fn follow_to(self, answer: Result<(), Failure>, focus: Vec<String>) -> bool {
        if answer.is_ok() {
            self.focus.try_set_value(Some(focus));
        }
        self.follow(answer)
    }

    /// The thread below this one, or else the one above it.
    pub fn beside(self, id: ThreadId) -> Option<ThreadId> {
        let shown = untrack(|| self.shown());
        let at = shown.iter().position(|thread| thread.id == id)?;
        shown.get(at + 1).or_else(|| shown.get(at.checked_sub(1)?)).map(|thread| thread.id)
    }

    fn shelf(self) -> Shelf {
        let refused = self.threads.with(|threads| match threads {
            None => Some(Shelf::Coming),
            Some(Err(failure)) => Some(Shelf::Refused(failure.to_string())),
            Some(Ok(_)) => None,
        });
        let settled = self.settled.get();
        refused.unwrap_or_else(|| if self.count(settled) == 0 { Shelf::Empty { settled } } else { Shelf::Threads })
    }

    fn shown(self) -> Vec<Thread> {
        let settled = self.settled.get();
        let of = |threads: &Vec<Thread>| {
            threads.iter().filter(|thread| thread.resolved.is_some() == settled).cloned().collect()
        };
        self.threads
            .with(|threads| threads.as_ref().and_then(|threads| threads.as_ref().ok()).map(of))
            .unwrap_or_default()
    }

    fn count(self, settled: bool) -> usize {
        let of = |threads: &Vec<Thread>| threads.iter().filter(|thread| thread.resolved.is_some() == settled).count();
        self.threads.with(|threads| threads.as_ref().and_then(|threads| threads.as_ref().ok()).map_or(0, of))
    }
}

/// What is said about a page, beside it.
#[component]
pub fn CommentsPanel(state: PageState, id: PageId) -> impl IntoView {
    let talk = Talk::new(state, id);
    Effect::new(move |before: Option<u32>| {
        let news = state.news.get();
        if before.is_some_and(|before| before != news) {
            talk.reload();
        }
        news
    });
    let can = state.with(|page| page.can.comment && !page.archived);
    let close = move || state.over.set(Over::Nothing);
    lend_focus(".comments-button");
    focus_soon(".comments-panel".to_owned());
    // The thread that was pressed in the text, whose words get the focus back.
    let pressed = StoredValue::new(None::<String>);
    Effect::new(move |_| {
        let wanted = state.thread.get();
        if let Some(id) = wanted.filter(|_| talk.threads.with(Option::is_some)) {
            state.thread.set(None);
            // Only what is open is marked.
            talk.settled.set(false);
            focus_soon(format!(".comments-panel [data-thread-item=\"{id}\"]"));
            pressed.set_value(Some(id));
        }
    });
    let leave = move || {
        let words = pressed.get_value();
        close();
        if let Some(thread) = words {
            focus_soon(passage::words_of(&thread));
        }
    };
    let tab = move |settled: bool, word: &'static str| {
        view! {
            <button
                type="button"
                aria-pressed=move || (talk.settled.get() == settled).to_string()
                on:click=move |_| talk.settled.set(settled)
            >
                {word}" "<span class="count">{move || talk.count(settled)}</span>
            </button>
        }
    };
    // The list stays while it changes, and with it what is written in it.
    let shelf = Memo::new(move |_| talk.shelf());
    let body = move || match shelf.get() {
        Shelf::Coming => view! { <RowsSkeleton rows=4/> }.into_any(),
        Shelf::Refused(why) => view! { <p class="danger-text" role="alert">{why}</p> }.into_any(),
        Shelf::Empty { settled } => view! { <Nothing settled=settled can=can/> }.into_any(),
        Shelf::Threads => view! {
            <ol class="threads">
                <For each=move || talk.shown() key=|thread| (thread.id, thread.resolved.is_some()) let:thread>
                    <ThreadItem first=thread talk=talk/>
                </For>
            </ol>
        }
        .into_any(),
    };
    view! {
        <aside
            class="panel comments-panel"
            tabindex="-1"
            aria-label="Comments"
            on:keydown=move |event| if event.key() == "Escape" && !event.default_prevented() { leave(); }
        >
            <div class="open">
                <header>
                    <h2>"Comments"</h2>
                    <div class="row push">
                        <div class="segmented" role="group" aria-label="Which">{tab(false, "Open")}{tab(true, "Resolved")}</div>
                        <button class="button quiet icon-only" type="button" aria-label="Close" on:click=move |_| close()><Icon name=IconName::X/></button>
                    </div>
                </header>
                <div class="body">{body}</div>
                {can.then(|| view! { <footer><Write talk=talk writing=Writing::Thread/></footer> })}
            </div>
        </aside>
    }
}

#[component]
fn Nothing(settled: bool, can: bool) -> impl IntoView {
    let (title, sentence) = match (settled, can) {
        (true, _) => (
            "Nothing is resolved yet",
            "When a thread is settled it moves here, and its words are not marked until it is reopened.",
        ),
        (false, true) => (
            "No comments",
            "Select some words of the page and comment on them, or say something about all of it below.",
        ),
        (false, false) => ("No comments", "Nobody has said anything about this page."),
    };
    view! { <EmptyState icon=IconName::MessageSquare title=title sentence=sentence/> }
}
