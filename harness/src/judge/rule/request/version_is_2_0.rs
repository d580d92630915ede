use super::{EvidenceView, Judgement, Rule};

/// Core 3.2.1.
pub(super) const RULE: Rule =
    Rule { name: "request-version-is-2-0", demand: "Version is exactly 2.0.", rows: &["REQ-03"], judge };

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_request(|_, root| match root.attribute("Version") {
        Some("2.0") => None,
        Some(other) => Some(format!("Version is `{other}`")),
        None => Some("there is no Version".to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::request;
    use super::RULE;

    #[test]
    fn another_version_or_none_is_reported() {
        assert_eq!(request(RULE, "Version=\"2.0\"", "Version=\"2.1\""), ["Version is `2.1`"]);
        assert_eq!(request(RULE, "Version=\"2.0\"", ""), ["there is no Version"]);
    }
}
