//! Reading `[signed_in]`.

use super::{duration, json_pointer};
use crate::diagnostic::{Table, Value};
use crate::placeholder::Names;
use crate::target::SignedIn;
use crate::target::steps::{checked_selector, steps};

/// Reads `[signed_in]`: the page, and one of `user`, `json` and `script`.
pub(super) fn read(mut table: Table<'_>, names: &Names) -> SignedIn {
    let open = table.optional_template("open", names);
    let json = table.optional("json").map(|value| pointer(&value, open.is_some()));
    let script = table.optional("script");
    let user = if json.is_none() && script.is_none() { table.required("user") } else { table.optional("user") };
    let in_page = [user, table.optional("attribute"), table.optional("nobody"), script];
    for value in in_page.iter().flatten().filter(|_| json.is_some()) {
        let message = format!("`json` and `{}` are both given", value.key);
        value.report(message, "this is about a page, and JSON is none", None);
    }
    let [user, attribute, nobody, script] = in_page;
    for value in [&user, &attribute].into_iter().flatten().filter(|_| script.is_some()) {
        let message = format!("`script` and `{}` are both given", value.key);
        value.report(message, "this is about an element; the script says by itself who is signed in", None);
    }
    // The look-up takes it as it stands.
    let selector = user.as_ref().map(|value| checked_selector(value, names)).unwrap_or_default();
    let mut signed_in = SignedIn::of_element(open, selector);
    if json.is_some() && table.has("steps") {
        let message = "`json` and `steps` are both given".to_owned();
        table.file.report(table.span(), message, "steps are done on a page, and JSON is none", None);
    }
    signed_in.steps = steps(&mut table, "steps", names);
    signed_in.attribute = attribute.map(|value| value.text());
    signed_in.nobody = nobody.map(|value| checked_selector(&value, names));
    signed_in.script = script.map(|value| expression(&value));
    if let Some(value) = table.optional("timeout") {
        match duration(&value.text()) {
            Ok(timeout) => signed_in.timeout = timeout,
            Err(message) => value.report(message, "", None),
        }
    }
    signed_in.shows = table.choice("shows", "fact of a person");
    signed_in.json = json;
    table.finish();
    signed_in
}

/// An expression; a text that ends as a statement does would be none.
fn expression(value: &Value<'_>) -> String {
    let text = value.text();
    let trimmed = text.trim();
    if value.raw().get_ref().is_str()
        && (trimmed.is_empty() || trimmed.ends_with(';') || trimmed.starts_with("return "))
    {
        let help = Some("write what comes to the user, as `window.app.user?.email`".to_owned());
        value.report("`script` is no expression".to_owned(), "its value is who is signed in", help);
    }
    trimmed.to_owned()
}

/// A JSON pointer; `has_page` says whether there is a page that answers with the JSON.
fn pointer(value: &Value<'_>, has_page: bool) -> String {
    let pointer = json_pointer(value);
    if !has_page {
        let help = Some("give `open`, the address that answers with the JSON".to_owned());
        value.report("`json` needs `open`".to_owned(), "nothing says what answers with it", help);
    }
    pointer
}
