use super::{Shared, cell::Cell};
use crate::ui::{Avatar, Icon, IconName};
use atrium::boards::view::group::Of;
use leptos::prelude::*;

/// One lane: its name, which folds it, and its piece of every column.
#[component]
pub fn Lane(shared: Shared, of: Of, name: String) -> impl IntoView {
    let columns = shared.state.columns();
    let word = of.word();
    let heading = format!("lane-{word}");
    let labelled_by = heading.clone();
    let folded = {
        let word = word.clone();
        Memo::new(move |_| shared.folded.with(|folded| folded.contains(&word)))
    };
    let count = Memo::new(move |_| shared.count(of));
    let label = StoredValue::new(name.clone());
    view! {
        <section class="lane" data-lane=word aria-labelledby=labelled_by>
            <h2 id=heading>
                <button class="fold" type="button" aria-expanded=move || (!folded.get()).to_string() on:click=move |_| shared.fold(of)>
                    {move || view! { <Icon name=if folded.get() { IconName::ChevronRight } else { IconName::ChevronDown }/> }}
                    {mark(shared, of, &name)}
                    {name}
                    <span class="count">{count}</span>
                </button>
            </h2>
            <Show when=move || !folded.get()>
                <div class="cells">
                    <For each=move || columns.get() key=|column| (column.id, column.name.clone()) let:column>
                        <Cell shared=shared of=of lane=label.get_value() column=column/>
                    </For>
                </div>
            </Show>
        </section>
    }
}

/// The face of a person, the colour of a label.
fn mark(shared: Shared, of: Of, name: &str) -> Option<AnyView> {
    shared.state.board.with_untracked(|board| match of {
        Of::Person(Some(id)) => {
            let hue = board.people.iter().find(|person| person.id == id)?.hue;
            // The name stands beside it.
            Some(view! { <span aria-hidden="true"><Avatar hue=hue name=name size="small"/></span> }.into_any())
        }
        Of::Label(Some(id)) => {
            let hue = board.labels.iter().find(|label| label.id == id)?.hue;
            Some(view! { <span class=format!("dot hue-{hue}")></span> }.into_any())
        }
        _ => None,
    })
}
