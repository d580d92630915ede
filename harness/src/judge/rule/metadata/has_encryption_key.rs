use super::super::keys::published;
use super::{EvidenceView, Judgement, Rule};

/// SAML2Int (SDP-MD08); a key without use serves both purposes (metadata 2.4.1.1, E62).
pub(super) const RULE: Rule = Rule {
    name: "metadata-has-encryption-key",
    demand: "A key is published that may be used for encryption.",
    rows: &["MD-10", "MD-12"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_entity(|entity| {
        let usable = published(entity)
            .into_iter()
            .any(|key| key.certificate.is_ok() && key.purpose.as_deref() != Some("signing"));
        (!usable).then(|| "no key for encryption is published".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::metadata;
    use super::RULE;

    #[test]
    fn keys_for_signing_only_are_told() {
        let found = metadata(RULE, "use=\"encryption\"", "use=\"signing\"");
        assert_eq!(found, ["no key for encryption is published"]);
        assert_eq!(metadata(RULE, " use=\"encryption\"", ""), [""; 0]);
    }
}
