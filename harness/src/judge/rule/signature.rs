//! Enveloped signatures of whole documents (core 5.4).

use mock_idp::sign::verify_root;
use mock_idp::xml::Document;
use openssl::x509::X509;
use roxmltree::Node;

use super::evidence_view::{DS, Request, children, decoded};

/// What is wrong with the shape of the signature of `root`: it is its child, and has one Reference, to `root`.
pub(super) fn shape(root: Node<'_, '_>) -> Vec<String> {
    let element = root.tag_name().name();
    let Some(signature) = children(root, DS, "Signature").next() else {
        return vec![format!("the Signature is no child of {element}")];
    };
    let references: Vec<_> = signature.descendants().filter(|node| node.has_tag_name((DS, "Reference"))).collect();
    let [reference] = references.as_slice() else {
        return vec![format!("the Signature has {} References", references.len())];
    };
    let mut found = Vec::new();
    let uri = reference.attribute("URI");
    let own = format!("#{}", root.attribute("ID").unwrap_or_default());
    if uri != Some(own.as_str()) {
        found.push(format!("the Reference is to `{}`, the ID is `{own}`", uri.unwrap_or_default()));
    }
    let mut algorithms = reference.descendants().filter_map(|node| node.attribute("Algorithm"));
    if !algorithms.any(|uri| uri.ends_with("#enveloped-signature")) {
        found.push("the Reference lacks the enveloped-signature transform".to_owned());
    }
    found
}

/// Verifies the signature of the root of `xml` with any of `certificates`; in words why none does.
pub(super) fn verify(xml: &str, certificates: &[X509]) -> Result<(), String> {
    let document = Document::parse(xml).map_err(|error| format!("the document cannot be read: {error}"))?;
    let mut problem = "no key for signing is published".to_owned();
    for certificate in certificates {
        match verify_root(&document, certificate) {
            Ok(()) => return Ok(()),
            Err(error) => problem = error.to_string(),
        }
    }
    Err(format!("the signature does not hold: {problem}"))
}

/// Every SigAlg, SignatureMethod and DigestMethod of a request's signature.
pub(super) fn algorithms(request: &Request<'_>) -> Vec<String> {
    let query = request.raw_parameter("SigAlg").filter(|_| request.by_redirect()).map(decoded);
    let inside = request.signature().into_iter().flat_map(|signature| signature.descendants());
    let inside =
        inside.filter(|node| node.has_tag_name((DS, "SignatureMethod")) || node.has_tag_name((DS, "DigestMethod")));
    query.into_iter().chain(inside.filter_map(|node| node.attribute("Algorithm").map(str::to_owned))).collect()
}
