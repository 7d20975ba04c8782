//! A new migration is a reason to compile the program again.

fn main() {
    println!("cargo:rerun-if-changed=../migrations");
}
