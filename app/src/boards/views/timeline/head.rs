use super::Shared;
use atrium::boards::view::{
    View,
    timeline::{Mark, lower, upper},
};
use leptos::prelude::*;

/// Days of the head beyond the screen, on each side of where it was last looked at.
const NEAR: i32 = 60;

/// Months over days, weeks over months: whatever the scale has. Only what is near the screen is drawn.
#[component]
pub fn Head(shared: Shared) -> impl IntoView {
    let marks = move |of: fn(atrium::boards::view::Scale, atrium::boards::view::timeline::Line) -> Vec<Mark>| {
        let all = Memo::new(move |_| of(shared.state.view.with(View::scaled), shared.line.get()));
        Memo::new(move |_| {
            let left = shared.left.get();
            // The widest screen there is.
            let right = left + 4_000 / shared.day.get();
            let near = |mark: &&Mark| mark.at < right + NEAR && mark.at + mark.days > left - NEAR;
            all.with(|all| all.iter().filter(near).cloned().collect::<Vec<_>>())
        })
    };
    let (above, below) = (marks(upper), marks(lower));
    view! {
        <div class="time-head" aria-hidden="true">
            <div class="corner">"Task"</div>
            <div class="marks">
                <Show when=move || shared.awake.get()>
                    <div class="upper"><For each=move || above.get() key=Mark::clone let:mark><MarkView shared=shared mark=mark/></For></div>
                    <div class="lower"><For each=move || below.get() key=Mark::clone let:mark><MarkView shared=shared mark=mark/></For></div>
                </Show>
            </div>
        </div>
    }
}

#[component]
fn MarkView(shared: Shared, mark: Mark) -> impl IntoView {
    let Mark { at, days, name } = mark;
    let today = move || {
        let today = shared.state.board.with(|board| board.today);
        let from = at..at + days;
        shared.line.with(|line| from.contains(&line.at(today)))
    };
    view! {
        <span
            class:now=today
            style:left=move || format!("{}px", shared.pixels(at))
            style:width=move || format!("{}px", shared.pixels(days))
        >
            <span>{name}</span>
        </span>
    }
}
