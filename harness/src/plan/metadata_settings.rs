//! The customer's settings that show in the IdP's metadata, so that an SP has to be provisioned anew when one changes.

use mock_idp::organization::SettingsPatch;

/// What `patch` says of the settings that show in metadata, and nothing else.
pub(super) fn metadata_settings(patch: &SettingsPatch) -> SettingsPatch {
    SettingsPatch {
        idp_entity_id: patch.idp_entity_id.clone(),
        name_id_format: patch.name_id_format.clone(),
        declare_redirect_endpoint: patch.declare_redirect_endpoint,
        idp_url_suffix: patch.idp_url_suffix.clone(),
        idp_url_query: patch.idp_url_query.clone(),
        ..SettingsPatch::default()
    }
}
