//! Between the browser's places in a text, in UTF-16, and ours, in bytes.

use web_sys::HtmlTextAreaElement;

/// Where the caret stands, in bytes.
pub fn of(field: &HtmlTextAreaElement) -> usize {
    let wanted = field.selection_end().ok().flatten().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
    let text = field.value();
    let mut units = 0;
    for (at, c) in text.char_indices() {
        if units >= wanted {
            return at;
        }
        units += c.len_utf16();
    }
    text.len()
}

/// Puts the text into the field and the caret after its first `at` bytes.
pub fn put(field: &HtmlTextAreaElement, text: &str, at: usize) {
    field.set_value(text);
    let units = text.get(..at).unwrap_or(text).encode_utf16().count();
    let units = u32::try_from(units).unwrap_or(u32::MAX);
    let _ = field.set_selection_range(units, units);
}
