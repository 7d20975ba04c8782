use crate::ui::{HUE_NAMES, Icon, IconName, focus_soon};
use atrium::boards::field::OptionEdit;
use leptos::prelude::*;

/// Choices being written: one a line, each with its colour. Enter goes on to the next one.
#[component]
pub fn Options(options: RwSignal<Vec<OptionEdit>>) -> impl IntoView {
    let count = Memo::new(move |_| options.with(Vec::len));
    let add = move |at: usize| {
        options.update(|options| {
            let hue = i16::try_from((options.len() * 3) % HUE_NAMES.len()).unwrap_or(0);
            options.insert(at.min(options.len()), OptionEdit { id: None, name: String::new(), hue });
        });
        focus_option(at);
    };
    view! {
        <fieldset class="field options">
            <legend>"Choices"</legend>
            {move || (0..count.get()).map(|at| view! { <Line options=options at=at add=Callback::new(add)/> }).collect_view()}
            <button class="button quiet small" type="button" on:click=move |_| add(count.get_untracked())>
                <Icon name=IconName::Plus/>"Add a choice"
            </button>
        </fieldset>
    }
}

fn focus_option(at: usize) {
    focus_soon(format!(".options input[data-at=\"{at}\"]"));
}

#[component]
fn Line(options: RwSignal<Vec<OptionEdit>>, at: usize, add: Callback<usize>) -> impl IntoView {
    let option = move || options.with(|options| options.get(at).cloned().unwrap_or_default());
    let change = move |change: &dyn Fn(&mut OptionEdit)| {
        options.update(|options| {
            if let Some(option) = options.get_mut(at) {
                change(option);
            }
        });
    };
    let swap = move |with: usize| {
        options.update(|options| {
            if with < options.len() {
                options.swap(at, with);
            }
        });
        focus_option(with);
    };
    let number = at + 1;
    view! {
        <div class="option-line">
            <span class="colour">
                <span class=move || format!("dot hue-{}", option().hue) aria-hidden="true"></span>
                <select
                    aria-label=format!("Colour of choice {number}")
                    on:change=move |event| {
                        let hue = event_target_value(&event).parse().unwrap_or(0);
                        change(&|option| option.hue = hue);
                    }
                >
                    {(0_i16..).zip(HUE_NAMES).map(|(hue, name)| view! {
                        <option value=hue.to_string() selected=move || option().hue == hue>{name}</option>
                    }).collect_view()}
                </select>
            </span>
            <input
                type="text"
                data-at=at.to_string()
                maxlength="60"
                autocomplete="off"
                placeholder="Choice"
                aria-label=format!("Choice {number}")
                prop:value=move || option().name
                on:input=move |event| {
                    let name = event_target_value(&event);
                    change(&|option| option.name.clone_from(&name));
                }
                on:keydown=move |event| match event.key().as_str() {
                    "Enter" if !event.is_composing() && !event.ctrl_key() && !event.meta_key() => {
                        event.prevent_default();
                        add.run(at + 1);
                    }
                    "ArrowUp" if event.alt_key() && at > 0 => { event.prevent_default(); swap(at - 1); }
                    "ArrowDown" if event.alt_key() => { event.prevent_default(); swap(at + 1); }
                    _ => {}
                }
            />
            <button class="button quiet small icon-only" type="button" disabled=at == 0 aria-label=format!("Choice {number} up") on:click=move |_| swap(at.saturating_sub(1))>
                <Icon name=IconName::ArrowUp/>
            </button>
            <button class="button quiet small icon-only" type="button" aria-label=format!("Take choice {number} away") on:click=move |_| {
                options.update(|options| drop(options.remove(at)));
                focus_option(at.saturating_sub(1));
            }>
                <Icon name=IconName::X/>
            </button>
        </div>
    }
}
