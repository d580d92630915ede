//! The steps: one a file, and the registry.

mod cdata;
mod clock;
mod comment;
mod copy;
mod deliver;
mod digest;
mod doctype;
mod encode;
mod encrypt;
mod impersonate;
mod insert;
mod move_;
mod namespace;
mod number;
mod pi;
mod raw;
mod remove;
mod rename;
mod replace;
mod resign;
mod set;
mod sign;
mod split;
mod status;
mod strip_signature;
mod take;
mod wrap;

pub use deliver::FieldText;
pub use number::Number;
pub use raw::CharacterEncoding;
use serde::{Deserialize, Serialize};
pub use take::{Destination, Material};

use super::{Context, Draft, Fault, KeyName, Template};

/// What a step works on, which decides when a message is signed that is signed last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The tree.
    Tree,
    /// The octets.
    Octets,
    /// How the message is encoded and sent.
    Travel,
}

/// What a step means for what is signed. Whether an attack is within the attacker's reach, and whether a message is
/// signed last, rest on it; so every step says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The message says something else afterwards than what the IdP said.
    Changes,
    /// What is there is signed with the private key of this name; none: with no private key at all.
    Signs(Option<KeyName>),
    /// Signatures are taken off.
    Strips,
    /// The whole message is another one that the IdP made, as it was made.
    Replaces,
    /// The message stays what the IdP said: it is made at another time, encrypted for the SP, encoded or sent.
    Keeps,
}

/// What a step does when its turn comes.
pub(super) trait Apply {
    /// What it works on.
    const KIND: Kind = Kind::Tree;

    /// What it means for what is signed.
    fn effect(&self) -> Effect;

    /// Changes `draft`, and no other byte of it than the step says.
    fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault>;
}

/// One line a step: its module and type, and its name in recipes.
macro_rules! steps {
    ($($module:ident::$name:ident => $text:literal,)*) => {
        $(pub use $module::$name;)*

        /// One step of a recipe: a table of a scenario file, told apart by `step`.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "step")]
        // A recipe has a handful of steps, so their size does not matter.
        #[allow(missing_docs, clippy::large_enum_variant)]
        pub enum Step { $(#[serde(rename = $text)] $name($name),)* }

        impl Step {
            /// Names of all steps.
            pub const NAMES: &'static [&'static str] = &[$($text,)*];

            /// Its name in recipes.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$name(_) => $text,)* }
            }

            /// What it works on.
            pub fn kind(&self) -> Kind {
                match self { $(Self::$name(_) => <$name as Apply>::KIND,)* }
            }

            /// What it means for what is signed.
            pub fn effect(&self) -> Effect {
                match self { $(Self::$name(step) => step.effect(),)* }
            }

            pub(super) fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
                match self { $(Self::$name(step) => step.apply(draft, context),)* }
            }
        }
    };
}

steps! {
    cdata::Cdata => "cdata",
    clock::Clock => "clock",
    comment::Comment => "comment",
    copy::Copy => "copy",
    deliver::Deliver => "deliver",
    digest::Digest => "digest",
    doctype::Doctype => "doctype",
    encode::Encode => "encode",
    encrypt::Encrypt => "encrypt",
    impersonate::Impersonate => "impersonate",
    insert::Insert => "insert",
    pi::Instruction => "pi",
    namespace::Namespace => "namespace",
    raw::Raw => "raw",
    remove::Remove => "remove",
    rename::Rename => "rename",
    replace::Replace => "replace",
    resign::Resign => "resign",
    set::Set => "set",
    move_::Move => "move",
    sign::Sign => "sign",
    status::Status => "status",
    strip_signature::StripSignature => "strip-signature",
    take::Take => "take",
    wrap::Wrap => "wrap",
}

/// A placeholder that a step uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// The step's key whose text, or texts, it stands in.
    pub key: String,
    /// Its name, without filters.
    pub name: String,
}

impl Step {
    /// The private key that it signs with.
    pub fn key(&self) -> Option<KeyName> {
        match self.effect() {
            Effect::Signs(key) => key,
            _ => None,
        }
    }

    /// Whether the message says something else afterwards than what the IdP said.
    pub fn changes(&self) -> bool {
        matches!(self.effect(), Effect::Changes | Effect::Strips)
    }

    /// Whether it settles how the message is signed, so that it is not signed last.
    pub fn settles_signatures(&self) -> bool {
        matches!(self.effect(), Effect::Signs(_) | Effect::Strips | Effect::Replaces)
    }

    /// Every placeholder of its texts.
    pub fn placeholders(&self) -> Vec<Placeholder> {
        // A step is written as the table it was read from, so what it holds is what the file says.
        let Ok(serde_json::Value::Object(keys)) = serde_json::to_value(self) else { return Vec::new() };
        let mut found = Vec::new();
        for (key, value) in &keys {
            collect(key, value, &mut found);
        }
        found
    }
}

fn collect(key: &str, value: &serde_json::Value, found: &mut Vec<Placeholder>) {
    match value {
        serde_json::Value::String(text) => {
            let names = Template::names(text).into_iter();
            found.extend(names.map(|name| Placeholder { key: key.to_owned(), name: name.to_owned() }));
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| collect(key, value, found)),
        serde_json::Value::Object(values) => values.values().for_each(|value| collect(key, value, found)),
        _ => {}
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::directory::SettingsPatch;
    use crate::recipe::{Recipe, RecipeError, Script, Sent, dry_run};

    /// `steps`, a step or an array of steps as JSON, on an unsigned sample message.
    pub(in crate::recipe) fn tried(steps: &str) -> Result<Sent, RecipeError> {
        let steps: serde_json::Value = serde_json::from_str(steps).unwrap();
        let steps = if steps.is_array() { steps } else { serde_json::json!([steps]) };
        let recipe: Recipe = serde_json::from_value(steps).unwrap();
        let script = Script { recipe, ..Script::default() };
        dry_run(&script, &SettingsPatch::default())
    }

    /// `steps` on the sample message of an application with `settings`, signed last where no step says how.
    pub(in crate::recipe) fn tried_with(settings: &str, steps: &str) -> Result<Sent, RecipeError> {
        let recipe: Recipe = serde_json::from_str(steps).unwrap();
        let script = Script { signs_last: recipe.signs_last(), recipe, ..Script::default() };
        dry_run(&script, &serde_json::from_str(settings).unwrap())
    }

    /// The message that `steps` make.
    pub(in crate::recipe) fn made(settings: &str, steps: &str) -> String {
        String::from_utf8(tried_with(settings, steps).unwrap().xml).unwrap()
    }

    /// Local names of the elements whose signature holds in the message that `steps` make, with whose key it is.
    pub(in crate::recipe) fn vouched_for(settings: &str, steps: &str) -> Vec<(String, String)> {
        let sent = tried_with(settings, steps).unwrap();
        let xml = String::from_utf8(sent.xml.clone()).unwrap();
        let document = crate::xml::Document::parse_keeping_entities(&xml).unwrap();
        let parts = sent.signed_parts(&xml).into_iter().filter(crate::sign::SignedPart::holds);
        let name = |path: &[usize]| document.element(path).unwrap().local_name().to_owned();
        parts.map(|part| (name(&part.element.unwrap()), part.certificate.unwrap())).collect()
    }

    /// The message before any step and after the last.
    pub(in crate::recipe) fn changed(steps: &str) -> (String, String) {
        let sent = tried(steps).unwrap();
        (sent.stages[0].text.clone(), String::from_utf8(sent.xml).unwrap())
    }

    /// What is wrong with `steps`.
    pub(in crate::recipe) fn refused(steps: &str) -> RecipeError {
        tried(steps).unwrap_err()
    }

    #[test]
    fn a_step_tells_its_placeholders() {
        let step: Step =
            serde_json::from_str(r#"{"step": "set", "node": "Issuer", "text": "{a}{{b}{c|upper}"}"#).unwrap();
        let placeholder = |name: &str| Placeholder { key: "text".into(), name: name.into() };
        assert_eq!(step.placeholders(), [placeholder("a"), placeholder("c")]);
        assert_eq!((step.name(), step.kind()), ("set", Kind::Tree));
    }

    #[test]
    fn an_unknown_key_is_refused() {
        let error = serde_json::from_str::<Step>(r#"{"step": "set", "node": "Issuer", "txt": ""}"#).unwrap_err();
        assert!(error.to_string().contains("unknown field `txt`"), "{error}");
        assert!(serde_json::from_str::<Step>(r#"{"step": "set", "node": "Issuer[", "text": ""}"#).is_err());
        assert!(serde_json::from_str::<Step>(r#"{"step": "nothing"}"#).is_err());
    }
}
