//! Calling somebody: after an `@`, the people whose name goes on as it is typed.

use crate::ui::Avatar;
use atrium::boards::{
    board::PersonRef,
    mention::{self, Mention},
};
use leptos::{html, prelude::*};
use web_sys::KeyboardEvent;

/// More people than these are found by typing on.
const MOST: usize = 6;

/// What is being typed behind an `@`: where it begins and where the caret is, in UTF-16 units as browsers count.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Call {
    start: usize,
    end: usize,
    name: String,
}

/// Wraps a text field. Who is chosen is added to `named`, for [`mention::to_stored`] to make of it what is stored.
#[component]
pub fn Mentioning(
    field: NodeRef<html::Textarea>,
    named: RwSignal<Vec<Mention>>,
    /// Who can be called.
    people: Signal<Vec<PersonRef>>,
    children: Children,
) -> impl IntoView {
    let call = RwSignal::new(None::<Call>);
    let at = RwSignal::new(0_usize);
    let found = Memo::new(move |_| {
        call.with(|call| match call {
            Some(call) => people.with(|people| matching(people, &call.name)),
            None => Vec::new(),
        })
    });
    let look = move || {
        call.set(field.get_untracked().and_then(|field| call_at_caret(&field)));
        at.set(0);
    };
    let choose = move |person: PersonRef| {
        let (Some(field), Some(typed)) = (field.get_untracked(), call.get_untracked()) else { return };
        let mention = Mention { person_id: person.id, name: person.name };
        let mut text = String::new();
        named.update(|named| {
            let short = mention::stands_for(named, &mention);
            text = if short { format!("@{} ", mention.name) } else { format!("{} ", mention::write(&mention)) };
        });
        let (start, end) = (units(typed.start), units(typed.end));
        let _ = field.set_range_text_with_start_and_end_and_mode(&text, start, end, "end");
        call.set(None);
        let _ = field.focus();
    };
    let pressed = move |event: KeyboardEvent| {
        let people = found.get_untracked();
        if people.is_empty() {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = (*at + 1) % people.len()),
            "ArrowUp" => at.update(|at| *at = (*at + people.len() - 1) % people.len()),
            "Enter" | "Tab" if !event.ctrl_key() && !event.meta_key() && !event.shift_key() => {
                if let Some(person) = people.get(at.get_untracked()) {
                    choose(person.clone());
                }
            }
            "Escape" => call.set(None),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    view! {
        <div
            class="mentioning"
            on:input=move |_| look()
            on:click=move |_| look()
            on:keydown:capture=pressed
            on:focusout=move |_| call.set(None)
        >
            {children()}
            <Show when=move || !found.with(Vec::is_empty)>
                <ul class="people-found" role="listbox" aria-label="People">
                    {move || found.get().into_iter().enumerate().map(|(index, person)| {
                        let chosen = person.clone();
                        view! {
                            // Before the field loses the focus.
                            <li
                                role="option"
                                aria-selected=move || (at.get() == index).to_string()
                                on:pointerdown=move |event| {
                                    event.prevent_default();
                                    choose(chosen.clone());
                                }
                            >
                                <Avatar hue=person.hue name=person.name.clone() size="small"/>
                                {person.name}
                            </li>
                        }
                    }).collect_view()}
                </ul>
                <p class="visually-hidden" role="status">
                    {move || found.with(|found| found.get(at.get()).map(|person| person.name.clone()))}
                </p>
            </Show>
        </div>
    }
}

/// A typed text as it is stored. Who was typed out and not chosen is meant too, where only one has the name.
pub fn stored(people: &[PersonRef], typed: &str, named: &[Mention]) -> String {
    let mut meant = named.to_vec();
    let written: Vec<&PersonRef> =
        people.iter().filter(|person| typed.contains(&format!("@{}", person.name))).collect();
    for person in &written {
        let alone = written.iter().filter(|other| other.name == person.name).count() == 1;
        if alone && meant.iter().all(|known| known.name != person.name) {
            meant.push(Mention { person_id: person.id, name: person.name.clone() });
        }
    }
    mention::to_stored(typed, &meant)
}

fn units(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn call_at_caret(field: &web_sys::HtmlTextAreaElement) -> Option<Call> {
    let caret = usize::try_from(field.selection_start().ok()??).ok()?;
    let text: Vec<u16> = field.value().encode_utf16().take(caret).collect();
    call_before(&text)
}

/// A call that the text ends with: an `@` at the beginning of a word, and at most two words since.
fn call_before(text: &[u16]) -> Option<Call> {
    let start = text.iter().rposition(|unit| *unit == u16::from(b'@'))?;
    let before = start.checked_sub(1).and_then(|at| char::from_u32(text[at].into()));
    let name = String::from_utf16(&text[start + 1..]).ok()?;
    let begins = before.is_none_or(|before| !before.is_alphanumeric());
    let fits = name.chars().count() <= 40 && !name.contains(['\n', '[']) && name.split(' ').count() <= 3;
    (begins && fits).then_some(Call { start, end: text.len(), name })
}

/// Those of whom a part of the name begins with what was typed.
fn matching(people: &[PersonRef], typed: &str) -> Vec<PersonRef> {
    let typed = typed.to_lowercase();
    let fits = |name: &str| {
        let name = name.to_lowercase();
        name != typed.trim_end() && (name.starts_with(&typed) || name.split(' ').any(|part| part.starts_with(&typed)))
    };
    people.iter().filter(|person| fits(&person.name)).take(MOST).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::{call_before, matching};
    use atrium::boards::board::PersonRef;

    fn name_called(text: &str) -> Option<String> {
        call_before(&text.encode_utf16().collect::<Vec<_>>()).map(|call| call.name)
    }

    #[test]
    fn a_call_begins_a_word_and_is_short() {
        assert_eq!(name_called("Ask @ad"), Some("ad".to_owned()));
        assert_eq!(name_called("@"), Some(String::new()));
        assert_eq!(name_called("(@Ada Par"), Some("Ada Par".to_owned()));
        assert_eq!(name_called("\u{1f469} @\u{e9}l"), Some("\u{e9}l".to_owned()));
        for text in ["", "Ada", "ada@park", "@ada\nnext line", "@ada went to the park"] {
            assert_eq!(name_called(text), None, "{text}");
        }
    }

    #[test]
    fn people_are_found_by_any_part_of_their_name() {
        let id = "00000000-0000-7000-8000-000000000001";
        let person = |name: &str| PersonRef { id: id.parse().unwrap(), name: name.to_owned(), hue: 0 };
        let people = ["Ada Park", "Bo Adams", "Cleo"].map(person);
        let names = |typed| matching(&people, typed).into_iter().map(|one| one.name).collect::<Vec<_>>();
        assert_eq!(names("ad"), ["Ada Park", "Bo Adams"]);
        assert_eq!(names("ada p"), ["Ada Park"]);
        assert!(names("Ada Park").is_empty() && names("zoe").is_empty());
    }
}
