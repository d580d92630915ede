//! The HTTP client for what the harness itself asks an SP for, beside the person at the browser.

use std::sync::{Mutex, PoisonError};

use http_browser::Trust;
use reqwest::Client;

/// The client that takes the certificates that `trust` takes. It is made once, since reading the machine's certificates
/// takes long, and keeps no connection: SPs come and go.
pub(super) fn client(trust: &Trust) -> reqwest::Result<Client> {
    static CLIENTS: Mutex<Vec<(Trust, Client)>> = Mutex::new(Vec::new());
    let mut clients = CLIENTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, client)) = clients.iter().find(|(known, _)| known == trust) {
        return Ok(client.clone());
    }
    let made = http_browser::client::client(trust)?.pool_max_idle_per_host(0).build()?;
    clients.push((trust.clone(), made.clone()));
    Ok(made)
}
