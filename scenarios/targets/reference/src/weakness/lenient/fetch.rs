//! Addresses in a message, called up before anything is known of its sender.

use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use url::Url;

use crate::response;
use crate::xml::{DS, Element};

const PATIENCE: Duration = Duration::from_secs(2);

/// Calls the address up; what comes back does not matter.
pub fn fetch(address: &str) {
    // Nothing is made of it when it cannot be had.
    let _ = get(address);
}

fn get(address: &str) -> Option<()> {
    let url = Url::parse(address).ok().filter(|url| url.scheme() == "http")?;
    let host = url.host_str()?;
    let port = url.port_or_known_default()?;
    // Names below `localhost` are this machine, whatever the resolver says (RFC 6761 6.3).
    let resolved = if host.ends_with(".localhost") { "127.0.0.1" } else { host };
    let socket = (resolved, port).to_socket_addrs().ok()?.next()?;
    let mut stream = TcpStream::connect_timeout(&socket, PATIENCE).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    let path = &url[url::Position::BeforePath..url::Position::AfterQuery];
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n").ok()?;
    stream.read_exact(&mut [0]).ok()?;
    Some(())
}

/// Calls up that attribute of all elements of that kind.
pub fn all_in(xml: &str, kind: fn(Element<'_, '_>) -> bool, attribute: &str) {
    let addresses = |root: Element<'_, '_>| {
        let elements = root.descendants().into_iter().filter(|element| kind(*element));
        elements.filter_map(|element| element.attribute(attribute).map(str::to_owned)).collect()
    };
    each(xml, addresses);
}

/// Calls up the addresses of `xsi:schemaLocation`.
pub fn schema_locations(xml: &str) {
    each(xml, |root| {
        let all = std::iter::once(root).chain(root.descendants());
        let attributes = all.filter_map(|element| element.document.element(element.id)).flat_map(|one| &one.attributes);
        let locations = attributes.filter(|one| one.name.local_name.ends_with("chemaLocation"));
        locations.flat_map(|one| one.value.split_ascii_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
    });
}

/// Calls up the addresses that stylesheets in transforms name.
pub fn all_in_stylesheets(xml: &str) {
    each(xml, |root| {
        let transforms = root.descendants().into_iter().filter(|element| element.is(DS, "Transform"));
        let sources = transforms.filter_map(|transform| transform.document.node_source(transform.id));
        sources.flat_map(|source| source.split(['"', '\'']).map(str::to_owned).collect::<Vec<_>>()).collect()
    });
}

fn each(xml: &str, addresses: impl FnOnce(Element<'_, '_>) -> Vec<String>) {
    let Ok(document) = response::parse(xml) else { return };
    let Some(root) = Element::root(&document) else { return };
    addresses(root).iter().filter(|address| address.starts_with("http://")).for_each(|address| fetch(address));
}
