use super::Error;
use std::fmt::Debug;

impl Error {
    /// Logs the cause under a fresh report number and keeps only the number.
    pub fn internal(cause: impl Debug) -> Self {
        let report = uuid::Uuid::new_v4().simple().to_string()[..10].to_owned();
        tracing::error!(report, ?cause, "an act failed on our side");
        Self::Internal { report }
    }
}

impl From<sqlx::Error> for Error {
    fn from(cause: sqlx::Error) -> Self {
        match &cause {
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::PoolTimedOut => Self::Busy { retry_after_seconds: 2 },
            sqlx::Error::Database(refusal) => match refusal.constraint().and_then(explain) {
                Some((field, message)) => Self::invalid(field, message),
                None => match refusal.code().as_deref() {
                    // A read-only transaction: the caller's token may only read.
                    Some("25006") => Self::Forbidden,
                    // NUL, which texts in Postgres cannot have.
                    Some("22021") => Self::invalid("", "This text has a character that cannot be stored."),
                    // Serialization failure, deadlock, lock timeout, statement timeout.
                    Some("40001" | "40P01" | "55P03" | "57014") => Self::Busy { retry_after_seconds: 1 },
                    _ => Self::internal(cause),
                },
            },
            _ => Self::internal(cause),
        }
    }
}

/// What a broken constraint means to the person who filled in the form.
fn explain(constraint: &str) -> Option<(&'static str, &'static str)> {
    Some(match constraint {
        "person_email_key" => ("email", "This address is already in use."),
        "workspace_slug_key" => ("slug", "This address is taken. Please choose another."),
        "team_name_key" => ("name", "There is already a team of this name."),
        "project_key_key" => ("key", "Another project has this key."),
        "saved_view_name_key" => ("name", "You already have a view of this name here."),
        "template_name_key" => ("name", "There is already a template of this name."),
        "label_name_key" => ("name", "There is already a label of this name."),
        "field_name_key" => ("name", "There is already a field of this name."),
        "field_value_option_fkey" => ("fields", "This choice is not there any more."),
        "task_assignee_member_fkey" => ("assignees", "Only members of this workspace can be assigned."),
        "member_manager_fkey" => ("manager", "The manager must be a member of this workspace."),
        "team_member_member_fkey" => ("person", "Only members of this workspace can join a team."),
        "access_grant_person_fkey" => ("grants", "Only members of this workspace can be given access."),
        "access_grant_team_fkey" => ("grants", "This team is not there any more."),
        "access_scope_project_key" => ("project_id", "This project has a space already."),
        "space_slug_key" => ("slug", "Another space has this address. Please choose another."),
        "tag_name_key" => ("name", "There is already a tag of this name."),
        "page_tag_tag_fkey" | "task_tag_tag_fkey" => ("tags", "This tag is not there any more."),
        "project_guest_member_fkey" => ("person", "Only members of this workspace can be given access."),
        "time_entry_running" => ("", "Your timer runs already. Please try again."),
        "task_start_before_due" => ("start_on", "The start cannot be after the due date."),
        "task_label_label_fkey" => ("labels", "This label is not of this project."),
        _ => return None,
    })
}
