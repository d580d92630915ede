//! `saml-harness idp`: the mock IdP alone.

use clap::Args;
use mock_idp::MockIdp;
use mock_idp::organization::KeyPool;
use tokio::net::TcpListener;
use url::Url;

use super::{Failure, out};
use crate::fixture;

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
}

pub(super) async fn idp(arguments: IdpArguments) -> Result<u8, Failure> {
    let listener = TcpListener::bind(("127.0.0.1", arguments.port))
        .await
        .map_err(|e| Failure::Trouble(format!("port {} cannot be used: {e}", arguments.port)))?;
    let port = listener.local_addr().map_err(Failure::trouble)?.port();
    let url = Url::parse(&format!("http://idp.localhost:{port}/")).map_err(Failure::trouble)?;
    let idp = MockIdp::new(url, KeyPool::new(4096, super::run::key_cache()));
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
    out("\nCtrl-C ends it.");
    tokio::select! {
        served = axum::serve(listener, mock_idp::app(idp)) => served.map_err(Failure::trouble)?,
        _ = tokio::signal::ctrl_c() => {}
    }
    Ok(0)
}
