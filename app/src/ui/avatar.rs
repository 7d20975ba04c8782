use leptos::prelude::*;

/// What an avatar needs to know of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// 0 to 9.
    pub hue: i16,
    pub name: String,
}

/// One of the ten hues, the same for the same id everywhere.
pub fn hue(id: &str) -> u8 {
    let hash = id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    u8::try_from(hash % 10).unwrap_or_default()
}

/// The first letters of the first and the last word.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

/// Somebody as initials on their own hue. `size`: `small`, `large`, `huge` or nothing.
#[component]
pub fn Avatar(
    /// 0 to 9, as they chose it.
    hue: i16,
    #[prop(into)] name: String,
    #[prop(optional)] size: &'static str,
    /// Present on this page now.
    #[prop(optional)]
    here: bool,
) -> impl IntoView {
    let letters = initials(&name);
    let class = format!("avatar {size}{} hue-{hue}", if here { " here" } else { "" });
    view! {
        <span class=class role="img" aria-label=name.clone() title=name>
            {letters}
        </span>
    }
}

/// Several people side by side, the first `most` of them as faces.
#[component]
pub fn People(
    people: Vec<Person>,
    #[prop(default = 3)] most: usize,
    #[prop(default = "small")] size: &'static str,
) -> impl IntoView {
    let more = people.len().saturating_sub(most);
    let rest = people.iter().skip(most).map(|person| person.name.as_str()).collect::<Vec<_>>().join(", ");
    view! {
        <span class="people">
            {people.into_iter().take(most).map(|person| view! { <Avatar hue=person.hue name=person.name size=size/> }).collect_view()}
            {(more > 0).then(|| view! {
                <span class=format!("avatar {size} more") role="img" aria-label=rest.clone() title=rest.clone()>{format!("+{more}")}</span>
            })}
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::{hue, initials};

    #[test]
    fn initials_are_of_the_first_and_last_word() {
        assert_eq!(initials("Ada King"), "AK");
        assert_eq!(initials("  ada maria  lovelace "), "AL");
        assert_eq!(initials("Élodie"), "É");
        assert_eq!(initials("王 小明"), "王小");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn a_hue_is_one_of_ten_and_stays() {
        assert!((0..100).all(|n| hue(&n.to_string()) < 10));
        assert_eq!(hue("ada"), hue("ada"));
    }
}
