use super::{
    super::{super::api::Edit, OpenTask},
    control::Control,
};
use crate::failure::Failure;
use atrium::{
    Error,
    boards::field::{Field, Value, show},
};
use leptos::prelude::*;

/// What a control of a field reads and does.
#[derive(Clone, Copy)]
pub struct Writing {
    pub open: OpenTask,
    pub field: StoredValue<Field>,
    /// What the task says, as the server said it last.
    pub said: Memo<String>,
    /// What is shown: what the task says, or what somebody has typed and is not kept yet.
    pub shown: RwSignal<String>,
    /// What the typing started from, and in which version of the task, while something is typed that was not sent.
    typing: StoredValue<Option<(String, i32)>>,
    /// What was sent and is not answered.
    sent: StoredValue<Option<String>>,
    refused: RwSignal<Option<String>>,
    /// What somebody typed over what somebody else said meanwhile.
    mine: RwSignal<Option<String>>,
}

impl Writing {
    fn new(open: OpenTask, field: Field) -> Self {
        let id = field.id;
        let said = Memo::new(move |_| open.watch(|task| task.card.fields.get(&id).cloned().unwrap_or_default()));
        let now = said.get_untracked();
        let writing = Self {
            open,
            field: StoredValue::new(field),
            said,
            shown: RwSignal::new(now),
            typing: StoredValue::new(None),
            sent: StoredValue::new(None),
            refused: RwSignal::new(None),
            mine: RwSignal::new(None),
        };
        // What others say meanwhile does not go over what is being typed.
        Effect::new(move |_| {
            let said = said.get();
            writing.sent.set_value(None);
            if writing.typing.with_value(Option::is_none) {
                writing.shown.set(said);
            }
        });
        writing
    }

    /// What is said now, and in which version of the task.
    fn now(self) -> (String, i32) {
        (self.said.get_untracked(), self.open.with(|task| task.card.version))
    }

    pub fn type_on(self) {
        if self.typing.with_value(Option::is_none) {
            self.typing.set_value(Some(self.now()));
        }
    }

    /// Lets go of what was typed.
    pub fn let_go(self) {
        self.typing.set_value(None);
        self.refused.set(None);
        self.shown.set(self.said.get_untracked());
    }

    /// Has the task say this. Where somebody else was quicker, both versions are shown.
    pub fn write(self, written: String) {
        let started = self.typing.get_value().unwrap_or_else(|| self.now());
        // What cannot be is told before it is asked, and stays to be put right.
        let value = match self.field.with_value(|field| Value::parse(field, &written)) {
            Ok(value) => value.map(|value| value.to_string()).unwrap_or_default(),
            Err(refusal) => {
                self.shown.set(written);
                return self.refuse(started, refusal.field("fields").unwrap_or_else(|| refusal.to_string()));
            }
        };
        self.refused.set(None);
        self.typing.set_value(None);
        self.shown.set(value.clone());
        // A key and the loss of the focus may both tell it.
        if value != started.0 && self.sent.with_value(|sent| sent.as_ref() != Some(&value)) {
            self.send(value, started);
        }
    }

    fn send(self, written: String, (was, version): (String, i32)) {
        let fields = [(self.field.with_value(|field| field.id), written.clone())].into();
        let edit = Edit { fields: Some(fields), was: Some(was.clone()), ..Edit::default() };
        self.sent.set_value(Some(written.clone()));
        self.open.edit_from(edit, Some(version), move |failure| {
            self.sent.try_set_value(None);
            match failure {
                Failure::Refused(Error::Conflict { .. }) => drop(self.mine.try_set(Some(written))),
                failure => self.refuse((was, version), failure.field("fields").unwrap_or_else(|| failure.to_string())),
            }
        });
    }

    fn refuse(self, started: (String, i32), why: String) {
        self.typing.try_set_value(Some(started));
        self.refused.try_set(Some(why));
    }

    fn keep_mine(self) {
        let mine = self.mine.get_untracked().unwrap_or_default();
        self.take_theirs();
        self.write(mine);
    }

    fn take_theirs(self) {
        self.mine.set(None);
        self.let_go();
    }

    /// As people read it.
    pub fn read(self, written: &str) -> String {
        self.open.state.board.with(|board| {
            self.field.with_value(|field| {
                let empty = written.is_empty();
                if empty { "Nothing".to_owned() } else { show(field, written, &board.people, board.today.0.year()) }
            })
        })
    }
}

#[component]
pub fn Row(open: OpenTask, field: Field, can_edit: Memo<bool>) -> impl IntoView {
    let (id, name) = (format!("field-{}", field.id), field.name.clone());
    let writing = Writing::new(open, field);
    let refusal = format!("{id}-refused");
    let described = refusal.clone();
    view! {
        <div class="custom-field">
            <label for=id.clone()>{name}</label>
            <Control
                writing=writing
                id=id
                can_edit=can_edit
                described=Signal::derive(move || writing.refused.with(|refused| refused.as_ref().map(|_| described.clone())))
            />
            {move || writing.refused.get().map(|why| view! { <p class="refused danger-text" id=refusal.clone() role="alert">{why}</p> })}
            {move || writing.mine.get().map(|mine| view! { <Conflict writing=writing mine=mine/> })}
        </div>
    }
}

/// Both versions, and the choice between them.
#[component]
fn Conflict(writing: Writing, mine: String) -> impl IntoView {
    view! {
        <div class="conflict" role="alert">
            <p>"Somebody changed this while you were at it."</p>
            <div class="versions">
                <div><strong>"Theirs: "</strong>{move || writing.read(&writing.said.get())}</div>
                <div><strong>"Yours: "</strong>{writing.read(&mine)}</div>
            </div>
            <div class="row">
                <button class="button small" type="button" on:click=move |_| writing.keep_mine()>"Keep mine"</button>
                <button class="button small" type="button" on:click=move |_| writing.take_theirs()>"Take theirs"</button>
            </div>
        </div>
    }
}
