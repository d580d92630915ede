use super::evidence_view::each_once;
use super::{EvidenceView, Judgement, Rule};

/// Metadata 4.1.1 and its registration of the media type.
pub(super) const RULE: Rule = Rule {
    name: "metadata-served-as-xml",
    demand: "The metadata is served as application/samlmetadata+xml or another XML media type.",
    rows: &["MD-25"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.metadata()?;
    let fetches = view.evidence.sp_metadata.iter().filter(|fetch| !fetch.text.is_empty());
    let wrong = fetches.filter_map(|fetch| {
        let kind = fetch.content_type.as_deref().unwrap_or_default();
        let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let is_xml = essence.ends_with("/xml") || essence.ends_with("+xml");
        (!is_xml).then(|| format!("the metadata is served as `{kind}`"))
    });
    Ok(each_once(wrong.collect()))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence};
    use super::RULE;

    #[test]
    fn html_is_reported_and_any_xml_does() {
        let of = |kind: &str| {
            let mut evidence = evidence();
            evidence.sp_metadata[0].content_type = Some(kind.to_owned());
            broken(RULE, &evidence)
        };
        assert_eq!(of("text/html; charset=utf-8"), ["the metadata is served as `text/html; charset=utf-8`"]);
        assert_eq!(of("text/xml;charset=utf-8"), [""; 0]);
        assert_eq!(of("application/samlmetadata+xml"), [""; 0]);
    }
}
