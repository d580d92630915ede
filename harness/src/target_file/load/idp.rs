//! Reading how the customer's IdP is set for the SP, and which addresses its people have.

use mock_idp::organization::SettingsPatch;
use toml::de::DeValue;

use crate::diagnostic::{Table, Value};
use crate::placeholder::Names;
use crate::scenario::read_settings_besides;

/// The customer's settings, in which every text is a template, and whether their IdP is on https.
pub(super) fn read_idp(table: &mut Table<'_>, names: &Names) -> (SettingsPatch, bool) {
    for value in table.table("idp").into_iter().flat_map(Table::into_values) {
        check_templates(&value, names);
    }
    let Some(mut table) = table.table("idp") else { return (SettingsPatch::default(), false) };
    let tls = table.optional_bool("tls");
    (read_settings_besides(table, &["tls"]), tls.unwrap_or(false))
}

fn check_templates(value: &Value<'_>, names: &Names) {
    match value.raw().get_ref() {
        DeValue::String(_) => drop(value.template(names)),
        DeValue::Array(_) => value.items().iter().for_each(|item| check_templates(item, names)),
        DeValue::Table(_) => {
            value.table().into_iter().flat_map(Table::into_values).for_each(|value| check_templates(&value, names));
        }
        _ => {}
    }
}

/// `mail_domain`: a domain, in which `{company}` may stand.
pub(super) fn read_mail_domain(value: &Value<'_>) -> String {
    let template = value.text();
    let domain = template.replace("{company}", "acme");
    let label = |label: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !label.is_empty() && label.chars().all(plain) && !label.starts_with('-') && !label.ends_with('-')
    };
    if value.raw().get_ref().is_str() && !(domain.contains('.') && domain.split('.').all(label)) {
        let help =
            Some("write what stands behind the `@`, as `sso-test.acme.example` or `{company}.acme.example`".to_owned());
        value.report(format!("`{template}` is no mail domain"), "", help);
    }
    template
}
