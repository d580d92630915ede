//! Other people's programs as judges: xmlsec1 and xmllint.

use std::path::PathBuf;
use std::process::{Command, Output};

use tempfile::TempDir;

/// Whether `program` is there. Where `SAML_HARNESS_REQUIRE_TOOLS` is set, its absence is a failure.
pub(crate) fn have(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok();
    assert!(
        found || std::env::var_os("SAML_HARNESS_REQUIRE_TOOLS").is_none(),
        "{program} is required but not installed"
    );
    if !found {
        #[allow(clippy::print_stderr)]
        {
            eprintln!("SKIPPED: {program} is not installed, nothing was checked");
        }
    }
    found
}

fn run(program: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    Command::new(program).args(arguments).envs(environment.iter().copied()).output().unwrap()
}

/// Asks xmlsec1 whether the signature of the element called `parent` holds; its words when not.
pub(crate) fn xmlsec1(xml: &str, certificate: &str, parent: &str) -> Result<(), String> {
    let folder = TempDir::new().unwrap();
    let file = |name: &str, text: &str| -> PathBuf {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let (document, certificate) = (file("document.xml", xml), file("certificate.pem", certificate));
    let signature = format!("//*[local-name()='{parent}']/*[local-name()='Signature']");
    let output = run(
        "xmlsec1",
        &[
            "--verify",
            "--enabled-reference-uris",
            "same-doc",
            "--enabled-key-data",
            "raw-x509-cert",
            "--pubkey-cert-pem",
            certificate.to_str().unwrap(),
            "--id-attr:ID",
            "urn:oasis:names:tc:SAML:2.0:assertion:Assertion",
            "--id-attr:ID",
            "urn:oasis:names:tc:SAML:2.0:protocol:Response",
            "--node-xpath",
            &signature,
            document.to_str().unwrap(),
        ],
        &[],
    );
    let words = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if output.status.success() { Ok(()) } else { Err(words) }
}

const OPENSAML: &str = "/usr/share/xml/opensaml";

/// Whether xmllint and the OASIS schemas are there.
pub(crate) fn have_schemas() -> bool {
    let schemas = PathBuf::from(OPENSAML).join("saml-schema-protocol-2.0.xsd").exists();
    assert!(schemas || std::env::var_os("SAML_HARNESS_REQUIRE_TOOLS").is_none(), "opensaml-schemas is not installed");
    have("xmllint") && schemas
}

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
