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
    /// What the typing starts from.
    started: StoredValue<String>,
    /// Something is typed that was not sent.
    typing: StoredValue<bool>,
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
            shown: RwSignal::new(now.clone()),
            started: StoredValue::new(now),
            typing: StoredValue::new(false),
            refused: RwSignal::new(None),
            mine: RwSignal::new(None),
        };
        // What others say meanwhile does not go over what is being typed.
        Effect::new(move |_| {
            let said = said.get();
            if !writing.typing.get_value() {
                writing.started.set_value(said.clone());
                writing.shown.set(said);
            }
        });
        writing
    }

    pub fn type_on(self) {
        self.typing.set_value(true);
    }

    /// Lets go of what was typed.
    pub fn let_go(self) {
        self.typing.set_value(false);
        self.refused.set(None);
        let said = self.said.get_untracked();
        self.started.set_value(said.clone());
        self.shown.set(said);
    }

    fn refuse(self, why: String) {
        // It stays to be put right.
        self.typing.try_set_value(true);
        self.refused.try_set(Some(why));
    }

    /// Has the task say this. Where somebody else was quicker, both versions are shown.
    pub fn write(self, written: String) {
        self.refused.set(None);
        self.typing.set_value(false);
        let (written, started) = (written.trim().to_owned(), self.started.get_value());
        self.shown.set(written.clone());
        if written == started {
            return;
        }
        // What cannot be is told before it is asked.
        if let Err(refusal) = self.field.with_value(|field| Value::parse(field, &written)) {
            return self.refuse(refusal.field("fields").unwrap_or_else(|| refusal.to_string()));
        }
        let fields = [(self.field.with_value(|field| field.id), written.clone())].into();
        let edit = Edit { fields: Some(fields), was: Some(started.clone()), ..Edit::default() };
        self.started.set_value(written.clone());
        self.open.edit_or(edit, move |failure| match failure {
            Failure::Refused(Error::Conflict { .. }) => drop(self.mine.try_set(Some(written))),
            failure => {
                self.started.try_set_value(started);
                self.refuse(failure.field("fields").unwrap_or_else(|| failure.to_string()));
            }
        });
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
