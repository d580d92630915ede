//! Company Login in the test of a feature.

use saml_harness::{Engine, Error, Sp, Verdict};

async fn shop() -> Result<Sp, Error> {
    Sp::router(|idp| axum_app::app(&idp.metadata_xml, &idp.sp_base_url).expect("the IdP's metadata is sound"))
        .login("/company-login")
        .signed_in_json("/me", "/email")
        .sign_out("/logout")
        .engine(Engine::Http)
        .start()
        .await
}

#[tokio::test]
async fn sales_sees_orders() -> Result<(), Error> {
    let login = shop().await?.company_login().persona("employee").and_open("/orders").run().await?;
    assert_eq!(login.signed_in(), Some("employee@acme.test"));
    assert!(login.page_text().contains("crates of apples"), "{}", login.page_text());
    Ok(())
}

#[tokio::test]
async fn whoever_is_not_given_the_application_stays_outside() -> Result<(), Error> {
    let login = shop().await?.company_login().persona("outsider").run().await?;
    assert_eq!(login.signed_in(), None);
    Ok(())
}

#[tokio::test]
async fn a_forged_assertion_is_refused() -> Result<(), Error> {
    let forged = shop().await?.scenario("attack/forged-before-signed").run().await?;
    forged.assert_verdict(Verdict::Pass);
    Ok(())
}
