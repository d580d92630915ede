//! `set`: another text, another content, another value.

use serde::{Deserialize, Serialize};

use super::{Apply, Effect};
use crate::recipe::path::Target;
use crate::recipe::{Context, Draft, Fault, NodePath, Template};
use crate::xml::{Document, parse_fragment};

/// Gives an element another content or an attribute another value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// Element, or attribute (which is made when it is missing).
    pub node: NodePath,
    /// The new text; it replaces all that an element holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Template>,
    /// The new content of an element as it is to be written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub xml: Option<Template>,
    /// Every match of the path's last element.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub all: bool,
}

impl Apply for Set {
    fn effect(&self) -> Effect {
        Effect::Changes
    }

    fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
        let document = draft.tree()?;
        let targets = self.node.targets(document, self.all).map_err(|fault| fault.at("node"))?;
        // From the end, so that what was replaced does not move what is to come.
        for target in targets.iter().rev() {
            self.set(document, target, context)?;
        }
        Ok(())
    }
}

impl Set {
    fn set(&self, document: &mut Document, target: &Target, context: &Context<'_>) -> Result<(), Fault> {
        let gone = || Fault::new(format!("`{}` was inside of what was set", self.node)).at("node");
        let value = match (&target.attribute, document.element(&target.element)) {
            (Some(name), Some(element)) => element.attribute(name).unwrap_or_default(),
            (None, Some(element)) => element.text(),
            (_, None) => return Err(gone()),
        };
        let fill = |key, template| context.text_in(key, template, document, &[("value", &value)]);
        let text = self.text.as_ref().map(|template| fill("text", template)).transpose()?;
        let xml = self.xml.as_ref().map(|template| fill("xml", template)).transpose()?;
        let element = document.element_mut(&target.element).ok_or_else(gone)?;
        match (&target.attribute, text, xml) {
            (Some(name), Some(text), None) => element.set_attribute(name, &text),
            (None, Some(text), None) => element.set_text(&text),
            (None, None, Some(xml)) => {
                element.children = parse_fragment(&xml).map_err(|error| Fault::from(error).at("xml"))?;
            }
            (Some(_), ..) => {
                return Err(Fault::new("an attribute is set by `text` alone").at("node"));
            }
            (None, ..) => return Err(Fault::new("`set` needs either `text` or `xml`")),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::{changed, refused};

    #[test]
    fn it_changes_what_it_names_alone() {
        let (before, after) = changed(r#"{"step": "set", "node": "Assertion/Subject/NameID", "text": "<x> {value}"}"#);
        assert_eq!(after, before.replace(">employee@sample.test<", ">&lt;x&gt; employee@sample.test<"));
        let (before, after) = changed(r#"{"step": "set", "node": "Response/@Destination", "text": "a\"b"}"#);
        assert_eq!(after, before.replacen("http://sp.test/acs", "a&quot;b", 1));
        let (before, after) = changed(r#"{"step": "set", "node": "Conditions/@New", "text": "{now}"}"#);
        let instant = before.split("IssueInstant=\"").nth(1).unwrap().split('"').next().unwrap();
        let added = format!(" New=\"{instant}\"><saml2:AudienceRestriction>");
        assert_eq!(after, before.replace("><saml2:AudienceRestriction>", &added));
        let (before, after) = changed(r#"{"step": "set", "node": "Issuer", "xml": "<a/>&e;<!--c-->", "all": true}"#);
        assert_eq!(after, before.replace(">sample-idp<", "><a/>&e;<!--c--><"));
    }

    #[test]
    fn what_does_not_fit_together_is_refused() {
        for (step, key, message) in [
            (r#"{"step": "set", "node": "Nothing", "text": ""}"#, Some("node"), "`Nothing` matches nothing"),
            (r#"{"step": "set", "node": "Issuer"}"#, None, "either `text` or `xml`"),
            (r#"{"step": "set", "node": "Response/@ID", "xml": ""}"#, Some("node"), "by `text` alone"),
            (r#"{"step": "set", "node": "Issuer", "xml": "<a>"}"#, Some("xml"), "not well-formed"),
            (r#"{"step": "set", "node": "Issuer", "text": "{nobody}"}"#, Some("text"), "`{nobody}` has no value"),
        ] {
            let error = refused(step);
            assert_eq!(error.key, key, "{error}");
            assert!(error.message.contains(message), "{error}");
        }
    }
}
