use leptos::{html, prelude::*};

use super::{Icon, IconName, enter_dialog, lend_focus, next_frame};

/// A native modal dialog. It opens and closes with `open`, and Escape closes it. Its first field has the focus, and what
/// opened it has it again afterwards.
#[component]
pub fn Dialog(
    #[prop(into)] id: String,
    #[prop(into)] title: String,
    open: RwSignal<bool>,
    #[prop(optional)] wide: bool,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = node.get() else { return };
        if !open.get() {
            dialog.close();
            return;
        }
        lend_focus("");
        if !dialog.open() {
            // Refused only when the element has left the page, and then there is nothing to show.
            drop(dialog.show_modal());
        }
        if !enter_dialog(&dialog) {
            // What stands in it may be drawn with the dialog.
            next_frame(move || {
                let _ = dialog.open() && enter_dialog(&dialog);
            });
        }
    });
    let heading = format!("{id}-title");
    let labelled_by = heading.clone();
    view! {
        <dialog
            class=if wide { "dialog wide" } else { "dialog" }
            id=id
            node_ref=node
            aria-labelledby=labelled_by
            on:close=move |_| open.set(false)
        >
            <header>
                <h2 id=heading>{title}</h2>
                <form method="dialog">
                    <button class="button quiet icon-only" aria-label="Close"><Icon name=IconName::X/></button>
                </form>
            </header>
            <div class="body">{children()}</div>
        </dialog>
    }
}
