//! Where a request came from. A proxy's word is taken only from the proxies that are trusted.

use crate::{config::Network, state::ClientAddress};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

/// Puts the [`ClientAddress`] into the request.
pub async fn find(State(trusted): State<Arc<[Network]>>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(address)| address.ip());
    let address = behind(peer, request.headers(), &trusted);
    request.extensions_mut().insert(ClientAddress(address));
    next.run(request).await
}

/// The last address of `X-Forwarded-For` that no trusted proxy has.
fn behind(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let said = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let mut hops: Vec<IpAddr> =
        said.flat_map(|value| value.split(',')).filter_map(|hop| hop.trim().parse().ok()).collect();
    hops.push(peer);
    let mut address = peer;
    for hop in hops.into_iter().rev() {
        address = hop;
        if !is_trusted(hop) {
            break;
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::behind;
    use axum::http::{HeaderMap, HeaderValue};

    #[test]
    fn a_stranger_cannot_choose_their_address() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("1.2.3.4, 5.6.7.8"));
        let peer = "9.9.9.9".parse().unwrap();
        assert_eq!(behind(peer, &headers, &[]), peer);
        let trusted = ["9.9.9.9/32".parse().unwrap()];
        assert_eq!(behind(peer, &headers, &trusted), "5.6.7.8".parse::<std::net::IpAddr>().unwrap());
    }
}
