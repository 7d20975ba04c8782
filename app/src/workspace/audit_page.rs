use super::{api::load_audit, settings_layout::SettingsLayout};
use crate::{
    frame::{Excuse, Frame, use_workspace},
    identity::next::encode,
    routes::use_query,
    ui::{Avatar, Button, Choice, EmptyState, IconName, LinkButton, RowsSkeleton, SelectField, Table, TextField},
    wire::load,
};
use atrium::activity::EventPage;
use leptos::prelude::*;
use leptos_router::components::Form;

/// How kinds of acts begin, and what people call them.
const KINDS: [(&str, &str); 12] = [
    ("", "Everything"),
    ("session.", "Sign-ins and sign-outs"),
    ("password.", "Passwords"),
    ("token.", "API tokens"),
    ("workspace.", "The workspace"),
    ("member.", "Members"),
    ("invitation.", "Invitations"),
    ("team.", "Teams"),
    ("project.", "Projects"),
    ("task.", "Tasks"),
    ("comment.", "Comments"),
    ("import.", "Imports"),
];

#[component]
pub fn AuditPage() -> impl IntoView {
    let workspace = use_workspace();
    let query = use_query();
    let kind = Memo::new(move |_| query.with(|query| query.get("kind").unwrap_or_default()));
    let person = Memo::new(move |_| query.with(|query| query.get("person").unwrap_or_default()));
    let words = Memo::new(move |_| query.with(|query| query.get("words").unwrap_or_default()));
    let before = Memo::new(move |_| query.with(|query| query.get("before").and_then(|seq| seq.parse().ok())));
    let events = load(
        move || (workspace.clone(), kind.get(), person.get(), words.get(), before.get()),
        |(workspace, kind, person, words, before)| load_audit(workspace, kind, person, words, before),
    );
    let kinds = KINDS.into_iter().map(|(value, text)| Choice::new(value, text)).collect();
    view! {
        <Frame title="Audit log">
            <SettingsLayout title="Audit log" sentence="Every act, newest first. It cannot be changed, not even by us.">
                <section>
                    <Form method="GET" action="" attr:class="form" attr:role="search">
                        <div class="pair">
                            <SelectField id="kind" label="Show" choices=kinds value=kind.get_untracked()/>
                            <TextField id="words" label="With the words" value=words.get_untracked()/>
                        </div>
                        <div class="actions"><Button submit=true icon=IconName::Search>"Show"</Button></div>
                    </Form>
                    <Transition fallback=|| view! { <RowsSkeleton rows=8/> }>
                        {move || Suspend::new(async move {
                            match events.await {
                                Ok(page) => view! { <Events page=page kind=kind person=person words=words/> }.into_any(),
                                Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
                            }
                        })}
                    </Transition>
                </section>
            </SettingsLayout>
        </Frame>
    }
}

#[component]
fn Events(page: EventPage, kind: Memo<String>, person: Memo<String>, words: Memo<String>) -> impl IntoView {
    let workspace = use_workspace();
    if page.items.is_empty() {
        return view! {
            <EmptyState icon=IconName::ScrollText title="Nothing of that kind" sentence="Acts are written here as they happen. Choose Everything to see what there is."/>
        }
        .into_any();
    }
    let keep = move |person: &str| {
        let (kind, words) = (encode(&kind.get_untracked()), encode(&words.get_untracked()));
        format!("?kind={kind}&person={person}&words={words}")
    };
    let export = move |format: &str| {
        let (kind, words) = (encode(&kind.get_untracked()), encode(&words.get_untracked()));
        let person = person.get_untracked();
        let person = if person.is_empty() { person } else { format!("&person_id={person}") };
        format!("/api/v1/workspaces/{workspace}/audit-events/export?format={format}&kind={kind}&words={words}{person}")
    };
    let older = page.next.map(|next| format!("{}&before={next}", keep(&person.get_untracked())));
    let only = !person.get_untracked().is_empty();
    view! {
        {only.then(|| view! { <p><a href=keep("")>"Show everybody again"</a></p> })}
        <Table caption="Audit log" heads=vec!["No.", "When", "Who", "What"]>
            {page.items.into_iter().map(|event| {
                let who = match event.person_id {
                    Some(id) => view! {
                        <div class="person">
                            <Avatar hue=event.hue name=event.who.clone() size="small"/>
                            <a href=keep(&id.to_string())>{event.who}</a>
                        </div>
                    }.into_any(),
                    None => event.who.into_any(),
                };
                view! {
                    <tr>
                        <td class="number">{event.seq}</td>
                        <td><time datetime=event.at.to_string()>{event.when}</time></td>
                        <td>{who}</td>
                        <td>{event.what}</td>
                    </tr>
                }
            }).collect_view()}
        </Table>
        <p>"Download all of it as " <a href=export("csv") download="audit.csv">"CSV"</a> " or " <a href=export("jsonl") download="audit.jsonl">"JSON lines"</a> "."</p>
        {older.map(|href| view! { <LinkButton href=href>"Older"</LinkButton> })}
    }
    .into_any()
}
