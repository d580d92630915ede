//! Who needs an account at the SP before anybody logs in.

use super::{CONTROL_PERSONA, Case, VICTIM};
use crate::fixture;

/// Belongs to no company: whoever has them log in wants to see what the SP does with a person whom it does not know.
const STRANGER: &str = "mallory";

/// The personas that `cases` are about, and the one of their controls: whoever logs in there, and whoever a message speaks
/// of. An SP that makes no accounts by itself refuses a forged victim whom it does not know, whatever else it believes; and
/// an attack may come to the victim without naming them.
pub fn accounts<'c>(cases: impl IntoIterator<Item = &'c Case>) -> Vec<&'static str> {
    let cases: Vec<&Case> = cases.into_iter().collect();
    let is_attacked = cases.iter().any(|case| case.attacker.is_some());
    // Whoever is to be unknown must not be made known.
    if cases.iter().all(|case| case.mail_domain.is_some()) {
        return Vec::new();
    }
    let texts: Vec<String> =
        cases.into_iter().map(|case| serde_json::to_string(case).expect("cases are kept as JSON")).collect();
    let named = |persona: &str| {
        let whole = format!("\"{persona}\"");
        let placeholders = ["", fixture::SECOND].map(|company| format!("{{{company}{persona}."));
        let mentions = |text: &String| text.contains(&whole) || placeholders.iter().any(|name| text.contains(name));
        texts.iter().any(mentions)
    };
    let is_there = |persona: &str| persona == CONTROL_PERSONA || persona == VICTIM && is_attacked || named(persona);
    fixture::persona_names().filter(|persona| *persona != STRANGER && is_there(persona)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::OutcomeKind;
    use crate::sample::case;
    use crate::scenario::Attacker;

    #[test]
    fn whoever_logs_in_or_is_spoken_of_needs_an_account() {
        let mut attack = Case { attacker: None, ..case("attack/a", OutcomeKind::Refused) };
        assert_eq!(accounts([&attack]), ["employee"]);
        let steps = r#"[{"step": "replace", "node": "NameID", "find": "{user.email}", "with": "{victim.email}"}]"#;
        attack.recipe = serde_json::from_str(steps).unwrap();
        let mut login = case("login/b", OutcomeKind::SignedIn);
        login.flow.user = "colleague".to_owned();
        assert_eq!(accounts([&attack, &login]), ["employee", "colleague", "victim"]);
        let steps = r#"[{"step": "set", "node": "NameID", "text": "{second.victim.email}"}]"#;
        attack.recipe = serde_json::from_str(steps).unwrap();
        assert_eq!(accounts([&attack]), ["employee", "victim"]);
        login.flow.user = "mallory".to_owned();
        assert_eq!(accounts([&login]), ["employee"], "the SP must not know them");
        let namesake = Case { attacker: Some(Attacker::Held), ..case("attack/namesake", OutcomeKind::Refused) };
        assert_eq!(accounts([&namesake]), ["employee", "victim"]);
    }
}
