//! What serde finds wrong with a value, kept apart by kind, so that nobody has to take its sentences apart.

use std::fmt::Display;

use serde::de::value::{MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{self, DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value as Json;

/// Why a value could not be read. The names that serde would have taken come with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum SerdeError {
    /// A key that nothing reads.
    #[error("unknown field `{name}`, expected {}", one_of(.known))]
    UnknownField { name: String, known: &'static [&'static str] },
    /// A key that must be there.
    #[error("missing field `{0}`")]
    MissingField(&'static str),
    /// A word that is none of the known ones.
    #[error("unknown variant `{name}`, expected {}", one_of(.known))]
    UnknownVariant { name: String, known: &'static [&'static str] },
    /// Anything else, in serde's words or in those of the type.
    #[error("{0}")]
    Other(String),
}

fn one_of(known: &[&str]) -> String {
    match known {
        [] => "none".to_owned(),
        known => known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or "),
    }
}

impl de::Error for SerdeError {
    fn custom<T: Display>(message: T) -> Self {
        Self::Other(message.to_string())
    }

    fn unknown_field(name: &str, known: &'static [&'static str]) -> Self {
        Self::UnknownField { name: name.to_owned(), known }
    }

    fn missing_field(name: &'static str) -> Self {
        Self::MissingField(name)
    }

    fn unknown_variant(name: &str, known: &'static [&'static str]) -> Self {
        Self::UnknownVariant { name: name.to_owned(), known }
    }
}

/// Reads `value`; says of what kind the first fault is.
pub(super) fn read_json<T: DeserializeOwned>(value: &Json) -> Result<T, SerdeError> {
    T::deserialize(JsonDeserializer(value))
}

/// `serde_json` reads a [`Json`] too, but its error is a sentence.
#[derive(Clone, Copy)]
struct JsonDeserializer<'a>(&'a Json);

impl IntoDeserializer<'_, SerdeError> for JsonDeserializer<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for JsonDeserializer<'_> {
    type Error = SerdeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        match self.0 {
            Json::Null => visitor.visit_unit(),
            Json::Bool(yes) => visitor.visit_bool(*yes),
            Json::Number(number) => number.deserialize_any(visitor).map_err(de::Error::custom),
            Json::String(text) => visitor.visit_str(text),
            Json::Array(items) => visitor.visit_seq(SeqDeserializer::new(items.iter().map(JsonDeserializer))),
            Json::Object(fields) => {
                let fields = fields.iter().map(|(key, value)| (key.as_str(), JsonDeserializer(value)));
                visitor.visit_map(MapDeserializer::new(fields))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, SerdeError> {
        visitor.visit_newtype_struct(self)
    }

    /// The enums of a scenario file are bare words.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, SerdeError> {
        match self.0.as_str() {
            Some(word) => visitor.visit_enum(StrDeserializer::new(word)),
            None => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use mock_idp::organization::SettingsPatch;
    use mock_idp::recipe::Step;
    use serde_json::json;

    use super::*;

    #[test]
    fn settings_are_read_as_serde_json_reads_them() {
        let value = json!({"sign": "both", "acs_urls": ["a", "b"], "include_groups": true,
            "constant_attributes": [{"name": "n", "value": "v"}]});
        let patch: SettingsPatch = read_json(&value).unwrap();
        assert_eq!(patch, serde_json::from_value(value).unwrap());
    }

    #[test]
    fn each_kind_of_fault_comes_with_what_serde_knows() {
        let settings = |value| read_json::<SettingsPatch>(&value).unwrap_err();
        let SerdeError::UnknownVariant { name, known } = settings(json!({"sign": "asertion"})) else { panic!() };
        assert_eq!((name.as_str(), known.contains(&"assertion")), ("asertion", true));
        let SerdeError::UnknownField { name, known } = settings(json!({"sing": "both"})) else { panic!() };
        assert_eq!((name.as_str(), known.contains(&"sign")), ("sing", true));
        let wrong_type = "invalid type: string \"yes\", expected a boolean";
        assert_eq!(settings(json!({"include_groups": "yes"})), SerdeError::Other(wrong_type.to_owned()));
        let step = read_json::<Step>(&json!({"step": "set", "text": "x"})).unwrap_err();
        assert_eq!(step, SerdeError::MissingField("node"));
    }
}
