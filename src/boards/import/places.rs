//! Where the rows of one chunk go: columns and labels by name, made where they are missing.

use super::{
    sheet::{Sheet, SheetColumn},
    store::Made,
    view::ImportRow,
};
use crate::{
    Error, Result,
    boards::{
        project::{Column, Label},
        rank,
        store::{columns, projects, tasks},
    },
    database::TenantTx,
    ids::{ColumnId, LabelId, ProjectId},
};
use std::collections::{BTreeMap, HashMap, hash_map::Entry};

/// A locked column, and the rank of its last task.
struct Place {
    column: Column,
    last: Option<String>,
}

pub struct Places {
    by_name: HashMap<String, ColumnId>,
    first: ColumnId,
    locked: BTreeMap<ColumnId, Place>,
    labels: HashMap<String, LabelId>,
}

impl Places {
    /// Finds or makes what the rows name, and takes the turn of their columns. The project's turn is
    /// taken already.
    pub async fn prepare(
        tx: &mut TenantTx,
        project_id: ProjectId,
        rows: &[&ImportRow],
        sheet: &Sheet,
        made: &mut Made,
    ) -> Result<Self> {
        let mut there = columns::list(tx, project_id).await?;
        let first = there.first().ok_or(Error::NotFound)?.id;
        for name in rows.iter().filter_map(|row| row.column.as_deref()) {
            if !there.iter().any(|column| column.name.to_lowercase() == name.to_lowercase()) {
                let new = sheet.column(name);
                add_column(tx, project_id, &mut there, &new, made).await?;
            }
        }
        let mut by_name = HashMap::new();
        for column in &there {
            by_name.entry(column.name.to_lowercase()).or_insert(column.id);
        }
        let mut places =
            Self { by_name, first, locked: BTreeMap::new(), labels: labels(tx, project_id, rows, sheet, made).await? };
        let mut wanted: Vec<ColumnId> = rows.iter().map(|row| places.column_id(row)).collect();
        // Always in one order, so that no two imports wait for one another.
        wanted.sort_unstable();
        wanted.dedup();
        for id in wanted {
            let column = columns::lock(tx, project_id, id).await?;
            let last = tasks::rank_before(tx, id, None, None).await?;
            places.locked.insert(id, Place { column, last });
        }
        Ok(places)
    }

    fn column_id(&self, row: &ImportRow) -> ColumnId {
        let named = row.column.as_ref().and_then(|name| self.by_name.get(&name.to_lowercase()));
        named.copied().unwrap_or(self.first)
    }

    /// The end of the row's column: the column, a rank after all others, and whether work there is done.
    pub fn take(&mut self, row: &ImportRow) -> Result<(ColumnId, String, bool)> {
        let id = self.column_id(row);
        let place = self.locked.get_mut(&id).ok_or(Error::NotFound)?;
        let rank = rank::between(place.last.as_deref(), None).map_err(Error::internal)?;
        place.last = Some(rank.clone());
        Ok((id, rank, place.column.done))
    }

    pub fn labels(&self, row: &ImportRow) -> impl Iterator<Item = LabelId> {
        row.labels.iter().filter_map(|name| self.labels.get(&name.to_lowercase()).copied())
    }
}

/// A column before the finished work at the end of the board.
pub async fn add_column(
    tx: &mut TenantTx,
    project_id: ProjectId,
    there: &mut Vec<Column>,
    new: &SheetColumn,
    made: &mut Made,
) -> Result<()> {
    if there.len() >= super::sheet::MOST_COLUMNS {
        return Err(Error::invalid("mapping", "A board has at most 50 columns."));
    }
    let done = new.is_done();
    let finished = there.iter().rev().take_while(|column| column.done).count();
    let at = if done { there.len() } else { there.len() - finished };
    let low = at.checked_sub(1).map(|before| there[before].rank.as_str());
    let high = there.get(at).map(|next| next.rank.as_str());
    let rank = rank::between(low, high).map_err(Error::internal)?;
    let column = new.column(rank);
    columns::insert(tx, project_id, &column).await?;
    made.columns.push(column.id);
    there.insert(at, column);
    Ok(())
}

async fn labels(
    tx: &mut TenantTx,
    project_id: ProjectId,
    rows: &[&ImportRow],
    sheet: &Sheet,
    made: &mut Made,
) -> Result<HashMap<String, LabelId>> {
    let there = projects::labels(tx, project_id).await?;
    let mut known: HashMap<String, LabelId> =
        there.into_iter().map(|label| (label.name.to_lowercase(), label.id)).collect();
    let of_rows = rows.iter().flat_map(|row| &row.labels).map(|name| (name, hue_of(name)));
    for (name, hue) in sheet.labels.iter().map(|label| (&label.name, label.hue)).chain(of_rows) {
        if let Entry::Vacant(unknown) = known.entry(name.to_lowercase()) {
            let label = Label { id: LabelId::new(), name: name.clone(), hue };
            projects::insert_label(tx, project_id, &label).await?;
            unknown.insert(label.id);
            made.labels.push(label.id);
        }
    }
    Ok(known)
}

/// The same name gets the same colour everywhere.
fn hue_of(name: &str) -> i16 {
    let sum: u32 = name.to_lowercase().bytes().fold(7, |sum, byte| (sum * 31 + u32::from(byte)) % 9_973);
    i16::try_from(sum % 10).unwrap_or(0)
}
