//! A signature's facts. Whether it verifies is not looked at here.

use roxmltree::Node;
use serde::Serialize;

use crate::certificate::Certificate;
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
}

impl Signature {
    /// The signature that is a child of `parent` and covers it.
    pub(crate) fn of(parent: Node<'_, '_>) -> Option<Self> {
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
        })
    }

    /// Whether SHA-1 is used anywhere in it.
    pub fn is_sha1(&self) -> bool {
        self.method.ends_with("sha1") || self.digest.ends_with("sha1")
    }
}
