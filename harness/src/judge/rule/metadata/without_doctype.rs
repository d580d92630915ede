use super::{EvidenceView, Judgement, Rule};

/// Implementation profile (IIP-G03) and SAML2Int (SDP-G03).
pub(super) const RULE: Rule =
    Rule { name: "metadata-without-doctype", demand: "The SP's metadata has no DTD.", rows: &["MD-01"], judge };

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.metadata()?;
    let declared = view.evidence.sp_metadata.iter().any(|fetch| fetch.text.contains("<!DOCTYPE"));
    Ok(declared.then(|| "the metadata has a DTD".to_owned()).into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::super::sample::metadata;
    use super::RULE;

    #[test]
    fn a_dtd_is_reported() {
        let found = metadata(RULE, "<md:EntityDescriptor", "<!DOCTYPE x><md:EntityDescriptor");
        assert_eq!(found, ["the metadata has a DTD"]);
    }
}
