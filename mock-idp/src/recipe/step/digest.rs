//! `digest`: digests that fit again, under a SignatureValue that does not.

use serde::{Deserialize, Serialize};

use super::{Apply, Effect};
use crate::recipe::signing::signatures_of;
use crate::recipe::{Context, Draft, Fault, NodePath};
use crate::sign::renew_digests;

/// Makes every DigestValue of signatures anew, innermost first; SignatureValue stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Digest {
    /// The element whose Signature it is, or the Signature; absent: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<NodePath>,
}

impl Apply for Digest {
    fn effect(&self) -> Effect {
        Effect::Changes
    }

    fn apply(&self, draft: &mut Draft, _: &Context<'_>) -> Result<(), Fault> {
        let document = draft.tree()?;
        for signature in signatures_of(document, self.node.as_ref())? {
            renew_digests(document, &signature, &[])?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::{refused, tried_with};

    #[test]
    fn digests_fit_and_values_stay() {
        let steps = r#"[{"step": "sign"}, {"step": "set", "node": "NameID", "text": "x"}, {"step": "digest"}]"#;
        let sent = tried_with(r#"{"sign": "both"}"#, steps).unwrap();
        let value = |text: &str| text.split("SignatureValue>").nth(1).unwrap().to_owned();
        let [signed, changed, last] = [&sent.stages[1].text, &sent.stages[2].text, &sent.stages[3].text];
        assert_eq!(value(last), value(signed));
        let holding = |text: &str| {
            let parts = sent.signed_parts(text);
            parts.iter().map(|part| (part.digest_holds, part.certificate.is_some())).collect::<Vec<_>>()
        };
        assert_eq!(holding(signed), [(true, true); 2]);
        assert_eq!(holding(changed), [(false, true); 2]);
        assert_eq!(holding(last), [(true, false); 2]);
    }

    #[test]
    fn without_signatures_there_are_no_digests() {
        assert_eq!(refused(r#"{"step": "digest"}"#).message, "the message has no Signature");
    }
}
