//! The reference service provider: the SP of the guide, with SSO Settings, Company Login and its bare 404s.
//!
//! It shares no SAML, XML or signature code with the mock IdP, so that no message is graded by the code that
//! made it. Environment: `PORT`, and `SP_BASE_URL` when it is reached under another address than
//! `http://127.0.0.1:PORT`. Once it listens it says `ready <base-url>` on stdout; why somebody was not signed in
//! goes to stderr, a line each.

mod app;
mod checks;
mod cookies;
mod idp_metadata;
mod keys;
mod landing;
mod pages;
mod people;
mod refusal;
mod request;
mod response;
mod routes;
mod settings;
mod sp_metadata;
mod store;
mod xml;

use std::io::Write;
use std::process::ExitCode;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main]
async fn main() -> ExitCode {
    match serve().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            app::log(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

async fn serve() -> Result<(), Box<dyn std::error::Error>> {
    let port: u16 = match std::env::var("PORT") {
        Ok(port) => port.parse().map_err(|_| format!("PORT is `{port}`, not a port number"))?,
        Err(_) => 0,
    };
    let listener = TcpListener::bind(("127.0.0.1", port)).await.map_err(|error| format!("port {port}: {error}"))?;
    let default = format!("http://{}", listener.local_addr()?);
    let base_url = std::env::var("SP_BASE_URL").ok().filter(|url| !url.is_empty()).unwrap_or(default);
    let base_url = base_url.trim_end_matches('/').to_owned();
    let router = routes::router(app::App::new(&base_url)?);

    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    {
        let mut stdout = std::io::stdout().lock();
        writeln!(stdout, "ready {base_url}")?;
        stdout.flush()?;
    }
    // Connections that a browser keeps open must not hold the end up.
    tokio::select! {
        served = axum::serve(listener, router) => served?,
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}
