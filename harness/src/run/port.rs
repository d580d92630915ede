//! A port for an SP that binds it some seconds later.

use std::hash::{BuildHasher, RandomState};
use std::ops::Range;

use tokio::net::TcpListener;

use super::error::LaunchError;

/// The lowest port that is given: those below have well-known uses, and browsers refuse some of them.
const LOWEST: u16 = 10_240;

/// How often a port is sought where the system takes none for itself; after that any free one will do.
const TRIES: usize = 50;

/// A port of loopback that was free a moment ago, and that the system gives to no connection in the meantime: an SP may take
/// its time until it listens. One that finds it taken all the same says so when it starts.
pub(super) async fn free_port() -> Result<u16, LaunchError> {
    for port in candidates(&own_ports()) {
        if TcpListener::bind(("127.0.0.1", port)).await.is_ok() {
            return Ok(port);
        }
    }
    let bound = TcpListener::bind("127.0.0.1:0").await.and_then(|listener| listener.local_addr());
    Ok(bound.map_err(LaunchError::NoPort)?.port())
}

/// Ports by chance, since several runs may seek at the same time; none where the system keeps nearly all for itself.
fn candidates(ports: &Range<u16>) -> Vec<u16> {
    if ports.len() < TRIES {
        return Vec::new();
    }
    let chances = std::iter::repeat_with(|| RandomState::new().hash_one(()));
    let places = chances.map(|chance| usize::try_from(chance % ports.len() as u64).unwrap_or_default());
    places.filter_map(|place| ports.clone().nth(place)).take(TRIES).collect()
}

/// The ports that the system gives to no connection by itself: those below `ip_local_port_range`.
fn own_ports() -> Range<u16> {
    let system = std::fs::read_to_string("/proc/sys/net/ipv4/ip_local_port_range").unwrap_or_default();
    let first = system.split_whitespace().next().and_then(|first| first.parse().ok());
    // Without Linux: IANA's dynamic ports begin there.
    LOWEST..first.unwrap_or(49_152)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_port_is_none_that_a_connection_may_be_given() {
        for _ in 0..20 {
            let port = free_port().await.unwrap();
            assert!(own_ports().len() < TRIES || own_ports().contains(&port), "{port}");
            TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        }
    }

    #[test]
    fn candidates_are_within_the_range_and_seldom_the_same() {
        let found = candidates(&(20_000..30_000));
        assert_eq!(found.len(), TRIES);
        assert!(found.iter().all(|port| (20_000..30_000).contains(port)));
        let distinct: std::collections::BTreeSet<&u16> = found.iter().collect();
        assert!(distinct.len() > TRIES / 2);
    }

    #[test]
    fn where_the_system_keeps_all_ports_for_itself_there_are_no_candidates() {
        assert!(candidates(&(10_240..10_240)).is_empty());
        assert!(candidates(&(10_240..10_250)).is_empty());
    }
}
