use crate::ui::IconName;
use atrium::search::Found;
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

/// What was found, under headings.
pub fn found(found: Found, workspace: &str) -> Vec<(&'static str, Vec<Entry>)> {
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
    // So many that projects and people are in sight too.
    vec![
        ("Tasks", tasks.take(7).map(Recent::entry).collect()),
        ("Pages", pages.take(5).map(Recent::entry).collect()),
        ("Projects", projects.take(4).map(Recent::entry).collect()),
        ("People", people.take(4).map(Recent::entry).collect()),
    ]
}
