//! Where this program may send a request to an address that somebody else chose: webhooks, and whatever comes after.
//!
//! Such an address is public, or in a network that the operator named. It is judged twice: as it is written, when it is
//! entered, and as it resolves, at the moment of connecting. The second judgement is the one that counts.

mod destination;
mod network;
mod public;

pub use destination::Destination;
pub use network::Network;
pub use public::is_public;

use std::{net::IpAddr, sync::Arc};

/// What may be reached.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// Networks that may be reached though they are not public.
    networks: Arc<[Network]>,
    /// Whether requests may go out unencrypted, which is for development.
    plain: bool,
}

impl Reach {
    pub fn new(networks: Vec<Network>, plain: bool) -> Self {
        Self { networks: networks.into(), plain }
    }

    pub fn allows(&self, address: IpAddr) -> bool {
        is_public(address) || self.networks.iter().any(|network| network.contains(address))
    }
}
