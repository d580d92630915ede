//! rstest's `#[files]` looks at the folder when the tests are compiled. Without this a scenario file added later
//! would silently not be run. With `SAML_HARNESS_PANEL=1` the tests of real SPs are compiled as ones to run.

fn main() {
    for folder in ["catalogue", "guides", "targets"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    println!("cargo:rerun-if-env-changed=SAML_HARNESS_PANEL");
    println!("cargo:rustc-check-cfg=cfg(panel)");
    if std::env::var_os("SAML_HARNESS_PANEL").is_some_and(|value| value == "1") {
        println!("cargo:rustc-cfg=panel");
    }
    // A test that needs a tool which is not there is seen to be ignored.
    println!("cargo:rerun-if-env-changed=PATH");
    println!("cargo:rustc-check-cfg=cfg(xmlsec1)");
    let path = std::env::var_os("PATH").unwrap_or_default();
    if std::env::split_paths(&path).any(|folder| folder.join("xmlsec1").is_file()) {
        println!("cargo:rustc-cfg=xmlsec1");
    }
}
