//! `deliver`: how the message travels.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::number::Number;
use super::{Apply, Effect, Kind};
use crate::recipe::delivery::{Enctype, Field, Route, plain_fields, with_query};
use crate::recipe::{Context, Delivery, Draft, Fault, Span, Template};

/// The longest that an answer is held back: beyond what any browser waits for.
const LONGEST_DELAY: Duration = Duration::from_secs(300);
/// How often a form may be posted in a row: a replay shows with two, a race with a few more.
const MOST_TIMES: usize = 10;

/// How the message travels through the browser; what is absent is as without the step. Wherever it stands, it comes
/// last: in its texts `{message}` stands for the message as encoded, `{xml}` for the message before that, without its XML declaration, `{plain}` for the one that no step has touched,
/// `{relay_state}` for the RelayState that came along.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Deliver {
    /// By form or by redirect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub binding: Option<Route>,
    /// Where to; the ACS when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Template>,
    /// Sent instead of the RelayState that came along.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relay_state: Option<Template>,
    /// No RelayState at all.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_relay_state: bool,
    /// How the form's fields are written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enctype: Option<Enctype>,
    /// The form's fields, in order, in place of SAMLResponse and RelayState.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<Vec<FieldText>>,
    /// Added to the query of the address; there, `{message}` and `{plain}` are percent-encoded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<Template>,
    /// How often the form is posted, one right after the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<Number>,
    /// How long the IdP takes to answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<Span>,
    /// Whether nothing is posted: the message is kept for a later post.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hold: bool,
    /// How many characters of the message are sent; all of them when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cut_off: Option<Number>,
}

/// A field of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldText {
    /// Its name.
    pub name: Template,
    /// Its value.
    pub value: Template,
}

impl Apply for Deliver {
    const KIND: Kind = Kind::Travel;

    fn effect(&self) -> Effect {
        Effect::Keeps
    }

    fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
        if let Some(cut_off) = self.cut_off {
            draft.field = draft.field.chars().take(cut_off.get()).collect();
        }
        let text = String::from_utf8_lossy(&draft.bytes()).into_owned();
        // Inside of something else an XML declaration would be out of place.
        let declared = text.strip_prefix("<?xml ").and_then(|rest| rest.split_once("?>"));
        let xml = declared.map_or(text.as_str(), |(_, rest)| rest);
        let (message, xml, plain) = (draft.field.as_str(), xml, draft.plain.as_str());
        let texts = Texts { context, message, xml, plain };
        let relay_state = match (&self.relay_state, self.no_relay_state) {
            (None, false) => context.scene.relay_state.clone(),
            (None, true) => None,
            (Some(text), false) => Some(texts.fill("relay_state", text)?),
            (Some(_), true) => return Err(Fault::new("`relay_state` or `no_relay_state`, not both").at("relay_state")),
        };
        let route = self.binding.unwrap_or_default();
        let fields = match &self.fields {
            Some(fields) => fields.iter().map(|field| texts.field(field)).collect::<Result<_, _>>()?,
            None if route == Route::ArtifactLess => plain_fields("", relay_state.as_deref()).split_off(1),
            None => plain_fields(message, relay_state.as_deref()),
        };
        let url = match &self.url {
            Some(url) => texts.fill("url", url)?,
            None => context.scene.acs_url.clone(),
        };
        let query = self.query.as_ref().map(|query| texts.percent_encoded().fill("query", query)).transpose()?;
        let times = self.times.unwrap_or_default().up_to(MOST_TIMES).map_err(|fault| fault.at("times"))?;
        let delay = u64::try_from(self.delay.unwrap_or_default().milliseconds()).map(Duration::from_millis);
        let delay = delay.map_err(|_| Fault::new("an answer cannot come before its request").at("delay"))?;
        if delay > LONGEST_DELAY {
            let limit = LONGEST_DELAY.as_secs();
            return Err(Fault::new(format!("an answer is held back {limit} seconds at most")).at("delay"));
        }
        let url = with_query(&url, &query.unwrap_or_default());
        let enctype = self.enctype.unwrap_or_default();
        draft.delivery = Delivery { route, url, enctype, fields, times, delay, hold: self.hold };
        Ok(())
    }
}

/// What fills in texts.
struct Texts<'a, M> {
    context: &'a Context<'a>,
    message: M,
    xml: M,
    plain: M,
}

impl<M: AsRef<str>> Texts<'_, M> {
    fn fill(&self, key: &'static str, template: &Template) -> Result<String, Fault> {
        let more = [("message", self.message.as_ref()), ("xml", self.xml.as_ref()), ("plain", self.plain.as_ref())];
        self.context.text_with(key, template, &more)
    }

    fn field(&self, field: &FieldText) -> Result<Field, Fault> {
        Ok(Field { name: self.fill("fields", &field.name)?, value: self.fill("fields", &field.value)? })
    }

    fn percent_encoded(&self) -> Texts<'_, String> {
        let encoded = |text: &M| url::form_urlencoded::byte_serialize(text.as_ref().as_bytes()).collect();
        let (message, xml, plain) = (encoded(&self.message), encoded(&self.xml), encoded(&self.plain));
        Texts { context: self.context, message, xml, plain }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    use super::*;
    use crate::recipe::Sent;
    use crate::recipe::step::tests::{refused, tried};

    fn delivered(keys: &str) -> Sent {
        tried(&format!(r#"[{{"step": "deliver", {keys}}}, {{"step": "set", "node": "NameID", "text": "x"}}]"#)).unwrap()
    }

    fn fields(delivery: &Delivery) -> Vec<(&str, &str)> {
        delivery.fields.iter().map(|field| (field.name.as_str(), field.value.as_str())).collect()
    }

    #[test]
    fn without_keys_it_is_the_plain_form() {
        let sent = tried(r#"{"step": "deliver"}"#).unwrap();
        assert_eq!(sent.delivery, tried("[]").unwrap().delivery.clone().with_message(&sent.field));
        assert_eq!(sent.delivery.url, "http://sp.test/acs");
        assert_eq!(
            fields(&sent.delivery),
            [("SAMLResponse", sent.field.as_str()), ("RelayState", "sample-relay-state")]
        );
    }

    impl Delivery {
        fn with_message(mut self, message: &str) -> Self {
            message.clone_into(&mut self.fields[0].value);
            self
        }
    }

    #[test]
    fn fields_stand_as_listed() {
        let sent = delivered(
            r#""fields": [{"name": "RelayState", "value": "{relay_state}"}, {"name": "SAMLResponse", "value": "{plain}"},
                {"name": "SAMLResponse", "value": "{message}"}], "enctype": "multipart", "times": 2, "query": "m={message}&p=1""#,
        );
        let plain = sent.delivery.fields[1].value.clone();
        let expected = [("RelayState", "sample-relay-state"), ("SAMLResponse", &plain), ("SAMLResponse", &sent.field)];
        assert_eq!(fields(&sent.delivery), expected);
        let plain = String::from_utf8(STANDARD.decode(plain).unwrap()).unwrap();
        assert!(plain.contains(">employee@sample.test<") && plain.contains("<ds:Signature "), "{plain}");
        assert_eq!((sent.delivery.enctype, sent.delivery.times), (Enctype::Multipart, 2));
        let bare = delivered(r#""fields": [{"name": "wresult", "value": "<t>{xml}</t>"}]"#);
        let xml = std::str::from_utf8(&bare.xml).unwrap().split_once("?>").unwrap().1;
        assert!(bare.xml.starts_with(b"<?xml ") && xml.starts_with('<'), "{xml}");
        assert_eq!(fields(&bare.delivery), [("wresult", format!("<t>{xml}</t>").as_str())]);
        let encoded: String = url::form_urlencoded::byte_serialize(sent.field.as_bytes()).collect();
        assert_eq!(sent.delivery.url, format!("http://sp.test/acs?m={encoded}&p=1"));
    }

    #[test]
    fn a_redirect_carries_the_message_deflated() {
        let sent = delivered(r#""binding": "redirect", "url": "http://sp.test/acs?a=1", "relay_state": "é&""#);
        let location = sent.delivery.location();
        assert!(location.starts_with("http://sp.test/acs?a=1&SAMLResponse="), "{location}");
        assert!(location.ends_with("&RelayState=%C3%A9%26"), "{location}");
        let mut inflated = Vec::new();
        let octets = STANDARD.decode(&sent.field).unwrap();
        flate2::read::DeflateDecoder::new(&octets[..]).read_to_end(&mut inflated).unwrap();
        assert_eq!(inflated, sent.xml);
        let location = delivered(r#""binding": "artifact-less""#).delivery.location();
        assert_eq!(location, "http://sp.test/acs?RelayState=sample-relay-state");
        let location = delivered(r#""binding": "artifact-less", "no_relay_state": true"#).delivery.location();
        assert_eq!(location, "http://sp.test/acs");
    }

    #[test]
    fn a_message_is_cut_off_held_and_late() {
        let sent = delivered(r#""cut_off": 100, "hold": true, "delay": "3s", "no_relay_state": true"#);
        assert_eq!(fields(&sent.delivery), [("SAMLResponse", sent.field.as_str())]);
        assert_eq!(sent.field, STANDARD.encode(&sent.xml)[..100]);
        assert!(sent.delivery.hold);
        assert_eq!(sent.delivery.delay, Duration::from_secs(3));
    }

    #[test]
    fn too_much_is_refused() {
        for (keys, key) in [
            (r#""times": 11"#, "times"),
            (r#""delay": "1h""#, "delay"),
            (r#""delay": "-1s""#, "delay"),
            (r#""relay_state": "", "no_relay_state": true"#, "relay_state"),
            (r#""url": "{nobody}""#, "url"),
        ] {
            assert_eq!(refused(&format!(r#"{{"step": "deliver", {keys}}}"#)).key, Some(key), "{keys}");
        }
        assert_eq!(refused(r#"{"step": "set", "node": "NameID", "text": "{plain}"}"#).key, Some("text"));
    }
}
