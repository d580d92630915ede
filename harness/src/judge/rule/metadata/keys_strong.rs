use openssl::pkey::Id;

use super::evidence_view::each_once;
use super::keys;
use super::{EvidenceView, Judgement, Rule};

/// SAML2Int (SDP-MD06, MD07).
pub(super) const RULE: Rule = Rule {
    name: "metadata-keys-strong",
    demand: "RSA keys have at least 2048 bits, EC keys 256.",
    rows: &["MD-09"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let certificates = keys(view)?.into_iter().filter_map(|key| key.certificate.ok());
    let weak = certificates.filter_map(|certificate| {
        let key = certificate.public_key().ok()?;
        let (kind, needed) = match key.id() {
            Id::RSA => ("an RSA", 2048),
            Id::EC => ("an EC", 256),
            Id::DSA => return Some("a DSA key is published".to_owned()),
            _ => return None,
        };
        (key.bits() < needed).then(|| format!("{kind} key has {} bits", key.bits()))
    });
    Ok(each_once(weak.collect()))
}

#[cfg(test)]
mod tests {
    use mock_idp::organization::KeyPair;
    use openssl::dsa::Dsa;
    use openssl::ec::{EcGroup, EcKey};
    use openssl::error::ErrorStack;
    use openssl::nid::Nid;
    use openssl::pkey::{PKey, Private};
    use openssl::rsa::Rsa;

    use super::super::sample::{key, metadata};
    use super::RULE;

    fn with(private: Result<PKey<Private>, ErrorStack>) -> Vec<String> {
        let pair = private.map(|private| KeyPair::self_signed(private, "Acme App"));
        let certificate = pair.map(|pair| pair.and_then(|pair| pair.certificate_base64()).unwrap_or_default());
        metadata(RULE, &key().certificate_base64().unwrap_or_default(), &certificate.unwrap_or_default())
    }

    fn on_curve(curve: Nid) -> Vec<String> {
        with(EcGroup::from_curve_name(curve).and_then(|group| EcKey::generate(&group)).and_then(PKey::from_ec_key))
    }

    #[test]
    fn a_short_key_is_reported() {
        assert_eq!(with(Rsa::generate(1024).and_then(PKey::from_rsa)), ["an RSA key has 1024 bits"]);
        assert_eq!(on_curve(Nid::SECP224R1), ["an EC key has 224 bits"]);
        assert_eq!(on_curve(Nid::X9_62_PRIME256V1), [""; 0]);
        assert_eq!(with(Dsa::generate(1024).and_then(PKey::from_dsa)), ["a DSA key is published"]);
    }
}
