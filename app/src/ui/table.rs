use leptos::prelude::*;

/// A table that scrolls sideways by itself when it must. Rows are the children; an empty head is for actions.
#[component]
pub fn Table(#[prop(into)] caption: String, heads: Vec<&'static str>, children: Children) -> impl IntoView {
    let heads = heads
        .into_iter()
        .map(|head| match head {
            "" => view! { <td class="actions"></td> }.into_any(),
            head => view! { <th scope="col">{head}</th> }.into_any(),
        })
        .collect_view();
    let label = caption.clone();
    view! {
        <div class="table-scroll" role="region" aria-label=label tabindex="0">
            <table class="table">
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}
