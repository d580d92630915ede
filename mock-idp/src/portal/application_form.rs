//! The form of a custom SAML application: General Info, SSO with every field in JumpCloud's order, User Groups.

use maud::{Markup, html};

use super::application_draft::ApplicationDraft;
use super::form::choice_name;
use super::layout::{group_choices, panel, pem_field, select, tabs, text_area, text_field, toggle};
use crate::organization::{Organization, Sign, SignatureAlgorithm, SubjectField, UnverifiableRequest};

/// What JumpCloud offers as SAMLSubject NameID Format. `1.0` and the unspecified of `2.0` are no formats
/// of SAML (core 8.3 has `1.1:...:unspecified`), yet they are what JumpCloud has, the first as its default.
const NAME_ID_FORMATS: [&str; 6] = [
    "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified",
    "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
    "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
    "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
    "urn:oasis:names:tc:SAML:2.0:nameid-format:unspecified",
];

/// The three tabs and the buttons below them.
pub(super) fn application_form(organization: &Organization, draft: &ApplicationDraft) -> Markup {
    let action = draft.id.map_or_else(|| "/admin/sso".to_owned(), |id| format!("/admin/sso/{}", id.0));
    let groups = group_choices(organization, |id| draft.groups.contains(&id));
    html! {
        form.card.flush id="application" method="post" action=(action) enctype="multipart/form-data" novalidate {
            (tabs(&[("general-info", "General Info"), ("sso", "SSO"), ("user-groups", "User Groups")]))
            (panel("general-info", "General Info", &general_info(draft)))
            (panel("sso", "SSO", &sso(organization, draft)))
            (panel("user-groups", "User Groups", &groups))
            div.bottom {
                a.button href="/admin/sso" { "Cancel" }
                @if draft.active {
                    button.danger id="deactivate" type="submit" name="action" value="deactivate" { "Deactivate" }
                    button.primary id="save" type="submit" name="action" value="save" { "Save" }
                } @else {
                    button id="save" type="submit" name="action" value="save" { "Save" }
                    button.primary id="activate" type="submit" name="action" value="activate" { "Activate" }
                }
            }
        }
    }
}

fn general_info(draft: &ApplicationDraft) -> Markup {
    let settings = &draft.settings;
    html! {
        (text_field("display_label", "Display Label", &settings.display_label, "Required. Shown under the tile in the User Portal."))
        (text_area("description", "Description", &settings.description, ""))
        (toggle("show_in_portal", "Show this application in User Portal", settings.show_in_portal))
    }
}

fn sso(organization: &Organization, draft: &ApplicationDraft) -> Markup {
    let settings = &draft.settings;
    let options = |names: Vec<String>| names.into_iter().map(|name| (name.clone(), name)).collect::<Vec<_>>();
    let mut formats: Vec<String> = NAME_ID_FORMATS.map(ToOwned::to_owned).to_vec();
    if !formats.contains(&settings.name_id_format) {
        formats.push(settings.name_id_format.clone());
    }
    let subjects = [
        SubjectField::Email,
        SubjectField::Username,
        SubjectField::Firstname,
        SubjectField::Lastname,
        SubjectField::Description,
    ];
    let algorithms = [SignatureAlgorithm::RsaSha256, SignatureAlgorithm::RsaSha1];
    html! {
        (text_field("idp_entity_id", "IdP Entity ID", &settings.idp_entity_id,
            "Required. Any value; the SP must be given exactly the same one as Identity Provider Issuer."))
        (text_field("sp_entity_id", "SP Entity ID", &settings.sp_entity_id, "Required. Upper and lower case matter."))
        (acs_urls(&settings.acs_urls))
        (pem_field("sp_certificate", "SP Certificate", &settings.sp_certificate,
            "Optional. The PEM certificate that verifies the SP's signed requests."))
        (select("subject_field", "SAMLSubject NameID", &options(subjects.iter().map(choice_name).collect()),
            &choice_name(&settings.subject_field)))
        (select("name_id_format", "SAMLSubject NameID Format", &options(formats), &settings.name_id_format))
        (text_area("constant_attributes", "Constant Attributes", &draft.constant_attributes, "name=value, one on each line."))
        (text_area("user_attributes", "User Attributes", &draft.user_attributes,
            "Service provider attribute name=JumpCloud attribute name, one on each line: email, username, firstname, \
            lastname or description."))
        (toggle("include_groups", "include group attribute", settings.include_groups))
        (text_field("groups_attribute_name", "Groups Attribute Name", &settings.groups_attribute_name, "Usually memberOf."))
        (select("signature_algorithm", "Signature Algorithm", &options(algorithms.iter().map(choice_name).collect()),
            &choice_name(&settings.signature_algorithm)))
        (toggle("sign_assertion", "Sign Assertion", settings.sign.assertion()))
        (advanced_sign(settings.sign))
        (text_field("default_relay_state", "Default RelayState", &settings.default_relay_state, ""))
        (text_field("login_url", "Login URL", &settings.login_url,
            "When set, the tile in the User Portal leads to this URL of the SP."))
        (toggle("declare_redirect_endpoint", "Declare Redirect Endpoint", settings.declare_redirect_endpoint))
        (idp_url(organization, draft))
        (unknown_values(draft))
    }
}

fn acs_urls(urls: &[String]) -> Markup {
    let rest = urls.get(1..).unwrap_or_default();
    html! {
        div.field {
            label for="acs_urls" { "ACS URL" }
            div.rows id="acs-rows" {
                input type="text" id="acs_urls" name="acs_urls" value=(urls.first().map_or("", String::as_str)) autocomplete="off";
                @for url in rest {
                    input type="text" name="acs_urls" value=(url) aria-label="Further ACS URL" autocomplete="off";
                }
                @if !urls.is_empty() {
                    input type="text" name="acs_urls" value="" aria-label="Further ACS URL"
                        placeholder="Further ACS URL (optional)" autocomplete="off";
                }
            }
            div.hint { "Required. The first is the default." }
            button type="button" id="add-acs-url" data-repeat="acs-rows" hidden style="margin-top:8px" { "Add ACS URL" }
        }
    }
}

/// The newer choice of what is signed; the older checkbox above it shows the same value.
fn advanced_sign(sign: Sign) -> Markup {
    let choices = [
        (Sign::Assertion, "Assertion"),
        (Sign::Response, "Response"),
        (Sign::Both, "Assertion & Response"),
        (Sign::None, "Nothing (JumpCloud has no such choice)"),
    ];
    html! {
        details id="advanced" {
            summary { "Advanced" }
            div.label { "Sign" }
            input type="hidden" name="sign_shown" value=(choice_name(&sign));
            @for (choice, label) in choices {
                @let name = choice_name(&choice);
                div.check {
                    input type="radio" id={ "sign-" (name) } name="sign" value=(name) checked[choice == sign];
                    label for={ "sign-" (name) } { (label) }
                }
            }
            div.hint { "Moved here, this decides; else the Sign Assertion switch does (off: the response is signed)." }
        }
    }
}

fn idp_url(organization: &Organization, draft: &ApplicationDraft) -> Markup {
    let suffix = &draft.settings.idp_url_suffix;
    html! {
        div.field {
            label for="idp_url_suffix" { "IDP URL" }
            input type="text" id="idp_url_suffix" name="idp_url_suffix" value=(suffix) readonly[draft.id.is_some()]
                autocomplete="off";
            div.hint {
                @if draft.id.is_some() {
                    span id="idp-url" { (organization.sso_url(suffix)) } " cannot be changed any more."
                } @else {
                    (organization.sso_url("")) " followed by this. Left empty: made from the Display Label. It cannot be changed after creation."
                }
            }
        }
    }
}

/// Values for which JumpCloud has no field, and whose real value nobody has written down.
fn unknown_values(draft: &ApplicationDraft) -> Markup {
    let settings = &draft.settings;
    let requests = [
        (choice_name(&UnverifiableRequest::Refuse), "Refuse".to_owned()),
        (choice_name(&UnverifiableRequest::Accept), "Accept, signature not verified".to_owned()),
    ];
    html! {
        details id="mock-settings" {
            summary { "Mock settings (no field at JumpCloud)" }
            (select("unverifiable_request", "Signed request without an SP Certificate", &requests,
                &choice_name(&settings.unverifiable_request)))
            (text_field("not_before_seconds", "NotBefore, seconds before now", &settings.not_before_seconds.to_string(), ""))
            (text_field("not_on_or_after_seconds", "NotOnOrAfter, seconds after now",
                &settings.not_on_or_after_seconds.to_string(), ""))
            (text_field("authn_context_class", "AuthnContextClassRef", &settings.authn_context_class, ""))
            (toggle("include_key_info", "Certificate in KeyInfo", settings.include_key_info))
        }
    }
}
