//! The people of the demonstration workspace. They exist in development alone.

/// Address and what it shows.
pub const PEOPLE: [(&str, &str); 5] = [
    ("owner@demo.test", "Owner"),
    ("admin@demo.test", "Admin"),
    ("member@demo.test", "Member"),
    ("viewer@demo.test", "Viewer"),
    ("guest@demo.test", "Guest"),
];
