//! A person with a workspace of two boards and a wiki page, made as an operator would: by the command line and the API.

use crate::{
    house::House,
    http::{self, Visitor},
    outcome::Outcome,
    server::Server,
};
use atrium::{boards::board::Board, realtime::Topic};
use reqwest::header::SET_COOKIE;
use serde_json::{Value, json};
use std::{fmt::Write, fs};

const EMAIL: &str = "bench@example.test";
const PASSWORD: &str = "measured-with-patience";
pub const WORKSPACE: &str = "measured";

pub struct Scene {
    /// `name=value` of a session.
    pub cookie: String,
    pub token: String,
    /// The sizes of the boards, with their keys.
    pub boards: [(usize, &'static str); 2],
}

impl Scene {
    pub async fn make(house: &House, server: &Server) -> Outcome<Self> {
        house.run(&["user", "create", "--email", EMAIL, "--name", "Bench"], PASSWORD)?;
        let printed = house.run(&["user", "token", "--email", EMAIL], "")?;
        let token = printed.lines().last().unwrap_or_default().trim().to_owned();
        let cookie = sign_in(server).await?;
        let scene = Self { cookie, token, boards: [(200, "SMALL"), (2_000, "LARGE")] };
        let visitor = Visitor::new(server, &scene)?;
        let _: Value = visitor.post("/workspaces", &json!({ "name": "Measured", "slug": WORKSPACE })).await?;
        for (tasks, key) in scene.boards {
            let file = house.path(&format!("{tasks} tasks.csv"));
            fs::write(&file, csv(tasks))?;
            let file = file.to_string_lossy();
            let words = ["import", "csv", &file, "--workspace", WORKSPACE, "--project", key, "--create-project"];
            house.run(&words, "")?;
            let made = board(&visitor, key).await?.cards.len();
            if made != tasks {
                return Err(format!("{made} of {tasks} tasks were imported.").into());
            }
        }
        let folder = house.path("handbook");
        fs::create_dir(&folder)?;
        fs::write(folder.join("Handbook.md"), handbook())?;
        let folder = folder.to_string_lossy();
        house.run(&["import", "pages", &folder, "--workspace", WORKSPACE, "--space", "Handbook"], "")?;
        Ok(scene)
    }
}

pub fn page(key: &str) -> String {
    format!("/w/{WORKSPACE}/p/{key}")
}

/// The wiki page of some ten kilobytes of text.
pub fn wiki_page() -> String {
    format!("/w/{WORKSPACE}/wiki/1")
}

pub async fn board(visitor: &Visitor, key: &str) -> Outcome<Board> {
    visitor.get(&format!("/workspaces/{WORKSPACE}/boards/{key}")).await
}

pub fn topic(board: &Board) -> Topic {
    Topic::Board { workspace: WORKSPACE.to_owned(), project_id: board.project.id }
}

/// By the form of the page, as a browser without scripts does it.
async fn sign_in(server: &Server) -> Outcome<String> {
    let client = http::client()?;
    let page = client.get(server.url("/sign-in")).send().await?.text().await?;
    let action = page
        .split("action=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .find(|action| action.ends_with("sign_in"))
        .ok_or("the sign-in page has no form")?;
    let form = [("email", EMAIL), ("password", PASSWORD), ("next", "/")];
    let response = client.post(server.url(action)).form(&form).send().await?;
    let cookie = response.headers().get(SET_COOKIE).ok_or("the sign-in gave no cookie")?.to_str()?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}

/// Tasks of the usual kind: six in ten have a label, four in ten a date, three in ten a person.
fn csv(tasks: usize) -> String {
    const COLUMNS: [&str; 5] = ["Backlog", "To do", "In progress", "Review", "Done"];
    const LABELS: [&str; 6] = ["design", "server", "browser", "docs", "bug", "research"];
    const PRIORITIES: [&str; 5] = ["none", "low", "medium", "high", "urgent"];
    const WORDS: [&str; 8] =
        ["invoice", "onboarding page", "search index", "weekly report", "import", "mail", "sign-in", "roadmap"];
    let mut text = String::from("title,column,labels,priority,due date,assignee,description\n");
    for n in 0..tasks {
        let label = if n % 10 < 6 { LABELS[n % LABELS.len()] } else { "" };
        let due = if n % 10 < 4 { format!("2031-{:02}-{:02}", n % 12 + 1, n % 28 + 1) } else { String::new() };
        let who = if n % 10 < 3 { EMAIL } else { "" };
        let (column, priority, word) =
            (COLUMNS[n % COLUMNS.len()], PRIORITIES[n / 3 % PRIORITIES.len()], WORDS[n / 2 % WORDS.len()]);
        let _ = writeln!(
            text,
            "Look after the {word} before it is needed again ({n}),{column},{label},{priority},{due},{who},\
             What is **known** about the {word} and who asked for it."
        );
    }
    text
}

/// A page of the usual kind: twelve sections of words, with a list, a table or code in each.
fn handbook() -> String {
    const BELOW: [&str; 3] = [
        "- Who asked for it, and when it is needed\n- What has been **tried** already\n- What would be enough\n",
        "| what | who | when |\n|---|---|---|\n| read | everybody | at once |\n| mend | whoever saw it | this week |\n",
        "```rust\nfn main() {\n    println!(\"{}\", 6 * 7);\n}\n```\n",
    ];
    let mut text = String::from("# Handbook\n");
    for section in 0..12 {
        let _ = writeln!(text, "\n## Section {section}\n");
        for paragraph in 0..2 {
            let _ = writeln!(
                text,
                "What is decided here holds until somebody changes it here, and *everybody* may. Paragraph {paragraph} \
                 of section {section} tells how the work of a week comes together: who looks after it, where it is \
                 written down, and what to do when it does not fit, with `a name in code` and \
                 [a link](https://example.test/{section}) to what was known before.\n"
            );
        }
        text.push_str(BELOW[section % BELOW.len()]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::csv;

    #[test]
    fn a_line_a_task_with_as_many_fields_as_the_header() {
        let text = csv(20);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines.len(), 21);
        assert!(lines.iter().all(|line| line.split(',').count() == 7), "{text}");
    }
}
