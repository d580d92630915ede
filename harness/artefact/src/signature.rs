//! A signature's facts, and what it is worth.

use roxmltree::Node;
use saml_signature::{Doubt, Verdict};
use serde::Serialize;

use crate::certificate::Certificate;
use crate::decode;
use crate::xml::{DSIG, child, text};

/// A `ds:Signature`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// `SignatureMethod`'s algorithm.
    pub method: String,
    /// `DigestMethod`'s algorithm.
    pub digest: String,
    /// `Reference`'s URI.
    pub reference: String,
    /// The certificate in `KeyInfo`.
    pub certificate: Option<Certificate>,
    /// The same signature, looked at; absent where it could not be.
    #[serde(skip)]
    verified: Option<saml_signature::Signature>,
}

impl Signature {
    /// The signature that is a child of `parent` and covers it. `verified`: those of the document.
    pub(crate) fn of(parent: Node<'_, '_>, verified: &[saml_signature::Signature]) -> Option<Self> {
        let signature = child(parent, DSIG, "Signature")?;
        let info = child(signature, DSIG, "SignedInfo")?;
        let algorithm = |node: Option<Node<'_, '_>>| {
            node.and_then(|node| node.attribute("Algorithm")).unwrap_or_default().to_owned()
        };
        let reference = child(info, DSIG, "Reference");
        let uri = reference.and_then(|reference| reference.attribute("URI")).unwrap_or_default();
        let id = parent.attribute("ID").unwrap_or_default();
        if !uri.is_empty() && uri.strip_prefix('#') != Some(id) {
            return None;
        }
        let certificate = signature.descendants().find(|node| node.has_tag_name((DSIG, "X509Certificate")));
        Some(Self {
            method: algorithm(child(info, DSIG, "SignatureMethod")),
            digest: algorithm(reference.and_then(|reference| child(reference, DSIG, "DigestMethod"))),
            reference: uri.to_owned(),
            certificate: certificate.and_then(|node| Certificate::of_text(&text(node))),
            verified: verified.iter().find(|one| one.at == signature.range().start).cloned(),
        })
    }

    /// Name of the element that it is of, as `Assertion`.
    pub fn element(&self) -> &str {
        self.verified.as_ref().map_or("message", |verified| verified.of.as_str())
    }

    /// What it is worth with the certificate that came along.
    pub fn own_verdict(&self) -> Verdict {
        self.verified.as_ref().map_or(Verdict::Doubt(Doubt::NotDone), saml_signature::Signature::own_verdict)
    }

    /// What it is worth with these certificates.
    pub fn verdict(&self, certificates: &[&Certificate]) -> Verdict {
        let Some(verified) = &self.verified else { return Verdict::Doubt(Doubt::NotDone) };
        let ders: Vec<Vec<u8>> = certificates.iter().filter_map(|one| decode::base64(&one.base64)).collect();
        verified.verdict(&ders)
    }

    /// Whether SHA-1 is used anywhere in it.
    pub fn is_sha1(&self) -> bool {
        self.method.ends_with("sha1") || self.digest.ends_with("sha1")
    }
}
