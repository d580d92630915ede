//! IdP metadata that does not say what its key is for, or has none.

use axum::http::StatusCode;

use super::attempt::Shown;
use super::forge::{held, of_victim, plain};
use crate::hooks::Hooks;
use crate::idp_metadata::tests::metadata;
use crate::response::sample::{ISSUER, Idp};
use crate::routes::browser::Browser;
use crate::weakness::find;

pub const SHOWN: &[&str] = &[
    "keeps-first-key-alone",
    "keeps-last-key-alone",
    "needs-key-use",
    "several-keys-verify-nothing",
    "unmarked-keys-verify-nothing",
    "without-certificate-verifies-nothing",
];

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
async fn each_of_several_keys_verifies_signatures() {
    let whole = metadata(Idp::company());
    let begin = whole.find("<md:KeyDescriptor").unwrap();
    let end = whole.find("</md:KeyDescriptor>").unwrap() + "</md:KeyDescriptor>".len();
    let other = whole[begin..end].replace(&Idp::company().certificate_base64(), &Idp::stranger().certificate_base64());
    let (own_first, own_last) = (
        [&whole[..end], &other, &whole[end..]].concat().replace(" use=\"signing\"", ""),
        [&whole[..begin], &other, &whole[begin..]].concat().replace(" use=\"signing\"", ""),
    );
    let mut shown = Shown::default();
    let employee = Some("employee@acme.test");
    for (weakness, keys, expected) in [
        ("keeps-first-key-alone", &own_first, employee),
        ("keeps-first-key-alone", &own_last, None),
        ("keeps-last-key-alone", &own_first, None),
        ("keeps-last-key-alone", &own_last, employee),
    ] {
        shown.look(weakness, &held(), &[("metadata", keys.as_str())], [employee, expected]).await;
    }
    let victim = Some("victim@acme.test");
    let settings = [("metadata", own_first.as_str())];
    shown.look("several-keys-verify-nothing", &of_victim(plain()), &settings, [None, victim]).await;
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
