use openssl::x509::X509;

use super::super::keys::for_signing;
use super::super::signature::{shape, verify};
use super::evidence_view::{DS, base64, children, text};
use super::{EvidenceView, Judgement, Rule};

/// Metadata 3; core 5.4.
pub(super) const RULE: Rule = Rule {
    name: "metadata-signature-covers-root",
    demand: "A signature in the metadata is enveloped, has one Reference to the root, and verifies with the key that it names.",
    rows: &["MD-20"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let Ok(xml) = view.metadata()? else { return Err("the metadata cannot be read".to_owned()) };
    let root = xml.root_element();
    let Some(signature) = children(root, DS, "Signature").next() else {
        return Err("the metadata is not signed".to_owned());
    };
    let found = shape(root);
    if !found.is_empty() {
        return Ok(found);
    }
    let named = signature.descendants().filter(|node| node.has_tag_name((DS, "X509Certificate")));
    let named = named.filter_map(|node| X509::from_der(&base64(&text(node))?).ok());
    let certificates: Vec<X509> = named.chain(for_signing(view)?).collect();
    let text = view.evidence.sp_metadata.iter().find(|fetch| !fetch.text.is_empty());
    Ok(verify(text.map_or("", |fetch| &fetch.text), &certificates).err().into_iter().collect())
}

#[cfg(test)]
mod tests {
    use mock_idp::organization::SignatureAlgorithm;
    use mock_idp::sign::{Signing, sign_after_issuer};
    use mock_idp::xml::Document;

    use super::super::sample::{broken, evidence, idle, key};
    use super::RULE;

    #[test]
    fn a_change_after_signing_is_reported() {
        assert_eq!(idle(RULE, &evidence()), "the metadata is not signed");
        let mut evidence = evidence();
        evidence.sp_metadata[0].text = signed(&evidence.sp_metadata[0].text);
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        let text = &mut evidence.sp_metadata[0].text;
        *text = text.replace("Acme App", "Another App");
        assert!(broken(RULE, &evidence)[0].starts_with("the signature does not hold"));
        let text = &mut evidence.sp_metadata[0].text;
        *text = text.replace("URI=\"#_e\"", "URI=\"\"");
        assert_eq!(broken(RULE, &evidence), ["the Reference is to ``, the ID is `#_e`"]);
    }

    fn signed(text: &str) -> String {
        let signing = Signing::plain(key(), SignatureAlgorithm::RsaSha256, "", false);
        let tree = Document::parse(text)
            .ok()
            .zip(signing.ok())
            .map(|(mut tree, signing)| sign_after_issuer(&mut tree, &[], &signing).map(|()| tree.to_string()));
        tree.and_then(Result::ok).unwrap_or_default()
    }
}
