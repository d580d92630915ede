//! The user in JSON.

use serde_json::Value;

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
    let Ok(json) = serde_json::from_str::<Value>(answer) else {
        let reason = "it answered no JSON; `json` under `[signed_in]` reads nothing else";
        return (None, Sign::Unclear(reason.to_owned()));
    };
    let user = match json.pointer(pointer) {
        None | Some(Value::Null | Value::Bool(false)) => None,
        Some(Value::String(user)) => Some(user.clone()).filter(|user| !user.is_empty()),
        Some(Value::Object(empty)) if empty.is_empty() => None,
        Some(Value::Array(empty)) if empty.is_empty() => None,
        Some(other) => Some(other.to_string()),
    };
    let sign = if user.is_some() { Sign::User } else { Sign::Nobody };
    (user, sign)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::somebody(200, r#"{"user": {"email": "employee@acme.test "}}"#, Ok(Some("employee@acme.test ")))]
    #[case::null(200, r#"{"user": null}"#, Ok(None))]
    #[case::null_at_the_end(200, r#"{"user": {"email": null}}"#, Ok(None))]
    #[case::absent(200, "{}", Ok(None))]
    #[case::an_empty_text(200, r#"{"user": {"email": ""}}"#, Ok(None))]
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
