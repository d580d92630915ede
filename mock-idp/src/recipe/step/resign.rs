//! `resign`: signatures that are there, made anew.

use serde::{Deserialize, Serialize};

use super::Apply;
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
    use crate::recipe::step::tests::{made, refused, vouched_for};

    const BOTH: &str = r#"{"sign": "both"}"#;

    #[test]
    fn what_was_changed_is_signed_again_innermost_first() {
        let set =
            r#"{"step": "sign"}, {"step": "set", "node": "NameID", "text": "{victim}"}"#.replace("{victim}", "victim");
        assert_eq!(vouched_for(BOTH, &format!("[{set}]")), []);
        let pair = |name: &str, key: &str| (name.to_owned(), key.to_owned());
        let resigned = vouched_for(BOTH, &format!(r#"[{set}, {{"step": "resign"}}]"#));
        assert_eq!(resigned, [pair("Response", "organization"), pair("Assertion", "organization")]);
        // The Response's was made over the Assertion as it was.
        let inner =
            vouched_for(BOTH, &format!(r#"[{set}, {{"step": "resign", "node": "Assertion", "key": "stranger"}}]"#));
        assert_eq!(inner, [pair("Assertion", "stranger")]);
    }

    #[test]
    fn the_shape_stays() {
        let sign = r#"{"step": "sign", "node": "Assertion", "signature_method": "rsa-sha1", "digest_method": "sha512",
                       "canonicalization": "inclusive", "transforms": ["enveloped", "inclusive"], "object": "<x/>"}"#;
        let settings = r#"{"sign": "none"}"#;
        let strip = |xml: String| {
            let value = |text: &str| !text.starts_with("SignatureValue") && !text.starts_with("X509Certificate");
            let markup = xml.split("<ds:").filter(|text| value(text)).collect::<Vec<_>>().join("<ds:");
            markup.split("IssueInstant").next().map(str::len).unwrap_or_default() + markup.matches("ds:").count()
        };
        let once = strip(made(settings, &format!("[{sign}]")));
        let again = format!(r#"[{sign}, {{"step": "resign", "key": "stranger-clone"}}]"#);
        assert_eq!(strip(made(settings, &again)), once);
        assert_eq!(vouched_for(settings, &again), [("Assertion".to_owned(), "stranger-clone".to_owned())]);
    }

    #[test]
    fn where_nothing_is_signed_there_is_nothing_to_sign_again() {
        let error = refused(r#"{"step": "resign"}"#);
        assert_eq!((error.message.as_str(), error.key), ("the message has no Signature", None));
        let error = refused(r#"[{"step": "sign", "node": "Response"}, {"step": "resign", "node": "Assertion"}]"#);
        assert_eq!((error.message.as_str(), error.key), ("`Assertion` has no Signature", Some("node")));
    }
}
