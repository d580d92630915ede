//! What a page that is looked at says of who is signed in: a user, nobody, or nothing yet.

use std::time::Duration;

use super::learned::{Facts, plain};
use super::place::Place;
use crate::evidence::{Page, Sign};
use crate::run::engine::AtRest;
use crate::target::SignedIn;

/// How long a text that scripts may still replace must stand.
const TEXT_STANDS: Duration = Duration::from_millis(250);
/// How long a page without a user must stand, where scripts may still draw one.
const PAGE_STANDS: Duration = Duration::from_millis(500);

/// One look at the page.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) page: Page,
    /// Where that page is.
    pub(super) place: Place,
    /// What stands where the user would.
    pub(super) texts: Vec<String>,
    /// Whether the target's sign of nobody is there; none where the target has no such sign.
    pub(super) nobody: Option<bool>,
    /// Whether the first thing that the login's steps do waits to be done.
    pub(super) has_login_form: bool,
    pub(super) rest: AtRest,
    /// For how long all this has not changed.
    pub(super) stands: Duration,
    /// Whether there is no more time.
    pub(super) is_over: bool,
    /// Whether the look-up was led to the IdP.
    pub(super) is_led_to_idp: bool,
    /// Whether scripts of pages run.
    pub(super) runs_scripts: bool,
}

impl Seen {
    /// The text that is the user: the first that is more than white space. A page that has the target's sign of nobody has
    /// none, whomever it names: whose login was refused, who was here last, a guest.
    pub(super) fn user(&self) -> Option<&String> {
        let text = self.texts.iter().find(|text| !text.trim().is_empty());
        text.filter(|_| self.nobody != Some(true))
    }

    /// Whether scripts may still change what the page shows.
    fn may_change(&self) -> bool {
        self.runs_scripts && self.rest.has_scripts
    }

    fn has_stood(&self, long: Duration) -> bool {
        !self.may_change() || self.is_over || self.rest.is_quiet && self.stands >= long
    }

    /// Path and text, without the numbers in them: ports, times and counters are not what the page is.
    pub(super) fn plain(&self) -> (String, String) {
        plain(&self.page.url, &self.rest.text)
    }
}

/// By what it is decided who is signed in; none as long as the page may still change. `facts` are those that the run
/// learned about the SP.
pub(super) fn decide(signed_in: &SignedIn, seen: &Seen, facts: &Facts) -> Option<Sign> {
    let is_nobodys = facts.nobody.as_ref().filter(|nobody| nobody.texts == seen.texts);
    if seen.user().is_some() {
        // A text that everybody is shown may stand there until the page knows who is signed in.
        let stands = if is_nobodys.is_some() { PAGE_STANDS.max(facts.slowest * 2) } else { TEXT_STANDS };
        return (facts.is_served() || seen.has_stood(stands)).then_some(Sign::User);
    }
    if seen.is_led_to_idp {
        return (seen.rest.is_quiet || seen.is_over).then_some(Sign::LedToIdp);
    }
    if seen.nobody == Some(true) {
        return seen.has_stood(TEXT_STANDS).then_some(Sign::Nobody);
    }
    if let Some(reason) = seen.place.in_doubt(seen.page.status, facts) {
        return Some(Sign::Unclear(reason));
    }
    match seen.page.status {
        Some(401 | 403) => return Some(Sign::Nobody),
        Some(status @ (429 | 500..)) => return Some(Sign::Unclear(format!("it answered HTTP {status}"))),
        None => return Some(Sign::Unclear("there was no answer".to_owned())),
        Some(_) => {}
    }
    // An element is there, so it is a page, whatever else it shows.
    if seen.texts.is_empty() && is_json(&seen.rest.text) {
        let reason = "it answers JSON, which has no elements; write `json = \"/…\"` in place of `user` under `[signed_in]`, a \
                      pointer to the person in it";
        return Some(Sign::Unclear(reason.to_owned()));
    }
    if seen.page.unsettled.is_some() {
        // That says it already.
        return Some(Sign::Absent);
    }
    let what = what(signed_in);
    if is_nameless(signed_in, seen, facts) {
        let reason = format!("{what} is there, which nobody is shown, and it is empty");
        return Some(Sign::Nameless(reason));
    }
    if !seen.runs_scripts && (seen.rest.has_scripts || signed_in.script.is_some()) {
        let reason = "what it shows is drawn by scripts, or is in a frame, and the http engine has neither; use \
             `--engine browser`, or read the user with `json`";
        return Some(Sign::Unclear(reason.to_owned()));
    }
    if seen.nobody == Some(false) {
        let nobody = signed_in.nobody.as_deref().unwrap_or_default();
        let advice = seen.place.advice();
        let unclear = Sign::Unclear(format!("it shows neither {what} nor `{nobody}`, the sign of nobody; {advice}"));
        return (!seen.may_change() || seen.is_over).then_some(unclear);
    }
    let add = "add what is there when nobody is signed in, as `nobody = \"#login-form\"`, under `[signed_in]`";
    let is_same = facts.nobody.as_ref().is_some_and(|nobody| nobody.plain == seen.plain());
    // A script that drew the user once, in the time that is known, would do it again; but only where nobody is shown a
    // white page, too.
    let is_known = is_same && (facts.served.is_some() || signed_in.script.is_some());
    if seen.rest.is_blank && !is_known {
        let reason = format!("it is a white page, which says nothing; {add}");
        return (!seen.may_change() || seen.is_over).then_some(Sign::Unclear(reason));
    }
    if !seen.texts.is_empty() && is_nobodys.is_none() && !is_same {
        let reason = format!("{what} is there, and empty; {add}");
        return (!seen.may_change() || seen.is_over).then_some(Sign::Unclear(reason));
    }
    // A script that reads who is signed in says nothing of what the page shows.
    let is_whole = (facts.is_served() || !seen.may_change()) && signed_in.script.is_none();
    if is_whole && seen.place.is_nobodys(seen.page.status, &seen.plain().1, facts) {
        return Some(Sign::Absent);
    }
    if is_same {
        return seen.has_stood(PAGE_STANDS.max(facts.slowest * 2)).then_some(Sign::Absent);
    }
    let unclear = Sign::Unclear(seen.place.unlike_nobodys(&what, facts.nobody.as_ref()));
    (is_whole && !seen.may_change() || seen.is_over).then_some(unclear)
}

/// Whether the page is one of a person who has no name: the page that was asked for, with the element in which people are
/// shown and which nobody was shown, empty. Where a script may fill it in, or steps led to it, that says nothing.
fn is_nameless(signed_in: &SignedIn, seen: &Seen, facts: &Facts) -> bool {
    let is_of_people = facts.nobody.as_ref().is_some_and(|nobody| nobody.texts.is_empty()) && !seen.texts.is_empty();
    let is_whole = facts.is_served() || !seen.rest.has_scripts;
    let is_read_at_once = signed_in.script.is_none() && signed_in.steps.is_empty();
    is_of_people && is_whole && is_read_at_once && seen.place.is_answered(seen.page.status)
}

/// Whether a page's text is an object or a list of JSON and nothing else.
fn is_json(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// What is read, in words.
pub(super) fn what(signed_in: &SignedIn) -> String {
    match (&signed_in.script, &signed_in.attribute) {
        (Some(script), _) => format!("a value of `{script}`"),
        (None, Some(attribute)) => format!("`{}` with `{attribute}`", signed_in.user),
        (None, None) => format!("`{}`", signed_in.user),
    }
}

#[cfg(test)]
mod tests;
