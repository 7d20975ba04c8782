use super::{Person, Stage, WikiThings, small_picture};
use atrium::{
    actor::Role,
    boards::{
        self, GuestAccess, NewProject, NewRelation, NewTask,
        field::{FieldKind, NewField},
        import::{self, NewImport},
        project::{Column, GuestLevel, Label, Project},
        relation::RelationKind,
        saved_view::NewView,
        share::{self, NewShare},
        task::Card,
        template::{self, NewTemplate},
    },
    clock,
    ids::{
        AttachmentId, ChecklistItemId, CommentId, DeliveryId, FieldId, ImportId, InvitationId, ProjectId, RelationId,
        SavedViewId, ShareId, TeamId, TemplateId, TimeEntryId, WebhookId,
    },
    outbound::Reach,
    time_tracking::{self, NewTime},
    webhooks::{self, NewWebhook},
    workspace::{self, Invite},
};
use std::sync::atomic::{AtomicU32, Ordering};

/// One of everything in the workspace `north`, made by its founder.
pub struct Things {
    pub workspace_version: i32,
    pub project: Project,
    pub first_column: Column,
    /// Has no tasks.
    pub empty_column: Column,
    pub task: Card,
    pub other_task: Card,
    pub label: Label,
    /// The first task says something in it.
    pub field: FieldId,
    pub comment: CommentId,
    pub checklist_item: ChecklistItemId,
    /// The first task relates to the other.
    pub relation: RelationId,
    /// Shared by its owner.
    pub view: SavedViewId,
    /// It made one task.
    pub import: ImportId,
    pub attachment: AttachmentId,
    /// Half an hour of the founder's on the first task.
    pub time_entry: TimeEntryId,
    /// Of the first task.
    pub template: TemplateId,
    pub share: ShareId,
    /// It has one delivery, a test.
    pub webhook: WebhookId,
    pub delivery: DeliveryId,
    pub team: TeamId,
    pub wiki: WikiThings,
    pub invitation: InvitationId,
    pub invitation_secret: String,
    /// A member of the team.
    pub colleague: Person,
    /// Nothing is shared with them.
    pub guest: Person,
}

impl Stage {
    pub async fn things(&self, guests: &[(&Person, GuestLevel)]) -> Things {
        self.things_beside(self.wiki_things().await, guests).await
    }

    /// The same, beside a wiki that is there.
    pub async fn things_beside(&self, wiki: WikiThings, guests: &[(&Person, GuestLevel)]) -> Things {
        let (db, founder) = (&self.db, &self.actor(&self.founder).await);
        let (project, first_column, empty_column) = self.project(guests).await;
        let new = NewField { name: "Material".to_owned(), kind: FieldKind::Text, options: Vec::new() };
        let field = boards::add_field(db, founder, project.id, new, None).await.expect("a field").id;
        let fields = [(field, "Oak".to_owned())].into();
        let new = NewTask { title: "Paint the fence".to_owned(), fields, ..NewTask::default() };
        let task = boards::create_task(db, founder, project.id, new, None).await.expect("a task");
        let new = NewTask { title: "Mow the lawn".to_owned(), ..NewTask::default() };
        let other_task = boards::create_task(db, founder, project.id, new, None).await.expect("another task");
        let new = NewRelation { kind: RelationKind::Relates, other_id: other_task.id };
        let relation = boards::relate_tasks(db, founder, task.id, new, None).await.expect("a relation").id;
        let comment = boards::add_comment(db, founder, task.id, "In green?", None).await.expect("a comment");
        let items = boards::add_checklist_items(db, founder, task.id, "Sand it\nPrime it", None).await;
        let label = boards::add_label(db, founder, project.id, "garden", 3, None).await.expect("a label");
        let file =
            NewImport { source: "a.csv".to_owned(), content: b"title\nBuy paint\n".to_vec(), ..NewImport::default() };
        let import = import::start_import(db, founder, project.id, file, None).await.expect("an import").id;
        import::run_import(db, founder, import).await.expect("imports");
        let attachment = self.attach(&self.founder, task.id, "plan.png", &small_picture()).await;
        let new = NewTime { minutes: 30, ..NewTime::default() };
        let time = time_tracking::add_time(db, founder, task.id, new, None, clock::now()).await.expect("time");
        let new = NewTemplate { name: "Fence".to_owned(), keep_people: false };
        let kept = template::save_task_template(db, founder, task.id, new, None).await.expect("a template");
        let new = NewShare { days: 7, descriptions: false };
        let share = share::make_share(db, founder, project.id, new, None, clock::now()).await.expect("a link").id;
        let late = NewView { name: "Late".to_owned(), query: "due=late".to_owned(), shared: true };
        let view = boards::save_view(db, founder, project.id, late, None).await.expect("a view").id;
        let (webhook, delivery) = self.webhook(project.id).await;
        let colleague = self.member("Colin", Role::Member).await;
        let name = project.name.clone();
        let team = workspace::create_team(db, founder, &name, None, clock::now()).await.expect("a team");
        workspace::add_team_member(db, founder, team, colleague.id()).await.expect("a team member");
        let form = Invite { email: None, role: Role::Viewer, days: 1, base_url: "" };
        let invited = workspace::invite(db, founder, form, None, clock::now()).await.expect("an invitation");
        let invitation_secret = invited.link.expect("a link").rsplit('/').next().expect("a secret").to_owned();
        let workspace_version = workspace::view(db, founder).await.expect("a workspace").version;
        Things {
            workspace_version,
            project,
            first_column,
            empty_column,
            task,
            other_task,
            relation,
            label,
            field,
            comment,
            checklist_item: items.expect("items")[0].id,
            view,
            import,
            attachment,
            time_entry: time.id,
            template: kept.id,
            share,
            webhook,
            delivery,
            team,
            wiki,
            invitation: invited.id,
            invitation_secret,
            colleague,
            guest: self.member("Gwen", Role::Guest).await,
        }
    }

    /// A webhook of a project, and its first delivery.
    async fn webhook(&self, project_id: ProjectId) -> (WebhookId, DeliveryId) {
        let (db, founder, now) = (&self.db, &self.actor(&self.founder).await, clock::now());
        let address = "https://example.org/hooks".to_owned();
        let new = NewWebhook { address, project_id: Some(project_id), ..NewWebhook::default() };
        let made = webhooks::create_webhook(db, founder, new, &Reach::default(), None, now).await.expect("a webhook");
        webhooks::test_webhook(db, founder, made.id, "", now).await.expect("a delivery");
        let log = webhooks::deliveries(db, founder, made.id, None, None, 1, now).await.expect("a log");
        (made.id, log.items[0].id)
    }

    /// A project with a key of its own, its first column, and one more at the end.
    pub async fn project(&self, guests: &[(&Person, GuestLevel)]) -> (Project, Column, Column) {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let (db, founder) = (&self.db, &self.actor(&self.founder).await);
        let key = format!("P{}", NUMBER.fetch_add(1, Ordering::Relaxed) + 10);
        let name = format!("Project {key}");
        let new = NewProject { key: key.clone(), name, description: String::new(), hue: 0 };
        let project = boards::create_project(db, founder, new, None).await.expect("a project");
        for (person, level) in guests {
            let access = GuestAccess { person_id: person.id(), level: Some(*level) };
            boards::set_guest(db, founder, project.id, access).await.expect("a guest");
        }
        let empty = boards::add_column(db, founder, project.id, "Extra", None).await.expect("a column");
        let board = boards::board(db, founder, &key, clock::now()).await.expect("a board");
        (project, board.columns[0].clone(), empty)
    }
}
