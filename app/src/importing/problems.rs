use crate::ui::Table;
use leptos::prelude::*;

/// What of an import is wrong or lost: where and why, of `count` in all.
#[component]
pub fn Problems(
    caption: &'static str,
    heads: [&'static str; 2],
    rows: Vec<(String, String)>,
    count: i32,
) -> impl IntoView {
    let more = usize::try_from(count).unwrap_or_default().saturating_sub(rows.len());
    let row = |(place, reason)| view! { <tr><td>{place}</td><td>{reason}</td></tr> };
    view! {
        <div class="broken-rows">
            <Table caption=caption heads=heads.to_vec()>
                {rows.into_iter().map(row).collect_view()}
            </Table>
            {(more > 0).then(|| view! { <p class="muted">{format!("and {more} more")}</p> })}
        </div>
    }
}
