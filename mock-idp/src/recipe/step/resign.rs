//! `resign`: signatures that are there, made anew.

use serde::{Deserialize, Serialize};

use super::{Apply, Effect};
use crate::recipe::signing::signatures_of;
use crate::recipe::{Context, Draft, Fault, KeyName, NodePath};
use crate::sign;

/// Makes digests and values of signatures anew, innermost first; all else of them stays as it is, but for the
/// certificate in KeyInfo, which becomes that of the key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resign {
    /// The element whose Signature it is, or the Signature; absent: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<NodePath>,
    /// Whose key.
    #[serde(default)]
    pub key: KeyName,
}

impl Apply for Resign {
    fn effect(&self) -> Effect {
        Effect::Signs(Some(self.key))
    }

    fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
        let pair = context.key(self.key)?;
        let document = draft.tree()?;
        for signature in signatures_of(document, self.node.as_ref())? {
            sign::resign(document, &signature, &pair)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::{refused, tried_with, vouched_for};

    const BOTH: &str = r#"{"sign": "both"}"#;
    const NONE: &str = r#"{"sign": "none"}"#;

    fn by(name: &str, key: &str) -> (String, String) {
        (name.to_owned(), key.to_owned())
    }

    #[test]
    fn what_was_changed_is_signed_again_innermost_first() {
        let set = r#"{"step": "sign"}, {"step": "set", "node": "NameID", "text": "victim"}"#;
        assert_eq!(vouched_for(BOTH, &format!("[{set}]")), []);
        let all = vouched_for(BOTH, &format!(r#"[{set}, {{"step": "resign"}}]"#));
        assert_eq!(all, [by("Response", "organization"), by("Assertion", "organization")]);
        // The Response's was made over the Assertion as it was.
        let inner = format!(r#"[{set}, {{"step": "resign", "node": "Assertion", "key": "stranger"}}]"#);
        assert_eq!(vouched_for(BOTH, &inner), [by("Assertion", "stranger")]);
    }

    #[test]
    fn the_shape_stays() {
        let steps = r#"[{"step": "sign", "node": "Assertion", "signature_method": "rsa-sha1", "digest_method": "md5",
                         "canonicalization": "inclusive", "transforms": ["enveloped", "inclusive"], "object": "<x/>"},
                        {"step": "resign", "key": "stranger-clone"}]"#;
        let sent = tried_with(NONE, steps).unwrap();
        let markup = |text: &str| {
            let pieces = text.split("<ds:").map(|piece| {
                let made = ["SignatureValue>", "X509Certificate>"].into_iter().find(|name| piece.starts_with(name));
                made.unwrap_or(piece).to_owned()
            });
            pieces.collect::<Vec<_>>()
        };
        assert_eq!(markup(&sent.stages[1].text), markup(&sent.stages[2].text));
        assert_ne!(sent.stages[1].text, sent.stages[2].text);
        assert_eq!(vouched_for(NONE, steps), [by("Assertion", "stranger-clone")]);
    }

    #[test]
    fn where_nothing_is_signed_there_is_nothing_to_sign_again() {
        let error = refused(r#"{"step": "resign"}"#);
        assert_eq!((error.message.as_str(), error.key), ("the message has no Signature", None));
        let error = refused(r#"[{"step": "sign", "node": "Response"}, {"step": "resign", "node": "Assertion"}]"#);
        assert_eq!((error.message.as_str(), error.key), ("`Assertion` has no Signature", Some("node")));
    }
}
