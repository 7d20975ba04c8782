use super::api::ReplayDelivery;
use crate::{
    form::{Action, ActionForm},
    ui::{Button, ButtonSize, EmptyState, IconName, LinkButton, Tab, Table, Tabs},
};
use atrium::webhooks::{Attempt, Delivery, DeliveryDetail, DeliveryPage, DeliveryStatus};
use leptos::prelude::*;

/// Where the log is, and what of it is shown.
#[derive(Clone, Debug)]
pub struct Place {
    pub workspace: String,
    pub webhook: String,
    pub only_failed: bool,
}

impl Place {
    fn query(&self) -> &'static str {
        if self.only_failed { "only=failed&" } else { "" }
    }
}

#[component]
pub fn Log(log: DeliveryPage, place: Place, replay: Action<ReplayDelivery>) -> impl IntoView {
    let only_failed = place.only_failed;
    let older = log.next.map(|next| format!("?{}after={next}", place.query()));
    let body = if log.items.is_empty() {
        let sentence = if only_failed {
            "What could not be delivered after eight tries over a day is listed here, to be sent again."
        } else {
            "Every message is listed here for 30 days, with what was sent and what came back. Send a test to see the first."
        };
        let title = if only_failed { "Nothing failed" } else { "Nothing sent yet" };
        view! { <EmptyState icon=IconName::ScrollText title=title sentence=sentence/> }.into_any()
    } else {
        let rows = log.items.into_iter().map(|one| row(one, &place, replay)).collect_view();
        view! { <Table caption="Deliveries" heads=vec!["Event", "Outcome", "Tries", "Took", "When", ""]>{rows}</Table> }
            .into_any()
    };
    view! {
        <div class="stack">
            <Tabs label="Deliveries">
                <Tab href="?" current=!only_failed>"All"</Tab>
                <Tab href="?only=failed" current=only_failed>"Failed"</Tab>
            </Tabs>
            {body}
            {older.map(|href| view! { <div><LinkButton href=href>"Older"</LinkButton></div> })}
        </div>
    }
}

fn row(one: Delivery, place: &Place, replay: Action<ReplayDelivery>) -> impl IntoView + use<> {
    let (class, outcome) = outcome(&one);
    let label = format!("Send {} of {} again", one.kind, one.created);
    let href = format!("?{}delivery={}#delivery", place.query(), one.id);
    let Place { workspace, webhook, .. } = place.clone();
    view! {
        <tr>
            <td><a href=href>{one.kind.clone()}</a> " " <span class="key">{one.about.clone()}</span></td>
            <td><span class=class>{outcome}</span></td>
            <td class="number">{one.attempts}</td>
            <td class="number">{one.millis.map(|millis| format!("{millis} ms"))}</td>
            <td>{one.created.clone()}</td>
            <td class="actions">
                <ActionForm action=replay>
                    <input type="hidden" name="workspace" value=workspace/>
                    <input type="hidden" name="id" value=webhook/>
                    <input type="hidden" name="delivery" value=one.id.to_string()/>
                    <Button size=ButtonSize::Small submit=true attr:aria-label=label>"Replay"</Button>
                </ActionForm>
            </td>
        </tr>
    }
}

/// In a colour and in words.
fn outcome(one: &Delivery) -> (&'static str, String) {
    let code = one.code.map(|code| format!(" \u{b7} {code}")).unwrap_or_default();
    match (one.status, &one.next_try) {
        (DeliveryStatus::Delivered, _) => ("outcome done", format!("Delivered{code}")),
        (DeliveryStatus::Failed, _) => ("outcome late", format!("Failed{code}")),
        (DeliveryStatus::Waiting, Some(at)) => ("outcome soon", format!("Again {at}{code}")),
        (DeliveryStatus::Waiting, None) => ("outcome", "On its way".to_owned()),
    }
}

/// One delivery: what was sent, and what came back each time.
#[component]
pub fn Opened(detail: DeliveryDetail, place: Place) -> impl IntoView {
    let close = format!("?{}", place.query());
    let body = pretty(&detail.body);
    view! {
        <section id="delivery">
            <h2>{format!("{} {}", detail.delivery.kind, detail.delivery.about)}</h2>
            <p><code>{detail.message_id}</code></p>
            <div class="stack prose small">
                <h3>"Sent"</h3>
                <pre role="region" tabindex="0" aria-label="The body of the request"><code>{body}</code></pre>
                <h3>"Came back"</h3>
                {detail.tries.is_empty().then(|| view! { <p class="muted">"Nothing yet: it is on its way."</p> })}
                <ol>{detail.tries.into_iter().map(tried).collect_view()}</ol>
                <div><LinkButton href=close>"Close"</LinkButton></div>
            </div>
        </section>
    }
}

fn tried(attempt: Attempt) -> impl IntoView {
    let outcome = match (attempt.code, attempt.lost) {
        (Some(code), _) => format!("Status {code}"),
        (None, lost) => lost.unwrap_or_default(),
    };
    let answer = (!attempt.answer.is_empty()).then(|| {
        view! { <pre role="group" tabindex="0" aria-label="The beginning of the answer"><code>{attempt.answer}</code></pre> }
    });
    view! { <li><p>{format!("{} \u{b7} {outcome} \u{b7} {} ms", attempt.at, attempt.millis)}</p>{answer}</li> }
}

/// With one value a line, where it is the JSON that it should be.
fn pretty(body: &str) -> String {
    let parsed = serde_json::from_str::<serde_json::Value>(body);
    parsed.ok().and_then(|value| serde_json::to_string_pretty(&value).ok()).unwrap_or_else(|| body.to_owned())
}
