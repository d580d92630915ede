//! JumpCloud's page of an application as somebody copied it: its labels, each with what stands beside or below it.

use crate::application::Application;

/// A label of the page in lower case, and what it sets.
type Label = (&'static str, fn(&mut Application, &str));

/// The longer of two that begin alike comes first.
const LABELS: &[Label] = &[
    ("idp entity id", |page, value| page.idp_entity_id = Some(value.to_owned())),
    ("sp entity id", |page, value| page.sp_entity_id = Some(value.to_owned())),
    ("acs urls", |page, value| page.acs_urls.get_or_insert_default().extend(urls(value))),
    ("acs url", |page, value| page.acs_urls.get_or_insert_default().extend(urls(value))),
    ("default url", |page, value| page.acs_urls.get_or_insert_default().extend(urls(value))),
    ("samlsubject nameid format", |page, value| page.name_id_format = Some(value.to_owned())),
    ("samlsubject nameid", |page, value| page.subject_field = Some(value.to_owned())),
    ("signature algorithm", |page, value| page.signature_algorithm = Some(value.to_owned())),
    ("sign assertion", |page, value| page.sign_assertion = truth(value)),
    ("sign response", |page, value| page.sign_response = truth(value)),
    ("declare redirect endpoint", |page, value| page.declare_redirect_endpoint = truth(value)),
    ("default relaystate", |page, value| page.default_relay_state = filled(value)),
    ("login url", |page, value| page.login_url = filled(value)),
    ("idp-initiated url", |page, value| page.login_url = filled(value)),
    ("idp url", |page, value| page.sso_url = filled(value)),
    ("sp certificate", |page, value| page.sp_certificate = Some(filled(value).is_some())),
    ("sign", signed),
];

/// Marks of what is ticked, as pages, documents and their copies have them.
const BOXES: &[(&str, &str)] = &[
    ("[x]", "on"),
    ("[X]", "on"),
    ("[ ]", "off"),
    ("[]", "off"),
    ("☑", "on"),
    ("☒", "on"),
    ("✓", "on"),
    ("✔", "on"),
    ("✅", "on"),
    ("🗹", "on"),
    ("☐", "off"),
    ("✗", "off"),
    ("✘", "off"),
    ("❌", "off"),
    ("⬜", "off"),
    ("▢", "off"),
    ("◻", "off"),
    ("□", "off"),
];

/// How many labels make such a page: an SP's settings have one or the other by the same name.
const ENOUGH: usize = 2;

/// The page in `text`, and the lines of it that it was read from, counted from 0; none where it is something else.
pub(crate) fn read(text: &str) -> Option<(Application, Vec<usize>)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut page = Application::default();
    let mut taken = Vec::new();
    let mut labels = 0;
    let mut at = 0;
    while at < lines.len() {
        let Some((label, value)) = labelled(lines[at]) else {
            at += 1;
            continue;
        };
        taken.push(at);
        labels += 1;
        let below = lines.get(at + 1).map(|line| line.trim());
        match (value, below) {
            (Some(value), _) => (label.1)(&mut page, value),
            // Copied from the page itself, a value stands below its label.
            (None, Some(below)) if !below.is_empty() && labelled(below).is_none() => {
                (label.1)(&mut page, below);
                at += 1;
                taken.push(at);
            }
            (None, _) => (label.1)(&mut page, ""),
        }
        at += 1;
    }
    (labels >= ENOUGH).then_some((page, taken))
}

/// The label that a line begins with, and what stands behind it. A box before it is its value.
fn labelled(line: &str) -> Option<(&'static Label, Option<&str>)> {
    let line = line.trim();
    let boxed = BOXES.iter().find_map(|(mark, value)| line.strip_prefix(mark).map(|rest| (rest.trim_start(), *value)));
    let (rest, ticked) = boxed.map_or((line, None), |(rest, value)| (rest, Some(value)));
    let begins = |label: &&Label| {
        rest.get(..label.0.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(label.0))
            && !rest[label.0.len()..].starts_with(|next: char| next.is_alphanumeric())
    };
    let label = LABELS.iter().find(begins)?;
    let behind = rest[label.0.len()..].trim_start_matches([' ', '*', '\t']);
    // In a sentence the words go on behind the name of a field.
    let after = &rest[label.0.len()..];
    // A box is no word of a sentence.
    let is_box = BOXES.iter().any(|(mark, _)| behind.trim() == *mark);
    let is_apart = is_box
        || behind.is_empty()
        || behind.starts_with([':', '='])
        || after.starts_with("  ")
        || after.starts_with('\t');
    if ticked.is_none() && !is_apart {
        return None;
    }
    let value = behind.trim_start_matches([':', '=']).trim();
    Some((label, ticked.or(Some(value).filter(|value| !value.is_empty()))))
}

fn urls(value: &str) -> Vec<String> {
    value.split_whitespace().filter(|word| word.contains("://")).map(|word| word.trim_matches(',').to_owned()).collect()
}

/// What is left out, or a dash, is nothing.
fn filled(value: &str) -> Option<String> {
    Some(value.trim())
        .filter(|value| !value.is_empty() && !matches!(*value, "-" | "–" | "none" | "(none)"))
        .map(str::to_owned)
}

fn truth(value: &str) -> Option<bool> {
    let value = value.trim().trim_end_matches('\u{fe0f}');
    if let Some((_, state)) = BOXES.iter().find(|(mark, _)| *mark == value) {
        return Some(*state == "on");
    }
    let value = value.trim_matches(['[', ']', '(', ')']).trim().to_lowercase();
    match value.as_str() {
        "x" | "on" | "yes" | "true" | "ticked" | "checked" | "enabled" | "active" | "selected" => Some(true),
        "ja" | "an" | "ein" | "aktiv" | "aktiviert" | "oui" | "activé" | "coché" | "sí" | "si" | "activado" => {
            Some(true)
        }
        "" | "off" | "no" | "false" | "unticked" | "unchecked" | "disabled" | "not ticked" | "inactive" => Some(false),
        "nein" | "aus" | "inaktiv" | "deaktiviert" | "non" | "désactivé" | "décoché" | "desactivado" => Some(false),
        _ => None,
    }
}

/// The menu `Sign`: Assertion, Response, or both.
fn signed(page: &mut Application, value: &str) {
    let value = value.to_lowercase();
    let (assertion, response) = (value.contains("assertion"), value.contains("response"));
    if assertion || response {
        page.sign_assertion = Some(assertion);
        page.sign_response = Some(response);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_with_values_beside_them() {
        let text = "JumpCloud > SSO\n\nIdP Entity ID:  x-jc\nSP Entity ID:   https://sp.example/\nACS URLs:  https://sp.example/acs\n\
                    Sign: Assertion\n[x] Declare Redirect Endpoint\nDefault RelayState: -\nWe cannot log in.";
        let (page, taken) = read(text).unwrap();
        assert_eq!(page.idp_entity_id.as_deref(), Some("x-jc"));
        assert_eq!(page.sp_entity_id.as_deref(), Some("https://sp.example/"));
        assert_eq!(page.acs_urls, Some(vec!["https://sp.example/acs".to_owned()]));
        assert_eq!((page.sign_assertion, page.sign_response), (Some(true), Some(false)));
        assert_eq!(page.declare_redirect_endpoint, Some(true));
        assert_eq!(page.default_relay_state, None);
        assert_eq!(taken, [2, 3, 4, 5, 6, 7]);
    }

    #[test]
    fn labels_with_values_below_them() {
        let text = "IdP Entity ID *\nivory\nSP Entity ID *\nhttps://sp.example/metadata\nACS URLs *\nDefault URL  https://YOUR_ACS_URL/\nSP Certificate\n-\n[ ] Sign Assertion";
        let (page, _) = read(text).unwrap();
        assert_eq!(page.idp_entity_id.as_deref(), Some("ivory"));
        assert_eq!(page.acs_urls, Some(vec!["https://YOUR_ACS_URL/".to_owned()]));
        assert_eq!((page.sp_certificate, page.sign_assertion), (Some(false), Some(false)));
    }

    #[test]
    fn boxes_before_or_behind_a_name_are_its_value() {
        let of =
            |text: &str| read(text).map(|(page, _)| (page.sign_assertion, page.declare_redirect_endpoint)).unwrap();
        assert_eq!(of("Sign Assertion\t☐\nDeclare Redirect Endpoint\t☐"), (Some(false), Some(false)));
        assert_eq!(of("Sign Assertion ☑\nDeclare Redirect Endpoint ✗"), (Some(true), Some(false)));
        assert_eq!(of("✔ Sign Assertion\n⬜ Declare Redirect Endpoint"), (Some(true), Some(false)));
        assert_eq!(of("Sign Assertion: ja\nDeclare Redirect Endpoint: nein"), (Some(true), Some(false)));
        assert_eq!(of("Sign Assertion: oui\nDeclare Redirect Endpoint: désactivé"), (Some(true), Some(false)));
    }

    #[test]
    fn sentences_are_no_page() {
        let text =
            "The ACS URL of the application is not known.\nSP Entity ID was changed.\nLogin URL: https://sp.example/";
        assert_eq!(read(text), None);
    }
}
