//! `rename`: another name for an element or attribute.

use serde::{Deserialize, Serialize};

use super::{Apply, Effect};
use crate::recipe::{Context, Draft, Fault, NodePath, Template};
use crate::xml::is_name;

/// Gives an element or attribute another name, prefix included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rename {
    /// Element or attribute.
    pub node: NodePath,
    /// The new name as it is written.
    pub name: Template,
    /// Every match of the path's last element.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub all: bool,
}

impl Apply for Rename {
    fn effect(&self) -> Effect {
        Effect::Changes
    }

    fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
        let name = context.text("name", &self.name)?;
        if !is_name(&name) {
            return Err(Fault::new(format!("`{name}` is no XML name")).at("name").help("`raw` writes anything"));
        }
        let document = draft.tree()?;
        for target in self.node.targets(document, self.all).map_err(|fault| fault.at("node"))? {
            let Some(element) = document.element_mut(&target.element) else { continue };
            match &target.attribute {
                None => element.name.clone_from(&name),
                Some(old) => {
                    let found = element.attributes.iter_mut().find(|attribute| attribute.name == *old);
                    let missing = || Fault::new(format!("`{}` matches nothing in the message", self.node)).at("node");
                    found.ok_or_else(missing)?.name.clone_from(&name);
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::{changed, refused};

    #[test]
    fn the_name_is_another_in_both_tags() {
        let (before, after) = changed(r#"{"step": "rename", "node": "Subject", "name": "x:Sub"}"#);
        let expected = before.replace("<saml2:Subject>", "<x:Sub>").replace("</saml2:Subject>", "</x:Sub>");
        assert_eq!(after, expected);
        let (before, after) = changed(r#"{"step": "rename", "node": "Assertion/@ID", "name": "Id"}"#);
        assert_eq!(after, before.replace("<saml2:Assertion ID=", "<saml2:Assertion Id="));
        let (before, after) = changed(r#"{"step": "rename", "node": "Issuer", "name": "I", "all": true}"#);
        assert_eq!(after, before.replace("<saml2:Issuer", "<I").replace("</saml2:Issuer", "</I"));
    }

    #[test]
    fn what_is_no_name_is_refused() {
        assert_eq!(refused(r#"{"step": "rename", "node": "Subject", "name": "a b"}"#).key, Some("name"));
        assert_eq!(refused(r#"{"step": "rename", "node": "Subject/@ID", "name": "Id"}"#).key, Some("node"));
    }
}
