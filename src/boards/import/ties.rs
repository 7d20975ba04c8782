//! What hangs together among the tasks of a file: parts, relations, series. It is tied when all of them
//! are there, because a task may name one that comes later.

use super::{
    sheet::Sheet,
    store::{self, ImportRecord},
    view::{ImportRow, Problem},
};
use crate::{
    Result,
    boards::{
        commands::repeat::next_date,
        recurrence::Rule,
        relation::{MOST_LEVELS, RelationKind},
        store::{
            recurrences::{self, RecurrenceRow},
            relations,
        },
    },
    database::TenantTx,
    ids::{RecurrenceId, TaskId},
};
use std::collections::{HashMap, HashSet};

/// Makes problems of the rows that come twice, are part of themselves, lie too deep, or block themselves by way of
/// others.
pub fn check(rows: &mut [Result<ImportRow, Problem>]) {
    let too_deep = too_deep(rows);
    let circles = in_circles(rows);
    let mut seen = HashSet::new();
    for row in rows {
        let Ok(good) = row else { continue };
        let Some(source) = &good.luggage.source else { continue };
        let reason = if !seen.insert(source.clone()) {
            "It is in the file twice."
        } else if too_deep.contains(source) {
            "It is a part of itself, or more than five levels deep."
        } else if circles.contains(source) {
            "It blocks itself, by way of others."
        } else {
            continue;
        };
        *row = Err(Problem { line: good.line, name: good.title.clone(), reason: reason.to_owned() });
    }
}

fn too_deep(rows: &[Result<ImportRow, Problem>]) -> HashSet<String> {
    let good = || rows.iter().flatten().map(|row| &row.luggage);
    let parents: HashMap<&String, &String> =
        good().filter_map(|luggage| luggage.source.as_ref().zip(luggage.parent.as_ref())).collect();
    let mut found = HashSet::new();
    for source in good().filter_map(|luggage| luggage.source.as_ref()) {
        let line = std::iter::successors(Some(source), |at| parents.get(at).copied());
        if line.take(MOST_LEVELS + 1).count() > MOST_LEVELS {
            found.insert(source.clone());
        }
    }
    found
}

/// Those in a circle, or on a way from one circle to another.
fn in_circles(rows: &[Result<ImportRow, Problem>]) -> HashSet<String> {
    let mut edges: Vec<(&String, &String)> = Vec::new();
    for luggage in rows.iter().flatten().map(|row| &row.luggage) {
        let Some(source) = &luggage.source else { continue };
        for (kind, other) in &luggage.relations {
            match kind {
                RelationKind::Blocks => edges.push((source, other)),
                RelationKind::BlockedBy => edges.push((other, source)),
                _ => {}
            }
        }
    }
    let behind = behind_circles(edges.iter().copied());
    let before = behind_circles(edges.iter().map(|(from, to)| (*to, *from)));
    behind.intersection(&before).map(|source| (*source).clone()).collect()
}

/// What is left when whatever has nothing before it is taken away, over and over (Kahn 1962): circles, and what comes
/// after them.
fn behind_circles<'a>(edges: impl Iterator<Item = (&'a String, &'a String)>) -> HashSet<&'a String> {
    let mut before: HashMap<&String, usize> = HashMap::new();
    let mut after: HashMap<&String, Vec<&String>> = HashMap::new();
    for (from, to) in edges {
        before.entry(from).or_default();
        *before.entry(to).or_default() += 1;
        after.entry(from).or_default().push(to);
    }
    let mut free: Vec<&String> = before.iter().filter(|(_, count)| **count == 0).map(|(source, _)| *source).collect();
    while let Some(source) = free.pop() {
        before.remove(source);
        for next in after.remove(source).unwrap_or_default() {
            let Some(count) = before.get_mut(next) else { continue };
            *count -= 1;
            if *count == 0 {
                free.push(next);
            }
        }
    }
    before.into_keys().collect()
}

/// Ties the tasks of an import that has come to the end of its file.
pub async fn tie(tx: &mut TenantTx, import: &ImportRecord, sheet: &Sheet) -> Result<()> {
    let tied = |row: &&ImportRow| {
        let luggage = &row.luggage;
        luggage.parent.is_some() || !luggage.relations.is_empty() || luggage.series.is_some()
    };
    let rows: Vec<&ImportRow> = sheet.good().filter(tied).collect();
    if rows.is_empty() {
        return Ok(());
    }
    let made = store::made_from(tx, import).await?;
    let here = |source: &Option<String>| source.as_ref().and_then(|source| made.get(source)).copied();
    let (mut parents, mut found) = (Vec::new(), Vec::new());
    for row in &rows {
        let Some(task_id) = here(&row.luggage.source) else { continue };
        parents.extend(here(&row.luggage.parent).map(|parent_id| (task_id, parent_id)));
        let of_row = row.luggage.relations.iter().filter_map(|(kind, other)| Some((*kind, *made.get(other)?)));
        let of_others = of_row.filter(|(_, other)| *other != task_id);
        found.extend(of_others.map(|(kind, other)| kept(task_id, kind, other)));
        start_series(tx, import, row, task_id).await?;
    }
    relations::take_turn(tx).await?;
    store::insert_parents(tx, &parents).await?;
    store::insert_relations(tx, &found).await
}

/// A relation from the task that it is kept with.
fn kept(task_id: TaskId, kind: RelationKind, other: TaskId) -> (TaskId, RelationKind, TaskId) {
    if kind.is_passive() { (other, kind.reversed(), task_id) } else { (task_id, kind, other) }
}

async fn start_series(tx: &mut TenantTx, import: &ImportRecord, row: &ImportRow, task_id: TaskId) -> Result<()> {
    let Some((series, day)) = row.luggage.series.as_ref().zip(row.due_on) else { return Ok(()) };
    let rule = Rule::parse(&series.rule)?;
    let row = RecurrenceRow {
        id: RecurrenceId::new(),
        project_id: import.project_id,
        rule: series.rule.clone(),
        cadence: series.cadence.name().to_owned(),
        time_zone: series.time_zone.clone(),
        starts_on: series.starts_on,
        newest_on: day,
        newest_task_id: task_id,
        next_on: next_date(&rule, series.cadence, series.starts_on, day),
        created_by: tx.person_id(),
    };
    recurrences::insert(tx, &row).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boards::import::luggage::Luggage;

    fn blocked(edges: &[(usize, usize)]) -> Vec<String> {
        let row = |(from, to): &(usize, usize)| {
            let relations = vec![(RelationKind::Blocks, to.to_string())];
            Ok(ImportRow {
                luggage: Luggage { source: Some(from.to_string()), relations, ..Luggage::default() },
                ..ImportRow::default()
            })
        };
        let mut found: Vec<String> = in_circles(&edges.iter().map(row).collect::<Vec<_>>()).into_iter().collect();
        found.sort();
        found
    }

    #[test]
    fn circles_and_what_lies_between_them_are_found_and_nothing_else() {
        assert_eq!(blocked(&[(1, 2), (2, 3), (1, 3)]), [""; 0]);
        assert_eq!(
            blocked(&[(0, 1), (1, 2), (2, 1), (2, 3), (3, 4), (4, 5), (5, 4), (5, 6)]),
            ["1", "2", "3", "4", "5"]
        );
        assert_eq!(blocked(&[(7, 7), (7, 8)]), ["7"]);
    }

    #[test]
    fn a_chain_as_long_as_a_file_may_be_is_no_circle() {
        let chain: Vec<(usize, usize)> = (0..20_000).map(|at| (at, at + 1)).collect();
        assert_eq!(blocked(&chain), [""; 0]);
    }
}
