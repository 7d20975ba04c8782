//! What lies in the inbox, about tasks and about pages, in one order.

use crate::wiki::address;
use atrium::{
    ids::{PageId, TaskId},
    inbox::{InboxItem, InboxLine, InboxPage, InboxView, Subjects},
    wiki::page::shown_title,
};
use std::cmp::Reverse;

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum About {
    Task(TaskId),
    Page(PageId),
}

impl From<About> for Subjects {
    fn from(about: About) -> Self {
        match about {
            About::Task(task) => task.into(),
            About::Page(page) => page.into(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub about: About,
    pub href: String,
    /// The hue and the name of the project.
    pub project: Option<(i16, String)>,
    pub key: Option<String>,
    pub title: String,
    pub completed: bool,
    pub unread: bool,
    pub snoozed: Option<String>,
    newest: i64,
    pub lines: Vec<InboxLine>,
    pub earlier: i64,
}

/// What is new last comes first.
pub fn entries(view: &InboxView, workspace: &str) -> Vec<Entry> {
    let tasks = view.items.iter().cloned().map(|item| of_task(item, workspace));
    let pages = view.pages.iter().cloned().map(|page| of_page(page, workspace));
    let mut entries: Vec<_> = tasks.chain(pages).collect();
    entries.sort_by_key(|entry| Reverse(entry.newest));
    entries
}

fn of_task(item: InboxItem, workspace: &str) -> Entry {
    Entry {
        about: About::Task(item.task_id),
        href: format!("/w/{workspace}/p/{}/{}", item.project_key, item.number),
        project: Some((item.project_hue, item.project)),
        key: Some(item.key),
        title: item.title,
        completed: item.completed,
        unread: item.unread,
        snoozed: item.snoozed,
        newest: item.newest,
        lines: item.lines,
        earlier: item.earlier,
    }
}

fn of_page(page: InboxPage, workspace: &str) -> Entry {
    Entry {
        about: About::Page(page.page_id),
        href: address::page(workspace, page.number, &page.title),
        project: None,
        key: None,
        title: shown_title(&page.title).to_owned(),
        completed: false,
        unread: page.unread,
        snoozed: page.snoozed,
        newest: page.newest,
        lines: page.lines,
        earlier: page.earlier,
    }
}
