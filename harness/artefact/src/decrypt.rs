//! Encrypted assertions, opened with the SP's private key (XML Encryption 1.1).

use openssl::encrypt::Decrypter;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Padding;
use openssl::symm::{Cipher, Crypter, Mode, decrypt_aead};
use roxmltree::Node;

use crate::decode;
use crate::xml::{DSIG, XENC, child, text};

/// Algorithms of content and key, as the message names them.
pub(crate) fn algorithms(sealed: Node<'_, '_>) -> Vec<String> {
    let methods = sealed.descendants().filter(|node| node.has_tag_name((XENC, "EncryptionMethod")));
    methods.filter_map(|method| method.attribute("Algorithm")).map(str::to_owned).collect()
}

/// The XML within, or one sentence why it cannot be read.
pub(crate) fn open(sealed: Node<'_, '_>, key: Option<&PKey<Private>>) -> Result<String, String> {
    let key = key.ok_or("the assertion is encrypted; give the SP's private key by --sp-key to read it")?;
    let data = child(sealed, XENC, "EncryptedData").ok_or("EncryptedAssertion has no EncryptedData")?;
    let secrets = sealed.descendants().filter(|node| node.has_tag_name((XENC, "EncryptedKey")));
    let content = cipher_value(data).ok_or("EncryptedData has no CipherValue that is base64")?;
    let method = method(data).ok_or("EncryptedData names no EncryptionMethod")?;
    let mut why = "the message has no EncryptedKey".to_owned();
    for secret in secrets {
        match unwrap_key(secret, key).and_then(|secret| decrypt(method, &secret, &content)) {
            Ok(plain) => return String::from_utf8(plain).map_err(|_| "what was decrypted is no text".to_owned()),
            Err(reason) => why = reason,
        }
    }
    Err(format!("this key does not open the assertion: {why}"))
}

fn method<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    child(node, XENC, "EncryptionMethod")?.attribute("Algorithm")
}

fn cipher_value(node: Node<'_, '_>) -> Option<Vec<u8>> {
    decode::base64(&text(child(child(node, XENC, "CipherData")?, XENC, "CipherValue")?))
}

fn unwrap_key(node: Node<'_, '_>, key: &PKey<Private>) -> Result<Vec<u8>, String> {
    let wrapped = cipher_value(node).ok_or("EncryptedKey has no CipherValue that is base64")?;
    let method_node = child(node, XENC, "EncryptionMethod").ok_or("EncryptedKey names no EncryptionMethod")?;
    let algorithm = method_node.attribute("Algorithm").unwrap_or_default();
    let mut decrypter = Decrypter::new(key).map_err(openssl)?;
    if algorithm.ends_with("rsa-1_5") {
        decrypter.set_rsa_padding(Padding::PKCS1).map_err(openssl)?;
    } else if algorithm.contains("rsa-oaep") {
        decrypter.set_rsa_padding(Padding::PKCS1_OAEP).map_err(openssl)?;
        let digest = child(method_node, DSIG, "DigestMethod").and_then(|node| node.attribute("Algorithm"));
        decrypter.set_rsa_oaep_md(hash(digest.unwrap_or("#sha1"))?).map_err(openssl)?;
        let mask = method_node.children().find(|node| node.tag_name().name() == "MGF");
        let mask = mask.and_then(|node| node.attribute("Algorithm")).unwrap_or("#mgf1sha1");
        decrypter.set_rsa_mgf1_md(hash(mask)?).map_err(openssl)?;
    } else {
        return Err(format!("the key is wrapped by `{algorithm}`, which is not known here"));
    }
    let mut secret = vec![0; decrypter.decrypt_len(&wrapped).map_err(openssl)?];
    let length = decrypter.decrypt(&wrapped, &mut secret).map_err(openssl)?;
    secret.truncate(length);
    Ok(secret)
}

fn hash(algorithm: &str) -> Result<MessageDigest, String> {
    let known = [
        ("sha1", MessageDigest::sha1()),
        ("sha256", MessageDigest::sha256()),
        ("sha384", MessageDigest::sha384()),
        ("sha512", MessageDigest::sha512()),
    ];
    let found = known.into_iter().find(|(name, _)| algorithm.ends_with(name));
    found.map(|(_, digest)| digest).ok_or_else(|| format!("`{algorithm}` is not known here"))
}

fn decrypt(algorithm: &str, secret: &[u8], content: &[u8]) -> Result<Vec<u8>, String> {
    let short = || "the encrypted content is too short".to_owned();
    let (cipher, is_gcm) = match algorithm.rsplit(['#', '/']).next().unwrap_or_default() {
        "aes128-cbc" => (Cipher::aes_128_cbc(), false),
        "aes192-cbc" => (Cipher::aes_192_cbc(), false),
        "aes256-cbc" => (Cipher::aes_256_cbc(), false),
        "tripledes-cbc" => (Cipher::des_ede3_cbc(), false),
        "aes128-gcm" => (Cipher::aes_128_gcm(), true),
        "aes192-gcm" => (Cipher::aes_192_gcm(), true),
        "aes256-gcm" => (Cipher::aes_256_gcm(), true),
        _ => return Err(format!("the content is encrypted by `{algorithm}`, which is not known here")),
    };
    if secret.len() != cipher.key_len() {
        return Err("the key within has another length than its algorithm".to_owned());
    }
    let iv_length = cipher.iv_len().unwrap_or_default();
    let (iv, rest) = content.split_at_checked(iv_length).ok_or_else(short)?;
    if is_gcm {
        let (body, tag) = rest.split_at_checked(rest.len().saturating_sub(16)).ok_or_else(short)?;
        return decrypt_aead(cipher, secret, Some(iv), &[], body, tag).map_err(openssl);
    }
    if rest.is_empty() || rest.len() % cipher.block_size() != 0 {
        return Err(short());
    }
    let mut crypter = Crypter::new(cipher, Mode::Decrypt, secret, Some(iv)).map_err(openssl)?;
    // XML Encryption's padding says its length in the last octet; the other octets may be anything.
    crypter.pad(false);
    let mut plain = vec![0; rest.len() + cipher.block_size()];
    let mut length = crypter.update(rest, &mut plain).map_err(openssl)?;
    length += crypter.finalize(&mut plain[length..]).map_err(openssl)?;
    plain.truncate(length);
    let padding = plain.last().copied().map_or(0, usize::from);
    plain.truncate(length.checked_sub(padding).ok_or_else(short)?);
    Ok(plain)
}

fn openssl(error: openssl::error::ErrorStack) -> String {
    error.errors().first().and_then(|error| error.reason()).unwrap_or("decryption failed").to_owned()
}
