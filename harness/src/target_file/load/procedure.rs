//! Reading what is done at the SP beside the logins: `[provision]`, `[teardown]`, `[accounts]`.

use std::collections::BTreeMap;

use strum::{IntoStaticStr, VariantArray};

use super::super::steps::{read_name, steps, steps_of};
use super::super::{HttpRequest, Procedure, Provision};
use super::{command, json_pointer};
use crate::action::Step;
use crate::diagnostic::{Table, Value};
use crate::placeholder::{Names, places};

/// The way in which something is done, as `via` says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
enum Via {
    Launch,
    Browser,
    Http,
    Command,
    None,
}

/// The key under which each way says what is to be done, and that way.
const WORK: [(&str, Via); 3] = [("steps", Via::Browser), ("request", Via::Http), ("command", Via::Command)];

/// Names of all values that steps and requests of the file read at the SP, wherever they stand.
pub(super) fn names_read(table: &Table<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for table in table.tables_below() {
        let Some(read) = table.get("read") else { continue };
        match (read.get_ref().as_table(), table.get("as").and_then(|name| name.get_ref().as_str())) {
            (Some(read), _) => names.extend(read.keys().map(|name| name.get_ref().to_string())),
            (None, Some(name)) => names.push(name.to_owned()),
            (None, None) => {}
        }
    }
    names
}

pub(super) fn read_provision(table: &mut Table<'_>, names: &Names, launched: bool) -> Provision {
    let mut provision = Provision {
        procedure: Procedure::None,
        guides: BTreeMap::new(),
        companies: Vec::new(),
        settings: BTreeMap::new(),
        plain: BTreeMap::new(),
    };
    let Some(mut table) = table.table("provision") else { return provision };
    let procedure = read_procedure(&mut table, names, Some(launched));
    let by_steps = procedure.as_ref().is_none_or(|procedure| matches!(procedure, Procedure::Browser(_)));
    provision.procedure = procedure.unwrap_or_default();
    provision.companies = table.strings("companies");
    for setting in table.table("settings").into_iter().flat_map(Table::into_values) {
        if let Some((steps, key)) = read_setting(&setting, names, by_steps) {
            provision.settings.insert(key, steps);
        }
    }
    for guide in table.table("guides").into_iter().flat_map(Table::into_values) {
        provision.guides.insert(guide.key.clone(), steps_of(&guide, names));
    }
    provision.plain = table.string_map("plain");
    table.finish();
    provision
}

/// The steps of a setting that a scenario may ask for, and its name with its value; `by_steps` says whether steps are done.
fn read_setting(setting: &Value<'_>, names: &Names, by_steps: bool) -> Option<(Vec<Step>, String)> {
    let fault = |message: String, help: String| {
        setting.file.report(setting.key_span.clone(), message, "", Some(help));
    };
    let Some((name, value)) = setting.key.split_once('=') else {
        let help = format!("write `\"{}=value\"`", setting.key);
        fault(format!("the setting `{}` has no value", setting.key), help);
        return None;
    };
    let steps = steps_of(setting, names);
    let plain = format!("if the SP is so without asking, write `{name} = \"{value}\"` under `[provision.plain]`");
    if steps.is_empty() && setting.raw().get_ref().as_array().is_some_and(|steps| steps.is_empty()) {
        fault(format!("the setting `{}` has no steps", setting.key), plain);
    } else if !by_steps {
        fault(format!("nobody does the steps of the setting `{}`, as `via` is not \"browser\"", setting.key), plain);
    }
    Some((steps, setting.key.clone()))
}

/// `[teardown]` or `[accounts]`.
pub(super) fn read_beside(table: &mut Table<'_>, key: &'static str, names: &Names) -> Procedure {
    let Some(mut table) = table.table(key) else { return Procedure::None };
    let procedure = read_procedure(&mut table, names, None);
    table.finish();
    procedure.unwrap_or_default()
}

/// One way of doing something; none where the file does not say which. `launched` says whether the harness starts the SP; none where the SP cannot find at its
/// start what is to be done.
pub(super) fn read_procedure(table: &mut Table<'_>, names: &Names, launched: Option<bool>) -> Option<Procedure> {
    let given: Vec<Via> = WORK.iter().filter(|(key, _)| table.has(key)).map(|(_, via)| *via).collect();
    let choices: Vec<Via> =
        Via::VARIANTS.iter().copied().filter(|via| launched.is_some() || *via != Via::Launch).collect();
    let via = match (table.optional("via"), given.as_slice()) {
        (Some(value), _) => {
            let via = value.choice("way of provisioning", &choices);
            if via == Some(Via::Launch) && launched == Some(false) {
                value.report(
                    "`via = \"launch\"` needs a `[launch]`".to_owned(),
                    "the harness does not start this SP",
                    None,
                );
            }
            via
        }
        (None, [only]) => Some(*only),
        (None, given) => {
            let keys = WORK.map(|(key, _)| format!("`{key}`")).join(", ");
            let help =
                if given.is_empty() { format!("or give one of {keys}") } else { "say which one it is".to_owned() };
            table.file.report(table.span(), "missing key `via`".to_owned(), "it must be given here", Some(help));
            None
        }
    };
    for (key, own) in WORK {
        let Some(other) = via.filter(|via| *via != own) else { continue };
        if table.has(key)
            && let Some(value) = table.optional(key)
        {
            misplaced(&value, own, other);
        }
    }
    if via.is_none() {
        for (key, _) in WORK {
            table.optional(key);
        }
    }
    Some(match via? {
        Via::Launch => Procedure::Launch,
        // Where there are no steps, those of the settings may be all that is to be done.
        Via::Browser => Procedure::Browser(steps(table, "steps", names)),
        Via::Http => {
            Procedure::Http(table.required("request").map(|value| read_requests(&value, names)).unwrap_or_default())
        }
        Via::Command => Procedure::Command(command(table, names).unwrap_or_default()),
        Via::None => Procedure::None,
    })
}

fn misplaced(value: &Value<'_>, own: Via, via: Via) {
    let (own, via): (&str, &str) = (own.into(), via.into());
    let remark = format!("nothing reads it with `via = \"{via}\"`");
    value.file.report(value.key_span.clone(), format!("`{}` needs `via = \"{own}\"`", value.key), &remark, None);
}

/// One request, or a list of them.
fn read_requests(value: &Value<'_>, names: &Names) -> Vec<HttpRequest> {
    let list = if value.raw().get_ref().is_array() { Some(value.items()) } else { None };
    if list.as_ref().is_some_and(Vec::is_empty) {
        value.report("`request` names no request".to_owned(), "", None);
    }
    let tables: Vec<Table<'_>> = match list {
        Some(items) => items.iter().filter_map(Value::table).collect(),
        None => value.table().into_iter().collect(),
    };
    tables.into_iter().map(|table| read_request(table, names)).collect()
}

fn read_request(mut table: Table<'_>, names: &Names) -> HttpRequest {
    let body = table.optional("body");
    let request = HttpRequest {
        url: table.required_template("url", names),
        method: table.optional_str("method").unwrap_or_else(|| "POST".to_owned()),
        headers: table.template_map("headers", names),
        form: table.template_map("form", names),
        body: body.as_ref().map(|value| body_template(value, names)),
        ok: table.items("ok").iter().filter_map(status).collect(),
        read: read_map(&mut table),
    };
    if request.body.is_some() && !request.form.is_empty() {
        table.file.report(table.span(), "`form` and `body` are both given".to_owned(), "give one of them", None);
    }
    table.finish();
    request
}

/// A body. The filter `json` writes the quotes of a JSON string itself.
fn body_template(value: &Value<'_>, names: &Names) -> String {
    let body = value.template(names);
    for place in places(&body, "") {
        let is_json = body[place.whole.clone()].trim_end_matches('}').trim_end().ends_with("json");
        let is_quoted = body[..place.whole.start].ends_with('"') && body[place.whole.end..].starts_with('"');
        if place.filtered && is_json && is_quoted {
            let span = value.span_within(&body, place.whole.clone());
            let help = Some(format!("write {} without quotes around it", &body[place.whole]));
            value.file.report(span, "the filter `json` writes the quotes itself".to_owned(), "", help);
        }
    }
    body
}

fn status(value: &Value<'_>) -> Option<u16> {
    let number = value.index()?;
    let status = u16::try_from(number).ok().filter(|status| (100..600).contains(status));
    if status.is_none() {
        value.report(format!("{number} is no HTTP status"), "", None);
    }
    status
}

/// JSON pointers by the names of what is read.
fn read_map(table: &mut Table<'_>) -> BTreeMap<String, String> {
    let values = table.table("read").into_iter().flat_map(Table::into_values);
    values.map(|value| (read_name(&value, &value.key), json_pointer(&value))).collect()
}
