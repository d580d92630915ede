use super::evidence_view::without_query;
use super::failure;
use super::html::{elements, parse, says};
use super::{EvidenceView, Judgement, Rule};

/// Practice: somebody who cannot go on calls support.
pub(super) const RULE: Rule = Rule {
    name: "error-page-offers-a-way-on",
    demand: "The page of a failed login has a link or a button.",
    rows: &["ERR-03"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let page = failure(view)?;
    let html = page.html.as_deref().ok_or("the page's source was not recorded")?;
    let leads_on = elements(&parse(html)).any(|element| match element.value().name() {
        "a" => element.attr("href").is_some_and(|to| !to.is_empty()),
        "button" => true,
        "input" => says(element, "type", &["submit", "button", "image"]),
        _ => false,
    });
    let told = || format!("the page at {} has no link and no button", without_query(&page.url));
    Ok((!leads_on).then(told).into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, idle, refused};
    use super::RULE;

    #[test]
    fn a_dead_end_is_reported() {
        let mut evidence = refused("Not found");
        let mut with = |html: &str| {
            evidence.steps[2].page.html = Some(html.to_owned());
            broken(RULE, &evidence)
        };
        assert_eq!(
            with("<h1>404</h1><a name=top></a>"),
            ["the page at http://127.0.0.1:34567/acs has no link and no button"]
        );
        assert_eq!(with("<h1>404</h1><a href='/'>Home</a>"), [""; 0]);
        assert_eq!(with("<form><button>Again</button></form>"), [""; 0]);
        assert_eq!(with("<form><input type=submit></form>"), [""; 0]);
        assert_eq!(with("<form><input type=text></form>").len(), 1);
        assert_eq!(idle(RULE, &refused("Not found")), "the page's source was not recorded");
    }
}
