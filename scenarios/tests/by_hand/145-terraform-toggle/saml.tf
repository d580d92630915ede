terraform {
  required_providers {
    jumpcloud = { source = "loadsmart/jumpcloud" }
  }
}

resource "jumpcloud_saml_application" "kontorlink" {
  display_label             = "Kontorlink"
  sso_url                   = "https://sso.jumpcloud.com/saml2/kontorlink"
  idp_entity_id             = "jumpcloud-nordhafen-kontorlink"
  sp_entity_id              = "https://app.kontorlink.example/sso/saml/metadata"
  acs_urls                  = ["https://app.kontorlink.example/sso/saml/acs"]
  subject_field             = "email"
  name_id_format            = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
  signature_algorithm       = "RSA-SHA256"
  sign_assertion            = true
  sign_response             = false
  declare_redirect_endpoint = false
  active                    = true
}
