use super::boat;
use atrium::{
    boards::{
        self,
        import::{Format, NewImport, Reading, dry_run, run_import, start_import},
        task::Priority,
    },
    clock,
};

const FILE: &str = "Summary,Issue key,Issue id,Issue Type,Status,Priority,Assignee,Reporter,Due date,Labels,Labels,\
    Description,Sprint,Sprint,Comment,Comment\n\
    Mend the roof,SHOP-12,10012,Bug,In Progress,Highest,Colin,Ines,21/Nov/26 3:04 PM,wood,rain,\
    \"h2. Why\n*It rains* in, see [here|https://a.test]\",Sprint 4,Sprint 5,20/Nov/26 9:00 AM;Colin;Soon,21/Nov/26 3:04 PM;557058:x;_Bring_ nails; please\n\
    Paint,SHOP-13,10013,Task,Backlog,Medium,,,,,,,,,,\n";

#[tokio::test]
async fn issues_of_jira_are_known_by_their_headers_and_come_in_once() {
    let (stage, actor, project) = boat().await;
    let found = dry_run(&stage.db, &actor, project.id, FILE.as_bytes(), Reading::default()).await.unwrap();
    assert_eq!((found.format, found.good, found.comments), (Format::Jira, 2, 2));
    for expected in [2, 0] {
        let new = NewImport { source: "jira.csv".to_owned(), content: FILE.into(), ..NewImport::default() };
        let started = start_import(&stage.db, &actor, project.id, new, None).await.unwrap();
        run_import(&stage.db, &actor, started.id).await.unwrap();
        let done = boards::import::import(&stage.db, &actor, started.id, clock::now()).await.unwrap();
        assert_eq!((done.made, done.skipped), (expected, 2 - expected));
    }
    let board = boards::board(&stage.db, &actor, &project.key, clock::now()).await.unwrap();
    let roof = board.cards.iter().find(|card| card.title == "Mend the roof").unwrap();
    assert_eq!((roof.priority, roof.labels.len(), roof.assignees.len()), (Priority::Urgent, 5, 1));
    assert_eq!(roof.due_on.unwrap().to_string(), "2026-11-21");
    let roof = boards::task(&stage.db, &actor, roof.id, clock::now()).await.unwrap();
    assert_eq!(roof.description, "## Why\n**It rains** in, see [here](<https://a.test>)\n\n**Reporter:** Ines");
    let bodies: Vec<&str> = roof.comments_list.iter().map(|comment| comment.body.as_str()).collect();
    assert_eq!(bodies, ["Soon", "**557058:x**, 21/Nov/26 3:04 PM\n\n*Bring* nails; please"]);
}
