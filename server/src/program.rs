//! The browser's program as this server has it: which files it is made of, and a name that differs with each build.
//! The service worker keeps the files for offline work, and a page that has another name offers to load itself anew.

use app::island::Island;
use leptos::config::LeptosOptions;
use serde::Serialize;
use std::path::Path;

#[derive(Clone, Debug, Serialize)]
pub struct Program {
    pub build: String,
    /// Addresses of all parts, the ones too that no page has asked for yet.
    files: Vec<String>,
}

impl Program {
    /// Reads the folder once: a new build comes with a new process.
    pub fn of(options: &LeptosOptions, editor: Option<&Island>) -> Self {
        let folder = Path::new(&*options.site_root).join(&*options.site_pkg_dir);
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut files: Vec<_> =
            names.filter(|name| is_part(name)).map(|name| format!("/{}/{name}", options.site_pkg_dir)).collect();
        files.extend(editor.into_iter().flat_map(|editor| [vec![editor.open()], editor.parts()].concat()));
        files.sort_unstable();
        let build = data_encoding::BASE64URL_NOPAD.encode(&atrium::secret::hash(&files.concat())[..12]);
        Self { build, files }
    }
}

fn is_part(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|kind| ["js", "wasm", "pack", "css"].iter().any(|known| kind == *known))
}
