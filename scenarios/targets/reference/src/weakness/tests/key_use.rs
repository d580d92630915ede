//! IdP metadata that does not say what its key is for, or has none.

use axum::http::StatusCode;

use super::attempt::Shown;
use super::forge::{held, of_victim, plain};
use crate::hooks::Hooks;
use crate::idp_metadata::tests::metadata;
use crate::response::sample::{ISSUER, Idp};
use crate::routes::browser::Browser;
use crate::weakness::find;

pub const SHOWN: &[&str] = &["needs-key-use", "unmarked-keys-verify-nothing", "without-certificate-verifies-nothing"];

#[tokio::test]
async fn a_key_without_use_verifies_signatures() {
    let unmarked = metadata(Idp::company()).replace(" use=\"signing\"", "");
    let settings = [("metadata", unmarked.as_str())];
    let mut shown = Shown::default();
    shown.look("needs-key-use", &held(), &settings, [Some("employee@acme.test"), None]).await;
    let forged = of_victim(plain());
    shown.look("unmarked-keys-verify-nothing", &forged, &settings, [None, Some("victim@acme.test")]).await;
    shown.hold();
}

#[tokio::test]
async fn metadata_without_a_certificate_is_refused() {
    let whole = metadata(Idp::company());
    let certificate = Idp::company().certificate_base64();
    for other in [whole.replace(&certificate, ""), whole.replace("use=\"signing\"", "use=\"encryption\"")] {
        let fields = [("enabled", "on"), ("allow_idp_initiated", "on"), ("issuer", ISSUER), ("metadata", &other)];
        for (hooks, status, user) in [
            (&Hooks::SOUND, StatusCode::UNPROCESSABLE_ENTITY, None),
            (find("without-certificate-verifies-nothing").unwrap().hooks, StatusCode::OK, Some("victim@acme.test")),
        ] {
            let mut browser = Browser::at(hooks);
            assert_eq!(browser.update("acme", &fields).await.status(), status);
            browser.post(&of_victim(plain()).unsolicited(), None).await;
            assert_eq!(browser.user().await.as_deref(), user);
        }
    }
}
