//! Links from a page to pages and tasks. A text names what it refers to by id; who reads it is given a link, and the name
//! that holds now. What they do not see is not even named.

use super::{
    address,
    page::{HIDDEN_PAGE, HIDDEN_TASK, Named, PageRef, shown_title},
};
use crate::{
    boards::relation::TaskRef,
    ids::{PageId, TaskId},
};
use std::collections::HashMap;

const BEGIN: &str = "<span class=\"";
const END: &str = "</span>";

/// The HTML of a page with its references as links. Done twice it is as if it was done once.
pub fn linked(workspace: &str, html: &str, named: &Named) -> String {
    let known = Known::of(workspace, named);
    let mut parts = html.split(BEGIN);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match reference(part) {
            Some((kind, id, after)) => {
                out.push_str(&known.link(kind, id));
                out.push_str(after);
            }
            None => out.extend([BEGIN, part]),
        }
    }
    out
}

/// Whether the HTML of a page refers to anything.
pub fn refers(html: &str) -> bool {
    html.split(BEGIN).skip(1).any(|part| reference(part).is_some())
}

/// The kind and the id of what is named here, and what comes after it.
fn reference(part: &str) -> Option<(&'static str, &str, &str)> {
    let (kind, rest) = ["page", "task"].into_iter().find_map(|kind| {
        let rest = part.strip_prefix(kind)?.strip_prefix("-link\" data-")?.strip_prefix(kind)?;
        Some((kind, rest.strip_prefix("-id=\"")?))
    })?;
    let (id, rest) = rest.split_once("\">")?;
    let (_, after) = rest.split_once(END)?;
    Some((kind, id, after))
}

/// What the reader may know, by its id: a page may refer to thousands.
struct Known<'a> {
    workspace: &'a str,
    pages: HashMap<PageId, &'a PageRef>,
    tasks: HashMap<TaskId, &'a TaskRef>,
}

impl<'a> Known<'a> {
    fn of(workspace: &'a str, named: &'a Named) -> Self {
        Self {
            workspace,
            pages: named.pages.iter().map(|page| (page.id, page)).collect(),
            tasks: named.tasks.iter().map(|task| (task.id, task)).collect(),
        }
    }

    fn link(&self, kind: &str, id: &str) -> String {
        let workspace = self.workspace;
        if kind == "page" {
            let page = id.parse::<PageId>().ok().and_then(|id| self.pages.get(&id));
            return page.map_or_else(
                || hidden(kind, HIDDEN_PAGE),
                |page| {
                    let address = address::page(workspace, page.number, &page.title);
                    shown("page-link", "page", &page.id.to_string(), &address, shown_title(&page.title))
                },
            );
        }
        let task = id.parse::<TaskId>().ok().and_then(|id| self.tasks.get(&id));
        task.map_or_else(
            || hidden(kind, HIDDEN_TASK),
            |task| {
                let address = format!("/w/{workspace}/p/{}/{}", task.project_key, task.number);
                let class = if task.done { "task-link done" } else { "task-link" };
                shown(class, "task", &task.id.to_string(), &address, &format!("{} {}", task.key, task.title))
            },
        )
    }
}

fn hidden(kind: &str, word: &str) -> String {
    format!("<span class=\"{kind}-link hidden\">{word}</span>")
}

fn shown(class: &str, kind: &str, id: &str, address: &str, name: &str) -> String {
    let (address, name) = (escape(address), escape(name));
    format!("<a class=\"{class}\" data-{kind}-id=\"{id}\" href=\"{address}\">{name}</a>")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{linked, refers};
    use crate::{
        boards::relation::TaskRef,
        ids::{PageId, TaskId},
        wiki::page::{Named, PageRef},
    };

    #[test]
    fn what_is_seen_becomes_a_link_by_the_name_it_has_now_and_the_rest_has_no_name() {
        let (page, task, other) = (PageId::new(), TaskId::new(), PageId::new());
        let text = format!(
            "<p>See <span class=\"page-link\" data-page-id=\"{page}\">Old</span>, \
             <span class=\"task-link\" data-task-id=\"{task}\">T-1</span>, \
             <span class=\"page-link\" data-page-id=\"{other}\">Secret</span> and <span class=\"mention\">@Ann</span>.</p>"
        );
        let named = Named {
            pages: vec![PageRef { id: page, number: 7, title: "Tea & \"cake\"".to_owned() }],
            tasks: vec![TaskRef {
                id: task,
                key: "CAFE-3".to_owned(),
                project_key: "CAFE".to_owned(),
                number: 3,
                title: "Bake".to_owned(),
                done: true,
                archived: false,
            }],
        };
        let shown = linked("n", &text, &named);
        assert_eq!(
            shown,
            format!(
                "<p>See <a class=\"page-link\" data-page-id=\"{page}\" href=\"/w/n/wiki/7-tea-cake\">Tea &amp; &quot;cake&quot;</a>, \
                 <a class=\"task-link done\" data-task-id=\"{task}\" href=\"/w/n/p/CAFE/3\">CAFE-3 Bake</a>, \
                 <span class=\"page-link hidden\">A page you cannot see</span> and <span class=\"mention\">@Ann</span>.</p>"
            )
        );
        assert_eq!(linked("n", &shown, &named), shown, "what is linked is linked once");
        assert!(refers(&text) && !refers(&shown) && !refers("<p>Nothing of <span class=\"mention\">@Ann</span>.</p>"));
    }
}
