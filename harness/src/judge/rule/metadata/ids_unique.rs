use super::evidence_view::{each_once, is_nc_name};
use super::{EvidenceView, Judgement, Rule};

/// Core 1.3.4 and XML's own rules for IDs.
pub(super) const RULE: Rule = Rule {
    name: "metadata-ids-unique",
    demand: "ID attributes of the metadata are NCNames and unique.",
    rows: &["MD-26"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let Ok(xml) = view.metadata()? else { return view.each_entity(|_| None) };
    let ids: Vec<&str> = xml.descendants().filter_map(|node| node.attribute("ID")).collect();
    if ids.is_empty() {
        return Err("there is no ID".to_owned());
    }
    let wrong = ids.iter().filter(|id| !is_nc_name(id)).map(|id| format!("the ID `{id}` is no NCName"));
    let twice =
        ids.iter().enumerate().filter(|(position, id)| ids.iter().take(*position).any(|earlier| earlier == *id));
    Ok(each_once(wrong.chain(twice.map(|(_, id)| format!("two elements have the ID `{id}`"))).collect()))
}

#[cfg(test)]
mod tests {
    use super::super::sample::metadata;
    use super::RULE;

    #[test]
    fn twins_and_wrong_names_are_told() {
        assert_eq!(
            metadata(RULE, "<md:Organization>", "<md:Organization ID=\"_e\">"),
            ["two elements have the ID `_e`"]
        );
        assert_eq!(metadata(RULE, "ID=\"_e\"", "ID=\"1:e\""), ["the ID `1:e` is no NCName"]);
    }
}
