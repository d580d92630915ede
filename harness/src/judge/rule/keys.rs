//! The keys that an SP publishes.

use openssl::x509::X509;
use roxmltree::Node;

use super::EvidenceView;
use super::evidence_view::{DS, MD, base64, children, roles, text};

/// A certificate of the SP's metadata.
pub(super) struct Published {
    /// `use` of its KeyDescriptor; absent: both.
    pub(super) purpose: Option<String>,
    /// The certificate, or what is wrong with it.
    pub(super) certificate: Result<X509, String>,
}

/// All certificates of the SP's roles, in order.
pub(super) fn published(entity: Node<'_, '_>) -> Vec<Published> {
    let descriptors = roles(entity).flat_map(|role| children(role, MD, "KeyDescriptor"));
    let each = descriptors.flat_map(|descriptor| {
        let certificates = descriptor.descendants().filter(|node| node.has_tag_name((DS, "X509Certificate")));
        certificates.map(move |node| Published {
            purpose: descriptor.attribute("use").map(str::to_owned),
            certificate: certificate(&text(node)),
        })
    });
    each.collect()
}

/// Reads the text of an X509Certificate.
fn certificate(text: &str) -> Result<X509, String> {
    if text.contains("-----") {
        return Err("an X509Certificate has the armour of PEM inside".to_owned());
    }
    let octets = base64(text).ok_or("an X509Certificate is no base64")?;
    let certificate = X509::from_der(&octets).map_err(|_| "an X509Certificate is no certificate".to_owned())?;
    // A parser may stop where the certificate ends and something else goes on.
    match certificate.to_der() {
        Ok(again) if again.len() == octets.len() => Ok(certificate),
        _ => Err("an X509Certificate has octets behind the certificate".to_owned()),
    }
}

/// Certificates that may verify signatures of the SP (metadata 2.4.1.1; without `use`: any purpose); in words that there
/// are none to be had.
pub(super) fn for_signing(view: &EvidenceView<'_>) -> Result<Vec<X509>, String> {
    view.metadata()?;
    let published = view.entity().map(published).unwrap_or_default();
    let signing = published.into_iter().filter(|key| key.purpose.as_deref() != Some("encryption"));
    Ok(signing.filter_map(|key| key.certificate.ok()).collect())
}
