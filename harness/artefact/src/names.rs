//! Names of people in what customers write: heads of mails, ends of letters, fields of logs, and addresses that are made of names.

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;

/// `From: Anna Berg <anna@...>`, also quoted, and with the family name first.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?im)^[\s>|*]*(?:from|to|cc|bcc|reply-to|sender|von|an|de|para|à|assignee|reporter|requester)\s*:\*?\s*"?([^<"\r\n@:]{3,60}?)"?\s*<"#,
    )
});
/// `Am 23.11. schrieb Anna Berg <anna@...>`, `Anna Berg <anna@...> wrote`.
static WROTE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){1,3}) ?[<(][^<>()\s]+@[^<>()\s]+[>)]"));
/// The words before a name at the end of a letter.
static END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?m)^[\s>|]*(?i:(?:(?:best|kind|warm|many) )?(?:regards|wishes|greetings)|best|cheers|thanks(?: a lot| in advance)?|thank you|thx|sincerely|yours",
        r"|(?:(?:viele|beste|liebe|freundliche|mit (?:besten|freundlichen|vielen)) )?(?:grüße|grüßen|grüsse|grüssen|gruß|gruss)|mfg|vg|lg|danke(?: und gruß)?",
        r"|cordialement|bien à vous|salutations|merci(?: d'avance)?|un saludo|saludos(?: cordiales)?|gracias|atentamente",
        r"|groeten|met vriendelijke groet(?:en)?|hilsen|hälsningar|mvh|cordiali saluti|saluti|grazie)",
        r"[^\S\r\n]*[,.!-]*[^\S\r\n]*(?:\r?\n[\s>|]*)?(\p{Lu}[\p{L}'’-]+(?:[^\S\r\n]+\p{Lu}[\p{L}'’.-]*){0,3})[^\S\r\n]*(?:[,|(<\r\n]|\z)"
    ))
});
/// What logs and exports of chats call a person.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?i)"(?:display_?name|real_?name|full_?name|first_?name|last_?name|given_?name|family_?name|firstname|lastname|sn|username_display)\\?"\s*:\s*\\?"([^"\\]{2,60})"#,
    )
});
/// `Herr Zöllner`, `Mrs Berg`.
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:Mr|Mrs|Ms|Dr|Herr|Herrn|Frau|Mme|Madame|Monsieur|Sr|Sra|Señor|Señora|Dhr|Mevr)\.?[^\S\r\n]+(\p{Lu}[\p{L}'’-]+(?:[^\S\r\n]\p{Lu}[\p{L}'’-]+){0,2})",
    )
});
static MAIL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b([a-z][a-z._-]*)@[a-z0-9][a-z0-9.-]*\.[a-z]{2,}"));

/// Words that stand where names do and are none.
const NO_NAMES: &str = "admin administrator support service team help helpdesk info office contact sales security noreply reply \
    mailer daemon user users customer customers test login company saml single sign signon sso jumpcloud okta entra microsoft azure \
    google workspace keycloak onelogin ping auth0 duo cyberark adfs chrome firefox safari edge identity provider issuer metadata \
    application account employee nobody somebody anybody person mail post hello everybody all dear it engineering platform operations \
    department the our your this that with from and for not what when where sent subject date error server browser page \
    finance orders accounts billing group gmbh inc ltd corp";

/// How many names of one text are looked for.
const MOST: usize = 500;

/// Names, whole and in their parts, as they are written.
pub(crate) fn find(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for rule in [&*HEAD, &*WROTE, &*END, &*FIELD, &*TITLE] {
        for found in rule.captures_iter(text).take(MOST) {
            let whole = found[1].trim();
            let parts: Vec<&str> = whole.split([' ', ',', '\t']).filter(|part| is_name(part)).collect();
            if parts.len() > 1 {
                names.push(whole.to_owned());
            }
            names.extend(parts.into_iter().map(str::to_owned));
        }
    }
    names.extend(of_addresses(text));
    names
}

/// `anna.berg@acme.example` names somebody.
pub(crate) fn of_addresses(text: &str) -> Vec<String> {
    let all = MAIL.captures_iter(text).take(MOST).filter(|found| found[1].contains(['.', '_', '-']));
    let parts: Vec<String> =
        all.flat_map(|found| found[1].split(['.', '_', '-']).map(str::to_owned).collect::<Vec<_>>()).collect();
    parts.into_iter().filter(|part| part.len() > 3 && is_name(part)).collect()
}

/// Whether a word may be a name; shorter ones would take letters out of other words.
fn is_name(word: &str) -> bool {
    let low = word.to_lowercase();
    word.chars().count() > 2
        && word.chars().all(|letter| letter.is_alphabetic() || "'’-".contains(letter))
        && !NO_NAMES.split_whitespace().any(|known| known == low)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::find;

    #[rstest]
    #[case("From: \"Berg, Anna\" <a@x.example>", "Berg")]
    #[case("> > Von: Anna Berg <a@x.example>", "Anna Berg")]
    #[case("Am Montag schrieb Anna Berg <a@x.example>:", "Anna Berg")]
    #[case("It fails.\n\nBest regards,\nAnna Berg\nIT", "Anna Berg")]
    #[case("Merci, Solène Quéméner", "Quéméner")]
    #[case("Un saludo,\nUnai Zabaleta", "Zabaleta")]
    #[case(r#""displayName": "Torben Lie","#, "Torben")]
    #[case("Ist das bei euch? Herr Ruprecht Zöllner", "Zöllner")]
    #[case("anna.berg@x.example cannot log in", "anna")]
    fn people_are_found(#[case] text: &str, #[case] name: &str) {
        assert!(find(text).iter().any(|one| one == name), "{:?}", find(text));
    }

    #[rstest]
    #[case("Thanks, JumpCloud support")]
    #[case("To: Support Team <support@x.example>")]
    #[case("The login of the company fails. Best, IT")]
    fn what_is_no_name_is_left(#[case] text: &str) {
        assert_eq!(find(text), Vec::<String>::new());
    }
}
