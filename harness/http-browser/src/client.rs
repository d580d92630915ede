//! The HTTP client underneath, for whoever asks a server for something beside the person at the browser: with the same
//! names, the same proxies and the same trust.

use std::collections::HashMap;
use std::env::var;
use std::net::SocketAddr;
use std::sync::{LazyLock, Mutex, PoisonError};

use native_tls::TlsConnector;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Certificate, Client, ClientBuilder, NoProxy, Proxy};

use crate::site::is_localhost;
use crate::trust::Trust;

/// What is on this machine. A proxy would look for it on its own machine. Each name stands for those below it, too.
pub const LOCAL: &str = "localhost,127.0.0.0/8,::1";

/// A client that goes through the proxies of the environment (`HTTP_PROXY` and the like), never to what is on loopback.
pub fn client(trust: &Trust) -> Result<ClientBuilder, reqwest::Error> {
    let mut builder = direct(trust)?;
    let besides = from_environment(&["no_proxy", "NO_PROXY"]).unwrap_or_default();
    let passed_by = NoProxy::from_string(&format!("{LOCAL},{besides}"));
    let http = from_environment(&["http_proxy", "HTTP_PROXY"]).map(Proxy::http);
    let https = from_environment(&["https_proxy", "HTTPS_PROXY"]).map(Proxy::https);
    let all = from_environment(&["all_proxy", "ALL_PROXY"]).map(Proxy::all);
    for proxy in [http, https, all].into_iter().flatten() {
        builder = builder.proxy(proxy?.no_proxy(passed_by.clone()));
    }
    Ok(builder)
}

/// A client that goes through no proxy.
pub fn direct(trust: &Trust) -> Result<ClientBuilder, reqwest::Error> {
    let builder = Client::builder().no_proxy().dns_resolver(Names);
    if let Ok(connector) = tls(trust) {
        return Ok(builder.tls_backend_preconfigured(connector));
    }
    // The same is tried by the client itself, so that the error is one of a client.
    let mut builder = builder.danger_accept_invalid_certs(trust.any);
    for pem in &trust.authorities {
        builder = builder.add_root_certificate(Certificate::from_pem(pem.as_bytes())?);
    }
    Ok(builder)
}

/// What makes TLS connections that take what `trust` takes. It is made once for each trust: reading the authorities of the
/// machine takes longer than a login over HTTP.
pub fn tls(trust: &Trust) -> Result<TlsConnector, native_tls::Error> {
    static MADE: LazyLock<Mutex<HashMap<Trust, TlsConnector>>> = LazyLock::new(Mutex::default);
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(connector) = made.get(trust) {
        return Ok(connector.clone());
    }
    let connector = connector(trust)?;
    made.insert(trust.clone(), connector.clone());
    Ok(connector)
}

fn connector(trust: &Trust) -> Result<TlsConnector, native_tls::Error> {
    let mut builder = TlsConnector::builder();
    builder.danger_accept_invalid_certs(trust.any).danger_accept_invalid_hostnames(trust.any);
    for pem in &trust.authorities {
        builder.add_root_certificate(native_tls::Certificate::from_pem(pem.as_bytes())?);
    }
    builder.build()
}

/// The first of these variables that is set to something.
fn from_environment(names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| var(name).ok().filter(|value| !value.is_empty()))
}

/// `*.localhost` leads to loopback without asking anybody, as in browsers (RFC 6761 6.3).
struct Names;

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            if is_localhost(name.as_str()) {
                let both = [SocketAddr::from(([127, 0, 0, 1], 0)), SocketAddr::from(([0, 0, 0, 0, 0, 0, 0, 1], 0))];
                return Ok(Box::new(both.into_iter()) as Addrs);
            }
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}
