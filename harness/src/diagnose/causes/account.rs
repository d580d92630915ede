//! Whom the assertion names, and whether the service provider can know that person.

use super::super::cause::{Cause, Certainty, Found, Side};
use super::super::customer::{Customer, Place};

const SUBJECT: &str = "SAMLSubject NameID";

/// Whether the login ended badly, or nothing says how it ended.
/// Whether an attribute carries a mail address that an SP may go by.
fn has_mail_attribute(customer: &Customer<'_>) -> bool {
    let attributes = customer.assertion().into_iter().flat_map(|assertion| &assertion.attributes);
    attributes.flat_map(|attribute| &attribute.values).any(|value| value.contains('@'))
}

/// No NameID.
pub const NO_NAME_ID: Cause = Cause {
    id: "no-name-id",
    sentence: "The assertion names nobody: its NameID is missing or empty.",
    field: SUBJECT,
    place: Place::Acs,
    side: Side::Customer,
    mend: &["company-email", "save-user"],
    also: "Choose email as SAMLSubject NameID, and fill that field in for the user.",
    support: "",
    cases: &[],
    settings: "",
    find: |customer| {
        let assertion = customer.assertion()?;
        let seen = assertion.name_id.as_deref().unwrap_or_default();
        seen.trim().is_empty().then(|| Found::certain("the person's e-mail address", "an empty NameID, or none"))
    },
};

/// Blanks.
pub const PADDED: Cause = Cause {
    id: "name-id-padded",
    sentence: "The e-mail address in the NameID has a blank before or behind it.",
    field: "Company Email",
    place: Place::Acs,
    side: Side::Customer,
    mend: &["company-email", "save-user"],
    also: "",
    support: "",
    cases: &["misconfiguration/email-padded"],
    settings: "",
    find: |customer| {
        let name_id = customer.assertion()?.name_id.as_deref()?;
        (name_id.trim() != name_id && !name_id.trim().is_empty()).then(|| {
            let found = Found::certain(name_id.trim(), format!("`{name_id}`"));
            found.with_step("{ step = \"set\", node = \"NameID\", text = \"{user.email} \" }")
        })
    },
};

/// Not an address.
pub const NOT_MAIL: Cause = Cause {
    id: "name-id-is-no-email",
    sentence: "SAMLSubject NameID is another field than email, and the service provider looks people up by their e-mail address.",
    field: SUBJECT,
    place: Place::Acs,
    side: Side::Customer,
    mend: &[],
    also: "Choose email as SAMLSubject NameID of the application, and save it.",
    support: "",
    cases: &[
        "misconfiguration/name-id-is-no-email",
        "guide/jumpcloud@activate-name-id-username",
        "guide/jumpcloud@activate-name-id-first-name",
    ],
    settings: "subject_field = \"username\"",
    find: |customer| {
        let chosen = customer.applications.iter().find_map(|one| one.subject_field.as_deref());
        let Some(name_id) = customer.assertion().and_then(|assertion| assertion.name_id.as_deref()) else {
            let other = chosen.filter(|field| !field.eq_ignore_ascii_case("email"))?;
            return Some(Found::certain("email", other).at(Certainty::Likely));
        };
        let format = customer.assertion()?.name_id_format.as_deref().unwrap_or_default();
        let by_design = format.ends_with(":transient") || format.ends_with(":persistent");
        if name_id.contains('@') || name_id.trim().is_empty() || by_design {
            return None;
        }
        let found = Found::certain("the person's e-mail address", name_id);
        Some(if customer.may_have_failed() || !has_mail_attribute(customer) {
            found
        } else {
            found.at(Certainty::Likely)
        })
    },
};

/// Transient or persistent.
pub const CHANGING_FORMAT: Cause = Cause {
    id: "name-id-format-not-email",
    sentence: "SAMLSubject NameID Format promises a name that is new at each login or opaque (transient, persistent), by which the service provider knows nobody.",
    field: "SAMLSubject NameID Format",
    place: Place::Acs,
    side: Side::Customer,
    mend: &[],
    also: "Choose urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress as SAMLSubject NameID Format, and email as SAMLSubject NameID, and save the application.",
    support: "",
    cases: &[
        "misconfiguration/name-id-is-transient",
        "misconfiguration/name-id-format-odd@persistent",
        "guide/jumpcloud@activate-name-id-format-persistent",
    ],
    settings: "name_id_format = \"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\"",
    find: |customer| {
        let of_response = customer.assertion().and_then(|assertion| assertion.name_id_format.as_deref());
        let of_application = customer.applications.iter().find_map(|one| one.name_id_format.as_deref());
        let format = of_response.or(of_application)?;
        if !(format.ends_with(":transient") || format.ends_with(":persistent")) {
            return None;
        }
        let found = Found::certain("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", format);
        let is_mail = customer.assertion().and_then(|a| a.name_id.as_deref()).is_some_and(|name| name.contains('@'));
        Some(if customer.may_have_failed() && !is_mail { found } else { found.at(Certainty::Likely) })
    },
};

/// Letters.
pub const LETTERS: Cause = Cause {
    id: "email-in-other-letters",
    sentence: "The e-mail address is written with capital letters at the IdP, and otherwise at the service provider.",
    field: "Company Email",
    place: Place::Acs,
    side: Side::Customer,
    mend: &["company-email", "save-user"],
    also: "Write it as it is at the service provider.",
    support: "Compare e-mail addresses without regard to capital letters.",
    cases: &["misconfiguration/email-in-other-case", "guide/jumpcloud@company-email-other-case"],
    settings: "",
    find: |customer| {
        let name_id = customer.assertion()?.name_id.as_deref().filter(|name| name.contains('@'))?;
        (name_id.chars().any(char::is_uppercase) && customer.may_have_failed()).then(|| {
            let found = Found::certain(name_id.to_lowercase(), name_id).at(Certainty::Likely);
            found.with_step("{ step = \"set\", node = \"NameID\", text = \"{user.email|upper}\" }")
        })
    },
};

/// Nobody with that address.
pub const UNKNOWN: Cause = Cause {
    id: "no-account",
    sentence: "The service provider has no account with this e-mail address.",
    field: "Company Email, and the account at the service provider",
    place: Place::Acs,
    side: Side::Customer,
    mend: &["company-email", "save-user"],
    also: "Or invite the person at the service provider under the address that the IdP has.",
    support: "Look the address up among the accounts of this company.",
    cases: &["guide/jumpcloud@company-email-other-address"],
    settings: "",
    find: |_| None,
};

/// Odd, and harmless mostly.
pub const ODD_FORMAT: Cause = Cause {
    id: "name-id-format-odd",
    sentence: "SAMLSubject NameID Format does not say that the NameID is an e-mail address; JumpCloud's default is a spelling that no specification has.",
    field: "SAMLSubject NameID Format",
    place: Place::Acs,
    side: Side::Customer,
    mend: &[],
    also: "Choose urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress as SAMLSubject NameID Format, and save the application.",
    support: "",
    cases: &["misconfiguration/name-id-format-odd"],
    settings: "name_id_format = \"urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified\"",
    find: |customer| {
        let format = customer.assertion()?.name_id_format.as_deref()?;
        let known =
            format.ends_with(":emailAddress") || format.ends_with(":persistent") || format.ends_with(":transient");
        (!known).then(|| {
            let found = Found::certain("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", format);
            found.at(Certainty::Possible)
        })
    },
};
