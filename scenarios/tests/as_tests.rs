//! Company Login as another project has it in its `cargo test`: the reference SP by a target file, each case a test.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

fn main() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("as-tests");
    std::fs::create_dir_all(&folder).unwrap();
    // Here the program that is running is no saml-harness.
    let target = common::reference_target(&folder, "{harness}", common::HARNESS);
    saml_harness::tests(target)
        .filter("login/sp-initiated")
        .filter("attack/unsigned")
        .filter("login/second-company")
        .without_browser()
        .report(folder.join("report"))
        .run()
}
