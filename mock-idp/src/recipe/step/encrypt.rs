//! `encrypt`: a part of the message for the SP's eyes only.

use openssl::x509::X509;
use serde::{Deserialize, Serialize};

use super::{Apply, Effect};
use crate::encrypt::{self, ContentCipher, Corruption, Encryption, KeyTransport, Layout, Recipient};
use crate::recipe::{Context, Draft, Fault, KeyName, NodePath};
use crate::sign::DigestMethod;
use crate::xml::Document;

/// Encrypts an element in place: an Assertion becomes an EncryptedAssertion, a NameID an EncryptedID, an Attribute an
/// EncryptedAttribute. A message that is signed at the end has its Assertion signed before it is encrypted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Encrypt {
    /// What is encrypted; absent: the first Assertion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<NodePath>,
    /// Another element, which is taken out of the message and stands behind it in the plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub behind: Option<NodePath>,
    /// How the content is encrypted.
    #[serde(default)]
    pub algorithm: ContentCipher,
    /// How the content's key is.
    #[serde(default)]
    pub key_transport: KeyTransport,
    /// Digest of RSA-OAEP; absent: `sha1` with rsa-oaep-mgf1p, `sha256` with rsa-oaep.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// Digest of the mask generation of rsa-oaep; absent: `sha256`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mgf: Option<String>,
    /// Where the encrypted key stands.
    #[serde(default)]
    pub layout: Layout,
    /// Who can decrypt; absent: the SP. Where there are several, each EncryptedKey says whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipients: Option<Vec<Who>>,
    /// What is broken afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrupt: Option<Corruption>,
}

/// One who can decrypt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// The SP: whoever holds the key that the application has for encryption.
    Sp,
    /// Nobody that the SP knows.
    Stranger,
}

impl Apply for Encrypt {
    fn effect(&self) -> Effect {
        Effect::Keeps
    }

    fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
        let who = self.recipients.as_deref().unwrap_or(&[Who::Sp]);
        let recipients = who.iter().map(|who| who.recipient(context)).collect::<Result<Vec<_>, Fault>>();
        let recipients = recipients.map_err(|fault| fault.at("recipients"))?;
        let several = recipients.len() > 1;
        let encryption = Encryption {
            cipher: self.algorithm,
            key_transport: self.key_transport,
            digest: self.digest()?,
            mgf: self.mgf()?,
            layout: self.layout,
            recipients: recipients
                .iter()
                .map(|(certificate, hint)| Recipient { certificate, hint: several.then_some(hint.as_str()) })
                .collect(),
            corruption: self.corrupt,
        };
        let document = draft.tree()?;
        let path = self.path(document)?;
        let Some(behind) = &self.behind else { return Ok(encrypt::encrypt(document, &path, &encryption)?) };
        let behind = behind.element(document).map_err(|fault| fault.at("behind"))?;
        if path.starts_with(&behind) || behind.starts_with(&path) {
            return Err(Fault::new("an element stands behind another one, not around or inside it").at("behind"));
        }
        Ok(encrypt::encrypt_together(document, &path, &behind, &encryption)?)
    }
}

impl Encrypt {
    /// Path of what is encrypted.
    pub(in crate::recipe) fn path(&self, document: &Document) -> Result<Vec<usize>, Fault> {
        match &self.node {
            Some(node) => node.element(document),
            None => document
                .find(|element| element.local_name() == "Assertion")
                .ok_or_else(|| Fault::new("there is no Assertion in the message")),
        }
        .map_err(|fault| fault.at("node"))
    }

    fn digest(&self) -> Result<DigestMethod, Fault> {
        match (&self.digest, self.key_transport) {
            (Some(_), KeyTransport::Rsa15) => Err(Fault::new("rsa-1_5 has no digest").at("digest")),
            (Some(name), _) => method(name).map_err(|fault| fault.at("digest")),
            (None, KeyTransport::RsaOaep) => Ok(DigestMethod::Sha256),
            (None, _) => Ok(DigestMethod::Sha1),
        }
    }

    fn mgf(&self) -> Result<DigestMethod, Fault> {
        match (&self.mgf, self.key_transport) {
            (None, _) => Ok(DigestMethod::Sha256),
            (Some(name), KeyTransport::RsaOaep) => method(name).map_err(|fault| fault.at("mgf")),
            (Some(_), _) => Err(Fault::new("only rsa-oaep has a mask generation to choose").at("mgf")),
        }
    }
}

fn method(name: &str) -> Result<DigestMethod, Fault> {
    DigestMethod::from_name(name).ok_or_else(|| {
        let names: Vec<_> = DigestMethod::ALL.iter().map(|method| method.name()).collect();
        Fault::new(format!("unknown method `{name}`")).help(format!("known: {}", names.join(", ")))
    })
}

impl Who {
    /// Certificate, and what EncryptedKey says for whom it is.
    fn recipient(self, context: &Context<'_>) -> Result<(X509, String), Fault> {
        let settings = &context.scene.settings;
        match self {
            Self::Stranger => Ok((context.key(KeyName::Stranger)?.certificate.clone(), "urn:stranger".to_owned())),
            Self::Sp if settings.encryption_certificate().is_empty() => {
                let fault = Fault::new("the application has no SP certificate to encrypt for");
                Err(fault.help("the target file names it: `certificate` in `[sp]`"))
            }
            Self::Sp => {
                let certificate = X509::from_pem(settings.encryption_certificate().as_bytes())?;
                Ok((certificate, settings.sp_entity_id.clone()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::{made, refused, tried_with, vouched_for};

    fn organization(name: &str) -> (String, String) {
        (name.to_owned(), "organization".to_owned())
    }

    #[test]
    fn a_message_that_is_signed_last_has_its_assertion_signed_first() {
        let steps = r#"[{"step": "encrypt", "algorithm": "aes256-gcm"}]"#;
        let sent = tried_with(r#"{"sign": "both"}"#, steps).unwrap();
        let whats: Vec<_> = sent.stages.iter().map(|stage| stage.what).collect();
        assert_eq!(whats, ["message", "sign", "encrypt", "sign"]);
        assert_eq!(sent.signed_parts(&sent.stages[1].text)[0].certificate.as_deref(), Some("organization"));
        let xml = String::from_utf8(sent.xml).unwrap();
        assert!(xml.contains("<saml2:EncryptedAssertion ") && !xml.contains("<saml2:Assertion"), "{xml}");
        assert_eq!(vouched_for(r#"{"sign": "both"}"#, steps), [organization("Response")]);
        assert_eq!(vouched_for(r#"{"sign": "assertion"}"#, steps), []);
    }

    #[test]
    fn what_is_inside_an_assertion_is_encrypted_before_that_is_signed() {
        for (node, becomes) in [("NameID", "EncryptedID"), ("Attribute", "EncryptedAttribute")] {
            let settings = r#"{"sign": "assertion", "constant_attributes": [{"name": "plan", "value": "gold"}]}"#;
            let steps = format!(r#"[{{"step": "encrypt", "node": "{node}"}}]"#);
            assert_eq!(vouched_for(settings, &steps), [organization("Assertion")]);
            assert!(made(settings, &steps).contains(&format!("<saml2:{becomes}>")));
        }
    }

    #[test]
    fn two_elements_are_one_plain_text() {
        let xml = made(
            r#"{"sign": "none"}"#,
            r#"[{"step": "copy", "node": "Assertion", "to": "before Assertion", "id": "new"},
                {"step": "encrypt", "node": "Assertion[2]", "behind": "Assertion[1]"}]"#,
        );
        assert!(xml.matches("<saml2:EncryptedAssertion ").count() == 1 && !xml.contains("<saml2:Assertion"), "{xml}");
    }

    #[test]
    fn every_choice() {
        let xml = made(
            r#"{"sign": "none"}"#,
            r#"[{"step": "encrypt", "algorithm": "tripledes-cbc", "key_transport": "rsa-oaep", "digest": "sha512",
                 "mgf": "sha1", "layout": "beside", "recipients": ["stranger", "sp"], "corrupt": "key"}]"#,
        );
        for part in ["#tripledes-cbc", "xmlenc11#rsa-oaep", "xmlenc#sha512", "xmlenc11#mgf1sha1", "CarriedKeyName"] {
            assert!(xml.contains(part), "{part}: {xml}");
        }
        assert!(
            xml.contains(r#" Recipient="urn:stranger">"#) && xml.contains(r#" Recipient="http://sp.test/metadata">"#)
        );
    }

    #[test]
    fn what_does_not_fit_together_is_refused() {
        for (keys, key, message) in [
            (r#""node": "Nothing""#, "node", "matches nothing"),
            (r#""key_transport": "rsa-1_5", "digest": "sha1""#, "digest", "rsa-1_5 has no digest"),
            (r#""mgf": "sha1""#, "mgf", "only rsa-oaep"),
            (r#""node": "Assertion", "behind": "Subject""#, "behind", "not around or inside"),
            (r#""node": "Assertion", "behind": "Response""#, "behind", "not around or inside"),
            (r#""digest": "sha3""#, "digest", "unknown method `sha3`"),
        ] {
            let error = refused(&format!(r#"{{"step": "encrypt", {keys}}}"#));
            assert_eq!(error.key, Some(key), "{error}");
            assert!(error.message.contains(message), "{error}");
        }
    }
}
