use super::Shelf;
use crate::ui::{Icon, IconName};
use atrium::files::{Attachment, size_text};
use leptos::{html, prelude::*};

/// One picture as large as the screen allows, and the others of the task by the arrow keys.
#[component]
pub fn Viewer(shelf: Shelf, pictures: Vec<Attachment>, shown: RwSignal<Option<usize>>) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let count = pictures.len();
    let pictures = StoredValue::new(pictures);
    Effect::new(move || {
        let Some(dialog) = node.get() else { return };
        if shown.get().is_none() {
            dialog.close();
        } else if !dialog.open() {
            // Refused only when the element has left the page.
            drop(dialog.show_modal());
        }
    });
    let turn = move |by: usize| shown.update(|shown| *shown = shown.map(|at| (at + by) % count));
    let (forth, back) = (move || turn(1), move || turn(count - 1));
    let current = move || shown.get().and_then(|at| pictures.with_value(|all| all.get(at).cloned()));
    view! {
        <dialog
            class="viewer"
            aria-label="Picture"
            node_ref=node
            on:close=move |_| shown.set(None)
            on:keydown=move |event| {
                // What is meant for the picture does not close the task beneath it.
                event.stop_propagation();
                match event.key().as_str() {
                    "ArrowRight" => forth(),
                    "ArrowLeft" => back(),
                    _ => {}
                }
            }
        >
            {move || current().map(|file| {
                let address = shelf.address_of(file.id);
                view! {
                    <header>
                        <h2 class="one-line">{file.name.clone()}</h2>
                        <small class="muted">{size_text(file.size)}</small>
                        <a class="button quiet icon-only" href=address.clone() download=file.name.clone() aria-label="Download"><Icon name=IconName::Download/></a>
                        <button class="button quiet icon-only" type="button" aria-label="Close" on:click=move |_| shown.set(None)><Icon name=IconName::X/></button>
                    </header>
                    <img src=address alt=file.name/>
                }
            })}
            {(count > 1).then(|| view! {
                <footer>
                    <button class="button" type="button" on:click=move |_| back()><Icon name=IconName::ChevronLeft/>"Previous"</button>
                    <span class="numbers muted" role="status">{move || shown.get().map(|at| format!("{} of {count}", at + 1))}</span>
                    <button class="button" type="button" on:click=move |_| forth()>"Next"<Icon name=IconName::ChevronRight/></button>
                </footer>
            })}
        </dialog>
    }
}
