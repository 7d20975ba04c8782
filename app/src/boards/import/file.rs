//! Reading a chosen file in the browser.

use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// What the server takes.
const MOST_BYTES: f64 = 10.0 * 1024.0 * 1024.0;

/// Its name and text, or a sentence about why not.
pub async fn read(file: File) -> Result<(String, String), &'static str> {
    if file.size() > MOST_BYTES {
        return Err("This file is larger than 10 MB. Please split it into smaller ones.");
    }
    let unreadable = "This file could not be read. Is it still where it was?";
    let text = JsFuture::from(file.text()).await.map_err(|_| unreadable)?;
    Ok((file.name(), text.as_string().ok_or(unreadable)?))
}
