use leptos::prelude::*;
use leptos_router::{
    hooks::{use_location, use_matched},
    location::Location,
    params::ParamsMap,
};

/// What stands behind the `?` in the address of the page that calls this.
///
/// The router's own `use_query_map` keeps what a page had at first when another page of the same route follows it, such as
/// one space after another. The location always has the newest, but that is soon the query of the page that somebody
/// goes to: this one, which is still shown then, would load something else just before it goes. So the query is that of
/// the location as long as that is at this page. It comes together with what the path names.
pub fn use_query() -> Memo<ParamsMap> {
    let Location { pathname, query, .. } = use_location();
    let matched = use_matched();
    Memo::new(move |before: Option<&ParamsMap>| {
        let is_here = matched.with(|here| pathname.with(|path| path == here));
        match before {
            Some(before) if !is_here => before.clone(),
            _ => query.get(),
        }
    })
}
