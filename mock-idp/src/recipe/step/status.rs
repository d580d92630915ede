//! `status`: what the IdP says of the login as a whole.

use serde::{Deserialize, Serialize};

use super::{Apply, Effect};
use crate::recipe::{Context, Draft, Fault, NodePath, Template};
use crate::xml::{Attribute, Element, Node, parse_fragment};

/// Replaces the Status (SAML core 3.2.2.1). The assertion stays: `remove` takes it away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// Top-level code: the last part of its URI (`Responder`), or a whole URI.
    pub code: Template,
    /// Second-level code, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second: Option<Template>,
    /// StatusMessage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Template>,
    /// What StatusDetail holds, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<Template>,
}

impl Apply for Status {
    fn effect(&self) -> Effect {
        Effect::Changes
    }

    fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
        let node: NodePath = "Status".parse().map_err(|error| Fault::new(format!("{error}")))?;
        let document = draft.tree()?;
        let path = node.element(document)?;
        let Some(status) = document.element(&path) else { return Ok(()) };
        let prefix = status.prefix().to_owned();
        let named =
            |local: &str| Element::new(&if prefix.is_empty() { local.to_owned() } else { format!("{prefix}:{local}") });
        let mut code = named("StatusCode");
        code.attributes.push(Attribute::new("Value", &uri(&context.text("code", &self.code)?)));
        if let Some(second) = &self.second {
            let mut inner = named("StatusCode");
            inner.attributes.push(Attribute::new("Value", &uri(&context.text("second", second)?)));
            code.children.push(Node::Element(inner));
        }
        let mut children = vec![Node::Element(code)];
        if let Some(message) = &self.message {
            let mut element = named("StatusMessage");
            element.set_text(&context.text("message", message)?);
            children.push(Node::Element(element));
        }
        if let Some(detail) = &self.detail {
            let mut element = named("StatusDetail");
            let xml = context.text_in("detail", detail, document, &[])?;
            element.children = parse_fragment(&xml).map_err(|error| Fault::from(error).at("detail"))?;
            children.push(Node::Element(element));
        }
        if let Some(status) = document.element_mut(&path) {
            status.children = children;
        }
        Ok(())
    }
}

/// Short names stand for the codes that SAML defines; a URI (or nothing) stands for itself.
fn uri(code: &str) -> String {
    if code.is_empty() || code.contains(':') {
        return code.to_owned();
    }
    format!("urn:oasis:names:tc:SAML:2.0:status:{code}")
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::changed;

    const PLAIN: &str = "<saml2p:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/>";

    #[test]
    fn the_status_is_another_and_nothing_else() {
        let (before, after) = changed(r#"{"step": "status", "code": "Responder"}"#);
        assert_eq!(after, before.replace(PLAIN, &PLAIN.replace("Success", "Responder")));
        let step =
            r#"{"step": "status", "code": "urn:x", "second": "AuthnFailed", "message": "a<b", "detail": "<x/>"}"#;
        let (before, after) = changed(step);
        let expected = concat!(
            r#"<saml2p:StatusCode Value="urn:x">"#,
            r#"<saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"/></saml2p:StatusCode>"#,
            "<saml2p:StatusMessage>a&lt;b</saml2p:StatusMessage><saml2p:StatusDetail><x/></saml2p:StatusDetail>"
        );
        assert_eq!(after, before.replace(PLAIN, expected));
    }
}
