use super::{
    api::{CreateWebhook, WebhooksDesk, load_webhooks},
    events_field::EventsField,
    sample::VerifySection,
};
use crate::{
    form::{Action, ActionForm, Answer, Fresh},
    frame::{Excuse, Frame, use_workspace},
    ui::{
        Button, ButtonKind, Chip, Choice, EmptyState, FieldKind, FormError, Icon, IconName, Notice, NoticeKind,
        RowsSkeleton, SelectField, TextField,
    },
    wire::load,
    workspace::{CopyButton, SettingsLayout},
};
use atrium::webhooks::WebhookView;
use leptos::prelude::*;

#[component]
pub fn WebhooksPage() -> impl IntoView {
    let fresh = Fresh::new();
    let workspace = use_workspace();
    let slug = workspace.clone();
    let desk = load(move || (slug.clone(), fresh.get()), |(workspace, _)| load_webhooks(workspace));
    let create = Action::<CreateWebhook>::new();
    fresh.follow_form(create, "");
    view! {
        <Frame title="Webhooks">
            <SettingsLayout title="Webhooks" sentence="Tell other programs what happens here, the moment it does.">
                <Transition fallback=|| view! { <RowsSkeleton/> }>
                    {move || {
                        let workspace = workspace.clone();
                        Suspend::new(async move {
                            match desk.await {
                                Ok(desk) => view! { <Desk workspace=workspace desk=desk create=create/> }.into_any(),
                                Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
                            }
                        })
                    }}
                </Transition>
            </SettingsLayout>
        </Frame>
    }
}

#[component]
fn Desk(workspace: String, desk: WebhooksDesk, create: Action<CreateWebhook>) -> impl IntoView {
    let WebhooksDesk { webhooks, projects } = desk;
    let rows = webhooks.iter().map(|one| row(&workspace, one)).collect_view();
    view! {
        <section>
            {if webhooks.is_empty() {
                view! {
                    <EmptyState
                        icon=IconName::Webhook
                        title="No webhook yet"
                        sentence="A webhook posts a small signed message to an address of yours whenever something happens: a task moves, somebody comments, a project begins."
                    >
                        <a class="button" href="#verify">"How to verify a message"</a>
                    </EmptyState>
                }.into_any()
            } else {
                view! { <ul class="list">{rows}</ul> }.into_any()
            }}
        </section>
        <NewSection workspace=workspace projects=projects create=create/>
        <VerifySection/>
    }
}

fn row(workspace: &str, webhook: &WebhookView) -> impl IntoView + use<> {
    let what = match (&webhook.project, webhook.kinds.len()) {
        (Some(project), 0) => format!("All events of {}", project.name),
        (None, 0) => "All events".to_owned(),
        (Some(project), _) => format!("Some events of {}", project.name),
        (None, _) => "Some events".to_owned(),
    };
    let below = if webhook.name.is_empty() { what } else { format!("{} \u{b7} {what}", webhook.address) };
    let state = match (webhook.enabled, webhook.failing_since.is_some(), webhook.failed) {
        (false, ..) => Some("Off".to_owned()),
        (true, true, _) => Some("Failing".to_owned()),
        (true, false, 0) => None,
        (true, false, failed) => Some(format!("{failed} failed")),
    };
    view! {
        <li>
            <Icon name=IconName::Webhook/>
            <div class="what">
                <a href=format!("/w/{workspace}/webhooks/{}", webhook.id)>{webhook.title().to_owned()}</a>
                <small>{below}</small>
            </div>
            {state.map(|state| view! { <span class="aside"><Chip text=state/></span> })}
        </li>
    }
}

/// The action lives above what is read anew, so that the secret of a new webhook stays in sight.
#[component]
fn NewSection(workspace: String, projects: Vec<(String, String)>, create: Action<CreateWebhook>) -> impl IntoView {
    let answer = Answer::of(create);
    let everywhere = std::iter::once(Choice::new("", "The whole workspace"));
    let places = everywhere.chain(projects.into_iter().map(|(id, name)| Choice::new(id, name))).collect();
    view! {
        <section id="new-webhook">
            <h2>"New webhook"</h2>
            {move || create.output().map(|secret| view! {
                <div class="stack">
                    <Notice kind=NoticeKind::Success sentence="The webhook is made. This is the secret that signs its messages. Copy it now: it is not shown again."/>
                    <span class="secret"><code>{secret.clone()}</code><CopyButton text=secret/></span>
                </div>
            })}
            <ActionForm action=create class="form">
                <FormError error=answer.form()/>
                <input type="hidden" name="workspace" value=workspace/>
                <TextField id="address" name="webhook[address]" label="Address" kind=FieldKind::Url placeholder="https://example.org/hooks" required=true error=answer.field("address")/>
                <TextField id="name" name="webhook[name]" label="What it is for" placeholder="Chat bot" optional=true error=answer.field("name")/>
                <SelectField id="project" name="webhook[project_id]" label="What happens in" choices=places/>
                <EventsField error=answer.field("kinds")/>
                <div class="actions"><Button kind=ButtonKind::Primary submit=true busy=create.pending()>"Make the webhook"</Button></div>
            </ActionForm>
        </section>
    }
}
