//! JumpCloud's traits, each switched off alone.

use mock_idp::MockIdp;
use mock_idp::organization::{JumpcloudTrait, KeyPool, OrganizationSpec};
use rstest::rstest;
use serde_json::json;

use super::support::site;

const NAMESPACES: [&str; 2] = ["<saml2p:Response ", "<saml2:Assertion "];
const TYPE: &str = "xsi:type=\"xsd:string\"";

/// Which traits show in a response to a site with `settings`.
async fn shown(settings: serde_json::Value) -> Vec<JumpcloudTrait> {
    let site = site();
    site.configure(r#"{"user_attributes": [{"name": "email", "value": "email"}]}"#);
    site.configure(&settings.to_string());
    let xml = site.browser_of("employee@acme.test").await.get("/saml2/app").await.response();
    let prefixes = NAMESPACES.map(|start| xml.contains(start));
    assert_eq!(prefixes[0], prefixes[1], "{xml}");
    assert_eq!(xml.contains("<samlp:Response ") && xml.contains("<saml:Assertion "), !prefixes[0], "{xml}");
    assert_eq!(xml.contains("xmlns:xsi="), xml.contains(TYPE), "{xml}");
    [
        (JumpcloudTrait::PrefixList, xml.contains("PrefixList=\"xsd\"")),
        (JumpcloudTrait::Prefixes, prefixes[0]),
        (JumpcloudTrait::XsdTypes, xml.contains(TYPE)),
    ]
    .into_iter()
    .filter_map(|(which, there)| there.then_some(which))
    .collect()
}

#[rstest]
#[case::all(json!({}), &[JumpcloudTrait::PrefixList, JumpcloudTrait::Prefixes, JumpcloudTrait::XsdTypes])]
#[case::no_prefix_list(
    json!({"jumpcloud_traits": ["prefixes", "xsd-types", "key-size"]}),
    &[JumpcloudTrait::Prefixes, JumpcloudTrait::XsdTypes],
)]
#[case::no_prefixes(
    json!({"jumpcloud_traits": ["prefix-list", "xsd-types"]}),
    &[JumpcloudTrait::PrefixList, JumpcloudTrait::XsdTypes],
)]
#[case::no_types(
    json!({"jumpcloud_traits": ["prefix-list", "prefixes"]}),
    &[JumpcloudTrait::PrefixList, JumpcloudTrait::Prefixes],
)]
#[case::none(json!({"jumpcloud_traits": []}), &[])]
#[case::another_dialect(json!({"dialect": "specification"}), &[])]
#[tokio::test]
async fn a_trait_is_switched_off_alone(#[case] settings: serde_json::Value, #[case] left: &[JumpcloudTrait]) {
    assert_eq!(shown(settings).await, left);
}

#[rstest]
#[case::usual(json!({}), 2304)]
#[case::small(json!({"jumpcloud_traits": ["prefix-list", "prefixes", "xsd-types"]}), 2048)]
#[case::another_dialect(json!({"dialect": "specification"}), 2048)]
fn the_key_has_the_size_that_the_settings_say(#[case] settings: serde_json::Value, #[case] bits: u32) {
    let idp = MockIdp::new("http://idp.localhost:4444/".parse().unwrap(), KeyPool::new(2304, None));
    let spec: OrganizationSpec =
        serde_json::from_value(json!({"name": "acme", "applications": [{"settings": settings}]})).unwrap();
    let organization = idp.create_organization(spec).unwrap();
    let key = organization.directory().applications[0].key_pair.certificate.public_key().unwrap();
    assert_eq!(key.bits(), bits);
}
