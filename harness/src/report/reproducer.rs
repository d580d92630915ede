//! What shows a failing case to somebody without the harness: the message that the SP took, as a page that posts it and as a
//! body for curl, and what the SP must know for it to mean anything.

use maud::{DOCTYPE, PreEscaped, html};
use mock_idp::journal::{Binding, Direction};
use roxmltree::Document;

use crate::evidence::{CaseEvidence, Message};
use crate::judgement::Judgement;
use crate::outcome::Verdict;
use crate::plan::ControlId;
use crate::sp_metadata::DS;

/// The folder below that of the report.
pub const FOLDER: &str = "evidence/reproduce";

/// One case's last message, ready to be sent again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reproducer {
    /// A page that posts it, below the report's folder.
    pub page: String,
    /// The body that curl posts, below the report's folder; none where the message travels in the address.
    pub body: Option<String>,
    /// The command, for a shell in the report's folder.
    pub curl: String,
    /// What must be so for the SP to do it again, a sentence each.
    pub notes: Vec<String>,
    /// The files' texts, by name.
    pub files: Vec<(String, String)>,
}

/// The reproducer of the case `index`; none where it did not fail, or no message was sent.
pub fn reproducer(judgement: &Judgement, index: usize) -> Option<Reproducer> {
    let result = judgement.results.get(index)?;
    if !matches!(result.verdict, Verdict::Fail | Verdict::Warn) {
        return None;
    }
    let evidence = judgement.evidence.cases.get(index)?.seen();
    let mut sent = evidence.messages.iter().filter(|message| message.direction == Direction::Out);
    let message = sent.next_back()?;
    let name = format!("{FOLDER}/{}", result.id);
    let notes = notes(judgement, &evidence, message, sent.count());
    let (page, body) = (format!("{name}.html"), format!("{name}.form"));
    let mut files = Vec::new();
    let (curl, body) = match message.binding {
        Binding::Post => {
            let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields(message)).finish();
            files.push((body.clone(), form));
            (format!("curl --include --data {} {}", quoted(&format!("@{body}")), quoted(&message.url)), Some(body))
        }
        Binding::Redirect => (format!("curl --include {}", quoted(&address(message))), None),
    };
    files.push((page.clone(), page_of(&result.id, &result.title, message, &notes, &curl)));
    Some(Reproducer { page, body, curl, notes, files })
}

fn fields(message: &Message) -> impl Iterator<Item = (&'static str, &str)> {
    let relay_state = message.relay_state.as_deref().map(|value| ("RelayState", value));
    std::iter::once(("SAMLResponse", message.raw.as_str())).chain(relay_state)
}

/// A message by redirect is in the address, where the journal keeps it as it was.
fn address(message: &Message) -> String {
    if message.url.contains("SAMLResponse=") {
        return message.url.clone();
    }
    let separator = if message.url.contains('?') { '&' } else { '?' };
    format!("{}{separator}SAMLResponse={}", message.url, message.raw)
}

fn notes(judgement: &Judgement, evidence: &CaseEvidence, message: &Message, before: usize) -> Vec<String> {
    let mut notes = Vec::new();
    let document = Document::parse(&message.xml).ok();
    let issuer = document.as_ref().and_then(|document| {
        let issuer = document.descendants().find(|node| node.tag_name().name() == "Issuer")?;
        Some(issuer.text()?.trim().to_owned())
    });
    let named = issuer.map(|issuer| format!(" `{issuer}`")).unwrap_or_default();
    notes.push(match certificate(judgement, evidence) {
        Some(certificate) => format!(
            "The SP must trust the IdP{named}, whose certificate is the one below: give it that where it is set up for a \
             customer.\n-----BEGIN CERTIFICATE-----\n{certificate}\n-----END CERTIFICATE-----"
        ),
        None => format!(
            "The SP must trust the IdP{named} with the key of that run; no message of the run carries its certificate, so take \
             it from the IdP's metadata of a run of your own."
        ),
    });
    let own = &evidence.surroundings;
    notes.push(format!(
        "The message is for the SP `{}` at {}. Where yours is called otherwise, run the case on it in place of this.",
        own.sp_entity_id, own.acs_url
    ));
    if let Some(at) = message.at {
        notes.push(format!(
            "It was made at {at} and is for the minutes after that: an SP that checks the time refuses it now for that."
        ));
    }
    let answers = document.as_ref().is_some_and(|document| document.root_element().has_attribute("InResponseTo"));
    if answers {
        notes.push(
            "It answers a request (InResponseTo): an SP that remembers its requests refuses it for that. A case that begins at \
             the IdP has none."
                .to_owned(),
        );
    }
    if before > 0 {
        notes.push(format!(
            "The case sent {} messages; this is the last. The command above it all repeats the whole case.",
            before + 1
        ));
    }
    notes
}

/// The certificate of the IdP's own key, as its plain messages carry it: an attack's may carry another.
fn certificate(judgement: &Judgement, evidence: &CaseEvidence) -> Option<String> {
    let idp = &evidence.surroundings.idp_base_url;
    let is_of_lane = |id: &ControlId| matches!(id, ControlId::Lane { lane, .. } if *lane == evidence.lane);
    let mut of_lane = judgement.evidence.lane_controls.iter().filter(|control| is_of_lane(&control.id));
    let mut beside = judgement.evidence.controls.iter();
    let found = of_lane.find_map(|control| certificate_in(&control.login.seen(), idp));
    found.or_else(|| beside.find_map(|control| certificate_in(&control.login, idp)))
}

/// The certificate that the messages of `login` carry, where that was done with the IdP at `idp`.
fn certificate_in(login: &CaseEvidence, idp: &str) -> Option<String> {
    let is_there = login.surroundings.idp_base_url == idp;
    let mut sent = login.messages.iter().filter(|message| is_there && message.direction == Direction::Out);
    sent.find_map(|message| {
        let document = Document::parse(&message.xml).ok()?;
        let element = document.descendants().find(|node| node.has_tag_name((DS, "X509Certificate")))?;
        let text: String = element.text()?.split_whitespace().collect();
        let lines: Vec<&str> =
            (0..text.len()).step_by(64).filter_map(|at| text.get(at..(at + 64).min(text.len()))).collect();
        Some(lines.join("\n"))
    })
}

fn page_of(id: &str, title: &str, message: &Message, notes: &[String], curl: &str) -> String {
    let redirect = message.binding == Binding::Redirect;
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { (id) } }
            body {
                h1 { (title) }
                p { code { (id) } ": the message goes to " code { (message.url) } " by itself." }
                @for note in notes { pre style="white-space:pre-wrap;font:inherit" { (note) } }
                p { "The same from a shell, in the report's folder: " code { (curl) } }
                @if redirect {
                    a href=(address(message)) { "Send it" }
                    script { (PreEscaped("if(location.hash!=='#stay')document.links[0].click()")) }
                } @else {
                    form method="post" action=(message.url) {
                        @for (name, value) in fields(message) { input type="hidden" name=(name) value=(value); }
                        button type="submit" { "Send it" }
                    }
                    // With `#stay` it can be read first.
                    script { (PreEscaped("if(location.hash!=='#stay')document.forms[0].submit()")) }
                }
            }
        }
    };
    markup.into_string()
}

fn quoted(word: &str) -> String {
    shlex::try_quote(word).map_or_else(|_| word.replace('\0', ""), std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::ControlEvidence;
    use crate::record::Record;
    use crate::sample;

    const FAILED: usize = 2;

    fn sent(xml: &str) -> Message {
        Message {
            direction: Direction::Out,
            binding: Binding::Post,
            url: "http://sp.test/acs?a=1&b='2'".to_owned(),
            at: None,
            raw: "PHg+PC94Pg==".to_owned(),
            xml: xml.to_owned(),
            relay_state: Some("\"><script>alert(1)</script>".to_owned()),
        }
    }

    fn record() -> Record {
        let mut record = sample::record();
        let idp = "http://acme.idp.localhost/".to_owned();
        record.evidence.cases[FAILED].change(|forged| {
            forged.surroundings.idp_base_url.clone_from(&idp);
            let last = sent("<Response InResponseTo='_1'><Issuer>acme-idp</Issuer></Response>");
            forged.messages = vec![sent("<a/>"), last];
        });
        let mut control = sample::login("login/sp-initiated", 200, Some(sample::EMPLOYEE));
        control.surroundings.idp_base_url = idp;
        control.messages =
            vec![sent(&format!("<a><X509Certificate xmlns='{DS}'>{}</X509Certificate></a>", "QUJD".repeat(20)))];
        record.evidence.controls.push(ControlEvidence { id: ControlId::Person("employee".to_owned()), login: control });
        record
    }

    #[test]
    fn the_last_message_is_sent_again_with_what_the_sp_must_trust() {
        let judgement = Judgement::of(record());
        let made = reproducer(&judgement, FAILED).unwrap();
        let name = "evidence/reproduce/attack/forged-before-signed@response-signed";
        assert_eq!((made.page.clone(), made.body.clone().unwrap()), (format!("{name}.html"), format!("{name}.form")));
        let words = shlex::split(&made.curl).unwrap();
        assert_eq!(words, ["curl", "--include", "--data", &format!("@{name}.form"), "http://sp.test/acs?a=1&b='2'"]);
        let form: Vec<_> = url::form_urlencoded::parse(made.files[0].1.as_bytes()).into_owned().collect();
        assert_eq!(form[0], ("SAMLResponse".to_owned(), "PHg+PC94Pg==".to_owned()));
        assert_eq!(form[1].1, "\"><script>alert(1)</script>");
        let page = &made.files[1].1;
        assert!(page.contains("document.forms[0].submit()") && !page.contains("<script>alert"), "{page}");
        let notes = made.notes.join("\n");
        for part in ["the IdP `acme-idp`", "-----BEGIN CERTIFICATE-----\nQUJDQUJD", "InResponseTo", "sent 2 messages"] {
            assert!(notes.contains(part), "{part}: {notes}");
        }
    }

    #[test]
    fn there_is_none_of_what_is_well_or_sent_nothing() {
        let mut record = record();
        let with = |record: &Record| -> Vec<usize> {
            let judgement = Judgement::of(record.clone());
            let all = 0..judgement.results.len();
            let failed = |index: &usize| matches!(judgement.results[*index].verdict, Verdict::Fail | Verdict::Warn);
            let with: Vec<usize> = all.filter(|index| reproducer(&judgement, *index).is_some()).collect();
            assert!(with.iter().all(failed), "{with:?}");
            with
        };
        assert!(with(&record).contains(&FAILED));
        record.evidence.cases[FAILED].change(|seen| seen.messages.clear());
        assert!(!with(&record).contains(&FAILED));
    }

    #[test]
    fn a_message_by_redirect_is_an_address() {
        let mut record = record();
        let mut message = sent("<a/>");
        message.binding = Binding::Redirect;
        message.url = "http://sp.test/acs".to_owned();
        record.evidence.cases[FAILED].change(|seen| seen.messages = vec![message]);
        let made = reproducer(&Judgement::of(record), FAILED).unwrap();
        assert_eq!(made.body, None);
        assert!(made.curl.contains("http://sp.test/acs?SAMLResponse=PHg+PC94Pg=="), "{}", made.curl);
    }
}
