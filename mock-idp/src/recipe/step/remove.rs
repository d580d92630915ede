//! `remove`: an element with all it holds, or an attribute.

use serde::{Deserialize, Serialize};

use super::{Apply, Effect};
use crate::recipe::path::Target;
use crate::recipe::{Context, Draft, Fault, NodePath};
use crate::xml::Document;

/// Takes an element with all it holds, or an attribute, out of the message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remove {
    /// Element or attribute.
    pub node: NodePath,
    /// Every match of the path's last element.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub all: bool,
}

impl Apply for Remove {
    fn effect(&self) -> Effect {
        Effect::Changes
    }

    fn apply(&self, draft: &mut Draft, _: &Context<'_>) -> Result<(), Fault> {
        let document = draft.tree()?;
        let targets = self.node.targets(document, self.all).map_err(|fault| fault.at("node"))?;
        let mut gone = 0;
        // From the end, so that what goes does not move what is to come.
        for target in targets.iter().rev() {
            gone += usize::from(remove(document, target)?);
        }
        if gone == 0 {
            return Err(Fault::new(format!("`{}` matches nothing in the message", self.node)).at("node"));
        }
        Ok(())
    }
}

/// Tells whether there was anything to remove: an attribute need not be there.
fn remove(document: &mut Document, target: &Target) -> Result<bool, Fault> {
    if let Some(name) = &target.attribute {
        let Some(element) = document.element_mut(&target.element) else { return Ok(false) };
        let position = element.attributes.iter().position(|attribute| attribute.name == *name);
        return Ok(position.map(|position| element.attributes.remove(position)).is_some());
    }
    let Some((last, parent)) = target.element.split_last() else {
        let fault = Fault::new("the root element cannot be removed").at("node");
        return Err(fault.help("`encode` with `literal` sends any text"));
    };
    let Some(parent) = document.element_mut(parent) else { return Ok(false) };
    parent.children.remove(*last);
    // What was `<a><b/></a>` is `<a></a>` then.
    parent.end_tag = true;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::{changed, refused};

    #[test]
    fn what_it_names_goes() {
        let (before, after) = changed(r#"{"step": "remove", "node": "Response/@Destination"}"#);
        assert_eq!(after, before.replacen(" Destination=\"http://sp.test/acs\"", "", 1));
        let (before, after) = changed(r#"{"step": "remove", "node": "AuthnContext"}"#);
        let (start, rest) = before.split_once("<saml2:AuthnContext>").unwrap();
        assert_eq!(after, format!("{start}{}", rest.split_once("</saml2:AuthnContext>").unwrap().1));
        let (before, after) = changed(r#"{"step": "remove", "node": "Issuer", "all": true}"#);
        let without = before.replace("<saml2:Issuer>sample-idp</saml2:Issuer>", "");
        let outer = "<saml2:Issuer xmlns:saml2=\"urn:oasis:names:tc:SAML:2.0:assertion\">sample-idp</saml2:Issuer>";
        assert_eq!(after, without.replace(outer, ""));
        let (before, after) = changed(r#"{"step": "remove", "node": "//*/@NotOnOrAfter", "all": true}"#);
        assert_eq!(before.matches("NotOnOrAfter").count(), 2);
        assert!(!after.contains("NotOnOrAfter"));
    }

    #[test]
    fn nothing_is_removed_in_silence() {
        for node in ["Response/@Nothing", "Nothing", "/Response"] {
            assert_eq!(refused(&format!(r#"{{"step": "remove", "node": "{node}"}}"#)).key, Some("node"), "{node}");
        }
    }
}
