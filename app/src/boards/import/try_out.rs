use super::{
    Desk, Step,
    api::{Plan, start_import},
};
use crate::{
    boards::fresh_key,
    importing::Problems,
    ui::{Button, ButtonKind, Chip, Choice, SelectField, Table},
};
use atrium::boards::import::{Format, Found, OnKnown, OnProblem, Preview, Problem};
use leptos::{prelude::*, task::spawn_local};

/// The third step: what would happen, row by row where a row is broken.
#[component]
pub fn TryOut(desk: Desk) -> impl IntoView {
    let Some(preview) = desk.preview.get_untracked() else { return ().into_any() };
    let (stop, again) = (RwSignal::new(false), RwSignal::new(false));
    let broken = preview.problem_count > 0;
    let known = preview.known;
    let ready = move || preview.good - if again.get() { 0 } else { known };
    let choices =
        vec![Choice::new("skip", "Leave them out and bring in the rest"), Choice::new("stop", "Bring in nothing")];
    let repeats = vec![Choice::new("skip", "Leave them as they are"), Choice::new("again", "Bring them in once more")];
    let begin = move |_| {
        let on_problem = if stop.get_untracked() { OnProblem::StopEverything } else { OnProblem::SkipRow };
        let on_known = if again.get_untracked() { OnKnown::AddAgain } else { OnKnown::Skip };
        spawn_local(start(desk, on_problem, on_known));
    };
    let before = if preview.format.has_headers() { Step::Match } else { Step::File };
    view! {
        <div class="stack">
            <Outcome preview=preview.clone()/>
            {broken.then(|| view! { <BrokenRows problems=preview.problems.clone() count=preview.problem_count/> })}
            {broken.then(|| view! {
                <SelectField id="on-problem" label="With broken rows" choices=choices value="skip" on:change=move |event| stop.set(event_target_value(&event) == "stop")/>
            })}
            {(known > 0).then(|| view! {
                <SelectField id="on-known" label="With tasks that are here already" choices=repeats value="skip" on:change=move |event| again.set(event_target_value(&event) == "again")/>
            })}
            <div class="row">
                <Button on:click=move |_| desk.step.set(before)>"Back"</Button>
                <Button kind=ButtonKind::Primary busy=desk.busy disabled=Signal::derive(move || ready() == 0) on:click=begin>
                    {move || if ready() == 1 { "Bring in 1 task".to_owned() } else { format!("Bring in {} tasks", ready()) }}
                </Button>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Outcome(preview: Preview) -> impl IntoView {
    let names = |found: &[Found]| {
        found.iter().take(24).map(|one| view! { <Chip text=format!("{} {}", one.name, one.rows)/> }).collect_view()
    };
    let columns = names(&preview.columns);
    let labels = names(&preview.labels);
    let (has_columns, has_labels) = (!preview.columns.is_empty(), !preview.labels.is_empty());
    let unknown = (!preview.unknown_people.is_empty()).then(|| {
        let people = preview.unknown_people.iter().take(12).cloned().collect::<Vec<_>>().join(", ");
        view! { <p class="muted">{format!("Not members here, so their tasks come in unassigned: {people}.")}</p> }
    });
    let words = preview.format.words();
    let things = match preview.format {
        Format::Trello => "cards",
        Format::Json => "tasks",
        Format::Csv | Format::Jira => "rows",
    };
    let more = [(preview.archived, "archived"), (preview.comments, "comments"), (preview.known, "here already")];
    view! {
        <p>{format!("This is {words}. Nothing has been changed yet.")}</p>
        <dl class="outcome">
            <div><dt>"ready"</dt><dd>{preview.good}</dd></div>
            <div class:bad=preview.problem_count != 0><dt>{format!("broken {things}")}</dt><dd>{preview.problem_count}</dd></div>
            <div><dt>{format!("{things} in the file")}</dt><dd>{preview.rows_total}</dd></div>
            {more.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| view! {
                <div><dt>{what}</dt><dd>{count}</dd></div>
            }).collect_view()}
        </dl>
        {preview.replaces_columns.then(|| view! { <p class="muted">"There is no task here yet, so the board takes over the columns of the file."</p> })}
        {has_columns.then(|| view! { <div class="stack"><h2>"Columns"</h2><div class="row">{columns}</div></div> })}
        {has_labels.then(|| view! { <div class="stack"><h2>"Labels"</h2><div class="row">{labels}</div></div> })}
        {unknown}
        {(!preview.sample.is_empty()).then(|| view! {
            <Table caption="The first tasks" heads=vec![if preview.format.has_headers() { "Line" } else { "Number" }, "Title", "Column"]>
                {preview.sample.into_iter().map(|row| view! {
                    <tr><td class="number">{row.line}</td><td>{row.title}</td><td>{row.column.unwrap_or_else(|| "The first".to_owned())}</td></tr>
                }).collect_view()}
            </Table>
        })}
    }
}

/// Which rows cannot go in, and why.
#[component]
pub fn BrokenRows(problems: Vec<Problem>, count: i32) -> impl IntoView {
    let row = |problem: Problem| {
        let place = match (problem.line, problem.name.as_str()) {
            (0, _) => "The file".to_owned(),
            (line, "") => format!("Line {line}"),
            (_, name) => name.to_owned(),
        };
        (place, problem.reason)
    };
    let rows = problems.into_iter().map(row).collect();
    view! { <Problems caption="Broken rows" heads=["Where", "Why"] rows=rows count=count/> }
}

async fn start(desk: Desk, on_problem: OnProblem, on_known: OnKnown) {
    let Some((source, content)) = desk.file.get_untracked() else { return };
    let read = desk.preview.with_untracked(|preview| preview.as_ref().map(|one| (one.format, one.mapping.clone())));
    let (format, mapping) = read.unwrap_or_default();
    let plan = Plan { format, mapping, on_problem, on_known };
    desk.busy.set(true);
    desk.error.set(None);
    let key = fresh_key();
    match start_import(desk.workspace.get_value(), desk.project, source, content, plan, key).await {
        Ok(view) => {
            desk.running.set(Some(view.id));
            desk.step.set(Step::Run);
        }
        Err(failure) => desk.error.set(Some(failure.to_string())),
    }
    desk.busy.set(false);
}
