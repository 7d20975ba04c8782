//! A project that was exported here.

use super::{
    cells::shorten,
    format::Format,
    luggage::{Luggage, Remark, Series},
    sheet::{Sheet, SheetColumn, SheetLabel, refuse},
    ties,
    trello::not_json,
    view::{ImportRow, Problem},
};
use crate::{
    Result,
    boards::{
        checklist::{MOST_ITEMS, NewItem, parse_text},
        estimate::Estimate,
        export::document::{
            ColumnDocument, CommentDocument, FieldDocument, ItemDocument, LabelDocument, PROJECT, RepeatDocument,
            TaskDocument, VERSION, WORKSPACE,
        },
        field::{self, Field, FieldKind, FieldOption, MOST_OPTIONS},
        recurrence::Rule,
        task::{parse_description, parse_title},
    },
    clock,
    ids::{FieldId, OptionId, TaskId},
    text,
};
use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Deserialize)]
struct Project<'a> {
    format: String,
    version: u32,
    #[serde(default)]
    columns: Vec<ColumnDocument>,
    #[serde(default)]
    labels: Vec<LabelDocument>,
    #[serde(default)]
    fields: Vec<FieldDocument>,
    #[serde(borrow, default)]
    tasks: Vec<&'a RawValue>,
}

/// Reads an export. A task that cannot go in is a problem; a damaged file is refused.
pub fn read(content: &[u8], zone: &str) -> Result<Sheet> {
    let project: Project<'_> = serde_json::from_slice(content).map_err(|error| refuse(not_json(&error)))?;
    if project.format == WORKSPACE {
        return Err(refuse("This is a whole workspace. Export its projects one by one to import them."));
    }
    if project.format != PROJECT {
        return Err(refuse("This is JSON, but no project that was exported here."));
    }
    if project.version > VERSION {
        return Err(refuse("A newer version of Atrium made this file. Update this one to read it."));
    }
    let mut columns: Vec<SheetColumn> = Vec::new();
    for column in project.columns {
        let name = text::line("columns", &column.name, 60)?;
        // Tasks name their column, so two of one name are one.
        if !columns.iter().any(|other| other.name.to_lowercase() == name.to_lowercase()) {
            let task_limit = column.task_limit.filter(|limit| *limit > 0);
            columns.push(SheetColumn { name, done: Some(column.done), task_limit });
        }
    }
    let label = |label: LabelDocument| {
        Ok(SheetLabel { name: text::line("labels", &label.name, 40)?, hue: label.hue.clamp(0, 9) })
    };
    let fields = project.fields.into_iter().map(field).collect::<Result<_>>()?;
    let labels = project.labels.into_iter().map(label).collect::<Result<_>>()?;
    let mut rows: Vec<_> = (1..).zip(project.tasks).map(|(number, raw)| read_task(number, raw, zone)).collect();
    ties::check(&mut rows);
    Ok(Sheet { format: Format::Json, columns, labels, fields, rows, ..Sheet::default() })
}

/// A field as the file has it. Its id and place are given when it is made. Tasks name their choice, so two of one name
/// are one.
fn field(document: FieldDocument) -> Result<Field> {
    let mut options: Vec<FieldOption> = Vec::new();
    for option in document.options.into_iter().filter(|_| document.kind == FieldKind::Select) {
        let name = text::line("fields", &option.name, 60)?;
        if options.len() < MOST_OPTIONS && !options.iter().any(|other| other.name.to_lowercase() == name.to_lowercase())
        {
            let hue = option.hue.clamp(0, 9);
            options.push(FieldOption { id: OptionId::new(), name, hue, archived: option.archived });
        }
    }
    Ok(Field {
        id: FieldId::new(),
        name: field::parse_name(&document.name)?,
        kind: document.kind,
        rank: String::new(),
        options,
        on_card: document.on_card,
        archived: false,
        version: 1,
    })
}

#[derive(Deserialize)]
struct Titled {
    title: String,
}

fn read_task(line: i32, raw: &RawValue, zone: &str) -> Result<ImportRow, Problem> {
    let title = serde_json::from_str::<Titled>(raw.get()).map(|titled| shorten(&titled.title, 120)).unwrap_or_default();
    let task: Result<TaskDocument, _> = serde_json::from_str(raw.get());
    let row = task.map_err(|error| format!("It is damaged: {error}.")).and_then(|task| row(line, task, zone));
    row.map_err(|reason| Problem { line, name: title, reason })
}

fn row(line: i32, task: TaskDocument, zone: &str) -> Result<ImportRow, String> {
    let line_of =
        |name: &str, most| text::line("", name, most).map_err(|refusal| format!("The column or a label: {refusal}"));
    Ok(ImportRow {
        line,
        title: parse_title(&task.title).map_err(|refusal| format!("The title: {refusal}"))?,
        description: parse_description(&task.description).map_err(|refusal| format!("The description: {refusal}"))?,
        column: Some(line_of(&task.column, 60)?),
        labels: task.labels.iter().map(|label| line_of(label, 40)).collect::<Result<_, _>>()?,
        priority: task.priority,
        start_on: task.start_on,
        due_on: task.due_on,
        estimate: task
            .estimate
            .map(|it| Estimate::of_minutes(it.minutes()))
            .transpose()
            .map_err(|it| it.to_string())?,
        assignees: task.assignees.iter().map(ToString::to_string).collect(),
        archived: task.archived_at.is_some(),
        luggage: Luggage {
            source: Some(source(task.id)),
            checklist: checklist(task.checklist)?,
            parent: task.parent.map(source),
            relations: task.relations.iter().map(|one| (one.kind, source(one.task))).collect(),
            series: task.repeats.map(series).transpose()?,
            fields: task.fields.into_iter().filter(|(_, said)| !said.trim().is_empty()).collect(),
            comments: task.comments.into_iter().map(|comment| remark(comment, zone)).collect(),
            created_by: Some(task.created_by.to_string()),
            created_at: task.created_at,
            updated_at: task.updated_at,
            completed_at: task.completed_at,
            archived_at: task.archived_at,
        },
    })
}

/// What a task is called where it comes from.
fn source(id: TaskId) -> String {
    format!("atrium:{id}")
}

/// The other way round.
pub(super) fn id_of(source: &str) -> Option<TaskId> {
    source.strip_prefix("atrium:")?.parse().ok()
}

fn checklist(items: Vec<ItemDocument>) -> Result<Vec<NewItem>, String> {
    if items.len() > MOST_ITEMS {
        return Err(format!("A checklist has at most {MOST_ITEMS} items. This has {}.", items.len()));
    }
    let item = |item: ItemDocument| Ok(NewItem { text: parse_text(&item.text)?, done: item.done });
    items.into_iter().map(item).collect::<crate::Result<_>>().map_err(|refusal| format!("The checklist: {refusal}"))
}

fn series(repeats: RepeatDocument) -> Result<Series, String> {
    let rule = Rule::parse(&repeats.rule).map_err(|refusal| format!("How it repeats: {refusal}"))?;
    if !clock::is_time_zone(&repeats.time_zone) {
        return Err("How it repeats: this time zone is not known here.".to_owned());
    }
    let RepeatDocument { cadence, starts_on, time_zone, .. } = repeats;
    Ok(Series { rule: rule.to_string(), cadence, starts_on, time_zone })
}

fn remark(comment: CommentDocument, zone: &str) -> Remark {
    Remark {
        author: comment.author.to_string(),
        said_on: comment.at.map(|at| clock::day_in(zone, at)).unwrap_or_default(),
        at: comment.at,
        edited_at: comment.edited_at,
        body: comment.body,
    }
}
