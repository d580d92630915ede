//! The files of customers are given to `diagnose` without the case's id; `harness/docs/reproduce.md` is what came out.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "blind/class.rs"]
mod class;
mod common;
#[path = "blind/files.rs"]
mod files;
#[path = "blind/page.rs"]
mod page;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Output;

use common::library::LIBRARY;
use common::{in_process, planned, repository};
use files::{Files, Sent};
use saml_artefact::{Options, Reading, read};
use saml_harness::diagnose::causes::CAUSES;
use saml_harness::diagnose::{Conclusion, Diagnosis, KnownSp, diagnose};
use saml_harness::outcome::OutcomeKind;
use saml_harness::plan::{Case, Selection, plan};

/// The guide whose customers are measured: the other guides are for SPs that take no metadata, or not at first.
const GUIDE: &str = "guide/jumpcloud";

/// What was answered to one customer.
pub struct Told {
    pub case: String,
    pub sent: Sent,
    /// Whether there was anything to send.
    pub is_sent: bool,
    pub class: String,
    pub first: String,
    pub certainty: &'static str,
    pub is_right: bool,
}

fn answer(readings: &[Reading]) -> Diagnosis {
    diagnose(readings, &KnownSp::default(), &LIBRARY, jiff::Timestamp::now())
}

/// The files of every customer of the guide and of the misconfigurations.
async fn customers() -> BTreeMap<String, Files> {
    let (scenarios, guides) = &*planned::LOADED;
    let target = planned::target("reference");
    let filters = [GUIDE, "misconfiguration"].map(str::to_owned).to_vec();
    let selection = Selection { filters, ..Selection::default() };
    let plan = plan(scenarios, guides, &target, &selection).map_err(|error| error.to_string()).unwrap();
    let evidence = in_process::run(&plan, &target, None, 2, Path::new("blind")).await;
    let seen = evidence.cases.iter().map(|kept| kept.seen());
    let seen = seen.inspect(|case| assert_eq!(case.incident, None, "{}", case.case));
    seen.map(|case| (case.case.clone(), files::of(&case))).collect()
}

#[tokio::test]
async fn the_right_cause_is_the_first_answer() {
    let customers = customers().await;
    // A guide followed whole, and what is harmless, has nothing to find.
    let ill = |case: &str| CAUSES.iter().any(|cause| cause.covers(case));
    let mut told = Vec::new();
    for sent in Sent::ALL {
        let read: BTreeMap<&String, Vec<Reading>> =
            customers.iter().map(|(case, files)| (case, files.read(sent))).collect();
        let mut classes: BTreeMap<String, BTreeSet<&String>> = BTreeMap::new();
        for (case, readings) in read.iter().filter(|(case, _)| ill(case)) {
            classes.entry(class::normalised(readings)).or_default().insert(case);
        }
        for (case, readings) in read.iter().filter(|(case, _)| ill(case)) {
            let class = class::normalised(readings);
            let diagnosis = answer(readings);
            let first = diagnosis.first();
            let is_right = first.is_some_and(|first| classes[&class].iter().any(|case| first.cause.covers(case)));
            told.push(Told {
                case: (*case).clone(),
                sent,
                is_sent: !readings.is_empty(),
                class,
                first: first.map_or("none", |first| first.cause.id).to_owned(),
                certainty: first.map_or("", |first| first.found.certainty.word()),
                is_right,
            });
        }
    }
    for sent in [Sent::MetadataAndHar, Sent::All] {
        let of: Vec<&Told> = told.iter().filter(|one| one.sent == sent).collect();
        let wrong: Vec<String> =
            of.iter().filter(|one| !one.is_right).map(|one| format!("{}: {}", one.case, one.first)).collect();
        assert!(
            of.len() > 100 && wrong.len() * 10 <= of.len(),
            "{sent:?}: {} of {}\n{}",
            wrong.len(),
            of.len(),
            wrong.join("\n")
        );
    }
    let well: Vec<&str> = customers.keys().map(String::as_str).filter(|case| !ill(case)).collect();
    let page = page::page(&told, &well);
    let file = repository().join("harness/docs/reproduce.md");
    if std::env::var("UPDATE_DOCS").is_ok_and(|given| given == "1") {
        std::fs::write(&file, &page).unwrap();
    }
    let there = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(there == page, "harness/docs/reproduce.md is out of date; `UPDATE_DOCS=1` writes it anew");
    // Nothing is found that ends a login where the guide was followed whole.
    let plain = answer(&customers[GUIDE].read(Sent::All));
    assert_eq!(plain.conclusion, Conclusion::NothingWrong, "{:?}", plain.answers);
}

#[test]
fn the_registry_names_what_there_is() {
    let (_, guides) = &*planned::LOADED;
    let guide = guides.iter().find(|guide| guide.name == "jumpcloud").unwrap();
    let cases = planned::cases(&planned::target("reference"));
    let mut ids = BTreeSet::new();
    for cause in CAUSES {
        assert!(ids.insert(cause.id), "{} is there twice", cause.id);
        for step in cause.mend.iter().filter(|step| !step.starts_with('=')) {
            assert!(guide.steps.iter().any(|known| known.id == *step), "{}: the guide has no step `{step}`", cause.id);
        }
        for case in cause.cases {
            let covers = |id: &str| id == *case || id.strip_prefix(case).is_some_and(|rest| rest.starts_with('@'));
            assert!(cases.iter().any(|known| covers(known.id.as_str())), "{}: there is no case `{case}`", cause.id);
        }
        assert!(!cause.mend.is_empty() || !cause.also.is_empty(), "{}: nothing mends it", cause.id);
    }
    let of_guide = |case: &Case| case.id.scenario() == GUIDE && !is_signed_in(case);
    let is_wrong = |case: &&Case| case.category == "misconfiguration" || of_guide(case);
    for case in cases.iter().filter(is_wrong) {
        let id = case.id.as_str();
        assert!(CAUSES.iter().any(|cause| cause.covers(id)), "{id}: no cause covers it; add one, or its id to one");
    }
}

fn is_signed_in(case: &Case) -> bool {
    case.expect.outcome == OutcomeKind::SignedIn
}

const METADATA: &str = r#"<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="http://www.okta.com/exk1"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://sso.jumpcloud.com/saml2/acme"/>REDIRECT</IDPSSODescriptor></EntityDescriptor>"#;
const REDIRECT: &str = r#"<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://sso.jumpcloud.com/saml2/acme"/>"#;

/// A response of another vendor: other prefixes, other order, pretty-printed.
fn response(issuer: &str, audience: &str, name_id: &str, in_response_to: &str) -> String {
    format!(
        "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" Version=\"2.0\" ID=\"id1\" {in_response_to} Destination=\"https://sp.example/acs\">\n\
         <saml:Issuer>{issuer}</saml:Issuer>\n<samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></samlp:Status>\n\
         <saml:Assertion ID=\"id2\" Version=\"2.0\"><saml:Issuer>{issuer}</saml:Issuer>\
         <ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:SignedInfo><ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"/><ds:Reference URI=\"#id2\"><ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/></ds:Reference></ds:SignedInfo></ds:Signature>\
         <saml:Subject><saml:NameID Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\">{name_id}</saml:NameID></saml:Subject>\
         <saml:Conditions><saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>\
         <saml:AttributeStatement><saml:Attribute Name=\"email\"><saml:AttributeValue>{name_id}</saml:AttributeValue></saml:Attribute><saml:Attribute Name=\"firstName\"><saml:AttributeValue>A</saml:AttributeValue></saml:Attribute><saml:Attribute Name=\"lastName\"><saml:AttributeValue>B</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>\
         </saml:Assertion></samlp:Response>"
    )
}

fn first(files: &[&str]) -> String {
    let readings: Vec<Reading> =
        files.iter().map(|text| read("file", text.as_bytes(), &Options::default()).unwrap()).collect();
    answer(&readings).first().map_or("none", |first| first.cause.id).to_owned()
}

#[test]
fn files_of_strangers_are_understood() {
    let post_only = METADATA.replace("REDIRECT", "");
    let both = METADATA.replace("REDIRECT", REDIRECT);
    let asked = "InResponseTo=\"q\"";
    let good = response("http://www.okta.com/exk1", "https://sp.example/meta", "erin@acme.example", asked);
    let sp = r#"<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://sp.example/meta"><SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://sp.example/acs" index="0"/></SPSSODescriptor></EntityDescriptor>"#;
    let of = |issuer: &str, audience: &str, name: &str| response(issuer, audience, name, asked);
    let okta = "http://www.okta.com/exk1";
    for (files, cause) in [
        (vec![post_only.as_str(), "404 Not Found"], "no-redirect-endpoint"),
        (vec![&format!("Hello,\n> {post_only}\nwe get a 404")], "no-redirect-endpoint"),
        (vec![&of("JumpCloud-other", "https://sp.example/meta", "a@b.example"), both.as_str()], "issuer-differs"),
        (vec![&of(" JumpCloud", "https://sp.example/meta", "a@b.example")], "idp-entity-id-empty"),
        (vec![&of(okta, "https://sp.example/meta/", "a@b.example"), sp], "audience-differs"),
        (vec![&of(okta, "https://sp.example/meta ", "a@b.example")], "audience-differs"),
        (vec![&of(okta, "https://sp.example/meta", "erin"), sp], "name-id-is-no-email"),
        (vec![&of(okta, "https://sp.example/meta", "a@b.example "), sp], "name-id-padded"),
        (vec![&good, "Signature missing for assertion"], "assertion-not-signed"),
        (vec!["the message of the Response is not signed and the SP requires it"], "response-not-signed"),
        (vec!["Google: 403 app_not_configured_for_user"], "sp-entity-id-not-the-issuer"),
        (vec!["JumpCloud shows: Single Sign-On Inactive"], "application-inactive"),
        (vec!["AADSTS50105: the signed in user is not assigned to a role"], "user-not-bound"),
        (vec!["the assertion is not yet valid"], "idp-clock-off"),
        (vec!["<html><head><title>JumpCloud Login</title></head><body>Log in</body></html>"], "not-metadata"),
        (vec![sp], "sp-metadata-instead"),
        (vec![&both, "the certificate has expired"], "no-signing-certificate"),
    ] {
        assert_eq!(first(&files), cause, "{files:?}");
    }
}

#[test]
fn what_the_files_do_not_tell_is_asked_for() {
    let told = answer(&[read("shot.txt", b"404 Not Found", &Options::default()).unwrap()]);
    assert_eq!(told.conclusion, Conclusion::CannotBeTold);
    assert!(told.ask.iter().any(|ask| ask.contains("Send the metadata file")), "{:?}", told.ask);
    let begun = r#"{"log":{"entries":[{"request":{"method":"GET","url":"https://idp.example/sso?SAMLRequest=abc"},"response":{"status":200}}]}}"#;
    let told = answer(&[read("a.har", begun.as_bytes(), &Options::default()).unwrap()]);
    assert!(told.ask.iter().any(|ask| ask.contains("keep recording until the error page")), "{:?}", told.ask);
    let failing = r#"{"log":{"entries":[{"request":{"method":"POST","url":"https://sp.example/acs","postData":{"text":"SAMLResponse=RESPONSE"}},"response":{"status":500}}]}}"#;
    let good = response("i", "a", "a@b.example", "InResponseTo=\"q\"");
    let encoded: String = good.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let told = answer(&[read("a.har", failing.replace("RESPONSE", &encoded).as_bytes(), &Options::default()).unwrap()]);
    assert_eq!(told.conclusion, Conclusion::NotOnYourSide, "{:?}", told.answers);
}

fn reproduce(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = common::harness();
    command.arg("reproduce").args(arguments).current_dir(folder).output().unwrap()
}

/// The story that this began with: a customer's metadata without the redirect endpoint, and the words of a screenshot.
#[test]
fn the_404_of_the_story_is_mended() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("metadata.xml"), METADATA.replace("REDIRECT", "")).unwrap();
    std::fs::write(folder.path().join("shot.txt"), "404 Not Found\nerin.meier@acme.example").unwrap();
    let output = reproduce(folder.path(), &["metadata.xml", "shot.txt", "--engine", "http"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    for part in [
        "Declare Redirect Endpoint was not enabled",
        "not-found at phase `start` (HTTP 404); the customer saw the same status, it is not known where",
        "After the mend (`login/customer-no-redirect-endpoint-mended`): signed-in",
        "SHA-256",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    // What was written can be run as any scenario.
    let run = common::harness()
        .args([
            "run",
            "misconfiguration/customer-no-redirect-endpoint",
            "--engine",
            "http",
            "--no-snapshots",
            "--quiet",
        ])
        .arg("--catalogue")
        .arg(folder.path().join("reproduced"))
        .output()
        .unwrap();
    assert!(run.status.success(), "{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    let mail = reproduce(folder.path(), &["metadata.xml", "shot.txt", "--no-run", "--as", "mail"]);
    let mail = String::from_utf8_lossy(&mail.stdout).into_owned();
    let order = ["Enable Declare Redirect Endpoint.", "Save the application.", "export its metadata", "Click Update."];
    let places: Vec<usize> =
        order.iter().map(|part| mail.find(part).unwrap_or_else(|| panic!("{part}\n{mail}"))).collect();
    assert!(places.is_sorted(), "{mail}");
    assert!(!mail.contains("erin.meier"), "{mail}");
}
