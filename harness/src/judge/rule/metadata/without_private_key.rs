use openssl::pkey::PKey;

use super::evidence_view::base64;
use super::{EvidenceView, Judgement, Rule};

/// SAML2Int (SDP-MD05): what is published is public.
pub(super) const RULE: Rule =
    Rule { name: "metadata-without-private-key", demand: "No private key is published.", rows: &["MD-08"], judge };

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let text = view.evidence.sp_metadata.iter().map(|fetch| fetch.text.as_str()).collect::<String>();
    view.each_entity(|entity| {
        let armoured = text.contains("PRIVATE KEY-----").then(|| "a private key is published as PEM".to_owned());
        let texts = entity.descendants().filter(|node| node.is_text()).filter_map(|node| node.text());
        let mut keys = texts.filter_map(base64).filter(|octets| PKey::private_key_from_der(octets).is_ok());
        let bare = keys.next().map(|_| "a private key is published in base64".to_owned());
        armoured.into_iter().chain(bare).collect::<Vec<_>>()
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{key, metadata};
    use super::RULE;

    #[test]
    fn a_private_key_is_reported_in_both_forms() {
        let private = &key().private_key;
        let pem = private.private_key_to_pem_pkcs8().map(|pem| String::from_utf8_lossy(&pem).into_owned());
        let found = metadata(RULE, "</md:Extensions>", &format!("<x>{}</x></md:Extensions>", pem.unwrap_or_default()));
        assert_eq!(found, ["a private key is published as PEM"]);
        let der = openssl::base64::encode_block(&private.private_key_to_der().unwrap_or_default());
        let found = metadata(RULE, "</md:Extensions>", &format!("<x>{der}</x></md:Extensions>"));
        assert_eq!(found, ["a private key is published in base64"]);
    }
}
