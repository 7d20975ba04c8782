//! Writing a page together. One WebSocket a client speaks the plain protocol of y-websocket, one task a page owns its
//! document.
//!
//! - [`socket`] lets somebody in, holds them to the [`limits`] and carries frames both ways.
//! - [`rooms`] knows the pages that are open in this process and opens others on demand, under a lease: a page is open in
//!   one process at a time. Who comes to another one is carried there by [`relay`].
//! - [`room`] takes updates in, each under a Yjs client that is nobody else's, and writes to the log in batches. After the
//!   commit it says that something is kept, and shows it to the others: nobody but the one who wrote it sees what is not
//!   kept. When a commit fails it lets go of the document and of everybody, and all begin anew from what is kept.
//!   When only some of the writers may not write any more, the others stay, and are asked for what they wrote once more.
//!   When one takes long and much has gathered meanwhile, clients wait: their sockets are not read until it is through.
//! - [`presence`] says who is there, under the name and colour of their session, and by [`cursor`] where.
//! - [`watch`] asks every two seconds whether those who are connected still may, and renews the leases. What it finds
//!   reaches a room before all that clients say (`room/inbox.rs`).

mod client;
mod cursor;
mod limits;
mod presence;
mod protocol;
mod relay;
mod room;
mod rooms;
mod socket;
mod watch;

pub use relay::relayed;
pub use rooms::{IDLE, Rooms, Start};
pub use socket::page;
