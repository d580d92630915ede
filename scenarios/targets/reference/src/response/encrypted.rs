//! Encrypted assertions (saml-core-2.0 2.3.4, 6; XML Encryption 1.1), decrypted with this SP's own key.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bergshamra::crypto::keytransport::OaepParams;
use bergshamra::crypto::{cipher, keytransport};
use uppsala::Document;

use super::verified::{Part, VerifiedSignature};
use crate::binding::utf8;
use crate::keys::Keys;
use crate::refusal::Refusal;
use crate::xml::{DS, Element, SAML, XENC, XENC11};

/// Authenticated ciphers.
const GCM: &[&str] = &["http://www.w3.org/2009/xmlenc11#aes128-gcm", "http://www.w3.org/2009/xmlenc11#aes256-gcm"];
/// Ciphers whose octets can be changed unnoticed. Only a signature of the Response, verified first, rules that out.
const CBC: &[&str] = &["http://www.w3.org/2001/04/xmlenc#aes128-cbc", "http://www.w3.org/2001/04/xmlenc#aes256-cbc"];
const OAEP: &[&str] = &["http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p", "http://www.w3.org/2009/xmlenc11#rsa-oaep"];
const MGF1_SHA1: &str = "http://www.w3.org/2009/xmlenc11#mgf1sha1";
/// More encrypted assertions than this are not even tried.
const MOST: usize = 4;

/// A response whose encrypted assertions were decrypted.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The document with each assertion in the place of its ciphertext, and without the Response's signature.
    pub xml: String,
    /// The Response's signature, verified over the ciphertext.
    pub signature: Option<VerifiedSignature>,
}

/// How it is done.
pub struct Way {
    /// The ciphers allowed when the Response is signed, or is not.
    pub ciphers: fn(signed: bool) -> Vec<&'static str>,
    /// The secret key in an `EncryptedKey`.
    pub secret: fn(Element<'_, '_>, &Keys) -> Result<Vec<u8>, String>,
    /// The plain text, from the cipher's name, the secret key and the octets.
    pub plain: fn(&str, &[u8], &[u8]) -> Result<Vec<u8>, String>,
    /// Whether the plain text must be one element.
    pub one_element: bool,
}

impl Way {
    /// As it should be.
    pub const SOUND: Way = Way {
        ciphers: |signed| if signed { [GCM, CBC].concat() } else { GCM.to_vec() },
        secret,
        plain,
        one_element: true,
    };
}

/// Decrypts the encrypted assertions of the Response; nothing when there are none. Whatever goes wrong is one and
/// the same refusal to the sender, and AES-CBC is not touched unless the Response is signed: who can tell failures
/// apart reads the plain text.
pub fn open(
    document: &Document<'_>,
    response: Element<'_, '_>,
    certificates: &[Vec<u8>],
    keys: &Keys,
) -> Result<Option<Opened>, Refusal> {
    open_by(&Way::SOUND, document, response, certificates, keys)
}

/// [`open`], done that way.
pub fn open_by(
    way: &Way,
    document: &Document<'_>,
    response: Element<'_, '_>,
    certificates: &[Vec<u8>],
    keys: &Keys,
) -> Result<Option<Opened>, Refusal> {
    let encrypted = response.all(SAML, "EncryptedAssertion");
    if encrypted.is_empty() {
        return Ok(None);
    }
    if encrypted.len() > MOST {
        return Err(refusal(format!("{} encrypted assertions", encrypted.len())));
    }
    let signatures = super::signature::verify_all(document, response, None, certificates)?;
    let signature = signatures.into_iter().find(|signature| signature.part == Part::Response);
    let ciphers = (way.ciphers)(signature.is_some());

    let mut replaced = Vec::new();
    for element in encrypted {
        replaced.push((element, decrypt(element, &ciphers, keys, way)?));
    }
    replaced.extend(response.all(DS, "Signature").into_iter().map(|signature| (signature, String::new())));
    Ok(Some(Opened { xml: with(document, replaced, way.one_element)?, signature }))
}

/// The document with the plain text of each of these elements in its place, whatever it is.
pub fn opened_in_place(
    document: &Document<'_>,
    elements: Vec<Element<'_, '_>>,
    keys: &Keys,
) -> Result<String, Refusal> {
    let plain = |element| Ok((element, decrypt(element, GCM, keys, &Way::SOUND)?));
    with(document, elements.into_iter().map(plain).collect::<Result<_, Refusal>>()?, false)
}

/// The plain text of an `EncryptedAssertion`.
fn decrypt(element: Element<'_, '_>, ciphers: &[&str], keys: &Keys, way: &Way) -> Result<String, Refusal> {
    let data = element.all(XENC, "EncryptedData");
    let [data] = data.as_slice() else { return Err(refusal(format!("{} elements EncryptedData", data.len()))) };
    let algorithm = method(*data);
    if !ciphers.contains(&algorithm) {
        return Err(refusal(format!("the cipher `{algorithm}`")));
    }
    let octets = value(*data)?;
    // Inside the KeyInfo or beside the EncryptedData (saml-core-2.0 2.3.4); one for each recipient.
    let candidates = element.descendants().into_iter().filter(|element| element.is(XENC, "EncryptedKey"));
    let mut reason = "no EncryptedKey".to_owned();
    for candidate in candidates.take(2 * MOST) {
        match (way.secret)(candidate, keys).and_then(|key| (way.plain)(algorithm, &key, &octets)) {
            Ok(plain) => return utf8(plain).map_err(|_| refusal("the plain text is not UTF-8")),
            Err(error) => reason = error,
        }
    }
    Err(refusal(reason))
}

fn plain(algorithm: &str, key: &[u8], octets: &[u8]) -> Result<Vec<u8>, String> {
    let cipher = cipher::from_uri(algorithm).map_err(|error| error.to_string())?;
    cipher.decrypt(key, octets).map_err(|error| error.to_string())
}

fn secret(element: Element<'_, '_>, keys: &Keys) -> Result<Vec<u8>, String> {
    let transport = method(element);
    if !OAEP.contains(&transport) {
        return Err(format!("the key transport `{transport}`"));
    }
    let settings = element.first(XENC, "EncryptionMethod");
    let setting = |namespace, name| settings.and_then(|settings| settings.first(namespace, name));
    let algorithm = |element: Element<'_, '_>| element.attribute("Algorithm").map(str::to_owned);
    let label = setting(XENC, "OAEPparams").map(|label| packed(&label.deep_text())).transpose();
    // The older algorithm masks by SHA-1 always, the newer one unless MGF says otherwise, whatever the digest (XML
    // Encryption 1.1, 5.5.2).
    let mask = setting(XENC11, "MGF").filter(|_| transport != OAEP[0]).and_then(algorithm);
    let parameters = OaepParams {
        digest_uri: setting(DS, "DigestMethod").and_then(algorithm),
        mgf_uri: Some(mask.unwrap_or_else(|| MGF1_SHA1.to_owned())),
        oaep_params: label.map_err(|refusal| refusal.reason)?,
    };
    let transport = keytransport::from_uri_with_params(transport, parameters).map_err(|error| error.to_string())?;
    let octets = value(element).map_err(|refusal| refusal.reason)?;
    transport.decrypt(&keys.decryption, &octets).map_err(|error| error.to_string())
}

/// Its `EncryptionMethod`.
pub fn method<'d>(element: Element<'d, '_>) -> &'d str {
    element.first(XENC, "EncryptionMethod").and_then(|method| method.attribute("Algorithm")).unwrap_or_default()
}

/// The octets of its `CipherValue`. A `CipherReference` leads elsewhere and is not followed.
pub fn value(element: Element<'_, '_>) -> Result<Vec<u8>, Refusal> {
    let value = element.first(XENC, "CipherData").and_then(|data| data.first(XENC, "CipherValue"));
    packed(&value.ok_or_else(|| refusal("no CipherValue"))?.deep_text())
}

fn packed(text: &str) -> Result<Vec<u8>, Refusal> {
    let text: String = text.chars().filter(|letter| !letter.is_ascii_whitespace()).collect();
    STANDARD.decode(text).map_err(|error| refusal(format!("not base64: {error}")))
}

/// The document with texts in the places of elements. Each text must be one element, unless it is said that it need not:
/// else it could add to the Response what nobody signed.
fn with(
    document: &Document<'_>,
    mut replaced: Vec<(Element<'_, '_>, String)>,
    one_element: bool,
) -> Result<String, Refusal> {
    let mut xml = document.input_text().to_owned();
    replaced.sort_by_key(|(element, _)| document.node_range(element.id).map(|range| range.start));
    for (element, text) in replaced.iter().rev() {
        let range = document.node_range(element.id).ok_or_else(|| refusal("an element without a place"))?;
        if one_element && !text.is_empty() {
            let alone = format!("{}{text}{}", &xml[..range.start], &xml[range.end..]);
            let alone = super::parse(&alone)?;
            let count = super::root(&alone)?.elements().len();
            if Some(count) != element.parent().map(|parent| parent.elements().len()) {
                return Err(refusal("the plain text is not one element"));
            }
        }
        xml.replace_range(range, text);
    }
    Ok(xml)
}

fn refusal(reason: impl Into<String>) -> Refusal {
    Refusal::new("encryption", reason)
}
