//! The CSV files of this folder as rows.

use crate::{
    Error, Result,
    boards::{estimate::Estimate, task::Priority},
};
use std::collections::HashMap;

pub struct Person {
    /// How the other files call them.
    pub short: String,
    pub email: String,
    pub name: String,
    pub title: String,
    pub role: String,
    pub time_zone: String,
    pub manager: String,
    pub team: String,
}

pub struct Column {
    pub name: String,
    pub limit: Option<i32>,
    pub done: bool,
}

pub struct Project {
    pub key: String,
    pub name: String,
    pub description: String,
    pub hue: i16,
    pub columns: Vec<Column>,
    pub guest: String,
}

pub struct Task {
    pub project: String,
    pub column: String,
    pub title: String,
    pub labels: Vec<String>,
    pub priority: Priority,
    /// In so many days from today.
    pub due: Option<i64>,
    pub people: Vec<String>,
    pub description: String,
}

pub struct Comment {
    /// Such as ROAST-3.
    pub task: String,
    pub author: String,
    pub body: String,
}

/// Tasks are named by their keys here.
pub struct Item {
    pub task: String,
    pub done: bool,
    pub text: String,
}

pub struct Relation {
    pub task: String,
    /// `part_of` or the name of a kind of relation.
    pub how: String,
    pub other: String,
}

pub struct Planning {
    pub task: String,
    /// In so many days from today.
    pub start: Option<i64>,
    pub estimate: Estimate,
}

pub struct Spent {
    pub task: String,
    pub person: String,
    /// In so many days from today.
    pub day: i64,
    pub minutes: i32,
    pub note: String,
}

pub struct Content {
    pub people: Vec<Person>,
    pub projects: Vec<Project>,
    pub tasks: Vec<Task>,
    pub comments: Vec<Comment>,
    pub items: Vec<Item>,
    pub relations: Vec<Relation>,
    pub planning: Vec<Planning>,
    pub time: Vec<Spent>,
}

/// A row, asked by header.
pub(super) type Row = HashMap<String, String>;

pub(super) fn rows(file: &str) -> Result<Vec<Row>> {
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().map_err(Error::internal)
}

pub(super) fn take(row: &mut Row, header: &str) -> String {
    row.remove(header).unwrap_or_default()
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// `Doing (6)` holds at most six tasks, `Done*` finished ones.
fn column(text: &str) -> Column {
    let done = text.ends_with('*');
    let text = text.trim_end_matches('*');
    let (name, limit) = match text.strip_suffix(')').and_then(|text| text.split_once(" (")) {
        Some((name, limit)) => (name, limit.parse().ok()),
        None => (text, None),
    };
    Column { name: name.to_owned(), limit, done }
}

impl Content {
    pub fn read() -> Result<Self> {
        let people = rows(include_str!("people.csv"))?.into_iter().map(|mut row| Person {
            short: take(&mut row, "short"),
            email: take(&mut row, "email"),
            name: take(&mut row, "name"),
            title: take(&mut row, "title"),
            role: take(&mut row, "role"),
            time_zone: take(&mut row, "time_zone"),
            manager: take(&mut row, "manager"),
            team: take(&mut row, "team"),
        });
        let projects = rows(include_str!("projects.csv"))?.into_iter().map(|mut row| Project {
            key: take(&mut row, "key"),
            name: take(&mut row, "name"),
            description: take(&mut row, "description"),
            hue: take(&mut row, "hue").parse().unwrap_or_default(),
            columns: take(&mut row, "columns").split(';').map(column).collect(),
            guest: take(&mut row, "guest"),
        });
        let tasks = rows(include_str!("tasks.csv"))?.into_iter().map(|mut row| {
            Ok(Task {
                project: take(&mut row, "project"),
                column: take(&mut row, "column"),
                title: take(&mut row, "title"),
                labels: words(&take(&mut row, "labels")),
                priority: take(&mut row, "priority").parse()?,
                due: take(&mut row, "due").parse().ok(),
                people: words(&take(&mut row, "people")),
                description: take(&mut row, "description"),
            })
        });
        let comments = rows(include_str!("comments.csv"))?.into_iter().map(|mut row| Comment {
            task: take(&mut row, "task"),
            author: take(&mut row, "author"),
            body: take(&mut row, "body"),
        });
        let items = rows(include_str!("checklists.csv"))?.into_iter().map(|mut row| Item {
            task: take(&mut row, "task"),
            done: !take(&mut row, "done").is_empty(),
            text: take(&mut row, "item"),
        });
        let relations = rows(include_str!("relations.csv"))?.into_iter().map(|mut row| Relation {
            task: take(&mut row, "task"),
            how: take(&mut row, "relation"),
            other: take(&mut row, "other"),
        });
        let planning = rows(include_str!("planning.csv"))?.into_iter().map(|mut row| {
            Ok(Planning {
                task: take(&mut row, "task"),
                start: take(&mut row, "start").parse().ok(),
                estimate: take(&mut row, "estimate").parse()?,
            })
        });
        let time = rows(include_str!("time.csv"))?.into_iter().map(|mut row| Spent {
            task: take(&mut row, "task"),
            person: take(&mut row, "person"),
            day: take(&mut row, "day").parse().unwrap_or_default(),
            minutes: take(&mut row, "minutes").parse().unwrap_or(1),
            note: take(&mut row, "note"),
        });
        Ok(Self {
            time: time.collect(),
            items: items.collect(),
            relations: relations.collect(),
            planning: planning.collect::<Result<_>>()?,
            people: people.collect(),
            projects: projects.collect(),
            tasks: tasks.collect::<Result<_>>()?,
            comments: comments.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_fit_together() {
        let content = Content::read().unwrap();
        assert!(content.people.len() >= 9 && content.projects.len() == 4 && content.tasks.len() == 250);
        let known = |short: &String| content.people.iter().any(|person| person.short == *short);
        for task in &content.tasks {
            let project = content.projects.iter().find(|project| project.key == task.project).unwrap();
            assert!(project.columns.iter().any(|column| column.name == task.column), "{}", task.title);
            assert!(task.people.iter().all(known), "{}", task.title);
        }
        assert!(content.time.iter().all(|spent| known(&spent.person) && spent.day <= 0));
        for comment in &content.comments {
            let (key, number) = comment.task.split_once('-').unwrap();
            let tasks = content.tasks.iter().filter(|task| task.project == key).count();
            assert!(known(&comment.author) && number.parse::<usize>().unwrap() <= tasks, "{}", comment.task);
        }
    }
}
