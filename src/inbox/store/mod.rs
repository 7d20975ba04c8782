//! All SQL of the inbox.

pub(super) mod marks;
pub(super) mod notifications;
pub(super) mod pages;
pub(super) mod reminders;
pub(super) mod shelves;
