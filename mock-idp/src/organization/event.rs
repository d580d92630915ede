//! The `sso_auth` log: why the IdP did or did not issue an assertion, in words an admin can read.

use serde::{Deserialize, Serialize};

/// Why the IdP did not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum SsoAuthReason {
    WrongPassword,
    UnknownUser,
    UserNotActivated,
    UserSuspended,
    UserNotBound,
    ApplicationInactive,
    UnknownIdpUrl,
    UnknownAcsUrl,
    IssuerMismatch,
    MalformedRequest,
    RequestSignature,
}

/// One entry of the log; `error` absent means that an assertion was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SsoAuthEvent {
    /// xs:dateTime by the organization's clock.
    pub at: String,
    /// Company e-mail or what was typed; empty when nobody was logged in yet.
    pub user: String,
    /// NameID of the assertion that was issued, as the IdP itself wrote it: before the steps of a recipe.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_id: Option<String>,
    /// Display label of the application; empty when unknown.
    pub application: String,
    /// Whether the response was unsolicited.
    pub idp_initiated: bool,
    /// Whether an assertion was issued.
    pub sso_token_success: bool,
    /// Why not.
    pub error: Option<SsoAuthReason>,
    /// The same in a sentence, with the values that disagree.
    pub error_message: Option<String>,
}
