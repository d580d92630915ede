use super::evidence_view::{shortened, without_query};
use super::failure;
use super::{EvidenceView, Judgement, Rule};

/// SAML2Int (SDP-SP11).
pub(super) const RULE: Rule = Rule {
    name: "error-page-says-so",
    demand: "A failed login is said: the page is not just another page again without a word.",
    rows: &["ERR-01"],
    judge,
};

/// Words by which a page says that something did not work.
const WORDS: [&str; 26] = [
    "cannot",
    "can't",
    "could not",
    "couldn't",
    "denied",
    "error",
    "expired",
    "fail",
    "forbidden",
    "invalid",
    "mismatch",
    "missing",
    "no account",
    "not allowed",
    "not authorized",
    "not found",
    "not permitted",
    "not signed",
    "not valid",
    "problem",
    "refused",
    "reject",
    "sorry",
    "unable",
    "unauthorized",
    "went wrong",
];

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let page = failure(view)?;
    let said = format!("{}\n{}", page.title, page.text).to_lowercase().replace('\u{2019}', "'");
    let speaks = WORDS.iter().any(|word| said.contains(word)) || page.status.is_some_and(|status| status >= 400);
    let told = || {
        format!(
            "the page at {} does not say that the login failed: `{}`",
            without_query(&page.url),
            shortened(&page.text)
        )
    };
    Ok((!speaks).then(told).into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, refused};
    use super::RULE;

    #[test]
    fn the_start_page_again_is_reported() {
        let mut home = refused("Welcome to Acme. Sign in");
        home.steps[2].page.status = Some(200);
        let told =
            "the page at http://127.0.0.1:34567/acs does not say that the login failed: `Welcome to Acme. Sign in`";
        assert_eq!(broken(RULE, &home), [told]);
        home.steps[2].page.text = "The sign-in couldn’t be completed".to_owned();
        assert_eq!(broken(RULE, &home), [""; 0]);
        assert_eq!(broken(RULE, &refused("Seite nicht da")), [""; 0], "HTTP 404 says it, too");
    }
}
