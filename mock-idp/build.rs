//! Finds the programs that judge our crypto and our XML from outside. A test that asks one of them is compiled as
//! ignored, with its reason, where it is missing; with `SAML_HARNESS_REQUIRE_TOOLS=1` a missing one is a failure.
//!
//! `PATH` itself is not watched: a build from an editor, which has another one, would compile everything anew each time.
//! Its folders are, as long as something is missing, so that a program that is installed later is found. A program that
//! goes away after the build makes its tests fail, never pass.

use std::path::{Path, PathBuf};

/// Where Debian's packages put the SAML schemas and those that they refer to.
const SCHEMAS: [&str; 2] =
    ["/usr/share/xml/opensaml/saml-schema-protocol-2.0.xsd", "/usr/share/xml/xmltooling/xmldsig-core-schema.xsd"];

fn main() {
    println!("cargo:rerun-if-env-changed=SAML_HARNESS_REQUIRE_TOOLS");
    println!("cargo:rerun-if-changed=build.rs");
    let required = std::env::var_os("SAML_HARNESS_REQUIRE_TOOLS").is_some_and(|value| value == "1");
    let folders: Vec<PathBuf> =
        std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
    let program = |name: &str| folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file());
    let (xmlsec1, xmllint) = (program("xmlsec1"), program("xmllint"));
    let schemas = SCHEMAS.iter().all(|schema| Path::new(schema).is_file());
    for (cfg, name, found) in [
        ("xmlsec1", "xmlsec1", xmlsec1.is_some()),
        ("xmllint", "xmllint", xmllint.is_some()),
        ("saml_schemas", "xmllint with opensaml-schemas and xmltooling-schemas", xmllint.is_some() && schemas),
    ] {
        println!("cargo:rustc-check-cfg=cfg({cfg})");
        assert!(found || !required, "{name} is not installed, and SAML_HARNESS_REQUIRE_TOOLS=1 requires it");
        if found {
            println!("cargo:rustc-cfg={cfg}");
        }
    }
    let missing = xmlsec1.is_none() || xmllint.is_none() || !schemas;
    for path in [xmlsec1, xmllint].into_iter().flatten() {
        println!("cargo:rerun-if-changed={}", path.display());
    }
    if missing {
        let share = ["/usr/share/xml".into()];
        for folder in folders.iter().chain(&share).filter(|folder| folder.is_dir()) {
            println!("cargo:rerun-if-changed={}", folder.display());
        }
    }
}
