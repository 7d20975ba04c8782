//! The people of the demonstration workspace. They exist in development alone.

/// The password of all of them; `atrium demo` prints it.
pub const PASSWORD: &str = "welcome to the demo";

/// Address and what it shows.
pub const PEOPLE: [(&str, &str); 5] = [
    ("owner@demo.test", "Owner"),
    ("admin@demo.test", "Admin"),
    ("member@demo.test", "Member"),
    ("viewer@demo.test", "Viewer"),
    ("guest@demo.test", "Guest"),
];
