use super::beyond_idp;
use super::evidence_view::{each_once, without_query};
use super::html::{parse, scripts};
use super::{EvidenceView, Judgement, Rule};

/// OWASP, Cross Site Scripting; SAML2 E90 for RelayState.
pub(super) const RULE: Rule = Rule {
    name: "no-script-ran",
    demand: "No page's title holds `harness-ran`, and no script or handler in a page's source does.",
    rows: &["RSP-26", "FLO-09", "FLO-10", "ATK-45"],
    judge,
};

/// What the messages' scripts write into the title.
const MARKER: &str = "harness-ran";

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let ran = view.pages().into_iter().filter(|page| page.title.contains(MARKER));
    let ran = ran.map(|page| format!("a script of the message ran at {}", without_query(&page.url)));
    let sources = beyond_idp(view).unwrap_or_default();
    let live =
        sources.into_iter().filter(|(_, html)| scripts(&parse(html)).iter().any(|script| script.contains(MARKER)));
    let live = live.map(|(url, _)| format!("the page at {} has a script of the message in it", without_query(url)));
    Ok(each_once(ran.chain(live).collect()))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence};
    use super::RULE;

    #[test]
    fn a_script_is_reported_by_what_it_did_and_by_its_source() {
        let mut evidence = evidence();
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        evidence.steps[2].page.html =
            Some("<p>&lt;script&gt;document.title='harness-ran'&lt;/script&gt;</p>".to_owned());
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        evidence.steps[2].page.html = Some("<img src=x onerror=\"document.title='harness-ran'\">".to_owned());
        let source = "the page at http://127.0.0.1:34567/acs has a script of the message in it";
        assert_eq!(broken(RULE, &evidence), [source]);
        evidence.steps[2].page.title = "harness-ran".to_owned();
        assert_eq!(broken(RULE, &evidence), ["a script of the message ran at http://127.0.0.1:34567/acs", source]);
    }
}
