//! A made-up run for tests: one case of every verdict, with texts that a page may well show.

use std::collections::BTreeMap;
use std::path::PathBuf;

use mock_idp::journal::{Binding, Direction};
use mock_idp::organization::{SettingsPatch, SsoAuthEvent};

use crate::case_id::CaseId;
use crate::evidence::{
    CaseEvidence, ControlEvidence, Cookie, Document, Identity, Incident, IncidentKind, Kept, LaneControl, LaneControls,
    Message, Page, RunEvidence, Sign, Step, Surroundings, digest,
};
use crate::outcome::{OutcomeKind, Verdict};
use crate::plan::{Case, Control, ControlId, Plan};
use crate::record::{Call, Record, Snapshots};
use crate::scenario::{Attacker, Expect, Flow, Level, Severity};
use crate::target::{Departure, Login, Procedure, Provision, SignedIn, Target};

pub(crate) const SP: &str = "http://127.0.0.1:34567";
pub(crate) const IDP: &str = "http://org-k3f9x2ab.idp.localhost:45678";
pub(crate) const EMPLOYEE: &str = "employee@acme.test";
pub(crate) const VICTIM: &str = "victim@acme.test";
pub(crate) const REQUEST_ID: &str = "_5f0c8a1b2c3d4e5f60718293a4b5c6d7";

pub(crate) fn expect(outcome: OutcomeKind) -> Expect {
    Expect::of(outcome)
}

pub(crate) fn case(id: &str, outcome: OutcomeKind) -> Case {
    let id: CaseId = id.parse().expect("a test names a case");
    let why = "An SP that verifies one assertion and reads another lets anyone be anyone.";
    let title = format!("Title of {id}");
    Case {
        refs: vec!["SIG-33".to_owned()],
        severity: Severity::High,
        flow: Flow { user: "employee".to_owned(), ..Flow::default() },
        expect: expect(outcome),
        attacker: (id.category() == "attack").then_some(Attacker::Held),
        control: if outcome == OutcomeKind::SignedIn { Control::None } else { Control::Lane },
        ..Case::plain_login(id, &title, why)
    }
}

pub(crate) fn target() -> Target {
    Target {
        name: "acme-app".to_owned(),
        folder: PathBuf::from("targets"),
        path: PathBuf::from("targets/acme-app.toml"),
        mail_domain: None,
        launch: None,
        sp: BTreeMap::new(),
        trust: http_browser::Trust::default(),
        ca: None,
        idp_tls: false,
        idp: SettingsPatch::default(),
        provision: Provision {
            guides: BTreeMap::new(),
            procedure: Procedure::None,
            companies: Vec::new(),
            settings: BTreeMap::new(),
            plain: BTreeMap::new(),
        },
        teardown: Procedure::None,
        accounts: Procedure::None,
        login: Login { start: "/company-login".to_owned(), ..Login::default() },
        interruptions: Vec::new(),
        signed_in: SignedIn::of_element(Some("/me".to_owned()), "#user".to_owned()),
        sign_out: None,
        supports: BTreeMap::new(),
        pace: None,
        departures: Vec::new(),
    }
}

pub(crate) fn surroundings() -> Surroundings {
    let personas = ["employee", "colleague", "victim"].map(|name| (name.to_owned(), format!("{name}@acme.test")));
    Surroundings {
        sp_base_url: SP.to_owned(),
        second_sp_base_url: None,
        acs_url: format!("{SP}/acs"),
        sp_entity_id: format!("{SP}/metadata"),
        sp_encryption_key: None,
        idp_sso_url: format!("{IDP}/saml2/acme-app"),
        idp_base_url: format!("{IDP}/"),
        second_idp_base_url: None,
        personas: personas.into_iter().collect(),
        ..Surroundings::default()
    }
}

pub(crate) fn document(method: &str, url: &str, status: u16) -> Document {
    Document { method: method.to_owned(), url: url.to_owned(), status: Some(status), ..Document::default() }
}

/// A step of the login that asked for these documents.
pub(crate) fn step(name: &str, documents: Vec<Document>) -> Step {
    let last = documents.last().cloned().unwrap_or_default();
    let page = Page {
        url: last.url,
        status: last.status,
        title: format!("Page of {name}"),
        text: format!("What {name} shows"),
        screenshot: Some("case/01.png".to_owned()),
        ..Page::default()
    };
    Step { name: name.to_owned(), guide: None, documents, page, duration_ms: 80, ..Step::default() }
}

pub(crate) fn identity(user: Option<&str>) -> Identity {
    let page = Page { url: format!("{SP}/me"), status: Some(200), title: "Me".to_owned(), ..Page::default() };
    let sign = if user.is_some() { Sign::User } else { Sign::Absent };
    Identity { user: user.map(str::to_owned), sign, page, ..Identity::default() }
}

pub(crate) fn issued(user: &str) -> SsoAuthEvent {
    SsoAuthEvent {
        at: "2026-11-24T01:53:07Z".to_owned(),
        user: user.to_owned(),
        name_id: Some(user.to_owned()),
        application: "Acme App".to_owned(),
        idp_initiated: false,
        sso_token_success: true,
        error: None,
        error_message: None,
    }
}

/// The plain login, ending at the ACS with `acs_status` and with `user` signed in.
pub(crate) fn login(id: &str, acs_status: u16, user: Option<&str>) -> CaseEvidence {
    let sso = format!(
        "{IDP}/saml2/acme-app?SAMLRequest=fZFNT8MwDIb%2FSuR7m6T7%2BmjaSYMJaRJDExscuKA0zViVNClxivj5ZGsRQwhuVuz3&RelayState=%2Forders%2F42"
    );
    let mut start = document("POST", &format!("{SP}/company-login"), 302);
    start.location = Some(sso.clone());
    let steps = vec![
        step("open Company Login", vec![document("GET", &format!("{SP}/company-login"), 200)]),
        step("Company Login", vec![start, document("GET", &sso, 200)]),
        step(
            "password at the IdP, Login",
            vec![
                document("POST", &format!("{IDP}/userconsole/login"), 200),
                document("POST", &format!("{SP}/acs"), acs_status),
            ],
        ),
    ];
    CaseEvidence {
        case: id.to_owned(),
        surroundings: surroundings(),
        steps,
        messages: vec![request(), response()],
        idp_events: vec![issued(EMPLOYEE)],
        cookies: vec![Cookie {
            name: "session".to_owned(),
            domain: "127.0.0.1".to_owned(),
            path: "/".to_owned(),
            secure: false,
            http_only: true,
            same_site: Some("Lax".to_owned()),
            digest: digest("of the session"),
        }],
        identity: Some(identity(user)),
        duration_ms: 412,
        browser_ms: 377,
        ..CaseEvidence::default()
    }
}

/// The control of a lane at `position`, with `user` signed in.
pub(crate) fn lane_control(lane: usize, position: usize, user: Option<&str>) -> ControlEvidence {
    let id = ControlId::Lane { lane, position };
    ControlEvidence { login: login(&id.to_string(), 200, user), id }
}

fn in_lane(control: ControlEvidence) -> LaneControl {
    LaneControl { id: control.id, login: control.login.into() }
}

/// A run in which these cases and controls were seen.
pub(crate) fn run_of(cases: Vec<CaseEvidence>, controls: Vec<ControlEvidence>) -> RunEvidence {
    let is_lanes = |control: &ControlEvidence| matches!(control.id, ControlId::Lane { .. });
    let (of_lanes, controls): (Vec<_>, Vec<_>) = controls.into_iter().partition(is_lanes);
    let lane_controls = of_lanes.into_iter().map(in_lane).collect();
    let cases = cases.into_iter().map(Kept::from).collect();
    RunEvidence { cases, lane_controls, controls, ..RunEvidence::default() }
}

/// Between the control of a lane at `position` and the next.
pub(crate) fn between(lane: usize, position: usize) -> LaneControls {
    let control = |position| Some(ControlId::Lane { lane, position });
    LaneControls { before: control(position), after: control(position + 1), in_a_row: None }
}

fn request() -> Message {
    Message {
        direction: Direction::In,
        binding: Binding::Redirect,
        url: format!("{IDP}/saml2/acme-app"),
        at: "2026-11-24T01:53:06Z".parse().ok(),
        raw: "fZFNT8MwDIb%2FSuR7m6T7".to_owned(),
        xml: format!(
            "<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"{REQUEST_ID}\" \
             Version=\"2.0\" IssueInstant=\"2026-11-24T01:53:05Z\" Destination=\"{IDP}/saml2/acme-app\">\
             <saml:Issuer xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">{SP}/metadata</saml:Issuer>\
             </samlp:AuthnRequest>"
        ),
        relay_state: Some("/orders/42".to_owned()),
    }
}

fn response() -> Message {
    let digest = "q1w2E3r4T5y6U7i8O9p0A1s2D3f4G5h6J7k8L9z0x1c=";
    Message {
        direction: Direction::Out,
        binding: Binding::Post,
        url: format!("{SP}/acs"),
        at: "2026-11-24T01:53:08Z".parse().ok(),
        raw: "PHNhbWxwOlJlc3BvbnNlPg==".to_owned(),
        xml: format!(
            "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" \
             xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_99887766554433221100aabbccddeeff\" \
             InResponseTo=\"{REQUEST_ID}\" Destination=\"{SP}/acs\" IssueInstant=\"2026-11-24T01:53:07.123Z\">\
             <saml:Assertion ID=\"_00112233445566778899aabbccddeeff\"><ds:Signature \
             xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:DigestValue>{digest}</ds:DigestValue></ds:Signature>\
             <saml:Subject><saml:NameID>{EMPLOYEE}</saml:NameID></saml:Subject></saml:Assertion></samlp:Response>"
        ),
        relay_state: Some("/orders/42".to_owned()),
    }
}

/// What a customer has set wrongly, and the cure.
fn misconfigured(id: &str, fix: &str) -> Case {
    Case { fix: Some(fix.to_owned()), control: Control::None, ..case(id, OutcomeKind::Refused) }
}

/// A run with every verdict, a critical failure, an accepted departure, one that is stale, and two cases that look alike.
pub(crate) fn run() -> (Plan, Target, RunEvidence) {
    let mut should = case("conformance/destination-missing", OutcomeKind::Refused);
    should.expect.level = Level::Should;
    let cases = vec![
        case("login/sp-initiated", OutcomeKind::SignedIn),
        case("login/idp-initiated", OutcomeKind::SignedIn),
        case("attack/forged-before-signed@response-signed", OutcomeKind::Refused),
        case("attack/unsigned", OutcomeKind::Refused),
        should,
        case("conformance/audience-other", OutcomeKind::Refused),
        case("robustness/slow", OutcomeKind::SignedIn),
        case("browser/tabs", OutcomeKind::SignedIn),
        misconfigured("misconfiguration/acs-url-wrong", "correct the ACS URL"),
        misconfigured("misconfiguration/audience-wrong", "correct the SP entity ID"),
    ];
    let mut hostile = login("attack/forged-before-signed@response-signed", 200, Some(VICTIM));
    hostile.steps[2].page.title = "<script>alert('title')</script>".to_owned();
    hostile.steps[2].page.text = "</pre><script>alert(\"text\")</script> | `cell` <b>bold</b>".to_owned();
    hostile.steps[2].page.console = vec!["<script>console</script>".to_owned()];
    let mut slow = login("robustness/slow", 200, None);
    slow.incident = Some(Incident { kind: IncidentKind::Browser, message: "the browser is gone".to_owned() });
    let mut tile = login("login/idp-initiated", 200, None);
    tile.not_applicable = Some("the target file says `supports.idp_initiated = false`".to_owned());
    let mut evidence = RunEvidence {
        nobody: None,
        target: "acme-app".to_owned(),
        engine: "browser".to_owned(),
        browser: "chromium-headless-shell 140.0.7339.80".to_owned(),
        started_at: "2026-11-24T01:53:00Z".to_owned(),
        duration_ms: 4_210,
        jobs: 2,
        stopped_at: None,
        waited: None,
        cases: [
            login("login/sp-initiated", 200, Some(EMPLOYEE)),
            tile,
            hostile,
            login("attack/unsigned", 404, None),
            login("conformance/destination-missing", 200, Some(EMPLOYEE)),
            login("conformance/audience-other", 200, Some(EMPLOYEE)),
            slow,
            login("browser/tabs", 500, None),
            login("misconfiguration/acs-url-wrong", 404, None),
            login("misconfiguration/audience-wrong", 404, None),
        ]
        .map(Kept::from)
        .into(),
        lane_controls: (0..5).map(|position| in_lane(lane_control(1, position, Some(EMPLOYEE)))).collect(),
        controls: Vec::new(),
    };
    for (position, case) in evidence.cases[2..6].iter_mut().enumerate() {
        case.change(|seen| seen.controls = between(1, position));
    }
    let mut target = target();
    target.departures = vec![
        departure("conformance/audience-other", Verdict::Fail, "fixed in 4.2, see ticket 811"),
        departure("attack/unsigned", Verdict::Fail, "fixed in 4.1"),
    ];
    (Plan { cases, lanes: vec![vec![0, 1, 6, 7, 8, 9], vec![2, 3, 4, 5]], ..Plan::default() }, target, evidence)
}

/// [`run`], called with a target file and no snapshots.
pub(crate) fn record() -> Record {
    let (plan, target, evidence) = run();
    let call = Call {
        program: "saml-harness".to_owned(),
        target_file: Some(target.path.clone()),
        options: Vec::new(),
        snapshots: Snapshots::Off,
        repeat: None,
    };
    Record { call, plan, target, evidence }
}

/// The same, and its first case, which passes, needed two attempts; so had a case that was not verified in the end.
pub(crate) fn flaky() -> Record {
    let mut record = record();
    for (index, before) in [(0, "the browser was gone"), (6, "the browser hung")] {
        record.evidence.cases[index].change(|seen| {
            (seen.retries, seen.earlier) = (1, vec![before.to_owned()]);
        });
    }
    record
}

pub(crate) fn departure(scenario: &str, verdict: Verdict, reason: &str) -> Departure {
    Departure { scenario: scenario.to_owned(), verdict, critical: false, reason: reason.to_owned(), unknown: None }
}
