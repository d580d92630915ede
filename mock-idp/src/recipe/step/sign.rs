//! `sign`: a Signature of any shape.

use std::borrow::Cow;
use std::sync::Arc;

use openssl::pkey::{PKey, Private};
use serde::{Deserialize, Serialize};

use super::number::Number;
use super::{Apply, Effect};
use crate::key::KeyPair;
use crate::recipe::signing::assertions;
use crate::recipe::{Context, Draft, Fault, KeyName, NodePath, Place, Position, Template};
use crate::sign::{
    self, DigestMethod, HmacKey, Reference, SignatureMethod, Signing, Transform, der_key_value, key_name, key_value,
    x509_data,
};
use crate::xml::Document;

/// Signs one element, or what the IdP's toggles say. Without further keys the Signature is the one that JumpCloud
/// makes: SAML core 5.4, directly after the Issuer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// What is signed, and holds the Signature; absent: every Assertion and the Response, as the toggles say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<NodePath>,
    /// Whose key.
    #[serde(default)]
    pub key: KeyName,
    /// Short name (`rsa-sha256`), or any text that is no misspelt one; what is not known is signed as is usual for the
    /// key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature_method: Option<String>,
    /// Short name (`sha256`), or any text that is no misspelt one; what is not known is digested with SHA-256.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest_method: Option<String>,
    /// CanonicalizationMethod: a canonical form as in `transforms`, or any identifier, where the exclusive form is
    /// used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canonicalization: Option<Template>,
    /// Transforms of each Reference, as [`Transform::from_name`] reads them; absent: enveloped and exclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transforms: Option<Vec<Template>>,
    /// `URI` of the Reference; `false`: it has none; absent: `#` and the element's ID. The digest is that of what the
    /// URI leads to in the message, and of the element when it leads to nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Uri>,
    /// Elements that get a Reference each, instead of the one signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub references: Option<Vec<NodePath>>,
    /// `none`, or one or several of `certificate`, `wrong-certificate` (another key's), `key-value`, `der-key-value`, `key-name` with
    /// `+` between them, or XML; absent: the certificate, if the toggle says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_info: Option<Template>,
    /// InclusiveNamespaces PrefixList of exclusive transforms; empty: none is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix_list: Option<Template>,
    /// Where the Signature goes; absent: directly after the Issuer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Position>,
    /// What of the key's certificate is the secret of an HMAC method.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hmac_key: Option<HmacKey>,
    /// HMACOutputLength in bits; the value is cut to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hmac_output_length: Option<Number>,
    /// XML inside a ds:Object at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<Template>,
    /// A text to stand as every DigestValue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest_value: Option<Template>,
    /// A text to stand as SignatureValue; no key is used then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Template>,
}

/// The `URI` of a Reference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Uri {
    /// This text.
    Text(Template),
    /// `false`: no attribute; `true`: the usual one.
    Usual(bool),
}

impl Apply for Sign {
    fn effect(&self) -> Effect {
        // A keyed hash over public material, and a value that the recipe says, take no private key.
        let keyless = self.hmac_key.is_some() || self.value.is_some();
        Effect::Signs((!keyless).then_some(self.key))
    }

    fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
        let pair = context.key(self.key)?;
        let document = draft.tree()?;
        let texts = Texts::new(self, document, context, &pair)?;
        let signing = texts.signing();
        let nodes = match &self.node {
            Some(node) => vec![node.element(document).map_err(|fault| fault.at("node"))?],
            None => toggled(document, context),
        };
        for node in nodes {
            let (place, node) = self.place(document, node)?;
            let references = self.references(document, node, context)?;
            sign::sign(document, &place, &references, &signing)?;
        }
        Ok(())
    }
}

/// What the toggles say is signed, the last first so that no Signature moves what is still to be signed.
fn toggled(document: &Document, context: &Context<'_>) -> Vec<Vec<usize>> {
    let sign = context.scene.settings.sign;
    let mut nodes = if sign.assertion() { assertions(document) } else { Vec::new() };
    nodes.reverse();
    if sign.response() && !nodes.contains(&Vec::new()) {
        nodes.push(Vec::new());
    }
    nodes
}

impl Sign {
    /// Where the Signature of `node` goes, and where that is once the place is free.
    fn place(&self, document: &mut Document, node: Vec<usize>) -> Result<(sign::Place, Vec<usize>), Fault> {
        let Some(to) = &self.to else {
            return Ok((sign::Place::after_issuer(document, &node)?, node));
        };
        let fault = |message: &str| Fault::new(message).at("to");
        let Place::Inside { parent, index, replace } = to.find(document).map_err(|fault| fault.at("to"))? else {
            return Err(fault("a Signature stands inside the root element"));
        };
        let mut node = node;
        if replace {
            if node.starts_with(&[parent.as_slice(), &[index]].concat()) {
                return Err(fault("the Signature cannot take the place of what it signs"));
            }
            if let Some(element) = document.element_mut(&parent) {
                element.children.remove(index);
            }
            if node.starts_with(&parent) && node.get(parent.len()).is_some_and(|position| *position > index) {
                node[parent.len()] -= 1;
            }
        }
        Ok((sign::Place { parent, position: index }, node))
    }

    fn references(
        &self,
        document: &Document,
        node: Vec<usize>,
        context: &Context<'_>,
    ) -> Result<Vec<Reference>, Fault> {
        let identified = |path: &[usize], key| {
            Reference::to(document, path).map_err(|_| Fault::new("the element to refer to has no ID").at(key))
        };
        match (&self.reference, &self.references) {
            (None | Some(Uri::Usual(true)), None) => Ok(vec![identified(&node, "node")?]),
            (Some(Uri::Usual(false)), None) => Ok(vec![Reference { uri: None, element: node }]),
            (Some(Uri::Text(text)), None) => {
                let id = document.element(&node).and_then(|element| element.attribute("ID")).unwrap_or_default();
                let uri = context.text_with("reference", text, &[("value", &format!("#{id}"))])?;
                Ok(vec![Reference { uri: Some(uri), element: node }])
            }
            (None, Some(paths)) => {
                let element = |path: &NodePath| path.element(document).map_err(|fault| fault.at("references"));
                paths.iter().map(|path| identified(&element(path)?, "references")).collect()
            }
            (Some(_), Some(_)) => Err(Fault::new("either `reference` or `references`").at("references")),
        }
    }

    /// The SignatureMethod, its identifier where that is not the method's own, and the key.
    fn method(
        &self,
        context: &Context<'_>,
        pair: &KeyPair,
    ) -> Result<(SignatureMethod, Option<String>, PKey<Private>), Fault> {
        let secret = self.hmac_key.map(|key| key.of(&pair.certificate)).transpose();
        let secret = secret.map_err(|error| Fault::from(error).at("hmac_key"))?;
        let hmac = secret.is_some();
        let key = secret.unwrap_or_else(|| pair.private_key.clone());
        let toggled = context.scene.settings.signature_algorithm.methods().0;
        let (method, uri) = match self.signature_method.as_deref() {
            None if toggled.key_type() == key.id() => (toggled, None),
            None => (SignatureMethod::usual_for(&key), None),
            Some(text) => match SignatureMethod::from_name(text).or_else(|| SignatureMethod::from_uri(text)) {
                Some(method) => (method, None),
                None if is_identifier(text) => (SignatureMethod::usual_for(&key), Some(text.to_owned())),
                None => {
                    let names: Vec<_> = SignatureMethod::ALL.iter().map(|method| method.name()).collect();
                    let help = format!("known: {}, or any text that starts otherwise", names.join(", "));
                    return Err(Fault::new(format!("unknown method `{text}`")).at("signature_method").help(help));
                }
            },
        };
        // A literal value needs no key.
        if self.value.is_none() && method.key_type() != key.id() {
            let fault = Fault::new(format!("`{}` needs a key of another type", method.name()));
            return Err(if hmac {
                fault.at("hmac_key").help("it goes with the hmac methods")
            } else {
                fault.at("signature_method").help("hmac methods need `hmac_key`, ecdsa-sha256 needs `key = \"ec\"`")
            });
        }
        Ok((method, uri, key))
    }

    fn digest(&self, context: &Context<'_>) -> Result<(DigestMethod, Option<String>), Fault> {
        let toggled = context.scene.settings.signature_algorithm.methods().1;
        let Some(text) = self.digest_method.as_deref() else { return Ok((toggled, None)) };
        match DigestMethod::from_name(text).or_else(|| DigestMethod::from_uri(text)) {
            Some(method) => Ok((method, None)),
            None if is_identifier(text) => Ok((DigestMethod::Sha256, Some(text.to_owned()))),
            None => {
                let names: Vec<_> = DigestMethod::ALL.iter().map(|method| method.name()).collect();
                let help = format!("known: {}, or any text that starts otherwise", names.join(", "));
                Err(Fault::new(format!("unknown method `{text}`")).at("digest_method").help(help))
            }
        }
    }

    fn key_info(&self, context: &Context<'_>, pair: &Arc<KeyPair>) -> Result<String, Fault> {
        let text = match &self.key_info {
            Some(text) => context.text("key_info", text)?,
            None if context.scene.settings.include_key_info => "certificate".to_owned(),
            None => "none".to_owned(),
        };
        if text.trim_start().starts_with('<') {
            return Ok(text);
        }
        let part = |part: &str| {
            match part {
            "none" => Ok(String::new()),
            "certificate" => Ok(x509_data(pair)?),
            "wrong-certificate" => Ok(x509_data(&*context.key(match self.key {
                KeyName::Organization => KeyName::Stranger,
                _ => KeyName::Organization,
            })?)?),
            "key-value" => Ok(key_value(pair)?),
            "der-key-value" => Ok(der_key_value(pair)?),
            "key-name" => Ok(key_name(pair)?),
            other => Err(Fault::new(format!("unknown KeyInfo `{other}`"))
                .help("known: none, certificate, wrong-certificate, key-value, der-key-value, key-name, several with `+`, or XML")),
        }
        };
        text.split('+').map(part).collect::<Result<_, _>>().map_err(|fault: Fault| fault.at("key_info"))
    }
}

/// Whether `text` is meant to be written as it stands: it does not start like the short name of a method.
fn is_identifier(text: &str) -> bool {
    !["rsa", "hmac", "ecdsa", "sha", "md5"].iter().any(|start| text.starts_with(start))
}

/// Everything of the step, filled in.
struct Texts {
    method: (SignatureMethod, Option<String>, PKey<Private>),
    digest: (DigestMethod, Option<String>),
    canonicalization: Transform,
    transforms: Vec<Transform>,
    key_info: String,
    hmac_output_length: Option<usize>,
    digest_value: Option<String>,
    object: Option<String>,
    value: Option<String>,
}

impl Texts {
    fn new(step: &Sign, document: &Document, context: &Context<'_>, pair: &Arc<KeyPair>) -> Result<Self, Fault> {
        let fill = |key, text: &Template| context.text_in(key, text, document, &[]);
        let text = |key, text: &Option<Template>| text.as_ref().map(|text| fill(key, text)).transpose();
        let prefix_list =
            text("prefix_list", &step.prefix_list)?.unwrap_or_else(|| context.scene.settings.prefix_list().to_owned());
        let transforms = match &step.transforms {
            None => vec![Transform::Enveloped, Transform::exclusive(&prefix_list)],
            Some(names) => {
                let read = |name| Ok(Transform::from_name(&fill("transforms", name)?, &prefix_list));
                names.iter().map(read).collect::<Result<_, Fault>>()?
            }
        };
        let canonicalization = text("canonicalization", &step.canonicalization)?;
        Ok(Self {
            method: step.method(context, pair)?,
            digest: step.digest(context)?,
            canonicalization: Transform::from_name(canonicalization.as_deref().unwrap_or("exclusive"), ""),
            transforms,
            key_info: step.key_info(context, pair)?,
            hmac_output_length: step.hmac_output_length.map(Number::get),
            digest_value: text("digest_value", &step.digest_value)?,
            object: text("object", &step.object)?,
            value: text("value", &step.value)?,
        })
    }

    fn signing(&self) -> Signing<'_> {
        Signing {
            key: &self.method.2,
            signature_method: self.method.0,
            signature_uri: self.method.1.as_deref(),
            hmac_output_length: self.hmac_output_length,
            digest_method: self.digest.0,
            digest_uri: self.digest.1.as_deref(),
            digest_value: self.digest_value.as_deref(),
            canonicalization: self.canonicalization.clone(),
            transforms: self.transforms.clone(),
            key_info: Cow::Borrowed(&self.key_info),
            object: self.object.as_deref(),
            value: self.value.as_deref(),
        }
    }
}

#[cfg(test)]
mod tests;
