//! `cdata`: a part of a text as a CDATA section.

use serde::{Deserialize, Serialize};

use super::split::{cut, find, missing};
use super::{Apply, Effect};
use crate::recipe::{Context, Draft, Fault, NodePath, Template};
use crate::xml::{Node, escape_text};

/// Writes a part of the text of an element as a CDATA section; canonical form knows no difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cdata {
    /// The element.
    pub node: NodePath,
    /// The part; all of the text when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Template>,
}

impl Apply for Cdata {
    fn effect(&self) -> Effect {
        Effect::Changes
    }

    fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
        let part = self.part.as_ref().map(|part| context.text("part", part)).transpose()?;
        let document = draft.tree()?;
        let path = self.node.element(document).map_err(|fault| fault.at("node"))?;
        let Some(element) = document.element_mut(&path) else { return Ok(()) };
        let part = part.unwrap_or_else(|| element.text());
        if part.contains("]]>") || part.is_empty() {
            return Err(Fault::new("a CDATA section holds something, and not `]]>`").at("part"));
        }
        let (index, at) = find(element, &part).ok_or_else(|| missing(&part, &self.node).at("part"))?;
        let end = at + escape_text(&part).len();
        cut(element, index, at..end, Node::CData(part));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::{changed, refused};

    #[test]
    fn a_part_becomes_a_section() {
        for (part, expected) in [
            (r#", "part": "@sample""#, ">employee<![CDATA[@sample]]>.test<"),
            (r#", "part": "employee""#, "><![CDATA[employee]]>@sample.test<"),
            ("", "><![CDATA[employee@sample.test]]><"),
        ] {
            let (before, after) = changed(&format!(r#"{{"step": "cdata", "node": "NameID"{part}}}"#));
            assert_eq!(after, before.replace(">employee@sample.test<", expected), "{part}");
        }
        let steps = r#"[{"step": "set", "node": "NameID", "text": "a<b>c"}, {"step": "cdata", "node": "NameID", "part": "<b"}]"#;
        assert!(changed(steps).1.contains(">a<![CDATA[<b]]>&gt;c<"));
    }

    #[test]
    fn what_cannot_be_a_section_is_refused() {
        for part in ["nobody", "", "]]>"] {
            let error = refused(&format!(r#"{{"step": "cdata", "node": "NameID", "part": "{part}"}}"#));
            assert_eq!(error.key, Some("part"), "{part}");
        }
        assert_eq!(refused(r#"{"step": "cdata", "node": "Nothing"}"#).key, Some("node"));
    }
}
