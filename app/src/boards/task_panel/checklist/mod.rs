//! The checklist of the open task. Ticking, moving and removing show at once.

mod item;
mod keyboard;
mod list;

use super::{super::new_card::fresh_key, OpenTask, api::AddChecklistItems};
use crate::form::{Action, ActionForm};
use item::Item;
use leptos::{html, prelude::*};
use list::{Change, List};

/// It takes no room until there is an item, or somebody wants to write one.
#[component]
pub fn Checklist(open: OpenTask, wanted: RwSignal<bool>) -> impl IntoView {
    let list = List::new(open);
    let can_edit = Memo::new(move |_| open.watch(|task| task.can.edit));
    let there = Memo::new(move |_| wanted.get() || list.shown.with(|items| !items.is_empty()));
    let progress =
        Memo::new(move |_| list.shown.with(|items| (items.iter().filter(|item| item.done).count(), items.len())));
    view! {
        <Show when=move || there.get()>
            <section class="checklist" aria-labelledby="checklist-title">
                <h2 id="checklist-title">
                    "Checklist"
                    {move || match progress.get() {
                        (_, 0) => None,
                        (done, total) => Some(view! { <span class="count">{format!("{done}/{total}")}</span> }),
                    }}
                </h2>
                <ul on:keydown=move |event| keyboard::pressed(&event, list)>
                    <For each=move || list.shown.get() key=|item| item.id let:item>
                        <Item id=item.id list=list can_edit=can_edit/>
                    </For>
                    {move || list.coming().into_iter().map(|text| view! { <li class="item coming">{text}</li> }).collect_view()}
                </ul>
                {move || can_edit.get().then(|| view! { <AddItems list=list wanted=wanted/> })}
            </section>
        </Show>
    }
}

/// Enter adds and stays open for the next one. Several lines that are pasted become several items.
#[component]
fn AddItems(list: List, wanted: RwSignal<bool>) -> impl IntoView {
    let action = Action::<AddChecklistItems>::new();
    let text = list.draft;
    let field = NodeRef::<html::Textarea>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get().filter(|_| wanted.get()) {
            let _ = field.focus();
        }
    });
    let add = move || {
        let new = text.get_untracked();
        if !new.trim().is_empty() {
            text.set(String::new());
            list.change(Change::Add { text: new, key: fresh_key() });
        }
    };
    view! {
        <ActionForm action=action class="add" on:submit:capture=move |event| {
            event.prevent_default();
            add();
        }>
            <input type="hidden" name="workspace" value=list.open.workspace()/>
            <input type="hidden" name="task_id" value=list.open.with(|task| task.card.id).to_string()/>
            <input type="hidden" name="key" value=""/>
            <textarea
                name="text"
                rows="1"
                aria-label="New item of the checklist"
                placeholder="Add an item"
                node_ref=field
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
                on:keydown=move |event| match event.key().as_str() {
                    "Enter" if !event.is_composing() && !event.shift_key() => { event.prevent_default(); add(); }
                    "Escape" => { event.prevent_default(); text.set(String::new()); wanted.set(false); }
                    _ => {}
                }
            ></textarea>
            <button class="button quiet small" type="submit">"Add"</button>
        </ActionForm>
    }
}
