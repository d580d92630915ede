//! Where a person lands after sign-in.

/// Where everybody lands who asked for nothing else.
pub const HOME: &str = "/me";

/// The path, if it stays on this site: it starts with one slash, and holds no backslash or control character,
/// which browsers read as `//host`. Letters outside ASCII and blanks are percent-encoded for the header.
pub fn same_origin(path: &str) -> Option<String> {
    let safe = path.starts_with('/')
        && !path.starts_with("//")
        && !path.chars().any(|letter| letter == '\\' || letter.is_control());
    if !safe {
        return None;
    }
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_graphic() {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    Some(encoded)
}

#[cfg(test)]
mod tests {
    use super::same_origin;

    #[rstest::rstest]
    #[case("/orders/7?a=b&c=%20d", Some("/orders/7?a=b&c=%20d"))]
    #[case("/orders/ü x", Some("/orders/%C3%BC%20x"))]
    #[case("//evil.test/", None)]
    #[case("/\\evil.test", None)]
    #[case("/\t/evil.test", None)]
    #[case("https://evil.test/", None)]
    #[case("javascript:alert(1)", None)]
    #[case("", None)]
    fn only_paths_of_this_site(#[case] path: &str, #[case] landing: Option<&str>) {
        assert_eq!(same_origin(path).as_deref(), landing);
    }
}
