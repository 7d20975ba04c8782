//! Links by which anybody sees a board: made, shown once, listed, revoked.

mod api;

use crate::{
    failure::Failure,
    form::{Action, ActionForm, Answer, Fresh},
    ui::{
        Button, ButtonKind, ButtonSize, CheckField, Choice, FormError, Icon, IconName, Notice, NoticeKind, SelectField,
    },
    wire::{Loading, load},
    workspace::CopyButton,
};
use api::{MakeShare, RevokeShare, load_shares};
use atrium::{boards::share::ShareLink, ids::ProjectId};
use leptos::prelude::*;

/// The links of a project, read anew after each change of them. A page makes this before its frame.
#[derive(Clone, Copy)]
pub struct ShareDesk {
    links: Loading<Result<Vec<ShareLink>, Failure>>,
    fresh: Fresh,
}

impl ShareDesk {
    pub fn of_project(workspace: String, key: String) -> Self {
        let fresh = Fresh::new();
        let source = move || (workspace.clone(), key.clone(), fresh.get());
        Self { links: load(source, |(workspace, key, _)| load_shares(workspace, key)), fresh }
    }
}

#[component]
pub fn ShareSection(desk: ShareDesk, workspace: String, project_id: ProjectId) -> impl IntoView {
    let make = Action::<MakeShare>::new();
    let revoke = Action::<RevokeShare>::new();
    let answer = Answer::of(make);
    desk.fresh.follow_form(make, "");
    desk.fresh.follow(revoke, "The link opens nothing any more.");
    let place = StoredValue::new((workspace.clone(), project_id));
    let days = vec![
        Choice::new("7", "A week"),
        Choice::new("30", "30 days"),
        Choice::new("90", "90 days"),
        Choice::new("365", "A year"),
    ];
    view! {
        <section id="share">
            <h2>"Public link"</h2>
            <p>"Whoever has the link reads the board without signing in: columns, cards, labels and dates. No people, no comments, no history."</p>
            <div class="stack">
                {move || make.output().map(|address| view! {
                    <Notice kind=NoticeKind::Success sentence="This is the link. Copy it now: it is not shown again."/>
                    <span class="secret"><code>{address.clone()}</code><CopyButton text=address/></span>
                })}
                <Transition>
                    {move || Suspend::new(async move { view! { <Links links=desk.links.await.unwrap_or_default() place=place revoke=revoke/> } })}
                </Transition>
                <ActionForm action=make class="form">
                    <FormError error=answer.form()/>
                    <input type="hidden" name="workspace" value=workspace/>
                    <input type="hidden" name="project_id" value=project_id.to_string()/>
                    <SelectField id="share-days" name="days" label="It lasts" choices=days value="30" error=answer.field("days")/>
                    <CheckField name="descriptions" label="With descriptions"/>
                    <div class="actions"><Button icon=IconName::Link submit=true busy=make.pending()>"Make a link"</Button></div>
                </ActionForm>
            </div>
        </section>
    }
}

#[component]
fn Links(links: Vec<ShareLink>, place: StoredValue<(String, ProjectId)>, revoke: Action<RevokeShare>) -> impl IntoView {
    if links.is_empty() {
        return ().into_any();
    }
    let rows = links.into_iter().map(|link| {
        let (workspace, project_id) = place.get_value();
        let what = if link.descriptions { "With descriptions" } else { "Without descriptions" };
        let about = format!("{what} \u{b7} made {} by {}", link.created, link.created_by);
        let label = format!("Revoke the link until {}", link.expires);
        view! {
            <li>
                <Icon name=IconName::Globe/>
                <div class="what"><span>{format!("Until {}", link.expires)}</span><small>{about}</small></div>
                <ActionForm action=revoke>
                    <input type="hidden" name="workspace" value=workspace/>
                    <input type="hidden" name="project_id" value=project_id.to_string()/>
                    <input type="hidden" name="id" value=link.id.to_string()/>
                    <Button size=ButtonSize::Small kind=ButtonKind::Danger submit=true attr:aria-label=label>"Revoke"</Button>
                </ActionForm>
            </li>
        }
    });
    view! { <ul class="list">{rows.collect_view()}</ul> }.into_any()
}
