//! Writing a page together, through real sockets.

mod client;
mod keeping;
mod owners;
mod presence;
mod refusals;
mod rights;
mod scene;
mod servers;
mod together;
mod versions;
mod wire;
