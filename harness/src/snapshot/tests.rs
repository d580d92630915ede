//! Tests of texts, normalisers and files.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use rstest::rstest;

use super::{Mode, Variable, compare, file, indented, normalisers, text};
use crate::evidence::CaseEvidence;
use crate::judge::{CaseResult, judge};
use crate::outcome::{OutcomeKind, SnapshotState};
use crate::plan::Plan;
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
    let run = crate::evidence::RunEvidence { cases: vec![evidence.clone()], ..Default::default() };
    judge(&plan, &target(), &run).remove(0)
}

fn sample() -> CaseEvidence {
    let mut evidence = login("login/a", 302, Some(EMPLOYEE));
    evidence.steps[2].page.text = "Orders\n\n  Signed in since 01:53, order 9081726\n".to_owned();
    evidence
}

#[test]
fn text_is_readable_and_says_what_matters() {
    let evidence = sample();
    insta::assert_snapshot!(text(&evidence, &result(&evidence)));
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
    assert_eq!(text(&one, &result(&one)), text(&other, &result(&other)));
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
    assert_ne!(text(&one, &result(&one)), text(&other, &result(&other)));
}

#[test]
fn set_up_is_one_line_a_step() {
    let mut evidence = sample();
    evidence.steps[0].provision = true;
    let text = text(&evidence, &result(&evidence));
    assert!(
        text.contains("## Set-up\n\n- open Company Login -> 200 Page of open Company Login\n\n## Login\n"),
        "{text}"
    );
    assert!(!text.contains("What open Company Login shows"));
}

#[test]
fn a_message_is_an_indented_tree() {
    let xml = "<a:R xmlns:a=\"u\" xml:lang=\"e&lt;n\"><a:B>x &amp; y</a:B><!-- c --><C xmlns=\"v\"/></a:R>";
    assert_eq!(indented(xml, true), "<a:R xml:lang=\"e&lt;n\">\n  <a:B>x &amp; y</a:B>\n  <C/>\n</a:R>\n");
    assert_eq!(indented("not <xml", true), "not <xml");
    assert_eq!(
        indented("<X509Certificate>MIIB</X509Certificate>", true),
        "<X509Certificate>[certificate]</X509Certificate>\n"
    );
    assert_eq!(indented("<X509Certificate>MIIB</X509Certificate>", false), "<X509Certificate>MIIB</X509Certificate>\n");
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
