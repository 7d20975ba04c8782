use crate::{
    failure::Failure,
    frame::{Excuse, NotFound},
    head,
    ui::{EmptyState, IconName, RowsSkeleton},
    wire::{Reply, load},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A mail as the mailbox page shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShownMail {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub when: String,
}

#[server(output = Reply)]
pub async fn load_mailbox() -> Result<Vec<ShownMail>, Failure> {
    let request = crate::context::request()?;
    let mails = atrium::identity::mailbox(&request.db, request.development).await?;
    let shown = |(letter, when): (atrium::identity::Letter, String)| ShownMail {
        to: letter.recipient,
        subject: letter.subject,
        text: letter.text,
        when,
    };
    Ok(mails.into_iter().map(shown).collect())
}

/// Every mail that this server would have sent. Development alone has this page.
#[component]
pub fn MailboxPage() -> impl IntoView {
    let mails = load(|| (), |()| load_mailbox());
    view! {
        <Suspense fallback=|| view! { <RowsSkeleton/> }>
            {move || Suspend::new(async move {
                match mails.await {
                    Ok(mails) => view! { <Mailbox mails=mails/> }.into_any(),
                    Err(Failure::Refused(atrium::Error::NotFound)) => view! { <NotFound/> }.into_any(),
                    Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Mailbox(mails: Vec<ShownMail>) -> impl IntoView {
    let none = mails.is_empty();
    head::title(|| "Mailbox".to_owned());
    view! {
        <main class="page narrow" id="content" tabindex="-1">
            <header><h1>"Mailbox"</h1><p>"Mail that this development server would send. Newest first, times in UTC."</p></header>
            {none.then(|| view! {
                <EmptyState icon=IconName::Mail title="No mail yet" sentence="Invite somebody or ask for a new password, and the mail is shown here."/>
            })}
            {mails.into_iter().map(|mail| view! {
                <article class="mail">
                    <h2>{mail.subject}</h2>
                    <p class="muted">{format!("To {} \u{b7} {}", mail.to, mail.when)}</p>
                    {mail.text.lines().map(|line| view! { <p>{linked(line)}</p> }).collect_view()}
                </article>
            }).collect_view()}
        </main>
    }
}

/// A line that is an address becomes a link.
fn linked(line: &str) -> AnyView {
    if line.starts_with("http://") || line.starts_with("https://") {
        view! { <a href=line.to_owned() rel="external">{line.to_owned()}</a> }.into_any()
    } else {
        line.to_owned().into_any()
    }
}
