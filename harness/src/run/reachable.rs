//! Whether anything answers at the SP's address, before cases are tried one by one in vain.

use std::io::{Error, ErrorKind};
use std::time::Duration;

use http_browser::Trust;
use tokio::net::TcpStream;
use tokio::time::Instant;
use url::Url;

use super::client::client;
use super::error::{IdpError, with_causes};
use super::launch::Sp;
use super::options::RunOptions;
use super::person::expand;
use super::trouble::is_of_certificate;
use super::{Engine, RunError};
use crate::fixture;
use crate::plan::{CONTROL_PERSONA, is_loopback};
use crate::target::Target;

/// How long the SP may take to take a connection. An SP that was just started may say that it is ready a moment before.
const LIMIT: Duration = Duration::from_secs(2);

/// How long an SP that ran already may be away: one under development starts again after each change of its sources.
const COMES_BACK: Duration = Duration::from_secs(10);

/// How long a browser elsewhere may take to get to IdP or SP: a network that drops what it does not let through never answers.
const BROWSER: Duration = Duration::from_secs(20);

/// How long is waited before another try.
const AGAIN: Duration = Duration::from_millis(50);

/// An error when `target` runs already, as it says, and nothing answers at its address.
pub(super) async fn before_the_run(target: &Target, options: &RunOptions) -> Result<(), RunError> {
    match running(target, options)? {
        Some(url) => connect(&url, &target.trust).await,
        None => Ok(()),
    }
}

/// The same in the course of a run, where it may come back.
pub(super) async fn during_the_run(target: &Target, options: &RunOptions) -> Result<(), RunError> {
    let Some(url) = running(target, options)? else { return Ok(()) };
    let begun = Instant::now();
    while let Err(error) = connect(&url, &target.trust).await {
        if begun.elapsed() > COMES_BACK {
            return Err(error);
        }
        tokio::time::sleep(AGAIN).await;
    }
    Ok(())
}

/// The address of an SP that runs already; none where another machine's browser drives it, which may reach what we do not.
fn running(target: &Target, options: &RunOptions) -> Result<Option<String>, RunError> {
    let (None, Some(base_url), None) = (&target.launch, target.sp.get("base_url"), &options.browser.webdriver) else {
        return Ok(None);
    };
    let company = target.provision.companies.first().map_or("acme", String::as_str);
    expand(&fixture::values(company, &target.mail_domain_of(company), CONTROL_PERSONA), base_url).map(Some)
}

/// An error when the SP that was just started ended, or nothing answers at `url`, its address on this machine, or what
/// answers there has a certificate that is not trusted.
pub(super) async fn after_the_start(sp: &mut Sp, url: &str, trust: &Trust) -> Result<(), RunError> {
    let begun = Instant::now();
    loop {
        // Under another name it may be reached by the browser alone.
        let connected = if is_local(url) { connect(url, trust).await } else { Ok(()) };
        if let Some(ended) = sp.ended_at_start().await {
            return Err(ended.into());
        }
        match connected {
            Ok(()) => return Ok(()),
            Err(RunError::Unreachable { reason, .. }) if begun.elapsed() > LIMIT => {
                return Err(sp.silent(url, reason).into());
            }
            Err(RunError::Unreachable { .. }) => tokio::time::sleep(AGAIN).await,
            Err(error) => return Err(error),
        }
    }
}

/// An error when `browser`, on whatever machine it is, does not get to the mock IdP at `url`.
pub(super) async fn idp(browser: &mut dyn Engine, url: &Url) -> Result<(), RunError> {
    let mut organization = url.clone();
    let below = format!("reachable.{}", url.host_str().unwrap_or_default());
    // Every organization has a name below the IdP's own. There is none of this name, which the IdP answers, too.
    organization.set_host(Some(&below)).map_err(IdpError::Address)?;
    match opened(browser, organization.as_str()).await? {
        Some(reason) => Err(IdpError::OutOfReach { url: url.to_string(), reason }.into()),
        None => browser.empty().await,
    }
}

/// An error when `browser`, on whatever machine it is, gets no answer from the SP at `url`.
pub(super) async fn sp(browser: &mut dyn Engine, url: &str) -> Result<(), RunError> {
    match opened(browser, url).await? {
        // That is said of each case, with what mends it.
        Some(reason) if !is_of_certificate(&reason) => {
            Err(RunError::OutOfBrowsersReach { url: url.to_owned(), reason })
        }
        _ => browser.empty().await,
    }
}

/// Opens `url`; why nothing came, if so.
async fn opened(browser: &mut dyn Engine, url: &str) -> Result<Option<String>, RunError> {
    match tokio::time::timeout(BROWSER, browser.open(url)).await {
        Ok(opened) => opened?,
        Err(_) => return Ok(Some(format!("no answer within {} s", BROWSER.as_secs()))),
    }
    Ok(browser.documents().into_iter().find_map(|document| document.error))
}

fn unreachable(url: &str, reason: Error) -> RunError {
    RunError::Unreachable { url: url.to_owned(), reason }
}

/// Tries to connect to the host and port of `url`, on https with a certificate that `trust` takes.
async fn connect(url: &str, trust: &Trust) -> Result<(), RunError> {
    let invalid = |reason: String| unreachable(url, Error::new(ErrorKind::InvalidInput, reason));
    let parsed = Url::parse(url).map_err(|error| invalid(error.to_string()))?;
    let host = parsed.host_str().ok_or_else(|| invalid("it has no host".to_owned()))?.trim_matches(['[', ']']);
    let port = parsed.port_or_known_default().ok_or_else(|| invalid("it has no port".to_owned()))?;
    let is_local = is_local(url);
    let connecting = async {
        let stream = if is_local && parsed.domain().is_some() {
            // RFC 6761 6.3; not every resolver knows it.
            match TcpStream::connect(("127.0.0.1", port)).await {
                Err(_) => TcpStream::connect(("::1", port)).await,
                connected => connected,
            }
        } else {
            TcpStream::connect((host, port)).await
        };
        let stream = stream.map_err(|reason| unreachable(url, reason))?;
        if parsed.scheme() == "https" { secure(url, host, stream, trust).await } else { Ok(()) }
    };
    let late = |_| Err(unreachable(url, Error::new(ErrorKind::TimedOut, "no connection within 2 s")));
    match tokio::time::timeout(LIMIT, connecting).await.unwrap_or_else(late) {
        // Some networks let nobody out but through a proxy.
        Err(RunError::Unreachable { .. }) if !is_local && through_proxy(url, trust).await => Ok(()),
        ended => ended,
    }
}

/// Makes a TLS connection of `stream`, and ends it.
async fn secure(url: &str, host: &str, stream: TcpStream, trust: &Trust) -> Result<(), RunError> {
    let refused = |error: tokio_native_tls::native_tls::Error| {
        let said = with_causes(&error);
        match said.contains("certificate verify failed") {
            true => RunError::Untrusted { url: url.to_owned(), reason: in_short(&said).to_owned() },
            false => unreachable(url, Error::other(format!("no TLS connection: {said}"))),
        }
    };
    let connector = http_browser::client::tls(trust).map_err(refused)?;
    tokio_native_tls::TlsConnector::from(connector).connect(host, stream).await.map_err(refused)?;
    Ok(())
}

/// The library's reason, which it puts into brackets at the end, without its names of functions and source files.
fn in_short(said: &str) -> &str {
    let bracket = said.strip_suffix(')').and_then(|said| said.rsplit_once('('));
    bracket.map_or(said, |(_, reason)| reason)
}

/// Whether `url` is on this machine, by its host.
fn is_local(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| is_loopback(&url))
}

/// Whether there is an answer through the proxy of the environment, if there is one.
async fn through_proxy(url: &str, trust: &Trust) -> bool {
    let names = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    if !names.iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty())) {
        return false;
    }
    let Ok(client) = client(trust) else { return false };
    client.get(url).timeout(LIMIT).send().await.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_port_that_is_listened_at_answers_under_all_its_names() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        for host in ["127.0.0.1", "localhost", "acme.app.localhost"] {
            connect(&format!("http://{host}:{port}/app"), &Trust::default()).await.unwrap();
        }
        drop(listener);
        let error = connect(&format!("http://acme.app.localhost:{port}"), &Trust::default()).await.unwrap_err();
        let said = error.incident().message;
        assert!(said.starts_with(&format!("nothing answers at http://acme.app.localhost:{port}: ")), "{said}");
    }
}
