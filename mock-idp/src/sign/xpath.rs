//! The few XPath filters (XML Signature 6.6.3) that digests can be made for: those that keep or drop whole elements.

use super::SignatureError;
use crate::xml::{Document, Element, Node, Scope};

/// What a filter keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Selection {
    /// `true()`.
    All,
    /// `false()`.
    Nothing,
    /// `ancestor-or-self::NAME`: these elements and all they contain. `*[local-name()='NAME']` is a name as well.
    Only(Name),
    /// `not(ancestor-or-self::NAME)`: everything else.
    Without(Name),
}

/// A namespace (none: any) and local name (`*`: any).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    namespace: Option<String>,
    local: String,
}

impl Selection {
    /// Reads an expression whose prefixes mean what `scope` says.
    pub(super) fn parse(expression: &str, scope: &Scope) -> Result<Self, SignatureError> {
        let unsupported = || SignatureError::Unsupported("XPath expression", expression.to_owned());
        let compact: String = expression.split_ascii_whitespace().collect();
        let named = |test: &str| -> Result<Name, SignatureError> {
            let quoted = test.strip_prefix("*[local-name()=").and_then(|rest| rest.strip_suffix(']'));
            if let Some(local) = quoted {
                return Ok(Name { namespace: None, local: local.trim_matches(['\'', '"']).to_owned() });
            }
            let (namespace, local) = match test.split_once(':') {
                Some((prefix, local)) => (Some(scope.resolve(prefix).ok_or_else(unsupported)?.to_owned()), local),
                None => ((test != "*").then(String::new), test),
            };
            let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
            if local != "*" && (local.is_empty() || !local.chars().all(plain)) {
                return Err(unsupported());
            }
            Ok(Name { namespace, local: local.to_owned() })
        };
        match compact.as_str() {
            "true()" | "1" | "1=1" => Ok(Self::All),
            "false()" | "0" | "1=0" => Ok(Self::Nothing),
            other => match (other.strip_prefix("ancestor-or-self::"), other.strip_prefix("not(ancestor-or-self::")) {
                (Some(test), _) => named(test).map(Self::Only),
                (None, Some(test)) => named(test.strip_suffix(')').ok_or_else(unsupported)?).map(Self::Without),
                (None, None) => Err(unsupported()),
            },
        }
    }
}

impl Name {
    /// Paths of the outermost elements with this name at or below `apex`, in document order.
    pub(super) fn outermost(&self, document: &Document, apex: &[usize]) -> Vec<Vec<usize>> {
        let mut found = Vec::new();
        if let Some(element) = document.element(apex) {
            self.search(element, &mut Scope::around(document, apex), &mut apex.to_vec(), &mut found);
        }
        found
    }

    fn search(&self, element: &Element, scope: &mut Scope, path: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
        let mark = scope.enter(element);
        let namespace = scope.resolve(element.prefix()).unwrap_or_default();
        let matches = self.namespace.as_deref().is_none_or(|wanted| wanted == namespace)
            && (self.local == "*" || self.local == element.local_name());
        if matches {
            found.push(path.clone());
        } else {
            for (position, child) in element.children.iter().enumerate() {
                if let Node::Element(child) = child {
                    path.push(position);
                    self.search(child, scope, path, found);
                    path.pop();
                }
            }
        }
        scope.leave(mark);
    }
}
