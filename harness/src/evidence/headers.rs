//! Headers of an answer.

use std::collections::BTreeMap;

use super::cookies::without_value;

/// The headers of an answer as evidence keeps them, by their names in lower case; one that came more than once has its
/// values in order, between commas. Of a cookie that is set its value is not kept, only the digest that the jar's cookie
/// has, too.
pub fn headers<'a>(answer: impl IntoIterator<Item = (&'a str, String)>) -> BTreeMap<String, String> {
    let mut kept: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in answer {
        let name = name.to_ascii_lowercase();
        // The browser's log has values of one name on lines of their own.
        for value in value.lines() {
            let value = if name == "set-cookie" { without_value(value) } else { value.to_owned() };
            kept.entry(name.clone()).and_modify(|kept| *kept += &format!(", {value}")).or_insert(value);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::digest;

    #[test]
    fn headers_are_kept_but_for_the_values_of_cookies() {
        let answer = [("Vary", "a\nb".to_owned()), ("Set-Cookie", "s=secret; Path=/; HttpOnly".to_owned())];
        let kept = headers(answer);
        assert_eq!(kept["vary"], "a, b");
        assert_eq!(kept["set-cookie"], format!("s=[{}]; Path=/; HttpOnly", digest("secret")));
    }
}
