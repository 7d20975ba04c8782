use crate::stage::{Person, Stage};
use atrium::{
    actor::{Actor, Role},
    boards::{
        self, GuestAccess, NewProject, NewTask,
        board::Board,
        project::GuestLevel,
        task::{Card, TaskDetail},
    },
    clock,
    ids::TaskId,
};

/// A workspace with its owner acting in it.
pub struct Scene {
    pub stage: Stage,
    pub owner: Actor,
}

impl Scene {
    pub async fn new() -> Self {
        let stage = Stage::new().await;
        let owner = stage.actor(&stage.founder).await;
        Self { stage, owner }
    }

    pub async fn project(&self, key: &str) -> Board {
        let new = NewProject { key: key.to_owned(), name: key.to_owned(), description: String::new(), hue: 0 };
        boards::create_project(&self.stage.db, &self.owner, new, None).await.unwrap();
        self.board(key).await
    }

    pub async fn board(&self, key: &str) -> Board {
        boards::board(&self.stage.db, &self.owner, key, clock::now()).await.unwrap()
    }

    pub async fn task(&self, board: &Board, title: &str) -> Card {
        let new = NewTask { title: title.to_owned(), ..Default::default() };
        boards::create_task(&self.stage.db, &self.owner, board.project.id, new, None).await.unwrap()
    }

    pub async fn detail(&self, task_id: TaskId) -> TaskDetail {
        self.seen_by(&self.owner, task_id).await
    }

    pub async fn seen_by(&self, actor: &Actor, task_id: TaskId) -> TaskDetail {
        boards::task(&self.stage.db, actor, task_id, clock::now()).await.unwrap()
    }

    /// The card as the board shows it.
    pub async fn card(&self, key: &str, task_id: TaskId) -> Card {
        self.board(key).await.cards.into_iter().find(|card| card.id == task_id).unwrap()
    }

    pub async fn member(&self, name: &str, role: Role) -> (Person, Actor) {
        let person = self.stage.member(name, role).await;
        let actor = self.stage.actor(&person).await;
        (person, actor)
    }

    /// A guest with whom one project is shared.
    pub async fn guest(&self, name: &str, board: &Board, level: GuestLevel) -> Actor {
        let (person, actor) = self.member(name, Role::Guest).await;
        let access = GuestAccess { person_id: person.id(), level: Some(level) };
        boards::set_guest(&self.stage.db, &self.owner, board.project.id, access).await.unwrap();
        actor
    }
}
