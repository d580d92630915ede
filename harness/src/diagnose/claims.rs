//! What people write beside error sentences: what they say is in order, that it works by now, where it ended, and whom it hits.

use std::sync::LazyLock;

use regex::Regex;

use super::customer::Place;

fn pattern(text: &str) -> Regex {
    Regex::new(&format!("(?i){text}")).expect("a pattern of ours is a pattern")
}

/// Where a statement ends, and another one begins.
static END: LazyLock<Regex> = LazyLock::new(|| pattern(r"[.!?;,](?:\s+|$)|\n|\s(?:and|but|und|aber|et|mais|y|pero)\s"));

/// A statement that something is as it should be, or that a fault is gone.
static IN_ORDER: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"\b(?:is|are|was|were|has|have|does|did)(?: not|n.t)\s+(?:been |yet |even )?(?:expired?|wrong|changed?|different|missing|empty|the (?:problem|cause|reason|error))\b",
        r"\b(?:is|are|looks?|seems?|was)\s+(?:all |also |both |definitely |quite |certainly |now |really )?(?:right|correct|fine|ok|okay|good|green|in order|the same|valid|on|enabled|ticked|checked|active)\b",
        r"\b(?:issuer|audience|certificate|url|ids?|it|they|both|everything|all)\s+match(?:es)?\b",
        r"\b(?:is|are|was) (?:now )?(?:gone|solved|fixed|resolved)\b|\bno longer (?:see|get|happens|there)\b",
        r"\b(?:ist|sind)\s+(?:auch |alle |jetzt )?(?:richtig|korrekt|in ordnung|gültig|aktiv|aktiviert|weg|behoben)\b|\b(?:stimmt|stimmen|passt|passen) (?:überein|so|auch|alle|doch)\b",
        r"\b(?:est|sont) (?:bien |tous |toutes )?(?:corrects?|correctes?|bons?|bonnes?|valides?|activée?s?|résolue?)\b",
        r"\b(?:es|está|son|están) (?:correct[oa]s?|bien|válid[oa]s?|activad[oa]s?|resuelto)\b",
    ]
    .into_iter()
    .map(pattern)
    .collect()
});

static WORKS_NOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:works?|working|logs? in) (?:fine |perfectly |again )?(?:now|again|by now)\b|\bnow (?:it |everything |all )?(?:works|is working)\b|\b(?:is|been) (?:solved|resolved|fixed)\b|\b(?:funktioniert|geht|klappt|läuft) (?:jetzt|nun|wieder|inzwischen)\b|\b(?:marche|fonctionne) (?:maintenant|désormais|à nouveau|de nouveau)\b|\b(?:ya|ahora) (?:todo )?funciona\b|\bfunciona (?:ahora|de nuevo)\b",
    )
});

static NOT_QUITE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:but|except|still|however|not|nothing|aber|außer|immer noch|nicht|nichts|mais|sauf|toujours|pas|rien|pero|excepto|todavía|sigue|nada)\b",
    )
});

static BEFORE_IDP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:before|vor|avant|antes de)\b[^.\n]{0,30}\b(?:jumpcloud|okta|microsoft|entra|google|keycloak|onelogin|the idp|the login page|i (?:can|could|get))\b|\bnever (?:get|got|reach|see)\b|\bas soon as\b|\bbefore i\b|\b(?:von|de) (?:jumpcloud|okta|microsoft|google)\b[^.\n]{0,20}\b(?:nichts|rien|nada)\b",
    )
});

static AFTER_IDP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:after|once|nach|après|después de|tras)\b[^.\n]{0,40}\b(?:jumpcloud|okta|entra|microsoft|google|keycloak|onelogin|idp|(?:my |the |their )?password|mot de passe|contraseña|passworts?)\b|\bafter (?:the |a |i |we |they |people )?(?:log|sign|enter)(?:s|ged|ging|ed|ing)?\b|\bonce i log\b|\bafter log\b",
    )
});

static SOME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:works?|working) (?:fine |well )?for (?:me|us|others?|everybody else|everyone else|all others|most|the rest|my colleagues?)\b|\b(?:only|just) (?:one|this|some|a few|two|three|our new)\b[^.\n]{0,20}\b(?:users?|colleagues?|persons?|people|employees?|accounts?)\b|\bhalf of\b|\bsome (?:users|people|colleagues|of us)\b|\b(?:others|everybody else|everyone else|all others|colleagues) (?:can|get in|have no)\b|\bnur (?:bei )?(?:ein|eine|einem|einer|dieser|diesem|manche|einige)\b|\balle anderen\b|\b(?:un seul|une seule|certains|tous les autres)\b|\b(?:menos|excepto|solo|sólo) (?:un|una|algunos)\b",
    )
});

/// The text without the statements that something is in order.
pub(super) fn complaints(text: &str) -> String {
    let (mut kept, mut from) = (String::with_capacity(text.len()), 0);
    let ends = END.find_iter(text).map(|end| end.end()).chain([text.len()]);
    for end in ends {
        let statement = &text[from..end];
        let is_in_order = IN_ORDER.iter().any(|pattern| pattern.is_match(statement));
        kept.push_str(if is_in_order { "\n" } else { statement });
        from = end;
    }
    kept
}

/// Whether somebody writes that it works by now.
pub(super) fn works_now(text: &str) -> bool {
    let mut statements = text.split(['.', '!', '?', '\n']);
    statements.any(|one| WORKS_NOW.is_match(one) && !NOT_QUITE.is_match(one))
}

/// Where somebody writes that it ended.
pub(super) fn place(text: &str) -> Option<Place> {
    if BEFORE_IDP.is_match(text) {
        return Some(Place::Start);
    }
    AFTER_IDP.is_match(text).then_some(Place::Acs)
}

/// Whether it hits some people alone, and others get in.
pub(super) fn hits_some(text: &str) -> bool {
    SOME.is_match(text)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("The certificate is not expired, the issuer matches and the audience is right. Still 404.", &["expired", "issuer", "audience"])]
    #[case("Invalid signature is gone, now I get a 500.", &["Invalid signature"])]
    #[case("Das Zertifikat ist gültig; der Fehler bleibt.", &["Zertifikat"])]
    #[case("L'audience est correcte. Erreur 403.", &["audience"])]
    fn what_is_in_order_is_left_out(#[case] text: &str, #[case] gone: &[&str]) {
        let left = complaints(text);
        assert!(gone.iter().all(|word| !left.contains(word)) && left.len() > 5, "{left}");
    }

    #[rstest]
    #[case("Invalid audience: the audience https://a does not match https://b")]
    #[case("The assertion is not valid. The issuer is unknown")]
    #[case("https://sp.example/saml, the response is no longer valid")]
    fn complaints_are_left_whole(#[case] text: &str) {
        assert_eq!(complaints(text), text);
    }

    #[rstest]
    #[case("Everything works now, thank you so much!", true)]
    #[case("Jetzt geht es. Es funktioniert wieder, danke", true)]
    #[case("Tout fonctionne maintenant, merci", true)]
    #[case("It works now in Firefox but not in Chrome", false)]
    #[case("Nothing works now", false)]
    #[case("It does not work", false)]
    fn thanks_are_no_complaint(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(works_now(text), expected, "{text}");
    }

    #[rstest]
    #[case("After the JumpCloud login it says 404", Some(Place::Acs))]
    #[case("after I sign in at Okta there is an error", Some(Place::Acs))]
    #[case("nach der Anmeldung bei JumpCloud kommt eine leere Seite", Some(Place::Acs))]
    #[case("Après la connexion chez JumpCloud on tombe sur une page", Some(Place::Acs))]
    #[case("404 (noch vor JumpCloud)", Some(Place::Start))]
    #[case("we never get to the login page", Some(Place::Start))]
    #[case("after I type my e-mail at Company Login I see a 404", None)]
    fn people_say_where_it_ended(#[case] text: &str, #[case] expected: Option<Place>) {
        assert_eq!(place(text), expected, "{text}");
    }

    #[rstest]
    #[case("it works for me but half of Finance get this page", true)]
    #[case("todos podemos entrar menos una compañera nueva", true)]
    #[case("only one colleague cannot log in", true)]
    #[case("nobody gets in", false)]
    fn people_say_whom_it_hits(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(hits_some(text), expected, "{text}");
    }
}
