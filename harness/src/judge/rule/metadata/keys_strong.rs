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
    use openssl::pkey::PKey;
    use openssl::rsa::Rsa;

    use super::super::sample::{key, metadata};
    use super::RULE;

    #[test]
    fn a_short_key_is_reported() {
        let short = Rsa::generate(1024).and_then(PKey::from_rsa).map(|key| KeyPair::self_signed(key, "Acme App"));
        let short = short.map(|pair| pair.and_then(|pair| pair.certificate_base64()).unwrap_or_default());
        let long = key().certificate_base64().unwrap_or_default();
        assert_eq!(metadata(RULE, &long, &short.unwrap_or_default()), ["an RSA key has 1024 bits"]);
    }
}
