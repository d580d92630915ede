//! Secrets are noticed wherever they stand, and nothing else is taken for one.
#![allow(clippy::unwrap_used, missing_docs)]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use saml_artefact::{Options, read};
use serde_json::json;

fn kinds(name: &str, text: &str) -> Vec<(String, usize)> {
    let reading = read(name, text.as_bytes(), &Options::default()).unwrap();
    reading.secrets.into_iter().map(|secret| (secret.kind, secret.count)).collect()
}

fn one(kind: &str) -> Vec<(String, usize)> {
    vec![(kind.to_owned(), 1)]
}

/// A recording whose one request has this body.
fn har(body: &str) -> String {
    let entry = json!({
        "startedDateTime": "2026-01-01T00:00:00.000Z",
        "request": { "method": "POST", "url": "https://idp.example/login", "headers": [], "postData": { "text": body } },
        "response": { "status": 200, "headers": [], "content": { "mimeType": "application/json" } }
    });
    json!({ "log": { "version": "1.2", "creator": { "name": "x" }, "entries": [entry] } }).to_string()
}

#[test]
fn a_password_is_found_in_every_kind_of_body() {
    let inner = json!({ "Email": "a@b.example", "Password": "Winter2026!" }).to_string();
    let parts = "--x\r\nContent-Disposition: form-data; name=\"user\"\r\n\r\na\r\n--x\r\nContent-Disposition: form-data; name=\"passwd\"\r\n\r\nWinter2026!\r\n--x--\r\n";
    for body in [
        inner.as_str(),
        r#"{"credentials":{"passcode":"Winter2026!"},"stateHandle":"x"}"#,
        r#"[{"a":[{"user":{"j_password":"Winter2026!"}}]}]"#,
        r#"{"fields":[{"name":"password","value":"Winter2026!"}]}"#,
        &json!({ "data": inner }).to_string(),
        r#"{"pwd":20262026}"#,
        "user=a&loginfmt=a&passwd=Winter2026%21",
        "user%5Bpassword%5D=Winter2026%21",
        parts,
    ] {
        assert_eq!(kinds("login.har", &har(body)), one("password"), "recorded: {body}");
        let encoded = STANDARD.encode(format!("POST /login HTTP/1.1\r\nHost: a\r\n\r\n{body}"));
        let burp = format!("<items><item><request base64=\"true\"><![CDATA[{encoded}]]></request></item></items>");
        assert_eq!(kinds("burp.xml", &burp), one("password"), "Burp: {body}");
        let raw = format!("POST https://idp.example/login HTTP/1.1\r\nHost: idp.example\r\n\r\n{body}\r\n");
        assert_eq!(kinds("session.txt", &raw), one("password"), "raw: {body}");
    }
    let command =
        "curl 'https://idp.example/login' --data-raw '{\"email\":\"a@b.example\",\"password\":\"Winter2026!\"}'";
    assert_eq!(kinds("curl.txt", command), one("password"));
    for said in [
        "Password: Winter2026!",
        "> my password is Winter2026!",
        "Kennwort: Winter2026!",
        "- Mot de passe: Winter2026!",
    ] {
        assert_eq!(kinds("mail.txt", &format!("Hello,\n{said}\nregards")), one("password"), "{said}");
    }
}

#[test]
fn cookies_and_headers_are_found_in_raw_http() {
    let curl = "> POST /x HTTP/1.1\n> Cookie: PHPSESSID=s7n2k1f00\n> \n< HTTP/1.1 404 Not Found\n< Set-Cookie: session=abcdef; HttpOnly\n";
    assert_eq!(kinds("curl.txt", curl), [("session cookie".to_owned(), 2)]);
    let fiddler = "POST https://a.example/acs HTTP/1.1\r\nHost: a.example\r\nCookie: PHPSESSID=s7n2k1f00\r\n\r\nHTTP/1.1 200 OK\r\n\r\n";
    assert_eq!(kinds("1 session.txt", fiddler), one("session cookie"));
    let twice = "GET / HTTP/1.1\nCookie: a=secret1\n\nGET /b HTTP/1.1\nCookie: a=secret1\n";
    assert_eq!(kinds("raw.txt", twice), one("session cookie"), "the same cookie is one");
    for header in [
        "Authorization: Bearer abcdefghijk",
        "authorization: Basic YTpi",
        "Proxy-Authorization: NTLM TlRM",
        "Authorization: SSWS 00abc",
    ] {
        assert_eq!(kinds("raw.txt", &format!("GET / HTTP/1.1\n{header}\n")), one("authorization header"), "{header}");
    }
    for header in
        ["x-api-key: 1234567890abcdef", "Ocp-Apim-Subscription-Key: 1234567890abcdef", "apikey: 1234567890abcdef"]
    {
        assert_eq!(kinds("raw.txt", &format!("GET / HTTP/1.1\n{header}\n")), one("API key"), "{header}");
        let command = format!("# curl -H \"{header}\" https://console.jumpcloud.com/api/applications");
        assert_eq!(kinds("curl.txt", &command), one("API key"), "{command}");
    }
    assert_eq!(kinds("raw.txt", "PRIVATE-TOKEN: 1234567890abcdef\n"), one("token"));
}

#[test]
fn keys_of_well_known_services_are_known_by_their_beginning() {
    // Put together here, so that nobody who searches for real ones finds them.
    for (begin, letters) in
        [("ghp_", 36), ("glpat-", 20), ("AKIA", 16), ("AIza", 35), ("xoxb-", 24), ("jca_", 36), ("sk_live_", 24)]
    {
        let key = format!("{begin}{}", "A1B2C3D4E5".repeat(4).chars().take(letters).collect::<String>());
        assert_eq!(kinds("mail.txt", &format!("We use {key} for it, is that right?")), one("API key"), "{key}");
    }
}

#[test]
fn what_is_no_secret_is_not_taken_for_one() {
    for text in [
        "The password is not accepted.\nPassword: wrong again, he says\nI forgot my password.",
        "We cleared the cookies.\nCookie: what is that?\nAuthorization: needed?",
        "{\"forgotPasswordUrl\": \"https://a.example/x\", \"passwordPolicy\": \"strong\"}",
        "<html><form><input type=\"password\" name=\"password\" placeholder=\"Password\"></form></html>",
        "\"password\":\"Password\" and \"password\": \"********\" and password=[redacted]",
        "token: see below for more of it",
        "csrf_token=1234567890abcdef&x=1",
    ] {
        assert_eq!(kinds("mail.txt", text), [], "{text}");
    }
    assert_eq!(kinds("login.har", &har(r#"{"username":"a","password":""}"#)), []);
    assert_eq!(kinds("login.har", &har(r#"{"password":"[removed]","showPassword":true}"#)), []);
}
