use super::api::DifferenceRow;
use crate::ui::{EmptyState, IconName};
use leptos::prelude::*;

/// Of what stayed, so much is shown around what changed.
const AROUND: usize = 2;

/// What was then and what is now, side by side: one under the other on a phone.
#[component]
pub fn Rows(rows: Vec<DifferenceRow>) -> impl IntoView {
    if rows.iter().all(|row| row.same) {
        return view! {
            <EmptyState icon=IconName::CircleCheck title="Nothing is different" sentence="The page says now what it said then."/>
        }
        .into_any();
    }
    let shown: Vec<bool> = (0..rows.len())
        .map(|at| rows[at.saturating_sub(AROUND)..(at + AROUND + 1).min(rows.len())].iter().any(|row| !row.same))
        .collect();
    let mut left_out = false;
    let lines = rows.into_iter().zip(shown).map(|(row, shown)| {
        let first = !shown && !left_out;
        left_out = !shown;
        match (shown, first) {
            (true, _) => view! { <Line row=row/> }.into_any(),
            (false, true) => view! { <p class="left-out muted">"What stayed the same is left out"</p> }.into_any(),
            (false, false) => ().into_any(),
        }
    });
    view! { <div class="difference">{lines.collect_view()}</div> }.into_any()
}

#[component]
fn Line(row: DifferenceRow) -> impl IntoView {
    let DifferenceRow { same, before, after } = row;
    let cell = |html: Option<String>, kind: &'static str| {
        let class = if same { "prose small same".to_owned() } else { format!("prose small {kind}") };
        match html {
            Some(html) => view! { <div class=class><div class="prose-body" inner_html=html></div></div> }.into_any(),
            None => view! { <div class="none"></div> }.into_any(),
        }
    };
    view! { <div class="pair" class:same=same>{cell(before, "before")}{cell(after, "after")}</div> }
}
