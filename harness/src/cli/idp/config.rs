//! `idp.toml`, and metadata of SPs.

use std::path::Path;

use http_browser::Trust;
use mock_idp::organization::{
    ApplicationSettings, ApplicationSpec, GroupSpec, OrganizationSpec, SettingsPatch, UnverifiableRequest, UserSpec,
};
use serde::Deserialize;

use crate::cli::Failure;
use crate::fixture;
use crate::sp_metadata::SpMetadata;

/// A whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    organization: Vec<Customer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Customer {
    name: String,
    #[serde(default)]
    groups: Vec<String>,
    #[serde(default)]
    user: Vec<UserSpec>,
    #[serde(default)]
    application: Vec<Application>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Application {
    label: String,
    /// A file, from the folder of this one, or a URL.
    sp_metadata: Option<String>,
    /// Who may use it; absent: everybody.
    groups: Option<Vec<String>>,
    #[serde(default)]
    settings: SettingsPatch,
}

/// The group of everybody, for applications that name none.
const EVERYBODY: &str = "everybody";

/// The organizations of the file.
pub(super) async fn read(file: &Path) -> Result<Vec<OrganizationSpec>, Failure> {
    let wrong = |error: &dyn std::fmt::Display| Failure::Usage(format!("{}: {error}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| wrong(&error))?;
    let config: Config = toml::from_str(&text).map_err(|error| wrong(&error))?;
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut specs = Vec::new();
    for customer in config.organization {
        specs.push(spec(customer, folder).await?);
    }
    Ok(specs)
}

async fn spec(customer: Customer, folder: &Path) -> Result<OrganizationSpec, Failure> {
    let Customer { name, mut groups, mut user, application } = customer;
    groups.push(EVERYBODY.to_owned());
    user.iter_mut().for_each(|user| user.groups.push(EVERYBODY.to_owned()));
    let mut applications = Vec::new();
    for Application { label, sp_metadata: place, groups, settings: patch } in application {
        let mut settings = ApplicationSettings {
            display_label: label,
            unverifiable_request: UnverifiableRequest::Accept,
            ..fixture::settings(&name)
        };
        if let Some(place) = place {
            let is_url = place.contains("://");
            let place = if is_url { place } else { folder.join(place).display().to_string() };
            introduce(&mut settings, &sp_metadata(&place).await?);
        }
        patch.apply(&mut settings);
        let groups = groups.unwrap_or_else(|| vec![EVERYBODY.to_owned()]);
        applications.push(ApplicationSpec { settings, groups, active: true, uploaded_pair: None });
    }
    Ok(OrganizationSpec {
        name: Some(name),
        groups: groups.into_iter().map(|name| GroupSpec { name }).collect(),
        users: user,
        applications,
        ..OrganizationSpec::default()
    })
}

/// What the metadata at `place`, a file or a URL, says of its SP.
pub(super) async fn sp_metadata(place: &str) -> Result<SpMetadata, Failure> {
    let wrong = |error: &dyn std::fmt::Display| Failure::Usage(format!("SP metadata `{place}`: {error}"));
    let text = if place.contains("://") {
        // Developers' SPs have certificates of their own making; nothing secret is sent.
        let client = http_browser::client::client(&Trust::any()).and_then(|builder| builder.build());
        let client = client.map_err(|error| wrong(&error))?;
        let answer = async { client.get(place).send().await?.error_for_status()?.text().await };
        answer.await.map_err(|error| wrong(&crate::run::with_causes(&error)))?
    } else {
        std::fs::read_to_string(place).map_err(|error| wrong(&error))?
    };
    SpMetadata::read(&text, None).map_err(|error| wrong(&error))
}

/// Writes what the SP says of itself into the settings of its application.
pub(super) fn introduce(settings: &mut ApplicationSettings, sp: &SpMetadata) {
    settings.sp_entity_id.clone_from(&sp.entity_id);
    settings.acs_urls = sp.consumers.iter().map(|consumer| consumer.url.clone()).collect();
    let indexes = sp.consumers.iter().enumerate().map(|(position, consumer)| consumer.index.unwrap_or(position));
    settings.acs_indexes = indexes.collect();
    settings.sp_certificate.clone_from(&sp.signing);
    if let Some(key) = &sp.encryption {
        settings.sp_encryption_certificate.clone_from(&key.pem);
    }
}
