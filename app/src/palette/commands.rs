use super::entry::{Act, Entry, Face};
use crate::{
    shortcuts::{PLACES, address},
    ui::IconName,
};
use atrium::text::fold;

fn entry(icon: IconName, name: &str, aside: &str, act: Act) -> Entry {
    Entry { face: Face::Icon(icon), name: name.to_owned(), aside: aside.to_owned(), act }
}

/// The pages one can go to and what one can do. `workspace` is empty on the pages about oneself.
fn all(workspace: &str) -> Vec<Entry> {
    let mut all = Vec::new();
    if !workspace.is_empty() {
        all.push(entry(IconName::Plus, "New task", "c", Act::NewTask));
        for (key, name, place) in PLACES {
            let act = Act::Go(address(place, workspace));
            all.push(entry(IconName::ArrowRight, &format!("Go to {name}"), &format!("g {key}"), act));
        }
        all.push(entry(IconName::Timer, "Go to Time", "", Act::Go(format!("/w/{workspace}/time"))));
        all.push(entry(IconName::Copy, "New task from a template", "", Act::NewTask));
        let from = Act::Go(format!("/w/{workspace}/projects#new-project"));
        all.push(entry(IconName::SquareKanban, "New project, or one from a template", "", from));
        let settings = Act::Go(format!("/w/{workspace}/settings"));
        all.push(entry(IconName::Settings, "Go to Workspace settings", "", settings));
    }
    let go = |name, address: &str| entry(IconName::ArrowRight, name, "", Act::Go(address.to_owned()));
    let theme = |icon, name, theme| entry(icon, name, "", Act::Theme(theme));
    all.extend([
        go("Go to All workspaces", "/"),
        go("Go to Profile", "/settings/profile"),
        go("Go to Sign-in and security", "/settings/security"),
        entry(IconName::Undo2, "Take back", "Ctrl Z", Act::TakeBack),
        entry(IconName::Info, "Keys", "?", Act::Shortcuts),
        theme(IconName::Sun, "Light theme", "light"),
        theme(IconName::Moon, "Dark theme", "dark"),
        theme(IconName::Monitor, "Theme of the system", "system"),
        entry(IconName::LogOut, "Sign out", "", Act::SignOut),
    ]);
    all
}

/// Those whose name has all the words; without words the ones that are wanted most.
pub fn fitting(workspace: &str, words: &str) -> Vec<Entry> {
    let words = fold(words);
    let words: Vec<_> = words.split_whitespace().collect();
    let fits = |one: &Entry| {
        let name = fold(&one.name);
        words.iter().all(|word| name.split(' ').any(|part| part.starts_with(word)))
    };
    let most = if words.is_empty() { 6 } else { 5 };
    all(workspace).into_iter().filter(fits).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::fitting;

    #[test]
    fn commands_are_found_by_the_beginnings_of_their_words() {
        let names = |words: &str| fitting("north", words).into_iter().map(|one| one.name).collect::<Vec<_>>();
        assert_eq!(names("sign o"), ["Sign out"]);
        assert_eq!(names("my work"), ["Go to My work"]);
        assert_eq!(names("dark"), ["Dark theme"]);
        assert!(names("till").is_empty());
        assert_eq!(names("")[0], "New task");
        assert!(fitting("", "").iter().all(|one| one.name != "New task"));
    }
}
