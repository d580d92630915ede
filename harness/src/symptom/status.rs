//! An HTTP status in a text: a number of three digits is many other things.

use std::sync::LazyLock;

use regex::Regex;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[45]\d\d").expect("it is a regular expression"));

/// What stands before a number that is none: `room 443`, `port 443`, `line 518`.
const COUNTED_BEFORE: [&str; 19] = [
    "room",
    "port",
    "line",
    "zeile",
    "ligne",
    "zimmer",
    "raum",
    "build",
    "version",
    "ticket",
    "order",
    "no",
    "nr",
    "tenant",
    "extension",
    "ext",
    "case",
    "row",
    "column",
];

/// What stands behind a number that is none: `450 users`.
const COUNTED_BEHIND: [&str; 24] = [
    "users",
    "user",
    "people",
    "persons",
    "employees",
    "colleagues",
    "orders",
    "items",
    "times",
    "days",
    "seconds",
    "minutes",
    "ms",
    "kb",
    "mb",
    "bytes",
    "mitarbeiter",
    "benutzer",
    "sekunden",
    "personnes",
    "utilisateurs",
    "usuarios",
    "eur",
    "usd",
];

/// The first status of an error that stands as one, as `Error 404`, `HTTP/1.1 500`, `status=403` or `403 Forbidden`; not in
/// `port 443`, `AppleWebKit/537.36`, `(555) 010-7788`, `saml.go:518` or `450 users`.
pub fn status_in(text: &str) -> Option<u16> {
    let found = NUMBER.find_iter(text).filter(|found| stands_alone(text, found.start(), found.end()));
    found.filter_map(|found| found.as_str().parse().ok()).find(|status| is_status(*status))
}

fn is_status(status: u16) -> bool {
    matches!(status, 400..=418 | 421..=426 | 428 | 429 | 431 | 440 | 451 | 500..=511 | 520..=527 | 530)
}

fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let (before, behind) = (&text[..start], &text[end..]);
    let word = |letter: char| !letter.is_alphanumeric();
    let last_word = before.trim_end_matches(word).rsplit(word).next().unwrap_or_default().to_lowercase();
    let next_word = behind.trim_start().split(word).next().unwrap_or_default().to_lowercase();
    let names_it = ["status", "code", "http", "error", "statuscode"].contains(&last_word.as_str());
    // A value of JSON has a name, what a person quotes has none: `"size": "404"`.
    let name = before.trim_end_matches('"').trim_end();
    let is_value = name.strip_suffix(':').is_some_and(|name| name.trim_end().ends_with('"'));
    let is_joined_before = match before.chars().next_back() {
        Some(':' | '=') => !names_it,
        Some('"') => is_value && !names_it,
        Some(letter) => letter.is_alphanumeric() || "._-+/#%@&?".contains(letter),
        None => false,
    };
    let mut next = behind.chars();
    let is_joined_behind = match next.next() {
        Some('.' | '-' | ':' | ',' | '/') => next.next().is_some_and(|letter| letter.is_ascii_digit()),
        // An area code: `(404) 555-0199`.
        Some(')') => behind[1..].trim_start().starts_with(|letter: char| letter.is_ascii_digit()),
        Some(letter) => letter.is_alphanumeric() || "_%@".contains(letter),
        None => false,
    };
    let is_counted = COUNTED_BEFORE.contains(&last_word.as_str()) && before.ends_with([' ', '.', ':', '\t'])
        || COUNTED_BEHIND.contains(&next_word.as_str());
    !is_joined_before && !is_joined_behind && !is_counted
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::alone("404", Some(404))]
    #[case::named("Error 404: no such page", Some(404))]
    #[case::before_its_name("403 Forbidden", Some(403))]
    #[case::with_a_colon("HTTP status: 500", Some(500))]
    #[case::of_a_log("{\"status\":403}", Some(403))]
    #[case::of_a_log("code=502 path=/acs", Some(502))]
    #[case::on_the_wire("HTTP/1.1 500 Internal Server Error", Some(500))]
    #[case::on_the_wire("< HTTP/2 404", Some(404))]
    #[case::quoted("I see: \"404 - The page is not there\"", Some(404))]
    #[case::a_value_of_json("{\"size\":\"404\"}", None)]
    #[case::in_a_mail("But the 404 is still there", Some(404))]
    #[case::in_brackets("page introuvable (404).", Some(404))]
    #[case::behind_a_browser("AppleWebKit/537.36\n\nHTTP/1.1 500 Oops", Some(500))]
    #[case::a_number_of_something_else("we have 450 users", None)]
    #[case::a_number_of_people("403 employees cannot log in", None)]
    #[case::a_port("app.example.com:443 and port 443", None)]
    #[case::a_room("My room is room 404", None)]
    #[case::a_telephone("call (404) 555-0199", None)]
    #[case::a_line("saml.go:518: no", None)]
    #[case::a_version("2.404.1 and 10.4.500", None)]
    fn a_status_is_read_where_it_stands_as_one(#[case] text: &str, #[case] expected: Option<u16>) {
        assert_eq!(status_in(text), expected);
    }
}
