use crate::recipe::step::tests::{made, refused, tried_with, vouched_for};

const NONE: &str = r#"{"sign": "none"}"#;

/// What `keys` make of the sample message whose Assertion they sign.
fn signed(keys: &str) -> String {
    made(NONE, &format!(r#"[{{"step": "sign", "node": "Assertion", {keys}}}]"#))
}

fn holds(keys: &str) -> Vec<(String, String)> {
    vouched_for(NONE, &format!(r#"[{{"step": "sign", "node": "Assertion", {keys}}}]"#))
}

fn by(key: &str) -> Vec<(String, String)> {
    vec![("Assertion".to_owned(), key.to_owned())]
}

#[test]
fn without_a_node_it_signs_as_the_toggles_say() {
    for (sign, expected) in [
        ("assertion", vec!["Assertion"]),
        ("response", vec!["Response"]),
        ("both", vec!["Response", "Assertion"]),
        ("none", vec![]),
    ] {
        let settings = format!(r#"{{"sign": "{sign}"}}"#);
        let names: Vec<_> = vouched_for(&settings, r#"[{"step": "sign"}]"#).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, expected, "{sign}");
        // Just as without a recipe.
        let last: Vec<_> = vouched_for(&settings, "[]").into_iter().map(|(name, _)| name).collect();
        assert_eq!(last, expected, "{sign}");
        let xml = made(&settings, r#"[{"step": "sign"}]"#);
        assert_eq!(xml.matches("</saml2:Issuer><ds:Signature ").count(), expected.len());
    }
}

#[test]
fn every_key_can_sign() {
    for key in ["organization", "stranger", "stranger-clone", "stranger-leaf", "stranger-renewed", "ec"] {
        assert_eq!(holds(&format!(r#""key": "{key}""#)), by(key));
    }
    assert!(signed(r#""key": "ec""#).contains("#ecdsa-sha256"));
    let error = refused(r#"{"step": "sign", "key": "second-company"}"#);
    assert_eq!((error.key, error.message.as_str()), (Some("key"), "there is no second company here"));
}

#[test]
fn methods_by_name_or_identifier() {
    let settings = r#"{"signature_algorithm": "RSA-SHA1", "sign": "assertion"}"#;
    let xml = made(settings, r#"[{"step": "sign"}]"#);
    assert!(xml.contains("xmldsig#rsa-sha1\"") && xml.contains("xmldsig#sha1\""), "{xml}");
    for method in ["rsa-sha1", "rsa-sha256", "rsa-sha384", "rsa-sha512", "rsa-md5"] {
        let keys = format!(r#""signature_method": "{method}", "digest_method": "md5""#);
        assert_eq!(holds(&keys), by("organization"), "{method}");
        assert!(signed(&keys).contains(&format!("#{method}\"")));
    }
    let xml = signed(r#""signature_method": "none", "digest_method": "urn:d", "canonicalization": "urn:c""#);
    for part in [
        r#"<ds:SignatureMethod Algorithm="none"/>"#,
        r#"<ds:DigestMethod Algorithm="urn:d"/>"#,
        r#"Algorithm="urn:c"/>"#,
    ] {
        assert!(xml.contains(part), "{part}: {xml}");
    }
    for (keys, key) in [
        (r#""signature_method": "rsa""#, "signature_method"),
        (r#""signature_method": "hmac-sha1""#, "signature_method"),
        (r#""signature_method": "ecdsa-sha256""#, "signature_method"),
        (r#""signature_method": "rsa-sha1", "hmac_key": "empty""#, "hmac_key"),
        (r#""digest_method": "sha3""#, "digest_method"),
        (r#""key_info": "certificates""#, "key_info"),
        (r#""to": "after root""#, "to"),
        (r#""to": "instead of Assertion""#, "to"),
        (r#""reference": "", "references": []"#, "references"),
        (r#""references": ["Issuer"]"#, "references"),
    ] {
        let error = refused(&format!(r#"{{"step": "sign", "node": "Assertion", {keys}}}"#));
        assert_eq!(error.key, Some(key), "{keys}: {error}");
    }
    assert_eq!(refused(r#"{"step": "sign", "node": "Issuer"}"#).key, Some("node"));
}

#[test]
fn hmac_with_what_everybody_knows() {
    let xml = signed(r#""hmac_key": "certificate-pem""#);
    assert!(xml.contains("#hmac-sha256\""), "{xml}");
    let xml = signed(r#""hmac_key": "modulus", "signature_method": "hmac-sha1", "hmac_output_length": "8""#);
    assert!(xml.contains("<ds:HMACOutputLength>8</ds:HMACOutputLength>"), "{xml}");
    let value = xml.split("<ds:SignatureValue>").nth(1).unwrap().split('<').next().unwrap();
    assert_eq!(value.len(), 4, "{value}");
    assert_eq!(holds(r#""hmac_key": "empty""#), []);
}

#[test]
fn references_by_any_text() {
    assert_eq!(holds(r#""reference": "{value}""#), by("organization"));
    assert_eq!(holds(r##""reference": "#xpointer(id('{assertion.id}'))""##), by("organization"));
    assert_eq!(holds(r#""reference": """#), [("Response".to_owned(), "organization".to_owned())]);
    assert!(signed(r#""reference": false"#).contains("<ds:Reference><ds:Transforms>"));
    assert!(
        signed(r#""reference": "{canary}""#).contains(r#"<ds:Reference URI="http://sample.idp.localhost:8080/canary"#)
    );
    let several =
        vouched_for(NONE, r#"[{"step": "sign", "node": "Response", "references": ["Assertion", "Response"]}]"#);
    let names: Vec<_> = several.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Assertion", "Response"]);
}

#[test]
fn transforms_by_name() {
    for names in [
        r#"["enveloped", "inclusive"]"#,
        r#"["enveloped", "exclusive-with-comments"]"#,
        r#"["enveloped", "xpath:ancestor-or-self::saml2:Issuer", "exclusive"]"#,
        r#"["enveloped", "xpath:not(ancestor-or-self::*[local-name()='NameID'])", "exclusive"]"#,
        r#"["enveloped", "xslt", "exclusive"]"#,
        r#"["enveloped", "urn:unknown", "exclusive"]"#,
        r#"["enveloped"]"#,
    ] {
        assert_eq!(holds(&format!(r#""transforms": {names}"#)), by("organization"), "{names}");
    }
    assert!(!signed(r#""transforms": []"#).contains("Transforms"));
    assert!(!signed(r#""prefix_list": """#).contains("PrefixList"));
    assert!(signed(r#""prefix_list": "xsd saml2""#).contains(r#"PrefixList="xsd saml2""#));
}

#[test]
fn key_info_of_every_kind() {
    let certificate = |xml: &str| xml.split("X509Certificate>").nth(1).map(str::to_owned);
    let own = certificate(&signed(r#""key": "stranger""#));
    assert!(own.is_some());
    assert_ne!(certificate(&signed(r#""key": "stranger", "key_info": "wrong-certificate""#)), own);
    assert_eq!(certificate(&signed(r#""key_info": "wrong-certificate""#)), own);
    let xml = signed(r#""key_info": "wrong-certificate+key-value+key-name""#);
    assert!(xml.contains("</ds:X509Data><ds:KeyValue>") && xml.contains("</ds:KeyValue><ds:KeyName>"), "{xml}");
    assert!(!signed(r#""key_info": "none""#).contains("KeyInfo"));
    let raw = signed(r#""key_info": "<ds:RetrievalMethod URI='{canary}'/>""#);
    assert!(raw.contains("<ds:KeyInfo><ds:RetrievalMethod URI='http://sample.idp.localhost:8080/canary"), "{raw}");
    assert!(!made(r#"{"include_key_info": false}"#, r#"[{"step": "sign"}]"#).contains("KeyInfo"));
}

#[test]
fn a_literal_digest_is_signed() {
    assert_eq!(holds(r#""digest_value": "{digest:Assertion}""#), by("organization"));
    let sent = tried_with(NONE, r#"[{"step": "sign", "node": "Assertion", "digest_value": "AAAA"}]"#).unwrap();
    let parts = sent.signed_parts(&sent.stages[1].text);
    assert!(!parts[0].digest_holds && parts[0].certificate.is_some(), "{parts:?}");
}

#[test]
fn a_literal_value_needs_no_key() {
    let xml = signed(r#""value": "AAAA", "signature_method": "ecdsa-sha256", "object": "<a:b/>""#);
    let end = "<ds:SignatureValue>AAAA</ds:SignatureValue>";
    assert!(xml.contains(end) && xml.contains("<ds:Object><a:b/></ds:Object></ds:Signature>"), "{xml}");
}

#[test]
fn the_signature_goes_anywhere() {
    for (to, expected) in [
        ("last in Assertion", "</ds:Signature></saml2:Assertion>"),
        ("before Assertion", "</ds:Signature><saml2:Assertion"),
        ("first in Response", "<ds:Signature "),
        ("instead of Status", "</ds:Signature><saml2:Assertion"),
    ] {
        let step = format!(r#"[{{"step": "sign", "node": "Assertion", "to": "{to}"}}]"#);
        assert_eq!(vouched_for(NONE, &step), by("organization"), "{to}");
        assert!(made(NONE, &step).contains(expected), "{to}");
    }
}

#[test]
fn it_changes_nothing_else() {
    let sent = tried_with(r#"{"sign": "both"}"#, r#"[{"step": "sign"}]"#).unwrap();
    let (mut before, mut rest) = (String::new(), sent.stages[1].text.as_str());
    while let Some((text, after)) = rest.split_once("<ds:Signature ") {
        before.push_str(text);
        rest = after.split_once("</ds:Signature>").unwrap().1;
    }
    assert_eq!(before + rest, sent.stages[0].text);
}
