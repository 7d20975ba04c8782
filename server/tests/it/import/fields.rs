use super::{boat, file};
use atrium::{
    boards::{
        self,
        field::{FieldKind, NewField, OptionEdit},
        import::{Field, Mapping, NewImport, OnProblem, import, run_import, start_import, undo_import},
    },
    clock,
};

const FILE: &str = "Title,Cost,Stage,Customer,Reviewer\n\
    Sand the hull,12.50,early,North,colin\n\
    Varnish the mast,much,Later,=South,Nobody Known\n";

#[tokio::test]
async fn what_a_table_says_in_fields_goes_into_fields_and_what_cannot_is_not_lost() {
    let (stage, actor, project) = boat().await;
    let (db, id) = (&stage.db, project.id);
    let option = OptionEdit { name: "Early".to_owned(), ..OptionEdit::default() };
    for (name, kind, options) in [
        ("Cost", FieldKind::Number, Vec::new()),
        ("stage", FieldKind::Select, vec![option]),
        ("Reviewer", FieldKind::Person, Vec::new()),
    ] {
        let new = NewField { name: name.to_owned(), kind, options };
        boards::add_field(db, &actor, id, new, None).await.unwrap();
    }
    let headers: Vec<String> = FILE.lines().next().unwrap().split(',').map(str::to_owned).collect();
    let mut mapping = Mapping::guess(&headers);
    for header in &headers[1..] {
        mapping.set(header, Field::CustomField).unwrap();
    }
    let new = NewImport { mapping: Some(mapping), ..file(FILE, OnProblem::SkipRow) };
    let started = start_import(db, &actor, id, new, None).await.unwrap();
    run_import(db, &actor, started.id).await.unwrap();
    assert_eq!(import(db, &actor, started.id, clock::now()).await.unwrap().made, 2);

    let board = boards::board(db, &actor, &project.key, clock::now()).await.unwrap();
    let said = |card: usize, name: &str| {
        let field = board.fields.iter().find(|field| field.name == name).unwrap();
        let written = board.cards[card].fields.get(&field.id)?;
        let option = written.parse().ok().and_then(|id| field.option(id));
        Some(option.map_or(written.clone(), |option| option.name.clone()))
    };
    let colin = board.people.iter().find(|person| person.name == "Colin").unwrap().id.to_string();
    assert_eq!((said(0, "Cost").as_deref(), said(0, "stage").as_deref()), (Some("12.5"), Some("Early")));
    assert_eq!((said(0, "Customer").as_deref(), said(0, "Reviewer")), (Some("North"), Some(colin)));
    assert_eq!((said(1, "stage").as_deref(), said(1, "Customer").as_deref()), (Some("Later"), Some("=South")));
    assert_eq!((said(1, "Cost"), said(1, "Reviewer")), (None, None));
    let mast = boards::task_by_number(db, &actor, &project.key, 2, clock::now()).await.unwrap();
    assert_eq!(mast.description, "**Cost:** much\n\n**Reviewer:** Nobody Known");

    // The field that came with the file goes with it; those that were there stay.
    undo_import(db, &actor, started.id).await.unwrap();
    let board = boards::board(db, &actor, &project.key, clock::now()).await.unwrap();
    let names: Vec<_> = board.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["Cost", "stage", "Reviewer"]);
}
