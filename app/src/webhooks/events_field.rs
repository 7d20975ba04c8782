use atrium::webhooks::GROUPS;
use leptos::prelude::*;

/// Which events, by groups. Kinds that an API client chose one by one stay as they are.
#[component]
pub fn EventsField(
    #[prop(optional)] kinds: Vec<String>,
    #[prop(optional, into)] error: MaybeProp<String>,
) -> impl IntoView {
    let known = |kind: &str| GROUPS.iter().any(|group| group.subjects.contains(&kind));
    let others: Vec<String> = kinds.iter().filter(|kind| !known(kind)).cloned().collect();
    let boxes = GROUPS.iter().map(|group| {
        let checked = group.subjects.iter().any(|subject| kinds.iter().any(|kind| kind == subject));
        view! {
            <label class="check">
                <input type="checkbox" name="webhook[kinds][]" value=group.subjects.join(",") checked=checked/>
                <span>{group.name}<small>{group.example}</small></span>
            </label>
        }
    });
    let kept = others.join(", ");
    view! {
        <fieldset class="field events">
            <legend>"Events"</legend>
            <p class="hint">"Tick none to be told of all of them."</p>
            {boxes.collect_view()}
            {(!others.is_empty()).then(|| view! {
                <input type="hidden" name="webhook[kinds][]" value=others.join(",")/>
                <p class="hint">{format!("And, chosen by a program: {kept}")}</p>
            })}
            {move || error.get().map(|error| view! { <p class="error">{error}</p> })}
        </fieldset>
    }
}
