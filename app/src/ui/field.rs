use leptos::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    #[default]
    Text,
    Email,
    Password,
    Search,
    Date,
    Number,
    Url,
}

impl FieldKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Email => "email",
            Self::Password => "password",
            Self::Search => "search",
            Self::Date => "date",
            Self::Number => "number",
            Self::Url => "url",
        }
    }
}

/// One line of a `SelectField`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub text: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self { value: value.into(), text: text.into() }
    }
}

/// The ids a control is described by: the error first, because it is news.
fn described_by(
    id: &str,
    hint: bool,
    error: MaybeProp<String>,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static {
    let (hint, mistake) = (hint.then(|| format!("{id}-hint")), format!("{id}-error"));
    move || match (error.get().is_some(), &hint) {
        (true, Some(hint)) => Some(format!("{mistake} {hint}")),
        (true, None) => Some(mistake.clone()),
        (false, hint) => hint.clone(),
    }
}

fn invalid(error: MaybeProp<String>) -> impl Fn() -> Option<&'static str> + Clone + Send + Sync + 'static {
    move || error.get().map(|_| "true")
}

/// Label, hint and error around a control whose id is `id`.
#[component]
pub fn Field(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(optional_no_strip)] hint: Option<String>,
    #[prop(optional, into)] error: MaybeProp<String>,
    #[prop(optional)] optional: bool,
    children: Children,
) -> impl IntoView {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    view! {
        <div class="field">
            <label for=id>
                {label}
                {optional.then(|| view! { <span class="optional">" optional"</span> })}
            </label>
            {children()}
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {move || error.get().map(|error| view! { <p class="error" id=error_id.clone()>{error}</p> })}
        </div>
    }
}

/// One line of text. `id` is also the name under which the form sends it, unless `name` is given.
#[component]
pub fn TextField(
    #[prop(into)] id: String,
    #[prop(optional, into)] name: Option<String>,
    #[prop(into)] label: String,
    #[prop(optional)] kind: FieldKind,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] error: MaybeProp<String>,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] required: bool,
    /// Says so beside the label.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let describes = described_by(&id, hint.is_some(), error);
    let name = name.unwrap_or_else(|| id.clone());
    let field = id.clone();
    view! {
        <Field id=field label=label hint=hint error=error optional=optional>
            <input
                id=id
                name=name
                type=kind.as_str()
                value=value
                placeholder=placeholder
                autocomplete=autocomplete
                required=required
                aria-invalid=invalid(error)
                aria-describedby=describes
            />
        </Field>
    }
}

/// Several lines of text; it grows with them.
#[component]
pub fn TextArea(
    #[prop(into)] id: String,
    #[prop(optional, into)] name: Option<String>,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] error: MaybeProp<String>,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(default = 4)] rows: u32,
    #[prop(optional)] required: bool,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let describes = described_by(&id, hint.is_some(), error);
    let name = name.unwrap_or_else(|| id.clone());
    let field = id.clone();
    view! {
        <Field id=field label=label hint=hint error=error optional=optional>
            <textarea
                id=id
                name=name
                rows=rows.to_string()
                placeholder=placeholder
                required=required
                aria-invalid=invalid(error)
                aria-describedby=describes
            >{value}</textarea>
        </Field>
    }
}

/// One of several, by the browser's own list.
#[component]
pub fn SelectField(
    #[prop(into)] id: String,
    #[prop(optional, into)] name: Option<String>,
    #[prop(into)] label: String,
    choices: Vec<Choice>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] error: MaybeProp<String>,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let describes = described_by(&id, hint.is_some(), error);
    let name = name.unwrap_or_else(|| id.clone());
    let field = id.clone();
    let lines = choices
        .into_iter()
        .map(|choice| view! { <option selected=choice.value == value value=choice.value>{choice.text}</option> })
        .collect_view();
    view! {
        <Field id=field label=label hint=hint error=error optional=optional>
            <select id=id name=name aria-invalid=invalid(error) aria-describedby=describes>{lines}</select>
        </Field>
    }
}

/// Yes or no. Sends `true` when ticked and nothing otherwise.
#[component]
pub fn CheckField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional)] checked: bool,
    #[prop(optional, into)] hint: Option<String>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" name=name value="true" checked=checked/>
            <span>{label}{hint.map(|hint| view! { <small>{hint}</small> })}</span>
        </label>
    }
}
