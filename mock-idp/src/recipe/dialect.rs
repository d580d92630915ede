//! Recipes are written in JumpCloud's prefixes, whatever the message's are.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use serde_json::Value;

use super::{Fault, Recipe, Script};
use crate::directory::{ApplicationSettings, JumpcloudTrait};

/// A prefix of JumpCloud's where XML has one: before the colon of a name, in a declaration, or alone (`namespace`).
static PREFIX: LazyLock<Result<Regex, regex::Error>> =
    LazyLock::new(|| Regex::new(r"(?P<before>^|[^\w.:-]|\bxmlns:)saml2(?P<protocol>p?)(?P<after>:|$|[\s=])"));

impl Script {
    /// The script with the prefixes that messages of `settings` have in its steps and values. A fragment such as `<saml2p:Extensions/>`
    /// would otherwise have a prefix that nothing declares, and be refused for that.
    pub(super) fn spoken_in(&self, settings: &ApplicationSettings) -> Result<Cow<'_, Self>, Fault> {
        if settings.has(JumpcloudTrait::Prefixes) {
            return Ok(Cow::Borrowed(self));
        }
        let fault = |error: &dyn std::fmt::Display| Fault::new(error.to_string());
        let prefix = PREFIX.as_ref().map_err(|error| fault(error))?;
        let mut steps = serde_json::to_value(&self.recipe).map_err(|error| fault(&error))?;
        translate(&mut steps, prefix);
        let recipe: Recipe = serde_json::from_value(steps).map_err(|error| fault(&error))?;
        let values = self.values.iter().map(|(name, text)| (name.clone(), translated(text, prefix))).collect();
        Ok(Cow::Owned(Self { recipe, values, ..self.clone() }))
    }
}

/// Translates every text of `value`.
fn translate(value: &mut Value, prefix: &Regex) {
    match value {
        Value::String(text) => *text = translated(text, prefix),
        Value::Array(values) => values.iter_mut().for_each(|value| translate(value, prefix)),
        Value::Object(table) => table.values_mut().for_each(|value| translate(value, prefix)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn translated(text: &str, prefix: &Regex) -> String {
    // An XPath transform declares the prefixes that it uses.
    if text.starts_with("xpath:") {
        return text.to_owned();
    }
    let other = |found: &Captures<'_>| format!("{}saml{}{}", &found["before"], &found["protocol"], &found["after"]);
    prefix.replace_all(text, other).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe::step::tests::made;

    #[test]
    fn prefixes_are_translated_where_xml_has_them() {
        let prefix = PREFIX.as_ref().unwrap();
        for (before, after) in [
            ("<saml2p:Status><saml2:A/></saml2p:Status>", "<samlp:Status><saml:A/></samlp:Status>"),
            ("saml2:NameID", "saml:NameID"),
            ("Assertion[1]/@xmlns:saml2", "Assertion[1]/@xmlns:saml"),
            (
                "saml2p:Response [<!ATTLIST saml2:A xmlns:saml2 CDATA \"x\">]",
                "samlp:Response [<!ATTLIST saml:A xmlns:saml CDATA \"x\">]",
            ),
            ("xmlns:saml2p='x'", "xmlns:samlp='x'"),
            ("saml2", "saml"),
            ("https://idp.test/saml2/acme", "https://idp.test/saml2/acme"),
            ("xpath:not(//saml2:Subject)", "xpath:not(//saml2:Subject)"),
            ("my-saml2:x", "my-saml2:x"),
        ] {
            assert_eq!(translated(before, prefix), after);
        }
    }

    #[test]
    fn a_fragment_has_the_prefixes_of_the_message() {
        let steps = r#"[{"step": "insert", "to": "before Status", "xml": "<saml2p:Extensions/>"},
                        {"step": "namespace", "node": "/Response", "prefix": "saml2", "uri": "urn:x"}]"#;
        let xml = made(r#"{"dialect": "specification"}"#, steps);
        assert!(xml.contains("<samlp:Extensions/><samlp:Status>") && xml.contains(r#"xmlns:saml="urn:x""#), "{xml}");
        assert!(!xml.contains("saml2"), "{xml}");
        assert!(made("{}", steps).contains("<saml2p:Extensions/><saml2p:Status>"));
    }
}
