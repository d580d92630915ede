//! The user in JSON.

use serde_json::Value;

use super::learned::Facts;
use super::place::Place;
use crate::evidence::Sign;

/// The user to whom `pointer` (RFC 6901) leads in `answer`, and by what that was decided. `null`, nothing there, what is
/// empty, `false`, 401 and 403 are nobody.
pub(super) fn user(status: Option<u16>, answer: &str, pointer: &str) -> (Option<String>, Sign) {
    match status {
        Some(401 | 403) => return (None, Sign::Nobody),
        Some(429 | 500..) | None => {
            let status = status.map_or_else(|| "nothing".to_owned(), |status| format!("HTTP {status}"));
            return (None, Sign::Unclear(format!("it answered {status}, where JSON was expected")));
        }
        Some(_) => {}
    }
    let Ok(json) = parsed(answer) else {
        let reason = "it answered no JSON; `json` under `[signed_in]` reads nothing else";
        return (None, Sign::Unclear(reason.to_owned()));
    };
    let user = match json.pointer(pointer) {
        None | Some(Value::Null | Value::Bool(false)) => None,
        Some(Value::String(user)) => Some(user.clone()).filter(|user| !user.trim().is_empty()),
        Some(Value::Object(empty)) if empty.is_empty() => None,
        Some(Value::Array(empty)) if empty.is_empty() => None,
        Some(other) => Some(other.to_string()),
    };
    let sign = if user.is_some() { Sign::User } else { Sign::Nobody };
    (user, sign)
}

/// What keeps another site's page from taking an answer for a script; it stands before the JSON (Gerrit, Google and Facebook
/// write so).
const GUARDS: [&str; 4] = [")]}',", ")]}'", "while(1);", "for(;;);"];

fn parsed(answer: &str) -> serde_json::Result<Value> {
    let answer = answer.trim_start_matches('\u{feff}').trim_start();
    let guard = GUARDS.iter().find(|guard| answer.starts_with(**guard)).map_or(0, |guard| guard.len());
    serde_json::from_str(&answer[guard..])
}

/// The text to which `pointer` leads in `answer`, where it is empty or nothing but white space.
pub(super) fn blank(answer: &str, pointer: &str) -> Option<String> {
    let json = parsed(answer).ok()?;
    json.pointer(pointer)?.as_str().filter(|text| text.trim().is_empty()).map(str::to_owned)
}

/// Whether an answer with an empty text in place of the user is that of a person who has no name: nobody was answered
/// something else.
pub(super) fn is_nameless(place: &Place, status: Option<u16>, facts: &Facts) -> bool {
    place.is_answered(status) && facts.nobody.as_ref().is_some_and(|nobody| nobody.texts.is_empty())
}

/// The `sign` of an answer at `place` that has no user. One that was not asked for says nothing of the user, be it JSON or
/// a page, unless nobody was led there before: the SP may lead whom it has let in to something that must be done first.
pub(super) fn without_user(
    sign: Sign,
    place: &Place,
    status: Option<u16>,
    text: &str,
    pointer: &str,
    facts: &Facts,
) -> Sign {
    if let Some(reason) = place.in_doubt(status, facts) {
        return Sign::Unclear(reason);
    }
    let is_page = sign.unclear().is_some();
    // Limits and failures are no answer at all, and a refusal needs no user.
    let is_refusal = status.is_some_and(|status| status >= 400) && !is_page;
    if status.is_none_or(|status| status >= 429) || is_refusal || place.is_asked && !is_page {
        return sign;
    }
    // Whatever a page says elsewhere than at the JSON's own address, that is not the JSON.
    let is_same = facts.nobody.as_ref().is_some_and(|nobody| nobody.way == place.way);
    let is_known = if place.is_asked { is_same } else { is_same || place.is_login };
    if is_known && place.is_nobodys(status, text, facts) {
        return Sign::Nobody;
    }
    if place.is_asked {
        sign
    } else {
        Sign::Unclear(place.unlike_nobodys(&format!("`{pointer}`"), facts.nobody.as_ref()))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::learned::ToNobody;
    use super::*;

    fn facts(way: &str, text: &str) -> Facts {
        let plain = (String::new(), text.to_owned());
        Facts { nobody: Some(ToNobody { plain, way: way.to_owned(), texts: Vec::new() }), ..Facts::default() }
    }

    /// What is said of an answer that is JSON without a user, or a page, where nobody was led to `/login`.
    fn said(path: &str, status: u16, is_page: bool) -> Sign {
        let is_asked = path == "api/me";
        let url = format!("http://sp/{path}");
        let place = Place { url, way: path.to_owned(), has_opened: true, is_asked, ..Place::default() };
        let sign = if is_page { Sign::Unclear("it answered no JSON".to_owned()) } else { Sign::Nobody };
        without_user(sign, &place, Some(status), "Anything", "/user/email", &facts("login", "Log in"))
    }

    #[test]
    fn what_guards_the_json_is_left_out() {
        for guard in GUARDS.into_iter().chain(["\u{feff}", " \n"]) {
            let answer = format!("{guard}\n{{\"user\": \"e@acme.test\"}}");
            assert_eq!(user(Some(200), &answer, "/user").0.as_deref(), Some("e@acme.test"), "{guard}");
        }
    }

    #[rstest]
    #[case::null("api/me", 200, false)]
    #[case::a_login_page("login", 200, true)]
    #[case::a_login_of_json("login", 200, false)]
    #[case::unauthorised_elsewhere("api/error", 401, false)]
    fn nobody_is_signed_in(#[case] path: &str, #[case] status: u16, #[case] is_page: bool) {
        assert_eq!(said(path, status, is_page), Sign::Nobody);
    }

    #[rstest]
    #[case::terms("terms", 200, true, "[[interruption]]")]
    #[case::terms_of_json("api/terms", 200, false, "[[interruption]]")]
    #[case::a_page_in_its_place("api/me", 200, true, "no JSON")]
    #[case::not_there("api/me", 404, true, "`open`")]
    #[case::not_there_by_json("api/me", 404, false, "`open`")]
    #[case::broken("api/me", 500, true, "no JSON")]
    fn it_cannot_be_told(#[case] path: &str, #[case] status: u16, #[case] is_page: bool, #[case] reason: &str) {
        let said = said(path, status, is_page);
        assert!(said.unclear().is_some_and(|said| said.contains(reason)), "{said:?}");
    }

    #[test]
    fn a_page_at_the_address_itself_is_nobodys_where_nobody_was_shown_it() {
        let place = Place { way: "*".to_owned(), has_opened: true, is_asked: true, ..Place::default() };
        let of = |text: &str| {
            let page = Sign::Unclear("it answered no JSON".to_owned());
            without_user(page, &place, Some(200), text, "/user", &facts("*", "Log in"))
        };
        assert_eq!(of("Log in"), Sign::Nobody);
        assert!(of("Terms").unclear().is_some());
    }

    #[rstest]
    #[case::empty(r#"{"user": {"email": ""}}"#, Some(""))]
    #[case::white_space(r#"{"user": {"email": " \n"}}"#, Some(" \n"))]
    #[case::null(r#"{"user": {"email": null}}"#, None)]
    #[case::somebody(r#"{"user": {"email": "employee@acme.test"}}"#, None)]
    #[case::a_page("<h1>Log in</h1>", None)]
    fn an_empty_text_in_json(#[case] answer: &str, #[case] expected: Option<&str>) {
        assert_eq!(blank(answer, "/user/email").as_deref(), expected);
    }

    #[test]
    fn an_empty_text_is_a_person_without_a_name_only_where_nobody_was_answered_something_else() {
        let place = Place { is_asked: true, ..Place::default() };
        let known = facts("*", "");
        assert!(is_nameless(&place, Some(200), &known));
        assert!(!is_nameless(&place, Some(404), &known));
        assert!(!is_nameless(&Place::default(), Some(200), &known));
        assert!(!is_nameless(&place, Some(200), &Facts::default()));
        let mut as_nobody = known;
        as_nobody.nobody.as_mut().unwrap().texts = vec![String::new()];
        assert!(!is_nameless(&place, Some(200), &as_nobody));
    }

    #[rstest]
    #[case::somebody(200, r#"{"user": {"email": "employee@acme.test "}}"#, Ok(Some("employee@acme.test ")))]
    #[case::null(200, r#"{"user": null}"#, Ok(None))]
    #[case::null_at_the_end(200, r#"{"user": {"email": null}}"#, Ok(None))]
    #[case::absent(200, "{}", Ok(None))]
    #[case::an_empty_text(200, r#"{"user": {"email": ""}}"#, Ok(None))]
    #[case::white_space(200, r#"{"user": {"email": "  \u00a0"}}"#, Ok(None))]
    #[case::an_empty_object(200, r#"{"user": {"email": {}}}"#, Ok(None))]
    #[case::false_(200, r#"{"user": {"email": false}}"#, Ok(None))]
    #[case::a_number(200, r#"{"user": {"email": 42}}"#, Ok(Some("42")))]
    #[case::unauthorised(401, "<h1>no</h1>", Ok(None))]
    #[case::forbidden(403, "", Ok(None))]
    #[case::a_page(200, "<h1>Log in</h1>", Err("it answered no JSON"))]
    #[case::broken(500, r#"{"user": null}"#, Err("it answered HTTP 500"))]
    #[case::too_many(429, r#"{"user": null}"#, Err("it answered HTTP 429"))]
    fn a_user_in_json(#[case] status: u16, #[case] answer: &str, #[case] expected: Result<Option<&str>, &str>) {
        let (found, sign) = user(Some(status), answer, "/user/email");
        match expected {
            Ok(Some(expected)) => assert_eq!((found.as_deref(), sign), (Some(expected), Sign::User)),
            Ok(None) => assert_eq!((found, sign), (None, Sign::Nobody)),
            Err(expected) => assert!(sign.unclear().unwrap().starts_with(expected), "{sign:?}"),
        }
    }
}
