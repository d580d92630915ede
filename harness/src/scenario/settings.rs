//! Reading an `[idp]` table.

use mock_idp::organization::SettingsPatch;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use toml::Spanned;
use toml::de::{DeString, DeTable};

use crate::diagnostic::{Table, Value, help_for};

/// The settings under `key`; nothing is set when it is absent.
pub(crate) fn read_settings(table: &mut Table<'_>, key: &'static str) -> SettingsPatch {
    let Some(settings) = table.table(key) else { return SettingsPatch::default() };
    settings
        .into_values()
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
            let (message, help) = explained(&value.key, error.message());
            value.file.report(error.span().unwrap_or_else(|| value.span()), message, "", help);
            None
        }
    }
}

/// serde lists the names it would have taken between backticks after "expected".
pub(super) fn explained(key: &str, message: &str) -> (String, Option<String>) {
    let wrong = message.strip_prefix("unknown variant `").and_then(|rest| rest.split('`').next());
    let Some(wrong) = wrong else { return (format!("`{key}`: {message}"), None) };
    let expected = message.split_once("expected").map_or("", |(_, rest)| rest);
    let known: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    (format!("unknown value `{wrong}` of `{key}`"), help_for(wrong, known.iter().copied()))
}
