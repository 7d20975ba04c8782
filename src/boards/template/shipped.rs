//! The templates that come with Atrium. They lie in `shipped/`, as exports of projects do.

use super::ShippedTemplate;

#[derive(Debug)]
pub struct Shipped {
    pub id: &'static str,
    pub name: &'static str,
    pub about: &'static str,
    pub content: &'static str,
}

pub const SHIPPED: [Shipped; 4] = [
    Shipped {
        id: "software-team",
        name: "Software team",
        about: "From triage to done, with a first sprint and a release to copy.",
        content: include_str!("shipped/software_team.json"),
    },
    Shipped {
        id: "editorial-calendar",
        name: "Editorial calendar",
        about: "Ideas, drafts, review and publishing, with one issue planned.",
        content: include_str!("shipped/editorial_calendar.json"),
    },
    Shipped {
        id: "event",
        name: "Event",
        about: "Eight weeks to the day itself, and what comes after.",
        content: include_str!("shipped/event.json"),
    },
    Shipped {
        id: "hiring",
        name: "Hiring",
        about: "One opening, from writing it to the first day.",
        content: include_str!("shipped/hiring.json"),
    },
];

pub fn shelf() -> Vec<ShippedTemplate> {
    let face = |one: &Shipped| ShippedTemplate {
        id: one.id.to_owned(),
        name: one.name.to_owned(),
        about: one.about.to_owned(),
    };
    SHIPPED.iter().map(face).collect()
}
