//! Customers whose files were written by hand, not by the catalogue: the first answer to each.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

mod common;

use std::path::{Path, PathBuf};

use common::library::LIBRARY;
use rstest::rstest;
use saml_artefact::{Options, Reading, read};
use saml_harness::diagnose::{Certainty, Conclusion, Diagnosis, KnownSp, diagnose};

/// Folders with the cause that the `expected.txt` of each puts in words.
type Customers = [(&'static str, &'static str)];

/// Written by somebody who had not read the causes.
const FIRST: &Customers = &[
    ("01-odoo-500", "no-redirect-endpoint"),
    ("02-twenty-invalid-file", "no-redirect-endpoint"),
    ("03-old-export", "metadata-exported-before"),
    ("04-only-response-signed", "assertion-not-signed"),
    ("05-message-unsigned", "response-not-signed"),
    ("06-nothing-signed", "nothing-signed"),
    ("07-certificate-rotated", "certificate-differs"),
    ("08-certificate-expired", "certificate-expired"),
    ("09-mangled-paste", "certificate-damaged"),
    ("10-issuer-differs", "issuer-at-sp-differs"),
    ("11-leading-blank", "idp-entity-id-empty"),
    ("12-empty-entity-id", "idp-entity-id-empty"),
    ("13-wrong-audience", "audience-differs"),
    ("14-trailing-slash", "audience-differs"),
    ("15-acs-wrong", "acs-url-differs"),
    ("16-http-behind-proxy", "sp-behind-proxy"),
    ("17-transient-nameid", "name-id-format-not-email"),
    ("18-case-of-address", "email-in-other-letters"),
    ("19-username-as-nameid", "name-id-is-no-email"),
    ("20-attribute-name", "attribute-names-differ"),
    ("21-no-attributes", "no-attributes"),
    ("22-user-not-bound", "user-not-bound"),
    ("23-not-activated", "application-inactive"),
    ("24-clock-drift", "sp-clock-off"),
    ("25-tile-unsolicited", "tile-not-allowed"),
    ("26-cookie-lost", "session-cookie-not-sent"),
    ("27-sha1", "sha1"),
    ("28-not-encrypted", "not-encrypted"),
    ("29-signed-request-no-sp-cert", "sp-certificate-missing"),
    ("30-login-page-as-metadata", "not-metadata"),
];

/// Written after what the first thirty showed was mended.
const FURTHER: &Customers = &[
    ("31-cognito", "no-redirect-endpoint"),
    ("32-both-signed", "both-signed"),
    ("33-valid-until", "metadata-outdated"),
    ("34-two-certs", "stale-certificate"),
    ("35-placeholder", "idp-entity-id-empty"),
    ("36-case-of-sp-entity-id", "sp-entity-id-not-the-issuer"),
    ("37-no-nameid", "no-name-id"),
    ("38-no-account", "no-account"),
    ("39-two-tabs", "answer-to-another-request"),
    ("40-long-relaystate", "relay-state-too-long"),
    ("41-decrypt", "encrypted-for-another-key"),
    ("42-sp-cert-wrong", "sp-certificate-of-another"),
    ("43-bom", "metadata-encoding"),
    ("44-entities-wrapper", "several-entities"),
    ("45-authn-context", "authn-context-demanded"),
    ("46-logout", "single-logout-not-supported"),
    ("47-no-keyinfo", "no-key-info"),
    ("48-region", "acs-url-not-listed"),
    ("49-loop", "login-loop"),
    ("50-shared-suffix", "idp-url-shared"),
];

/// Written by somebody else, who had not read the causes either: a case for each row of a table of what goes wrong, and
/// several for some.
const OTHERS: &Customers = &[
    ("51-lumatrack", "no-redirect-endpoint"),
    ("52-quillstock", "no-redirect-endpoint"),
    ("53-berrydesk", "no-redirect-endpoint"),
    ("54-tallyhive", "assertion-not-signed"),
    ("55-orderwell", "assertion-not-signed"),
    ("56-northfold", "response-not-signed"),
    ("57-kiteledger", "both-signed"),
    ("58-stacksupply", "nothing-signed"),
    ("59-invoqa", "certificate-differs"),
    ("60-procuria", "certificate-differs"),
    ("61-fernbill", "certificate-expired"),
    ("62-vantor", "certificate-differs"),
    ("63-clearbid", "metadata-outdated"),
    ("64-odalys", "stale-certificate"),
    ("65-hexapay", "issuer-at-sp-differs"),
    ("66-pallettra", "idp-entity-id-empty"),
    ("67-brightquote", "idp-entity-id-empty"),
    ("68-sprucebuy", "audience-differs"),
    ("69-gantrybase", "audience-differs"),
    ("70-meridiandesk", "audience-differs"),
    ("71-cobaltcart", "acs-url-differs"),
    ("72-ferrostat", "sp-behind-proxy"),
    ("73-fleetmere", "no-name-id"),
    ("74-pennyworth", "name-id-format-not-email"),
    ("75-basketry", "email-in-other-letters"),
    ("76-cartonix", "name-id-is-no-email"),
    ("77-shelfwise", "attribute-names-differ"),
    ("78-tendril", "user-not-bound"),
    ("79-rookline", "no-account"),
    ("80-vaultry", "application-inactive"),
    ("81-ledgerfox", "sp-clock-off"),
    ("82-timbertrack", "tile-not-allowed"),
    ("83-oxbow", "answer-to-another-request"),
    ("84-parcelio", "answer-to-another-request"),
    ("85-gridlane", "session-cookie-not-sent"),
    ("86-curlew", "relay-state-too-long"),
    ("87-stratoform", "sha1"),
    ("88-bayline", "not-encrypted"),
    ("89-docketly", "sp-certificate-of-another"),
    ("90-halyard", "not-metadata"),
    ("91-copperleaf", "no-redirect-endpoint"),
    ("92-novabatch", "no-signing-certificate"),
    ("93-westhatch", "audience-differs"),
    ("94-sablefin", "sp-entity-id-not-the-issuer"),
    ("95-tarnhelm", "acs-url-not-listed"),
    ("96-gorseline", "no-attributes"),
    ("97-wickerwall", "attribute-missing"),
    ("98-sandglass", "user-not-bound"),
    ("99-inkberry", "sso-not-enforced"),
    ("100-loamworks", "algorithm-not-supported"),
    ("101-chervil", "encrypted-for-another-key"),
    ("102-marlstone", "request-not-signed"),
    ("103-plovercast", "sp-certificate-missing"),
    ("104-bramblehub", "metadata-encoding"),
    ("105-skerry", "metadata-encoding"),
    ("106-meshwork", "authn-context-demanded"),
    ("107-farthing", "single-logout-not-supported"),
    ("108-ridgeway", "login-loop"),
    ("109-tamarack", "landing-page-refused"),
    ("110-sennen", "no-key-info"),
    ("111-vellumdesk", "session-index-missing"),
    ("112-tollgate", "acs-url-differs"),
    ("113-umberline", "metadata-export-fails"),
    ("114-yewtree", "metadata-of-another-application"),
];

/// Written by a third person who had not read the causes: signatures that fail, each in its own way, and one that holds.
const SIGNATURES: &Customers = &[
    ("key-no-pair", "key-and-certificate-no-pair"),
    ("altered-by-proxy", "answer-changed-on-the-way"),
    ("certificate-letter", "certificate-damaged"),
    ("sp-not-updated", "certificate-at-sp-old"),
];

/// Written by a third person, who had read the causes as little: customers of eight vendors' IdPs, in the forms in which mails,
/// documents, recorders and logs come. `none`: nothing is wrong, or it cannot be told.
const THIRD: &Customers = &[
    ("115-outlook-de-no-redirect", "no-redirect-endpoint"),
    ("116-chrome-har-response-signed", "assertion-not-signed"),
    ("117-tracer-cert-regenerated", "certificate-differs"),
    ("118-curl-not-pasted", "settings-not-stored"),
    ("119-okta-audience-slash", "audience-differs"),
    ("120-entra-not-assigned-firefox", "user-not-bound"),
    ("121-fr-ocr-reply-url", "acs-url-not-listed"),
    ("122-sanitized-har", "none"),
    ("123-es-ocr-not-bound", "user-not-bound"),
    ("124-safari-cookie-lax", "session-cookie-not-sent"),
    ("125-sp-clock-slow", "sp-clock-off"),
    ("126-eml-sp-not-updated", "certificate-at-sp-old"),
    ("127-slack-google-not-configured-for-user", "user-not-bound"),
    ("128-keycloak-unknown-requester", "sp-entity-id-not-the-issuer"),
    ("129-adfs-utf16-msis3200", "acs-url-not-listed"),
    ("130-ocr-issuer-is-console-url", "issuer-at-sp-differs"),
    ("131-response-audience-blank-crlf", "audience-differs"),
    ("132-sp-acs-typo", "sp-asks-for-another-acs"),
    ("133-de-proxy-http-https", "sp-behind-proxy"),
    ("134-tracer-nameid-username", "name-id-is-no-email"),
    ("135-attribute-names", "attribute-names-differ"),
    ("136-nothing-wrong", "none"),
    ("137-wrong-person", "idp-session-of-another"),
    ("138-wrong-organization", "metadata-of-another-organization"),
    ("139-console-popup", "window-blocked"),
    ("140-fiddler-sha1", "sha1"),
    ("141-burp-login-expired", "login-took-too-long"),
    ("142-docx-two-toggles", "no-redirect-endpoint"),
    ("143-pdf-wrong-fields", "not-metadata"),
    ("144-zendesk-onelogin-expired", "certificate-expired"),
];

/// Written by a fourth person, who had read the causes as little: settings as code and scripts write them, archives, logs and
/// exports of ticket systems, customers of eleven vendors.
const FOURTH: &Customers = &[
    ("145-terraform-toggle", "no-redirect-endpoint"),
    ("146-har-response-signed", "assertion-not-signed"),
    ("147-powershell-inactive", "application-inactive"),
    ("148-terraform-new-key", "certificate-differs"),
    ("149-docx-empty-entity-id", "idp-entity-id-empty"),
    ("150-tracer-audience-slash", "audience-differs"),
    ("151-es-ocr-not-bound", "user-not-bound"),
    ("152-syslog-issuer-case", "issuer-at-sp-differs"),
    ("153-openssl-text-expired", "certificate-expired"),
    ("154-settings-and-curl", "assertion-not-signed"),
    ("155-eml-attachment", "no-redirect-endpoint"),
    ("156-fetch-username", "name-id-is-no-email"),
    ("157-saz-sha1", "sha1"),
    ("158-php-settings-issuer", "issuer-at-sp-differs"),
    ("159-broken-cdn", "none"),
    ("160-sp-clock-slow", "sp-clock-off"),
    ("161-jira-other-region", "sp-entity-id-not-the-issuer"),
    ("162-hard-wrapped-quoted", "no-signing-certificate"),
    ("163-http-behind-proxy", "acs-url-not-listed"),
    ("164-account-deactivated", "not-authorised-at-sp"),
    ("165-curl-attribute-names", "attribute-names-differ"),
    ("166-netlog-no-redirect", "no-redirect-endpoint"),
    ("167-fr-ocr-entra-unknown", "sp-entity-id-not-the-issuer"),
    ("168-entra-groups-link", "groups-in-another-shape"),
    ("169-entra-key-rolled", "certificate-differs"),
    ("170-entra-private-account", "idp-account-of-another-company"),
    ("171-okta-env-audience", "audience-differs"),
    ("172-okta-system-log", "user-not-bound"),
    ("173-okta-encrypted-old-key", "encrypted-for-another-key"),
    ("174-google-service-off", "user-not-bound"),
    ("175-google-entity-id-case", "sp-entity-id-not-the-issuer"),
    ("176-google-burp-signed-response", "assertion-not-signed"),
    ("177-adfs-event-no-certificate", "sp-certificate-missing"),
    ("178-adfs-fiddler-no-nameid", "no-name-id"),
    ("179-keycloak-log-signature", "sp-certificate-of-another"),
    ("180-keycloak-client-json", "assertion-not-signed"),
    ("181-onelogin-har-without-content", "acs-url-differs"),
    ("182-ping-valid-until", "metadata-outdated"),
    ("183-auth0-user-id", "name-id-is-no-email"),
    ("184-duo-ocr-denied", "user-not-bound"),
    ("185-cyberark-rtf-old-url", "idp-url-unknown"),
    ("186-no-seat", "not-authorised-at-sp"),
    ("187-report-fails-later", "none"),
    ("188-nothing-to-tell", "none"),
    ("189-slack-samesite-strict", "session-cookie-not-sent"),
    ("190-pdf-text-username", "name-id-is-no-email"),
];

/// Customers with whom all is well.
const HEALTHY: [&str; 14] = [
    "healthy-1",
    "healthy-2",
    "healthy-3",
    "healthy-4",
    "healthy-5",
    "healthy-6",
    "healthy-7",
    "healthy-8",
    "healthy-9-entra",
    "healthy-10-okta",
    "healthy-11-keycloak",
    "healthy-12-google",
    "healthy-13-tile",
    "healthy-14-thanks",
];

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
