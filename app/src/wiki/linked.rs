//! Links from a page to pages and tasks. A text names what it refers to by id; who reads it is given a link, and the name
//! that holds now. What they do not see is not even named.

use super::address;
use atrium::wiki::page::{HIDDEN_PAGE, HIDDEN_TASK, Named, shown_title};

const BEGIN: &str = "<span class=\"";
const END: &str = "</span>";

/// The HTML of a page with its references as links.
pub fn linked(workspace: &str, html: &str, named: &Named) -> String {
    let mut parts = html.split(BEGIN);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match reference(part) {
            Some((kind, id, after)) => {
                out.push_str(&link(workspace, kind, id, named));
                out.push_str(after);
            }
            None => out.extend([BEGIN, part]),
        }
    }
    out
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

fn link(workspace: &str, kind: &str, id: &str, named: &Named) -> String {
    let page = named.pages.iter().find(|page| kind == "page" && page.id.to_string() == id);
    let task = named.tasks.iter().find(|task| kind == "task" && task.id.to_string() == id);
    let (address, name) = match (page, task) {
        (Some(page), _) => (address::page(workspace, page.number, &page.title), shown_title(&page.title).to_owned()),
        (None, Some(task)) => {
            (format!("/w/{workspace}/p/{}/{}", task.project_key, task.number), format!("{} {}", task.key, task.title))
        }
        (None, None) => {
            let hidden = if kind == "page" { HIDDEN_PAGE } else { HIDDEN_TASK };
            return format!("<span class=\"{kind}-link hidden\">{hidden}</span>");
        }
    };
    let done = if task.is_some_and(|task| task.done) { " done" } else { "" };
    let (address, name) = (escape(&address), escape(&name));
    format!("<a class=\"{kind}-link{done}\" data-{kind}-id=\"{id}\" href=\"{address}\">{name}</a>")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::linked;
    use atrium::{
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
        assert_eq!(
            linked("n", &text, &named),
            format!(
                "<p>See <a class=\"page-link\" data-page-id=\"{page}\" href=\"/w/n/wiki/7-tea-cake\">Tea &amp; &quot;cake&quot;</a>, \
                 <a class=\"task-link done\" data-task-id=\"{task}\" href=\"/w/n/p/CAFE/3\">CAFE-3 Bake</a>, \
                 <span class=\"page-link hidden\">A page you cannot see</span> and <span class=\"mention\">@Ann</span>.</p>"
            )
        );
    }
}
