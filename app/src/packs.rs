//! The program of a release, which the browser fetches in packs (`bin/lib/pack.mjs`, `frontend/loader.js`). A build for
//! development has none: everything is in one file, as Leptos fetches it.

use leptos::{config::LeptosOptions, nonce::use_nonce, prelude::*, server_fn::serde::Deserialize};
use std::{collections::HashMap, path::Path, sync::Arc};

/// Which files a page names in its head. Given to every page by the server.
#[derive(Clone, Debug)]
pub struct Packs(Arc<Listed>);

#[derive(Debug, Deserialize)]
#[serde(crate = "leptos::server_fn::serde")]
struct Listed {
    /// The style of a board, and that of all that it does not show at first.
    style: String,
    later: String,
    /// What starts the program, and the script between it and the browser.
    loader: String,
    script: String,
    /// The pack that every page needs.
    house: String,
    /// The packs beyond it that each part needs, by the name that Leptos has for the part.
    parts: HashMap<String, Vec<String>>,
    /// Where all of them lie.
    #[serde(skip)]
    folder: String,
}

impl Packs {
    /// Reads the list beside the packs.
    pub fn of(options: &LeptosOptions) -> Option<Self> {
        let list = Path::new(&*options.site_root).join(&*options.site_pkg_dir).join("packs.json");
        let mut listed: Listed = serde_json::from_str(&std::fs::read_to_string(list).ok()?).ok()?;
        listed.folder = format!("/{}", options.site_pkg_dir);
        Some(Self(Arc::new(listed)))
    }

    pub fn style(&self) -> String {
        self.address(&self.0.style)
    }

    /// Of what a board does not show at first.
    pub fn later_style(&self) -> String {
        self.address(&self.0.later)
    }

    fn address(&self, name: &str) -> String {
        format!("{}/{name}", self.0.folder)
    }

    /// Addresses of the packs of a part.
    pub fn of_part(&self, part: &str) -> Vec<String> {
        self.0.parts.get(part).into_iter().flatten().map(|pack| self.address(pack)).collect()
    }
}

/// The style of a page that shows a board and nothing more, or of any other.
#[component]
pub fn Style(packs: Packs, board_alone: bool) -> impl IntoView {
    view! {
        <link rel="stylesheet" href=packs.style()/>
        {(!board_alone).then(|| view! { <link rel="stylesheet" href=packs.later_style()/> })}
    }
}

/// Fetches what every page needs, and starts it. Without the rush of the first paint, which needs none of it.
#[component]
pub fn Program(packs: Packs) -> impl IntoView {
    let Listed { loader, script, house, .. } = &*packs.0;
    let nonce = use_nonce();
    view! {
        <link rel="preload" href=packs.address(house) r#as="fetch" crossorigin fetchpriority="low"/>
        <link rel="modulepreload" href=packs.address(script) crossorigin fetchpriority="low"/>
        <script type="module" nonce=nonce src=packs.address(loader) fetchpriority="low"></script>
    }
}

#[cfg(test)]
mod tests {
    use super::Packs;
    use leptos::config::LeptosOptions;

    #[test]
    fn a_page_names_the_packs_of_its_part() {
        let site = std::env::temp_dir().join(format!("atrium-packs-{}", std::process::id()));
        let options = LeptosOptions::builder().output_name("atrium").site_root(site.to_string_lossy()).build();
        assert!(Packs::of(&options).is_none(), "a build for development has none");
        std::fs::create_dir_all(site.join("pkg")).unwrap();
        let list = r#"{"style":"s.css","later":"t.css","loader":"l.js","script":"s.js","house":"h.pack","parts":{"panel_1":["b.pack","p.pack"]}}"#;
        std::fs::write(site.join("pkg/packs.json"), list).unwrap();
        let packs = Packs::of(&options).unwrap();
        assert_eq!(packs.of_part("panel_1"), ["/pkg/b.pack", "/pkg/p.pack"]);
        assert_eq!(packs.of_part("unheard_of"), [""; 0]);
        assert_eq!([packs.style(), packs.later_style()], ["/pkg/s.css", "/pkg/t.css"]);
        std::fs::remove_dir_all(site).unwrap();
    }
}
