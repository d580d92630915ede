//! Replacing an element by its encrypted form.

use std::fmt::Write;

use openssl::base64::encode_block;
use openssl::rand::rand_bytes;

use super::{EncryptError, Encryption, Layout, XENC};
use crate::sign::DSIG;
use crate::xml::{Attribute, Document, Element, Scope, escape_attribute};

/// Encrypts the element at `path` in place. An Assertion becomes an EncryptedAssertion, a NameID or BaseID an
/// EncryptedID, an Attribute an EncryptedAttribute (SAML core 2.2.4, 2.3.4, 2.7.3.2), with the element's prefix;
/// any other element becomes a bare EncryptedData. What is encrypted are the octets of the element as written,
/// with the namespaces that are in force around it declared on it, so that it can be read alone.
pub fn encrypt(document: &mut Document, path: &[usize], encryption: &Encryption<'_>) -> Result<(), EncryptError> {
    encrypt_before(document, path, "", encryption)
}

/// The same with the element at `behind`, which is taken out of the document, behind it in the one plain text. Neither
/// may stand in the other.
pub fn encrypt_together(
    document: &mut Document,
    path: &[usize],
    behind: &[usize],
    encryption: &Encryption<'_>,
) -> Result<(), EncryptError> {
    let (index, parent) = behind.split_last().ok_or(EncryptError::NoElement)?;
    if path.starts_with(behind) || behind.starts_with(path) {
        return Err(EncryptError::NoElement);
    }
    let element = document.element(behind).ok_or(EncryptError::NoElement)?;
    let text = standalone(element, &Scope::around(document, behind)).to_string();
    // What is encrypted is replaced in place, so that the other element stays where it was till it is taken out.
    encrypt_before(document, path, &text, encryption)?;
    document.element_mut(parent).ok_or(EncryptError::NoElement)?.children.remove(*index);
    Ok(())
}

fn encrypt_before(
    document: &mut Document,
    path: &[usize],
    more: &str,
    encryption: &Encryption<'_>,
) -> Result<(), EncryptError> {
    let element = document.element(path).ok_or(EncryptError::NoElement)?;
    let scope = Scope::around(document, path);
    let (data, keys) = encrypted(&format!("{}{more}", standalone(element, &scope)), encryption)?;
    let wrapper = match element.local_name() {
        "Assertion" => Some("EncryptedAssertion"),
        "NameID" | "BaseID" => Some("EncryptedID"),
        "Attribute" => Some("EncryptedAttribute"),
        _ => None,
    };
    let replacement = match wrapper {
        None => parsed(&data)?,
        Some(name) => wrapped(name, element, scope, &format!("{data}{keys}"))?,
    };
    *document.element_mut(path).ok_or(EncryptError::NoElement)? = replacement;
    Ok(())
}

fn parsed(xml: &str) -> Result<Element, EncryptError> {
    Ok(Document::parse(xml)?.into_root())
}

fn wrapped(name: &str, element: &Element, mut scope: Scope, content: &str) -> Result<Element, EncryptError> {
    let prefix = element.prefix();
    let (name, declaration) = match prefix {
        "" => (name.to_owned(), "xmlns".to_owned()),
        prefix => (format!("{prefix}:{name}"), format!("xmlns:{prefix}")),
    };
    let outer = scope.resolve(prefix).unwrap_or_default().to_owned();
    scope.enter(element);
    let uri = scope.resolve(prefix).unwrap_or_default();
    let mut wrapper = parsed(&format!("<{name}>{content}</{name}>"))?;
    if uri != outer {
        wrapper.attributes.push(Attribute::new(&declaration, uri));
    }
    Ok(wrapper)
}

/// `element` with every namespace declared that `scope` has for it.
fn standalone(element: &Element, scope: &Scope) -> Element {
    let mut alone = element.clone();
    for prefix in scope.prefixes() {
        let declared = alone.attributes.iter().any(|a| a.declared_prefix() == Some(prefix));
        if let Some(uri) = scope.resolve(prefix).filter(|uri| !declared && !uri.is_empty()) {
            let name = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
            alone.attributes.push(Attribute::new(&name, uri));
        }
    }
    alone
}

/// EncryptedData (XML Encryption 3.4), and the EncryptedKeys (3.5.1) that stand beside it.
fn encrypted(plain: &str, encryption: &Encryption<'_>) -> Result<(String, String), EncryptError> {
    let key = encryption.cipher.new_key()?;
    let content = encode_block(&encryption.cipher.encrypt(&key, plain.as_bytes(), encryption.corruption)?);
    let (data_id, beside) = (random_id()?, encryption.layout == Layout::Beside);
    let several = encryption.recipients.len() > 1;

    let (mut keys, mut key_info) = (String::new(), String::new());
    for recipient in &encryption.recipients {
        let key_id = random_id()?;
        let hint = recipient.hint.map(|hint| format!(r#" Recipient="{}""#, escape_attribute(hint)));
        let value = encode_block(&encryption.encrypted_key(&key, recipient.certificate)?);
        // Writing to a String cannot fail.
        let _ = write!(
            keys,
            concat!(
                r#"<xenc:EncryptedKey xmlns:xenc="{}" Id="{}"{}>{}"#,
                "<xenc:CipherData><xenc:CipherValue>{}</xenc:CipherValue></xenc:CipherData>"
            ),
            XENC,
            key_id,
            hint.unwrap_or_default(),
            encryption.key_method()?,
            value,
        );
        if beside {
            let _ =
                write!(keys, r##"<xenc:ReferenceList><xenc:DataReference URI="#{data_id}"/></xenc:ReferenceList>"##);
            // Erratum E43 of SAML core: several keys carry one name, by which EncryptedData asks for it.
            if several {
                let _ = write!(keys, "<xenc:CarriedKeyName>{data_id}</xenc:CarriedKeyName>");
            } else {
                let _ = write!(key_info, r##"<ds:RetrievalMethod Type="{XENC}EncryptedKey" URI="#{key_id}"/>"##);
            }
        }
        keys.push_str("</xenc:EncryptedKey>");
    }
    if beside && several {
        let _ = write!(key_info, "<ds:KeyName>{data_id}</ds:KeyName>");
    } else if !beside {
        key_info = std::mem::take(&mut keys);
    }
    let data = format!(
        concat!(
            r#"<xenc:EncryptedData xmlns:xenc="{xenc}" Id="{id}" Type="{xenc}Element">"#,
            r#"<xenc:EncryptionMethod Algorithm="{cipher}"/><ds:KeyInfo xmlns:ds="{dsig}">{key_info}</ds:KeyInfo>"#,
            "<xenc:CipherData><xenc:CipherValue>{content}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>"
        ),
        xenc = XENC,
        id = data_id,
        cipher = encryption.cipher.uri(),
        dsig = DSIG,
        key_info = key_info,
        content = content,
    );
    Ok((data, keys))
}

fn random_id() -> Result<String, EncryptError> {
    let mut octets = [0; 16];
    rand_bytes(&mut octets)?;
    Ok(octets.iter().fold(String::from("_"), |id, octet| id + &format!("{octet:02x}")))
}
