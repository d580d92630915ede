//! What the over-strict weaknesses demand, and other looks at a document.

use crate::refusal::Refusal;
use crate::response;
use crate::xml::Element;

/// A refusal when it is so.
pub fn not(it_is_so: bool) -> Result<(), Refusal> {
    if it_is_so { Err(Refusal::new("strict", "what this weakness does not take")) } else { Ok(()) }
}

/// The document, unless an element in it is one of those.
pub fn none(xml: String, those: fn(Element<'_, '_>) -> bool) -> Result<String, Refusal> {
    if let Ok(document) = response::parse(&xml)
        && let Some(root) = Element::root(&document)
    {
        no_element(root, those)?;
    }
    Ok(xml)
}

/// A refusal when the element, or one below it, is one of those.
pub fn no_element(element: Element<'_, '_>, those: fn(Element<'_, '_>) -> bool) -> Result<(), Refusal> {
    not(those(element) || element.descendants().into_iter().any(those))
}

/// `xsi:type`.
pub fn xsi_type<'d>(element: Element<'d, '_>) -> Option<&'d str> {
    const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
    element.document.get_attribute_ns(element.id, XSI, "type")
}

/// Prefix of its name.
pub fn prefix<'d>(element: Element<'d, '_>) -> Option<&'d str> {
    element.document.element(element.id)?.name.prefix.as_deref()
}

/// Prefixes that it declares.
pub fn declares<'d>(element: Element<'d, '_>) -> Vec<&'d str> {
    let declared = element.document.element(element.id).into_iter().flat_map(|one| &one.namespace_declarations);
    declared.map(|(prefix, _)| prefix.as_ref()).collect()
}

/// Whether an XML attribute of another namespace stands on it.
pub fn has_foreign_attributes(element: Element<'_, '_>) -> bool {
    let attributes = element.document.element(element.id).into_iter().flat_map(|one| &one.attributes);
    attributes.into_iter().any(|attribute| attribute.name.namespace_uri.is_some())
}

/// The text of the first element of that name, its entities resolved.
pub fn text_of(xml: &str, name: &str) -> Option<String> {
    let document = response::parse(xml).ok()?;
    let found = Element::root(&document)?.descendants().into_iter().find(|element| element.name() == name);
    found.map(Element::deep_text)
}

/// The text without what goes from `start` to the `end` after it.
pub fn without(text: &str, start: &str, end: &str) -> String {
    let cut = text.split_once(start).and_then(|(before, rest)| Some((before, rest.rsplit_once(end)?.1)));
    cut.map_or_else(|| text.to_owned(), |(before, after)| format!("{before}{after}"))
}

/// The text between `start` and the `end` after it.
pub fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    Some(text.split_once(start)?.1.split_once(end)?.0)
}
