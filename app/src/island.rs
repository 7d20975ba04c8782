//! The editor of pages: an island of TypeScript (`frontend/editor`) that a page names and fetches only when it is wanted.

use leptos::{config::LeptosOptions, prelude::*, server_fn::serde::Deserialize};
use std::{path::Path, sync::Arc};

/// Where it lies in the site.
pub const FOLDER: &str = "editor";

/// Which files the editor is made of. Given to every page by a server that has one.
#[derive(Clone, Debug)]
pub struct Island(Arc<Listed>);

#[derive(Debug, Deserialize)]
#[serde(crate = "leptos::server_fn::serde")]
struct Listed {
    /// What a page to read fetches: it wakes the button and brings the rest.
    open: String,
    editor: String,
    css: String,
    /// What the editor imports at once.
    needs: Vec<String>,
}

impl Island {
    /// Reads the list that the build of the editor leaves.
    pub fn of(options: &LeptosOptions) -> Option<Self> {
        let list = Path::new(&*options.site_root).join(FOLDER).join("manifest.json");
        let listed = serde_json::from_str(&std::fs::read_to_string(list).ok()?).ok()?;
        Some(Self(Arc::new(listed)))
    }

    /// The script of a page that may be edited, or that has something to be drawn in the browser.
    pub fn open(&self) -> String {
        address(&self.0.open)
    }

    /// All that opening the editor fetches.
    pub fn parts(&self) -> Vec<String> {
        let Listed { editor, css, needs, .. } = &*self.0;
        [editor, css].into_iter().chain(needs).map(|name| address(name)).collect()
    }
}

fn address(name: &str) -> String {
    format!("/{FOLDER}/{name}")
}

/// The script of a page, in its place. Nothing where there is no editor.
#[component]
pub fn OpenEditor() -> impl IntoView {
    use_context::<Island>().map(|island| {
        view! { <script type="module" nonce=leptos::nonce::use_nonce() src=island.open()></script> }
    })
}

#[cfg(test)]
mod tests {
    use super::Island;
    use leptos::config::LeptosOptions;

    #[test]
    fn a_page_names_the_files_of_the_editor() {
        let site = std::env::temp_dir().join(format!("atrium-editor-{}", std::process::id()));
        let options = LeptosOptions::builder().output_name("atrium").site_root(site.to_string_lossy()).build();
        assert!(Island::of(&options).is_none(), "without a build of the editor there is none");
        std::fs::create_dir_all(site.join("editor")).unwrap();
        let list = r#"{"open":"open.A.js","editor":"editor.B.js","read":"read.C.js","needs":["chunk.D.js"],"css":"editor.E.css","maths":"maths.F.css"}"#;
        std::fs::write(site.join("editor/manifest.json"), list).unwrap();
        let island = Island::of(&options).unwrap();
        assert_eq!(island.open(), "/editor/open.A.js");
        assert_eq!(island.parts(), ["/editor/editor.B.js", "/editor/editor.E.css", "/editor/chunk.D.js"]);
        std::fs::remove_dir_all(site).unwrap();
    }
}
