//! The customer's settings that show in the IdP's metadata, so that an SP has to be provisioned anew when one changes.

use mock_idp::organization::{DeclaredCertificate, Dialect, JumpcloudTrait, SettingsPatch};

/// What `patch` says of the settings that show in metadata, and nothing else.
pub(super) fn metadata_settings(patch: &SettingsPatch) -> SettingsPatch {
    SettingsPatch {
        idp_entity_id: patch.idp_entity_id.clone(),
        name_id_format: patch.name_id_format.clone(),
        declare_redirect_endpoint: patch.declare_redirect_endpoint,
        declare_key_use: patch.declare_key_use,
        declared_certificate: patch.declared_certificate,
        idp_url_suffix: patch.idp_url_suffix.clone(),
        idp_url_query: patch.idp_url_query.clone(),
        jumpcloud_traits: has_small_key(patch)
            .then(|| vec![JumpcloudTrait::PrefixList, JumpcloudTrait::Prefixes, JumpcloudTrait::XsdTypes]),
        ..SettingsPatch::default()
    }
}

/// Whether an SP that is given such metadata has nothing to verify responses with, so that it can let nobody in.
pub(super) fn lacks_certificate(patch: &SettingsPatch) -> bool {
    let lacks = |declared| match declared {
        DeclaredCertificate::Whole | DeclaredCertificate::AfterAnother | DeclaredCertificate::BeforeAnother => false,
        DeclaredCertificate::Empty | DeclaredCertificate::ForEncryption | DeclaredCertificate::Missing => true,
    };
    patch.declared_certificate.is_some_and(lacks)
}

/// Of JumpCloud's traits the size of the key alone shows in metadata, in the certificate.
fn has_small_key(patch: &SettingsPatch) -> bool {
    patch.dialect == Some(Dialect::Specification)
        || patch.jumpcloud_traits.as_ref().is_some_and(|traits| !traits.contains(&JumpcloudTrait::KeySize))
}

#[cfg(test)]
mod tests {
    use mock_idp::organization::JumpcloudTrait::{PrefixList, Prefixes, XsdTypes};

    use super::*;

    #[test]
    fn what_shows_in_metadata_is_kept_and_nothing_else() {
        let shown = SettingsPatch {
            idp_entity_id: Some("JumpCloud-acme".to_owned()),
            name_id_format: Some("urn:oasis:names:tc:SAML:2.0:nameid-format:persistent".to_owned()),
            declare_redirect_endpoint: Some(true),
            declare_key_use: Some(false),
            declared_certificate: Some(DeclaredCertificate::Empty),
            idp_url_suffix: Some("acme-2".to_owned()),
            idp_url_query: Some("tenant=acme".to_owned()),
            ..SettingsPatch::default()
        };
        let all = SettingsPatch {
            sign: Some(mock_idp::organization::Sign::Both),
            login_url: Some("https://acme.test/start".to_owned()),
            dialect: Some(Dialect::Jumpcloud),
            ..shown.clone()
        };
        assert_eq!(metadata_settings(&all), shown);
    }

    #[test]
    fn of_the_traits_the_key_size_shows() {
        let traits = |traits: &[JumpcloudTrait]| SettingsPatch {
            jumpcloud_traits: Some(traits.to_vec()),
            ..SettingsPatch::default()
        };
        let others = traits(&[PrefixList, Prefixes, XsdTypes]);
        assert_eq!(metadata_settings(&traits(&[PrefixList, JumpcloudTrait::KeySize])), SettingsPatch::default());
        assert_eq!(metadata_settings(&traits(&[])), others);
        let dialect = SettingsPatch { dialect: Some(Dialect::Specification), ..SettingsPatch::default() };
        assert_eq!(metadata_settings(&dialect), others);
    }
}
