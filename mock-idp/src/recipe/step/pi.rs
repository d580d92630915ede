//! `pi`: a processing instruction between the characters of a text.

use serde::{Deserialize, Serialize};

use super::split::Split;
use super::{Apply, Effect};
use crate::recipe::{Context, Draft, Fault, NodePath, Template};
use crate::xml::{Node, is_name};

/// Puts a processing instruction into the text of an element: behind `after`, in front of `before`, or at its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instruction {
    /// The element.
    pub node: NodePath,
    /// What stands in front of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Template>,
    /// What stands behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Template>,
    /// Its target, and data after a blank.
    pub text: Template,
}

impl Apply for Instruction {
    fn effect(&self) -> Effect {
        Effect::Changes
    }

    fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
        let text = context.text("text", &self.text)?;
        let target = text.split_whitespace().next().unwrap_or_default();
        if text.contains("?>") || !text.starts_with(target) || !is_name(target) || target.eq_ignore_ascii_case("xml") {
            let fault = Fault::new("an instruction starts with a target that is not `xml`, and cannot hold `?>`");
            return Err(fault.at("text").help("`x` or `target and data`"));
        }
        let split = Split { after: self.after.as_ref(), before: self.before.as_ref() };
        split.put(draft, context, &self.node, Node::Instruction(text))
    }
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::{changed, refused};

    #[test]
    fn an_instruction_splits_the_text() {
        let (before, after) = changed(r#"{"step": "pi", "node": "NameID", "after": "employee", "text": "x y"}"#);
        assert_eq!(after, before.replace(">employee@", ">employee<?x y?>@"));
    }

    #[test]
    fn what_is_no_instruction_is_refused() {
        for text in ["", " x", "xml", "1", "x ?> y"] {
            let error = refused(&format!(r#"{{"step": "pi", "node": "NameID", "text": "{text}"}}"#));
            assert_eq!(error.key, Some("text"), "{text}");
        }
    }
}
