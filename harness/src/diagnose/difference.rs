//! How two values differ that should be the same.

/// In words, as `a slash at its end`; none when they are the same.
pub(super) fn of(expected: &str, seen: &str) -> Option<&'static str> {
    if expected == seen {
        return None;
    }
    let scheme = |text: &str| text.split_once("://").map(|(scheme, rest)| (scheme.to_lowercase(), rest.to_owned()));
    Some(if seen.trim() == expected.trim() {
        "a blank before or behind it"
    } else if seen.trim_end_matches('/') == expected.trim_end_matches('/') {
        "a slash at the end"
    } else if seen.eq_ignore_ascii_case(expected) {
        "capital and small letters"
    } else if let (Some((one, a)), Some((other, b))) = (scheme(expected), scheme(seen))
        && one != other
        && a == b
    {
        "http and https"
    } else if !seen.is_empty() && expected.starts_with(seen) {
        "its end, which is missing"
    } else if seen.starts_with(expected) {
        "something behind it"
    } else if expected.len() > 8 && strsim::osa_distance(expected, seen) <= 2 {
        "a letter or two"
    } else {
        "all of it"
    })
}

/// A template that makes `seen` of the placeholder for `expected`, where the difference is one that templates can make.
pub(super) fn template(expected: &str, seen: &str, placeholder: &str) -> String {
    match of(expected, seen) {
        Some("a slash at the end") if seen.ends_with('/') => format!("{{{placeholder}}}/"),
        Some("capital and small letters") => format!("{{{placeholder}|upper}}"),
        Some("http and https") => format!("{{{placeholder}|other-scheme}}"),
        Some("a blank before or behind it") => format!("{{{placeholder}}} "),
        Some("its end, which is missing") => format!("{{{placeholder}|without-last-character}}"),
        Some(_) => "https://of-another.example/".to_owned(),
        None => format!("{{{placeholder}}}"),
    }
}
