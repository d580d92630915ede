//! Reading actions, as target files and guides hold them.

use crate::action::{Action, Step};
use crate::diagnostic::{Table, Value};
use crate::placeholder::Names;

/// Every action by the key that names it.
const ACTIONS: &[&str] = &["open", "fill", "click", "upload", "select", "wait_for", "press", "read", "download"];

/// Keys that the browser's keyboard gesture knows.
const KEYS: [&str; 3] = ["Enter", "Tab", "Escape"];

/// The steps of a target file under `key`.
pub(crate) fn steps(table: &mut Table<'_>, key: &'static str, names: &Names) -> Vec<Step> {
    table.items(key).iter().filter_map(|item| step(item, names)).collect()
}

/// The steps of a list.
pub(super) fn steps_of(list: &Value<'_>, names: &Names) -> Vec<Step> {
    list.items().iter().filter_map(|item| step(item, names)).collect()
}

fn step(item: &Value<'_>, names: &Names) -> Option<Step> {
    let mut table = item.table()?;
    let guide = table.optional_str("guide");
    if table.has("download")
        && let Some(download) = table.optional("download")
    {
        let help = Some("a target is given the metadata by placeholders, as `{idp.metadata_xml}`".to_owned());
        table.file.report(download.key_span, "`download` is for guides only".to_owned(), "", help);
    }
    let action = adapted(&mut table, names);
    table.finish();
    Some(Step { action: action?, guide })
}

/// An action, with `in` and `optional` where they are given; they are about an element, so only steps with one know them.
fn adapted(table: &mut Table<'_>, names: &Names) -> Option<Action> {
    let done = action(table, names)?;
    if matches!(done, Action::Open { .. } | Action::Press { .. } | Action::Download { .. } | Action::Read { .. }) {
        return Some(done);
    }
    let frame = table.optional("in").map(|value| checked_selector(&value, names));
    let optional = table.optional("optional").and_then(|value| value.boolean()).unwrap_or(false);
    if frame.is_none() && !optional {
        return Some(done);
    }
    Some(Action::Adapted { action: Box::new(done), frame, optional })
}

/// The actions of a guide's step under `key`; none when the key is absent.
pub(crate) fn actions(table: &mut Table<'_>, key: &'static str, names: &Names) -> Option<Vec<Action>> {
    let list = table.optional(key)?;
    let read = |item: &Value<'_>| {
        let mut table = item.table()?;
        let action = adapted(&mut table, names);
        table.finish();
        action
    };
    Some(list.items().iter().filter_map(read).collect())
}

fn action(table: &mut Table<'_>, names: &Names) -> Option<Action> {
    let present: Vec<&str> = ACTIONS.iter().copied().filter(|key| table.has(key)).collect();
    let [action] = present.as_slice() else {
        // Asked for even when absent, so that the nearest of them is proposed for a misspelt key.
        for key in ACTIONS.iter().chain(&["with", "file", "option", "as", "in", "optional"]) {
            table.optional(key);
        }
        if present.len() > 1 {
            let message = format!("a step does one thing, but this one has `{}`", present.join("` and `"));
            table.file.report(table.span(), message, "make a step of each", None);
        } else if !table.has_unknown() {
            let help = Some(format!("a step has one of `{}`", ACTIONS.join("`, `")));
            table.file.report(table.span(), "the step does nothing".to_owned(), "", help);
        }
        return None;
    };
    Some(match *action {
        "open" => Action::Open { url: table.required_template("open", names) },
        "fill" => {
            Action::Fill { selector: selector(table, "fill", names), text: table.required_template("with", names) }
        }
        "click" => Action::Click { selector: selector(table, "click", names) },
        "upload" => {
            Action::Upload { selector: selector(table, "upload", names), file: table.required_template("file", names) }
        }
        "select" => Action::Select {
            selector: selector(table, "select", names),
            option: table.required_template("option", names),
        },
        "wait_for" => Action::WaitFor { selector: selector(table, "wait_for", names) },
        "press" => {
            let key = table.required("press").map(|value| value.one_of("key of the keyboard", KEYS));
            Action::Press { key: key.unwrap_or_default() }
        }
        "read" => {
            let selector = selector(table, "read", names);
            let placeholder = table.required("as").map(|value| read_name(&value, &value.text()));
            Action::Read { selector, placeholder: placeholder.unwrap_or_default() }
        }
        _ => {
            let selector = selector(table, "download", names);
            let placeholder = table.required("as").map(|value| value.one_of("placeholder", names.iter()));
            Action::Download { selector, placeholder: placeholder.unwrap_or_default() }
        }
    })
}

/// What the reader of a guide may read at the IdP.
const READ_AT_IDP: &str = "idp.sso_url";

/// What the names of values begin with that are read at the SP.
pub(super) const READ_PREFIX: &str = "sp.";

/// The name under which something is kept that was read at the SP.
pub(super) fn read_name(value: &Value<'_>, name: &str) -> String {
    let rest = name.strip_prefix(READ_PREFIX).unwrap_or_default();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name != READ_AT_IDP && value.raw().get_ref().is_str() && (rest.is_empty() || !rest.chars().all(plain)) {
        let help =
            Some("write `sp.acs_url`, `sp.entity_id`, `sp.metadata_url`, or a name of your own, as `sp.connection`");
        let message = format!("`{name}` is no name for a value that is read");
        value.report(message, "it begins with `sp.`, and has a-z, 0-9 and `_`", help.map(str::to_owned));
    }
    name.to_owned()
}

fn selector(table: &mut Table<'_>, key: &'static str, names: &Names) -> String {
    let Some(value) = table.required(key) else { return String::new() };
    checked_selector(&value, names)
}

/// A selector, as far as that can be told without a page.
pub(super) fn checked_selector(value: &Value<'_>, names: &Names) -> String {
    let selector = value.template(names);
    if let Err(wrong) = selector.parse::<http_browser::Selector>()
        && value.raw().get_ref().is_str()
    {
        let help = Some(
            "write CSS, as `input[name=email]`, or `text=Save`, `label=E-mail`, `role=button[name=Save]`".to_owned(),
        );
        value.report(format!("`{selector}` is no selector"), &wrong.to_string(), help);
    }
    selector
}
