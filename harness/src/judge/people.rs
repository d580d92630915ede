//! Who is who: what a page says of the person who is signed in, held against e-mail addresses.

use crate::evidence::{CaseEvidence, Surroundings};

/// Whether `shown`, the text of the target's `signed_in.user` element, names `email`: as the whole text or as a word
/// of it (`Erin Employee <employee@acme.test>`). Upper and lower case are the same person: SPs fold addresses.
pub fn same_person(shown: &str, email: &str) -> bool {
    let words = shown.split(|c: char| c.is_whitespace() || "<>()[]\"',;".contains(c));
    std::iter::once(shown.trim()).chain(words).any(|word| word.eq_ignore_ascii_case(email))
}

/// E-mails of the people for whom the IdP issued an assertion in this case.
pub(super) fn vouched(evidence: &CaseEvidence) -> Vec<&str> {
    let issued = evidence.idp_events.iter().filter(|event| event.sso_token_success);
    let mut people: Vec<&str> = issued.map(|event| event.user.as_str()).collect();
    people.dedup();
    people
}

/// The e-mail of a persona; an address stands for itself.
pub(super) fn email(persona: &str, surroundings: &Surroundings) -> Option<String> {
    if persona.contains('@') {
        return Some(persona.to_owned());
    }
    surroundings.personas.get(persona).cloned()
}

/// A demand's text with its placeholders for people and addresses filled in; `user` is the flow's persona.
pub(super) fn fill(template: &str, user: &str, surroundings: &Surroundings) -> String {
    let mut text = template.replace("{sp.base_url}", surroundings.sp_base_url.trim_end_matches('/'));
    if let Some(email) = email(user, surroundings) {
        text = text.replace("{user.email}", &email);
    }
    for (persona, email) in &surroundings.personas {
        text = text.replace(&format!("{{{persona}.email}}"), email);
    }
    text
}
