//! `saml-harness idp`: the mock IdP alone, for whoever works on an SP.

mod book;
mod config;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use mock_idp::organization::{KeyPool, Organization, OrganizationSpec};
use url::Url;

use super::{Failure, err, out};
use crate::fixture;
use crate::run::{IdpOptions, IdpServer};
use book::Book;

#[derive(Debug, Args)]
pub(super) struct IdpArguments {
    /// Port on loopback (a free one when 0)
    #[arg(long, default_value_t = 0, conflicts_with = "listen")]
    port: u16,
    /// Address and port to listen on, as 0.0.0.0:8080; the IdP has no passwords worth the name, so others must not reach it
    #[arg(long, value_name = "ADDR:PORT")]
    listen: Option<SocketAddr>,
    /// Where browsers reach it; every organization is at a name below this host
    #[arg(long, value_name = "URL")]
    url: Option<Url>,
    /// Where programs reach it, as an SP that fetches metadata, where that is another address
    #[arg(long, value_name = "URL")]
    back_url: Option<Url>,
    /// Metadata of an SP, a file or a URL: an application is made for it; may be given several times
    #[arg(long, value_name = "FILE|URL", conflicts_with_all = ["sp_entity_id", "acs_url"])]
    sp_metadata: Vec<String>,
    /// Organizations, people and applications, in place of the ready-made ones
    #[arg(long, value_name = "FILE", conflicts_with_all = ["sp_entity_id", "acs_url", "sp_metadata", "strict"])]
    config: Option<PathBuf>,
    /// Entity ID of the SP that the ready-made application is for
    #[arg(long, value_name = "ID")]
    sp_entity_id: Option<String>,
    /// ACS URL of that SP
    #[arg(long, value_name = "URL")]
    acs_url: Option<String>,
    /// Refuse every request that disobeys a clause; without it they are answered where an answer makes sense
    #[arg(long)]
    strict: bool,
    /// Serve https, with a certificate that an authority makes for this time alone
    #[arg(long)]
    tls: bool,
}

pub(super) async fn idp(arguments: IdpArguments) -> Result<u8, Failure> {
    let specs = match &arguments.config {
        Some(file) => config::read(file).await?,
        None => vec![ready_made(&arguments).await?],
    };
    let keys = KeyPool::new(4096, super::run::key_cache());
    let listen = arguments.listen.unwrap_or(SocketAddr::from(([127, 0, 0, 1], arguments.port)));
    if !listen.ip().is_loopback() {
        err(&format!(
            "WARNING: the IdP listens at {listen}, where other machines may reach it. Whoever does can log in as anybody and \
             change everything: the Admin Portal asks for no password. Use it behind a firewall, with SPs for tests alone."
        ));
    }
    let options = IdpOptions { listen: Some(listen), url: arguments.url, tls: arguments.tls };
    let server = IdpServer::start(keys, &options).await.map_err(Failure::trouble)?;
    let idp = server.idp();
    arguments.back_url.into_iter().for_each(|url| idp.set_back_url(url));
    idp.lend(Book::of_catalogue()?);
    out(&format!("JSON API      {}api/organizations", idp.public_url()));
    for spec in specs {
        // They may be customers of one SP.
        let made = match idp.organizations().first() {
            Some(first) => idp.create_organization_beside(first, spec),
            None => idp.create_organization(spec),
        };
        show(&made.map_err(Failure::unreadable)?);
    }
    if let Some(pem) = server.authority() {
        out(&format!("\nthe authority that made its certificate, for whoever is to trust it:\n{}", pem.trim_end()));
    }
    out("\nready; Ctrl-C ends it.");
    ended().await.map_err(Failure::trouble)?;
    Ok(0)
}

/// Waits for Ctrl-C, or for the signal by which containers are stopped.
async fn ended() -> std::io::Result<()> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
    }
}

/// The company of the fixture, with an application for each SP that is named.
async fn ready_made(arguments: &IdpArguments) -> Result<OrganizationSpec, Failure> {
    let mut spec = fixture::organization_spec("acme", &fixture::mail_domain("acme"));
    spec.name = Some("acme".to_owned());
    let template = spec.applications.first().cloned().expect("the fixture has an application");
    let several = arguments.sp_metadata.len() > 1;
    for (index, place) in arguments.sp_metadata.iter().enumerate() {
        let mut application = template.clone();
        let sp = config::sp_metadata(place).await?;
        config::introduce(&mut application.settings, &sp);
        if several {
            application.settings.display_label = format!("{} {}", fixture::DISPLAY_LABEL, index + 1);
        }
        if index == 0 {
            spec.applications.clear();
        }
        spec.applications.push(application);
    }
    for application in &mut spec.applications {
        let settings = &mut application.settings;
        if let Some(id) = &arguments.sp_entity_id {
            settings.sp_entity_id.clone_from(id);
        }
        if let Some(url) = &arguments.acs_url {
            settings.acs_urls = vec![url.clone()];
        }
        settings.strict_requests = arguments.strict;
        settings.unverifiable_request = mock_idp::organization::UnverifiableRequest::Accept;
    }
    Ok(spec)
}

fn show(organization: &Organization) {
    out(&format!("\n{}", organization.name()));
    out(&format!("Admin Portal  {}admin", organization.base_url()));
    out(&format!("Switchboard   {}admin/switchboard", organization.base_url()));
    out(&format!("User Portal   {}userconsole", organization.base_url()));
    let directory = organization.directory();
    for application in &directory.applications {
        let settings = &application.settings;
        out(&match settings.sp_entity_id.as_str() {
            "" => format!(
                "{}, which has no SP yet: name one by --sp-metadata, or in the Admin Portal",
                settings.display_label
            ),
            entity_id => format!("{} for {entity_id}", settings.display_label),
        });
        out(&format!("  IdP URL     {}", organization.sso_location(settings)));
        out(&format!("  metadata    {}", organization.metadata_url(&settings.idp_url_suffix)));
    }
    out("people");
    for user in &directory.users {
        out(&format!("  {:30} password: {}", user.company_email, user.password));
    }
}
