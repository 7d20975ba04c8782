//! The text of a page. The server has drawn it, and the program leaves it alone: whoever writes is given the editor in
//! its place, which tells the rest of the page by events how it stands, and a newer text is put in place by a part of the
//! editor.

use super::{reading::ShownText, state::PageState};
use crate::{
    failure::Failure,
    hydration::{Deferred, is_awake},
    ui::{Skeleton, use_toasts},
    wiki::api::{PageDesk, load_text},
};
use atrium::wiki::page::PageText;
use js_sys::{Object, Reflect};
use leptos::{prelude::*, task::spawn_local};
use web_sys::{CustomEvent, CustomEventInit};

/// The element that the editor mounts in.
const ARTICLE: &str = "article[data-page]";

/// Tells the editor, which may not be there yet.
pub fn tell(name: &str) {
    tell_with(name, &CustomEventInit::new());
}

/// Has a newer text put in place, as far as it differs from what stands there.
pub fn renew(text: &PageText) {
    let (detail, init) = (Object::new(), CustomEventInit::new());
    let _ = Reflect::set(&detail, &"html".into(), &text.html.as_str().into());
    let _ = Reflect::set(&detail, &"epoch".into(), &text.epoch.into());
    init.set_detail(&detail);
    tell_with("atrium:text", &init);
}

fn tell_with(name: &str, init: &CustomEventInit) {
    if let Ok(Some(article)) = document().query_selector(ARTICLE)
        && let Ok(event) = CustomEvent::new_with_event_init_dict(name, init)
    {
        let _ = article.dispatch_event(&event);
    }
}

#[component]
pub fn Article(desk: PageDesk, state: PageState) -> impl IntoView {
    let PageDesk { page, html, text_seq, data, editor, .. } = desk;
    let script = editor.map(|src| view! { <script type="module" src=src nonce=leptos::nonce::use_nonce()></script> });
    let words = if page.can.edit { "Write something" } else { "Nothing is written here yet." };
    // Drawn by the server, or with the text that the server is asked for.
    if !is_awake() {
        state.text.set(ShownText::UpTo(text_seq));
        return view! {
            {Deferred::until_changed(move || view! {
                <article class="prose" data-page=data><div class="prose-body" data-empty=words inner_html=html></div></article>
            })}
            {script}
        }
        .into_any();
    }
    let text = RwSignal::new(None::<String>);
    let (slug, toasts) = (state.slug(), use_toasts());
    spawn_local(async move {
        match load_text(slug, page.id, None).await {
            // Unless another page is on the screen by now.
            Ok(loaded) => {
                if text.try_set(Some(loaded.html)).is_none() {
                    state.text.try_set(ShownText::UpTo(loaded.seq));
                }
            }
            Err(Failure::Refused(atrium::Error::NotFound)) => {}
            Err(failure) => toasts.error(failure.to_string()),
        }
    });
    view! {
        {move || text.with(Option::is_none).then(|| view! {
            <div class="stack prose-coming" aria-busy="true">
                <span class="visually-hidden">"Loading the text"</span>
                <Skeleton/><Skeleton/><Skeleton shape="line half"/><Skeleton/><Skeleton/>
            </div>
        })}
        {move || text.get().map(|html| view! {
            <article class="prose" data-page=data.clone()><div class="prose-body" data-empty=words inner_html=html></div></article>
        })}
        {script}
    }
    .into_any()
}
