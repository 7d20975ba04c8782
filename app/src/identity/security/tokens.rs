use crate::{
    form::{Action, ActionForm, Answer, Fresh},
    identity::api::{CreateToken, RevokeToken},
    ui::{
        Button, ButtonKind, ButtonSize, Chip, Choice, FormError, Icon, IconName, Notice, NoticeKind, SelectField,
        TextField,
    },
    workspace::CopyButton,
};
use atrium::identity::{ApiTokenView, TokenScope};
use leptos::prelude::*;

#[component]
pub fn TokensSection(tokens: Vec<ApiTokenView>, fresh: Fresh) -> impl IntoView {
    let revoke = Action::<RevokeToken>::new();
    fresh.follow(revoke, "The token is revoked.");
    let none = tokens.is_empty();
    view! {
        <section>
            <h2>"API tokens"</h2>
            <p>"A token lets a program act as you. Treat it like a password."</p>
            {none.then(|| view! { <p class="muted">"No token yet. Make one when a script of yours should read or write here."</p> })}
            <ul class="list">
                {tokens.into_iter().map(|token| {
                    let scope = match token.scope { TokenScope::Read => "Reads", TokenScope::Write => "Reads and writes" };
                    let label = format!("Revoke {}", token.name);
                    let used = if token.used_at.is_some() { format!("last used {}", token.used) } else { "never used".to_owned() };
                    view! {
                        <li>
                            <Icon name=IconName::KeyRound/>
                            <div class="what">
                                <span>{token.name}</span>
                                <small>{format!("{used} \u{b7} until {}", token.expires)}</small>
                            </div>
                            <span class="aside"><Chip text=scope/></span>
                            <ActionForm action=revoke>
                                <input type="hidden" name="id" value=token.id.to_string()/>
                                <Button size=ButtonSize::Small kind=ButtonKind::Danger submit=true attr:aria-label=label>"Revoke"</Button>
                            </ActionForm>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </section>
    }
}

/// Makes a token and shows it, this once. It stands outside what is read anew, so that the token stays.
#[component]
pub fn NewTokenSection(fresh: Fresh) -> impl IntoView {
    let action = Action::<CreateToken>::new();
    let answer = Answer::of(action);
    fresh.follow_form(action, "");
    view! {
        <section>
            <h2>"New token"</h2>
            {move || action.output().map(|token| view! {
                <div class="stack">
                    <Notice kind=NoticeKind::Success sentence="This is the token. Copy it now: it is not shown again."/>
                    <span class="secret"><code>{token.clone()}</code><CopyButton text=token/></span>
                </div>
            })}
            <ActionForm action=action class="form">
                <FormError error=answer.form()/>
                <TextField id="token-name" name="name" label="What it is for" placeholder="Nightly export" required=true error=answer.field("name")/>
                <div class="pair">
                    <SelectField id="scope" label="It may" choices=vec![Choice::new("read", "Read"), Choice::new("write", "Read and write")] value="read" error=answer.field("scope")/>
                    <SelectField
                        id="days"
                        label="It lasts"
                        choices=vec![Choice::new("7", "A week"), Choice::new("30", "30 days"), Choice::new("90", "90 days"), Choice::new("365", "A year")]
                        value="90"
                        error=answer.field("days")
                    />
                </div>
                <div class="actions"><Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Make the token"</Button></div>
            </ActionForm>
        </section>
    }
}
