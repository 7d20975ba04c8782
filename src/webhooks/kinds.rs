//! The events that can be told, in the groups in which people choose them. What is of one person alone (sign-ins,
//! profiles, what they watch) and the webhooks themselves are never told.

/// Events that begin alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// What people call them.
    pub name: &'static str,
    /// How their kinds begin, up to the dot.
    pub subjects: &'static [&'static str],
    pub example: &'static str,
}

const fn group(name: &'static str, subjects: &'static [&'static str], example: &'static str) -> Group {
    Group { name, subjects, example }
}

pub const GROUPS: [Group; 8] = [
    group("Tasks", &["task", "tasks"], "task.created, task.moved, task.edited"),
    group("Comments", &["comment"], "comment.added"),
    group("Checklists and relations", &["checklist", "relation"], "checklist.ticked, relation.added"),
    group("Time", &["time"], "time.started, time.recorded"),
    group("Files", &["attachment"], "attachment.added"),
    group("Boards", &["column", "label", "field", "share", "guest"], "column.created, label.edited"),
    group("Projects", &["project", "import", "template"], "project.created, import.done"),
    group("People and the workspace", &["workspace", "member", "invitation", "team"], "member.joined"),
];

/// Whether an event of this kind may be told at all.
#[cfg(feature = "ssr")]
pub fn is_told(kind: &str) -> bool {
    GROUPS.iter().any(|group| group.subjects.contains(&subject(kind)))
}

/// Whether a choice of kinds has this one: as itself or as its beginning. An empty choice has all.
#[cfg(feature = "ssr")]
pub fn chosen(kinds: &[String], kind: &str) -> bool {
    is_told(kind) && (kinds.is_empty() || kinds.iter().any(|one| one == kind || one == subject(kind)))
}

#[cfg(feature = "ssr")]
fn subject(kind: &str) -> &str {
    kind.split_once('.').map_or(kind, |(subject, _)| subject)
}

#[cfg(test)]
mod tests {
    use super::{chosen, is_told};

    #[test]
    fn a_choice_is_of_whole_kinds_and_of_their_beginnings() {
        let choice = ["comment".to_owned(), "task.moved".to_owned()];
        for kind in ["comment.added", "comment.removed", "task.moved"] {
            assert!(chosen(&choice, kind), "{kind}");
        }
        for kind in ["task.created", "tasks.edited", "commentary.added", "session.started"] {
            assert!(!chosen(&choice, kind), "{kind}");
        }
        assert!(chosen(&[], "tasks.edited") && chosen(&[], "member.joined"));
    }

    #[test]
    fn what_is_of_one_person_alone_is_never_told() {
        for kind in [
            "session.started",
            "password.changed",
            "token.created",
            "profile.changed",
            "watch.begun",
            "view.saved",
            "webhook.created",
        ] {
            assert!(!is_told(kind) && !chosen(&[kind.to_owned()], kind), "{kind}");
        }
    }
}
