use crate::stage::{Person, Stage};
use atrium::{
    actor::{Actor, Role},
    boards::{
        self, NewTask, TaskEdit,
        mention::{self, Mention},
        project::Project,
        task::Card,
    },
    clock,
    ids::PersonId,
    inbox::{self, InboxView, Reason, Shelf},
    workspace::Visit,
};

/// Fatima's board of one task, made by her, and Ada and Bo in the workspace.
pub struct Scene {
    pub stage: Stage,
    pub fatima: Actor,
    pub ada: Person,
    pub bo: Person,
    pub project: Project,
    pub task: Card,
}

impl Scene {
    pub async fn new() -> Self {
        let stage = Stage::new().await;
        let fatima = stage.actor(&stage.founder).await;
        let (ada, bo) = (stage.member("Ada", Role::Member).await, stage.member("Bo", Role::Member).await);
        let (project, ..) = stage.project(&[]).await;
        let new = NewTask { title: "Mend the roof".to_owned(), ..NewTask::default() };
        let task = boards::create_task(&stage.db, &fatima, project.id, new, None).await.unwrap();
        Self { stage, fatima, ada, bo, project, task }
    }

    /// Reads the log to its end, as the server does after each commit.
    pub async fn catch_up(&self) {
        inbox::catch_up(&self.stage.db, self.fatima.workspace_id).await.unwrap();
    }

    pub async fn says(&self, who: &Person, words: &str) {
        let actor = self.stage.actor(who).await;
        boards::add_comment(&self.stage.db, &actor, self.task.id, words, None).await.unwrap();
    }

    pub async fn edits(&self, edit: TaskEdit) {
        boards::edit_task(&self.stage.db, &self.fatima, self.task.id, edit, None).await.unwrap();
    }

    pub async fn assigns(&self, people: &[&Person]) {
        let people = people.iter().map(|person| person.id()).collect();
        self.edits(TaskEdit { assignees: Some(people), ..TaskEdit::default() }).await;
    }

    pub async fn shelf(&self, who: &Person, shelf: Shelf) -> InboxView {
        let actor = self.stage.actor(who).await;
        let mut visit = Visit { actor, tx: self.stage.db.view(&actor).await.unwrap() };
        inbox::inbox(&mut visit, shelf, clock::now()).await.unwrap()
    }

    /// Reads the log, and says why somebody was told what, newest first.
    pub async fn told(&self, who: &Person) -> Vec<(Reason, String)> {
        self.catch_up().await;
        let view = self.shelf(who, Shelf::Open).await;
        view.items.into_iter().flat_map(|item| item.lines).map(|line| (line.reason, line.what)).collect()
    }
}

/// As a text calls somebody.
pub fn call(who: PersonId, name: &str) -> String {
    mention::write(&Mention { person_id: who, name: name.to_owned() })
}
