use crate::{
    boards::{api, blocked, pause::until_reached, state::BoardState},
    ui::FormError,
};
use atrium::boards::project::Column;
use leptos::{ev::SubmitEvent, html, prelude::*};
use web_sys::FormData;

#[component]
pub fn EditForm(column: Memo<Option<Column>>, state: BoardState, menu: NodeRef<html::Div>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let form = NodeRef::<html::Form>::new();
    let of = move |read: fn(&Column) -> String| column.with(|column| column.as_ref().map(read).unwrap_or_default());
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(column) = column.get_untracked() else { return };
        let Some(Ok(data)) = form.get_untracked().map(|form| FormData::new_with_form(&form)) else { return };
        let text = |name| data.get(name).as_string().unwrap_or_default();
        let (name, limit, done) = (text("name"), text("limit").trim().parse().unwrap_or(0), data.has("done"));
        let warning = blocked::sentence_of_column(state, column.id, done);
        busy.set(true);
        leptos::task::spawn_local(async move {
            let ask =
                || api::edit_column(state.workspace.get_value(), column.id, name.clone(), limit, done, column.version);
            let answer = until_reached(ask).await;
            busy.set(false);
            match answer {
                Ok(column) => {
                    error.set(None);
                    state.put_column(column);
                    if let Some(warning) = warning {
                        state.toasts.success(warning);
                    }
                    if let Some(menu) = menu.get_untracked() {
                        let _ = menu.hide_popover();
                    }
                }
                Err(failure) => {
                    let of_field = failure.field("name").or_else(|| failure.field("task_limit"));
                    error.set(Some(of_field.unwrap_or_else(|| failure.to_string())));
                }
            }
        });
    };
    let limit = move || of(|column| column.task_limit.map(|limit| limit.to_string()).unwrap_or_default());
    view! {
        <form class="form" node_ref=form on:submit=save>
            <FormError error=error/>
            <label class="field">
                <span>"Name"</span>
                <input name="name" type="text" required maxlength="60" autocomplete="off" value=move || of(|column| column.name.clone())/>
            </label>
            <label class="field">
                <span>"Most tasks at once"</span>
                <input name="limit" type="number" min="1" max="10000" inputmode="numeric" placeholder="No limit" value=limit/>
            </label>
            <label class="check">
                <input name="done" type="checkbox" checked=move || column.with(|column| column.as_ref().is_some_and(|column| column.done))/>
                <span>"Tasks here are finished"</span>
            </label>
            <button class="button primary small" type="submit" aria-busy=move || busy.get().then_some("true")>"Save"</button>
        </form>
    }
}
