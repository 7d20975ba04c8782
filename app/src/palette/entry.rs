use crate::ui::IconName;
use atrium::{search::Found, text::fold};
use serde::{Deserialize, Serialize};

/// Something to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub face: Face,
    pub name: String,
    /// Where it is, or which key does the same.
    pub aside: String,
    pub act: Act,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Face {
    Icon(IconName),
    Dot(i16),
    Person(i16),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Goes to an address; what was looked for is remembered.
    Go(String),
    Visit(Recent),
    NewTask,
    /// Makes a page here, or asks where.
    NewPage,
    Shortcuts,
    TakeBack,
    Theme(&'static str),
    SignOut,
}

/// Something that was found and opened before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    pub href: String,
    pub name: String,
    pub aside: String,
    pub kind: Kind,
    pub hue: i16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    Task,
    Done,
    Project,
    Person,
    Page,
}

impl Recent {
    pub fn entry(self) -> Entry {
        let face = match self.kind {
            Kind::Task => Face::Icon(IconName::CircleDot),
            Kind::Done => Face::Icon(IconName::CircleCheck),
            Kind::Project => Face::Dot(self.hue),
            Kind::Person => Face::Person(self.hue),
            Kind::Page => Face::Icon(IconName::File),
        };
        Entry { face, name: self.name.clone(), aside: self.aside.clone(), act: Act::Visit(self) }
    }
}

/// What was found by these words, under headings. What is called just so comes first, whatever it is.
pub fn found(found: Found, workspace: &str, words: &str) -> Vec<(&'static str, Vec<Entry>)> {
    let wanted = fold(words.trim());
    // So many that projects and people are in sight too; pages by themselves have all the room.
    let pages_in_sight = if found.tasks.is_empty() { 12 } else { 5 };
    let base = format!("/w/{workspace}");
    let tasks = found.tasks.into_iter().map(|task| Recent {
        href: format!("{base}/p/{}/{}", task.project_key, task.number),
        name: task.title,
        aside: format!("{} \u{b7} {}", task.key, task.project),
        kind: if task.done { Kind::Done } else { Kind::Task },
        hue: 0,
    });
    let pages = found.pages.into_iter().map(|page| Recent {
        href: crate::wiki::address::page(workspace, page.number, &page.title),
        name: atrium::wiki::page::shown_title(&page.title).to_owned(),
        aside: page.space.unwrap_or_default(),
        kind: Kind::Page,
        hue: 0,
    });
    let projects = found.projects.into_iter().map(|project| Recent {
        href: format!("{base}/p/{}", project.key),
        name: project.name,
        aside: project.key,
        kind: Kind::Project,
        hue: project.hue,
    });
    let people = found.people.into_iter().map(|person| Recent {
        href: format!("{base}/people?q={}", crate::identity::next::encode(&person.name)),
        name: person.name,
        aside: person.title,
        kind: Kind::Person,
        hue: person.hue,
    });
    let kinds: [(&'static str, usize, Vec<Recent>); 4] = [
        ("Tasks", 7, tasks.collect()),
        ("Pages", pages_in_sight, pages.collect()),
        ("Projects", 4, projects.collect()),
        ("People", 4, people.collect()),
    ];
    let mut groups: Vec<(&str, Vec<Entry>)> = vec![("By this name", Vec::new())];
    for (name, most, all) in kinds {
        let (named, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| fold(&one.name) == wanted);
        groups[0].1.extend(named.into_iter().map(Recent::entry));
        groups.push((name, others.into_iter().take(most).map(Recent::entry).collect()));
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::found;
    use atrium::{
        ids::{PageId, PersonId},
        search::{Found, FoundPage, FoundPerson},
    };

    #[test]
    fn what_is_called_just_so_comes_first() {
        let page = |number: i32, title: &str| FoundPage {
            id: PageId::from(1),
            number,
            title: title.to_owned(),
            space: None,
            excerpt: String::new(),
        };
        let pages = vec![page(1, "Rota of May"), page(2, "R\u{f3}ta")];
        let (id, name, title) = (PersonId::from(1), "Rota Vale".to_owned(), String::new());
        let people = vec![FoundPerson { id, name, title, hue: 1 }];
        let groups = found(Found { pages, people, ..Found::default() }, "north", " rota ");
        let names = |at: usize| {
            let (name, entries) = &groups[at];
            (*name, entries.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>())
        };
        assert_eq!(names(0), ("By this name", vec!["R\u{f3}ta"]));
        assert_eq!(names(2), ("Pages", vec!["Rota of May"]));
        assert_eq!(names(4), ("People", vec!["Rota Vale"]));
    }
}
