//! `copy`: an element once more, somewhere else.

use serde::{Deserialize, Serialize};

use super::{Apply, Effect};
use crate::random;
use crate::recipe::path::Lifted;
use crate::recipe::{Context, Draft, Fault, NodePath, Position, Template};

/// Puts a copy of an element, as it is now, somewhere else. It keeps the namespaces that are in scope, and so its
/// signatures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Copy {
    /// The element.
    pub node: NodePath,
    /// Where the copy goes.
    pub to: Position,
    /// The copy's ID: `new` for a fresh one, or a text. Absent: the same ID again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Template>,
}

impl Apply for Copy {
    fn effect(&self) -> Effect {
        Effect::Changes
    }

    fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
        let document = draft.tree()?;
        let path = self.node.element(document).map_err(|fault| fault.at("node"))?;
        let place = self.to.find(document).map_err(|fault| fault.at("to"))?;
        let mut copy = Lifted::from(document, &path);
        if let Some(id) = &self.id {
            let id = match context.text("id", id)?.as_str() {
                "new" => random::id()?,
                other => other.to_owned(),
            };
            copy.element.set_attribute("ID", &id);
        }
        copy.put_down(document, &place).map_err(|fault| fault.at("to"))
    }
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::{changed, refused};

    const SUBJECT: &str = "<saml2:Subject>";

    #[test]
    fn a_copy_is_the_same_text() {
        let (before, after) = changed(r#"{"step": "copy", "node": "NameID", "to": "before Subject"}"#);
        let name_id = before.split(SUBJECT).nth(1).unwrap().split("<saml2:SubjectC").next().unwrap();
        assert_eq!(after, before.replace(SUBJECT, &format!("{name_id}{SUBJECT}")));
    }

    #[test]
    fn its_id_is_as_asked() {
        let (before, after) = changed(r#"{"step": "copy", "node": "Assertion", "to": "before Assertion"}"#);
        let assertion = &before[before.find("<saml2:Assertion").unwrap()..before.find("</saml2p:Response>").unwrap()];
        assert_eq!(after, before.replace(assertion, &format!("{assertion}{assertion}")));
        let (_, after) = changed(r#"{"step": "copy", "node": "Assertion", "to": "before Assertion", "id": "_x"}"#);
        assert!(after.contains(r#"<saml2:Assertion ID="_x""#));
        let (_, after) = changed(r#"{"step": "copy", "node": "Assertion", "to": "before Assertion", "id": "new"}"#);
        let ids: Vec<_> = after.split("<saml2:Assertion ID=\"").skip(1).map(|rest| &rest[..33]).collect();
        assert!(ids.len() == 2 && ids[0] != ids[1] && ids[0].starts_with('_'), "{ids:?}");
    }

    #[test]
    fn a_root_of_its_own_keeps_its_namespaces() {
        let (before, after) = changed(r#"{"step": "copy", "node": "Assertion", "to": "before root"}"#);
        let start = after.find("<saml2:Assertion").unwrap();
        assert!(start < after.find("<saml2p:Response").unwrap());
        let tag = &after[start..start + after[start..].find('>').unwrap()];
        assert_eq!(tag.matches(" xmlns:xsd=").count(), 1);
        assert_eq!(tag.matches(" xmlns:saml2=").count(), 1);
        assert!(after.ends_with(before.split_once("?>").unwrap().1));
    }

    #[test]
    fn both_ends_must_be_there() {
        assert_eq!(refused(r#"{"step": "copy", "node": "X", "to": "before Status"}"#).key, Some("node"));
        assert_eq!(refused(r#"{"step": "copy", "node": "Status", "to": "before X"}"#).key, Some("to"));
    }
}
