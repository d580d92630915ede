//! IdP metadata that does not say what its key is for.

use super::attempt::Shown;
use super::forge::{held, of_victim, plain};
use crate::idp_metadata::tests::metadata;
use crate::response::sample::Idp;

pub const SHOWN: &[&str] = &["needs-key-use", "unmarked-keys-verify-nothing"];

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
