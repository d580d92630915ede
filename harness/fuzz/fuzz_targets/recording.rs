//! Any texts as what a recording of the browser holds, in each form in which browsers and their extensions write one. The
//! texts are parted by zero bytes: address, form body, page, `Location`, cookies.
#![no_main]

use libfuzzer_sys::fuzz_target;
use saml_artefact::{Content, Options, read};
use serde_json::{Value, json};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let mut texts = text.split('\0');
    let mut next = || texts.next().unwrap_or_default();
    let (url, body, page, location, cookies) = (next(), next(), next(), next(), next());
    let headers = json!([{"name": "Location", "value": location}, {"name": "Set-Cookie", "value": cookies},
        {"name": "Cookie", "value": cookies}, {"name": "Content-Type", "value": "text/html"}]);
    let archive = json!({"log": {"creator": {"name": "f"}, "entries": [{"startedDateTime": location,
        "request": {"method": "POST", "url": url, "headers": headers, "cookies": [], "postData": {"text": body,
            "params": [{"name": "SAMLResponse", "value": body}]}},
        "response": {"status": 302, "headers": headers, "cookies": [{"name": cookies, "value": cookies}],
            "content": {"mimeType": "text/html", "text": page, "encoding": "base64"}, "redirectURL": location}}]}});
    let traced = json!({"requests": [{"method": "POST", "url": url, "postData": body, "post": [["SAMLResponse", body]],
        "requestHeaders": headers, "responseHeaders": headers, "responseStatus": 200, "saml": page, "protocol": "SAML-P",
        "loggedOn": location}]});
    for (form, is_known) in [(archive, true), (traced, false)] {
        let reading = read("f", Value::to_string(&form).as_bytes(), &Options::default()).expect("it is no file but ours");
        let is_recording = reading.artefacts.iter().any(|one| matches!(one.content, Content::Recording(_)));
        assert!(is_recording || !is_known, "{form}");
    }
});
