//! What people see.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use url::form_urlencoded;

use super::attempt::asking;
use super::flows::hooks_of;
use super::forge::{held, of_victim, plain};
use crate::response::Part;
use crate::response::sample::{Idp, Sample};
use crate::response::sealed::{SEAL, Seal};
use crate::routes::browser::{Browser, text};

/// What a browser does.
enum Does {
    /// Posts a response, with RelayState.
    Posts(fn() -> Sample, &'static str),
    /// Posts a form field.
    Sends(&'static str),
    /// Posts that many letters.
    SendsMuch(usize),
    /// Opens an address.
    Opens(&'static str),
    /// Signs in and opens its page.
    LooksAtPage(fn() -> Sample),
}

use Does::{LooksAtPage, Opens, Posts, Sends, SendsMuch};

/// What it gets.
struct Seen {
    status: u16,
    location: String,
    cache: String,
    body: String,
}

type Case = (&'static str, Does, fn(&Seen) -> bool);

const MARKUP: &str = "&lt;script&gt;evil()&lt;/script&gt;";
const SCRIPT: &str = "<script>evil()</script>";

fn crashed(seen: &Seen) -> bool {
    seen.status == 500
}

#[rustfmt::skip]
const CASES: &[Case] = &[
    ("acs-by-get-crashes", Opens("/saml/acs"), crashed),
    ("asks-for-password", Opens("/login/company"), |seen| seen.body.contains("type=\"password\"")),
    ("attributes-unescaped", LooksAtPage(|| signed(plain().with("colleague@acme.test", MARKUP))), |seen| seen.body.contains(SCRIPT)),
    ("blames-user", Posts(bad, ""), |seen| seen.body.contains("wrong data")),
    ("caches-acs-answer", Posts(held, ""), |seen| seen.cache.contains("max-age")),
    ("crashes-on-bad-signature", Posts(bad, ""), crashed),
    ("crashes-on-bad-values", Posts(|| signed(plain().with("ID=\"_response\" ", "")), ""), crashed),
    ("crashes-on-malformed", Sends("!"), crashed),
    ("crashes-on-encodings", Posts(|| Sample { xml: format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{}", held().xml) }, ""), crashed),
    ("crashes-on-markers", Posts(|| signed(plain().with("colleague@acme.test", "O'Neill")), ""), crashed),
    ("crashes-on-rare-content", Posts(|| signed(plain().with("<saml:SubjectConfirmationData ", "<saml:SubjectConfirmationData Address=\"192.0.2.1\" ")), ""), crashed),
    ("crashes-on-relay-state", Posts(held, "https://evil.test/"), crashed),
    ("crashes-on-undecryptable", Posts(|| held().sealed(&Seal { transport: "http://www.w3.org/2001/04/xmlenc#rsa-1_5", ..SEAL }), ""), crashed),
    ("crashes-on-unknown-person", Posts(nobody, ""), crashed),
    ("crashes-without-assertion", Posts(|| Sample { xml: plain().xml.replace(super::forge::assertion(&plain().xml), "") }, ""), crashed),
    ("error-dumps-assertion", Posts(bad, ""), |seen| seen.body.contains("Assertion")),
    ("error-is-blank", Posts(bad, ""), |seen| seen.body.is_empty()),
    ("error-shows-stack-trace", Posts(bad, ""), |seen| seen.body.contains("Traceback")),
    ("error-without-way-on", Posts(nobody, ""), |seen| seen.body.contains("no account") && !seen.body.contains("<a ")),
    ("failure-loops", Opens("/saml/acs?SAMLResponse=x"), |seen| seen.location.starts_with("/saml/acs")),
    ("issuer-unescaped", Posts(|| plain().with("https://idp.test/acme<", &format!("{MARKUP}<")), ""), |seen| seen.body.contains(SCRIPT)),
    ("name-id-unescaped", Posts(|| signed(plain().with("employee@acme.test", &format!("@{MARKUP}"))), ""), |seen| seen.body.contains(SCRIPT)),
    ("relay-state-by-part-of-address", Posts(held, "https://sp.test.evil.test/"), |seen| seen.location == "https://sp.test.evil.test/"),
    ("relay-state-decoded-after-check", Posts(held, "/%2Fevil.test/"), |seen| seen.location == "//evil.test/"),
    ("relay-state-is-appended", Posts(held, "@evil.test/"), |seen| seen.location == "http://127.0.0.1@evil.test/"),
    ("relay-state-redirects-anywhere", Posts(held, "https://evil.test/"), |seen| seen.location == "https://evil.test/"),
    ("relay-state-unescaped", Posts(held, SCRIPT), |seen| seen.body.contains(SCRIPT)),
    ("response-in-url", Posts(held, ""), |seen| seen.location.contains("SAMLResponse")),
    ("same-message-for-all", Posts(nobody, ""), |seen| seen.status == 404),
    ("shows-error-as-200-home", Posts(bad, ""), |seen| seen.location == "/"),
    ("size-unbounded-crash", SendsMuch(5 << 20), crashed),
    ("status-message-unescaped", Posts(|| plain().with("status:Success\"/>", &format!("status:Responder\"/><samlp:StatusMessage>{MARKUP}</samlp:StatusMessage>")), ""), |seen| seen.body.contains(SCRIPT)),
    ("tells-decryption-failures", Posts(|| held().sealed(&Seal { transport: "http://www.w3.org/2001/04/xmlenc#rsa-1_5", ..SEAL }), ""), |seen| seen.body.contains("Decryption")),
];

#[tokio::test]
async fn pages_are_wrong_with_their_weakness_alone() {
    for (weakness, does, shows) in CASES {
        for (hooks, weak) in hooks_of(weakness) {
            let mut browser = asking(hooks, &[]).await;
            let seen = seen(&mut browser, does).await;
            assert_eq!(shows(&seen), weak, "{weakness}: {} {} {}", seen.status, seen.location, seen.body);
        }
    }
}

async fn seen(browser: &mut Browser, does: &Does) -> Seen {
    let answer = match does {
        Posts(sample, relay_state) => {
            browser.post(&sample(), Some(relay_state).filter(|one| !one.is_empty()).copied()).await
        }
        Sends(field) => browser.post_form("/saml/acs", &[("SAMLResponse", field)]).await,
        SendsMuch(length) => browser.post_form("/saml/acs", &[("SAMLResponse", &"A".repeat(*length))]).await,
        Opens(path) => browser.get(path).await,
        LooksAtPage(sample) => {
            browser.post(&sample(), None).await;
            browser.get("/me").await
        }
    };
    let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let (location, cache) = (header(LOCATION), header(CACHE_CONTROL));
    let (status, body) = text(answer).await;
    Seen { status: status.as_u16(), location, cache, body }
}

fn signed(sample: Sample) -> Sample {
    sample.signed(Part::Assertion, Idp::company())
}

/// A response whose signature does not hold.
fn bad() -> Sample {
    of_victim(held())
}

/// A response about somebody without an account.
fn nobody() -> Sample {
    signed(plain().with("employee@", "nobody@"))
}

/// Weakness, and how the good response is brought in so that the sound SP does not take it.
#[rustfmt::skip]
const BROUGHT: &[(&str, fn(&str) -> Request)] = &[
    ("accepts-any-content-type", |packed| request("POST", "/saml/acs", "multipart/form-data; boundary=B", format!("--B\r\nContent-Disposition: form-data; name=\"SAMLResponse\"\r\n\r\n{packed}\r\n--B--\r\n"))),
    ("accepts-base64-garbage", |packed| form(&[("SAMLResponse", &format!("!{}*{}", &packed[..8], packed[8..].trim_end_matches('=')))])),
    ("accepts-get", |packed| { let query: String = form_urlencoded::byte_serialize(packed.as_bytes()).collect(); request("GET", &format!("/saml/acs?SAMLResponse={query}"), "text/plain", String::new()) }),
    ("accepts-response-anywhere", |packed| request("POST", "/elsewhere", FORM, encoded(&[("SAMLResponse", packed)]))),
    ("bare-xml-unverified", |packed| request("POST", "/saml/acs", "text/plain", String::from_utf8(STANDARD.decode(packed).unwrap()).unwrap())),
    ("deflated-unverified", |packed| form(&[("SAMLResponse", &STANDARD.encode(deflated(&STANDARD.decode(packed).unwrap())))])),
    ("field-names-alike", |packed| form(&[("SAMLResponse", "AAAA"), ("samlresponse[0]", packed)])),
    ("parameter-signature-unverified", |packed| request("GET", &format!("/saml/acs?{}", encoded(&[("SAMLResponse", &STANDARD.encode(deflated(&STANDARD.decode(packed).unwrap()))), ("SigAlg", "urn:x"), ("Signature", "AAAA")])), "text/plain", String::new())),
    ("reads-behind-padding", |packed| form(&[("SAMLResponse", &format!("AAA={packed}"))])),
    ("saml-1-unverified", |_| form(&[("SAMLResponse", &STANDARD.encode("<x><a:NameIdentifier xmlns:a=\"urn:oasis:names:tc:SAML:1.0:assertion\">employee@acme.test</a:NameIdentifier></x>"))])),
    ("ws-federation-unverified", |_| form(&[("wresult", &format!("<t>{}</t>", super::forge::assertion(&held().xml).replace("<saml:Assertion ", "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ")))])),
    ("inflates-anything", |packed| form(&[("SAMLResponse", &STANDARD.encode(deflated(&STANDARD.decode(packed).unwrap())))])),
    ("takes-first-of-two-fields", |packed| form(&[("SAMLResponse", packed), ("SAMLResponse", "AAAA")])),
    ("takes-last-of-two-fields", |packed| form(&[("SAMLResponse", "AAAA"), ("SAMLResponse", packed)])),
    ("takes-query-for-form", |packed| { let query: String = form_urlencoded::byte_serialize(packed.as_bytes()).collect(); request("POST", &format!("/saml/acs?SAMLResponse={query}"), FORM, encoded(&[("SAMLResponse", "AAAA")])) }),
];

/// Weakness, and how the good response is brought in so that the sound SP takes it.
#[rustfmt::skip]
const REFUSED: &[(&str, fn(&str) -> Request)] = &[
    ("refuses-line-breaks", |packed| form(&[("SAMLResponse", &format!("{}\r\n{}", &packed[..64], &packed[64..]))])),
];

#[tokio::test]
async fn what_is_brought_otherwise_is_taken_by_the_weak_alone_or_by_the_sound_alone() {
    let cases = BROUGHT.iter().map(|case| (case, true)).chain(REFUSED.iter().map(|case| (case, false)));
    for ((weakness, request), weak_takes) in cases {
        for (hooks, weak) in hooks_of(weakness) {
            let mut browser = asking(hooks, &[]).await;
            browser.send(request(&STANDARD.encode(held().xml))).await;
            assert_eq!(browser.user().await.is_some(), weak == weak_takes, "{weakness}, weak: {weak}");
        }
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

fn encoded(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

fn form(fields: &[(&str, &str)]) -> Request {
    request("POST", "/saml/acs", FORM, encoded(fields))
}

fn request(method: &str, uri: &str, kind: &str, body: String) -> Request {
    Request::builder().method(method).uri(uri).header(CONTENT_TYPE, kind).body(Body::from(body)).unwrap()
}

fn deflated(octets: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    deflate.write_all(octets).unwrap();
    deflate.finish().unwrap()
}

pub fn shown() -> impl Iterator<Item = &'static str> {
    let brought = BROUGHT.iter().chain(REFUSED).map(|case| case.0);
    CASES.iter().map(|case| case.0).chain(brought)
}
