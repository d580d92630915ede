//! Other people's programs as judges: xmlsec1 and xmllint. A test that asks one is ignored where `build.rs` has not found
//! it.

use std::process::{Command, Output};

use tempfile::TempDir;

fn run(program: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let output = Command::new(program).args(arguments).envs(environment.iter().copied()).output();
    output.unwrap_or_else(|error| panic!("{program} was there when the tests were built: {error}"))
}

/// What xmlsec1 verifies with.
pub(crate) enum Key<'a> {
    /// The key of a certificate, PEM.
    Certificate(&'a str),
    /// A shared secret.
    Secret(&'a [u8]),
    /// Whatever KeyValue says.
    Embedded,
}

/// Asks xmlsec1 whether the signature of the element called `parent` holds; its words when not.
pub(crate) fn xmlsec1(xml: &str, certificate: &str, parent: &str) -> Result<(), String> {
    let signature = format!("//*[local-name()='{parent}']/*[local-name()='Signature']");
    xmlsec1_verify(xml, &Key::Certificate(certificate), &signature, &[])
}

/// Asks xmlsec1 whether the signature that the XPath `signature` finds holds; its words when not.
pub(crate) fn xmlsec1_verify(xml: &str, key: &Key<'_>, signature: &str, more: &[&str]) -> Result<(), String> {
    let folder = TempDir::new().unwrap();
    let file = |name: &str, octets: &[u8]| -> String {
        let path = folder.path().join(name);
        std::fs::write(&path, octets).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let document = file("document.xml", xml.as_bytes());
    let key = match key {
        Key::Certificate(pem) => {
            ["--enabled-key-data", "raw-x509-cert", "--pubkey-cert-pem", &file("certificate.pem", pem.as_bytes())]
                .map(str::to_owned)
                .to_vec()
        }
        Key::Secret(octets) => vec!["--hmackey".to_owned(), file("secret", octets)],
        Key::Embedded => Vec::new(),
    };
    let mut arguments = vec!["--verify", "--enabled-reference-uris", "empty,same-doc"];
    arguments.extend(key.iter().map(String::as_str));
    arguments.extend(["--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:assertion:Assertion"]);
    arguments.extend(["--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:protocol:Response"]);
    arguments.extend(more);
    arguments.extend(["--node-xpath", signature, &document]);
    words(&run("xmlsec1", &arguments, &[])).map(|_| ())
}

/// What is left when xmlsec1 decrypts the first EncryptedData of `xml` with `private_key` (PEM); its words when it
/// cannot.
pub(crate) fn xmlsec1_decrypt(xml: &str, private_key: &str) -> Result<String, String> {
    let folder = TempDir::new().unwrap();
    let (document, key) = (folder.path().join("document.xml"), folder.path().join("key.pem"));
    std::fs::write(&document, xml).unwrap();
    std::fs::write(&key, private_key).unwrap();
    let arguments = [
        "--decrypt",
        "--privkey-pem",
        key.to_str().unwrap(),
        "--id-attr:Id",
        "http://www.w3.org/2001/04/xmlenc#:EncryptedKey",
        document.to_str().unwrap(),
    ];
    words(&run("xmlsec1", &arguments, &[]))
}

/// What a program printed; what it said beside that as the error.
fn words(output: &Output) -> Result<String, String> {
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(printed);
    }
    Err(printed + &String::from_utf8_lossy(&output.stderr))
}

const OPENSAML: &str = "/usr/share/xml/opensaml";

/// Asks xmllint whether `xml` is valid by the OASIS schema `saml-schema-<schema>-2.0.xsd`, without the network.
pub(crate) fn xmllint(xml: &str, schema: &str) -> Result<(), String> {
    let folder = TempDir::new().unwrap();
    let (document, catalog) = (folder.path().join("document.xml"), folder.path().join("catalog.xml"));
    std::fs::write(&document, xml).unwrap();
    let local = [
        ("http://www.w3.org/TR/2002/REC-xmldsig-core-20020212/xmldsig-core-schema.xsd", "xmldsig-core-schema.xsd"),
        ("http://www.w3.org/TR/2002/REC-xmlenc-core-20021210/xenc-schema.xsd", "xenc-schema.xsd"),
        ("http://www.w3.org/2001/xml.xsd", "xml.xsd"),
    ];
    let entries: String = local
        .iter()
        .flat_map(|(uri, name)| {
            let target = format!("file:///usr/share/xml/xmltooling/{name}");
            [format!(r#"<uri name="{uri}" uri="{target}"/>"#), format!(r#"<system systemId="{uri}" uri="{target}"/>"#)]
        })
        .collect();
    let text = format!(r#"<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">{entries}</catalog>"#);
    std::fs::write(&catalog, text).unwrap();
    let schema = format!("{OPENSAML}/saml-schema-{schema}-2.0.xsd");
    let output = run(
        "xmllint",
        &["--nonet", "--noout", "--schema", &schema, document.to_str().unwrap()],
        &[("XML_CATALOG_FILES", catalog.to_str().unwrap())],
    );
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}
