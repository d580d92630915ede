//! What a person did at the SP's pages, as the steps of a target file.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::de::DeTable;
use url::Url;

use super::dom::{Dom, label_of};
use super::written;
use crate::action::Action;
use crate::placeholder::Values;

/// Runs in every page, and keeps what is done there.
pub const SCRIPT: &str = include_str!("record.js");

/// Comes to what was kept at this site so far, as JSON.
pub const READ: &str = "sessionStorage.getItem('__saml_harness_recorded')";

/// By which the script marks the element.
const MARKED: &str = "[data-saml-harness-recorded]";

/// One thing that was done.
#[derive(Clone, Debug, Deserialize)]
pub struct Event {
    kind: String,
    /// The page, with the element marked.
    html: String,
    /// What the element says.
    text: String,
    value: String,
    /// Milliseconds of the clock.
    at: f64,
}

/// The events of what [`READ`] came to; none where it is nothing.
pub fn events(kept: &str) -> Vec<Event> {
    serde_json::from_str(kept).unwrap_or_default()
}

/// The steps that do the same again, for whoever logs in; `values` are those of the person who did it.
pub fn actions(mut events: Vec<Event>, values: &Values) -> Vec<Action> {
    events.sort_by(|one, other| one.at.total_cmp(&other.at));
    let mut known = BTreeSet::new();
    // What a site has kept is read several times.
    events.retain(|event| known.insert((event.at.to_bits(), event.kind.clone(), event.value.clone())));
    let mut actions: Vec<Action> = Vec::new();
    for event in events {
        let Some(action) = action(&event, values) else { continue };
        let is_text = matches!(action, Action::Fill { .. });
        // A field that is typed into twice holds what was typed last.
        if let Some(Action::Fill { selector, .. }) = actions.last()
            && is_text
            && action.selector() == Some(selector)
        {
            actions.pop();
        }
        // A field says that it changed once more when it is left.
        if is_text && actions.contains(&action) {
            continue;
        }
        actions.push(action);
    }
    actions
}

fn action(event: &Event, values: &Values) -> Option<Action> {
    let url = Url::parse("http://sp/").expect("this is an address");
    let dom = Dom::new(&event.html, url);
    let element = dom.all_there(MARKED).into_iter().next();
    // What is in a shadow root is no part of the page's source.
    let by_text = || Some(&event.text).filter(|text| !text.is_empty()).map(|text| format!("text={text}"));
    let pressed = || element.map(|element| dom.click_selector(element)).or_else(by_text);
    let field = || {
        let element = element?;
        let css = dom.selector(element);
        let label = label_of(&dom, element).filter(|label| !label.contains(['{', '}']) && label.len() <= 40);
        let has_name = css.starts_with('#') || css.contains('[');
        Some(label.filter(|_| !has_name).map_or(css, |label| format!("label={label}")))
    };
    Some(match event.kind.as_str() {
        "click" => Action::Click { selector: pressed()? },
        "fill" => Action::Fill { selector: field()?, text: template(&event.value, values) },
        "password" => {
            let text = template(&event.value, values);
            let is_known = text.contains("{user.password}");
            // What is secret is no part of a file.
            Action::Fill { selector: field()?, text: if is_known { text } else { "{env.SP_PASSWORD}".to_owned() } }
        }
        "select" => Action::Select { selector: field()?, option: template(&event.value, values) },
        "upload" => Action::Upload { selector: field()?, file: "{idp.metadata_file}".to_owned() },
        "press" => Action::Press { key: event.value.clone() },
        _ => return None,
    })
}

/// `text` with placeholders for what is another person's the next time.
fn template(text: &str, values: &Values) -> String {
    let mut template = text.replace('{', "{{").replace('}', "}}");
    for name in ["user.email", "user.password", "user.username", "user.name", "company"] {
        let Some(value) = values.get(name).filter(|value| !value.is_empty()) else { continue };
        let is_telling = matches!(name, "user.email" | "user.password");
        if template == value || is_telling {
            template = template.replace(&value, &format!("{{{name}}}"));
        }
    }
    template
}

/// The target file `text` with `actions` as the steps of `[login]`. The error says why it cannot be.
pub fn with_login_steps(text: &str, actions: &[Action]) -> Result<String, String> {
    let table = DeTable::parse(text).map_err(|error| error.to_string())?;
    let login = table.get_ref().get("login").and_then(|login| login.get_ref().as_table());
    let login = login.ok_or("it has no `[login]`")?;
    let written = written::list(actions);
    let mut text = text.to_owned();
    if let Some(steps) = login.get("steps") {
        text.replace_range(steps.span(), &written);
        return Ok(text);
    }
    let start = login.get("start").ok_or("its `[login]` has no `start`")?.span().end;
    let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
    text.insert_str(end, &format!("\nsteps = {written}"));
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: &str, html: &str, value: &str, at: f64) -> Event {
        let html = html.replace("HERE", "data-saml-harness-recorded");
        Event { kind: kind.to_owned(), html, text: "Go".to_owned(), value: value.to_owned(), at }
    }

    fn values() -> Values {
        let mut values = Values::default();
        values.set("user.email", "employee@acme.test");
        values.set("user.password", "secret words");
        values.set("company", "acme");
        values
    }

    #[test]
    fn what_was_done_is_done_again_for_whoever_logs_in() {
        let form = |mark: &str| {
            let of = |part: &str| if part == mark { "HERE" } else { "" };
            format!(
                "<form><label>Mail<input name=email {}></label><input name=slug {}><button {}>Continue</button></form>",
                of("mail"),
                of("slug"),
                of("go")
            )
        };
        let done = vec![
            event("click", &form("go"), "", 9.0),
            event("fill", &form("mail"), "wrong@acme.test", 1.0),
            event("fill", &form("mail"), "employee@acme.test", 2.0),
            event("fill", &form("slug"), "acme", 3.0),
        ];
        let fill = |selector: &str, text: &str| Action::Fill { selector: selector.to_owned(), text: text.to_owned() };
        let wanted = vec![
            fill("input[name=email]", "{user.email}"),
            fill("input[name=slug]", "{company}"),
            Action::Click { selector: "text=Continue".to_owned() },
        ];
        assert_eq!(actions(done, &values()), wanted);
    }

    #[test]
    fn a_password_is_not_written_down_and_shadow_roots_are_named_by_text() {
        let page = "<form><input type=password name=p HERE></form>";
        let done = vec![
            event("password", page, "mine", 1.0),
            event("press", page, "Enter", 2.0),
            event("password", page, "mine", 3.0),
            event("click", "<sso-box></sso-box>", "", 4.0),
        ];
        let wanted = vec![
            Action::Fill { selector: "input[name=p]".to_owned(), text: "{env.SP_PASSWORD}".to_owned() },
            Action::Press { key: "Enter".to_owned() },
            Action::Click { selector: "text=Go".to_owned() },
        ];
        assert_eq!(actions(done, &values()), wanted);
    }

    #[test]
    fn the_steps_of_the_file_are_put_in_place_and_all_else_stays() {
        let go = [Action::Click { selector: "#go".to_owned() }];
        let text = "a = 1 # one\n[login]\nstart = \"/x\" # here\nsteps = [\n  { click = \"#old\" },\n]\n[signed_in]\nuser = \"#u\"\n";
        let written = with_login_steps(text, &go).unwrap();
        assert_eq!(written, text.replace("[\n  { click = \"#old\" },\n]", "[{ click = \"#go\" }]"));
        let without = with_login_steps("[login]\nstart = \"/x\" # here\n", &go).unwrap();
        assert_eq!(without, "[login]\nstart = \"/x\" # here\nsteps = [{ click = \"#go\" }]\n");
        assert!(with_login_steps("[sp]\n", &go).is_err());
    }
}
