//! Whose IdP it is, and what that vendor calls the fields which the causes call as JumpCloud does.

use super::customer::Customer;

/// An IdP other than JumpCloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vendor {
    /// Name.
    pub name: &'static str,
    /// What its entity IDs and addresses hold.
    hints: &'static [&'static str],
    /// The program of the list of error sentences that is its own.
    program: &'static str,
    /// SP Entity ID.
    entity_id: &'static str,
    /// ACS URL.
    acs_url: &'static str,
    /// SAMLSubject NameID.
    name_id: &'static str,
    /// User Attributes.
    attributes: &'static str,
    /// User Groups.
    people: &'static str,
    /// How people get the right to use the application.
    assign: &'static str,
    /// How assertions are signed.
    sign: &'static str,
}

/// Those whose files are known.
const VENDORS: &[Vendor] = &[
    Vendor {
        name: "Okta",
        hints: &[".okta.com", "www.okta.com/", ".oktapreview.com", ".okta-emea.com"],
        program: "Okta",
        entity_id: "Audience URI (SP Entity ID)",
        acs_url: "Single sign-on URL",
        name_id: "Application username",
        attributes: "Attribute Statements",
        people: "Assignments",
        assign: "On the tab Assignments of the application assign the person or a group of theirs.",
        sign: "In SAML Settings, Advanced, set Assertion Signature to Signed.",
    },
    Vendor {
        name: "Microsoft Entra",
        hints: &["sts.windows.net/", "login.microsoftonline."],
        program: "Microsoft Entra (Azure AD)",
        entity_id: "Identifier (Entity ID)",
        acs_url: "Reply URL (Assertion Consumer Service URL)",
        name_id: "Unique User Identifier (Name ID)",
        attributes: "Attributes & Claims",
        people: "Users and groups",
        assign: "Under Users and groups of the enterprise application add the person or a group of theirs.",
        sign: "Under SAML Certificates set Signing Option to Sign SAML assertion.",
    },
    Vendor {
        name: "ADFS",
        hints: &["/adfs/"],
        program: "AD FS",
        entity_id: "Relying party identifier",
        acs_url: "the SAML Assertion Consumer endpoint of the relying party trust",
        name_id: "the Name ID claim",
        attributes: "Claim Issuance Policy",
        people: "Access Control Policy",
        assign: "Let the Access Control Policy of the relying party trust permit the person or a group of theirs.",
        sign: "Set-AdfsRelyingPartyTrust -SamlResponseSignature AssertionOnly (or MessageAndAssertion).",
    },
    Vendor {
        name: "Google Workspace",
        hints: &["accounts.google.com/o/saml2"],
        program: "Google Workspace",
        entity_id: "Entity ID",
        acs_url: "ACS URL",
        name_id: "Name ID",
        attributes: "SAML attribute mapping",
        people: "User access",
        assign: "Under User access turn the application on for the person's organizational unit or group.",
        sign: "Under Service provider details leave Signed response unticked: then the assertion is signed.",
    },
    Vendor {
        name: "Keycloak",
        hints: &["/realms/"],
        program: "Keycloak",
        entity_id: "Client ID",
        acs_url: "Assertion Consumer Service POST Binding URL (and Valid redirect URIs)",
        name_id: "Name ID format, or a mapper for it",
        attributes: "Mappers of the client's dedicated scope",
        people: "roles and groups",
        assign: "Give the person the role that the client or its authentication flow demands.",
        sign: "In the client's settings turn Sign assertions on.",
    },
    Vendor {
        name: "OneLogin",
        hints: &[".onelogin.com"],
        program: "OneLogin",
        entity_id: "Audience (EntityID)",
        acs_url: "ACS (Consumer) URL",
        name_id: "NameID value (Parameters)",
        attributes: "Parameters",
        people: "Access and Users",
        assign: "Give the person a role that has the application under Access.",
        sign: "Under Configuration set SAML signature element to Assertion.",
    },
    Vendor {
        name: "Auth0",
        hints: &[".auth0.com"],
        program: "Auth0",
        entity_id: "audience (SAML2 Web App settings)",
        acs_url: "Application Callback URL",
        name_id: "nameIdentifierProbes",
        attributes: "mappings (SAML2 Web App settings)",
        people: "Organizations and Actions",
        assign: "Let the Action or the organization that restricts the application permit the person.",
        sign: "In the settings of SAML2 Web App set signResponse to false: then the assertion is signed.",
    },
    Vendor {
        name: "Ping",
        hints: &["pingone.", "pingidentity.com", "/idp/SSO.saml2"],
        program: "PingOne, PingFederate",
        entity_id: "Entity ID",
        acs_url: "ACS URLs",
        name_id: "saml_subject",
        attributes: "Attribute Mappings",
        people: "Access",
        assign: "On the tab Access of the application add a group of the person's.",
        sign: "In the application's configuration choose Sign Assertion.",
    },
    Vendor {
        name: "Shibboleth",
        hints: &["/idp/shibboleth", "/idp/profile/SAML2"],
        program: "Shibboleth IdP",
        entity_id: "entityID in the service provider's metadata",
        acs_url: "AssertionConsumerService in the service provider's metadata",
        name_id: "saml-nameid.xml",
        attributes: "attribute-filter.xml",
        people: "access policies",
        assign: "Let the access policy (interceptor) permit the person.",
        sign: "Set p:signAssertions=\"true\" in the relying party's profile.",
    },
];

/// Whose IdP the files show; none for JumpCloud, and where nothing tells.
pub(super) fn of(customer: &Customer<'_>) -> Option<&'static Vendor> {
    let metadata = customer.metadata.iter();
    let mut told: Vec<&str> = metadata.clone().map(|one| one.entity_id.as_str()).collect();
    told.extend(metadata.flat_map(|one| &one.endpoints).map(|one| one.location.as_str()));
    told.extend(customer.issuer());
    told.extend(customer.requests.iter().filter_map(|one| one.destination.as_deref()));
    told.extend(customer.exchanges.iter().map(|one| one.url.as_str()));
    if !customer.applications.is_empty() || told.iter().any(|one| one.to_lowercase().contains("jumpcloud")) {
        return None;
    }
    let by_files = VENDORS.iter().find(|one| one.hints.iter().any(|hint| told.iter().any(|text| text.contains(hint))));
    let is_said = |one: &&Vendor| {
        customer.told.first().is_some_and(|told| told.programs.iter().any(|program| program == one.program))
    };
    by_files.or_else(|| VENDORS.iter().find(is_said).filter(|_| !customer.words.to_lowercase().contains("jumpcloud")))
}

impl Vendor {
    /// A step of the guide in this vendor's words; none where the vendor has no such step. Steps at the service provider
    /// are the same for all.
    pub(super) fn step(&self, id: &str, text: &str) -> Option<String> {
        let name = self.name;
        Some(match id {
            "add-user-group" | "name-user-group" | "select-group-for-user" | "display-label" => return None,
            "select-group-for-application" => self.assign.to_owned(),
            "activate" => format!("Activate the application at {name}."),
            "export-metadata" => format!("Download the application's metadata from {name} again."),
            "declare-redirect-endpoint" => {
                "See to it that the metadata lists an HTTP-Redirect address (SingleSignOnService).".to_owned()
            }
            "sign-assertion" => self.sign.to_owned(),
            "sp-certificate" => format!("Upload the service provider's certificate at {name}."),
            "idp-entity-id" => format!("Correct the entity ID (issuer) at {name}."),
            "company-email" => format!("Correct the user's e-mail address at {name}."),
            "user-details" => format!("Fill in the user's fields at {name}."),
            "add-user" => format!("Add the user at {name}."),
            "password" => "Give the user a password.".to_owned(),
            "activate-user" => format!("Activate the user at {name}."),
            _ => self.word(text),
        })
    }

    /// Our sentence with this vendor's names of fields.
    pub(super) fn word(&self, text: &str) -> String {
        // The longer of two that begin alike comes first.
        let names = [
            (
                "Declare Redirect Endpoint was not enabled when the metadata was exported: it lists",
                "The metadata lists",
            ),
            ("Sign Assertion is off: the response", "The response"),
            ("; JumpCloud's default is a spelling that no specification has", ""),
            ("SAMLSubject NameID Format", "the format of the Name ID"),
            ("SAMLSubject NameID", self.name_id),
            ("SP Entity ID", self.entity_id),
            ("ACS URL", self.acs_url),
            ("SP Certificate", "the service provider's certificate"),
            ("Company Email", "the user's e-mail address"),
            ("User Groups", self.people),
            ("User Attributes", self.attributes),
            ("the IdP Entity ID", "the IdP's entity ID"),
            ("IdP Entity ID", "the IdP's entity ID"),
            ("IdP URL", "the IdP's SSO URL"),
            ("Declare Redirect Endpoint", "HTTP-Redirect in the metadata"),
            ("Sign Assertion", "signature of the assertion"),
            ("include group attribute", "the groups attribute"),
            ("Admin Portal", "admin console"),
            ("JumpCloud", self.name),
        ];
        // Each name is put in once: a vendor's own may hold JumpCloud's.
        let mut worded = String::with_capacity(text.len());
        let mut rest = text;
        'letters: while let Some(letter) = rest.chars().next() {
            for (name, own) in names {
                if let Some(behind) = rest.strip_prefix(name) {
                    worded.push_str(own);
                    rest = behind;
                    continue 'letters;
                }
            }
            worded.push(letter);
            rest = &rest[letter.len_utf8()..];
        }
        let mut letters = worded.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_have_the_vendors_names() {
        let okta = &VENDORS[0];
        let sentence = "SP Entity ID of the application is not the service provider's entity ID; JumpCloud says so.";
        assert_eq!(
            okta.word(sentence),
            "Audience URI (SP Entity ID) of the application is not the service provider's entity ID; Okta says so."
        );
        assert_eq!(okta.word("ACS URL"), "Single sign-on URL");
        assert_eq!(okta.step("select-group-for-user", "On the User Groups tab select the group."), None);
        assert!(okta.step("export-metadata", "Open the application again").unwrap().contains("Okta"));
        assert_eq!(okta.step("update", "Click Update.").as_deref(), Some("Click Update."));
    }

    #[test]
    fn every_vendor_is_told_by_something_of_its_own() {
        for vendor in VENDORS {
            assert!(!vendor.hints.is_empty() && !vendor.word("JumpCloud").contains("JumpCloud"), "{}", vendor.name);
            let others = VENDORS.iter().filter(|other| other.name != vendor.name);
            assert!(others.flat_map(|other| other.hints).all(|hint| !vendor.hints.contains(hint)), "{}", vendor.name);
        }
    }
}
