//! Each case of the catalogue that matches is a test: `cargo test --test company_login attack/unsigned`.

fn main() {
    saml_harness::tests("sso/target.toml")
        .filter("login/sp-initiated")
        .filter("login/idp-initiated")
        .filter("attack/unsigned")
        .filter("attack/forged-before-signed")
        .without_browser()
        .run()
}
