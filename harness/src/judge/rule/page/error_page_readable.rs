use super::evidence_view::{shortened, without_query};
use super::failure;
use super::{EvidenceView, Judgement, Rule};

/// SAML2Int (SDP-SP11): a person whose login failed is told so on a page.
pub(super) const RULE: Rule = Rule {
    name: "error-page-readable",
    demand: "A failed login ends on a page that says something: not blank, and none of the browser's own.",
    rows: &["ERR-01", "RSP-24", "RSP-25"],
    judge,
};

/// Letters and digits that a sentence has at least.
const SENTENCE: usize = 10;

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let page = failure(view)?;
    let letters = page.text.chars().filter(|c| c.is_alphanumeric()).count();
    let own = ["chrome-error:", "about:"].iter().any(|scheme| page.url.starts_with(scheme));
    let found = match () {
        () if own => Some(format!("the browser shows a page of its own: `{}`", shortened(&page.text))),
        () if letters == 0 => Some(format!("the page at {} is blank", without_query(&page.url))),
        () if letters < SENTENCE => Some(format!("the page says `{}` and no more", page.text.trim())),
        () => None,
    };
    Ok(found.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, idle, refused};
    use super::RULE;

    #[test]
    fn blank_and_terse_pages_are_told() {
        assert_eq!(broken(RULE, &refused("Sign-in failed.")), [""; 0]);
        assert_eq!(broken(RULE, &refused("Try it later")), [""; 0], "ten letters");
        assert_eq!(broken(RULE, &refused(" \n")), ["the page at http://127.0.0.1:34567/acs is blank"]);
        assert_eq!(broken(RULE, &refused("Oops")), ["the page says `Oops` and no more"]);
        let mut dead = refused("This site can’t be reached");
        dead.steps[2].page.url = "chrome-error://chromewebdata/".to_owned();
        assert!(broken(RULE, &dead)[0].starts_with("the browser shows a page of its own"));
        assert_eq!(idle(RULE, &evidence()), "somebody is signed in: no login failed");
    }
}
