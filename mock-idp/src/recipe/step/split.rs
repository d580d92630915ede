//! Splitting the text of an element, for the steps that put something between its characters.

use std::ops::Range;

use crate::recipe::{Context, Draft, Fault, NodePath, Template};
use crate::xml::{Element, Node, escape_text};

/// Where something goes between the characters of an element's text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Split<'a> {
    /// Behind this text.
    pub(super) after: Option<&'a Template>,
    /// In front of this text.
    pub(super) before: Option<&'a Template>,
}

impl Split<'_> {
    /// Puts `node` into the text of the element at `path`; with neither text given, at its end.
    pub(super) fn put(
        self,
        draft: &mut Draft,
        context: &Context<'_>,
        path: &NodePath,
        node: Node,
    ) -> Result<(), Fault> {
        let (key, text) = match (self.after, self.before) {
            (Some(after), None) => ("after", Some(context.text("after", after)?)),
            (None, Some(before)) => ("before", Some(context.text("before", before)?)),
            (None, None) => ("node", None),
            (Some(_), Some(_)) => return Err(Fault::new("either `after` or `before`, not both").at("before")),
        };
        let document = draft.tree()?;
        let place = path.element(document).map_err(|fault| fault.at("node"))?;
        let Some(element) = document.element_mut(&place) else { return Ok(()) };
        let Some(text) = text else {
            element.children.push(node);
            return Ok(());
        };
        let (index, at) = find(element, &text).ok_or_else(|| missing(&text, path).at(key))?;
        let at = if key == "after" { at + escape_text(&text).len() } else { at };
        cut(element, index, at..at, node);
        Ok(())
    }
}

/// Which child of `element` is the text node that holds `text`, and where in it.
pub(super) fn find(element: &Element, text: &str) -> Option<(usize, usize)> {
    let text = escape_text(text);
    element.children.iter().enumerate().find_map(|(index, child)| match child {
        Node::Text(raw) => raw.find(&text).map(|at| (index, at)),
        _ => None,
    })
}

/// Puts `node` in the place of the octets `gone` of the text node number `index`; empty pieces are left out.
pub(super) fn cut(element: &mut Element, index: usize, gone: Range<usize>, node: Node) {
    let Some(Node::Text(raw)) = element.children.get(index).cloned() else { return };
    let piece = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(|text| Node::Text(text.to_owned()));
    let (front, back) = (piece(raw.get(..gone.start)), piece(raw.get(gone.end..)));
    element.children.splice(index..=index, front.into_iter().chain([node]).chain(back));
}

/// The fault that `text` is not in the element at `path`.
pub(super) fn missing(text: &str, path: &NodePath) -> Fault {
    Fault::new(format!("`{text}` does not occur in the text of `{path}`"))
}
