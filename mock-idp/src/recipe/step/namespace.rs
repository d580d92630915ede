//! `namespace`: a declaration more, or other prefixes.

use serde::{Deserialize, Serialize};

use super::{Apply, Effect};
use crate::recipe::{Context, Draft, Fault, NodePath, Template};
use crate::xml::{Element, Node, is_name};

/// Declares a prefix on an element (`node`, `prefix`, `uri`), or renames a prefix in the whole message (`from`, `to`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Namespace {
    /// The element that gets the declaration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<NodePath>,
    /// The prefix that is declared; empty for the default namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<Template>,
    /// What it stands for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri: Option<Template>,
    /// A prefix that gets another name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Template>,
    /// That name; empty for the default namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Template>,
}

impl Apply for Namespace {
    fn effect(&self) -> Effect {
        Effect::Changes
    }

    fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
        match (&self.node, &self.prefix, &self.uri, &self.from, &self.to) {
            (Some(node), Some(prefix), Some(uri), None, None) => {
                let (prefix, uri) = (context.text("prefix", prefix)?, context.text("uri", uri)?);
                check("prefix", &prefix)?;
                let document = draft.tree()?;
                let path = node.element(document).map_err(|fault| fault.at("node"))?;
                if let Some(element) = document.element_mut(&path) {
                    element.set_attribute(&declaration(&prefix), &uri);
                }
                Ok(())
            }
            (None, None, None, Some(from), Some(to)) => {
                let (from, to) = (context.text("from", from)?, context.text("to", to)?);
                check("to", &to)?;
                if rename(draft.tree()?.root_mut(), &from, &to) {
                    return Ok(());
                }
                Err(Fault::new(format!("the message has no prefix `{from}`")).at("from"))
            }
            _ => Err(Fault::new("`namespace` takes `node`, `prefix` and `uri`, or `from` and `to`")),
        }
    }
}

fn check(key: &'static str, prefix: &str) -> Result<(), Fault> {
    if prefix.is_empty() || is_name(prefix) && !prefix.contains(':') {
        return Ok(());
    }
    Err(Fault::new(format!("`{prefix}` is no prefix")).at(key))
}

fn declaration(prefix: &str) -> String {
    if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") }
}

fn prefixed(prefix: &str, local: &str) -> String {
    if prefix.is_empty() { local.to_owned() } else { format!("{prefix}:{local}") }
}

/// Renames in names, declarations and the type names of `xsi:type`; tells whether there was anything to rename.
fn rename(element: &mut Element, from: &str, to: &str) -> bool {
    let mut found = element.prefix() == from;
    if found {
        element.name = prefixed(to, element.local_name());
    }
    for attribute in &mut element.attributes {
        if attribute.declared_prefix() == Some(from) {
            attribute.name = declaration(to);
            found = true;
        } else if let Some((prefix, local)) = attribute.name.split_once(':')
            && prefix == from
            && prefix != "xmlns"
        {
            attribute.name = prefixed(to, local);
            found = true;
        } else if attribute.name.ends_with(":type")
            && let Some((prefix, local)) = attribute.raw.split_once(':')
            && prefix == from
        {
            attribute.raw = prefixed(to, local);
        }
    }
    for child in &mut element.children {
        if let Node::Element(child) = child {
            found |= rename(child, from, to);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::{changed, refused};

    #[test]
    fn a_declaration_is_added_or_changed() {
        let (before, after) = changed(r#"{"step": "namespace", "node": "Status", "prefix": "", "uri": "a&b"}"#);
        assert_eq!(after, before.replace("<saml2p:Status>", "<saml2p:Status xmlns=\"a&amp;b\">"));
        let (before, after) = changed(r#"{"step": "namespace", "node": "Response", "prefix": "xsd", "uri": "1"}"#);
        assert_eq!(after, before.replace("=\"http://www.w3.org/2001/XMLSchema\"", "=\"1\""));
    }

    #[test]
    fn a_prefix_is_renamed_everywhere() {
        let (before, after) = changed(r#"{"step": "namespace", "from": "saml2p", "to": "q"}"#);
        assert_eq!(after, before.replace("saml2p:", "q:").replace("xmlns:saml2p=", "xmlns:q="));
        let (before, after) = changed(r#"{"step": "namespace", "from": "saml2", "to": ""}"#);
        assert_eq!(after, before.replace("saml2:", "").replace("xmlns:saml2=", "xmlns="));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for (keys, key) in [
            (r#""node": "Status", "prefix": "a b", "uri": """#, Some("prefix")),
            (r#""from": "nothing", "to": "x""#, Some("from")),
            (r#""from": "saml2p", "to": "x:y""#, Some("to")),
            (r#""node": "Status", "prefix": "x""#, None),
            (r#""node": "Status", "prefix": "x", "uri": "", "to": "y""#, None),
        ] {
            assert_eq!(refused(&format!(r#"{{"step": "namespace", {keys}}}"#)).key, key, "{keys}");
        }
    }
}
