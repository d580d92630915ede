use super::evidence_view::without_query;
use super::failure;
use super::{EvidenceView, Judgement, Rule};

/// Practice: most failures are an administrator's to mend, and the person cannot know.
pub(super) const RULE: Rule = Rule {
    name: "error-page-blames-nobody",
    demand: "The page of a failed login does not tell the person that their password or typing was wrong.",
    rows: &["ERR-10"],
    judge,
};

const BLAME: [&str; 12] = [
    "bad credentials",
    "check your password",
    "incorrect password",
    "invalid credentials",
    "invalid password",
    "wrong password",
    "you entered",
    "you have entered",
    "you mistyped",
    "you typed",
    "your fault",
    "your password",
];

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let page = failure(view)?;
    let said = page.text.to_lowercase();
    let blame = BLAME.iter().find(|words| said.contains(**words));
    Ok(blame.map(|words| format!("the page at {} says \"{words}\"", without_query(&page.url))).into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, refused};
    use super::RULE;

    #[test]
    fn blame_is_reported() {
        assert_eq!(broken(RULE, &refused("Sign-in failed. Ask your administrator.")), [""; 0]);
        let told = ["the page at http://127.0.0.1:34567/acs says \"invalid credentials\""];
        assert_eq!(broken(RULE, &refused("Invalid credentials. Try again.")), told);
    }
}
