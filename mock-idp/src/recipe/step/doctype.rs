//! `doctype`: a document type declaration.

use serde::{Deserialize, Serialize};

use super::{Apply, Effect};
use crate::recipe::{Context, Draft, Fault, Template};
use crate::xml::Node;

/// Puts `<!DOCTYPE text>` in front of the root element.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Doctype {
    /// What stands between `<!DOCTYPE ` and `>`.
    pub text: Template,
}

impl Apply for Doctype {
    fn effect(&self) -> Effect {
        Effect::Changes
    }

    fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
        let text = context.text("text", &self.text)?;
        draft.tree()?.before_root_mut().push(Node::DocType(format!("DOCTYPE {text}")));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::changed;

    #[test]
    fn it_stands_before_the_root() {
        let doctype = r#"{"step": "doctype", "text": "r [<!ENTITY e \"{now+1h}\">]"}"#;
        let use_it = r#"{"step": "set", "node": "NameID", "xml": "&e;"}"#;
        let (before, after) = changed(&format!("[{doctype}, {use_it}]"));
        let (declaration, rest) = before.split_once("?>").unwrap();
        let start = format!("{declaration}?><!DOCTYPE r [<!ENTITY e \"2");
        assert!(after.starts_with(&start), "{after}");
        assert!(after.ends_with(&format!("\">]>{}", rest.replace(">employee@sample.test<", ">&e;<"))), "{after}");
    }

    #[test]
    fn a_tree_is_read_again_with_its_entities() {
        let steps = r#"[{"step": "doctype", "text": "r [<!ENTITY e \"x\">]"},
            {"step": "raw", "find": "employee@", "with": "&e;", "all": true},
            {"step": "set", "node": "Response/@ID", "text": "_1"}]"#;
        let (_, after) = changed(steps);
        assert!(after.contains(">&e;sample.test<") && after.contains("ID=\"_1\""), "{after}");
    }
}
