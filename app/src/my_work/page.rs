use super::{api::load_my_work, list::MyList};
use crate::{
    frame::{Excuse, Frame, use_workspace},
    ui::{IconName, LinkButton, RowsSkeleton},
    undo::use_history,
    wire::load,
};
use leptos::prelude::*;

#[component]
pub fn MyWorkPage() -> impl IntoView {
    let (history, workspace) = (use_history(), use_workspace());
    let work = load(move || history.turns(), |_| load_my_work());
    view! {
        <Frame title="My work">
            <div class="page">
                <header>
                    <h1>"My work"</h1>
                    {(!workspace.is_empty()).then(|| view! {
                        <div class="actions"><LinkButton href=format!("/w/{workspace}/time") icon=IconName::Timer>"My time"</LinkButton></div>
                    })}
                    <p>"What is assigned to you, in every workspace, by when it is due."</p>
                </header>
                <Transition fallback=|| view! { <RowsSkeleton/> }>
                    {move || Suspend::new(async move {
                        match work.await {
                            Ok(work) => view! { <MyList work=work/> }.into_any(),
                            Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        </Frame>
    }
}
