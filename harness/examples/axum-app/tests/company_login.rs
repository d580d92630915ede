//! Each case of the catalogue that matches is a test: `cargo test --test company_login attack/unsigned`.

fn main() {
    // The program that Cargo has built for this test; `saml_harness::tests("sso/target.toml")` reads the same from a file.
    saml_harness::Sp::command([env!("CARGO_BIN_EXE_axum-app")])
        .login("/company-login")
        .signed_in_json("/me", "/email")
        .sign_out("/logout")
        .tests()
        .filter("login/sp-initiated")
        .filter("login/idp-initiated")
        .filter("attack/unsigned")
        .filter("attack/forged-before-signed")
        .without_browser()
        .run()
}
