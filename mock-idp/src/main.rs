//! Serves the mock IdP alone.

#![allow(clippy::print_stdout)]

use std::error::Error;
use std::net::Ipv4Addr;

use clap::Parser;
use mock_idp::MockIdp;
use mock_idp::organization::{
    ApplicationSettings, ApplicationSpec, GroupSpec, KeyPool, Organization, OrganizationSpec, UserSpec, UserState,
};
use tokio::net::TcpListener;
use url::Url;

/// A mock JumpCloud on loopback.
#[derive(Parser)]
#[command(name = "mock-idp", version)]
struct Arguments {
    /// Port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Make an organization of this name, with a person and an application to try.
    #[arg(long, value_name = "NAME")]
    organization: Option<String>,
    /// The application of that organization refuses every request that disobeys a clause.
    #[arg(long)]
    strict: bool,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port)).await?;
    let public_url: Url = format!("http://idp.localhost:{}/", listener.local_addr()?.port()).parse()?;
    let idp = MockIdp::new(public_url, KeyPool::new(4096, None));
    println!("JSON API      POST {}api/organizations", idp.public_url());
    if let Some(name) = arguments.organization {
        print_urls(&idp.create_organization(demo(name, arguments.strict))?);
    }
    mock_idp::serve(listener, idp).await?;
    Ok(())
}

/// An organization with one person, one group and one application whose SP is still to be filled in.
fn demo(name: String, strict_requests: bool) -> OrganizationSpec {
    let groups = vec!["employees".to_owned()];
    let settings = ApplicationSettings {
        display_label: "Demo".into(),
        idp_entity_id: format!("{name}-idp"),
        strict_requests,
        ..ApplicationSettings::default()
    };
    OrganizationSpec {
        groups: vec![GroupSpec { name: "employees".into() }],
        users: vec![UserSpec {
            username: String::new(),
            first_name: "Erin".into(),
            last_name: "Employee".into(),
            company_email: format!("employee@{name}.test"),
            description: String::new(),
            password: "password".into(),
            state: UserState::Active,
            groups: groups.clone(),
        }],
        applications: vec![ApplicationSpec { settings, groups, active: true, uploaded_pair: None }],
        name: Some(name),
        ..OrganizationSpec::default()
    }
}

fn print_urls(organization: &Organization) {
    let directory = organization.directory();
    println!("Admin Portal  {}admin", organization.base_url());
    println!("User Portal   {}userconsole", organization.base_url());
    for user in &directory.users {
        println!("User          {} with password `{}`", user.company_email, user.password);
    }
    for application in &directory.applications {
        let sso_url = organization.sso_url(&application.settings.idp_url_suffix);
        println!("IdP URL       {sso_url}");
        println!("Metadata      {sso_url}/metadata.xml");
    }
}
