//! Which pages are unfolded, and whether the tree is folded away. It is kept in cookies, so that the server draws the
//! tree as it was left: nothing jumps when the page wakes.

use leptos::prelude::*;
use std::collections::HashSet;

/// More than these are forgotten, the first ones first: a cookie travels with every request.
const MOST: usize = 80;

const OPEN: &str = "pages_open";
const FOLDED: &str = "pages_folded";

/// What stands in a cookie that is kept for one workspace.
fn read(name: &str) -> Option<String> {
    let all = cookies()?;
    let mut pairs = all.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(named, _)| *named == name).map(|(_, value)| value.to_owned())
}

#[cfg(feature = "ssr")]
fn cookies() -> Option<String> {
    let parts = use_context::<http::request::Parts>()?;
    parts.headers.get(http::header::COOKIE)?.to_str().ok().map(str::to_owned)
}

#[cfg(not(feature = "ssr"))]
fn cookies() -> Option<String> {
    js_sys::Reflect::get(&document(), &"cookie".into()).ok()?.as_string()
}

fn write(workspace: &str, name: &str, value: &str) {
    let cookie = format!("{name}={value}; path=/w/{workspace}/; max-age=31536000; samesite=lax");
    // Where cookies are forbidden it lasts as long as the page.
    drop(js_sys::Reflect::set(&document(), &"cookie".into(), &cookie.as_str().into()));
}

/// Numbers of pages, as `12.40.7`.
fn numbers(text: &str) -> Vec<i32> {
    text.split('.').filter_map(|number| number.parse().ok()).collect()
}

pub fn open_pages() -> HashSet<i32> {
    read(OPEN).map(|text| numbers(&text).into_iter().collect()).unwrap_or_default()
}

/// Keeps that a page is unfolded, or no longer.
pub fn keep_open(workspace: &str, number: i32, open: bool) {
    let mut kept = numbers(&read(OPEN).unwrap_or_default());
    kept.retain(|known| *known != number);
    if open {
        kept.push(number);
    }
    let from = kept.len().saturating_sub(MOST);
    write(workspace, OPEN, &kept[from..].iter().map(i32::to_string).collect::<Vec<_>>().join("."));
}

pub fn is_folded() -> bool {
    read(FOLDED).as_deref() == Some("1")
}

pub fn keep_folded(workspace: &str, folded: bool) {
    write(workspace, FOLDED, if folded { "1" } else { "0" });
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn what_is_no_number_of_a_page_is_passed_over() {
        assert_eq!(numbers("12.40.7"), [12, 40, 7]);
        assert_eq!(numbers("12..x.7"), [12, 7]);
        assert!(numbers("").is_empty());
    }
}
