use super::{api, panel::Talk, passage};
use crate::{
    boards::task_panel::mentions::{self, Mentioning},
    ui::{Icon, IconName, focus_soon, keep_focus},
    wiki::page::Passage,
};
use atrium::{
    boards::mention,
    ids::{PageCommentId, ThreadId},
};
use leptos::{html, prelude::*, task::spawn_local};

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// The beginning of a thread.
    Thread,
    Answer(ThreadId),
}

/// A field for something new.
#[component]
pub fn Write(talk: Talk, writing: Writing, #[prop(optional)] close: Option<Callback<()>>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let named = RwSignal::new(Vec::new());
    let field = NodeRef::<html::Textarea>::new();
    let is_answer = writing != Writing::Thread;
    let (kept, kept_about) = if is_answer { (String::new(), Passage::default()) } else { talk.state.draft.get_value() };
    let wanted = if is_answer { Passage::default() } else { passage::wanted(talk.state) };
    let about = RwSignal::new(if wanted.quote.is_empty() { kept_about } else { wanted });
    // Asked for again from the text, while the panel is open.
    Effect::new(move |_| {
        if !is_answer && talk.state.passage.with(Option::is_some) {
            about.set(passage::wanted(talk.state));
            if let Some(field) = field.get_untracked() {
                let _ = field.focus();
            }
        }
    });
    focus_answer(field, is_answer);
    // After the panel has taken the focus, which opens with it.
    if about.with_untracked(|about| !about.quote.is_empty()) {
        focus_soon(".comments-panel footer textarea".to_owned());
    }
    let send = move || {
        let typed = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        if typed.trim().is_empty() || busy.get_untracked() {
            return;
        }
        let body = mentions::stored(&talk.people.get_untracked(), &typed, &named.get_untracked());
        busy.set(true);
        spawn_local(async move {
            let slug = talk.state.slug();
            let answer = match writing {
                Writing::Thread => {
                    let Passage { quote, span } = about.get_untracked();
                    api::start_thread(slug, talk.page_id, quote, span, body).await.map(drop)
                }
                Writing::Answer(thread) => api::answer_thread(slug, thread, body).await,
            };
            busy.try_set(false);
            if talk.follow(answer) {
                if !is_answer {
                    talk.state.draft.try_set_value((String::new(), Passage::default()));
                }
                about.try_set(Passage::default());
                if let Some(Some(field)) = field.try_get_untracked() {
                    field.set_value("");
                }
                if let Some(close) = close {
                    close.run(());
                }
            }
        });
    };
    // It is there again when the panel is.
    let keep = move |event| {
        if !is_answer {
            talk.state.draft.set_value((event_target_value(&event), about.get_untracked()));
        }
    };
    let all = move || {
        about.set(Passage::default());
        keep_focus(vec![".comments-panel footer textarea".to_owned()]);
    };
    let label = if is_answer { "Reply" } else { "Write a comment" };
    view! {
        <form
            class="write-comment"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
            on:keydown=move |event| match event.key().as_str() {
                _ if event.default_prevented() => {}
                "Enter" if event.ctrl_key() || event.meta_key() => send(),
                "Escape" => if let Some(close) = close {
                    event.prevent_default();
                    close.run(());
                },
                _ => {}
            }
        >
            {move || about.with(|about| (!about.quote.is_empty()).then(|| about.quote.clone())).map(|words| view! {
                <p class="quote about">
                    <span class="one-line">{words}</span>
                    <button class="button quiet small icon-only" type="button" aria-label="About the whole page" on:click=move |_| all()><Icon name=IconName::X/></button>
                </p>
            })}
            <Mentioning field=field named=named people=talk.people.into()>
                <textarea rows="2" aria-label=label placeholder=label node_ref=field prop:value=kept on:input=keep></textarea>
            </Mentioning>
            <div class="actions">
                {match close {
                    Some(close) => view! { <button class="button quiet small" type="button" on:click=move |_| close.run(())>"Cancel"</button> }.into_any(),
                    None => view! { <span class="muted">"@ calls somebody"</span> }.into_any(),
                }}
                <button class="button primary small" type="submit" aria-busy=move || busy.get().then_some("true")>{if is_answer { "Reply" } else { "Comment" }}</button>
            </div>
        </form>
    }
}

fn focus_answer(field: NodeRef<html::Textarea>, wanted: bool) {
    Effect::new(move |_| {
        if let Some(field) = field.get().filter(|_| wanted) {
            let _ = field.focus();
        }
    });
}

/// Other words for what was said.
#[component]
pub fn Edit(
    id: PageCommentId,
    version: i32,
    stored: String,
    talk: Talk,
    /// Where the focus goes with the new words.
    saved: String,
    close: Callback<()>,
) -> impl IntoView {
    let (typed, named) = mention::to_typed(&stored);
    let named = RwSignal::new(named);
    let saved = StoredValue::new(vec![saved]);
    let field = NodeRef::<html::Textarea>::new();
    focus_answer(field, true);
    let save = move || {
        let typed = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        let body = mentions::stored(&talk.people.get_untracked(), &typed, &named.get_untracked());
        spawn_local(async move {
            let answer = api::edit_page_comment(talk.state.slug(), id, body, version).await;
            if talk.follow_to(answer, saved.try_get_value().unwrap_or_default()) {
                close.try_run(());
            }
        });
    };
    view! {
        <form
            class="write-comment"
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
            on:keydown=move |event| match event.key().as_str() {
                _ if event.default_prevented() => {}
                "Escape" => {
                    event.prevent_default();
                    close.run(());
                }
                "Enter" if event.ctrl_key() || event.meta_key() => save(),
                _ => {}
            }
        >
            <Mentioning field=field named=named people=talk.people.into()>
                <textarea rows="3" aria-label="Comment" node_ref=field prop:value=typed></textarea>
            </Mentioning>
            <div class="actions">
                <button class="button quiet small" type="button" on:click=move |_| close.run(())>"Cancel"</button>
                <button class="button primary small" type="submit">"Save"</button>
            </div>
        </form>
    }
}
