use crate::{
    form::{Action, ActionForm, Fresh},
    identity::api::{EndOtherSessions, EndSession},
    ui::{Button, ButtonSize, Chip, Icon, IconName},
};
use atrium::identity::SessionView;
use leptos::prelude::*;

#[component]
pub fn SessionsSection(sessions: Vec<SessionView>, fresh: Fresh) -> impl IntoView {
    let end = Action::<EndSession>::new();
    let end_others = Action::<EndOtherSessions>::new();
    fresh.follow(end, "Signed out there.");
    fresh.follow(end_others, "Signed out everywhere else.");
    let others = sessions.iter().any(|session| !session.current);
    view! {
        <section>
            <h2>"Where you are signed in"</h2>
            <p>"If you do not know one of these, sign it out and change your password."</p>
            <ul class="list">
                {sessions.into_iter().map(|session| {
                    let device = device_words(&session.device);
                    let label = format!("Sign out {device}");
                    let seen = if session.address.is_empty() {
                        format!("Last used {}", session.seen)
                    } else {
                        format!("{} \u{b7} last used {}", session.address, session.seen)
                    };
                    view! {
                        <li>
                            <Icon name=IconName::Monitor/>
                            <div class="what">
                                <span>{device}</span>
                                <small>{seen}</small>
                            </div>
                            {if session.current {
                                view! { <span class="aside"><Chip text="This browser"/></span> }.into_any()
                            } else {
                                view! {
                                    <ActionForm action=end>
                                        <input type="hidden" name="id" value=session.id.to_string()/>
                                        <Button size=ButtonSize::Small submit=true attr:aria-label=label>"Sign out"</Button>
                                    </ActionForm>
                                }.into_any()
                            }}
                        </li>
                    }
                }).collect_view()}
            </ul>
            {others.then(|| view! {
                <ActionForm action=end_others>
                    <Button submit=true busy=end_others.pending()>"Sign out everywhere else"</Button>
                </ActionForm>
            })}
        </section>
    }
}

/// A browser's long name for itself in the two words people know.
pub fn device_words(agent: &str) -> String {
    let find =
        |known: &[(&str, &'static str)]| known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, word)| *word);
    let browser = find(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = find(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "A browser".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::device_words;

    #[test]
    fn a_browser_is_named_in_two_words() {
        let chrome =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36";
        assert_eq!(device_words(chrome), "Chrome on Linux");
        assert_eq!(device_words("curl/8.5.0"), "curl");
        assert_eq!(device_words(""), "A browser");
    }
}
