//! What only the running SP can tell of itself: its metadata fills in what the target file leaves out.

use std::collections::BTreeMap;
use std::path::Path;

use http_browser::Trust;
use mock_idp::organization::{SettingsPatch, UnverifiableRequest};

use super::RunError;
use super::error::{FileError, ProvisionError};
use super::person::{absolute, expand};
use super::provisioned::{Company, filled, settings_of_key, write};
use super::sp_metadata;
use crate::placeholder::{PlaceholderError, Values};
use crate::plan::Case;
use crate::sp_metadata::{Consumer, Source, SpMetadata, certificate_in_words};
use crate::target::Target;

/// When something is learnt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The SP runs, and is not set up for the company yet: many an SP has no metadata then.
    BeforeProvisioning,
    /// It has all that it needs, so it can tell all.
    AfterProvisioning,
}

/// Names that the SP's metadata gave a value, with that value.
#[derive(Clone, Debug, Default)]
pub(super) struct FromMetadata(BTreeMap<&'static str, String>);

impl FromMetadata {
    /// `name` is `text`, unless something else than metadata says what it is.
    fn set(&mut self, values: &mut Values, name: &'static str, text: &str) {
        let is_own = self.0.get(name).is_some_and(|earlier| values.get(name).as_ref() == Some(earlier));
        if is_own || !values.names().any(|known| known == name) {
            values.set(name, text);
            self.0.insert(name, text.to_owned());
        }
    }
}

/// Learns what `company` is told of the SP, and tells its organization at the IdP; `files` is where the SP's certificate
/// is put.
pub(super) async fn learn_sp(
    target: &Target,
    company: &mut Company,
    case: &Case,
    files: &Path,
    moment: Moment,
) -> Result<(), RunError> {
    let more_to_come = moment == Moment::BeforeProvisioning && target.provision.procedure.is_done_at_the_sp();
    let metadata = published(company, &target.trust, more_to_come).await?;
    if let Some(metadata) = &metadata {
        company.from_metadata.set(&mut company.values, "sp.entity_id", &metadata.entity_id);
        company.from_metadata.set(&mut company.values, "sp.acs_url", &metadata.consumers[0].url);
    }
    for needed in ["sp.entity_id", "sp.acs_url"] {
        match company.values.expand(&format!("{{{needed}}}")) {
            Ok(_) => {}
            // A guide's reader reads it on the way.
            Err(PlaceholderError::NoValue(_) | PlaceholderError::Unknown { .. }) if more_to_come => return Ok(()),
            Err(PlaceholderError::NoValue(name)) if name == needed => {
                let target = target.path.clone();
                return Err(ProvisionError::SpAddressMissing { target, name: needed }.into());
            }
            Err(error) => return Err(error.into()),
        }
    }
    let (settings, missing) = filled(&target.idp, &company.values)?;
    if let Some(missing) = missing.filter(|_| !more_to_come) {
        return Err(missing.into());
    }
    let given = given_certificate(target)?;
    let certificate = given.clone().or_else(|| Some(metadata.as_ref()?.signing.clone()).filter(|pem| !pem.is_empty()));
    if let Some(pem) = &certificate {
        let file = write(files, &format!("sp-certificate-{}.pem", company.name), pem)?;
        company.values.set("sp.certificate_pem", pem.clone());
        company.values.set("sp.certificate_file", file.display().to_string());
    }
    let encryption = match &target.idp.sp_encryption_certificate {
        Some(pem) => Some((
            pem.clone(),
            format!("the certificate that `[idp]` of the target file names ({})", certificate_in_words(pem)),
        )),
        None => encryption_key(metadata.as_ref(), given.as_deref()),
    };
    if case.guide.is_none() {
        let acs_url = expand(&company.values, "{sp.acs_url}")?;
        let published = metadata.as_ref().map(|metadata| metadata.consumers.as_slice()).unwrap_or_default();
        let pem = encryption.as_ref().map(|(pem, _)| pem.as_str());
        let settings = settings.overlaid(&settings_of_key(case));
        tell_organization(company, &settings, consumers(&acs_url, published), certificate.as_deref(), pem)?;
    }
    company.encryption_key = encryption.map(|(_, words)| words);
    Ok(())
}

/// The SP's metadata, if there is any. Metadata that cannot be used is for rules to tell, as long as nothing else is missing
/// or `more_to_come`.
async fn published(company: &Company, trust: &Trust, more_to_come: bool) -> Result<Option<SpMetadata>, RunError> {
    let url = match company.values.expand("{sp.metadata_url}") {
        Ok(url) => absolute(&url, &company.values)?,
        Err(PlaceholderError::NoValue(_) | PlaceholderError::Unknown { .. }) if more_to_come => return Ok(None),
        Err(PlaceholderError::NoValue(name)) if name == "sp.metadata_url" => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    // A name that metadata gave is no reason to look for it in metadata that came later.
    let entity_id = company.values.get("sp.entity_id").filter(|_| company.from_metadata.0.is_empty());
    let known = |name: &str| company.values.get(name).is_some();
    let needless = known("sp.entity_id") && known("sp.acs_url");
    match sp_metadata::learn(&url, entity_id.as_deref(), trust).await {
        Ok(metadata) => Ok(Some(metadata)),
        Err(_) if needless || more_to_come => Ok(None),
        Err(error) => Err(error),
    }
}

/// What the file holds that the target file names; it may be the certificate itself.
fn given_certificate(target: &Target) -> Result<Option<String>, RunError> {
    let Some(file) = target.sp.get("certificate") else { return Ok(None) };
    if file.trim_start().starts_with("-----BEGIN ") {
        return Ok(Some(file.clone()));
    }
    let path = target.folder.join(file);
    let text = std::fs::read_to_string(&path);
    Ok(Some(text.map_err(FileError::at("the target file's certificate", &path))?))
}

/// The key that assertions are encrypted for, and which one it is in words: what the metadata has for encryption, before
/// what the target file names, before what the metadata has for something else.
fn encryption_key(metadata: Option<&SpMetadata>, given_pem: Option<&str>) -> Option<(String, String)> {
    let published = metadata.and_then(|metadata| metadata.encryption.as_ref());
    let published = |meant: bool| {
        let key = published.filter(|key| !meant || key.source == Source::Encryption)?;
        Some((key.pem.clone(), key.in_words()))
    };
    let given = |pem: &str| {
        let words = format!("the certificate that `[sp]` of the target file names ({})", certificate_in_words(pem));
        (pem.to_owned(), words)
    };
    published(true).or_else(|| Some(given(given_pem?))).or_else(|| published(false))
}

/// Writes the SP's names and keys into the fixture's application.
fn tell_organization(
    company: &Company,
    given: &SettingsPatch,
    consumers: (Vec<String>, Vec<usize>),
    certificate: Option<&str>,
    encryption: Option<&str>,
) -> Result<(), RunError> {
    let entity_id = expand(&company.values, "{sp.entity_id}")?;
    let mut directory = company.organization.directory();
    for application in &mut directory.applications {
        let settings = &mut application.settings;
        given.apply(settings);
        settings.sp_entity_id.clone_from(&entity_id);
        (settings.acs_urls, settings.acs_indexes) = consumers.clone();
        settings.sp_certificate = certificate.unwrap_or_default().to_owned();
        if let Some(pem) = encryption {
            pem.clone_into(&mut settings.sp_encryption_certificate);
        }
        if certificate.is_none() {
            settings.unverifiable_request = UnverifiableRequest::Accept;
        }
    }
    Ok(())
}

/// ACS URLs with their indexes: `acs_url` as the default, and the others that the metadata has.
fn consumers(acs_url: &str, published: &[Consumer]) -> (Vec<String>, Vec<usize>) {
    let numbered: Vec<(usize, &str)> = published
        .iter()
        .enumerate()
        .map(|(position, consumer)| (consumer.index.unwrap_or(position), consumer.url.as_str()))
        .collect();
    // A URL that only the target file knows has no index; it gets one that no request of the SP asks for.
    let unused = numbered.iter().map(|(index, _)| index + 1).max().unwrap_or_default();
    let own = numbered.iter().find(|(_, url)| *url == acs_url).copied().unwrap_or((unused, acs_url));
    let others = numbered.iter().copied().filter(|other| *other != own);
    std::iter::once(own).chain(others).map(|(index, url)| (url.to_owned(), index)).unzip()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_metadata_overrides_earlier_metadata_and_nothing_else() {
        let (mut values, mut told) = (Values::default(), FromMetadata::default());
        values.set_template("sp.entity_id", "given");
        told.set(&mut values, "sp.entity_id", "published");
        assert_eq!(values.get("sp.entity_id").as_deref(), Some("given"));
        for text in ["first", "second"] {
            told.set(&mut values, "sp.acs_url", text);
            assert_eq!(values.get("sp.acs_url").as_deref(), Some(text));
        }
        values.set("sp.acs_url", "read at the SP");
        told.set(&mut values, "sp.acs_url", "third");
        assert_eq!(values.get("sp.acs_url").as_deref(), Some("read at the SP"));
    }

    #[test]
    fn the_acs_url_of_the_target_file_is_the_default_and_keeps_its_index() {
        let published = [("/a", 3), ("/b", 7)].map(|(url, index)| Consumer { url: url.to_owned(), index: Some(index) });
        let texts = |urls: [&str; 2]| urls.map(str::to_owned).to_vec();
        assert_eq!(consumers("/b", &published), (texts(["/b", "/a"]), vec![7, 3]));
        assert_eq!(consumers("/c", &published[..1]), (texts(["/c", "/a"]), vec![4, 3]));
        assert_eq!(consumers("/c", &[]), (vec!["/c".to_owned()], vec![0]));
    }
}
