//! `insert`: a fragment of XML, as written.

use serde::{Deserialize, Serialize};

use super::number::Number;
use super::{Apply, Effect};
use crate::recipe::draft::WEIGHT_LIMIT;
use crate::recipe::{Context, Draft, Fault, Position, Template};
use crate::xml::{Node, parse_fragment};

/// Puts a fragment into the message: any number of nodes, whose prefixes need not be declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Insert {
    /// Where.
    pub to: Position,
    /// What.
    pub xml: Template,
    /// How often in a row.
    #[serde(default, skip_serializing_if = "Number::is_one")]
    pub repeat: Number,
}

impl Apply for Insert {
    fn effect(&self) -> Effect {
        Effect::Changes
    }

    fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
        let document = draft.tree()?;
        let xml = context.text_in("xml", &self.xml, document, &[])?;
        // A node takes a few hundred octets, however short it is.
        let repeat = self.repeat.up_to(WEIGHT_LIMIT / (xml.len() + 128)).map_err(|fault| fault.at("repeat"))?;
        let nodes = parse_fragment(&xml).map_err(|error| Fault::from(error).at("xml"))?;
        let place = self.to.find(document).map_err(|fault| fault.at("to"))?;
        let mut all: Vec<Node> = Vec::new();
        for number in 0..repeat {
            // Each one has a fresh `{random}`; all else would be the same again.
            if number > 0 && self.xml.as_str().contains("{random") {
                let xml = context.text_in("xml", &self.xml, document, &[])?;
                all.extend(parse_fragment(&xml).map_err(|error| Fault::from(error).at("xml"))?);
            } else {
                all.extend(nodes.iter().cloned());
            }
        }
        place.put(document, all).map_err(|fault| fault.at("to"))
    }
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::{changed, refused};

    #[test]
    fn a_fragment_stands_where_it_was_put() {
        let (before, after) =
            changed(r#"{"step": "insert", "to": "before Status", "xml": "<x:y a='&e;'/>t<!--c-->", "repeat": 2}"#);
        let twice = "<x:y a='&e;'/>t<!--c--><x:y a='&e;'/>t<!--c--><saml2p:Status>";
        assert_eq!(after, before.replace("<saml2p:Status>", twice));
        let (before, after) = changed(r#"{"step": "insert", "to": "after root", "xml": "<x/>"}"#);
        assert_eq!(after, before + "<x/>");
    }

    #[test]
    fn each_repetition_has_a_random_value_of_its_own() {
        let (_, after) =
            changed(r#"{"step": "insert", "to": "before Status", "xml": "<x a='{random}'/>", "repeat": 3}"#);
        let values: std::collections::BTreeSet<&str> = after.split("<x a='").skip(1).collect();
        assert_eq!(values.iter().filter(|value| value.starts_with('_')).count(), 3, "{after}");
    }

    #[test]
    fn what_cannot_be_inserted_is_refused() {
        let error = refused(r#"{"step": "insert", "to": "before Status", "xml": "</a><a>"}"#);
        assert_eq!(error.key, Some("xml"));
        let error = refused(r#"{"step": "insert", "to": "before Status", "xml": "<a/>", "repeat": 4000000000}"#);
        assert_eq!(error.key, Some("repeat"));
        assert_eq!(
            refused(r#"{"step": "insert", "to": "in x", "xml": ""}"#.replace("in x", "after x").as_str()).key,
            Some("to")
        );
    }
}
