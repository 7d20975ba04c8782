use leptos::prelude::*;

/// The ten hues of `style/tokens.css`, by the words that readers hear.
pub const HUE_NAMES: [&str; 10] = ["Red", "Orange", "Ochre", "Olive", "Green", "Teal", "Sky", "Blue", "Violet", "Pink"];

/// One of the ten hues, as radio buttons.
#[component]
pub fn HueField(#[prop(into)] name: String, #[prop(into)] label: String, value: i16) -> impl IntoView {
    view! {
        <fieldset class="field hues">
            <legend>{label}</legend>
            {(0_i16..).zip(HUE_NAMES).map(|(hue, word)| view! {
                <label class=format!("hue-{hue}") title=word>
                    <input type="radio" name=name.clone() value=hue.to_string() checked=hue == value/>
                    <span class="visually-hidden">{word}</span>
                </label>
            }).collect_view()}
        </fieldset>
    }
}
