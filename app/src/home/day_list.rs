use crate::ui::{Icon, IconName};
use atrium::{boards::task::ListedTask, day::Day};
use leptos::prelude::*;

/// The tasks that are mine, the most pressing first.
#[component]
pub fn DayList(tasks: Vec<ListedTask>, today: Day, base: String) -> impl IntoView {
    if tasks.is_empty() {
        return view! { <p class="muted">"Nothing is assigned to you. Enjoy it, or take a task from a board."</p> }
            .into_any();
    }
    view! {
        <ul class="task-rows">
            {tasks.into_iter().map(|task| {
                let href = format!("{base}/p/{}/{}", task.project_key, task.number);
                let due = task.due_on.map(|due| {
                    let (class, text) = due_words(due, today);
                    view! { <time class=class datetime=due.to_string()><Icon name=IconName::Calendar/>{text}</time> }
                });
                view! {
                    <li>
                        <span class="key">{task.key}</span>
                        <a href=href>{task.title}</a>
                        <span class="where">{task.column}</span>
                        {due}
                    </li>
                }
            }).collect_view()}
        </ul>
    }
    .into_any()
}

/// The class and the words of a due date.
pub fn due_words(due: Day, today: Day) -> (&'static str, String) {
    let days = (due.0 - today.0).whole_days();
    let short = due.short(today.0.year());
    match days {
        ..0 => ("due late", short),
        0 => ("due soon", "Today".to_owned()),
        1 => ("due soon", "Tomorrow".to_owned()),
        _ => ("due", short),
    }
}

#[cfg(test)]
mod tests {
    use super::due_words;

    #[test]
    fn a_due_date_is_late_soon_or_neither() {
        let day = |text: &str| text.parse().unwrap();
        let today = day("2026-11-21");
        assert_eq!(due_words(day("2026-11-20"), today), ("due late", "20 Nov".to_owned()));
        assert_eq!(due_words(today, today), ("due soon", "Today".to_owned()));
        assert_eq!(due_words(day("2027-01-02"), today), ("due", "2 Jan 2027".to_owned()));
    }
}
