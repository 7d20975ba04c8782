use super::*;
use crate::boards::{import::Field, task::Priority};
use proptest::prelude::*;

fn seen(file: &str) -> Preview {
    preview(file.as_bytes(), Format::Csv, None).unwrap()
}

#[test]
fn quoted_cells_keep_their_lines_and_the_next_row_its_number() {
    let found = seen("title,description\r\nOne,\"first\r\n\r\nsecond, \"\"third\"\"\"\r\n\r\nTwo,\r\n");
    assert_eq!((found.rows_total, found.good), (2, 2));
    assert_eq!(found.sample[0].description, "first\n\nsecond, \"third\"");
    assert_eq!((found.sample[0].line, found.sample[1].line), (2, 6));
}

#[test]
fn commas_semicolons_and_tabs_part_cells_and_a_mark_at_the_start_is_no_text() {
    for file in
        ["\u{feff}Title,Status\nA,Open", "Title;Status\nA;Open", "Title\tStatus\nA\tOpen", "Title,Status\rA,Open\r"]
    {
        let found = seen(file);
        assert_eq!(found.headers, ["Title", "Status"], "{file:?}");
        assert_eq!(found.sample[0].column.as_deref(), Some("Open"), "{file:?}");
    }
}

#[test]
fn a_broken_row_is_reported_with_its_line_and_the_rest_is_good() {
    let found = seen("title,priority,due\nA,high,2026-11-21\nB,soon,\n,low,\nC,low,someday\nD,low\nE,,\n");
    assert_eq!((found.rows_total, found.good, found.problem_count), (6, 2, 4));
    let lines: Vec<i32> = found.problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [3, 4, 5, 6]);
    assert_eq!(found.problems[1].reason, "There is no title.");
    assert_eq!(found.problems[3].reason, "There are 2 cells under 3 headers.");
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_reported() {
    let found = seen("title,description\nA,fine\nB,\"never closed\nC,lost\nD,lost\n");
    assert_eq!((found.good, found.problems[0].line), (1, 3));
}

#[test]
fn characters_that_are_not_utf_8_spoil_their_row_alone() {
    let found = preview(b"title\nCaf\xe9\nTea\n", Format::Csv, None).unwrap();
    assert_eq!((found.good, found.problems[0].line), (1, 2));
    assert!(preview(b"t\xefitle\nTea\n", Format::Csv, None).is_err());
}

#[test]
fn what_is_too_much_is_refused() {
    assert!(preview(b"", Format::Csv, None).is_err());
    assert!(preview(&vec![b'a'; MOST_BYTES + 1], Format::Csv, None).is_err());
    assert!(preview(format!("title\n{}", "x\n".repeat(MOST_ROWS + 1)).as_bytes(), Format::Csv, None).is_err());
    assert!(preview(&vec![b','; MOST_BYTES], Format::Csv, None).is_err());
    let many: String = (0..60).map(|n| format!("T,C{n}\n")).collect();
    assert_eq!(seen(&format!("title,column\n{many}")).problem_count, 10);
}

#[test]
fn further_headers_of_a_description_stand_under_their_names() {
    let headers = ["Title", "Reporter", "Description"].map(str::to_owned);
    let mut mapping = Mapping::guess(&headers);
    mapping.set("reporter", Field::Description).unwrap();
    let found = preview(b"Title,Reporter,Description\nA,Ines,Some text\n", Format::Csv, Some(&mapping)).unwrap();
    assert_eq!(found.sample[0].description, "Some text\n\n**Reporter:** Ines");
}

#[test]
fn labels_are_parted_prefixed_and_counted_once() {
    let mut mapping = Mapping::guess(&["title".to_owned(), "tags".to_owned()]);
    mapping.0[1].prefix = "area: ".to_owned();
    let found = preview(b"title,tags\nA,\"web, Web; api,\"\n", Format::Csv, Some(&mapping)).unwrap();
    assert_eq!(found.sample[0].labels, ["area: web", "area: api"]);
}

#[test]
fn a_mapping_needs_a_title_and_the_headers_of_its_file() {
    let mut mapping = Mapping::guess(&["title".to_owned()]);
    assert!(preview(b"other\nA\n", Format::Csv, Some(&mapping)).is_err());
    mapping.set("title", Field::Ignore).unwrap();
    assert!(preview(b"title\nA\n", Format::Csv, Some(&mapping)).is_err());
}

#[test]
fn the_requirements_of_asvs_5_are_understood_as_they_come() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/asvs-5.0.csv");
    let Ok(file) = std::fs::read(path) else {
        eprintln!("skipped: there is no {path}");
        return;
    };
    let found = preview(&file, Format::Csv, None).unwrap();
    assert_eq!((found.rows_total, found.good, found.columns.len()), (345, 345, 17));
    let first = &found.sample[0];
    assert_eq!(first.column.as_deref(), Some("Encoding and Sanitization"));
    assert_eq!(first.labels, ["Encoding and Sanitization Architecture"]);
    assert_eq!(first.priority, Priority::Medium);
    assert!(first.title.starts_with("V1.1.1 Verify that input is decoded") && first.title.chars().count() <= 120);
    assert!(first.description.ends_with("input validation or sanitization."));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused_and_every_row_is_good_or_a_problem(content in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(found) = preview(&content, Format::Csv, None) {
            prop_assert_eq!(found.good + found.problem_count, found.rows_total);
        }
    }

    #[test]
    fn any_text_with_the_signs_of_csv_does_too(content in "(title|due|priority|labels|[a-z\"',;\t\r\n \u{e9}]){0,60}") {
        if let Ok(found) = preview(content.as_bytes(), Format::Csv, None) {
            prop_assert_eq!(found.good + found.problem_count, found.rows_total);
        }
    }
}
