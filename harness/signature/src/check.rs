//! One signature as it stands in a document: whether the digest holds, and what its value was made over.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bergshamra_c14n::{C14nMode, canonicalize_doc};
use bergshamra_xml::NodeSet;
use bergshamra_xml::uppsala::{Document, NodeId, Parser};
use openssl::pkey::{PKey, Public};

use crate::algorithm::{self, Method};
use crate::{Doubt, MOST};

const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

/// Elements inside one another; SAML needs about ten.
const DEEPEST: u32 = 200;

/// Whether what was signed is what stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Holds,
    Changed,
    Unknown(Doubt),
}

/// What one look at a signature shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Check {
    pub(crate) content: Content,
    method: Option<Method>,
    /// The canonical form of SignedInfo.
    signed_info: Vec<u8>,
    value: Vec<u8>,
}

impl Check {
    /// Whether one of these keys made the SignatureValue; absent: its method is not done here.
    pub(crate) fn is_made_with(&self, keys: &[PKey<Public>]) -> Option<bool> {
        let method = self.method?;
        Some(keys.iter().any(|key| method.verify(key, &self.signed_info, &self.value)))
    }
}

/// A signature with its place.
pub(crate) struct Found {
    pub(crate) of: String,
    pub(crate) at: usize,
    pub(crate) certificates: Vec<Vec<u8>>,
    pub(crate) check: Check,
}

/// Every signature of the document, in the order written.
pub(crate) fn all(xml: &str) -> Vec<Found> {
    let parser = Parser::new().with_max_depth(DEEPEST).with_max_entity_expansion(0);
    let Ok(document) = parser.parse(xml) else { return Vec::new() };
    let signatures = document.get_elements_by_tag_name_ns(DSIG, "Signature");
    // Response and assertion may be signed; more signatures over the whole of a large document are an attack.
    let mut left = 3 * xml.len();
    signatures.into_iter().take(MOST).filter_map(|signature| found(&document, signature, &mut left)).collect()
}

fn found(document: &Document<'_>, signature: NodeId, left: &mut usize) -> Option<Found> {
    let parent = document.parent(signature)?;
    let of = document.element(parent)?.name.local_name.to_string();
    let at = document.node_range(signature)?.start;
    let certificates = document
        .descendants(signature)
        .into_iter()
        .filter(|node| document.element(*node).is_some_and(|element| element.matches_name_ns(DSIG, "X509Certificate")));
    let certificates = certificates.take(10).filter_map(|node| base64(&document.text_content_deep(node))).collect();
    Some(Found { of, at, certificates, check: check(document, signature, parent, left) })
}

fn check(document: &Document<'_>, signature: NodeId, parent: NodeId, left: &mut usize) -> Check {
    let unknown =
        |doubt| Check { content: Content::Unknown(doubt), method: None, signed_info: Vec::new(), value: Vec::new() };
    let child = |of: NodeId, name: &str| document.first_child_element_by_name_ns(of, DSIG, name);
    let Some(info) = child(signature, "SignedInfo") else { return unknown(Doubt::NotDone) };
    let algorithm = |node: NodeId| document.get_attribute(node, "Algorithm").unwrap_or_default();
    let Some(method) = child(info, "SignatureMethod").and_then(|node| Method::of(algorithm(node))) else {
        return unknown(Doubt::NotDone);
    };
    let value = child(signature, "SignatureValue").and_then(|node| base64(&document.text_content_deep(node)));
    let Some(value) = value.filter(|value| method.may_be(value)) else { return unknown(Doubt::TakenOut) };
    let form = child(info, "CanonicalizationMethod").and_then(|node| Form::of(document, node));
    let signed_info = form.and_then(|form| form.octets(document, &NodeSet::tree_with_comments(info, document)));
    let Some(signed_info) = signed_info else { return unknown(Doubt::NotDone) };
    let content = content(document, signature, parent, info, left).unwrap_or(Content::Unknown(Doubt::NotDone));
    Check { content, method: Some(method), signed_info, value }
}

/// Whether the one Reference has the digest of the element that the signature stands in; absent: that is not done here.
fn content(
    document: &Document<'_>,
    signature: NodeId,
    parent: NodeId,
    info: NodeId,
    left: &mut usize,
) -> Option<Content> {
    let [reference] = document.child_elements_by_name_ns(info, DSIG, "Reference")[..] else { return None };
    let uri = document.get_attribute(reference, "URI").unwrap_or_default();
    let target = match uri.strip_prefix('#') {
        Some(id) if document.get_attribute(parent, "ID") == Some(id) => parent,
        None if uri.is_empty() => document.document_element()?,
        _ => return None,
    };
    *left = left.checked_sub(document.node_range(target)?.len())?;
    let mut covered = NodeSet::tree_without_comments(target, document);
    // Canonical XML 1.0 is what a node-set becomes when nothing else is said (XML Signature 4.4.3.2).
    let mut form = None;
    let transforms = document.first_child_element_by_name_ns(reference, DSIG, "Transforms");
    let transforms = transforms.map(|all| document.child_elements_by_name_ns(all, DSIG, "Transform"));
    for transform in transforms.unwrap_or_default() {
        let is_first = form.is_none();
        match document.get_attribute(transform, "Algorithm")? {
            ENVELOPED if is_first => {
                covered = covered.subtract(&NodeSet::tree_with_comments(signature, document));
            }
            _ if is_first => form = Some(Form::of(document, transform)?),
            _ => return None,
        }
    }
    let form = form.unwrap_or(Form { mode: C14nMode::Inclusive, prefixes: Vec::new() });
    let octets = form.octets(document, &covered)?;
    let method = document.first_child_element_by_name_ns(reference, DSIG, "DigestMethod")?;
    let digest = algorithm::digest(document.get_attribute(method, "Algorithm")?, &octets)?;
    let said = document.first_child_element_by_name_ns(reference, DSIG, "DigestValue")?;
    let said = base64(&document.text_content_deep(said)).unwrap_or_default();
    Some(match said {
        said if said == digest => Content::Holds,
        said if said.len() == digest.len() => Content::Changed,
        _ => Content::Unknown(Doubt::TakenOut),
    })
}

/// A canonical form.
struct Form {
    mode: C14nMode,
    prefixes: Vec<String>,
}

impl Form {
    /// Of a CanonicalizationMethod or a Transform.
    fn of(document: &Document<'_>, node: NodeId) -> Option<Self> {
        let mode = C14nMode::from_uri(document.get_attribute(node, "Algorithm")?)?;
        let list = document.first_child_element_by_name_ns(node, EXCLUSIVE, "InclusiveNamespaces");
        let list = list.and_then(|list| document.get_attribute(list, "PrefixList")).unwrap_or_default();
        Some(Self { mode, prefixes: list.split_whitespace().take(50).map(str::to_owned).collect() })
    }

    fn octets(&self, document: &Document<'_>, nodes: &NodeSet) -> Option<Vec<u8>> {
        canonicalize_doc(document, self.mode, Some(nodes), &self.prefixes).ok()
    }
}

/// Base64 with white space anywhere, with or without padding.
fn base64(text: &str) -> Option<Vec<u8>> {
    const FORGIVING: GeneralPurposeConfig = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let letters: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    GeneralPurpose::new(&STANDARD, FORGIVING).decode(letters).ok().filter(|bytes| !bytes.is_empty())
}
