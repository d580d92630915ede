use super::evidence_view::shortened;
use super::{EvidenceView, Judgement, Rule};

/// Practice: an administrator who mends the IdP's settings has only the page to go by.
pub(super) const RULE: Rule = Rule {
    name: "failures-told-apart",
    demand: "Failures of different causes in one case end on pages that differ.",
    rows: &["ERR-06"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let posts = view.login().filter(|step| step.documents.iter().any(|document| view.is_acs_post(document)));
    let pages: Vec<String> = posts.map(|step| words(&step.page.text)).collect();
    if view.is_signed_in() || pages.len() < 2 {
        return Err("there are not two failures to compare".to_owned());
    }
    let same = pages.iter().enumerate().find(|(index, page)| pages.iter().take(*index).any(|earlier| earlier == *page));
    Ok(same.map(|(_, page)| format!("two failures end on the same page: `{}`", shortened(page))).into_iter().collect())
}

/// The text without numbers, which may be times and references.
fn words(text: &str) -> String {
    let words = text.split_whitespace().filter(|word| !word.contains(|c: char| c.is_ascii_digit()));
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, idle, refused};
    use super::RULE;

    #[test]
    fn the_same_words_with_another_number_are_the_same() {
        let mut evidence = refused("The audience is wrong. Reference 17a");
        assert_eq!(idle(RULE, &evidence), "there are not two failures to compare");
        let mut again = evidence.steps[2].clone();
        again.page.text = "The audience is wrong. Reference 18b".to_owned();
        evidence.steps.push(again);
        assert_eq!(broken(RULE, &evidence), ["two failures end on the same page: `The audience is wrong. Reference`"]);
        evidence.steps[3].page.text = "The response was used before. Reference 18b".to_owned();
        assert_eq!(broken(RULE, &evidence), [""; 0]);
    }
}
