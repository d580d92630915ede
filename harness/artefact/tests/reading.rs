//! What customers send is recognised, in every wrapping.
#![allow(clippy::unwrap_used, missing_docs)]

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use saml_artefact::{Content, Options, Redactor, Response, read};

const RESPONSE: &str = r##"<saml2p:Response xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" Destination="https://sp.example/acs" ID="_r" InResponseTo="_q" IssueInstant="2026-01-01T00:00:00Z" Version="2.0"><saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">JumpCloud</saml2:Issuer><saml2p:Status><saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></saml2p:Status><saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a" Version="2.0" IssueInstant="2026-01-01T00:00:00Z"><saml2:Issuer>JumpCloud</saml2:Issuer><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo><ds:SignatureMethod Algorithm="http://www.w3.org/2000/09/xmldsig#rsa-sha1"/><ds:Reference URI="#_a"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/></ds:Reference></ds:SignedInfo></ds:Signature><saml2:Subject><saml2:NameID Format="urn:f">Erin.Meier@Acme.com</saml2:NameID></saml2:Subject><saml2:Conditions><saml2:AudienceRestriction><saml2:Audience>https://sp.example/meta </saml2:Audience></saml2:AudienceRestriction></saml2:Conditions><saml2:AttributeStatement><saml2:Attribute Name="lastName"><saml2:AttributeValue>Meier</saml2:AttributeValue></saml2:Attribute></saml2:AttributeStatement></saml2:Assertion></saml2p:Response>"##;

const METADATA: &str = r#"<?xml version="1.0" encoding="UTF-8"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="JumpCloud"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://sso.jumpcloud.com/saml2/acme"/></md:IDPSSODescriptor></md:EntityDescriptor>"#;

fn contents(bytes: &[u8]) -> Vec<Content> {
    read("file", bytes, &Options::default()).unwrap().artefacts.into_iter().map(|artefact| artefact.content).collect()
}

fn names(bytes: &[u8]) -> Vec<&'static str> {
    contents(bytes).iter().map(Content::name).collect()
}

/// The response in the contents, wherever it is.
fn response(bytes: &[u8]) -> Response {
    let found = contents(bytes).into_iter().find_map(|content| match content {
        Content::Response(response) => Some(*response),
        Content::Recording(recording) => recording.exchanges.iter().find_map(|one| one.response()).cloned(),
        _ => None,
    });
    found.unwrap()
}

fn deflated(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn wrapped(text: &str, width: usize, begin: &str) -> String {
    text.as_bytes().chunks(width).map(|line| format!("{begin}{}\n", std::str::from_utf8(line).unwrap())).collect()
}

fn escaped(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

#[test]
fn a_response_is_read_in_every_wrapping() {
    let base64 = STANDARD.encode(RESPONSE);
    let url_safe = base64.replace('+', "-").replace('/', "_").trim_end_matches('=').to_owned();
    let in_url =
        format!("https://sp.example/acs?SAMLResponse={}&RelayState=x", escaped(&STANDARD.encode(deflated(RESPONSE))));
    let all = [
        RESPONSE.to_owned(),
        format!("\u{feff}{RESPONSE}"),
        RESPONSE.replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;"),
        base64.clone(),
        wrapped(&base64, 76, ""),
        wrapped(&base64, 64, "> > "),
        url_safe,
        escaped(&base64),
        format!("SAMLResponse={}&RelayState=%2Fhome", escaped(&base64)),
        format!("Hello,\n\nthe value is\n\n{}\nRegards\nErin", wrapped(&base64, 60, "> ")),
        format!("<input type=\"hidden\" name=\"SAMLResponse\" value=\"{base64}\"/>"),
        in_url.clone(),
        format!("I was here: {in_url} and then nothing"),
        format!("Dear support,\n> {}\n> thanks", RESPONSE.replace("><", ">\n> <")),
    ];
    for text in all {
        let response = response(text.as_bytes());
        assert_eq!(response.issuer.as_deref(), Some("JumpCloud"), "{text}");
        assert_eq!(response.assertions[0].audiences, ["https://sp.example/meta "], "nothing is trimmed: {text}");
        assert!(response.signature.is_none() && response.assertions[0].signature.as_ref().unwrap().is_sha1(), "{text}");
    }
}

#[test]
fn a_control_character_that_xml_allows_makes_a_message_no_other_thing() {
    let odd = RESPONSE.replacen("/acs\"", "/acs\u{7f}\u{85}\"", 1);
    assert!(odd != RESPONSE);
    assert_eq!(response(STANDARD.encode(&odd).as_bytes()).destination, response(odd.as_bytes()).destination);
}

#[test]
fn a_mail_with_several_things_gives_all_in_order() {
    let certificate = certificate();
    let mail = format!(
        "Hi,\nwe see 404 Not Found.\n\n> {}\n\nand the answer:\n{}\nour certificate:\n{certificate}\nErin\n",
        METADATA,
        wrapped(&STANDARD.encode(RESPONSE), 72, "")
    );
    assert_eq!(names(mail.as_bytes()), ["metadata of an IdP", "a SAML response", "a certificate", "words"],);
    let Some(Content::Words { text }) = contents(mail.as_bytes()).pop() else { panic!("no words") };
    assert!(text.contains("404 Not Found") && !text.contains("PHNhbWw"), "{text}");
}

fn certificate() -> String {
    use openssl::{asn1::Asn1Time, hash::MessageDigest, pkey::PKey, rsa::Rsa, x509::X509};
    let key = PKey::from_rsa(Rsa::generate(1024).unwrap()).unwrap();
    let mut builder = X509::builder().unwrap();
    builder.set_not_before(&Asn1Time::from_unix(0).unwrap()).unwrap();
    builder.set_not_after(&Asn1Time::from_unix(1_000_000_000).unwrap()).unwrap();
    builder.set_pubkey(&key).unwrap();
    builder.sign(&key, MessageDigest::sha256()).unwrap();
    String::from_utf8(builder.build().to_pem().unwrap()).unwrap()
}

#[test]
fn a_certificate_is_read_with_its_dates() {
    let Some(Content::Certificate(read)) = contents(certificate().as_bytes()).pop() else { panic!("no certificate") };
    assert_eq!((read.bits, read.key.as_str()), (1024, "RSA"));
    assert_eq!(read.not_after.unwrap().as_second(), 1_000_000_000);
    assert!(read.is_expired("2026-01-01T00:00:00Z".parse().unwrap()));
}

fn har(entry: &str) -> String {
    format!(r#"{{"log":{{"version":"1.2","creator":{{"name":"WebInspector"}},"entries":[{entry}]}}}}"#)
}

#[test]
fn recordings_of_all_browsers_give_the_same() {
    let value = STANDARD.encode(RESPONSE);
    let entry = |post: String| {
        format!(
            r#"{{"startedDateTime":"2026-01-01T00:00:00.000Z","request":{{"method":"POST","url":"https://sp.example/acs?token=secret","headers":[{{"name":"Cookie","value":"a=b"}}],"postData":{post}}},"response":{{"status":404,"headers":[],"redirectURL":"","content":{{"mimeType":"text/html","text":"PGgxPk5vdCBGb3VuZDwvaDE+","encoding":"base64"}}}}}}"#
        )
    };
    let body = format!("SAMLResponse={}&RelayState=x", escaped(&value));
    let recordings = [
        har(&entry(format!(r#"{{"mimeType":"application/x-www-form-urlencoded","text":"{body}"}}"#))),
        har(&entry(format!(r#"{{"text":"{}","encoding":"base64"}}"#, STANDARD.encode(&body)))),
        har(&entry(format!(
            r#"{{"params":[{{"name":"SAMLResponse","value":"{value}"}},{{"name":"RelayState","value":"x"}}]}}"#
        ))),
        har(&entry(format!(
            r#"{{"text":"","params":[{{"name":"SAMLResponse","value":"{}"}},{{"name":"RelayState","value":"x"}}]}}"#,
            escaped(&value)
        ))),
    ];
    for text in &recordings {
        let reading = read("login.har", text.as_bytes(), &Options::default()).unwrap();
        let Content::Recording(recording) = &reading.artefacts[0].content else { panic!("no recording") };
        let exchange = &recording.exchanges[0];
        assert_eq!(exchange.url, "https://sp.example/acs?token", "values of a query are kept nowhere");
        assert_eq!((exchange.status, exchange.relay_state.as_deref()), (Some(404), Some("x")));
        assert_eq!(exchange.response().unwrap().issuer.as_deref(), Some("JumpCloud"));
        assert_eq!(exchange.page.as_ref().unwrap().words, "Not Found");
        assert_eq!(reading.secrets[0].kind, "session cookie");
    }
}

#[test]
fn both_forms_of_saml_tracer_are_read() {
    let value = STANDARD.encode(RESPONSE);
    let old = format!(
        r#"{{"requests":[{{"id":"1","method":"POST","url":"https://sp.example/acs","requestHeaders":[["Cookie","a"]],"responseHeaders":[["Location","/home?x=1"]],"responseStatus":302,"post":[["SAMLResponse","{value}"]]}}]}}"#
    );
    let new = format!(
        r#"{{"requests":[{{"requestId":"1","method":"POST","url":"https://sp.example/acs","requestHeaders":[{{"name":"Cookie","value":"a"}}],"responseHeaders":[{{"name":"Location","value":"/home?x=1"}}],"responseStatus":302,"responseStatusText":"HTTP/1.1 302","post":[["SAMLResponse","{value}"]],"protocol":"SAML-P","saml":""}}],"timestamp":"2026-01-01T00:00:00Z"}}"#
    );
    let hashed = format!(
        r#"{{"requests":[{{"requestId":"1","method":"POST","url":"https://sp.example/acs","requestHeaders":[],"responseHeaders":[],"responseStatus":302,"post":[["SAMLResponse","{{SHA-256}}ab"]],"saml":{}}}]}}"#,
        serde_json::to_string(RESPONSE).unwrap()
    );
    for (text, by) in [(old, "SAML-tracer, old form"), (new, "SAML-tracer"), (hashed, "SAML-tracer")] {
        let Some(Content::Recording(recording)) = contents(text.as_bytes()).pop() else {
            panic!("no recording: {text}")
        };
        assert_eq!((recording.made_by.as_str(), recording.exchanges[0].status), (by, Some(302)));
        assert_eq!(recording.exchanges[0].response().unwrap().issuer.as_deref(), Some("JumpCloud"), "{text}");
    }
}

#[test]
fn an_application_of_jumpcloud_is_read() {
    let json = r#"{"_id":"1","name":"saml2","displayLabel":"Acme","active":false,"ssoUrl":"https://sso.jumpcloud.com/saml2/acme","config":{
        "idpEntityId":{"type":"text","value":"JumpCloud "},"spEntityId":{"value":"https://sp.example/meta"},
        "acsUrl":{"value":"[{\"index\":\"0\",\"url\":\"https://b/\"},{\"index\":\"1\",\"isDefault\":\"true\",\"url\":\"https://a/\"}]"},
        "signAssertion":{"value":true},"declareRedirectEndpoint":{"value":false},
        "databaseAttributes":{"value":[{"name":"email","value":"email","readOnly":false}]}}}"#;
    for text in [
        json.to_owned(),
        format!("[{json}]"),
        format!("{{\"totalCount\":1,\"results\":[{json}]}}"),
        format!("see\n{json}\nthanks"),
    ] {
        let Some(Content::Application(one)) = contents(text.as_bytes()).into_iter().next() else {
            panic!("none: {text}")
        };
        assert_eq!(one.idp_entity_id.as_deref(), Some("JumpCloud "));
        assert_eq!(one.acs_urls, Some(vec!["https://a/".to_owned(), "https://b/".to_owned()]));
        assert_eq!(
            (one.active, one.sign_assertion, one.declare_redirect_endpoint),
            (Some(false), Some(true), Some(false))
        );
        assert_eq!(one.attributes, Some(vec![("email".to_owned(), "email".to_owned())]));
    }
}

#[test]
fn what_is_no_text_is_refused_with_what_to_do() {
    for (bytes, says) in [
        (b"%PDF-1.7 xxx".to_vec(), "it is a PDF"),
        (b"\x89PNG\r\n\x1a\n".to_vec(), "type the words that it shows"),
        (b"   \n".to_vec(), "it is empty"),
        (b"abc\x00def".to_vec(), "NUL bytes"),
        (vec![b'a'; 65 * 1024 * 1024], "more than 64 MiB"),
    ] {
        let refusal = read("x", &bytes, &Options::default()).unwrap_err().to_string();
        assert!(refusal.contains(says), "{refusal}");
    }
    assert_eq!(names(b"404 Not Found"), ["words"]);
}

#[test]
fn hostile_files_end_soon_and_say_why() {
    let bomb = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaa\">]>{}",
        METADATA.trim_start_matches(|c| c != '>').trim_start_matches('>')
    );
    let Some(Content::Broken { why, .. }) = contents(bomb.as_bytes()).into_iter().next() else { panic!("not broken") };
    assert!(why.contains("document type"), "{why}");
    let zeros = STANDARD.encode(deflated(&format!("<{}", " ".repeat(50 * 1024 * 1024))));
    let refusal = read("x", format!("SAMLResponse={zeros}").as_bytes(), &Options::default()).unwrap_err();
    assert!(refusal.why.contains("deflated message becomes more"), "{refusal}");
    let deep = format!(
        "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\">{}{}</md:EntityDescriptor>",
        "<a>".repeat(150_000),
        "</a>".repeat(150_000)
    );
    let _ = read("x", deep.as_bytes(), &Options::default());
    let _ = read("x", format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000)).as_bytes(), &Options::default());
    let cut = &METADATA[..200];
    let Some(Content::Broken { why, .. }) = contents(cut.as_bytes()).into_iter().next() else { panic!("not broken") };
    assert!(why.contains("cut off"), "{why}");
}

#[test]
fn personal_data_is_replaced_by_stand_ins_that_stay_the_same() {
    let mut redactor = Redactor::default();
    redactor.learn(&read("r.xml", RESPONSE.as_bytes(), &Options::default()).unwrap());
    let text = "erin.meier@acme.com and ERIN.MEIER@ACME.COM and bob@acme.com, Mr Meier of Meiersdorf, 10.1.2.3, +49 171 1234567\nCookie: a=b\npassword=hunter2";
    let redacted = redactor.text(text);
    for gone in ["erin", "ERIN", "bob", "Mr Meier", "10.1.2.3", "1234567", "a=b", "hunter2"] {
        assert!(!redacted.contains(gone), "{gone}: {redacted}");
    }
    assert!(
        redacted.contains("person-1@company-1.example and PERSON-1@COMPANY-1.EXAMPLE and person-2@company-1.example"),
        "{redacted}"
    );
    assert!(redacted.contains("Meiersdorf"), "{redacted}");
    assert_eq!(redactor.text(&redacted), redacted, "redacting twice is redacting once");
    let receipt = redactor.receipt();
    let mails = receipt.taken.iter().find(|taken| taken.rule == "mail address").unwrap();
    assert_eq!((mails.values, mails.count), (2, 3));
    assert_eq!(receipt.originals[0].1.len(), 64);
}

#[test]
fn secrets_of_commands_and_settings_and_names_of_people_are_taken_out() {
    let text = "curl -X POST https://sp.example/acs -b 'SESS=k3ks; x=y9z' -u anna:Winter1\n\"secret\": \"sK9vRt\",\nSESSION_SECRET=qq81\n\
                DATABASE_URL=postgres://lw:Gei3@db.internal/lw\nC:\\Users\\t.wessels\\a.xml and /home/wessels/b.xml\n\
                S-1-5-21-3623811015-3361044348-30300820-1013\nFrom: \"Berg, Anna\" <a.berg@acme.com>\nIt fails.\n\nBest regards,\nPiet Sievers\n";
    let mut redactor = Redactor::default();
    redactor.learn(&read("mail.txt", text.as_bytes(), &Options::default()).unwrap());
    let redacted = redactor.text(text);
    for gone in ["k3ks", "y9z", "Winter1", "sK9vRt", "qq81", "Gei3", "wessels", "3623811015", "Berg", "Anna", "Sievers"]
    {
        assert!(!redacted.contains(gone), "{gone}: {redacted}");
    }
    assert_eq!(redactor.text(&redacted), redacted, "redacting twice is redacting once");
    let page = "https://sp.example/home/orders and https://sp.example/users/list";
    assert_eq!(redactor.text(page), page);
}

#[test]
fn a_directorys_number_that_is_part_of_the_issuer_stays() {
    let tenant = "0c5e1d7a-3b4f-4a6e-9f2d-71c0de4455aa";
    let response = RESPONSE
        .replace(">JumpCloud<", &format!(">https://sts.windows.net/{tenant}/<"))
        .replace(">Meier<", &format!(">{tenant}<"));
    let mut redactor = Redactor::default();
    redactor.learn(&read("r.xml", response.as_bytes(), &Options::default()).unwrap());
    let issuer = format!("https://sts.windows.net/{tenant}/");
    assert_eq!(redactor.text(&issuer), issuer);
}

/// A ZIP archive with these files, deflated.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, file) in files {
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(file).unwrap();
        let packed = encoder.finish().unwrap();
        let four = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
        let two = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
        let mut common = [two(20), two(0), two(8), two(0), two(0)].concat();
        common.extend([four(0), four(packed.len()), four(file.len())].concat());
        common.extend([two(name.len()), two(0)].concat());
        let at = archive.len();
        archive.extend([b"PK\x03\x04", common.as_slice(), name.as_bytes(), &packed].concat());
        directory.extend([b"PK\x01\x02\x14\x00", common.as_slice(), &[0; 10], &four(at), name.as_bytes()].concat());
    }
    let (count, at, size) = (files.len() as u16, archive.len() as u32, directory.len() as u32);
    archive.extend(directory);
    archive.extend(
        [
            &b"PK\x05\x06\0\0\0\0"[..],
            &count.to_le_bytes(),
            &count.to_le_bytes(),
            &size.to_le_bytes(),
            &at.to_le_bytes(),
            &[0, 0],
        ]
        .concat(),
    );
    archive
}

#[test]
fn archives_and_documents_are_opened() {
    let archive = zip(&[
        ("__MACOSX/._a", b"\0\0"),
        ("a/metadata.xml", METADATA.as_bytes()),
        ("a/shot.png", b"\x89PNG"),
        ("mail.txt", b"It says 404"),
    ]);
    assert_eq!(names(&archive), ["metadata of an IdP", "words"]);
    let escaped = METADATA.replace('&', "&amp;").replace('<', "&lt;");
    let (head, tail) = escaped.split_at(300);
    let document = format!(
        "<w:document xmlns:w=\"urn:w\"><w:body>\n <w:p><w:r><w:t>Hello</w:t></w:r></w:p>\n <w:p><w:r><w:t>{head}</w:t></w:r><w:r><w:t>{tail}</w:t></w:r></w:p></w:body></w:document>"
    );
    assert_eq!(names(&zip(&[("word/document.xml", document.as_bytes())])), ["metadata of an IdP", "words"]);
    let body = format!("SAMLResponse={}", utf8_percent_encode(&STANDARD.encode(RESPONSE), NON_ALPHANUMERIC));
    let sent = format!("POST https://sp.example/acs HTTP/1.1\r\nHost: sp.example\r\n\r\n{body}");
    let session = zip(&[
        ("_index.htm", b"<html></html>"),
        ("raw/1_c.txt", sent.as_bytes()),
        ("raw/1_s.txt", b"HTTP/1.1 403 Forbidden\r\n\r\n"),
    ]);
    let found = contents(&session);
    let [Content::Recording(recording)] = found.as_slice() else { panic!("no recording: {found:?}") };
    assert_eq!(recording.exchanges[0].status, Some(403));
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(METADATA.as_bytes()).unwrap();
    assert_eq!(names(&encoder.finish().unwrap()), ["metadata of an IdP"]);
    let rtf = format!("{{\\rtf1\\ansi {}}}", METADATA.replace("><", ">\\par\n<"));
    assert_eq!(names(rtf.as_bytes()), ["metadata of an IdP"]);
}

#[test]
fn archives_of_strangers_do_no_harm() {
    let archive = zip(&[("a.xml", METADATA.as_bytes())]);
    for end in 0..archive.len() {
        let _ = read("a.zip", &archive[..end], &Options::default());
    }
    for at in 0..archive.len() {
        let mut changed = archive.clone();
        changed[at] = changed[at].wrapping_add(128);
        let _ = read("a.zip", &changed, &Options::default());
    }
    let bomb = zip(&[("a.xml", &vec![b' '; 70 << 20])]);
    let refusal = read("a.zip", &bomb, &Options::default()).unwrap_err();
    assert!(refusal.why.contains("more than 64 MiB"), "{}", refusal.why);
}

#[test]
fn values_that_differ_in_capitals_or_blanks_stay_different() {
    let mut redactor = Redactor::default();
    let response = RESPONSE.replace("Erin.Meier@Acme.com</saml2:NameID>", "kellerj42</saml2:NameID>");
    redactor.learn(&read("r.xml", response.as_bytes(), &Options::default()).unwrap());
    let redacted = redactor.text("`a.b@c.com` `A.B@c.com` `a.b@C.com` `A.b@c.com` `A.B@C.COM` `a.b@c.com `");
    assert_eq!(
        redacted,
        "`person-1@company-1.example` `PERSON-1@company-1.example` `person-1@Company-1.example` \
         `Person-1@company-1.example` `PERSON-1@COMPANY-1.EXAMPLE` `person-1@company-1.example `"
    );
    assert_eq!(redactor.text(&redacted), redacted);
    let redacted = redactor.text("`kellerj42` `KellerJ42` `kellerj42 ` KELLERJ42: kellerj421");
    assert_eq!(
        redacted, "`[NameID 1]` `[NameID 1, spelling 2]` `[NameID 1] ` [NameID 1, spelling 3]: kellerj421",
        "whoever writes it with capitals means the same person"
    );
    assert_eq!(redactor.text(&redacted), redacted);
}

#[test]
fn no_file_name_tells_of_a_person_or_a_company() {
    let mut redactor = Redactor::default();
    for (name, kept) in [
        ("metadata.xml", "metadata.xml"),
        ("JumpCloud-saml2-metadata.xml", "JumpCloud-saml2-metadata.xml"),
        ("Jonas Keller jonas.keller@acme.example metadata.xml", "file-3.xml"),
        ("M\u{fc}ller, Hans (hans@firma.de) 0170-5551234.har", "file-4.har"),
        ("app.acme.io_Archive [26-11-26].har", "file-5.har"),
        ("01705551234.txt", "file-6.txt"),
        ("acme", "file-7"),
    ] {
        redactor.learn(&read(name, METADATA.as_bytes(), &Options::default()).unwrap());
        assert_eq!(redactor.file(name), kept);
    }
    let receipt = format!("{:?}", redactor.receipt());
    for gone in ["Keller", "keller", "Hans", "acme", "5551234"] {
        assert!(!receipt.contains(gone), "{gone}: {receipt}");
    }
}

#[test]
fn secrets_are_found() {
    let text = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\nPassword: hunter2\n";
    let reading = read("mail.txt", text.as_bytes(), &Options::default()).unwrap();
    let kinds: Vec<&str> = reading.secrets.iter().map(|secret| secret.kind.as_str()).collect();
    assert_eq!(kinds, ["private key", "password"]);
}

mod any_bytes {
    use proptest::prelude::*;
    use saml_artefact::{Options, Redactor, read};

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn do_no_harm(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(reading) = read("x", &bytes, &Options::default()) {
                Redactor::default().learn(&reading);
            }
        }

        #[test]
        fn mangled_files_do_no_harm(cut in 0usize..1400, put in "\\PC{0,8}", from in 0usize..4) {
            let whole = [super::RESPONSE, super::METADATA, &super::har("{}"), "SAMLResponse=PHg+ https://a/?SAMLRequest=abc"][from].to_owned();
            let mut at = cut.min(whole.len());
            while !whole.is_char_boundary(at) { at -= 1; }
            let text = format!("{}{put}{}", &whole[..at], &whole[at..]);
            let _ = read("x", text.as_bytes(), &Options::default());
            let _ = read("x", &text.as_bytes()[..at], &Options::default());
            let _ = Redactor::default().text(&text);
        }
    }
}
