//! What steps that deal with signatures have in common.

use super::{Context, Fault, NodePath};
use crate::sign::{Signing, sign_after_issuer, signatures};
use crate::xml::{Document, Element};

/// Paths of the Assertions directly below the root; of the root itself, when that is one.
pub(super) fn assertions(document: &Document) -> Vec<Vec<usize>> {
    if document.root().local_name() == "Assertion" {
        return vec![Vec::new()];
    }
    let children = document.root().children.iter().enumerate();
    let assertion = |element: &Element| element.local_name() == "Assertion";
    children.filter(|(_, node)| node.as_element().is_some_and(assertion)).map(|(position, _)| vec![position]).collect()
}

/// Signs every Assertion directly below the root that has no signature yet, if the toggles say so; only what is at or
/// below `within`.
pub(super) fn sign_assertions(document: &mut Document, context: &Context<'_>, within: &[usize]) -> Result<(), Fault> {
    if !context.scene.settings.sign.assertion() {
        return Ok(());
    }
    let signing = plain(context)?;
    for path in assertions(document).into_iter().filter(|path| path.starts_with(within)) {
        if document.element(&path).is_some_and(|assertion| assertion.child("Signature").is_none()) {
            sign_after_issuer(document, &path, &signing)?;
        }
    }
    Ok(())
}

/// Signs the root, if the toggles say so.
pub(super) fn sign_response(document: &mut Document, context: &Context<'_>) -> Result<(), Fault> {
    if context.scene.settings.sign.response() {
        sign_after_issuer(document, &[], &plain(context)?)?;
    }
    Ok(())
}

/// How the toggles say that messages are signed.
pub(super) fn plain<'a>(context: &Context<'a>) -> Result<Signing<'a>, Fault> {
    Ok(context.scene.settings.signing(&context.scene.key_pair)?)
}

/// Paths of the Signatures of the element at `node`, or that element when it is one; without `node` of all in the
/// document. Innermost first: a digest covers what was renewed before it. There need not be any.
pub(super) fn signatures_if_any(document: &Document, node: Option<&NodePath>) -> Result<Vec<Vec<usize>>, Fault> {
    let mut found = match node {
        None => signatures(document, &[]),
        Some(path) => {
            let element = path.element(document).map_err(|fault| fault.at("node"))?;
            let mut found = signatures(document, &element);
            // One of its children; `found` starts with the element itself when that is a Signature.
            let depth = element.len() + usize::from(found.first() != Some(&element));
            found.retain(|signature| signature.len() == depth);
            found
        }
    };
    found.sort_by_key(|path| std::cmp::Reverse(path.len()));
    Ok(found)
}

/// The same where there has to be one.
pub(super) fn signatures_of(document: &Document, node: Option<&NodePath>) -> Result<Vec<Vec<usize>>, Fault> {
    let found = signatures_if_any(document, node)?;
    let nothing = || match node {
        None => Fault::new("the message has no Signature"),
        Some(path) => Fault::new(format!("`{path}` has no Signature")).at("node"),
    };
    if found.is_empty() { Err(nothing().help("a step `sign` makes one")) } else { Ok(found) }
}
