//! Where a request came from. A proxy's word counts only when the operator trusts that proxy, and
//! then only up to the first address that is no trusted proxy.

use crate::{config::Network, patience::Peer, state::ClientAddress};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};
use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

/// Puts the [`ClientAddress`] into the request.
pub async fn find(State(trusted): State<Arc<[Network]>>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<Peer>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(Peer(peer))| peer.ip().to_canonical());
    let address = client(peer, request.headers(), &trusted);
    request.extensions_mut().insert(ClientAddress(address));
    next.run(request).await
}

fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let chain: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    let mut address = peer;
    for hop in chain.iter().rev() {
        if !is_trusted(address) {
            break;
        }
        let Ok(before) = hop.trim().parse::<IpAddr>() else { break };
        address = before.to_canonical();
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, forwarded: &str, trusted: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        let trusted: Vec<Network> =
            trusted.split(',').filter(|it| !it.is_empty()).map(|it| it.parse().unwrap()).collect();
        client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn a_stranger_is_not_believed() {
        assert_eq!(from("203.0.113.9", "1.1.1.1", ""), "203.0.113.9");
        assert_eq!(from("203.0.113.9", "1.1.1.1", "10.0.0.0/8"), "203.0.113.9");
    }

    #[test]
    fn a_trusted_proxy_is_believed_about_its_own_client_alone() {
        assert_eq!(from("10.0.0.1", "203.0.113.9", "10.0.0.0/8"), "203.0.113.9");
        assert_eq!(from("10.0.0.1", "6.6.6.6, 203.0.113.9", "10.0.0.0/8"), "203.0.113.9");
        assert_eq!(from("10.0.0.1", "203.0.113.9, 10.0.0.2", "10.0.0.0/8"), "203.0.113.9");
        assert_eq!(from("10.0.0.1", "nonsense", "10.0.0.0/8"), "10.0.0.1");
    }
}
