//! The HTTP client for what the harness itself asks an SP for, beside the person at the browser.

use std::sync::OnceLock;

/// The client. It is made once, since reading the trusted certificates takes long, and keeps no connection: SPs come
/// and go.
pub(super) fn client() -> reqwest::Result<reqwest::Client> {
    static CLIENT: OnceLock<reqwest::Client> = OnceLock::new();
    if let Some(client) = CLIENT.get() {
        return Ok(client.clone());
    }
    let made = reqwest::Client::builder().pool_max_idle_per_host(0).build()?;
    Ok(CLIENT.get_or_init(|| made).clone())
}
