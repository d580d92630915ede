use super::evidence_view::{each_once, without_query};
use super::html::{elements, parse, says};
use super::{EvidenceView, Judgement, Rule};
use crate::judge::at_idp;

/// Practice: a person of a company with SSO has no password here, and types the company's if asked.
pub(super) const RULE: Rule = Rule {
    name: "no-password-asked",
    demand: "No page of the SP asks the person for a password.",
    rows: &["FLO-28"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let pages: Vec<_> = view.pages().into_iter().filter(|page| !at_idp(&page.url, view.surroundings())).collect();
    if pages.iter().all(|page| page.html.is_none()) {
        return Err("the pages' sources were not recorded".to_owned());
    }
    let asking = pages.into_iter().filter(|page| {
        let Some(page) = page.html.as_deref().map(parse) else { return false };
        elements(&page).any(|field| field.value().name() == "input" && says(field, "type", &["password"]))
    });
    Ok(each_once(asking.map(|page| format!("the page at {} asks for a password", without_query(&page.url))).collect()))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence};
    use super::RULE;

    #[test]
    fn a_password_field_is_reported() {
        let mut evidence = evidence();
        evidence.steps[0].page.html = Some("<input type=email>".to_owned());
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        evidence.steps[0].page.html = Some("<input type='Password'>".to_owned());
        let told = ["the page at http://127.0.0.1:34567/company-login asks for a password"];
        assert_eq!(broken(RULE, &evidence), told);
    }
}
