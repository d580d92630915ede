//! The reference service provider: the SP of the guide, with SSO Settings, Company Login and its bare 404s.
//!
//! It shares no SAML, XML or signature code with the mock IdP, so that no message is graded by the code that
//! made it. `saml-harness reference-sp` serves it in a process of its own, with or without one of its
//! [weaknesses](weaknesses()) and [manners](manners()).
#![allow(clippy::type_complexity, reason = "a hook's type says what it is given; a name for each would hide it")]

mod app;
mod binding;
mod checks;
mod cookies;
mod hooks;
mod idp_metadata;
mod keys;
mod landing;
mod manner;
mod pages;
mod people;
mod refusal;
mod request;
mod response;
mod routes;
mod settings;
mod sp_metadata;
mod store;
mod weakness;
mod xml;

use std::error::Error;
use std::io::Write;
use std::net::TcpListener;

use axum::Router;
use axum_server::tls_openssl::{OpenSSLAcceptor, OpenSSLConfig};
use tokio::signal::unix::{SignalKind, signal};

/// Name and sentence of each weakness, by name.
pub fn weaknesses() -> impl Iterator<Item = (&'static str, &'static str)> + Clone {
    weakness::ALL.iter().map(|one| (one.name, one.sentence))
}

/// Name and sentence of each manner, by name.
pub fn manners() -> impl Iterator<Item = (&'static str, &'static str)> + Clone {
    manner::ALL.iter().map(|one| (one.name, one.sentence))
}

/// Serves the SP on a port of 127.0.0.1 (0: a free one) until the process gets SIGTERM or SIGINT.
///
/// `base_url` is where browsers reach it, `http://127.0.0.1:PORT` when absent; `weakness` and `manner` are switched on. Once it
/// listens it prints `ready <base-url>` on stdout; why somebody was not signed in goes to stderr, a line each. It fails
/// when there is no such weakness or manner, or the port is taken.
pub async fn serve(
    port: u16,
    base_url: Option<&str>,
    weakness: Option<&str>,
    manner: Option<&str>,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    let hooks = match weakness {
        Some(name) => weakness::find(name)?.hooks,
        None => &hooks::Hooks::SOUND,
    };
    let manner = match manner {
        Some(name) => manner::find(name)?.traits,
        None => &manner::Traits::PLAIN,
    };
    // There is one SP in a process, and it lasts as long.
    let hooks = Box::leak(Box::new((manner.hooks)(*hooks)));
    let listener = TcpListener::bind(("127.0.0.1", port)).map_err(|error| format!("port {port}: {error}"))?;
    let scheme = if manner.tls.is_some() { "https" } else { "http" };
    let default = format!("{scheme}://{}", listener.local_addr()?);
    let base_url = base_url.unwrap_or(&default).trim_end_matches('/');
    let router = routes::router(app::App::new(base_url, hooks)?, manner);

    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    {
        let mut stdout = std::io::stdout().lock();
        writeln!(stdout, "ready {base_url}")?;
        stdout.flush()?;
    }
    // Connections that a browser keeps open must not hold the end up.
    tokio::select! {
        served = listen(listener, router, manner.tls) => served?,
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

/// Serves until it cannot; with certificate and private key, PEM, on https.
async fn listen(
    listener: TcpListener,
    router: Router,
    tls: Option<(&str, &str)>,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    let service = router.into_make_service();
    match tls {
        Some((certificate, key)) => {
            let config = OpenSSLConfig::from_pem(certificate.as_bytes(), key.as_bytes())?;
            axum_server::from_tcp(listener)?.acceptor(OpenSSLAcceptor::new(config)).serve(service).await?;
        }
        None => {
            listener.set_nonblocking(true)?;
            axum::serve(tokio::net::TcpListener::from_std(listener)?, service).await?;
        }
    }
    Ok(())
}
