//! Whole logins, as the browser sends them.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use openssl::hash::MessageDigest;
use openssl::sign::Verifier;
use openssl::x509::X509;
use rstest::rstest;
use url::form_urlencoded;

use super::browser::{Browser, location, request, text};
use crate::idp_metadata::tests::metadata;
use crate::keys::CERTIFICATE_PEM;
use crate::response::Part;
use crate::response::sample::{ISSUER, Idp, REQUEST, Sample};

fn answer(request: &str) -> Sample {
    Sample::at(Timestamp::now()).with(REQUEST, request).signed(Part::Assertion, Idp::company())
}

#[tokio::test]
async fn company_login_leads_to_the_idp_and_back_to_where_one_wanted_to_go() {
    let mut browser = Browser::new();
    browser.set_up(&[]).await;
    let sent = browser.start("employee@acme.test", Some("/orders/7?a=b")).await;
    assert!(location(&sent).starts_with("https://idp.test/redirect?SAMLRequest="));
    let (id, relay_state) = request(&sent);
    assert!(relay_state.len() <= 80, "saml-bindings-2.0 3.4.3");
    let landed = browser.post(&answer(&id), Some(&relay_state)).await;
    assert_eq!(location(&landed), "/orders/7?a=b");
    let (status, page) = browser.me().await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("<p id=\"user\">employee@acme.test</p>"), "{page}");
    assert!(
        page.contains("<dd id=\"attribute-email\">colleague@acme.test</dd>"),
        "the attribute is shown and does not decide"
    );
}

#[tokio::test]
async fn the_query_is_signed_as_it_stands() {
    let mut browser = Browser::new();
    browser.set_up(&[]).await;
    let sent = browser.start("employee@acme.test", None).await;
    let query = location(&sent).split_once('?').unwrap().1;
    let (octets, signature) = query.split_once("&Signature=").unwrap();
    let (_, signature) = form_urlencoded::parse(format!("s={signature}").as_bytes()).into_owned().next().unwrap();
    let key = X509::from_pem(CERTIFICATE_PEM.as_bytes()).unwrap().public_key().unwrap();
    let mut verifier = Verifier::new(MessageDigest::sha256(), &key).unwrap();
    assert!(verifier.verify_oneshot(&STANDARD.decode(signature).unwrap(), octets.as_bytes()).unwrap());
}

#[tokio::test]
async fn by_post_the_request_is_a_signed_form() {
    let mut browser = Browser::new();
    browser.set_up(&[("request_binding", "post")]).await;
    let (status, page) = text(browser.start("employee@acme.test", None).await).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("action=\"https://idp.test/post\""), "{page}");
    let field = page.split("name=\"SAMLRequest\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let request = String::from_utf8(STANDARD.decode(field).unwrap()).unwrap();
    let mut keys = bergshamra::KeysManager::new();
    keys.add_key(bergshamra::keys::loader::load_x509_cert_pem(CERTIFICATE_PEM.as_bytes()).unwrap());
    assert!(bergshamra::verify(&bergshamra::DsigContext::new(keys), &request).unwrap().is_valid());
}

#[tokio::test]
async fn without_settings_or_endpoint_or_switch_company_login_is_not_found() {
    let mut browser = Browser::new();
    assert_eq!(browser.start("employee@acme.test", None).await.status(), StatusCode::NOT_FOUND);
    let post_only = metadata(Idp::company()).replace("bindings:HTTP-Redirect", "bindings:SOAP");
    let fields = [("enabled", "on"), ("issuer", ISSUER), ("metadata", post_only.as_str())];
    assert_eq!(browser.update("acme", &fields).await.status(), StatusCode::OK);
    assert_eq!(browser.start("employee@acme.test", None).await.status(), StatusCode::NOT_FOUND);
    let good = metadata(Idp::company());
    assert_eq!(browser.update("acme", &[("issuer", ISSUER), ("metadata", &good)]).await.status(), StatusCode::OK);
    assert_eq!(browser.start("employee@acme.test", None).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(browser.start("nobody@acme.test", None).await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_unsigned_assertion_is_not_found_and_tells_nothing() {
    let mut browser = Browser::new();
    browser.set_up(&[]).await;
    let (id, relay_state) = request(&browser.start("employee@acme.test", None).await);
    let sample = Sample::at(Timestamp::now()).with(REQUEST, &id).signed(Part::Response, Idp::company());
    let (status, page) = text(browser.post(&sample, Some(&relay_state)).await).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(page.contains("The page you are looking for could not be found.") && !page.contains("signed"), "{page}");
    assert_eq!(browser.me().await.0, StatusCode::UNAUTHORIZED);
    browser.set_up(&[("accepts", "response")]).await;
    assert_eq!(location(&browser.post(&sample, Some(&relay_state)).await), "/me");
}

#[tokio::test]
async fn metadata_that_is_refused_leaves_the_old_settings() {
    let mut browser = Browser::new();
    browser.set_up(&[]).await;
    let (status, page) = text(browser.update("acme", &[("issuer", "other"), ("metadata", "<x")]).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("The metadata does not parse as XML."), "{page}");
    assert_eq!(browser.app.store().settings["acme"].issuer, ISSUER);
}

#[tokio::test]
async fn an_upload_goes_before_pasted_text() {
    let mut browser = Browser::new();
    let part =
        |name: &str, value: &str| format!("--B\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let file = part("metadata_file\"; filename=\"m.xml", &metadata(Idp::company()));
    let body =
        [part("issuer", ISSUER), part("enabled", "on"), part("metadata", "<x"), file, "--B--\r\n".into()].concat();
    let request = Request::builder().method("POST").uri("/settings/sso?company=acme");
    let request = request.header(CONTENT_TYPE, "multipart/form-data; boundary=B");
    let request = request.body(Body::from(body)).unwrap();
    assert_eq!(browser.send(request).await.status(), StatusCode::OK);
    assert!(browser.app.store().settings["acme"].enabled);
}

#[rstest]
#[case("employee@acme.test", "Employee@acme.test")]
#[case("employee@acme.test", "nobody@acme.test")]
#[case("employee@acme.test", "employee@globex.test")]
#[tokio::test]
async fn whoever_has_no_account_in_the_company_is_told_so(#[case] from: &str, #[case] to: &str) {
    let mut browser = Browser::new();
    browser.set_up(&[]).await;
    let sample = Sample::at(Timestamp::now()).unsolicited().with(from, to).signed(Part::Assertion, Idp::company());
    let (status, page) = text(browser.post(&sample, None).await).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(page.contains("There is no account for this e-mail."), "{page}");
    assert_eq!(browser.me().await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_name_that_is_no_address_is_matched_by_attribute() {
    let mut browser = Browser::new();
    browser.set_up(&[]).await;
    let sample = Sample::at(Timestamp::now()).unsolicited().with("employee@acme.test", "_f81d4fae");
    browser.post(&sample.signed(Part::Assertion, Idp::company()), None).await;
    assert!(browser.me().await.1.contains("<p id=\"user\">colleague@acme.test</p>"));
}

#[rstest]
#[case("/orders/1", "/orders/1")]
#[case("//evil.test", "/me")]
#[case("https://evil.test", "/me")]
#[tokio::test]
async fn unasked_one_lands_only_on_this_site(#[case] relay_state: &str, #[case] landing: &str) {
    let mut browser = Browser::new();
    browser.set_up(&[]).await;
    let sample = Sample::at(Timestamp::now()).unsolicited().signed(Part::Assertion, Idp::company());
    assert_eq!(location(&browser.post(&sample, Some(relay_state)).await), landing);
}

#[tokio::test]
async fn a_request_belongs_to_the_browser_that_made_it_and_is_answered_once() {
    let mut browser = Browser::new();
    browser.set_up(&[]).await;
    let (id, relay_state) = request(&browser.start("employee@acme.test", None).await);
    let mut stranger = browser.another();
    assert_eq!(stranger.post(&answer(&id), Some(&relay_state)).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(location(&browser.post(&answer(&id), Some(&relay_state)).await), "/me");
    // Another assertion by the IdP, for another person, to the same request.
    let template = crate::request::signature_template("_second", "");
    let second = Sample::at(Timestamp::now()).with(REQUEST, &id).with("_assertion", "_second");
    let second = second.with("employee@", "victim@").with("<saml:Subject>", &format!("{template}<saml:Subject>"));
    let second = second.sign_template(Idp::company());
    assert_eq!(browser.post(&second, Some(&relay_state)).await.status(), StatusCode::NOT_FOUND);
    assert!(browser.me().await.1.contains("employee@acme.test"));
}

#[tokio::test]
async fn two_tabs_have_a_request_each() {
    let mut browser = Browser::new();
    browser.set_up(&[]).await;
    let (first, _) = request(&browser.start("employee@acme.test", None).await);
    let (second, relay_state) = request(&browser.start("employee@acme.test", Some("/orders/2")).await);
    assert_ne!(first, second);
    assert_eq!(location(&browser.post(&answer(&second), Some(&relay_state)).await), "/orders/2");
    assert_eq!(browser.app.store().open_requests(&browser.cookies["sp_browser"], Timestamp::now()).len(), 1);
}

#[tokio::test]
async fn a_reload_keeps_the_session_and_makes_none_elsewhere_or_afterwards() {
    let mut browser = Browser::new();
    browser.set_up(&[]).await;
    let sample = Sample::at(Timestamp::now()).unsolicited().signed(Part::Assertion, Idp::company());
    assert_eq!(location(&browser.post(&sample, None).await), "/me");
    let session = browser.cookies["sp_session"].clone();
    let again = browser.post(&sample, None).await;
    assert_eq!(location(&again), "/me");
    assert_eq!(browser.cookies["sp_session"], session);
    let mut stranger = browser.another();
    assert_eq!(stranger.post(&sample, None).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/logout").await.status(), StatusCode::OK);
    assert_eq!(browser.post(&sample, None).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(browser.me().await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_session_planted_before_sign_in_is_not_the_one_after() {
    let mut browser = Browser::new();
    browser.set_up(&[]).await;
    browser.cookies.insert("sp_session".to_owned(), "planted".to_owned());
    let sample = Sample::at(Timestamp::now()).unsolicited().signed(Part::Assertion, Idp::company());
    browser.post(&sample, None).await;
    assert_ne!(browser.cookies["sp_session"], "planted");
    assert!(browser.app.store().session("planted", Timestamp::now()).is_none());
}

#[tokio::test]
async fn one_issuer_may_serve_two_companies() {
    let mut browser = Browser::new();
    browser.set_up(&[]).await;
    let metadata = metadata(Idp::company());
    let fields = [("enabled", "on"), ("allow_idp_initiated", "on"), ("issuer", ISSUER), ("metadata", &metadata)];
    browser.update("globex", &fields).await;
    let sample = Sample::at(Timestamp::now()).unsolicited().with("employee@acme.test", "employee@globex.test");
    browser.post(&sample.signed(Part::Assertion, Idp::company()), None).await;
    assert!(browser.me().await.1.contains("Gina Globex"));
}

#[tokio::test]
async fn a_page_deep_inside_leads_to_company_login_and_tells_its_address() {
    let mut browser = Browser::new();
    browser.set_up(&[]).await;
    let address = "/orders/7%2F8?a=b%20c&d=%26";
    let sent = browser.get(address).await;
    let next = location(&sent).strip_prefix("/login/company?").unwrap().as_bytes();
    let (_, next) = form_urlencoded::parse(next).into_owned().next().unwrap();
    let (id, relay_state) = request(&browser.start("employee@acme.test", Some(&next)).await);
    assert_eq!(location(&browser.post(&answer(&id), Some(&relay_state)).await), address);
    assert!(text(browser.get(address).await).await.1.contains("<p id=\"order\">/orders/7%2F8?a=b%20c&amp;d=%26</p>"));
}

#[tokio::test]
async fn certificate_and_url_do_in_place_of_metadata() {
    let mut browser = Browser::new();
    let pem = X509::from_der(&Idp::company().certificates()[0]).unwrap().to_pem().unwrap();
    let pem = String::from_utf8(pem).unwrap();
    let mut update = async |fields: &[(&str, &str)]| {
        let answer = browser.post_form("/settings/sso/manual?company=acme", fields).await;
        (text(answer).await, location_of_start(&mut browser).await)
    };
    let url = "https://idp.example/saml2/acme";
    let half = &pem[..pem.len() / 2];
    for (field, value, complaint) in [
        ("idp_url", "", "IdP URL is required."),
        ("idp_url", "acme", "IdP URL is not a web address."),
        ("certificate", half, "The certificate cannot be read"),
    ] {
        let mut fields = BTreeMap::from([("idp_url", url), ("issuer", ISSUER), ("certificate", pem.as_str())]);
        fields.insert(field, value);
        let ((status, page), start) = update(&fields.into_iter().collect::<Vec<_>>()).await;
        assert_eq!((status, start), (StatusCode::UNPROCESSABLE_ENTITY, None), "{complaint}");
        assert!(page.contains(complaint), "{page}");
    }
    let (_, start) = update(&[("idp_url", url), ("issuer", ISSUER), ("certificate", &pem)]).await;
    assert!(start.unwrap().starts_with(url));
    let sample = Sample::at(Timestamp::now()).unsolicited().signed(Part::Assertion, Idp::company());
    browser.post(&sample, None).await;
    assert_eq!(browser.user().await.as_deref(), Some("employee@acme.test"));
}

#[tokio::test]
async fn sso_is_switched_on_only_after_a_test_login() {
    let mut browser = Browser::new();
    let page = "/settings/sso/test-first?company=acme";
    let metadata = metadata(Idp::company());
    browser.post_form(page, &[("act", "save"), ("issuer", ISSUER), ("metadata", &metadata)]).await;
    assert_eq!(location_of_start(&mut browser).await, None, "it is off");
    let early = browser.post_form(page, &[("act", "enable")]).await;
    assert_eq!(early.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let (id, relay_state) = request(&browser.start("employee@acme.test", Some(page)).await);
    assert_eq!(location(&browser.post(&answer(&id), Some(&relay_state)).await), page);
    assert!(text(browser.get(page).await).await.1.contains("id=\"enable\""));
    browser.get("/logout").await;
    assert_eq!(location_of_start(&mut browser).await, None, "it is still off");
    browser.post_form(page, &[("act", "enable")]).await;
    assert!(location_of_start(&mut browser).await.is_some());
}

/// Where Company Login leads; nowhere when it is refused.
async fn location_of_start(browser: &mut Browser) -> Option<String> {
    let sent = browser.start("employee@acme.test", None).await;
    (sent.status() == StatusCode::SEE_OTHER).then(|| location(&sent).to_owned())
}
