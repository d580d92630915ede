use super::beyond_idp;
use super::evidence_view::{each_once, without_query};
use super::html::{elements, parse};
use super::{EvidenceView, Judgement, Rule};

/// OWASP, Cross Site Scripting: what came from outside is text, whoever signed it.
pub(super) const RULE: Rule = Rule {
    name: "markup-escaped",
    demand: "No page has an element `harness-marker`, which only the messages of the case bring along.",
    rows: &["RSP-26", "FLO-10", "ATK-45"],
    judge,
};

/// The element's name.
const MARKER: &str = "harness-marker";

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let sources: Vec<_> = beyond_idp(view)?;
    let marked =
        sources.into_iter().filter(|(_, html)| elements(&parse(html)).any(|element| element.value().name() == MARKER));
    Ok(each_once(
        marked.map(|(url, _)| format!("the page at {} has an element <{MARKER}>", without_query(url))).collect(),
    ))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence};
    use super::RULE;

    #[test]
    fn an_element_is_reported_and_escaped_text_is_not() {
        let mut evidence = evidence();
        let mut with = |html: &str| {
            evidence.steps[2].page.html = Some(html.to_owned());
            broken(RULE, &evidence)
        };
        assert_eq!(with("<p>&lt;harness-marker&gt;</p><input value='<harness-marker>'>"), [""; 0]);
        let told = ["the page at http://127.0.0.1:34567/acs has an element <harness-marker>"];
        assert_eq!(with("<p><harness-marker></harness-marker></p>"), told);
        assert_eq!(with("<input value=\"\"><harness-marker>\">"), told);
    }
}
