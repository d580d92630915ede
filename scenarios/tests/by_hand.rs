//! Customers whose files were written by hand, not by the catalogue: the first answer to each.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

mod common;
#[path = "by_hand/customers.rs"]
mod customers;

use std::path::{Path, PathBuf};

use common::library::LIBRARY;
use customers::{Customers, FIRST, FOURTH, FURTHER, HEALTHY, OTHERS, SIGNATURES, THIRD};
use rstest::rstest;
use saml_artefact::{Options, Reading, read};
use saml_harness::diagnose::{Certainty, Conclusion, Diagnosis, KnownSp, diagnose};

/// The files of a folder in the order of their names, and what is wrong in words.
fn sent(folder: &Path) -> (Vec<Reading>, String) {
    let mut files: Vec<_> = folder.read_dir().unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let (expected, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.ends_with("expected.txt"));
    let reading = |file: &PathBuf| {
        let name = file.file_name().unwrap().to_string_lossy();
        read(&name, &std::fs::read(file).unwrap(), &Options::default()).unwrap()
    };
    (files.iter().map(reading).collect(), std::fs::read_to_string(&expected[0]).unwrap())
}

/// What is told of these files, and what is wrong in words.
fn told(name: &str) -> (Diagnosis, String) {
    let (readings, expected) = sent(&folder().join(name));
    // Certificates run out: the files are read on the day on which they were written.
    (diagnose(&readings, &KnownSp::default(), &LIBRARY, "2026-11-28T12:00:00Z".parse().unwrap()), expected)
}

/// How many first answers are right; the table is printed.
fn right(customers: &Customers) -> usize {
    let is_right = |(name, cause): &&(&str, &str)| {
        let (told, expected) = told(name);
        let blamed =
            told.first().filter(|_| !matches!(told.conclusion, Conclusion::NothingWrong | Conclusion::CannotBeTold));
        // What is only possible counts as an answer where a cause is expected, and as none where nothing is wrong.
        let first = if *cause == "none" { blamed } else { told.first() }.map_or("none", |first| first.cause.id);
        let mark = if first == *cause { "right" } else { "WRONG" };
        println!("{mark} | {name} | {first} | {}", expected.trim());
        first == *cause
    };
    customers.iter().filter(is_right).count()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/by_hand")
}

#[test]
fn the_first_answer_is_right_for_nine_of_ten_customers() {
    let (first, further, others) = (right(FIRST), right(FURTHER), right(OTHERS));
    let (third, fourth) = (right(THIRD), right(FOURTH));
    let figures = format!("{first} of 30, {further} of 20, {others} of 64, {third} of 30, {fourth} of 46");
    let enough = first >= 27 && further >= 18 && others >= 58 && third >= 27 && fourth >= 42;
    assert!(enough, "{figures}; `--nocapture` shows the table");
    let page = std::fs::read_to_string(folder().join("page.md")).unwrap();
    for figure in [
        format!("| the first 30 after the mends | 30 | {first} |"),
        format!("| the further 20 after the mends | 20 | {further} |"),
        format!("| the 64 of somebody else after the mends | 64 | {others} |"),
        format!("| the 30 of a third person after the mends | 30 | {third} |"),
        format!("| the 46 of a fourth person after the mends | 46 | {fourth} |"),
    ] {
        assert!(page.contains(&figure), "scenarios/tests/by_hand/page.md does not have `{figure}`");
    }
}

#[test]
fn it_is_told_in_which_way_a_signature_fails() {
    assert_eq!(right(SIGNATURES), SIGNATURES.len(), "`--nocapture` shows the table");
}

#[test]
fn healthy_customers_are_told_of_no_cause() {
    for name in HEALTHY {
        let (told, _) = told(name);
        let blamed = told.first().filter(|first| first.found.certainty > Certainty::Possible);
        assert!(blamed.is_none(), "{name}: {} ({})", blamed.unwrap().cause.id, blamed.unwrap().found.seen);
        assert!(matches!(told.conclusion, Conclusion::NothingWrong | Conclusion::CannotBeTold), "{name}");
    }
}

/// What the program prints of these files in a form.
fn printed(folder: &Path, form: &str) -> String {
    let mut files: Vec<PathBuf> = folder.read_dir().unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_saml-harness-in-tests"));
    let output = command.args(["reproduce", "--no-run", "--as", form]).args(files).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

const FORMS: [&str; 5] = ["text", "mail", "ticket", "markdown", "json"];

#[test]
fn nobody_is_named_and_none_of_our_sentences_is_altered() {
    let folder = tempfile::tempdir().unwrap();
    let post = r#"<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="jonas.keller@acme.example"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example/sso"/></IDPSSODescriptor></EntityDescriptor>"#;
    let mail = "Company Login ends with 404 Not Found, says hans@acme.example (0170-5551234).\n> POST /x HTTP/1.1\n> Cookie: PHPSESSID=s7n2k1f00\nPassword: Winter2026!\n";
    std::fs::write(folder.path().join("Jonas Keller jonas.keller@acme.example metadata.xml"), post).unwrap();
    std::fs::write(folder.path().join("zz Acme mail.txt"), mail).unwrap();
    for form in FORMS {
        let printed = printed(folder.path(), form);
        for gone in ["eller", "hans@", "acme.example", "Acme", "5551234", "s7n2k1f00", "Winter2026"] {
            assert!(!printed.contains(gone), "{form}: {gone}\n{printed}");
        }
        if form != "markdown" {
            for advice in ["change it", "sign out everywhere, which ends the session"] {
                assert!(printed.contains(advice), "{form}: {advice}\n{printed}");
            }
        }
    }
    assert!(printed(folder.path(), "text").contains("file-1.xml:1  metadata of an IdP"));
}

#[test]
fn an_address_in_other_letters_is_seen_to_be_another() {
    // The address at the service provider, and the one in the answer.
    let printed = printed(&folder().join("75-basketry"), "json");
    let printed: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let first = &printed["answers"][0];
    assert_eq!(first["cause"], "email-in-other-letters");
    assert_ne!(first["expected"], first["seen"], "{first}");
    assert_eq!(first["expected"].as_str().unwrap().to_lowercase(), first["seen"].as_str().unwrap().to_lowercase());
}

/// What is told of a file with these bytes and the words of a page.
fn told_of(name: &str, bytes: &[u8], words: &str) -> Diagnosis {
    let reading = |name: &str, bytes: &[u8]| read(name, bytes, &Options::default()).unwrap();
    let readings = [reading(name, bytes), reading("page.txt", words.as_bytes())];
    diagnose(&readings, &KnownSp::default(), &LIBRARY, "2026-11-28T12:00:00Z".parse().unwrap())
}

#[test]
fn what_every_file_of_a_vendor_has_is_no_cause() {
    let vendor = |name: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../harness/lint/tests/healthy");
        std::fs::read_to_string(folder.join(name)).unwrap()
    };
    let ids = |told: &Diagnosis| told.answers.iter().map(|answer| answer.cause.id).collect::<Vec<_>>();
    // ADFS is an IdP and an SP by one name.
    let adfs = vendor("adfs.xml");
    let told = told_of("FederationMetadata.xml", adfs.as_bytes(), "An error occurred after I logged in");
    assert!(!ids(&told).contains(&"entity-ids-the-same"), "{:?}", ids(&told));
    assert_eq!(told.vendor.map(|vendor| vendor.name), Some("ADFS"));
    // Each download of Entra begins with a mark.
    let entra = format!("\u{feff}{}", vendor("entra.xml").trim_start_matches('\u{feff}'));
    let told = told_of("app.xml", entra.as_bytes(), "Signature validation failed");
    let mark = told.answers.iter().find(|answer| answer.cause.id == "metadata-encoding").unwrap();
    assert_eq!(mark.found.certainty, Certainty::Possible);
    assert_ne!(told.first().unwrap().cause.id, "metadata-encoding");
    assert_eq!(told.vendor.map(|vendor| vendor.name), Some("Microsoft Entra"));
    let told = told_of("metadata.xml", vendor("jumpcloud.xml").as_bytes(), "404");
    assert_eq!(told.vendor.map(|vendor| vendor.name), None, "the guide is about it");
}

/// What people write, with nothing beside it; other sentences than those of the customers above.
#[rstest]
#[case::a_page("Company Login answers: This page does not exist (404).", "settings-not-stored")]
#[case::praise(
    "The issuer is correct and the audience matches. The certificate has not expired. After Okta: HTTP 403.",
    "none"
)]
#[case::labels(
    "SP Entity ID: see above. Our ACS URL and the reply URL are in the wiki. Access fails with an error.",
    "settings-not-stored"
)]
#[case::thanks(
    "It was the SP Entity ID: \"invalid audience\" is gone. Jetzt geht alles. Es funktioniert wieder, danke!",
    "none"
)]
#[case::numbers("Room 404, tel. (503) 555-0142, port 502: nobody can log in, error.", "settings-not-stored")]
#[case::somebody_else(
    "Ich bin im Konto eines Kollegen gelandet, ich sehe seine Bestellungen.",
    "idp-session-of-another"
)]
#[case::expired("La session de connexion a expiré, veuillez recommencer.", "login-took-too-long")]
#[case::suspended("Su cuenta ha sido suspendida. Póngase en contacto con el administrador.", "user-suspended")]
#[case::no_access("Vous n'avez pas accès à cette application.", "user-not-bound")]
#[case::no_account("Für diese Adresse wurde kein Konto gefunden.", "no-account")]
#[case::popups("Safari blocked a pop-up window when I clicked Company Login.", "window-blocked")]
#[case::ocr("MSlS32OO: No AssertionConsumerService is configured on the re1ying party trust 'x'", "acs-url-not-listed")]
#[case::some_people("It works for me, only one colleague gets: app_not_configured_for_user", "user-not-bound")]
#[case::everybody("Nobody gets in: Error: app_not_configured_for_user", "sp-entity-id-not-the-issuer")]
#[case::of_the_sp("Log: Invalid issuer in the Assertion/Response (expected 'a', got 'b')", "issuer-at-sp-differs")]
fn what_people_write_leads_to_the_cause(#[case] text: &str, #[case] cause: &str) {
    let readings = [read("mail.txt", text.as_bytes(), &Options::default()).unwrap()];
    let told = diagnose(&readings, &KnownSp::default(), &LIBRARY, "2026-11-28T12:00:00Z".parse().unwrap());
    assert_eq!(told.first().map_or("none", |first| first.cause.id), cause, "{:?}", told.answers);
}

#[test]
fn a_signature_is_held_against_the_metadata_and_a_copy_that_was_indented_blames_nobody() {
    let signed = |name: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../harness/signature/tests/signed");
        std::fs::read_to_string(folder.join(name)).unwrap()
    };
    let base64_of = |name: &str| signed(name).lines().filter(|line| !line.starts_with("-----")).collect::<String>();
    let another = signed("metadata.xml").replace(&base64_of("own.pem"), &base64_of("other.pem"));
    let ids = |response: &str, metadata: &str| {
        let told = told_of("r.xml", response.as_bytes(), &format!("403 after I logged in\n{metadata}"));
        told.answers.iter().map(|answer| answer.cause.id).collect::<Vec<_>>()
    };
    // Without a certificate in the signature the key tells.
    assert!(ids(&signed("no-key-info.xml"), &another).contains(&"certificate-differs"));
    assert!(!ids(&signed("no-key-info.xml"), &signed("metadata.xml")).contains(&"certificate-differs"));
    let changed = signed("no-key-info.xml").replace("Anna<", "Anne<");
    assert!(ids(&changed, &signed("metadata.xml")).contains(&"answer-changed-on-the-way"));
    let blamed = ["certificate-differs", "answer-changed-on-the-way", "key-and-certificate-no-pair"];
    for copy in [signed("both.xml"), signed("both.xml").replace("><", ">\n  <")] {
        for changed in [copy.clone(), copy.replace(">\n  <", ">\n      <")] {
            let ids = ids(&changed, &signed("metadata.xml"));
            assert!(!ids.iter().any(|id| blamed.contains(id)), "{ids:?}");
        }
    }
}
