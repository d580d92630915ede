//! Addresses as short as a reader needs them.

/// Parameters whose values are messages, signatures, or shown with the message (bindings/3.4.4.1).
const BY_NAME: [&str; 6] = ["SAMLRequest", "SAMLResponse", "SAMLEncoding", "RelayState", "SigAlg", "Signature"];

/// Longer values of other parameters are left out, too: what is in them is a message or another address.
const LONGEST: usize = 40;

/// `text` with parameters of the queries in it by name alone, where their values are long or a message.
pub(super) fn of_text(text: &str) -> String {
    text.split_inclusive([' ', '\n']).map(of_word).collect()
}

fn of_word(word: &str) -> String {
    let end = word.find([' ', '\n', ')', ',']).unwrap_or(word.len());
    let (url, rest) = word.split_at(end);
    let Some((address, query)) = url.split_once('?') else { return word.to_owned() };
    let (query, fragment) = query.split_once('#').map_or((query, String::new()), |(q, f)| (q, format!("#{f}")));
    let parameters: Vec<&str> = query.split('&').map(parameter).collect();
    format!("{address}?{}{fragment}{rest}", parameters.join("&"))
}

fn parameter(text: &str) -> &str {
    match text.split_once('=') {
        Some((name, value)) if BY_NAME.contains(&name) || value.chars().count() > LONGEST => name,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::of_text;

    #[test]
    fn messages_and_what_is_long_are_named() {
        let long = "x".repeat(41);
        for (before, after) in [
            (
                "GET <idp>/sso?SAMLRequest=[saml]&RelayState=/x&SigAlg=y -> 303\n",
                "GET <idp>/sso?SAMLRequest&RelayState&SigAlg -> 303\n",
            ),
            (&format!("GET <sp>/a?next={long}&page=2#top -> 200"), "GET <sp>/a?next&page=2#top -> 200"),
            ("200 Title? of it (<sp>/me?a=1)", "200 Title? of it (<sp>/me?a=1)"),
            ("no address", "no address"),
        ] {
            assert_eq!(of_text(before), after);
        }
    }
}
