//! What a step knows of the message it works on.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use openssl::hash::MessageDigest;
use openssl::x509::X509Ref;

use super::draft::WEIGHT_LIMIT;
use super::keys::Keys;
use super::moment::Span;
use super::{Fault, KeyName, NodePath, Scene, Script, Template};
use crate::clock::xs_date_time;
use crate::key::KeyPair;
use crate::message::compose::name_id;
use crate::message::response::Response;
use crate::random;
use crate::sign::{DigestMethod, distinguished_name};
use crate::xml::{Canonicalization, Document, Node, canonicalize};

/// Placeholders of the message. Some have a value in some places only: `{value}` where a step changes one,
/// `{message}`, `{xml}` and `{plain}` where it is delivered.
const NAMES: &[&str] = &[
    "assertion.id",
    "canary",
    "message",
    "now",
    "organization.certificate",
    "organization.certificate_digest",
    "organization.issuer_name",
    "organization.serial_number",
    "organization.subject_name",
    "plain",
    "random",
    "relay_state",
    "request.id",
    "response.id",
    "stranger.certificate",
    "value",
    "xml",
];

/// What ends the placeholder for the NameID of a person whose e-mail is among the script's values: `{victim.name_id}`.
const NAME_ID: &str = ".name_id";

/// Placeholders that take something after a colon: `{digest:PATH}`, `{repeat:TEXT:NUMBER}`, `{rest:FIRST:WHOLE}`.
const FUNCTIONS: &[&str] = &["digest:", "repeat:", "rest:"];

/// Whether every message has a value for `name`, whatever the script's values are.
pub fn is_message_placeholder(name: &str) -> bool {
    NAMES.contains(&name)
        || FUNCTIONS.iter().any(|function| name.starts_with(function))
        || span_of(name).is_some_and(|span| span.is_ok())
}

/// Names of the placeholders that every message has, but for `{now+1h}`, `{digest:...}` and the like.
pub fn message_placeholders() -> &'static [&'static str] {
    NAMES
}

/// The span of `now+1h`.
fn span_of(name: &str) -> Option<Result<Span, String>> {
    name.strip_prefix("now").filter(|rest| rest.starts_with(['+', '-'])).map(str::parse)
}

/// What a step knows of the message it works on.
#[derive(Debug)]
pub struct Context<'a> {
    /// What the message answers, and the IdP's settings.
    pub scene: &'a Scene,
    /// The message as it was made, before any step.
    pub response: Response,
    /// When it was made: the organization's clock, moved by a `clock` step.
    pub now: Timestamp,
    values: &'a BTreeMap<String, String>,
    keys: Keys<'a>,
}

impl<'a> Context<'a> {
    pub(super) fn new(scene: &'a Scene, script: &'a Script, response: Response, now: Timestamp) -> Self {
        let keys = Keys { organization: &scene.key_pair, second_company: script.second_company.as_ref() };
        Self { scene, response, now, values: &script.values, keys }
    }

    /// The key pair called `name`.
    pub fn key(&self, name: KeyName) -> Result<Arc<KeyPair>, Fault> {
        self.keys.get(name).map_err(|fault| fault.at("key"))
    }

    /// The value that the script gives to `name`.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// The text that stands at `key`, filled in.
    pub fn text(&self, key: &'static str, template: &Template) -> Result<String, Fault> {
        self.text_with(key, template, &[])
    }

    /// The same where some more placeholders have a value, `{value}` for example.
    pub fn text_with(&self, key: &'static str, template: &Template, more: &[(&str, &str)]) -> Result<String, Fault> {
        self.fill(key, template, None, more)
    }

    /// The same where the message is a tree, so that `{digest:PATH}` has a value, too.
    pub fn text_in(
        &self,
        key: &'static str,
        template: &Template,
        document: &Document,
        more: &[(&str, &str)],
    ) -> Result<String, Fault> {
        self.fill(key, template, Some(document), more)
    }

    fn fill(
        &self,
        key: &'static str,
        template: &Template,
        document: Option<&Document>,
        more: &[(&str, &str)],
    ) -> Result<String, Fault> {
        let value = |name: &str| match more.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => Ok((*value).to_owned()),
            None => match (name.strip_prefix("digest:"), document) {
                (Some(path), Some(document)) => digest(path, document, self.scene.settings.prefix_list()),
                _ => self.placeholder(name),
            },
        };
        template.fill(value).map_err(|fault| fault.at(key))
    }

    /// `FIRST:WHOLE`, both names of placeholders: what the whole has after the first.
    fn rest(&self, what: &str) -> Result<String, Fault> {
        let (first, whole) = what
            .split_once(':')
            .ok_or_else(|| Fault::new("`rest` takes two placeholders, as in `{rest:victim.name_id:user.name_id}`"))?;
        let (first, whole) = (self.placeholder(first)?, self.placeholder(whole)?);
        let rest = whole.strip_prefix(&first).map(str::to_owned);
        rest.ok_or_else(|| Fault::new(format!("`{whole}` does not begin with `{first}`")))
    }

    fn placeholder(&self, name: &str) -> Result<String, Fault> {
        if let Some(value) = self.values.get(name) {
            return Ok(value.clone());
        }
        if let Some(what) = name.strip_prefix("repeat:") {
            return repeat(what);
        }
        if let Some(what) = name.strip_prefix("rest:") {
            return self.rest(what);
        }
        if let Some(span) = span_of(name) {
            return Ok(xs_date_time(span.map_err(Fault::new)?.from(self.now)));
        }
        if let Some(email) = name.strip_suffix(NAME_ID).and_then(|person| self.values.get(&format!("{person}.email"))) {
            let user = self.scene.person(email)?.user;
            return Ok(name_id(&self.scene.settings, &user).to_owned());
        }
        let nothing = || Fault::new(format!("the placeholder `{{{name}}}` has no value here"));
        Ok(match name {
            "assertion.id" => self.response.assertion_id.clone(),
            "canary" => self.scene.canary.clone(),
            "now" => xs_date_time(self.now),
            "organization.certificate" => certificate(&*self.key(KeyName::Organization)?)?,
            "organization.certificate_digest"
            | "organization.issuer_name"
            | "organization.serial_number"
            | "organization.subject_name" => told_of(&self.key(KeyName::Organization)?.certificate, name)?,
            "random" => random::id()?,
            "relay_state" => self.scene.relay_state.clone().unwrap_or_default(),
            "request.id" => self.response.in_response_to.clone().unwrap_or_default(),
            "response.id" => self.response.id.clone(),
            "stranger.certificate" => certificate(&*self.key(KeyName::Stranger)?)?,
            _ => return Err(nothing()),
        })
    }
}

/// What X509Data may say of a certificate in place of it, by the placeholder's name.
fn told_of(certificate: &X509Ref, name: &str) -> Result<String, Fault> {
    Ok(match name {
        "organization.certificate_digest" => STANDARD.encode(certificate.digest(MessageDigest::sha256())?),
        "organization.issuer_name" => distinguished_name(certificate.issuer_name())?,
        "organization.serial_number" => certificate.serial_number().to_bn()?.to_dec_str()?.to_string(),
        _ => distinguished_name(certificate.subject_name())?,
    })
}

/// `TEXT:NUMBER`
fn repeat(what: &str) -> Result<String, Fault> {
    let Some((text, Ok(times))) = what.rsplit_once(':').map(|(text, number)| (text, number.parse::<usize>())) else {
        return Err(Fault::new("`repeat` takes a text and a number, as in `{repeat:x:1000}`"));
    };
    if text.len().saturating_mul(times) > WEIGHT_LIMIT {
        return Err(Fault::new("the repeated text is too long"));
    }
    Ok(text.repeat(times))
}

/// What a plain signature of the element at `path` would have as DigestValue: SHA-256 over the exclusive canonical
/// form without the Signatures that are its children (SAML core 5.4).
fn digest(path: &str, document: &Document, prefix_list: &str) -> Result<String, Fault> {
    let path: NodePath = path.parse().map_err(|error| Fault::new(format!("{error}")))?;
    let path = path.element(document)?;
    let children = &document.element(&path).expect("the path was found in this document").children;
    let signature = |node: &Node| node.as_element().is_some_and(|element| element.local_name() == "Signature");
    let own = children.iter().enumerate().filter(|(_, node)| signature(node));
    let without = own.map(|(position, _)| [path.as_slice(), &[position]].concat()).collect();
    let prefix_list = prefix_list.split_whitespace().map(str::to_owned).collect();
    let how = Canonicalization { prefix_list, without, ..Canonicalization::default() };
    Ok(STANDARD.encode(DigestMethod::Sha256.digest(&canonicalize(document, &path, &how))?))
}

fn certificate(pair: &KeyPair) -> Result<String, Fault> {
    pair.certificate_base64().map_err(|error| Fault::new(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe::step::tests::{changed, made, refused, tried};

    /// The text of the NameID that is set to `text`.
    fn filled(text: &str) -> String {
        let step = serde_json::json!({ "step": "set", "node": "NameID", "text": text });
        let (_, xml) = changed(&step.to_string());
        Document::parse(&xml).unwrap().root().children[2].as_element().unwrap().child("Subject").unwrap().text()
    }

    #[test]
    fn the_message_fills_in_its_placeholders() {
        assert_eq!(filled("{request.id} {relay_state}"), "_a1b2c3d4e5f60718293a4b5c6d7e8f90 sample-relay-state");
        assert_eq!(filled("{repeat:ab:3}{repeat::9}{repeat:a:b:2}{repeat:x:0}"), "abababa:ba:b");
        assert!(filled("{canary}").starts_with("http://sample.idp.localhost:8080/canary/"));
        let random = filled("{random} {random}");
        let (first, second) = random.split_once(' ').unwrap();
        assert!(first != second && first.len() == 33 && first.starts_with('_'), "{random}");
        let certificates = filled("{organization.certificate} {stranger.certificate}");
        for certificate in certificates.split(' ') {
            openssl::x509::X509::from_der(&STANDARD.decode(certificate).unwrap()).unwrap();
        }
        let told = filled("{organization.subject_name} {organization.issuer_name}");
        let name =
            |told: &str| told.starts_with("CN=JumpCloudSAMLUser,OU=JumpCloudSAMLIdP,O=") && told.ends_with(",C=US");
        assert!(told.split(' ').all(name), "{told}");
        let told = filled("{organization.serial_number} {organization.certificate_digest}");
        let (number, digest) = told.split_once(' ').unwrap();
        assert!(number.bytes().all(|digit| digit.is_ascii_digit()) && digest.len() == 44, "{told}");
        let (before, after) = changed(r#"{"step": "set", "node": "NameID", "text": "{response.id}{assertion.id}"}"#);
        let ids: String = before.split(" ID=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert!(after.contains(&format!(">{ids}<")));
    }

    #[test]
    fn moments_are_counted_from_the_clock() {
        let times = filled("{now} {now+90s} {now-1h}");
        let times: Vec<Timestamp> = times.split(' ').map(|time| time.parse().unwrap()).collect();
        assert_eq!(times[1].duration_since(times[0]).as_secs(), 90);
        assert_eq!(times[2].duration_since(times[0]).as_secs(), -3600);
    }

    #[test]
    fn a_digest_is_the_one_that_a_signature_would_have() {
        let sign = r#"[{"step": "set", "node": "Issuer", "text": "{digest:Assertion}"}, {"step": "sign"}]"#;
        let xml = made("{}", sign);
        let digest = Document::parse(&xml).unwrap().root().child("Issuer").unwrap().text();
        assert!(xml.contains(&format!("<ds:DigestValue>{digest}</ds:DigestValue>")), "{xml}");
        let after = made("{}", &sign.replace("[{\"step\": \"set\"", "[{\"step\": \"sign\"}, {\"step\": \"set\""));
        let digest = Document::parse(&after).unwrap().root().child("Issuer").unwrap().text();
        assert!(after.contains(&format!("<ds:DigestValue>{digest}</ds:DigestValue>")), "{after}");
    }

    #[test]
    fn what_has_no_value_is_told() {
        for text in [
            "{nobody}",
            "{now+1}",
            "{repeat:x}",
            "{repeat:x:99999999999}",
            "{digest:Nothing}",
            "{digest:}",
            "{message}",
        ] {
            let step = serde_json::json!({ "step": "set", "node": "NameID", "text": text });
            assert_eq!(refused(&step.to_string()).key, Some("text"), "{text}");
        }
        let many = serde_json::json!({ "step": "set", "node": "NameID", "text": "{repeat:x:30000000}".repeat(3) });
        assert!(tried(&many.to_string()).is_err());
    }

    #[test]
    fn names_of_the_message_are_known() {
        for name in ["now", "now+1h", "digest:Assertion", "repeat:x:3", "value", "canary", "plain"] {
            assert!(is_message_placeholder(name), "{name}");
        }
        for name in ["now+1", "nowadays", "user.email", ""] {
            assert!(!is_message_placeholder(name), "{name}");
        }
    }
}
