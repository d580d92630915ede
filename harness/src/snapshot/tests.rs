//! Tests of texts, normalisers and files.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rstest::rstest;

use super::text::of_case;
use super::{Baseline, Mode, Variable, compare, file, normalisers};
use crate::evidence::{CaseEvidence, ControlEvidence, Document, Incident, IncidentKind, Message, RunEvidence};
use crate::judge::{CaseResult, judge};
use crate::outcome::{OutcomeKind, SnapshotState};
use crate::plan::{ControlId, Plan};
use crate::sample::{EMPLOYEE, IDP, REQUEST_ID, SP, case, login, target};

fn variable() -> Variable {
    Variable {
        sp_base_url: SP.to_owned(),
        idp_base_url: format!("{IDP}/"),
        second_idp_base_url: Some("http://org-zz81mm20.idp.localhost:45678/".to_owned()),
        identifiers: vec!["ONELOGIN_4f7c".to_owned(), REQUEST_ID.to_owned()],
    }
}

/// Each step by itself: what it takes out, and what it leaves.
#[rstest]
#[case(
    "saml-messages",
    "/sso?SAMLRequest=fZFN%2B&RelayState=x&SigAlg=y&Signature=ab%3D",
    "/sso?SAMLRequest=[saml]&RelayState=x&SigAlg=y&Signature=[signature]"
)]
#[case("saml-messages", "next=%2Fsso%3FSAMLRequest%3DfZ%252B%26a%3Db", "next=%2Fsso%3FSAMLRequest%3D[saml]%26a%3Db")]
#[case("saml-messages", "no SAMLRequest here", "no SAMLRequest here")]
#[case(
    "message-ids",
    "_5f0c8a1b2c3d4e5f60718293a4b5c6d7 ONELOGIN_4f7c _5f0c8a1b2c3d4e5f60718293a4b5c6d7",
    "[id-1] [id-2] [id-1]"
)]
#[case(
    "base-urls",
    "http://127.0.0.1:34567/acs http%3A%2F%2F127.0.0.1%3A34567%2Facs 127.0.0.1:34567",
    "<sp>/acs <sp>%2Facs <sp>-host"
)]
#[case("base-urls", "http%253A%252F%252F127.0.0.1%253A34567%252Facs", "<sp>%252Facs")]
#[case(
    "base-urls",
    "http://org-k3f9x2ab.idp.localhost:45678/saml2/a http://org-zz81mm20.idp.localhost:45678/",
    "<idp>/saml2/a <second-idp>/"
)]
#[case(
    "organization-names",
    "org-k3f9x2ab, org-k3f9x2abc at org-zz81mm20.idp.localhost",
    "<organization>, org-k3f9x2abc at <second-organization>.idp.localhost"
)]
#[case(
    "ports",
    "127.0.0.1:4711 localhost:80 localhost%3A8080 a:4711",
    "127.0.0.1:<port> localhost:<port> localhost%3A<port> a:4711"
)]
#[case(
    "underscore-ids",
    "_0011aabbccdd x _99887766 y _0011aabbccdd _abc",
    "[other-id-1] x [other-id-2] y [other-id-1] _abc"
)]
#[case("uuids", "a 123e4567-e89b-12d3-a456-426614174000 b", "a [uuid] b")]
#[case(
    "date-times",
    "2026-11-24T01:53:07Z 2026-11-24T01:53:07.123456Z 2026-11-24 01:53 2026-11-24T01%3A53%3A07Z",
    "[time] [time] [time] [time]"
)]
#[case("date-times", "2026-11-24T01:53:07+01:00", "[time]")]
#[case(
    "dates",
    "2026-11-24, 24 Nov 2026, November 24, 2026, 24.11.2026 and version 1.2.3",
    "[date], [date], [date], [date] and version 1.2.3"
)]
#[case("clock-times", "at 01:53 or 1:53:07 PM, ratio 16:90, a:b", "at [clock] or [clock], ratio 16:90, a:b")]
#[case("durations", "took 12 ms, 1.5 seconds, 3 users", "took [duration], [duration], 3 users")]
#[case("certificates", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE----- x", "[CERTIFICATE] x")]
#[case(
    "base64",
    "q1w2E3r4T5y6U7i8O9p0A1s2D3f4G5h6J7k8L9z0x1c= and /orders/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "[base64] and /orders/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
)]
#[case(
    "hexadecimal",
    "AA:BB:CC:DD:EE:FF:00:11:22 0123456789abcdef effacedeffacedeffaced x%3D0123456789abcdef%26",
    "[hex] [hex] effacedeffacedeffaced x%3D[hex]%26"
)]
#[case(
    "tokens",
    "?resume=q8Zk3pLw1x&page=2 RelayState=h4Jk29xPq81mZa7s RelayState=/orders/42 ?name=employee-of-the-month",
    "?resume=[token]&page=2 RelayState=[token] RelayState=/orders/42 ?name=employee-of-the-month"
)]
#[case("long-numbers", "order 12345678 of 2026, page 42", "order [number] of 2026, page 42")]
fn each_normaliser(#[case] name: &str, #[case] before: &str, #[case] after: &str) {
    let step = normalisers().iter().find(|step| step.name == name).unwrap();
    assert_eq!((step.apply)(before, &variable()), after);
}

#[test]
fn every_normaliser_has_a_test_and_a_name_of_its_own() {
    let source: String = include_str!("tests.rs").split_whitespace().collect();
    let mut names: Vec<_> = normalisers().iter().map(|step| step.name).collect();
    for name in &names {
        assert!(source.contains(&format!("#[case(\"{name}\",")), "add a case for `{name}` to `each_normaliser`");
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), normalisers().len());
}

fn result(evidence: &CaseEvidence) -> CaseResult {
    let plan = Plan { cases: vec![case("login/a", OutcomeKind::SignedIn)], ..Plan::default() };
    let run = RunEvidence { cases: vec![evidence.clone().into()], ..RunEvidence::default() };
    judge(&plan, &target(), &run).remove(0)
}

/// The text of a case without a baseline.
fn alone(evidence: &CaseEvidence) -> String {
    of_case(evidence, &result(evidence), None)
}

/// The text of a case as a difference to the plain login.
fn varied(evidence: &CaseEvidence, base: &CaseEvidence) -> String {
    let base = Baseline { id: "login/plain", evidence: Arc::new(base.clone()) };
    of_case(evidence, &result(evidence), Some(&base))
}

fn sample() -> CaseEvidence {
    let mut evidence = login("login/a", 302, Some(EMPLOYEE));
    evidence.steps[2].page.text = "Orders\n\n  Signed in since 01:53, order 9081726\n".to_owned();
    evidence
}

#[test]
fn text_is_readable_and_says_what_matters() {
    let evidence = sample();
    insta::assert_snapshot!(alone(&evidence));
}

/// The same case in another run: other ports, organization, ids, day, keys.
fn another_run(evidence: &CaseEvidence) -> CaseEvidence {
    let mut stored = serde_json::to_string(evidence).unwrap();
    for (from, to) in [
        ("34567", "8123"),
        ("45678", "9123"),
        ("org-k3f9x2ab", "org-p0o9i8u7"),
        (REQUEST_ID, "_aaaabbbbccccddddeeeeffff00001111"),
        ("_99887766554433221100aabbccddeeff", "_1234123412341234123412341234abcd"),
        ("_00112233445566778899aabbccddeeff", "_4321432143214321432143214321dcba"),
        ("2026-11-24T01:53", "2027-02-01T13:05"),
        ("since 01:53", "since 13:05"),
        ("9081726", "1112223"),
        ("fZFNT8MwDIb", "jZBBS8NAEIX"),
        ("q1w2E3r4", "Z9y8X7w6"),
    ] {
        assert!(stored.contains(from), "the sample has no `{from}` to vary");
        stored = stored.replace(from, to);
    }
    let mut other: CaseEvidence = serde_json::from_str(&stored).unwrap();
    other.duration_ms += 100;
    other.steps.iter_mut().for_each(|step| step.duration_ms *= 3);
    other
}

#[test]
fn another_run_gives_the_same_bytes() {
    let (one, other) = (sample(), another_run(&sample()));
    assert_eq!(alone(&one), alone(&other));
}

#[rstest]
#[case::status(|evidence: &mut CaseEvidence| evidence.steps[2].documents[1].status = Some(404))]
#[case::page(|evidence: &mut CaseEvidence| evidence.steps[2].page.text = "Something else".to_owned())]
#[case::user(|evidence: &mut CaseEvidence| evidence.identity.as_mut().unwrap().user = None)]
#[case::message(|evidence: &mut CaseEvidence| evidence.messages[0].xml = evidence.messages[0].xml.replace("/metadata", "/other"))]
#[case::whose_answer(|evidence: &mut CaseEvidence| evidence.messages[1].xml = evidence.messages[1].xml.replace(REQUEST_ID, "_ffffffffffffffffffffffffffffffff"))]
#[case::relay_state(|evidence: &mut CaseEvidence| evidence.messages[1].relay_state = None)]
#[case::cookie(|evidence: &mut CaseEvidence| evidence.cookies[0].http_only = false)]
#[case::event(|evidence: &mut CaseEvidence| evidence.idp_events.clear())]
fn a_change_that_matters_shows(#[case] change: fn(&mut CaseEvidence)) {
    let (one, mut other) = (sample(), sample());
    change(&mut other);
    assert_ne!(alone(&one), alone(&other));
}

#[test]
fn what_is_as_in_the_baseline_is_said_in_a_line() {
    let text = varied(&sample(), &another_run(&sample()));
    assert!(
        text.contains("## Messages, compared with login/plain\n1. to the IdP by HTTP-Redirect: the same\n2. "),
        "{text}"
    );
    assert!(text.contains("by HTTP-POST: the same\n"), "{text}");
    assert!(text.contains(", as in login/plain\n"), "{text}");
    assert!(!text.contains("## Cookies") && !text.contains("The IdP's log"), "{text}");
}

#[test]
fn what_differs_from_the_baseline_is_readable() {
    let mut evidence = sample();
    evidence.messages[1].xml = evidence.messages[1].xml.replace(EMPLOYEE, "victim@acme.test");
    evidence.cookies.clear();
    evidence.idp_events.clear();
    evidence.steps[2].documents[1].status = Some(404);
    evidence.identity.as_mut().unwrap().user = None;
    insta::assert_snapshot!(varied(&evidence, &another_run(&sample())));
}

#[rstest]
#[case::again(|messages: &mut Vec<Message>| messages.push(messages[1].clone()), "3. from the IdP to <sp>/acs by HTTP-POST: message 2 again\n")]
#[case::none(|messages: &mut Vec<Message>| messages.truncate(1), "no message from the IdP\n")]
#[case::broken(|messages: &mut Vec<Message>| messages[1].xml = "<x".to_owned(), "   + (not well-formed, or with a DTD)\n")]
fn a_message_more_or_less_is_reported(#[case] change: fn(&mut Vec<Message>), #[case] line: &str) {
    let mut evidence = sample();
    change(&mut evidence.messages);
    let text = varied(&evidence, &sample());
    assert!(text.contains(line), "{text}");
}

/// The words on the mock IdP's pages are ours: another heading there is no change of the SP.
#[test]
fn another_word_on_the_idps_pages_changes_nothing() {
    let at_the_idp = |word: &str| {
        let mut evidence = sample();
        evidence.steps[1].page.title = format!("{word} - JumpCloud");
        evidence.steps[1].page.text = format!("{word}\nContinue");
        evidence
    };
    assert_eq!(alone(&at_the_idp("Log in")), alone(&at_the_idp("Sign in")));
    let stays_there = |word: &str| {
        let mut evidence = at_the_idp(word);
        evidence.steps.truncate(2);
        evidence
    };
    assert_eq!(alone(&stays_there("Log in")), alone(&stays_there("Sign in")));
    let base = at_the_idp("Sign in");
    assert_eq!(varied(&at_the_idp("Log in"), &base), varied(&base, &at_the_idp("Log in")));
}

#[test]
fn the_idps_pages_are_no_part_of_the_path_where_they_went_well() {
    let login = format!("    POST {}", "<idp>/userconsole/login");
    let mut evidence = sample();
    assert!(!alone(&evidence).contains(&login));
    evidence.steps[2].documents[0].status = Some(500);
    assert!(alone(&evidence).contains(&format!("{login} -> 500\n")));
}

#[test]
fn a_request_that_is_given_up_for_the_same_one_is_no_part_of_the_path() {
    let mut evidence = sample();
    let once = alone(&evidence);
    let documents = &mut evidence.steps[0].documents;
    let given_up = Document { status: None, error: Some("net::ERR_ABORTED".to_owned()), ..documents[0].clone() };
    documents.insert(0, given_up.clone());
    assert_eq!(alone(&evidence), once);
    // Given up for another, or for nothing, it is what the person saw.
    evidence.steps[0].documents[0].url += "/other";
    assert!(alone(&evidence).contains("net::ERR_ABORTED"));
    let mut last = sample();
    last.steps[0].documents.push(given_up);
    assert!(alone(&last).contains("net::ERR_ABORTED"));
}

/// A guide's case, of which these steps were done.
fn guided(steps: &[&str]) -> CaseEvidence {
    let mut evidence = sample();
    for name in steps.iter().rev() {
        let mut step = evidence.steps[0].clone();
        (step.name, step.guide, step.provision) = ((*name).to_owned(), Some((*name).to_owned()), true);
        evidence.steps.insert(0, step);
    }
    evidence
}

#[test]
fn set_up_is_the_guides_and_says_what_was_done_otherwise() {
    let mut evidence = sample();
    evidence.steps[0].provision = true;
    assert!(!alone(&evidence).contains("Set-up"), "what no guide says is in the scenario");
    let whole = guided(&["one", "two", "three"]);
    assert!(alone(&whole).contains("## Set-up\n- one\n- two\n- three\n"));
    let text = varied(&guided(&["one", "three", "four"]), &whole);
    assert!(text.contains("## Set-up, compared with login/plain\n- two\n+ four\n"), "{text}");
    let mut refused = guided(&["one"]);
    refused.steps[0].page.status = Some(422);
    assert!(alone(&refused).contains("- one -> 422 Page of open Company Login (<sp>/company-login)\n"));
}

/// A case, its baseline beside the plan, and what happened to that.
fn beside(trouble: fn(&mut CaseEvidence)) -> Result<String, String> {
    let mut planned = case("login/a", OutcomeKind::SignedIn);
    planned.baseline = Some("login/plain".parse().unwrap());
    let plan = Plan { cases: vec![planned], ..Plan::default() };
    let mut base = sample();
    trouble(&mut base);
    let controls = vec![ControlEvidence { id: ControlId::Baseline("login/plain".parse().unwrap()), login: base }];
    let run = RunEvidence { cases: vec![sample().into()], controls, ..RunEvidence::default() };
    super::text(&plan, 0, &run, &result(&sample())).map_err(|error| error.to_string())
}

#[test]
fn a_baseline_that_was_not_seen_leaves_nothing_to_compare() {
    assert!(beside(|_| {}).unwrap().contains("compared with login/plain"));
    let gone = |base: &mut CaseEvidence| {
        base.incident = Some(Incident { kind: IncidentKind::Browser, message: "it is gone".to_owned() });
    };
    let said = "no snapshot is compared of the cases that vary `login/plain`: that login had trouble of ours (browser: it is gone)";
    assert_eq!(beside(gone).unwrap_err(), said);
    let trouble = beside(|base| base.not_applicable = Some("no such button".to_owned())).unwrap_err();
    assert!(trouble.ends_with("that login cannot be done (no such button)"), "{trouble}");
}

fn compared(folder: &Path, text: &str, mode: Mode) -> (SnapshotState, Option<String>) {
    compare(folder, "acme-app", "attack/a@b.c", text, mode).unwrap()
}

#[test]
fn snapshots_are_new_then_accepted_then_the_same_then_changed() {
    let folder = tempfile::tempdir().unwrap();
    let accepted = folder.path().join("acme-app/attack/a@b.c.snap");
    let pending = folder.path().join("acme-app/attack/a@b.c.snap.new");

    assert_eq!(compared(folder.path(), "one\n", Mode::Off), (SnapshotState::Off, None));
    assert!(!pending.exists());
    assert_eq!(compared(folder.path(), "one\n", Mode::Compare), (SnapshotState::New, None));
    assert!(pending.exists() && !accepted.exists());

    assert_eq!(compared(folder.path(), "one\n", Mode::Update), (SnapshotState::Same, None));
    assert!(accepted.exists() && !pending.exists());
    assert_eq!(compared(folder.path(), "one\n", Mode::Compare), (SnapshotState::Same, None));

    let (state, diff) = compared(folder.path(), "two\n", Mode::Compare);
    assert_eq!(state, SnapshotState::Changed);
    assert!(diff.as_deref().unwrap().contains("-one\n+two\n"), "{diff:?}");
    assert!(pending.exists());
    assert!(fs::read_to_string(&accepted).unwrap().ends_with("---\none\n"));

    assert_eq!(compared(folder.path(), "one\n", Mode::Compare), (SnapshotState::Same, None));
    assert!(!pending.exists(), "what is the same leaves nothing behind");
}

#[test]
fn without_a_browser_a_page_is_recognised_wherever_its_lines_break() {
    let folder = tempfile::tempdir().unwrap();
    compared(folder.path(), "## Last page\n| Me\n| Sign out\n", Mode::Update);
    let seen = |text: &str| compared(folder.path(), text, Mode::Recognise);
    assert_eq!(seen("## Last page\n| MeSign out\n"), (SnapshotState::Same, None));
    assert_eq!(seen("## Last page\n| MeSign in\n"), (SnapshotState::Off, None));
}

#[test]
fn a_snapshot_checked_out_with_other_line_ends_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    compared(folder.path(), "one\ntwo\n", Mode::Update);
    let accepted = folder.path().join("acme-app/attack/a@b.c.snap");
    let text = fs::read_to_string(&accepted).unwrap().replace('\n', "\r\n");
    fs::write(&accepted, text).unwrap();
    assert_eq!(compared(folder.path(), "one\ntwo\n", Mode::Compare).0, SnapshotState::Same);
}

/// insta itself reads our file, takes its contents for the same as ours, and refuses others.
#[test]
fn insta_accepts_our_files() {
    let folder = tempfile::tempdir().unwrap();
    let contents = "outcome:  \"signed-in\"\n---\n  indented: 'yes'\n";
    compare(folder.path(), "acme: app", "login/sp-initiated", contents, Mode::Update).unwrap();
    let path = folder.path().join("acme: app/login/sp-initiated.snap");

    let read = insta::Snapshot::from_file(&path).unwrap();
    assert_eq!(
        (read.metadata().source(), read.metadata().expression()),
        (Some("acme: app"), Some("login/sp-initiated"))
    );

    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(path.parent().unwrap());
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| {
        insta::assert_snapshot!("sp-initiated", contents);
    });
}

/// What insta writes when a reviewer accepts, with its own head, is the same to us.
#[test]
fn a_file_that_insta_wrote_is_read() {
    let text = "---\nsource: harness/src/x.rs\nassertion_line: 7\nexpression: y\ndescription: z\n---\none\n---\ntwo\n";
    assert_eq!(file::read(text), "one\n---\ntwo");
    assert_eq!(file::read(&file::write("t", "a/b", "one\n---\ntwo")), "one\n---\ntwo");
}
