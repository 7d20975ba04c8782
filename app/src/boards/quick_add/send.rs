use super::{
    super::{
        api::{self, Draft},
        new_card::fresh_key,
        pause::until_reached,
    },
    lines,
};
use crate::failure::Failure;
use atrium::{
    boards::{board::Vocabulary, task::Card},
    ids::{ColumnId, ProjectId},
};

/// Where new tasks go.
#[derive(Clone, Debug)]
pub struct Target {
    pub workspace: String,
    pub project_id: ProjectId,
    pub column_id: ColumnId,
}

/// What a text asks for: one task, or one for each of its lines.
pub fn drafts(text: &str, names: &Vocabulary) -> Vec<Draft> {
    let all = lines::of(text);
    let several = all.len() > 1;
    let all = if several { all } else { vec![lines::together(text)] };
    all.iter().take(lines::MOST).map(|line| draft(line, names)).filter(|draft| !draft.title.is_empty()).collect()
}

fn draft(line: &str, names: &Vocabulary) -> Draft {
    let understood = names.read(line);
    Draft {
        due_on: understood.due_on(),
        priority: understood.priority(),
        assignees: understood.assignees(),
        labels: understood.labels(),
        title: understood.title,
    }
}

/// Adds them one after the other, so that they stand in their order. Answers with those that are there, and why the
/// next one is not.
pub async fn add(target: &Target, drafts: &[Draft], added: impl Fn(Card)) -> (usize, Option<Failure>) {
    for (count, draft) in drafts.iter().enumerate() {
        let key = fresh_key();
        let Target { workspace, project_id, column_id } = target;
        let create = || api::create_task(workspace.clone(), *project_id, *column_id, draft.clone(), key.clone());
        match until_reached(create).await {
            Ok(card) => added(card),
            // The board shows it with what is kept.
            Err(Failure::Kept) => {}
            Err(failure) => return (count, Some(failure)),
        }
    }
    (drafts.len(), None)
}

/// What to say of it.
pub fn why(failure: &Failure) -> String {
    failure.field("title").unwrap_or_else(|| failure.to_string())
}
