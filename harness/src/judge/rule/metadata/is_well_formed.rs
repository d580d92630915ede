use super::evidence_view::MD;
use super::{EvidenceView, Judgement, Rule};

/// Metadata 2: an XML document of the metadata namespace.
pub(super) const RULE: Rule = Rule {
    name: "metadata-is-well-formed",
    demand: "The SP's metadata is well-formed XML with an EntityDescriptor of an SP.",
    rows: &["MD-01"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let found = match view.metadata()? {
        Err(error) => Some(format!("the metadata cannot be read: {error}")),
        Ok(xml) => {
            let root = xml.root_element().tag_name();
            let known =
                root.namespace() == Some(MD) && matches!(root.name(), "EntityDescriptor" | "EntitiesDescriptor");
            match (known, view.entity()) {
                (true, Some(_)) => stray_start(view),
                (true, None) => Some("no EntityDescriptor has an SPSSODescriptor".to_owned()),
                _ => Some(format!("the root is `{}` of `{}`", root.name(), root.namespace().unwrap_or_default())),
            }
        }
    };
    Ok(found.into_iter().collect())
}

/// XML 1.0, production 22: nothing stands before the XML declaration. Consumers that pass white space over are not all.
fn stray_start(view: &EvidenceView<'_>) -> Option<String> {
    let text = view.evidence.sp_metadata.iter().find(|fetch| !fetch.text.is_empty())?.text.as_str();
    let stray = text.trim_start() != text && text.trim_start().starts_with("<?xml");
    stray.then(|| "white space stands before the XML declaration".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{evidence, idle, metadata};
    use super::RULE;

    #[test]
    fn what_is_no_metadata_is_reported() {
        assert!(metadata(RULE, "</md:SPSSODescriptor>", "")[0].starts_with("the metadata cannot be read"));
        assert_eq!(
            metadata(RULE, "SPSSODescriptor", "IDPSSODescriptor"),
            ["no EntityDescriptor has an SPSSODescriptor"]
        );
        let html = metadata(RULE, "urn:oasis:names:tc:SAML:2.0:metadata\"", "http://www.w3.org/1999/xhtml\"");
        assert_eq!(html, ["the root is `EntityDescriptor` of `http://www.w3.org/1999/xhtml`"]);
    }

    #[test]
    fn white_space_before_the_declaration_is_reported_and_read() {
        let declared = "<?xml version=\"1.0\"?><md:EntityDescriptor";
        assert_eq!(metadata(RULE, "<md:EntityDescriptor", declared), [""; 0]);
        let found = metadata(RULE, "<md:EntityDescriptor", &format!("\n{declared}"));
        assert_eq!(found, ["white space stands before the XML declaration"]);
    }

    #[test]
    fn metadata_that_was_not_fetched_is_no_fault() {
        let mut evidence = evidence();
        evidence.sp_metadata.truncate(1);
        evidence.sp_metadata[0].text.clear();
        evidence.sp_metadata[0].status = Some(404);
        assert_eq!(idle(RULE, &evidence), "the SP's metadata could not be fetched: HTTP 404");
        evidence.sp_metadata.clear();
        assert_eq!(idle(RULE, &evidence), "the target names no `metadata_url`");
    }
}
