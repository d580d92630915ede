//! Single logins and scenarios in a test, with an SP that trusts whatever it is sent: what it lets in must be told.

use std::io::Write;

use axum::Router;
use axum::extract::Form;
use axum::http::HeaderMap;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::response::Html;
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use saml_harness::{Engine, Error, Idp, Sp, SpBuilder, Verdict};

/// Takes the NameID out of any response, and verifies nothing.
fn trusting(idp: Idp) -> Router {
    let login = move || async move {
        let request = format!(
            "<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_1\" Version=\"2.0\" \
             IssueInstant=\"2026-01-01T00:00:00Z\"><saml:Issuer xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">\
             {0}/metadata</saml:Issuer></samlp:AuthnRequest>",
            idp.sp_base_url
        );
        let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        deflate.write_all(request.as_bytes()).unwrap();
        let packed = STANDARD.encode(deflate.finish().unwrap());
        let query = packed.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
        (http::StatusCode::SEE_OTHER, [(LOCATION, format!("{}?SAMLRequest={query}", idp.sso_url))])
    };
    Router::new().route("/login", get(login)).route("/acs", post(acs)).route("/me", get(me))
}

async fn acs(Form(fields): Form<Vec<(String, String)>>) -> (http::StatusCode, [(http::HeaderName, String); 2]) {
    let response = fields.iter().find(|(name, _)| name == "SAMLResponse").unwrap();
    let xml = String::from_utf8(STANDARD.decode(&response.1).unwrap()).unwrap();
    let name =
        xml.split_once("NameID").and_then(|(_, rest)| rest.split_once('>')).and_then(|(_, rest)| rest.split_once('<'));
    let cookie = format!("user={}; Path=/", name.unwrap().0);
    (http::StatusCode::SEE_OTHER, [(LOCATION, "/me".to_owned()), (SET_COOKIE, cookie)])
}

async fn me(headers: HeaderMap) -> Html<String> {
    let cookie = headers.get("cookie").and_then(|cookie| cookie.to_str().ok()).unwrap_or_default();
    let user = cookie.split("user=").nth(1).map(|user| format!("<p id=\"user\">{user}</p>")).unwrap_or_default();
    Html(format!("<h1>Orders</h1>{user}"))
}

fn sp() -> SpBuilder {
    Sp::router(trusting).engine(Engine::Http)
}

#[tokio::test]
async fn whoever_logs_in_is_told_and_nobody_else() -> Result<(), Error> {
    let sp = sp().start().await?;
    let employee = sp.company_login().and_open("/me").run().await?;
    assert_eq!(employee.signed_in(), Some("employee@acme.test"));
    assert!(employee.page_text().contains("Orders"), "{}", employee.page_text());
    assert!(employee.report().is_file(), "{}", employee.report().display());
    let colleague = sp.company_login().persona("colleague").from_the_portal().run().await?;
    assert_eq!(colleague.signed_in(), Some("colleague@acme.test"));
    let outsider = sp.company_login().persona("outsider").run().await?;
    assert_eq!((outsider.signed_in(), outsider.outcome().kind.word()), (None, "stays-at-idp"));
    Ok(())
}

#[tokio::test]
async fn a_forgery_that_gets_in_is_told_whole() -> Result<(), Error> {
    let forged = sp().start().await?.scenario("attack/unsigned").run().await?;
    let text = forged.differs_from(Verdict::Pass).unwrap();
    for part in [
        "`fail` was to be `pass`",
        "critical fail: ",
        "expected  refused",
        "seen      signed-in as victim@acme.test",
        "see       SIG-",
        "repeat    cargo test in_a_test::a_forgery_that_gets_in_is_told_whole",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let report = text.lines().find_map(|line| line.trim().strip_prefix("report ")).unwrap().trim();
    assert!(std::path::Path::new(report).is_file(), "{report}");
    Ok(())
}

#[tokio::test]
async fn what_is_wrong_is_told_in_words() {
    let words = |error: Error| format!("{error:?}");
    let sp = sp().start().await.unwrap();
    assert_eq!(
        words(sp.company_login().persona("employe").run().await.unwrap_err()),
        "nobody is called `employe`; did you mean `employee`?"
    );
    let several = words(sp.scenario("attack").run().await.unwrap_err());
    assert!(several.contains("`attack` is no scenario and no case"), "{several}");
    let none = words(sp.scenario("attack/unsinged").run().await.unwrap_err());
    assert!(none.contains("`attack/unsigned`"), "{none}");
    let broken = words(Sp::command(["sh", "-c", "echo no database; exit 1"]).start().await.unwrap_err());
    assert!(broken.contains("no database"), "{broken}");
    let file = words(Sp::target("no/target.toml").start().await.unwrap_err());
    assert!(file.contains("no/target.toml"), "{file}");
}

#[tokio::test]
async fn a_program_is_an_sp_as_well() -> Result<(), Error> {
    let reference = std::fs::read_to_string("targets/reference/target.toml").unwrap();
    let reference = reference.replace("\"{harness}\"", &format!("{:?}", env!("CARGO_BIN_EXE_saml-harness-in-tests")));
    let sp = Sp::command([""]).toml(&reference.replace("keys/sp.pem", "targets/reference/keys/sp.pem"));
    let sp = sp.engine(Engine::Http).start().await?;
    assert_eq!(sp.company_login().run().await?.signed_in(), Some("employee@acme.test"));
    sp.scenario("attack/unsigned").run().await?.assert_verdict(Verdict::Pass);
    Ok(())
}
