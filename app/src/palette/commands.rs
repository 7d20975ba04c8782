use super::entry::{Act, Entry, Face};
use crate::{
    shortcuts::{PLACES, address},
    ui::IconName,
};
use atrium::{boards::view::Layout, text::fold};

fn entry(icon: IconName, name: &str, aside: &str, act: Act) -> Entry {
    Entry { face: Face::Icon(icon), name: name.to_owned(), aside: aside.to_owned(), act }
}

/// The other ways to look at the project that is open at this address, with the same filters.
fn layouts(here: &str) -> Vec<Entry> {
    let (path, query) = here.split_once('?').unwrap_or((here, ""));
    let mut parts = path.trim_start_matches('/').split('/');
    let (Some("w"), Some(workspace), Some("p"), Some(key)) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Vec::new();
    };
    let other_page = parts.next().is_some_and(|rest| !rest.bytes().all(|digit| digit.is_ascii_digit()));
    let shown_as = query.split('&').find_map(|part| part.strip_prefix("view="));
    let is_board = shown_as.is_none_or(|word| word == Layout::Board.word());
    let entries = Layout::ALL.into_iter().zip(1..).map(|(layout, number)| {
        // The groups of a list are no lanes of a board.
        let stays = |part: &str| !part.starts_with("group=") || is_board == (layout == Layout::Board);
        let rest: String = query
            .split('&')
            .filter(|part| !part.is_empty() && !part.starts_with("view=") && stays(part))
            .fold(String::new(), |all, part| all + "&" + part);
        let act = Act::Go(format!("/w/{workspace}/p/{key}?view={}{rest}", layout.word()));
        entry(IconName::Eye, &format!("Show as {}", layout.word()), &number.to_string(), act)
    });
    if other_page { Vec::new() } else { entries.collect() }
}

/// The pages one can go to and what one can do. `workspace` is empty on the pages about oneself; `here` is the address
/// of the page that is open.
fn all(workspace: &str, here: &str) -> Vec<Entry> {
    let mut all = Vec::new();
    if !workspace.is_empty() {
        let new_task = |key| entry(IconName::Plus, "New task", key, Act::NewTask);
        let new_page = |key| entry(IconName::File, "New page", key, Act::NewPage);
        let base = format!("/w/{workspace}");
        let is_in_wiki = ["/wiki", "/spaces/"].iter().any(|part| here.starts_with(&format!("{base}{part}")));
        all.extend(if is_in_wiki { [new_page("c"), new_task("")] } else { [new_task("c"), new_page("")] });
        for (key, name, place) in PLACES {
            let act = Act::Go(address(place, workspace));
            all.push(entry(IconName::ArrowRight, &format!("Go to {name}"), &format!("g {key}"), act));
        }
        all.push(entry(IconName::Timer, "Go to Time", "", Act::Go(format!("/w/{workspace}/time"))));
        all.push(entry(IconName::Copy, "New task from a template", "", Act::NewTask));
        let from = Act::Go(format!("/w/{workspace}/projects#new-project"));
        all.push(entry(IconName::SquareKanban, "New project, or one from a template", "", from));
        all.extend(layouts(here));
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
pub fn fitting(workspace: &str, here: &str, words: &str) -> Vec<Entry> {
    let words = fold(words);
    let words: Vec<_> = words.split_whitespace().collect();
    let fits = |one: &Entry| {
        let name = fold(&one.name);
        words.iter().all(|word| name.split(' ').any(|part| part.starts_with(word)))
    };
    let most = if words.is_empty() { 7 } else { 5 };
    all(workspace, here).into_iter().filter(fits).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::entry::Act, fitting};

    #[test]
    fn a_project_that_is_open_is_shown_in_other_ways_with_the_same_filters() {
        let found = |here: &str| {
            let found = fitting("north", here, "show cal").into_iter();
            found.map(|one| one.act).collect::<Vec<_>>()
        };
        let calendar = Act::Go("/w/north/p/WEB?view=calendar&q=roof".to_owned());
        assert_eq!(found("/w/north/p/WEB?view=list&q=roof"), std::slice::from_ref(&calendar));
        assert_eq!(found("/w/north/p/WEB/12?q=roof"), [calendar]);
        assert!(found("/w/north/p/WEB/settings").is_empty() && found("/w/north/projects").is_empty());
    }

    #[test]
    fn commands_are_found_by_the_beginnings_of_their_words() {
        let names =
            |words: &str| fitting("north", "/w/north", words).into_iter().map(|one| one.name).collect::<Vec<_>>();
        assert_eq!(names("sign o"), ["Sign out"]);
        assert_eq!(names("my work"), ["Go to My work"]);
        assert_eq!(names("dark"), ["Dark theme"]);
        assert!(names("till").is_empty());
        assert_eq!(names("")[0], "New task");
        assert!(fitting("", "/", "").iter().all(|one| one.name != "New task"));
        assert_eq!(names("new pa"), ["New page"]);
        assert_eq!(fitting("north", "/w/north/spaces/handbook", "")[0].name, "New page");
    }
}
