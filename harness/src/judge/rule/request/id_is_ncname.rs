use super::evidence_view::is_nc_name;
use super::{EvidenceView, Judgement, Rule};

/// Core 1.3.4: identifiers are of the type xs:ID.
pub(super) const RULE: Rule = Rule {
    name: "request-id-is-ncname",
    demand: "Every AuthnRequest has an ID that is an NCName.",
    rows: &["REQ-01"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_request(|_, root| match root.attribute("ID") {
        None => Some("an AuthnRequest has no ID".to_owned()),
        Some(id) if is_nc_name(id) => None,
        Some(id) => Some(format!("the ID `{id}` is no NCName")),
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::request;
    use super::RULE;

    #[test]
    fn a_digit_must_not_come_first() {
        assert_eq!(request(RULE, "ID=\"_", "ID=\"1"), ["the ID `15f0c8a1b2c3d4e5f60718293a4b5c6d7` is no NCName"]);
        assert_eq!(request(RULE, " ID=", " Id="), ["an AuthnRequest has no ID"]);
    }
}
