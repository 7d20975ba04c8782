use super::Lost;
use atrium::outbound::Reach;
use object_store_reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::SocketAddr;

/// Resolves as the system does, and passes on only what may be reached.
#[derive(Debug)]
pub struct Resolver {
    reach: Reach,
}

impl Resolver {
    pub fn new(reach: Reach) -> Self {
        Self { reach }
    }
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.reach.clone();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await.map_err(|_| Lost::Unknown)?;
            Ok(allowed(&reach, found.collect())?)
        })
    }
}

/// A name that also leads somewhere forbidden is not to be trusted with the rest.
fn allowed(reach: &Reach, found: Vec<SocketAddr>) -> Result<Addrs, Lost> {
    if found.is_empty() {
        return Err(Lost::Unknown);
    }
    if !found.iter().all(|address| reach.allows(address.ip())) {
        return Err(Lost::Refused);
    }
    Ok(Box::new(found.into_iter()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(addresses: &[&str]) -> Option<Lost> {
        let found = addresses.iter().map(|address| address.parse().unwrap()).collect();
        allowed(&Reach::default(), found).err()
    }

    #[test]
    fn one_forbidden_address_spoils_a_name() {
        assert_eq!(judged(&["1.1.1.1:0", "[2606:4700::1]:0"]), None);
        assert_eq!(judged(&["1.1.1.1:0", "127.0.0.1:0"]), Some(Lost::Refused));
        assert_eq!(judged(&["[::ffff:169.254.169.254]:0"]), Some(Lost::Refused));
        assert_eq!(judged(&[]), Some(Lost::Unknown));
    }
}
