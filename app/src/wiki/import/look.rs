use super::{Desk, Step, files};
use crate::{
    boards::fresh_key,
    importing::Problems,
    ui::{Button, ButtonKind, Choice, SelectField, TextField},
};
use atrium::wiki::{
    import::{FileProblem, PagePreview, PlannedPage},
    page::shown_title,
};
use leptos::{prelude::*, task::spawn_local};

/// As many pages are listed.
const LISTED: usize = 300;

/// Deeper ones stand no further in.
const DEEPEST: i32 = 7;

/// What a new space is called in the list of places to go.
const NEW: &str = "new";

/// The second step: the pages there would be, and where they go.
#[component]
pub fn Look(desk: Desk) -> impl IntoView {
    let Some(preview) = desk.preview.get_untracked() else { return ().into_any() };
    let spaces = desk.spaces.get_value();
    let here = desk.from.with_value(|from| spaces.iter().find(|space| Some(&space.slug) == from.as_ref()).cloned());
    let first = if desk.can_create_space { None } else { spaces.first().cloned() };
    let place = RwSignal::new(here.or(first).map_or_else(|| NEW.to_owned(), |space| space.id.to_string()));
    let name =
        RwSignal::new(desk.chosen.with_untracked(|one| one.as_ref().map(files::Chosen::title)).unwrap_or_default());
    let new = desk.can_create_space.then(|| Choice::new(NEW, "A new space"));
    let places: Vec<_> =
        new.into_iter().chain(spaces.into_iter().map(|space| Choice::new(space.id.to_string(), space.name))).collect();
    let missing = RwSignal::new(None::<String>);
    let count = preview.pages.len();
    let begin = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let (into, value) = match place.get_untracked() {
            place if place == NEW => ("new_space", name.get_untracked().trim().to_owned()),
            place => ("space_id", place),
        };
        missing.set(value.is_empty().then(|| "Please say how the space is called.".to_owned()));
        if !value.is_empty() && !desk.busy.get_untracked() {
            spawn_local(start(desk, into, value));
        }
    };
    let button = if count == 1 { "Bring in 1 page".to_owned() } else { format!("Bring in {count} pages") };
    view! {
        <form class="stack" novalidate on:submit=begin>
            <Outcome preview=&preview/>
            <div class="import-into">
                <SelectField id="into" label="Where they go" choices=places value=place.get_untracked() on:change=move |event| place.set(event_target_value(&event))/>
                <Show when=move || place.get() == NEW>
                    <TextField id="new-space" label="Name of the space" value=name.get_untracked() required=true autocomplete="off" error=missing on:input=move |event| name.set(event_target_value(&event))/>
                </Show>
            </div>
            <div class="row">
                <Button disabled=desk.busy on:click=move |_| desk.again()>"Back"</Button>
                <Button kind=ButtonKind::Primary submit=true busy=desk.busy disabled=Signal::derive(move || count == 0)>{button}</Button>
            </div>
            {(preview.problem_count > 0).then(|| view! { <FileProblems problems=preview.problems.clone() count=preview.problem_count/> })}
            <Pages pages=preview.pages.clone()/>
        </form>
    }
    .into_any()
}

#[component]
fn Outcome<'a>(preview: &'a PagePreview) -> impl IntoView + use<> {
    let words: i32 = preview.pages.iter().map(|page| page.words).sum();
    let counts = [
        (count(preview.pages.len()), "pages", false),
        (words, "words", false),
        (preview.links, "links between them", false),
        (preview.files, "pictures and files", false),
        (preview.problem_count, "not kept as it was", true),
    ];
    let counts = counts.map(|(number, what, bad)| {
        view! { <div class:bad=bad && number != 0><dt>{what}</dt><dd>{grouped(number)}</dd></div> }
    });
    view! {
        <p>{format!("This is {}. Nothing has been changed yet.", preview.format.label())}</p>
        <dl class="outcome">{counts.into_iter().collect_view()}</dl>
    }
}

/// Digits in groups of three, as English writes them.
fn grouped(number: i32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn count(length: usize) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX)
}

/// The tree there would be.
#[component]
fn Pages(pages: Vec<PlannedPage>) -> impl IntoView {
    let more = pages.len().saturating_sub(LISTED);
    let line = |page: PlannedPage| {
        let words = if page.words == 1 { "1 word".to_owned() } else { format!("{} words", page.words) };
        let about = if page.path.is_empty() { "a folder".to_owned() } else { format!("{} \u{b7} {words}", page.path) };
        view! {
            <li class=format!("depth-{}", page.depth.min(DEEPEST))>
                <span class="one-line">{shown_title(&page.title).to_owned()}</span>
                <small class="one-line">{about}</small>
            </li>
        }
    };
    view! {
        <section class="stack">
            <h2>"The pages"</h2>
            <ol class="planned-pages">{pages.into_iter().take(LISTED).map(line).collect_view()}</ol>
            {(more > 0).then(|| view! { <p class="muted">{format!("and {more} more")}</p> })}
        </section>
    }
}

/// What of the files cannot be kept, and why.
#[component]
pub fn FileProblems(problems: Vec<FileProblem>, count: i32) -> impl IntoView {
    let row = |FileProblem { path, reason }| (if path.is_empty() { "All of it".to_owned() } else { path }, reason);
    let rows = problems.into_iter().map(row).collect();
    view! { <Problems caption="What is not kept as it was" heads=["File", "What is said of it"] rows=rows count=count/> }
}

async fn start(desk: Desk, into: &'static str, value: String) {
    let Some(chosen) = desk.chosen.get_untracked() else { return };
    desk.busy.set(true);
    desk.error.set(None);
    // The same asked again is known as the same, should the first answer have been lost.
    let asked = format!("{into} {value}");
    let key = match desk.tried.get_value() {
        Some((before, key)) if before == asked => key,
        _ => fresh_key(),
    };
    desk.tried.set_value(Some((asked, key.clone())));
    match files::begin(&desk.workspace.get_value(), &chosen, (into, &value), &key).await {
        Ok(view) => {
            desk.running.set(Some(view.id));
            desk.step.set(Step::Run);
        }
        Err(sentence) => desk.error.set(Some(sentence)),
    }
    desk.busy.set(false);
}
