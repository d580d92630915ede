//! The service provider's page of its SSO settings, or a line of its admins' tool, as somebody copied it: what is stored there.

use serde::Serialize;

/// What the service provider has stored for this customer; what the text leaves out is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SpSettings {
    /// Identity Provider Issuer.
    pub issuer: Option<String>,
    /// Where people are sent.
    pub sso_url: Option<String>,
    /// SHA-256 of the IdP's certificate, hex digits in lower case.
    pub fingerprint: Option<String>,
    /// The service provider's own entity ID, as the page shows it to be copied.
    pub entity_id: Option<String>,
    /// Its ACS URL, as the page shows it to be copied.
    pub acs_url: Option<String>,
    /// What stands in the field for metadata: text, or the name of a file.
    pub metadata: Option<String>,
    /// When metadata was stored, as a date `2026-03-02`.
    pub updated: Option<String>,
}

/// A label in letters as [`plain`] makes them, and what it sets.
type Label = (&'static str, fn(&mut SpSettings, &str));

/// The longer of two that begin alike comes first.
const LABELS: &[Label] = &[
    ("identity provider issuer", |page, value| page.issuer = filled(value)),
    ("identity provider entity id", |page, value| page.issuer = filled(value)),
    ("idp issuer", |page, value| page.issuer = filled(value)),
    ("identity provider sso url", |page, value| page.sso_url = filled(value)),
    ("idp sso url", |page, value| page.sso_url = filled(value)),
    ("sso url", |page, value| page.sso_url = filled(value)),
    ("idp certificate sha-256", |page, value| page.fingerprint = fingerprint(value)),
    ("idp certificate fingerprint", |page, value| page.fingerprint = fingerprint(value)),
    ("certificate fingerprint", |page, value| page.fingerprint = fingerprint(value)),
    ("certificate sha-256", |page, value| page.fingerprint = fingerprint(value)),
    ("fingerprint", |page, value| page.fingerprint = fingerprint(value)),
    ("assertion consumer service (acs)", |page, value| page.acs_url = filled(value)),
    ("assertion consumer service", |page, value| page.acs_url = filled(value)),
    ("entity id", |page, value| page.entity_id = filled(value)),
    ("metadata last updated", |page, value| page.updated = date(value)),
    ("metadata updated", |page, value| page.updated = date(value)),
    ("metadata stored", |page, value| page.updated = date(value)),
    ("upload metadata", |page, value| page.metadata = filled(value)),
    ("idp metadata", |page, value| page.metadata = filled(value)),
    ("metadata", |page, value| page.metadata = filled(value)),
];

/// How many labels make such a page.
const ENOUGH: usize = 2;

/// The page in `text`, and the lines of it that it was read from, counted from 0; none where it is something else.
pub(crate) fn read(text: &str) -> Option<(SpSettings, Vec<usize>)> {
    let lines: Vec<&str> = text.lines().collect();
    let (mut page, mut taken, mut labels) = (SpSettings::default(), Vec::new(), 0);
    let mut at = 0;
    while at < lines.len() {
        if let Some((label, value)) = labelled(lines[at]) {
            taken.push(at);
            labels += 1;
            let below = lines.get(at + 1).map(|line| line.trim()).filter(|below| labelled(below).is_none());
            // Copied from the page itself, a value stands below its label.
            match (value, below) {
                (None, Some(below)) if !below.is_empty() && !is_step(below) => {
                    (label.1)(&mut page, below);
                    at += 1;
                    taken.push(at);
                }
                (value, _) => (label.1)(&mut page, value.unwrap_or_default()),
            }
        }
        at += 1;
    }
    let is_stored = page.issuer.is_some() || page.fingerprint.is_some() || page.metadata.is_some();
    (labels >= ENOUGH && is_stored).then_some((page, taken))
}

/// Programs that read screenshots take l, I and 1 for each other, and O and 0.
fn plain(text: &str) -> String {
    let letter = |letter: char| match letter.to_ascii_lowercase() {
        'l' | '1' | '|' => 'i',
        '0' => 'o',
        other => other,
    };
    text.chars().map(letter).collect()
}

/// Whether a line is the number of a step alone.
fn is_step(line: &str) -> bool {
    without_step(line).trim().is_empty()
}

/// A line without `Step 3` before its label.
fn without_step(line: &str) -> &str {
    let words = ["step", "schritt", "étape", "paso"];
    let rest = words.iter().find_map(|word| {
        line.get(..word.len()).filter(|begin| begin.eq_ignore_ascii_case(word)).map(|_| &line[word.len()..])
    });
    rest.map_or(line, |rest| {
        rest.trim_start().trim_start_matches(|letter: char| letter.is_ascii_digit() || ":.)".contains(letter))
    })
}

fn labelled(line: &str) -> Option<(&'static Label, Option<&str>)> {
    let line = without_step(line.trim()).trim();
    let plain_line = plain(line);
    let label = LABELS.iter().find(|label| plain_line.starts_with(&plain(label.0)))?;
    // The replaced letters are as long as those that replace them.
    let after = line.get(label.0.len()..)?;
    let behind = after.trim_start_matches([' ', '*', '\t']);
    let is_apart =
        behind.is_empty() || behind.starts_with([':', '=']) || after.starts_with("  ") || after.starts_with('\t');
    let value = behind.trim_start_matches([':', '=']).trim();
    is_apart.then_some((label, Some(value).filter(|value| !value.is_empty())))
}

fn filled(value: &str) -> Option<String> {
    Some(value.trim()).filter(|value| !value.is_empty() && !matches!(*value, "-" | "–")).map(str::to_owned)
}

fn fingerprint(value: &str) -> Option<String> {
    let begin = value.to_lowercase();
    let begin = begin.strip_prefix("sha-256").or_else(|| begin.strip_prefix("sha256")).unwrap_or(&begin).to_owned();
    let digits: String = begin.chars().filter(char::is_ascii_hexdigit).collect();
    (digits.len() == 64).then_some(digits)
}

/// The date at the beginning, written as `2026-03-02`.
fn date(value: &str) -> Option<String> {
    let begin = value.trim().get(..10)?;
    let digits =
        |range: std::ops::Range<usize>| begin.get(range).is_some_and(|part| part.bytes().all(|b| b.is_ascii_digit()));
    (digits(0..4) && digits(5..7) && digits(8..10) && begin.matches('-').count() == 2).then(|| begin.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_with_values_beside_and_below_its_labels() {
        let text = "Acme  Configuration > SSO Settings\nSingle Sign-On   [ON]\nStep 2   Entity lD   https://sp.example/\n\
                    Assertion Consumer Service (ACS)   https://sp.example/acs\nStep 3   ldentity Provider lssuer\n\
                    https://idp.example/login\nStep 4   Upload Metadata    metadata.xml\nUpdate";
        let (page, taken) = read(text).unwrap();
        assert_eq!(page.entity_id.as_deref(), Some("https://sp.example/"));
        assert_eq!(page.acs_url.as_deref(), Some("https://sp.example/acs"));
        assert_eq!(page.issuer.as_deref(), Some("https://idp.example/login"));
        assert_eq!(page.metadata.as_deref(), Some("metadata.xml"));
        assert_eq!(taken, [2, 3, 4, 5, 6]);
    }

    #[test]
    fn lines_of_an_admin_tool() {
        let digits = "AB:".repeat(31) + "AB";
        let text = format!(
            "Tenant 4711\nIdentity Provider Issuer: acme\nIdP certificate SHA-256: {digits}\nMetadata last updated: 2026-03-02 10:14 by j"
        );
        let (page, _) = read(&text).unwrap();
        assert_eq!(page.fingerprint.as_deref(), Some("ab".repeat(32).as_str()));
        assert_eq!((page.issuer.as_deref(), page.updated.as_deref()), (Some("acme"), Some("2026-03-02")));
    }

    #[test]
    fn sentences_are_no_page() {
        assert_eq!(
            read("The metadata could not be parsed.\nIdentity Provider Issuer does not match\nmetadata: no"),
            None
        );
    }
}
