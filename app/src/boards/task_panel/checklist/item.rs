use super::{
    super::{super::pause::until_reached, api::write_checklist_item},
    keyboard::focus_item,
    list::{Change, List},
};
use crate::{
    failure::Failure,
    ui::{Icon, IconName},
};
use atrium::{boards::checklist::ChecklistItem, ids::ChecklistItemId};
use leptos::{html, prelude::*};

/// One item: a box to tick, and its text, which becomes a field when it is pressed.
#[component]
pub fn Item(id: ChecklistItemId, list: List, can_edit: Memo<bool>) -> impl IntoView {
    let item = list.item(id);
    let text = Memo::new(move |_| item.with(|item| item.as_ref().map(|item| item.text.clone()).unwrap_or_default()));
    let done = Memo::new(move |_| item.with(|item| item.as_ref().is_some_and(|item| item.done)));
    let started = RwSignal::new(None::<ChecklistItem>);
    let close = Callback::new(move |()| {
        started.set(None);
        focus_item(id, ".text");
    });
    view! {
        <li class="item" class:done=move || done.get() data-item=id.to_string()>
            <input
                type="checkbox"
                aria-label=move || text.get()
                checked=done.get_untracked()
                prop:checked=move || done.get()
                disabled=move || !can_edit.get()
                on:change=move |event| list.change(Change::Tick(id, event_target_checked(&event)))
            />
            {move || match started.get() {
                Some(item) => view! { <Writing item=item list=list close=close/> }.into_any(),
                None if can_edit.get() => view! {
                    <button class="text" type="button" title="Change the text" on:click=move |_| started.set(item.get_untracked())>
                        {move || text.get()}
                    </button>
                }
                .into_any(),
                None => view! { <span class="text">{move || text.get()}</span> }.into_any(),
            }}
        </li>
    }
}

/// The text as a field. When somebody else was quicker, theirs is shown and nothing is lost.
#[component]
fn Writing(item: ChecklistItem, list: List, close: Callback<()>) -> impl IntoView {
    let (id, version) = (item.id, item.version);
    let before = StoredValue::new(item.text.clone());
    let overtaken = RwSignal::new(false);
    let field = NodeRef::<html::Textarea>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
            let end = field.value().encode_utf16().count();
            let end = u32::try_from(end).unwrap_or_default();
            let _ = field.set_selection_range(end, end);
        }
    });
    let save = move |over: bool| {
        let mine = field.get_untracked().map(|field| field.value().trim().to_owned()).unwrap_or_default();
        if mine.is_empty() || mine == before.get_value() {
            close.run(());
            return;
        }
        let (open, workspace) = (list.open, list.open.workspace());
        let expected = (!over).then_some(version);
        leptos::task::spawn_local(async move {
            match until_reached(|| write_checklist_item(workspace.clone(), id, mine.clone(), expected)).await {
                Ok(items) => {
                    open.update(|task| task.checklist_items = items);
                    close.try_run(());
                }
                Err(Failure::Refused(atrium::Error::Conflict { .. })) => {
                    open.reload();
                    overtaken.try_set(true);
                }
                Err(failure) => open.state.toasts.error(failure.field("text").unwrap_or_else(|| failure.to_string())),
            }
        });
    };
    // What they wrote comes with the next look at the task.
    let their_text = move || list.item(id).get().map(|item| item.text).unwrap_or_default();
    view! {
        <div class="writing" on:keydown=move |event| {
            event.stop_propagation();
            match event.key().as_str() {
                "Enter" if !event.is_composing() && !event.shift_key() && !overtaken.get_untracked() => { event.prevent_default(); save(false); }
                "Escape" => { event.prevent_default(); close.run(()); }
                _ => {}
            }
        }>
            <textarea rows="1" maxlength="500" aria-label="Text of the item" node_ref=field prop:value=item.text></textarea>
            {move || overtaken.get().then(|| view! {
                <div class="conflict" role="alert">
                    <p>"Somebody changed this while you were writing. Here is theirs; yours is above."</p>
                    <div class="versions"><div>{their_text}</div></div>
                    <div class="row">
                        <button class="button small" type="button" on:click=move |_| save(true)>"Keep mine"</button>
                        <button class="button small" type="button" on:click=move |_| close.run(())>"Take theirs"</button>
                    </div>
                </div>
            })}
            <div class="row" hidden=move || overtaken.get()>
                <button class="button primary small" type="button" on:click=move |_| save(false)>"Save"</button>
                <button class="button quiet small" type="button" on:click=move |_| close.run(())>"Cancel"</button>
                <span class="row push">
                    <button class="button quiet small icon-only" type="button" aria-label="Move up" on:click=move |_| list.step(id, false)><Icon name=IconName::ArrowUp/></button>
                    <button class="button quiet small icon-only" type="button" aria-label="Move down" on:click=move |_| list.step(id, true)><Icon name=IconName::ArrowDown/></button>
                    <button class="button quiet small icon-only danger" type="button" aria-label="Remove" on:click=move |_| list.change(Change::Remove(id))><Icon name=IconName::Trash2/></button>
                </span>
            </div>
        </div>
    }
}
