use super::entry::{Entry, Face};
use crate::ui::{Avatar, Icon};
use leptos::prelude::*;

/// A heading and what stands under it.
pub type Group = (&'static str, Vec<Entry>);

/// The list below the field. The focus stays in the field; the one that Enter chooses is marked.
#[component]
pub fn Options(shown: Memo<Vec<Group>>, chosen: RwSignal<usize>, pick: Callback<usize>) -> impl IntoView {
    // What is chosen by the keys stays in sight.
    Effect::new(move |_| {
        let id = format!("palette-{}", chosen.get());
        if let Some(option) = document().get_element_by_id(&id) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    let groups = move || {
        let mut index = 0;
        shown
            .get()
            .into_iter()
            .map(|(name, entries)| {
                let options = entries
                    .into_iter()
                    .map(|entry| {
                        index += 1;
                        option(index - 1, entry, chosen, pick)
                    })
                    .collect_view();
                view! { <div role="group" aria-label=name><h3 aria-hidden="true">{name}</h3>{options}</div> }
            })
            .collect_view()
    };
    view! {
        <div class="palette-list" id="palette-list" role="listbox" aria-label="Found">
            {groups}
            {move || shown.with(Vec::is_empty).then(|| view! { <p class="muted">"Nothing goes by these words."</p> })}
        </div>
    }
}

fn option(index: usize, entry: Entry, chosen: RwSignal<usize>, pick: Callback<usize>) -> impl IntoView {
    let Entry { face, name, aside, .. } = entry;
    let face = match face {
        Face::Icon(icon) => view! { <Icon name=icon/> }.into_any(),
        Face::Dot(hue) => view! { <span class=format!("dot hue-{hue}")></span> }.into_any(),
        Face::Person(hue) => view! { <Avatar hue=hue name=name.clone() size="small"/> }.into_any(),
    };
    view! {
        <div
            id=format!("palette-{index}")
            role="option"
            aria-selected=move || (chosen.get() == index).to_string()
            on:mousedown=|event| event.prevent_default()
            on:mousemove=move |_| chosen.set(index)
            on:click=move |_| pick.run(index)
        >
            {face}
            <span class="one-line">{name}</span>
            <small>{aside}</small>
        </div>
    }
}
