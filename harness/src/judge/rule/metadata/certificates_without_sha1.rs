use super::evidence_view::each_once;
use super::keys;
use super::{EvidenceView, Judgement, Rule};

/// SAML2Int (SDP-MD05) note. A self-signed certificate proves nothing by its signature, whatever that is.
pub(super) const RULE: Rule = Rule {
    name: "metadata-certificates-without-sha1",
    demand: "No certificate that another key signed is signed with MD5 or SHA-1.",
    rows: &["MD-11"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let certificates = keys(view)?.into_iter().filter_map(|key| key.certificate.ok());
    let issued = certificates.filter(|certificate| {
        let der = |name: &openssl::x509::X509NameRef| name.to_der().ok();
        der(certificate.subject_name()) != der(certificate.issuer_name())
    });
    let weak = issued.map(|certificate| certificate.signature_algorithm().object().to_string());
    let weak = weak.filter(|name| is_weak(name));
    Ok(each_once(weak.map(|name| format!("a certificate is signed with {name}")).collect()))
}

/// OpenSSL's long names, as `sha1WithRSAEncryption`.
fn is_weak(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.contains("sha1") || name.contains("md5")
}

#[cfg(test)]
mod tests {
    use openssl::asn1::Asn1Time;
    use openssl::hash::MessageDigest;
    use openssl::x509::{X509, X509NameBuilder};

    use super::super::sample::{broken, evidence, key, metadata};
    use super::RULE;

    #[test]
    fn self_signed_ones_are_left_alone() {
        assert_eq!(broken(RULE, &evidence()), [""; 0]);
        assert!(super::is_weak("sha1WithRSAEncryption") && super::is_weak("ecdsa-with-SHA1"));
        assert!(super::is_weak("md5WithRSAEncryption") && !super::is_weak("sha256WithRSAEncryption"));
    }

    #[test]
    fn one_issued_with_sha1_is_reported() {
        let issued = issued_with_sha1().unwrap_or_default();
        let own = key().certificate_base64().unwrap_or_default();
        assert_eq!(metadata(RULE, &own, &issued), ["a certificate is signed with sha1WithRSAEncryption"]);
    }

    fn issued_with_sha1() -> Result<String, openssl::error::ErrorStack> {
        let key = &key().private_key;
        let name = |text: &str| {
            let mut name = X509NameBuilder::new()?;
            name.append_entry_by_text("CN", text)?;
            Ok::<_, openssl::error::ErrorStack>(name.build())
        };
        let mut builder = X509::builder()?;
        let (subject, issuer) = (name("sp")?, name("authority")?);
        builder.set_subject_name(&subject)?;
        builder.set_issuer_name(&issuer)?;
        let (from, until) = (Asn1Time::days_from_now(0)?, Asn1Time::days_from_now(30)?);
        builder.set_not_before(&from)?;
        builder.set_not_after(&until)?;
        builder.set_pubkey(key)?;
        builder.sign(key, MessageDigest::sha1())?;
        Ok(openssl::base64::encode_block(&builder.build().to_der()?))
    }
}
