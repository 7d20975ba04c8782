use atrium::inbox::{
    Reason,
    channels::{Channel, Settings},
};
use leptos::prelude::*;

/// Reasons down, ways across. Each box says both to whoever cannot see where it stands.
#[component]
pub fn Grid(settings: Settings) -> impl IntoView {
    view! {
        <table class="table ways">
            <caption class="visually-hidden">"What reaches you by which way"</caption>
            <thead>
                <tr>
                    <th scope="col">"When"</th>
                    {Channel::ALL.map(|channel| view! { <th scope="col">{name(channel)}</th> }).into_iter().collect_view()}
                </tr>
            </thead>
            <tbody>
                {Reason::ALL.into_iter().map(|reason| row(reason, &settings)).collect_view()}
            </tbody>
        </table>
    }
}

fn row(reason: Reason, settings: &Settings) -> impl IntoView + use<> {
    let (what, detail) = words(reason);
    let boxes = Channel::ALL.map(|channel| {
        let label = format!("{what}: {}", name(channel));
        view! {
            <td>
                <label class="check">
                    <input
                        type="checkbox"
                        name=format!("settings[{}][]", channel.name())
                        value=reason.name()
                        checked=settings.of(channel).has(reason)
                    />
                    <span class="visually-hidden">{label}</span>
                </label>
            </td>
        }
    });
    view! { <tr><th scope="row">{what}<small>{detail}</small></th>{boxes.into_iter().collect_view()}</tr> }
}

fn name(channel: Channel) -> &'static str {
    match channel {
        Channel::InApp => "Inbox",
        Channel::Mail => "Mail",
        Channel::Push => "Push",
    }
}

fn words(reason: Reason) -> (&'static str, &'static str) {
    match reason {
        Reason::Mentioned => ("Somebody mentions you", "In a comment or a description"),
        Reason::Assigned => ("A task is given to you", "Or taken from you"),
        Reason::Due => ("A task of yours is due", "On the days you choose below"),
        Reason::Commented => ("Somebody comments", "On a task that you watch"),
        Reason::Changed => ("A task changes", "One that you watch was moved or edited"),
    }
}
