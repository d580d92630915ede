//! The SP as a lane has it: an organization at the mock IdP, a running SP that knows it, and the values that templates see.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use mock_idp::MockIdp;
use mock_idp::organization::{Organization, OrganizationSpec, SettingsPatch};
use tempfile::TempDir;

use super::RunError;
use super::RunOptions;
use super::error::{FileError, IdpError, LaunchError, ProvisionError};
use super::idp::IdpServer;
use super::launch::Sp;
use super::learn_sp::{FromMetadata, Moment, learn_sp};
use super::person::{expand, optional};
use super::port::free_port;
use super::scratch;
use crate::evidence::Surroundings;
use crate::fixture;
use crate::placeholder::{PlaceholderError, Values};
use crate::plan::Case;
use crate::target::{Procedure, Target};

/// One company: its organization at the IdP, and its values.
#[derive(Debug)]
pub struct Company {
    /// As the SP calls it.
    pub name: String,
    /// Where its people have their addresses.
    pub mail_domain: String,
    /// Its account at the IdP.
    pub organization: Organization,
    /// What templates see.
    pub values: Values,
    /// What of these values the SP's metadata told.
    pub(super) from_metadata: FromMetadata,
    /// Which key of the SP assertions are encrypted for, in words; absent: none is known.
    pub encryption_key: Option<String>,
}

/// A lane's SP with its companies; the first is the lane's own.
#[derive(Debug)]
pub struct ProvisionedSp {
    /// The running SP, when we launched it.
    pub sp: Option<Sp>,
    /// One, or two for scenarios with a second company.
    pub companies: Vec<Company>,
    /// Holds files that the SP is given.
    files: TempDir,
}

impl ProvisionedSp {
    /// Makes organizations, starts the SP and tells both of each other; provisioning through pages is left to
    /// `provision`. A guide's case gets an empty organization. `how_many` companies there are, one or two. Of `options` those
    /// count that say what the SP is.
    pub async fn prepare(
        target: &Target,
        idp: &IdpServer,
        case: &Case,
        options: &RunOptions,
        company_offset: usize,
        how_many: usize,
    ) -> Result<Self, RunError> {
        let files = scratch::folder().map_err(FileError::at("a temporary folder in", std::env::temp_dir()))?;
        let port = free_port().await?;
        let mut companies: Vec<Company> = Vec::new();
        for index in 0..how_many {
            let name = company_name(target, company_offset, index);
            let first = companies.first().map(|first| &first.organization);
            companies.push(company(target, idp.idp(), first, case, &name, port)?);
        }
        let mut provisioned = Self { sp: None, companies, files };
        provisioned.write_authority(idp.authority())?;
        provisioned.write_idp_files(case)?;
        provisioned.introduce_companies();
        let values = &provisioned.companies[0].values;
        if let Some(sp) = &options.in_process {
            provisioned.sp = Some(Sp::serve(sp, values).await?);
        } else if let Some(launch) = &target.launch {
            let mut launch = launch.clone();
            launch.env.extend(options.sp_env.iter().cloned());
            provisioned.sp = Some(Sp::start(&launch, &target.folder, values, &target.trust).await?);
        }
        provisioned.learn_sp(target, case, Moment::BeforeProvisioning).await?;
        Ok(provisioned)
    }

    /// Learns what the SP says of itself to each company, and tells the companies' organizations.
    pub async fn learn_sp(&mut self, target: &Target, case: &Case, moment: Moment) -> Result<(), RunError> {
        let folder = self.files.path();
        for company in &mut self.companies {
            learn_sp(target, company, case, folder, moment).await?;
        }
        // Settings of the IdP may say what the SP is called.
        self.write_idp_files(case)?;
        self.introduce_companies();
        Ok(())
    }

    /// Lets the lane's own company know what those of the second one are called.
    fn introduce_companies(&mut self) {
        if let [own, second, ..] = self.companies.as_mut_slice() {
            let idp_entity_id = second.values.get("idp.entity_id").unwrap_or_default();
            fixture::set_second_company(&mut own.values, &second.mail_domain, &idp_entity_id);
        }
    }

    /// Where files for the SP are put.
    pub(super) fn folder(&self) -> &Path {
        self.files.path()
    }

    /// The lane's own company.
    pub fn company(&self, index: usize) -> Result<&Company, RunError> {
        self.companies.get(index).ok_or_else(|| ProvisionError::NoCompany(index).into())
    }

    /// Addresses and people, as evidence keeps them.
    pub fn surroundings(&self) -> Result<Surroundings, RunError> {
        let own = self.company(0)?;
        let base_url = |company: &Company| expand(&company.values, "{sp.base_url}").map(|url| without_password(&url));
        let sp_base_url = base_url(own)?;
        let second = self.companies.get(1).map(base_url).transpose()?;
        Ok(Surroundings {
            second_sp_base_url: second.filter(|second| *second != sp_base_url),
            sp_base_url,
            // They may be known only when the SP is provisioned.
            acs_url: optional(&own.values, "sp.acs_url")?.unwrap_or_default(),
            sp_entity_id: optional(&own.values, "sp.entity_id")?.unwrap_or_default(),
            sp_encryption_key: own.encryption_key.clone(),
            // It may hold what is read at the SP, and is filled in when that is known.
            login_url: String::new(),
            // A guide's organization has no application yet, and no such address.
            idp_sso_url: optional(&own.values, "idp.sso_url")?.unwrap_or_default(),
            idp_base_url: own.organization.base_url().to_string(),
            second_idp_base_url: self.companies.get(1).map(|c| c.organization.base_url().to_string()),
            personas: emails(&own.mail_domain),
            second_personas: self.companies.get(1).map(|company| emails(&company.mail_domain)).unwrap_or_default(),
            shown: None,
            shown_to_nobody: Vec::new(),
        })
    }

    /// Puts the certificate (PEM) of the authority of an IdP on https where `{idp.ca_file}` points to.
    fn write_authority(&mut self, authority: Option<&str>) -> Result<(), RunError> {
        let Some(pem) = authority else { return Ok(()) };
        let file = write(self.files.path(), "idp-ca.pem", pem)?;
        for company in &mut self.companies {
            company.values.set("idp.ca_pem", pem);
            company.values.set("idp.ca_file", file.display().to_string());
        }
        Ok(())
    }

    /// Puts the IdP's present metadata and certificate where `{idp.metadata_file}` and its like point to.
    fn write_idp_files(&mut self, case: &Case) -> Result<(), RunError> {
        for (index, company) in self.companies.iter_mut().enumerate() {
            if case.guide.is_some() {
                continue;
            }
            let Exported { entity_id, metadata, certificate, metadata_url, location } =
                exported(&company.organization, &case.idp)?;
            let metadata_file = write(self.files.path(), &format!("idp-metadata-{index}.xml"), &metadata)?;
            let certificate_file = write(self.files.path(), &format!("idp-certificate-{index}.pem"), &certificate)?;
            company.values.set("idp.entity_id", entity_id);
            company.values.set("idp.metadata_xml", metadata);
            company.values.set("idp.metadata_file", metadata_file.display().to_string());
            company.values.set("idp.metadata_url", metadata_url);
            company.values.set("idp.sso_url", location);
            company.values.set("idp.certificate_pem", certificate);
            company.values.set("idp.certificate_file", certificate_file.display().to_string());
        }
        Ok(())
    }
}

/// E-mail addresses of the people of a company with this mail domain, by persona.
fn emails(mail_domain: &str) -> BTreeMap<String, String> {
    fixture::personas(mail_domain).into_iter().map(|person| (person.name.to_owned(), person.email)).collect()
}

fn company_name(target: &Target, offset: usize, index: usize) -> String {
    let listed = &target.provision.companies;
    if listed.is_empty() {
        return if index == 0 { "acme".to_owned() } else { "globex".to_owned() };
    }
    listed[(offset + index) % listed.len()].clone()
}

/// A company with an organization at the IdP. Its keys are others than those of the lane's `first`: with that one's keys it
/// could sign for its people.
fn company(
    target: &Target,
    idp: &MockIdp,
    first: Option<&Organization>,
    case: &Case,
    name: &str,
    port: u16,
) -> Result<Company, RunError> {
    let mail_domain = match &case.mail_domain {
        Some(template) => template.replace("{company}", name),
        None => target.mail_domain_of(name),
    };
    let mut values = fixture::values(name, &mail_domain, &case.flow.user);
    values.set("harness", harness()?);
    values.set("port", port.to_string());
    // They may refer to each other, and to what is read at the SP later.
    for key in ["base_url", "metadata_url", "entity_id", "acs_url"] {
        if let Some(template) = target.sp.get(key) {
            values.set_template(&format!("sp.{key}"), template);
        }
    }
    let (settings, missing) = filled(&target.idp, &values)?;
    if let Some(missing) = missing.filter(|_| target.provision.procedure == Procedure::Launch) {
        return Err(missing.into());
    }
    let spec = match case.guide {
        Some(_) => OrganizationSpec::default(),
        None => organization_spec(&settings, case, name, &mail_domain),
    };
    let made = match first {
        Some(first) => idp.create_organization_beside(first, spec),
        None => idp.create_organization(spec),
    };
    let organization = made.map_err(IdpError::Organization)?;
    values.set("idp.admin_url", format!("{}admin", organization.base_url()));
    values.set("idp.portal_url", format!("{}userconsole", organization.base_url()));
    let company = Company {
        name: name.to_owned(),
        mail_domain,
        organization,
        values,
        from_metadata: FromMetadata::default(),
        encryption_key: None,
    };
    Ok(company)
}

/// `patch` with every text filled in from `values`, as far as they are known by now; and what is not, if anything.
pub(super) fn filled(
    patch: &SettingsPatch,
    values: &Values,
) -> Result<(SettingsPatch, Option<PlaceholderError>), RunError> {
    let settings = serde_json::to_value(patch).expect("settings are written as JSON by the API, too");
    let mut known = serde_json::Map::new();
    let mut missing = None;
    for (name, mut setting) in settings.as_object().cloned().unwrap_or_default() {
        match fill(&mut setting, values) {
            Ok(()) => drop(known.insert(name, setting)),
            Err(error @ (PlaceholderError::NoValue(_) | PlaceholderError::Unknown { .. })) => missing = Some(error),
            Err(error) => return Err(error.into()),
        }
    }
    let known = serde_json::from_value(serde_json::Value::Object(known));
    Ok((known.expect("what was written is read, and other texts are texts as well"), missing))
}

fn fill(setting: &mut serde_json::Value, values: &Values) -> Result<(), PlaceholderError> {
    match setting {
        serde_json::Value::String(text) => *text = values.expand(text)?,
        serde_json::Value::Array(items) => items.iter_mut().try_for_each(|item| fill(item, values))?,
        serde_json::Value::Object(fields) => fields.values_mut().try_for_each(|field| fill(field, values))?,
        _ => {}
    }
    Ok(())
}

/// The fixture with the target's own settings. Of the case's settings only those are in it already that decide which
/// key is made; the others are switched on when the case runs, and off again for its controls.
fn organization_spec(settings: &SettingsPatch, case: &Case, name: &str, mail_domain: &str) -> OrganizationSpec {
    let mut spec = fixture::organization_spec(name, mail_domain);
    let settings = settings.overlaid(&settings_of_key(case));
    spec.applications.iter_mut().for_each(|application| settings.apply(&mut application.settings));
    spec
}

/// Those of the case's settings that decide which key is made.
pub(super) fn settings_of_key(case: &Case) -> SettingsPatch {
    SettingsPatch {
        dialect: case.idp.dialect,
        jumpcloud_traits: case.idp.jumpcloud_traits.clone(),
        ..SettingsPatch::default()
    }
}

/// What the customer takes from the IdP's portal to the SP.
struct Exported {
    entity_id: String,
    metadata: String,
    /// As PEM.
    certificate: String,
    /// Where a program fetches it.
    metadata_url: String,
    /// The IdP URL.
    location: String,
}

/// What the organization's first application exports, with `patch` over its settings.
fn exported(organization: &Organization, patch: &SettingsPatch) -> Result<Exported, RunError> {
    let first = organization.directory().applications.first().cloned();
    let mut application = first.expect("the fixture's organization has an application");
    patch.apply(&mut application.settings);
    let metadata = organization.metadata(&application);
    let certificate = application.key_pair.certificate_pem().map_err(IdpError::Certificate)?;
    let settings = &application.settings;
    let metadata_url = organization.metadata_url(&settings.idp_url_suffix);
    let entity_id = settings.idp_entity_id.clone();
    Ok(Exported { entity_id, metadata, certificate, metadata_url, location: organization.sso_location(settings) })
}

pub(super) fn write(folder: &Path, name: &str, text: &str) -> Result<PathBuf, RunError> {
    let path = folder.join(name);
    std::fs::write(&path, text).map_err(FileError::at("a file for the SP,", &path))?;
    Ok(path)
}

/// This program, which serves the reference SP, too.
fn harness() -> Result<String, RunError> {
    let mut path = std::env::current_exe().map_err(LaunchError::OwnPath)?;
    if !path.exists() {
        // It was taken away or built anew since it started. What runs can be started as long as it runs: Linux keeps it here.
        path = PathBuf::from(format!("/proc/{}/exe", std::process::id()));
        if !path.exists() {
            return Err(LaunchError::OwnPathGone.into());
        }
    }
    Ok(path.into_os_string().into_string().map_err(|path| LaunchError::OwnPathNotUtf8 { path })?)
}

/// How long `setup` and `provision.command` may take: a first `setup` may compile or download the SP.
pub const COMMAND_LIMIT: Duration = Duration::from_secs(900);

/// An address without the name and password that a server in front of the SP wants, which are nothing for a report.
fn without_password(url: &str) -> String {
    let Ok(mut parsed) = url::Url::parse(url) else { return url.to_owned() };
    if parsed.username().is_empty() && parsed.password().is_none() {
        return url.to_owned();
    }
    // An address that has them can be without them.
    let _ = (parsed.set_username(""), parsed.set_password(None));
    parsed.as_str().trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_gets_from_an_address_into_a_report() {
        assert_eq!(without_password("https://stage:secret@sp.test:8443"), "https://sp.test:8443");
        assert_eq!(without_password("https://stage@sp.test/app/"), "https://sp.test/app");
        assert_eq!(without_password("https://sp.test/app/"), "https://sp.test/app/");
    }

    #[test]
    fn settings_are_filled_in_as_far_as_they_are_known() {
        let patch: SettingsPatch = serde_json::from_str(
            r#"{"idp_entity_id": "{sp.entity_id}", "include_groups": false, "user_attributes": [{"name": "{company}-mail", "value": "email"}]}"#,
        )
        .unwrap();
        let mut values = Values::default();
        values.set("company", "acme");
        let (known, missing) = filled(&patch, &values).unwrap();
        assert_eq!(known.user_attributes.unwrap()[0].name, "acme-mail");
        assert_eq!((known.idp_entity_id, known.include_groups), (None, Some(false)));
        assert_eq!(missing, Some(PlaceholderError::NoValue("sp.entity_id".to_owned())));
        values.set("sp.entity_id", "sp");
        let (known, missing) = filled(&patch, &values).unwrap();
        assert_eq!((known.idp_entity_id.as_deref(), missing), (Some("sp"), None));
    }
}
