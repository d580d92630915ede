//! `strip-signature`: signatures taken off.

use serde::{Deserialize, Serialize};

use super::{Apply, Effect};
use crate::recipe::signing::signatures_if_any;
use crate::recipe::{Context, Draft, Fault, NodePath};

/// Takes Signatures off, and keeps the message from being signed at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StripSignature {
    /// The element that is to have no Signature of its own, or the Signature; absent: the whole message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<NodePath>,
    /// What is left of each; absent: nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leave: Option<Leave>,
}

/// What is left of a Signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leave {
    /// The element without content.
    Empty,
}

impl Apply for StripSignature {
    fn effect(&self) -> Effect {
        Effect::Strips
    }

    fn apply(&self, draft: &mut Draft, _: &Context<'_>) -> Result<(), Fault> {
        let document = draft.tree()?;
        // A message that was never signed has none, and that is what is wanted.
        let mut found = signatures_if_any(document, self.node.as_ref())?;
        // From the end, so that what goes does not move what is to come.
        found.sort();
        for signature in found.iter().rev() {
            let Some((position, parent)) = signature.split_last() else {
                return Err(Fault::new("the root element cannot be taken off").at("node"));
            };
            match self.leave {
                Some(Leave::Empty) => {
                    if let Some(element) = document.element_mut(signature) {
                        element.children.clear();
                    }
                }
                None => {
                    if let Some(element) = document.element_mut(parent) {
                        element.children.remove(*position);
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::{made, refused, tried_with, vouched_for};

    const BOTH: &str = r#"{"sign": "both"}"#;

    #[test]
    fn signatures_go_and_nothing_else_does() {
        let steps = r#"[{"step": "sign"}, {"step": "strip-signature"}]"#;
        let sent = tried_with(BOTH, steps).unwrap();
        assert_eq!(sent.stages[2].text, sent.stages[0].text);
        // A message that is to be unsigned was never signed.
        assert!(!made(BOTH, r#"[{"step": "strip-signature"}]"#).contains("Signature"));
        let one = vouched_for(BOTH, r#"[{"step": "sign"}, {"step": "strip-signature", "node": "Response"}]"#);
        assert_eq!(one, [("Assertion".to_owned(), "organization".to_owned())]);
        let path =
            vouched_for(BOTH, r#"[{"step": "sign"}, {"step": "strip-signature", "node": "Response/Signature"}]"#);
        assert_eq!(path, one);
    }

    #[test]
    fn an_empty_signature_can_stay() {
        let xml = made(BOTH, r#"[{"step": "sign"}, {"step": "strip-signature", "leave": "empty"}]"#);
        let empty = r#"<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"></ds:Signature>"#;
        assert_eq!((xml.matches(empty).count(), xml.matches("Signature").count()), (2, 4), "{xml}");
    }

    #[test]
    fn what_has_none_stays_as_it_is() {
        let steps = r#"[{"step": "sign"}, {"step": "strip-signature", "node": "Assertion"}]"#;
        assert_eq!(vouched_for(r#"{"sign": "response"}"#, steps), [("Response".to_owned(), "organization".to_owned())]);
        assert_eq!(refused(r#"{"step": "strip-signature", "node": "Nothing"}"#).key, Some("node"));
    }
}
