use super::{Desk, Step, api::try_import};
use crate::ui::{Button, ButtonKind};
use atrium::boards::import::{Field, Mapping};
use leptos::{prelude::*, task::spawn_local};

/// The second step: what each header of the file means. It begins with a guess.
#[component]
pub fn MatchColumns(desk: Desk) -> impl IntoView {
    let format =
        desk.preview.with_untracked(|preview| preview.as_ref().map(|preview| preview.format)).unwrap_or_default();
    let mapping = RwSignal::new(
        desk.preview
            .with_untracked(|preview| preview.as_ref().map(|preview| preview.mapping.clone()))
            .unwrap_or_default(),
    );
    let headers = mapping.get_untracked().0;
    // A header that stands over several columns is matched once.
    let first = |index: usize| headers.iter().position(|other| other.header == headers[index].header) == Some(index);
    let once: Vec<_> = headers.iter().cloned().enumerate().filter(|(index, _)| first(*index)).collect();
    let rows = once.into_iter().map(|(index, mapped)| {
        let header = mapped.header.clone();
        let set = move |event| {
            let field: Field = event_target_value(&event).parse().unwrap_or_default();
            mapping.update(|mapping| {
                for mapped in mapping.0.iter_mut().filter(|mapped| mapped.header == header) {
                    mapped.field = field;
                }
            });
        };
        let label = format!("What {} is", mapped.header);
        view! {
            <tr>
                <td>{mapped.header}</td>
                <td>
                    <select aria-label=label on:change=set>
                        {Field::ALL.into_iter().map(|field| view! {
                            <option value=field.name() selected=field == mapped.field>{field.words()}</option>
                        }).collect_view()}
                    </select>
                </td>
                <td class="sample">{sample(desk, index)}</td>
            </tr>
        }
    });
    view! {
        <div class="stack">
            <p>{format!("This looks like {}. Say what each of its columns is; we guessed from the names.", format.words())}</p>
            <div class="table-scroll">
                <table class="table mapping">
                    <thead><tr><th scope="col">"In the file"</th><th scope="col">"Becomes"</th><th scope="col">"Example"</th></tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
            <div class="row">
                <Button on:click=move |_| desk.step.set(Step::File)>"Another file"</Button>
                <Button kind=ButtonKind::Primary busy=desk.busy on:click=move |_| spawn_local(attempt(desk, mapping.get_untracked()))>"Try it"</Button>
            </div>
        </div>
    }
}

async fn attempt(desk: Desk, mapping: Mapping) {
    let Some((_, content)) = desk.file.get_untracked() else { return };
    desk.busy.set(true);
    desk.error.set(None);
    match try_import(desk.workspace.get_value(), desk.project, content, Some(mapping)).await {
        Ok(preview) => {
            desk.preview.set(Some(preview));
            desk.step.set(Step::Try);
        }
        Err(failure) => desk.error.set(Some(failure.to_string())),
    }
    desk.busy.set(false);
}

/// The cell of the first row, as far as a simple look at the file finds it.
fn sample(desk: Desk, index: usize) -> String {
    desk.file.with_untracked(|file| {
        let content = file.as_ref().map_or("", |(_, content)| content.as_str());
        let header = content.lines().next().unwrap_or_default();
        let mark = [',', ';', '\t'].into_iter().max_by_key(|mark| header.matches(*mark).count()).unwrap_or(',');
        cells(content.split_once('\n').map_or("", |(_, rest)| rest), mark).get(index).cloned().unwrap_or_default()
    })
}

/// The cells of the first record. A quoted cell may run over several lines.
fn cells(text: &str, mark: char) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in text.chars().take(20_000) {
        match c {
            '"' => quoted = !quoted,
            '\n' if !quoted => break,
            c if c == mark && !quoted => cells.push(String::new()),
            c => cells.last_mut().map(|cell| cell.push(c)).unwrap_or_default(),
        }
    }
    cells.into_iter().map(|cell| cell.chars().take(80).collect::<String>().trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::cells;

    #[test]
    fn a_quoted_cell_keeps_its_marks() {
        assert_eq!(cells("a,\"b, and\nmore\",c\nnext", ','), ["a", "b, and\nmore", "c"]);
    }
}
