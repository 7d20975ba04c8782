//! Choices in a menu: several that can hold, or one that is taken.

use crate::{
    boards::picking::{target, writing},
    ui::{Avatar, Icon, IconName, menu_things},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// How many there are before they can be searched.
const MANY: usize = 9;

const CHOICE: &str = "button[aria-pressed]";

/// Whether a choice holds: for all that are meant, for some or for none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    No,
    Some,
    Yes,
}

impl Holds {
    pub fn when(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    /// For so many of all.
    pub fn of(count: usize, all: usize) -> Self {
        match count {
            0 => Self::No,
            count if count < all => Self::Some,
            _ => Self::Yes,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::No => "false",
            Self::Some => "mixed",
            Self::Yes => "true",
        }
    }
}

/// What stands before the name of a choice.
#[derive(Clone, Copy, Debug)]
pub enum Mark {
    Plain,
    Icon(IconName),
    Dot(i16),
    Face(i16),
}

#[derive(Clone)]
pub struct Choice {
    pub name: String,
    pub mark: Mark,
    pub holds: Signal<Holds>,
    pub act: Callback<()>,
}

/// The choices of the menu whose id is `menu`. With `one`, the menu closes when one is taken.
#[component]
pub fn Choices(menu: &'static str, choices: Vec<Choice>, #[prop(optional)] one: bool) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let search = (choices.len() >= MANY).then(|| {
        view! {
            <input
                class="find"
                type="text"
                aria-label="Find a choice"
                placeholder="Find"
                on:input=move |event| words.set(event_target_value(&event).to_lowercase())
            />
        }
    });
    let rows = choices.into_iter().map(|Choice { name, mark, holds, act }| {
        let lower = name.to_lowercase();
        let hidden = move || words.with(|words| !lower.contains(words.trim()));
        view! {
            <button
                type="button"
                hidden=hidden
                aria-pressed=move || holds.get().word()
                popovertarget=one.then_some(menu)
                popovertargetaction=one.then_some("hide")
                on:click=move |_| act.run(())
            >
                {mark_view(mark, &name)}
                <span class="one-line">{name.clone()}</span>
                <span class="check-mark">{move || match holds.get() {
                    Holds::No => None,
                    Holds::Some => Some(view! { <Icon name=IconName::CircleDot/> }),
                    Holds::Yes => Some(view! { <Icon name=IconName::Check/> }),
                }}</span>
            </button>
        }
    });
    view! { {search} {rows.collect_view()} }
}

fn mark_view(mark: Mark, name: &str) -> Option<AnyView> {
    match mark {
        Mark::Plain => None,
        Mark::Icon(icon) => Some(view! { <Icon name=icon/> }.into_any()),
        Mark::Dot(hue) => Some(view! { <span class=format!("dot hue-{hue}")></span> }.into_any()),
        // The name stands beside it.
        Mark::Face(hue) => {
            Some(view! { <span aria-hidden="true"><Avatar hue=hue name=name size="small"/></span> }.into_any())
        }
    }
}

/// Beyond what all menus do by keyboard, a letter goes to the next thing that begins with it. Enter takes a choice, or the
/// first that was found, and closes the menu; space takes it and leaves the menu open for more.
pub fn keys(event: &KeyboardEvent) {
    let Some(menu) = target(event).and_then(|target| target.closest(".menu").ok().flatten()) else { return };
    if event.key() == "Enter" {
        return take(event, &menu);
    }
    let letter = event.key().to_lowercase();
    let held = event.ctrl_key() || event.meta_key() || event.alt_key();
    if held || writing(event) || letter == " " || letter.chars().count() != 1 {
        return;
    }
    let things = menu_things(&menu);
    let active = document().active_element();
    let at = things.iter().position(|thing| active.as_ref() == Some(thing.as_ref()));
    let (before, behind) = things.split_at(at.map_or(0, |at| at + 1));
    let mut round = behind.iter().chain(before);
    if let Some(thing) = round.find(|thing| thing.inner_text().trim().to_lowercase().starts_with(&letter)) {
        event.prevent_default();
        let _ = thing.focus();
    }
}

fn take(event: &KeyboardEvent, menu: &Element) {
    let Some(from) = target(event).filter(|_| !event.is_composing()) else { return };
    let choice = if from.matches("input.find").unwrap_or(false) {
        menu.query_selector(&format!("{CHOICE}:not([hidden])")).ok().flatten()
    } else {
        from.closest(CHOICE).ok().flatten()
    };
    if let Some(choice) = choice.and_then(|choice| choice.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        choice.click();
        if let Some(menu) = menu.dyn_ref::<HtmlElement>() {
            let _ = menu.hide_popover();
        }
    }
}

/// Gives the focus to the first thing of a menu that has just opened: to the field, else to what is chosen.
pub fn focus_menu(id: &'static str) {
    let _ = request_animation_frame(move || {
        let Some(menu) = document().get_element_by_id(id) else { return };
        if !menu.matches(":popover-open").unwrap_or(false) {
            return;
        }
        let found = ["input.find", "[aria-pressed=\"true\"]", "button"]
            .into_iter()
            .find_map(|selector| menu.query_selector(selector).ok().flatten());
        if let Some(first) = found.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
            let _ = first.focus();
        }
    });
}
