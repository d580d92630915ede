//! Reading an `[idp]` table.

use mock_idp::organization::SettingsPatch;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde_json::Value as Json;
use toml::Spanned;
use toml::de::{DeString, DeTable};

use super::recipe::json;
use super::serde_error::{SerdeError, read_json};
use crate::diagnostic::{Table, Value, help_for};

/// The settings under `key`; nothing is set when it is absent.
pub(crate) fn read_settings(table: &mut Table<'_>, key: &'static str) -> SettingsPatch {
    table.table(key).map(|settings| read_settings_besides(settings, &[])).unwrap_or_default()
}

/// The settings of a table that has the keys `others` as well, which are read elsewhere.
pub(crate) fn read_settings_besides(settings: Table<'_>, others: &[&str]) -> SettingsPatch {
    settings
        .into_values()
        .filter(|value| !others.contains(&value.key.as_str()))
        .filter_map(|value| read_setting(&value))
        .fold(SettingsPatch::default(), |all, one| all.overlaid(&one))
}

/// One setting, read by the mock IdP's own rules.
fn read_setting(value: &Value<'_>) -> Option<SettingsPatch> {
    let known = SettingsPatch::FIELDS;
    if !known.contains(&value.key.as_str()) {
        let message = format!("unknown setting `{}`", value.key);
        let help = help_for(&value.key, known.iter().copied());
        value.file.report(value.key_span.clone(), message, "JumpCloud has no such setting here", help);
        return None;
    }
    let mut one = DeTable::new();
    one.insert(Spanned::new(value.key_span.clone(), DeString::from(value.key.clone())), value.raw().clone());
    match SettingsPatch::deserialize(Spanned::new(value.span(), one).into_deserializer()) {
        Ok(patch) => Some(patch),
        Err(error) => {
            let (message, help) = explained(&value.key, &kind_of(value, &error));
            value.file.report(error.span().unwrap_or_else(|| value.span()), message, "", help);
            None
        }
    }
}

/// The fault of which toml's `error` knows the place, but no more than a sentence.
fn kind_of(value: &Value<'_>, error: &toml::de::Error) -> SerdeError {
    let alone = serde_json::Map::from_iter([(value.key.clone(), json(value.raw().get_ref()))]);
    match read_json::<SettingsPatch>(&Json::Object(alone)) {
        Err(kind) => kind,
        // TOML has dates, JSON takes them for texts.
        Ok(_) => SerdeError::Other(error.message().to_owned()),
    }
}

/// The fault of the value under `key` in words, and how to mend it.
pub(super) fn explained(key: &str, error: &SerdeError) -> (String, Option<String>) {
    match error {
        SerdeError::UnknownVariant { name, known } => {
            (format!("unknown value `{name}` of `{key}`"), help_for(name, known.iter().copied()))
        }
        other => (format!("`{key}`: {other}"), None),
    }
}
