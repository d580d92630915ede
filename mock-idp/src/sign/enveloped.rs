//! Putting a signature into an element.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{DSIG, DigestMethod, ENVELOPED, EXCLUSIVE, SignatureError, SignatureMethod};
use crate::organization::KeyPair;
use crate::xml::{Canonicalization, Document, Node, canonicalize, escape_attribute};

/// How to sign.
#[derive(Clone, Debug)]
pub struct Signing<'a> {
    /// Key, and certificate for KeyInfo.
    pub key_pair: &'a KeyPair,
    /// SignatureMethod.
    pub signature_method: SignatureMethod,
    /// DigestMethod.
    pub digest_method: DigestMethod,
    /// InclusiveNamespaces PrefixList of the Reference, blank-separated; empty: none is written.
    pub prefix_list: &'a str,
    /// Whether KeyInfo carries the certificate.
    pub key_info: bool,
}

/// Signs the element at `path`, which must have an `ID`, as SAML core 5.4 demands: one Reference to that ID,
/// enveloped-signature and exclusive C14N transforms. The Signature becomes the element's child number
/// `position`; nothing else of the document changes.
pub fn sign_element(
    document: &mut Document,
    path: &[usize],
    position: usize,
    signing: &Signing<'_>,
) -> Result<(), SignatureError> {
    let element = document.element(path).ok_or(SignatureError::NoElement)?;
    let id = element.attribute("ID").ok_or(SignatureError::NoElement)?;
    if position > element.children.len() {
        return Err(SignatureError::NoElement);
    }
    let prefix_list = signing.prefix_list.split_whitespace().map(str::to_owned).collect();
    let octets = canonicalize(document, path, &Canonicalization { prefix_list, ..Canonicalization::default() });
    let digest = STANDARD.encode(signing.digest_method.digest(&octets)?);

    let mut signature = Document::parse(&template(&id, &digest, signing)?)?;
    let signed_info = canonicalize(&signature, &[0], &Canonicalization::default());
    let value = STANDARD.encode(signing.signature_method.sign(&signing.key_pair.private_key, &signed_info)?);
    signature.element_mut(&[1]).ok_or(SignatureError::NoElement)?.set_text(&value);

    let element = document.element_mut(path).ok_or(SignatureError::NoElement)?;
    element.children.insert(position, Node::Element(signature.root().clone()));
    Ok(())
}

fn template(id: &str, digest: &str, signing: &Signing<'_>) -> Result<String, SignatureError> {
    let transform = match signing.prefix_list {
        "" => format!(r#"<ds:Transform Algorithm="{EXCLUSIVE}"/>"#),
        list => format!(
            concat!(
                r#"<ds:Transform Algorithm="{uri}"><ec:InclusiveNamespaces PrefixList="{list}" xmlns:ec="{uri}"/>"#,
                "</ds:Transform>"
            ),
            uri = EXCLUSIVE,
            list = escape_attribute(list)
        ),
    };
    let key_info = if signing.key_info {
        format!(
            "<ds:KeyInfo><ds:X509Data><ds:X509Certificate>{}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>",
            signing.key_pair.certificate_base64().map_err(|_| SignatureError::Missing("a certificate"))?
        )
    } else {
        String::new()
    };
    Ok(format!(
        concat!(
            r#"<ds:Signature xmlns:ds="{dsig}"><ds:SignedInfo>"#,
            r#"<ds:CanonicalizationMethod Algorithm="{exclusive}"/>"#,
            r#"<ds:SignatureMethod Algorithm="{signature_method}"/>"#,
            r##"<ds:Reference URI="#{id}"><ds:Transforms><ds:Transform Algorithm="{enveloped}"/>{transform}"##,
            r#"</ds:Transforms><ds:DigestMethod Algorithm="{digest_method}"/>"#,
            "<ds:DigestValue>{digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>",
            "<ds:SignatureValue></ds:SignatureValue>{key_info}</ds:Signature>"
        ),
        dsig = DSIG,
        exclusive = EXCLUSIVE,
        signature_method = signing.signature_method.uri(),
        id = escape_attribute(id),
        enveloped = ENVELOPED,
        transform = transform,
        digest_method = signing.digest_method.uri(),
        digest = digest,
        key_info = key_info,
    ))
}
