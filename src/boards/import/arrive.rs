//! What a file brings besides tasks: the columns, labels and fields of its board.

use super::{
    fields::Fields,
    places::{self, Places},
    sheet::Sheet,
    store::{self, ImportRecord},
};
use crate::{
    Result,
    boards::{project::Column, rank, store::columns},
    database::TenantTx,
    ids::ProjectId,
};

/// Whether the file knows its columns and the project has nothing in its own yet, so that it takes them over.
pub async fn replaces_columns(tx: &mut TenantTx, project_id: ProjectId, sheet: &Sheet) -> Result<bool> {
    Ok(!sheet.columns.is_empty() && store::has_no_tasks(tx, project_id).await?)
}

/// Makes the columns, labels and fields of the file, also those without a task. The project's turn is taken.
pub async fn settle(tx: &mut TenantTx, import: &mut ImportRecord, sheet: &Sheet) -> Result<()> {
    let project_id = import.project_id;
    if replaces_columns(tx, project_id, sheet).await? {
        for column in columns::list(tx, project_id).await? {
            columns::delete(tx, column.id).await?;
            import.made.replaced.push(column);
        }
        for (new, rank) in sheet.columns.iter().zip(rank::spread(sheet.columns.len())) {
            let column = new.column(rank);
            columns::insert(tx, project_id, &column).await?;
            import.made.columns.push(column.id);
        }
    } else {
        let mut there = columns::list(tx, project_id).await?;
        for new in &sheet.columns {
            if !there.iter().any(|column| column.name.to_lowercase() == new.name.to_lowercase()) {
                places::add_column(tx, project_id, &mut there, new, &mut import.made.0).await?;
            }
        }
    }
    Places::prepare(tx, project_id, &[], sheet, &mut import.made.0).await?;
    Fields::prepare(tx, project_id, &[], sheet, &mut import.made.0).await?;
    Ok(())
}

/// Puts the columns back whose place the file took, if the project is empty again.
pub async fn put_back(tx: &mut TenantTx, import: &ImportRecord) -> Result<()> {
    if import.made.replaced.is_empty() || !store::has_no_tasks(tx, import.project_id).await? {
        return Ok(());
    }
    let mut last = columns::list(tx, import.project_id).await?.pop().map(|column| column.rank);
    for column in &import.made.replaced {
        let rank = rank::between(last.as_deref(), None).map_err(crate::Error::internal)?;
        columns::insert(tx, import.project_id, &Column { rank: rank.clone(), ..column.clone() }).await?;
        last = Some(rank);
    }
    Ok(())
}
