//! `impersonate`: another person, wherever the IdP wrote about this one.

use serde::{Deserialize, Serialize};

use super::{Apply, Effect};
use crate::message::compose::facts_sent;
use crate::recipe::{Context, Draft, Fault, NodePath, Template};
use crate::xml::{Element, Node};

/// Elements that say who somebody is (SAML core 2.2.3 and 2.7.3.1.1).
const NAMING: [&str; 2] = ["NameID", "AttributeValue"];

/// Puts another person into every NameID and attribute value of an element that is about the person whom the IdP vouches for,
/// whatever the application is set to send of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Impersonate {
    /// The element, with all that it holds.
    pub node: NodePath,
    /// E-mail of the other person, who is in the directory.
    #[serde(rename = "as")]
    pub other: Template,
    /// What is written; `{value}` is what the IdP would write of the other person, and that it is when this is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with: Option<Template>,
}

impl Apply for Impersonate {
    fn effect(&self) -> Effect {
        Effect::Changes
    }

    fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
        let email = context.text("as", &self.other)?;
        let other = context.scene.person(&email).map_err(|fault| fault.at("as"))?;
        let (own, others) = (&context.scene.person.user, &other.user);
        let mut pairs = Vec::new();
        for (own, other) in facts_sent(&context.scene.settings, own).zip(facts_sent(&context.scene.settings, others)) {
            // What nobody has says nothing about anybody.
            if own.is_empty() || other.is_empty() {
                continue;
            }
            let written = self.with.as_ref().map(|with| context.text_with("with", with, &[("value", other)]));
            pairs.push((own.to_owned(), written.transpose()?.unwrap_or_else(|| other.to_owned())));
        }
        let document = draft.tree()?;
        let path = self.node.element(document).map_err(|fault| fault.at("node"))?;
        let found = document.element_mut(&path).is_some_and(|element| impersonate(element, &pairs));
        let nobody = || Fault::new(format!("no NameID and no attribute value in `{}` is about the person", self.node));
        if found { Ok(()) } else { Err(nobody().at("node")) }
    }
}

fn impersonate(element: &mut Element, pairs: &[(String, String)]) -> bool {
    if NAMING.contains(&element.local_name()) {
        let text = element.text();
        if let Some((_, other)) = pairs.iter().find(|(own, _)| *own == text) {
            element.set_text(other);
            return true;
        }
    }
    let mut found = false;
    for child in &mut element.children {
        if let Node::Element(child) = child {
            found |= impersonate(child, pairs);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::{made, refused};

    const STEP: &str = r#"[{"step": "impersonate", "node": "Assertion", "as": "victim@sample.test"}]"#;

    fn values(xml: &str) -> Vec<String> {
        let document = crate::xml::Document::parse(xml).unwrap();
        let mut found = Vec::new();
        collect(document.root(), &mut found);
        found
    }

    fn collect(element: &crate::xml::Element, found: &mut Vec<String>) {
        if super::NAMING.contains(&element.local_name()) {
            found.push(element.text());
        }
        element.children.iter().filter_map(crate::xml::Node::as_element).for_each(|child| collect(child, found));
    }

    #[test]
    fn whatever_is_sent_of_a_person_is_the_other_persons() {
        let attributes = |rows: &str| {
            format!(r#""include_groups": true, "groups_attribute_name": "g", "user_attributes": [{rows}]"#)
        };
        let row = |value: &str| format!(r#"{{"name": "a-{value}", "value": "{value}"}}"#);
        for (settings, expected) in [
            (String::new(), &["victim@sample.test"][..]),
            (r#""subject_field": "username""#.to_owned(), &["victim"]),
            (
                attributes(&[row("email"), row("firstname")].join(",")),
                &["victim@sample.test", "victim@sample.test", "Victim", "staff"],
            ),
            (
                format!(r#""subject_field": "username", {}"#, attributes(&row("username"))),
                &["victim", "victim", "staff"],
            ),
        ] {
            assert_eq!(values(&made(&format!("{{{settings}}}"), STEP)), expected, "{settings}");
        }
    }

    #[test]
    fn what_is_written_may_be_something_like_it() {
        let step = STEP.replace("\"}]", "\", \"with\": \" {value}\\n\"}]");
        assert_eq!(values(&made("{}", &step))[0], " victim@sample.test\n");
    }

    #[test]
    fn an_element_about_nobody_is_refused() {
        let error = refused(r#"{"step": "impersonate", "node": "Status", "as": "victim@sample.test"}"#);
        assert_eq!(
            (error.key, error.message.as_str()),
            (Some("node"), "no NameID and no attribute value in `Status` is about the person")
        );
    }
}
