//! The wiki: spaces, each a tree of pages, and who may do what with them.
//!
//! Invariants:
//! - A page is in one space, below one page or at the top, at a rank that no other page there has. The shape of a tree
//!   is changed under the lock of its space, so that nothing goes in a circle; a tree has at most twenty levels.
//! - What somebody may do is a [`level::Level`] of a scope: of a space, or of a page with a list of its own, which holds
//!   for all below it. The rule is the SQL function `scope_levels`; row-level security asks it again.
//! - What is done to a page is done to all below it, also to what the actor does not see of that.
//! - Events of the wiki name no project, and no feed tells them to who may not see the page: what a page is called is
//!   as secret as what stands on it.
//! - The text of a page is a document of its own, with a log of its own. A new page gets one with the row, once.

pub mod access;
pub mod address;
pub mod import;
pub mod level;
pub mod page;
pub mod policy;
pub mod share;
pub mod space;
pub mod tag;
pub mod template;
pub mod thread;
pub mod tree;
pub mod version;

#[cfg(feature = "ssr")]
mod attached;
#[cfg(feature = "ssr")]
mod commands;
#[cfg(feature = "ssr")]
pub mod content;
#[cfg(feature = "ssr")]
pub mod document;
#[cfg(feature = "ssr")]
pub mod export;
#[cfg(feature = "ssr")]
mod linked;
#[cfg(feature = "ssr")]
mod named;
#[cfg(feature = "ssr")]
mod queries;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use commands::{
    access::{inherit_access, set_page_access, set_space_access},
    create_page::{NewPage, create_page},
    keep::{note_visit, set_favourite},
    move_page::{Place, move_page},
    rename_page::rename_page,
    shares::{MadePageShare, NewPageShare, make_page_share, revoke_page_share},
    spaces::{NewSpace, Opening, SpaceEdit, archive_space, create_space, edit_space, restore_space},
    tags::{TagEdit, edit_tag, remove_tag, set_page_tags, set_task_tags},
    templates::{NewPageTemplate, begin_from_template, remove_page_template, save_page_template},
    threads::{NewThread, Passage, edit_page_comment, remove_page_comment, reply, resolve_thread, start_thread},
    trash::{delete_page, restore_page, trash_page},
};
#[cfg(feature = "ssr")]
pub use queries::{
    access::{page_access, page_access_on, space_access, space_access_on},
    lists::{backlinks, children, favourites, home, home_on, recently_changed, recently_visited, trash},
    news::{News, newest_on, news},
    pages::{in_trash_on, page, page_on, text_on},
    shares::{page_shares, shared_file, shared_page},
    spaces::{open_spaces, open_spaces_on, space, space_on, spaces, spaces_on, tree, tree_on},
    tags::{tagged, tagged_pages, tags, task_tags},
    templates::{page_templates, page_templates_on},
    threads::{threads, threads_on},
};
#[cfg(feature = "ssr")]
pub use store::access::{Access, PageRow, SpaceAccess, Which, WhichSpace, load_for, load_space_for};
#[cfg(feature = "ssr")]
pub use store::contents::{Content, SCHEMA};
#[cfg(feature = "ssr")]
pub(crate) use store::references::to_task as pages_about;
#[cfg(feature = "ssr")]
pub(crate) use store::{
    grants::forget,
    tree::{enter as enter_tree, leave as leave_tree},
};
