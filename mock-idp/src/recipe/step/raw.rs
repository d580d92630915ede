//! `raw`: the octets of the message.

use serde::{Deserialize, Serialize};

use super::{Apply, Effect, Kind};
use crate::recipe::draft::WEIGHT_LIMIT;
use crate::recipe::{Context, Draft, Fault, Template};

/// Changes the octets of the message, which need not be XML any more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Raw {
    /// What is looked for; it must be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub find: Option<Template>,
    /// What stands there then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with: Option<Template>,
    /// Wherever it occurs, and not only the first time.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub all: bool,
    /// Goes in front of everything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prepend: Option<Template>,
    /// Goes behind everything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub append: Option<Template>,
    /// How the characters are written as octets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<CharacterEncoding>,
}

/// How characters are written as octets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CharacterEncoding {
    /// UTF-8, as without this.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-8 behind a byte order mark.
    #[serde(rename = "utf-8-bom")]
    Utf8Bom,
    /// UTF-16, big endian, behind a byte order mark; the XML declaration says so.
    #[serde(rename = "utf-16")]
    Utf16,
}

impl Apply for Raw {
    const KIND: Kind = Kind::Octets;

    fn effect(&self) -> Effect {
        Effect::Changes
    }

    fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
        let text = |key, template: &Option<Template>| {
            template.as_ref().map(|template| context.text(key, template)).transpose()
        };
        let (prepend, append) = (text("prepend", &self.prepend)?, text("append", &self.append)?);
        match (text("find", &self.find)?, text("with", &self.with)?) {
            (Some(find), Some(with)) => {
                let replaced = replace(draft.octets(), find.as_bytes(), with.as_bytes(), self.all);
                draft.replace(replaced.map_err(|fault| fault.at("find"))?);
            }
            (None, None) if prepend.is_none() && append.is_none() && self.encoding.is_none() => {
                return Err(Fault::new("`raw` needs `find` and `with`, `prepend`, `append` or `encoding`"));
            }
            (None, None) => {}
            (Some(_), None) => return Err(Fault::new("`find` needs `with`, what stands there then").at("find")),
            (None, Some(_)) => return Err(Fault::new("`with` needs `find`, what is looked for").at("with")),
        }
        if let Some(front) = prepend {
            draft.octets().splice(0..0, front.into_bytes());
        }
        if let Some(back) = append {
            draft.octets().extend(back.into_bytes());
        }
        if let Some(encoding) = self.encoding {
            let encoded = encoding.write(draft.octets());
            draft.replace(encoded);
        }
        Ok(())
    }
}

impl CharacterEncoding {
    fn write(self, octets: &[u8]) -> Vec<u8> {
        const MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];
        match self {
            Self::Utf8 => octets.to_vec(),
            Self::Utf8Bom => [&MARK, octets].concat(),
            Self::Utf16 => {
                let text = String::from_utf8_lossy(octets).replacen("encoding=\"UTF-8\"", "encoding=\"UTF-16\"", 1);
                std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
            }
        }
    }
}

/// `octets` with `with` in the place of the first `find`, or of all.
fn replace(octets: &[u8], find: &[u8], with: &[u8], all: bool) -> Result<Vec<u8>, Fault> {
    if find.is_empty() {
        return Err(Fault::new("nothing is looked for"));
    }
    let (mut replaced, mut rest, mut found) = (Vec::with_capacity(octets.len()), octets, false);
    while let Some(at) = rest.windows(find.len()).position(|window| window == find).filter(|_| all || !found) {
        found = true;
        replaced.extend_from_slice(&rest[..at]);
        replaced.extend_from_slice(with);
        rest = &rest[at + find.len()..];
        if replaced.len() > WEIGHT_LIMIT {
            return Err(Fault::new("the message grows too large"));
        }
    }
    if !found {
        return Err(Fault::new(format!("`{}` does not occur in the message", String::from_utf8_lossy(find))));
    }
    replaced.extend_from_slice(rest);
    Ok(replaced)
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::{changed, refused, tried};

    #[test]
    fn octets_are_replaced() {
        let (before, after) = changed(r#"{"step": "raw", "find": "<saml2p:Status>", "with": ""}"#);
        assert_eq!(after, before.replace("<saml2p:Status>", ""));
        let (before, after) = changed(r#"{"step": "raw", "find": "saml2", "with": "saml2saml2", "all": true}"#);
        assert_eq!(after, before.replace("saml2", "saml2saml2"));
        let (before, after) = changed(r#"{"step": "raw", "find": "saml2", "with": "x"}"#);
        assert_eq!(after, before.replacen("saml2", "x", 1));
        let (before, after) = changed(r#"{"step": "raw", "find": "<?xml", "with": "", "prepend": "a", "append": "b"}"#);
        assert_eq!(after, format!("a{}b", &before[5..]));
    }

    #[test]
    fn nesting_may_go_beyond_what_is_read_here() {
        let deep = r#"{"step": "raw", "find": "<saml2p:Status>", "with": "{repeat:<a>:10000}{repeat:</a>:10000}<saml2p:Status>"}"#;
        let sent = tried(deep).unwrap();
        assert_eq!(String::from_utf8_lossy(&sent.xml).matches("<a>").count(), 10_000);
        assert_eq!(
            refused(&format!("[{deep}, {{\"step\": \"sign\"}}]")).message,
            "the message cannot be read as a tree: elements are nested deeper than 256"
        );
    }

    #[test]
    fn characters_are_encoded() {
        let sent = tried(r#"{"step": "raw", "encoding": "utf-8-bom"}"#).unwrap();
        assert_eq!(sent.xml, [b"\xEF\xBB\xBF", sent.stages[0].text.as_bytes()].concat());
        let sent = tried(r#"{"step": "raw", "encoding": "utf-16"}"#).unwrap();
        assert!(sent.xml.starts_with(&[0xFE, 0xFF, 0, b'<', 0, b'?']));
        let units: Vec<u16> = sent.xml[2..].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        let text = String::from_utf16(&units).unwrap();
        assert_eq!(text, sent.stages[0].text.replace("UTF-8", "UTF-16"));
    }

    #[test]
    fn what_cannot_be_done_is_refused() {
        for (keys, key) in [
            (r#""find": "nothing like it", "with": "x""#, Some("find")),
            (r#""find": "", "with": "x""#, Some("find")),
            (r#""find": "a""#, Some("find")),
            (r#""with": "a""#, Some("with")),
            (r#""all": true"#, None),
        ] {
            assert_eq!(refused(&format!(r#"{{"step": "raw", {keys}}}"#)).key, key, "{keys}");
        }
        let steps = r#"[{"step": "raw", "append": "<"}, {"step": "remove", "node": "Status"}]"#;
        let error = refused(steps);
        assert_eq!(error.step, 1);
        assert!(error.message.contains("cannot be read as a tree"), "{error}");
    }
}
