use super::evidence_view::each_once;
use super::keys;
use super::{EvidenceView, Judgement, Rule};

/// SAML2Int (SDP-MD05); XML Signature 4.5.4: base64 of DER.
pub(super) const RULE: Rule = Rule {
    name: "metadata-certificates-parse",
    demand: "Every X509Certificate is a certificate: bare base64, no PEM armour, nothing cut off.",
    rows: &["MD-08"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let keys = keys(view)?;
    Ok(each_once(keys.into_iter().filter_map(|key| key.certificate.err()).collect()))
}

#[cfg(test)]
mod tests {
    use super::super::evidence_view::base64;
    use super::super::sample::{idle, in_metadata, key, metadata};
    use super::RULE;

    #[test]
    fn armour_and_cut_off_ones_are_told() {
        let armour = metadata(RULE, "<ds:X509Certificate>", "<ds:X509Certificate>-----BEGIN CERTIFICATE-----");
        assert_eq!(armour, ["an X509Certificate has the armour of PEM inside"]);
        let cut = metadata(RULE, "<ds:X509Certificate>MII", "<ds:X509Certificate>MII!");
        assert_eq!(cut, ["an X509Certificate is no base64"]);
        let other = metadata(RULE, "<ds:X509Certificate>MII", "<ds:X509Certificate>MIIAAAA");
        assert_eq!(other, ["an X509Certificate is no certificate"]);
        let own = key().certificate_base64().unwrap();
        let mut octets = base64(&own).unwrap();
        octets.push(0);
        let longer = metadata(RULE, &own, &openssl::base64::encode_block(&octets));
        assert_eq!(longer, ["an X509Certificate has octets behind the certificate"]);
        let none = in_metadata("X509Certificate", "X509SKI");
        assert_eq!(idle(RULE, &none), "the SP publishes no certificate");
    }
}
