//! Placeholders: `{name}` and `{name|filter}` in texts, and the values that fill them in. `{{` and `}}` are braces.

mod names;
mod template;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use thiserror::Error;

pub use names::Names;
pub(crate) use template::{Place, places};
pub use template::{TemplateFault, check_template};

use crate::diagnostic::nearest;
use template::Part;

/// Why a template cannot be filled in.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[allow(missing_docs)]
pub enum PlaceholderError {
    #[error("the placeholder `{{{0}}}` has no value here")]
    NoValue(String),
    #[error(
        "the placeholder `{{{0}}}` has no value: the IdP is on http and has no authority; write `tls = true` under `[idp]` of \
         the target file, or run with `--idp-tls`"
    )]
    IdpOnHttp(String),
    #[error("unknown placeholder `{{{name}}}`; did you mean `{{{nearest}}}`?")]
    Unknown { name: String, nearest: String },
    #[error("the environment variable `{0}` is not set")]
    Environment(String),
    #[error("the placeholder `{{{0}}}` refers to itself")]
    Cycle(String),
    #[error("{0} in the text `{1}`")]
    Template(String, String),
}

/// What a name stands for.
#[derive(Clone, Debug)]
enum Value {
    Text(String),
    Template(String),
}

/// Names and their values. A value may be a template over others; it is filled in when it is needed.
/// `{env.NAME}` is read from the process's environment unless it is set here.
#[derive(Clone, Debug, Default)]
pub struct Values {
    values: BTreeMap<String, Value>,
    /// Whether `{env.NAME}` has no value unless it is set here.
    closed: bool,
}

impl Values {
    /// Values that do not depend on the process's environment.
    pub fn closed() -> Self {
        Self { closed: true, ..Self::default() }
    }

    /// `name` stands for `text`, braces and all.
    pub fn set(&mut self, name: &str, text: impl Into<String>) {
        self.values.insert(name.to_owned(), Value::Text(text.into()));
    }

    /// The same, unless `name` has a value already.
    pub fn set_absent(&mut self, name: &str, text: impl Into<String>) {
        self.values.entry(name.to_owned()).or_insert_with(|| Value::Text(text.into()));
    }

    /// `name` stands for what `template` gives when it is asked for.
    pub fn set_template(&mut self, name: &str, template: impl Into<String>) {
        self.values.insert(name.to_owned(), Value::Template(template.into()));
    }

    /// The value of `name`, filled in; none when it has none or cannot be filled in.
    pub fn get(&self, name: &str) -> Option<String> {
        self.value(name, &mut Vec::new()).ok()
    }

    /// Names of all values.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// `template` with every placeholder filled in.
    pub fn expand(&self, template: &str) -> Result<String, PlaceholderError> {
        self.fill(template, &mut Vec::new())
    }

    fn fill(&self, template: &str, within: &mut Vec<String>) -> Result<String, PlaceholderError> {
        let mut text = String::new();
        for part in template::parse(template) {
            match part {
                Part::Text(plain) => text.push_str(plain),
                Part::Placeholder { name, filters, .. } => {
                    let mut value = self.value(name, within)?;
                    for filter in filters {
                        value = mock_idp::recipe::filtered(filter.name, &value).ok_or_else(|| {
                            PlaceholderError::Template(format!("unknown filter `{}`", filter.name), template.to_owned())
                        })?;
                    }
                    text.push_str(&value);
                }
                Part::Fault(fault) => return Err(PlaceholderError::Template(fault.message, template.to_owned())),
            }
        }
        Ok(text)
    }

    fn value(&self, name: &str, within: &mut Vec<String>) -> Result<String, PlaceholderError> {
        match self.values.get(name) {
            Some(Value::Text(text)) => Ok(text.clone()),
            Some(Value::Template(_)) if within.iter().any(|outer| outer == name) => {
                Err(PlaceholderError::Cycle(name.to_owned()))
            }
            Some(Value::Template(template)) => {
                within.push(name.to_owned());
                let filled = self.fill(template, within);
                within.pop();
                filled
            }
            None => match name.strip_prefix("env.").filter(|_| !self.closed) {
                Some(variable) => {
                    std::env::var(variable).map_err(|_| PlaceholderError::Environment(variable.to_owned()))
                }
                None => Err(self.unknown(name)),
            },
        }
    }

    fn unknown(&self, name: &str) -> PlaceholderError {
        static KNOWN: LazyLock<Names> = LazyLock::new(Names::target);
        // What is known and absent is asked for at every step; a name like it is looked for only where one was mistyped.
        let near = if KNOWN.contains(name) { None } else { nearest(name, self.values.keys().map(String::as_str)) };
        match near {
            Some(nearest) => PlaceholderError::Unknown { name: name.to_owned(), nearest: nearest.to_owned() },
            _ if name.starts_with("idp.ca_") => PlaceholderError::IdpOnHttp(name.to_owned()),
            _ => PlaceholderError::NoValue(name.to_owned()),
        }
    }
}

/// Names of the placeholders of `template` that stand for the environment, as `env.TOKEN`.
pub fn environment_of(template: &str) -> Vec<String> {
    places(template, "env.").into_iter().map(|place| place.name.to_owned()).collect()
}
