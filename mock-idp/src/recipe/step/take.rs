//! `take`: other things that the organization's key has signed, and messages sent before.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::number::Number;
use super::{Apply, Effect};
use crate::recipe::path::Lifted;
use crate::recipe::{Context, Draft, Fault, NodePath, Position, Template, genuine};
use crate::xml::Document;

/// Puts genuine material, or an element of it, into the message or in its place. What is taken keeps the namespaces
/// that are in scope, and so its signature. In the place of the whole message it is not signed once more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Take {
    /// What.
    pub of: Material,
    /// For `response`: the e-mail of the person it is about; absent: who is logged in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<Template>,
    /// For `response`: the n-th response that was sent before, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Number>,
    /// The element that is taken; the root when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<NodePath>,
    /// Where it goes; absent or `instead`: it is the whole message then.
    #[serde(default, skip_serializing_if = "Destination::is_default")]
    pub to: Destination,
}

/// What can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Material {
    /// A signed Response that says that the login failed; it holds no assertion.
    ErrorResponse,
    /// The application's IdP metadata, signed.
    Metadata,
    /// A signed LogoutResponse.
    LogoutResponse,
    /// A Response, signed as the toggles say.
    Response,
}

/// Where material goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Destination {
    /// In the place of the whole message.
    #[default]
    Instead,
    /// Into the message.
    To(Position),
}

impl Destination {
    fn is_default(&self) -> bool {
        *self == Self::Instead
    }
}

impl<'de> Deserialize<'de> for Destination {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text == "instead" {
            return Ok(Self::Instead);
        }
        text.parse().map(Self::To).map_err(serde::de::Error::custom)
    }
}

impl Serialize for Destination {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Instead => serializer.serialize_str("instead"),
            Self::To(position) => position.serialize(serializer),
        }
    }
}

impl Apply for Take {
    fn effect(&self) -> Effect {
        match self.to {
            Destination::Instead => Effect::Replaces,
            Destination::To(_) => Effect::Changes,
        }
    }

    fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
        let material = self.material(context)?;
        let path = match &self.node {
            Some(node) => node.element(&material).map_err(|fault| fault.at("node"))?,
            None => Vec::new(),
        };
        let taken = Lifted::from(&material, &path);
        match &self.to {
            Destination::Instead => {
                let whole = if self.node.is_none() { material } else { Document::new(taken.on_its_own()) };
                draft.replace(whole.to_string().into_bytes());
                draft.signs_last = false;
                Ok(())
            }
            Destination::To(position) => {
                let document = draft.tree()?;
                let place = position.find(document).map_err(|fault| fault.at("to"))?;
                taken.put_down(document, &place).map_err(|fault| fault.at("to"))
            }
        }
    }
}

impl Take {
    fn material(&self, context: &Context<'_>) -> Result<Document, Fault> {
        match (&self.user, self.message) {
            (Some(_), Some(_)) => return Err(Fault::new("`user` or `message`, not both").at("message")),
            (None, None) => {}
            _ if self.of != Material::Response => {
                return Err(Fault::new("`user` and `message` go with `of = \"response\"`").at("of"));
            }
            _ => {}
        }
        match self.of {
            Material::ErrorResponse => genuine::error_response(context.scene, context.now),
            Material::Metadata => genuine::metadata(context.scene),
            Material::LogoutResponse => genuine::logout_response(context.scene, context.now),
            Material::Response => self.response(context),
        }
    }

    fn response(&self, context: &Context<'_>) -> Result<Document, Fault> {
        let scene = context.scene;
        if let Some(number) = self.message {
            let earlier = number.get().checked_sub(1).and_then(|index| scene.earlier.get(index));
            let earlier = earlier.ok_or_else(|| {
                let fault = Fault::new(format!("message {} was not sent yet", number.get())).at("message");
                fault.help("messages that were sent before count from 1")
            })?;
            let text = String::from_utf8_lossy(earlier);
            return Document::parse_keeping_entities(&text).map_err(|error| Fault::from(error).at("message"));
        }
        let person = match &self.user {
            Some(email) => scene.person(&context.text("user", email)?).map_err(|fault| fault.at("user"))?,
            None => scene.person.clone(),
        };
        genuine::response(scene, &person, context.now)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use crate::directory::SettingsPatch;
    use crate::recipe::step::tests::{changed, refused};
    use crate::recipe::{Recipe, Scene, Script, run};
    use crate::sign::{signed_parts, verify_root};
    use crate::xml::Document;

    /// The message that `steps` make on `scene`, signed last when they do not say otherwise.
    fn made(scene: &Scene, steps: &str) -> String {
        let recipe: Recipe = serde_json::from_str(steps).unwrap();
        let script = Script { signs_last: recipe.signs_last(), recipe, ..Script::default() };
        String::from_utf8(run(scene, &script).unwrap().xml).unwrap()
    }

    #[rstest]
    #[case("error-response", "saml2p:Response")]
    #[case("metadata", "md:EntityDescriptor")]
    #[case("logout-response", "saml2p:LogoutResponse")]
    fn signed_material_is_the_whole_message(#[case] of: &str, #[case] root: &str) {
        let scene = Scene::sample(&SettingsPatch::default()).unwrap();
        let xml = made(&scene, &format!(r#"[{{"step": "take", "of": "{of}"}}]"#));
        let document = Document::parse(&xml).unwrap();
        assert_eq!(document.root().name, root);
        assert_eq!(xml.matches("<ds:Signature ").count(), 1);
        assert!(!xml.contains("<saml2:Assertion"));
        verify_root(&document, &scene.key_pair.certificate).unwrap();
    }

    #[test]
    fn a_response_for_somebody_else_is_genuine() {
        let scene = Scene::sample(&SettingsPatch::default()).unwrap();
        let xml =
            made(&scene, r#"[{"step": "take", "of": "response", "user": "victim@sample.test", "to": "instead"}]"#);
        assert!(xml.contains(">victim@sample.test<"));
        assert_eq!(xml.matches("<ds:Signature ").count(), 1);
        let xml = made(&scene, r#"[{"step": "take", "of": "response", "message": 2}]"#);
        assert_eq!(xml.as_bytes(), scene.earlier[1]);
    }

    #[test]
    fn an_element_keeps_its_signature_wherever_it_goes() {
        let scene = Scene::sample(&SettingsPatch::default()).unwrap();
        for steps in [
            r#"[{"step": "insert", "to": "before Status", "xml": "<saml2p:Extensions/>"},
                {"step": "take", "of": "response", "node": "Assertion", "to": "last in Extensions"}]"#,
            r#"[{"step": "take", "of": "response", "node": "Assertion"}]"#,
        ] {
            let recipe: Recipe = serde_json::from_str(steps).unwrap();
            let script = Script { recipe, ..Script::default() };
            let xml = String::from_utf8(run(&scene, &script).unwrap().xml).unwrap();
            let parts = signed_parts(&Document::parse(&xml).unwrap(), &[("own", &scene.key_pair.certificate)]);
            assert!(parts.len() == 1 && parts[0].holds(), "{parts:?}\n{xml}");
        }
    }

    #[test]
    fn what_is_not_there_is_not_taken() {
        for (keys, key) in [
            (r#""of": "response", "message": 10"#, "message"),
            (r#""of": "response", "message": 0"#, "message"),
            (r#""of": "response", "message": 1, "user": "x""#, "message"),
            (r#""of": "metadata", "user": "x""#, "of"),
            (r#""of": "metadata", "node": "Assertion""#, "node"),
            (r#""of": "metadata", "to": "before Nothing""#, "to"),
        ] {
            assert_eq!(refused(&format!(r#"{{"step": "take", {keys}}}"#)).key, Some(key), "{keys}");
        }
        let (_, after) = changed(r#"{"step": "take", "of": "error-response", "to": "last in Status"}"#);
        assert!(after.contains("status:Responder\"/></saml2p:Status></saml2p:Response></saml2p:Status>"), "{after}");
    }
}
