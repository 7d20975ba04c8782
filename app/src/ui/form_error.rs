use leptos::prelude::*;

use super::{Notice, NoticeKind};

/// What went wrong with a whole form, read aloud when it appears.
#[component]
pub fn FormError(#[prop(into)] error: MaybeProp<String>) -> impl IntoView {
    move || error.get().map(|sentence| view! { <Notice kind=NoticeKind::Error sentence=sentence/> })
}
