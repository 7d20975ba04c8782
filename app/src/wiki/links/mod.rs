//! Links by which anybody reads a page: made, shown once, listed, revoked.

mod api;

use super::page::{Over, PageState};
use crate::{
    form::{Action, ActionForm, Answer, Fresh},
    ui::{
        Button, ButtonKind, ButtonSize, CheckField, Choice, Dialog, FormError, Icon, IconName, Notice, NoticeKind,
        RowsSkeleton, SelectField,
    },
    wire::load,
    workspace::CopyButton,
};
pub use api::load_page_links;
use api::{MakePageLink, RevokePageLink};
use atrium::{ids::PageId, wiki::share::PageShareLink};
use leptos::prelude::*;

#[component]
pub fn LinksDialog(state: PageState, id: PageId) -> impl IntoView {
    let open = RwSignal::new(true);
    let fresh = Fresh::new();
    let make = Action::<MakePageLink>::new();
    let revoke = Action::<RevokePageLink>::new();
    let answer = Answer::of(make);
    fresh.follow_form(make, "");
    fresh.follow(revoke, "The link opens nothing any more.");
    let slug = state.slug();
    let links = load(move || (slug.clone(), id, fresh.get()), |(workspace, id, _)| load_page_links(workspace, id));
    Effect::new(move |_| {
        if !open.get() {
            state.over.set(Over::Nothing);
        }
    });
    let can_publish = state.with(|page| page.can.publish && !page.archived);
    let has_pages = state.with(|page| !page.children.is_empty());
    let days = [("7", "A week"), ("30", "30 days"), ("90", "90 days"), ("365", "A year")];
    let days = days.map(|(value, words)| Choice::new(value, words)).to_vec();
    let listed = move || {
        Suspend::new(async move {
            match links.await {
                Ok(links) => view! { <Links links=links state=state id=id revoke=revoke/> }.into_any(),
                Err(failure) => view! { <p class="danger-text" role="alert">{failure.to_string()}</p> }.into_any(),
            }
        })
    };
    view! {
        <Dialog id="page-links" title="Public link" open=open>
            <p class="muted">"Whoever has the link reads the page without signing in: its text and pictures. No comments, no history, no other page that you do not choose."</p>
            {move || make.output().map(|address| view! {
                <Notice kind=NoticeKind::Success sentence="This is the link. Copy it now: it is not shown again."/>
                <span class="secret"><code>{address.clone()}</code><CopyButton text=address/></span>
            })}
            <Transition fallback=|| view! { <RowsSkeleton rows=1/> }>{listed}</Transition>
            {can_publish.then(|| view! {
                <ActionForm action=make class="form">
                    <FormError error=answer.form()/>
                    <input type="hidden" name="workspace" value=state.slug()/>
                    <input type="hidden" name="id" value=id.to_string()/>
                    <SelectField id="link-days" name="days" label="It lasts" choices=days value="30" error=answer.field("days")/>
                    {has_pages.then(|| view! { <CheckField name="below" label="With all pages below it" hint="Those with a list of their own stay closed."/> })}
                    <div class="actions"><Button kind=ButtonKind::Primary icon=IconName::Link submit=true busy=make.pending()>"Make a link"</Button></div>
                </ActionForm>
            })}
            <p class="muted">
                <button class="link-button" type="button" on:click=move |_| state.over.set(Over::Access)>"Who else may see it"</button>
            </p>
        </Dialog>
    }
}

#[component]
fn Links(links: Vec<PageShareLink>, state: PageState, id: PageId, revoke: Action<RevokePageLink>) -> impl IntoView {
    if links.is_empty() {
        return ().into_any();
    }
    let rows = links.into_iter().map(|link| {
        let what = if link.below { "With all pages below it" } else { "This page alone" };
        let about = format!("{what} \u{b7} made {} by {}", link.created, link.created_by);
        let label = format!("Revoke the link until {}", link.expires);
        view! {
            <li>
                <Icon name=IconName::Globe/>
                <div class="what"><span>{format!("Until {}", link.expires)}</span><small>{about}</small></div>
                <ActionForm action=revoke>
                    <input type="hidden" name="workspace" value=state.slug()/>
                    <input type="hidden" name="page_id" value=id.to_string()/>
                    <input type="hidden" name="id" value=link.id.to_string()/>
                    <Button size=ButtonSize::Small kind=ButtonKind::Danger submit=true attr:aria-label=label>"Revoke"</Button>
                </ActionForm>
            </li>
        }
    });
    view! { <ul class="list">{rows.collect_view()}</ul> }.into_any()
}
