//! `replace`: one text by another, wherever it stands in an element.

use serde::{Deserialize, Serialize};

use super::{Apply, Effect};
use crate::recipe::{Context, Draft, Fault, NodePath, Template};
use crate::xml::{Element, Node, escape_attribute, escape_text};

/// Replaces a text in all character data and attribute values of an element and of what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replace {
    /// The element.
    pub node: NodePath,
    /// What is looked for; it must be there.
    pub find: Template,
    /// What stands there then.
    pub with: Template,
}

impl Apply for Replace {
    fn effect(&self) -> Effect {
        Effect::Changes
    }

    fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
        let find = context.text("find", &self.find)?;
        let with = context.text("with", &self.with)?;
        if find.is_empty() {
            return Err(Fault::new("nothing is looked for").at("find"));
        }
        let document = draft.tree()?;
        let path = self.node.element(document).map_err(|fault| fault.at("node"))?;
        let found = document.element_mut(&path).is_some_and(|element| replace(element, &find, &with));
        if found { Ok(()) } else { Err(Fault::new(format!("`{find}` does not occur in `{}`", self.node)).at("find")) }
    }
}

fn replace(element: &mut Element, find: &str, with: &str) -> bool {
    let mut found = false;
    let mut change = |raw: &mut String, find: &str, with: &str| {
        if raw.contains(find) {
            *raw = raw.replace(find, with);
            found = true;
        }
    };
    for attribute in element.attributes.iter_mut().filter(|attribute| attribute.declared_prefix().is_none()) {
        change(&mut attribute.raw, &escape_attribute(find), &escape_attribute(with));
    }
    for child in &mut element.children {
        match child {
            Node::Text(raw) => change(raw, &escape_text(find), &escape_text(with)),
            Node::CData(raw) => change(raw, find, with),
            _ => {}
        }
    }
    for child in &mut element.children {
        if let Node::Element(child) = child {
            found |= replace(child, find, with);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::{changed, refused};

    #[test]
    fn texts_and_values_change_and_names_do_not() {
        let step = r#"{"step": "replace", "node": "Assertion", "find": "sample", "with": "<&\""}"#;
        let (before, after) = changed(step);
        let (response, assertion) = before.split_at(before.find("<saml2:Assertion").unwrap());
        let changed = assertion.replace(">sample-idp<", ">&lt;&amp;\"-idp<");
        let changed = changed.replace("employee@sample.test", "employee@&lt;&amp;\".test");
        assert_eq!(after, format!("{response}{changed}"));
        let step =
            r#"{"step": "replace", "node": "/Response", "find": "urn:oasis:names:tc:SAML:2.0:", "with": "a&\""}"#;
        let (before, after) = changed_values(step);
        assert_eq!(before, "urn:oasis:names:tc:SAML:2.0:status:Success");
        assert_eq!(after, "a&amp;&quot;status:Success");
    }

    fn changed_values(step: &str) -> (String, String) {
        let (before, after) = changed(step);
        assert!(after.contains(r#"xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol""#), "a declaration was changed");
        let value = |xml: &str| xml.split("StatusCode Value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        (value(&before), value(&after))
    }

    #[test]
    fn what_is_not_there_is_not_replaced() {
        assert_eq!(refused(r#"{"step": "replace", "node": "Assertion", "find": "", "with": ""}"#).key, Some("find"));
        assert_eq!(refused(r#"{"step": "replace", "node": "Status", "find": "@", "with": ""}"#).key, Some("find"));
    }
}
