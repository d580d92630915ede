use roxmltree::{Document, Node};

use super::evidence_view::{DS, shortened};
use super::{EvidenceView, Judgement, Rule};
use crate::sp_metadata::parse;

/// Metadata 4.1. What is made anew for every fetch (ID, validUntil, the signature) may differ.
pub(super) const RULE: Rule = Rule {
    name: "metadata-stable",
    demand: "Two fetches, before and after the login, say the same.",
    rows: &["MD-25"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.metadata()?;
    let fetches: Vec<&str> = view.evidence.sp_metadata.iter().map(|fetch| fetch.text.as_str()).collect();
    let [first, .., last] = fetches.as_slice() else { return Err("the metadata was not fetched twice".to_owned()) };
    if last.is_empty() && !first.is_empty() {
        return Ok(vec!["the metadata was there before the login and not after it".to_owned()]);
    }
    let (Ok(first), Ok(last)) = (parse(first), parse(last)) else {
        let same = first == last;
        return Ok((!same).then(|| "the metadata differs between fetches".to_owned()).into_iter().collect());
    };
    let (first, last) = (lines(&first), lines(&last));
    let difference = first.iter().zip(&last).find(|(one, other)| one != other);
    Ok(match difference {
        Some((one, other)) => vec![format!("`{}` became `{}`", shortened(one), shortened(other))],
        None if first.len() != last.len() => vec![format!("{} nodes became {}", first.len(), last.len())],
        None => Vec::new(),
    })
}

/// One line a node: names, attributes in order, text.
fn lines(xml: &Document<'_>) -> Vec<String> {
    let signed = |node: &Node<'_, '_>| node.ancestors().any(|node| node.has_tag_name((DS, "Signature")));
    let nodes = xml.descendants().filter(|node| !signed(node)).filter_map(|node| {
        if node.is_text() {
            return node.text().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        }
        let fresh = |name: &str| matches!(name, "ID" | "validUntil");
        let mut attributes: Vec<String> = node
            .attributes()
            .filter(|attribute| !fresh(attribute.name()))
            .map(|attribute| format!(" {}={}", attribute.name(), attribute.value()))
            .collect();
        attributes.sort();
        node.is_element().then(|| format!("{}{}", node.tag_name().name(), attributes.concat()))
    });
    nodes.collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, idle};
    use super::RULE;

    #[test]
    fn a_difference_is_reported_and_a_fresh_id_is_none() {
        let after = |from: &str, to: &str| {
            let mut evidence = evidence();
            evidence.sp_metadata[1].text = evidence.sp_metadata[1].text.replace(from, to);
            broken(RULE, &evidence)
        };
        assert_eq!(after("ID=\"_e\"", "ID=\"_f\" validUntil=\"2030-01-01T00:00:00Z\""), [""; 0]);
        let found = after("WantAssertionsSigned=\"true\"", "WantAssertionsSigned=\"false\"");
        assert!(found[0].contains("WantAssertionsSigned=true") && found[0].contains("=false"), "{found:?}");
        assert!(after("<md:NameIDFormat>", "<md:NameIDFormat/><md:NameIDFormat>")[0].contains("became"));
        assert_eq!(after(">Acme<", ">Globex<"), ["`Acme` became `Globex`"]);
        let more = after("</md:EntityDescriptor>", "<md:ContactPerson/></md:EntityDescriptor>");
        assert!(more[0].contains(" nodes became "), "{more:?}");
        let mut evidence = evidence();
        evidence.sp_metadata.truncate(1);
        assert_eq!(idle(RULE, &evidence), "the metadata was not fetched twice");
    }

    #[test]
    fn what_cannot_be_read_is_compared_as_it_is() {
        let fetched = |first: &str, last: &str| {
            let mut evidence = evidence();
            evidence.sp_metadata[0].text = first.to_owned();
            evidence.sp_metadata[1].text = last.to_owned();
            broken(RULE, &evidence)
        };
        assert_eq!(fetched("<a", "<a"), [""; 0]);
        assert_eq!(fetched("<a", "<b"), ["the metadata differs between fetches"]);
        assert_eq!(fetched("<a", ""), ["the metadata was there before the login and not after it"]);
        assert_eq!(fetched("", "<a"), ["the metadata differs between fetches"]);
    }
}
