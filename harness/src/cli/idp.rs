//! `saml-harness idp`: the mock IdP alone.

use std::net::SocketAddr;

use clap::Args;
use mock_idp::organization::KeyPool;

use super::{Failure, out};
use crate::fixture;
use crate::run::{IdpOptions, IdpServer};

#[derive(Debug, Args)]
pub(super) struct IdpArguments {
    /// Port on loopback (a free one when 0)
    #[arg(long, default_value_t = 0)]
    port: u16,
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
    let keys = KeyPool::new(4096, super::run::key_cache());
    let listen = Some(SocketAddr::from(([127, 0, 0, 1], arguments.port)));
    let options = IdpOptions { listen, url: None, tls: arguments.tls };
    let server = IdpServer::start(keys, &options).await.map_err(Failure::trouble)?;
    let idp = server.idp();
    let mut spec = fixture::organization_spec("acme", &fixture::mail_domain("acme"));
    spec.name = Some("acme".to_owned());
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
    let organization = idp.create_organization(spec).map_err(Failure::trouble)?;
    out(&format!("Admin Portal  {}admin", organization.base_url()));
    out(&format!("User Portal   {}userconsole", organization.base_url()));
    if let Some(application) = organization.directory().applications.first() {
        let sso = organization.sso_url(&application.settings.idp_url_suffix);
        out(&format!("IdP URL       {sso}\nmetadata      {sso}/metadata.xml"));
    }
    out(&format!("JSON API      {}api/organizations", idp.public_url()));
    out(&format!("\npeople (password of all: {})", fixture::PASSWORD));
    for persona in fixture::personas(&fixture::mail_domain("acme")) {
        out(&format!("  {:10} {}", persona.name, persona.email));
    }
    if let Some(pem) = server.authority() {
        out(&format!("\nthe authority that made its certificate, for whoever is to trust it:\n{}", pem.trim_end()));
    }
    out("\nCtrl-C ends it.");
    tokio::signal::ctrl_c().await.map_err(Failure::trouble)?;
    Ok(0)
}
