//! `comment`: a comment between the characters of a text.

use serde::{Deserialize, Serialize};

use super::split::Split;
use super::{Apply, Effect};
use crate::recipe::{Context, Draft, Fault, NodePath, Template};
use crate::xml::Node;

/// Puts a comment into the text of an element: behind `after`, in front of `before`, or at its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    /// The element.
    pub node: NodePath,
    /// What stands in front of the comment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Template>,
    /// What stands behind the comment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Template>,
    /// What the comment says; nothing when absent.
    #[serde(default, skip_serializing_if = "Template::is_empty")]
    pub text: Template,
}

impl Apply for Comment {
    fn effect(&self) -> Effect {
        Effect::Changes
    }

    fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
        let text = context.text_in("text", &self.text, draft.tree()?, &[])?;
        if text.contains("--") || text.ends_with('-') {
            return Err(Fault::new("a comment cannot hold `--`, nor end in `-`").at("text"));
        }
        let split = Split { after: self.after.as_ref(), before: self.before.as_ref() };
        split.put(draft, context, &self.node, Node::Comment(text))
    }
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::{changed, refused};

    #[test]
    fn a_comment_splits_the_text() {
        for (keys, expected) in [
            (r#""after": "employee", "text": "c""#, ">employee<!--c-->@sample.test<"),
            (r#""before": "@sample""#, ">employee<!---->@sample.test<"),
            (r#""text": "{now}""#, ""),
            (r#""after": "employee@sample.test""#, ">employee@sample.test<!----><"),
            (r#""before": "e""#, "><!---->employee@sample.test<"),
        ] {
            let (before, after) = changed(&format!(r#"{{"step": "comment", "node": "NameID", {keys}}}"#));
            if expected.is_empty() {
                assert!(after.contains(">employee@sample.test<!--2") && after.contains("Z--></saml2:NameID>"));
            } else {
                assert_eq!(after, before.replace(">employee@sample.test<", expected), "{keys}");
            }
        }
    }

    #[test]
    fn what_cannot_be_split_is_refused() {
        for (keys, key) in [
            (r#""node": "NameID", "after": "nobody""#, "after"),
            (r#""node": "NameID", "before": "nobody""#, "before"),
            (r#""node": "NameID", "before": "e", "after": "e""#, "before"),
            (r#""node": "NameID", "text": "a--b""#, "text"),
            (r#""node": "NameID", "text": "a-""#, "text"),
            (r#""node": "Nothing""#, "node"),
        ] {
            assert_eq!(refused(&format!(r#"{{"step": "comment", {keys}}}"#)).key, Some(key), "{keys}");
        }
    }
}
