//! Between typed nodes and elements with names and attributes.

mod from_elements;
mod to_elements;

#[cfg(test)]
mod tests;
