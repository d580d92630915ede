//! The reference service provider: the SP of the guide, with SSO Settings, Company Login and its bare 404s.
//!
//! It shares no SAML, XML or signature code with the mock IdP, so that no message is graded by the code that
//! made it. Environment: `PORT`, and `SP_BASE_URL` when it is reached under another address than
//! `http://127.0.0.1:PORT`. `SP_WEAKNESS` (or `--weakness NAME`) switches one of its [weaknesses](weakness) on, and
//! `--weaknesses` lists them. Once it listens it says `ready <base-url>` on stdout; why somebody was not signed in
//! goes to stderr, a line each.
#![allow(clippy::type_complexity, reason = "a hook's type says what it is given; a name for each would hide it")]

mod app;
mod binding;
mod checks;
mod cookies;
mod hooks;
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
mod weakness;
mod xml;

use std::io::Write;
use std::process::ExitCode;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let ended = match arguments.as_slice() {
        ["--weaknesses"] => list_weaknesses().map_err(Into::into),
        ["--weakness", name] => serve(Some(name)).await,
        [] => serve(std::env::var("SP_WEAKNESS").ok().filter(|name| !name.is_empty()).as_deref()).await,
        _ => Err("reference-sp [--weaknesses | --weakness NAME]".into()),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            app::log(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// A line for each: name, tabulator, sentence.
fn list_weaknesses() -> std::io::Result<()> {
    let mut stdout = std::io::stdout().lock();
    weakness::ALL.iter().try_for_each(|one| writeln!(stdout, "{}\t{}", one.name, one.sentence))
}

async fn serve(weakness: Option<&str>) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let hooks = match weakness {
        Some(name) => weakness::find(name)?.hooks,
        None => &hooks::Hooks::SOUND,
    };
    let port: u16 = match std::env::var("PORT") {
        Ok(port) => port.parse().map_err(|_| format!("PORT is `{port}`, not a port number"))?,
        Err(_) => 0,
    };
    let listener = TcpListener::bind(("127.0.0.1", port)).await.map_err(|error| format!("port {port}: {error}"))?;
    let default = format!("http://{}", listener.local_addr()?);
    let base_url = std::env::var("SP_BASE_URL").ok().filter(|url| !url.is_empty()).unwrap_or(default);
    let base_url = base_url.trim_end_matches('/').to_owned();
    let router = routes::router(app::App::new(&base_url, hooks)?);

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
