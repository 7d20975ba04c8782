//! The custom fields of a project: adding them, their order, their choices, and putting them aside.

mod api;
mod editor;
mod new_field;
mod options;
mod row;

use super::Desk;
use crate::{
    failure::Failure,
    ui::{Toasts, use_toasts},
};
use atrium::{
    boards::field::{Field, FieldKind},
    ids::ProjectId,
};
use leptos::prelude::*;
use new_field::AddField;
use row::{AsideRow, FieldRow};

/// What the parts of the section share. The list is the section's own, so that the focus stays where it is when
/// something else of the page is read anew.
#[derive(Clone, Copy)]
struct Shelf {
    workspace: StoredValue<String>,
    project_id: ProjectId,
    fields: RwSignal<Vec<Field>>,
    toasts: Toasts,
}

impl Shelf {
    /// Does something about fields and shows them as they are then; `done` says whether it went well.
    fn run<F>(self, act: F, done: impl FnOnce(Result<(), Failure>) + 'static)
    where
        F: Future<Output = Result<Vec<Field>, Failure>> + 'static,
    {
        leptos::task::spawn_local(async move {
            done(act.await.map(|fields| drop(self.fields.try_set(fields))));
        });
    }

    /// The same where there is no form to say in what went wrong.
    fn run_saying<F>(self, act: F, then: impl FnOnce() + 'static)
    where
        F: Future<Output = Result<Vec<Field>, Failure>> + 'static,
    {
        self.run(act, move |said| match said {
            Ok(()) => then(),
            Err(failure) => {
                self.toasts.error(failure.field("name").unwrap_or_else(|| failure.to_string()));
            }
        });
    }

    fn workspace(self) -> String {
        self.workspace.get_value()
    }

    /// Those in use.
    fn in_use(self) -> Vec<Field> {
        self.fields.with(|fields| fields.iter().filter(|field| !field.archived).cloned().collect())
    }
}

fn kind_says(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "One line of text",
        FieldKind::Number => "A number",
        FieldKind::Date => "A date",
        FieldKind::Select => "One of several choices",
        FieldKind::Person => "Somebody who sees the project",
        FieldKind::Checkbox => "A box to tick",
        FieldKind::Link => "An address of the web",
    }
}

#[component]
pub fn Fields(desk: Desk, fields: Vec<Field>) -> impl IntoView {
    let shelf = Shelf {
        workspace: desk.workspace,
        project_id: desk.project_id,
        fields: RwSignal::new(fields),
        toasts: use_toasts(),
    };
    let aside = Memo::new(move |_| {
        shelf.fields.with(|fields| fields.iter().filter(|field| field.archived).cloned().collect::<Vec<_>>())
    });
    let some = Memo::new(move |_| shelf.fields.with(|fields| fields.iter().any(|field| !field.archived)));
    view! {
        <section class="field-settings" aria-labelledby="fields-title">
            <h2 id="fields-title">"Fields"</h2>
            <p>"What every task of this project can say beside its title, people and dates: a customer, a cost, a stage."</p>
            <Show when=move || some.get()>
                <ol class="list" aria-label="Fields in use">
                    <For each=move || shelf.in_use() key=|field| (field.id, field.version) let:field>
                        <FieldRow shelf=shelf field=field/>
                    </For>
                </ol>
            </Show>
            <AddField shelf=shelf/>
            {move || aside.with(|aside| (!aside.is_empty()).then(|| view! {
                <details class="aside">
                    <summary>{format!("{} put aside", aside.len())}</summary>
                    <ul class="list">{aside.iter().cloned().map(|field| view! { <AsideRow shelf=shelf field=field/> }).collect_view()}</ul>
                </details>
            }))}
        </section>
    }
}
