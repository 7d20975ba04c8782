//! The design system: thin components over native elements. It knows no feature.
//!
//! Each one renders the markup that `style/README.md` describes and works before hydration.
//! Events and further attributes are put on the component: `<Button on:click=.. attr:popovertarget="menu">`.

#![allow(clippy::needless_pass_by_value, reason = "a component owns its properties")]

mod avatar;
mod badge;
mod breadcrumb;
mod button;
mod chip;
mod density;
mod dialog;
mod each;
mod empty;
mod field;
mod focus;
mod form_error;
mod hue_field;
mod icon;
mod kbd;
mod menu;
mod menu_keys;
mod notice;
mod progress;
mod segmented;
mod skeleton;
mod steps;
mod table;
mod tabs;
mod theme;
mod time;
mod toast;

pub use avatar::{Avatar, People, Person, hue, initials};
pub use badge::{Badge, Dot};
pub use breadcrumb::{Breadcrumb, Crumb};
pub use button::{Button, ButtonKind, ButtonSize, IconButton, IconLink, LinkButton};
pub use chip::Chip;
pub use density::{Density, DensitySwitch};
pub use dialog::Dialog;
pub use each::each;
pub use empty::EmptyState;
pub use field::{CheckField, Choice, Field, FieldKind, SelectField, TextArea, TextField};
pub use focus::{
    after_frame, enter_dialog, focus_beside, focus_now, focus_soon, is_covered, is_idle, keep_focus, lend_focus,
    next_frame,
};
pub use form_error::FormError;
pub use hue_field::{HUE_NAMES, HueField};
pub use icon::{Icon, IconName};
pub use kbd::Kbd;
pub use menu::{Menu, MenuDownload, MenuItem, MenuLink, place_below, px};
pub use menu_keys::{menu_things, walk_menu, walk_menus};
pub use notice::{Notice, NoticeKind};
pub use progress::Progress;
pub use segmented::Segmented;
pub use skeleton::{BoardSkeleton, RowsSkeleton, Skeleton};
pub use steps::Steps;
pub use table::Table;
pub use tabs::{Tab, Tabs};
pub use theme::{Theme, ThemeSwitch};
pub use time::Time;
pub use toast::{ToastRegion, Toasts, provide_toasts, use_toasts};
