use leptos::prelude::*;

use super::{Icon, IconName};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    #[default]
    Plain,
    /// The one thing to do here; at most one a view.
    Primary,
    /// Chrome: no edge until touched.
    Quiet,
    Danger,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonSize {
    Small,
    #[default]
    Usual,
    Large,
    /// Large, and as wide as its form.
    Wide,
}

fn class(kind: ButtonKind, size: ButtonSize, icon_only: bool) -> String {
    let kind = match kind {
        ButtonKind::Plain => "",
        ButtonKind::Primary => " primary",
        ButtonKind::Quiet => " quiet",
        ButtonKind::Danger => " danger",
    };
    let size = match size {
        ButtonSize::Small => " small",
        ButtonSize::Usual => "",
        ButtonSize::Large => " large",
        ButtonSize::Wide => " large wide",
    };
    format!("button{kind}{size}{}", if icon_only { " icon-only" } else { "" })
}

/// A button with words. `busy` keeps its width and says so to readers.
#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] size: ButtonSize,
    #[prop(optional)] icon: Option<IconName>,
    /// Sends the form it stands in.
    #[prop(optional)]
    submit: bool,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            class=class(kind, size, false)
            type=if submit { "submit" } else { "button" }
            aria-busy=move || busy.get().then_some("true")
            disabled=move || disabled.get()
        >
            {icon.map(|name| view! { <Icon name/> })}
            {children()}
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    #[prop(into)] href: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] size: ButtonSize,
    #[prop(optional)] icon: Option<IconName>,
    children: Children,
) -> impl IntoView {
    view! {
        <a class=class(kind, size, false) href=href>
            {icon.map(|name| view! { <Icon name/> })}
            {children()}
        </a>
    }
}

/// An icon that everybody knows, with its label as tooltip and for readers.
#[component]
pub fn IconButton(
    icon: IconName,
    #[prop(into)] label: String,
    #[prop(default = ButtonKind::Quiet)] kind: ButtonKind,
    #[prop(optional)] size: ButtonSize,
    /// Sends the form it stands in.
    #[prop(optional)]
    submit: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            class=class(kind, size, true)
            type=if submit { "submit" } else { "button" }
            aria-label=label.clone()
            data-tip=label
            disabled=move || disabled.get()
        >
            <Icon name=icon/>
        </button>
    }
}

/// The same for a place to go to.
#[component]
pub fn IconLink(
    #[prop(into)] href: String,
    icon: IconName,
    #[prop(into)] label: String,
    #[prop(optional)] size: ButtonSize,
) -> impl IntoView {
    view! {
        <a class=class(ButtonKind::Quiet, size, true) href=href aria-label=label.clone() data-tip=label>
            <Icon name=icon/>
        </a>
    }
}
