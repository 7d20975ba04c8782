use super::{
    api::{
        EditWebhook, RemoveWebhook, ReplayDelivery, ReplayFailed, RotateWebhookSecret, SwitchWebhook, TestWebhook,
        WebhookDesk, load_webhook,
    },
    events_field::EventsField,
    log::{Log, Opened, Place},
};
use crate::{
    form::{Action, ActionForm, Answer, Fresh},
    frame::{Excuse, Frame, use_workspace},
    routes::use_query,
    ui::{
        Button, ButtonKind, Choice, Crumb, FieldKind, FormError, IconName, Notice, NoticeKind, RowsSkeleton,
        SelectField, TextField,
    },
    wire::load,
    workspace::{Confirm, CopyButton, SettingsLayout},
};
use atrium::{ids::WebhookId, webhooks::WebhookView};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use std::time::Duration;

/// What can be done with a webhook. The actions live above what is read anew, so that a new secret stays in sight.
#[derive(Clone, Copy)]
struct Desk {
    workspace: StoredValue<String>,
    switch: Action<SwitchWebhook>,
    test: Action<TestWebhook>,
    replay: Action<ReplayDelivery>,
    replay_failed: Action<ReplayFailed>,
    edit: Action<EditWebhook>,
    rotate: Action<RotateWebhookSecret>,
}

impl Desk {
    fn new(workspace: String, fresh: Fresh) -> Self {
        let desk = Self {
            workspace: StoredValue::new(workspace),
            switch: Action::new(),
            test: Action::new(),
            replay: Action::new(),
            replay_failed: Action::new(),
            edit: Action::new(),
            rotate: Action::new(),
        };
        fresh.follow(desk.switch, "");
        fresh.follow(desk.test, "A test is on its way.");
        fresh.follow(desk.replay, "It is sent again.");
        fresh.follow(desk.replay_failed, "What failed is sent again.");
        fresh.follow_form(desk.edit, "The webhook is saved.");
        fresh.follow(desk.rotate, "");
        crate::form::after(desk.test, move |()| look_again(fresh));
        crate::form::after(desk.replay, move |()| look_again(fresh));
        crate::form::after(desk.replay_failed, move |_| look_again(fresh));
        desk
    }
}

/// What is sent arrives a moment later.
fn look_again(fresh: Fresh) {
    for seconds in [1, 3, 6] {
        _ = set_timeout(move || fresh.bump(), Duration::from_secs(seconds));
    }
}

#[component]
pub fn WebhookPage() -> impl IntoView {
    let fresh = Fresh::new();
    let workspace = use_workspace();
    let id = use_params_map().with_untracked(|params| params.get("webhook")).unwrap_or_default();
    let query = use_query();
    let asked = Memo::new(move |_| {
        query.with(|query| {
            let id = |name: &str| query.get(name).and_then(|id| id.parse().ok());
            (query.get("only").unwrap_or_default(), id("after"), id("delivery"))
        })
    });
    let slug = workspace.clone();
    let found = load(
        move || (slug.clone(), id.clone(), asked.get(), fresh.get()),
        |(workspace, id, (only, after, open), _)| load_webhook(workspace, id, only, after, open),
    );
    let desk = Desk::new(workspace.clone(), fresh);
    let crumbs = vec![Crumb::new("Webhooks", format!("/w/{workspace}/webhooks"))];
    view! {
        <Frame title="Webhook" crumbs=crumbs>
            <Transition fallback=|| view! { <RowsSkeleton/> }>
                {move || Suspend::new(async move {
                    match found.await {
                        Ok(found) => {
                            let only_failed = asked.with_untracked(|asked| asked.0 == "failed");
                            view! { <Sections found=found desk=desk only_failed=only_failed/> }.into_any()
                        }
                        Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
                    }
                })}
            </Transition>
        </Frame>
    }
}

#[component]
fn Sections(found: WebhookDesk, desk: Desk, only_failed: bool) -> impl IntoView {
    let WebhookDesk { webhook, log, open } = found;
    let place = Place { workspace: desk.workspace.get_value(), webhook: webhook.id.to_string(), only_failed };
    let title = webhook.title().to_owned();
    let sentence = match (webhook.name.is_empty(), &webhook.project) {
        (true, None) => format!("Made {} by {}.", webhook.created, webhook.created_by),
        (true, Some(project)) => format!("What happens in {}.", project.name),
        (false, None) => webhook.address.clone(),
        (false, Some(project)) => format!("{}, what happens in {}", webhook.address, project.name),
    };
    view! {
        <SettingsLayout title=title sentence=sentence>
            <StateSection webhook=webhook.clone() desk=desk/>
            {open.map(|detail| view! { <Opened detail=detail place=place.clone()/> })}
            <section>
                <h2>"Deliveries"</h2>
                <Log log=log place=place replay=desk.replay/>
                {(webhook.failed > 0 && webhook.enabled).then(|| view! { <ReplaySection webhook=webhook.clone() desk=desk/> })}
            </section>
            <EditSection webhook=webhook.clone() desk=desk/>
            <SecretSection webhook=webhook.clone() desk=desk/>
            <RemoveSection webhook=webhook desk=desk/>
        </SettingsLayout>
    }
}

/// The fields that say which webhook a form is about.
fn which(desk: Desk, id: WebhookId) -> impl IntoView {
    view! {
        <input type="hidden" name="workspace" value=desk.workspace.get_value()/>
        <input type="hidden" name="id" value=id.to_string()/>
    }
}

#[component]
fn StateSection(webhook: WebhookView, desk: Desk) -> impl IntoView {
    let (id, enabled) = (webhook.id, webhook.enabled);
    let sentence = match (&webhook.disabled_because, &webhook.failing_since) {
        (Some(because), _) => Some((NoticeKind::Error, because.sentence().to_owned())),
        (None, _) if !enabled => {
            Some((NoticeKind::Information, "It is off. What happens meanwhile is not told.".to_owned()))
        }
        (None, Some(since)) => Some((
            NoticeKind::Warning,
            format!("Nothing has arrived there since {since}. It is tried again and again."),
        )),
        (None, None) => None,
    };
    view! {
        <section>
            <div class="stack">
                {sentence.map(|(kind, sentence)| view! { <Notice kind=kind sentence=sentence/> })}
                <div class="row">
                    {enabled.then(|| view! {
                        <ActionForm action=desk.test>
                            {which(desk, id)}
                            <Button kind=ButtonKind::Primary submit=true busy=desk.test.pending()>"Send a test"</Button>
                        </ActionForm>
                    })}
                    <ActionForm action=desk.switch>
                        {which(desk, id)}
                        <input type="hidden" name="enabled" value=(!enabled).to_string()/>
                        <Button submit=true busy=desk.switch.pending()>{if enabled { "Switch off" } else { "Switch on" }}</Button>
                    </ActionForm>
                </div>
            </div>
        </section>
    }
}

#[component]
fn ReplaySection(webhook: WebhookView, desk: Desk) -> impl IntoView {
    let since = vec![
        Choice::new("1", "In the last hour"),
        Choice::new("24", "In the last day"),
        Choice::new("168", "In the last week"),
        Choice::new("720", "In the last 30 days"),
    ];
    view! {
        <ActionForm action=desk.replay_failed class="form">
            {which(desk, webhook.id)}
            <SelectField id="hours" label="Send again what failed" choices=since value="24"/>
            <div class="actions"><Button icon=IconName::RefreshCw submit=true busy=desk.replay_failed.pending()>"Replay all failed"</Button></div>
        </ActionForm>
    }
}

#[component]
fn EditSection(webhook: WebhookView, desk: Desk) -> impl IntoView {
    let answer = Answer::of(desk.edit);
    view! {
        <section>
            <h2>"Where to, and what"</h2>
            <ActionForm action=desk.edit class="form">
                <FormError error=answer.form()/>
                {which(desk, webhook.id)}
                <TextField id="address" name="webhook[address]" label="Address" kind=FieldKind::Url value=webhook.address required=true error=answer.field("address")/>
                <TextField id="name" name="webhook[name]" label="What it is for" value=webhook.name optional=true error=answer.field("name")/>
                <EventsField kinds=webhook.kinds error=answer.field("kinds")/>
                <div class="actions"><Button submit=true busy=desk.edit.pending()>"Save the webhook"</Button></div>
            </ActionForm>
        </section>
    }
}

#[component]
fn SecretSection(webhook: WebhookView, desk: Desk) -> impl IntoView {
    let overlap = webhook.previous_until.map(|until| format!("The secret before this one signs too, until {until}."));
    view! {
        <section>
            <h2>"Secret"</h2>
            <p>"A new secret takes over at once. For 24 hours the one before it signs as well, so that you can change over without losing anything."</p>
            <div class="stack">
                {overlap.map(|sentence| view! { <p>{sentence}</p> })}
                {move || desk.rotate.output().map(|secret| view! {
                    <Notice kind=NoticeKind::Success sentence="This is the new secret. Copy it now: it is not shown again."/>
                    <span class="secret"><code>{secret.clone()}</code><CopyButton text=secret/></span>
                })}
                <ActionForm action=desk.rotate>
                    {which(desk, webhook.id)}
                    <Button icon=IconName::KeyRound submit=true busy=desk.rotate.pending()>"Make a new secret"</Button>
                </ActionForm>
            </div>
        </section>
    }
}

#[component]
fn RemoveSection(webhook: WebhookView, desk: Desk) -> impl IntoView {
    let remove = Action::<RemoveWebhook>::new();
    let answer = Answer::of(remove);
    let open = RwSignal::new(false);
    view! {
        <section>
            <h2>"Remove"</h2>
            <p>"Its log goes with it. To stop for a while, switch it off."</p>
            <div><Button kind=ButtonKind::Danger on:click=move |_| open.set(true)>"Remove the webhook"</Button></div>
            <Confirm id="remove" title=format!("Remove {}?", webhook.title()) sentence="Nothing more is sent there, and its log is gone." open=open>
                <ActionForm action=remove>
                    <FormError error=answer.form()/>
                    {which(desk, webhook.id)}
                    <Button kind=ButtonKind::Danger submit=true busy=remove.pending()>"Remove"</Button>
                </ActionForm>
            </Confirm>
        </section>
    }
}
