use super::state::PageState;
use crate::ui::{Icon, IconName, Time};
use leptos::prelude::*;

/// Who changed it last and when, how long it is, and by which words it goes.
#[component]
pub fn Facts(state: PageState) -> impl IntoView {
    let who = move || state.watch(|page| page.updated_by.clone());
    let when = Memo::new(move |_| state.watch(|page| Some(page.updated.clone())));
    let minutes = move || match state.watch(|page| page.words) {
        0 => None,
        words => Some(match (words + 219) / 220 {
            1 => "a minute to read".to_owned(),
            minutes => format!("{minutes} minutes to read"),
        }),
    };
    let own = move || state.watch(|page| page.own_access);
    view! {
        <div class="page-facts">
            <p>
                <strong>{who}</strong>" changed it "
                {move || when.get().map(|when| view! { <Time at=when.at text=when.text/> })}
            </p>
            {move || minutes().map(|words| view! { <span class="long">{words}</span> })}
            {move || own().then(|| view! { <span class="own-access"><Icon name=IconName::KeyRound/>"Only for some"</span> })}
            <super::tags::Tags state=state/>
        </div>
    }
}
