//! `transient-name-id`: A NameID that is another one at each login.

use super::{Context, Found, Rule};
use crate::facts::Value;
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "transient-name-id",
    severity: Severity::Warning,
    finds: "A NameID that is another one at each login.",
    why: "A service provider that keeps people by NameID makes a new account each time, or finds nobody.",
    mend: "Choose persistent or emailAddress as NameID format.",
    step: Some("company-email"),
    refs: &["SAML core 8.3.8"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let transient = |format: &&Value| format.trim().ends_with(":transient");
    let only = c.idps().filter(|role| role.name_id_formats.iter().all(|format| transient(&format)));
    let formats = only.filter_map(|role| role.name_id_formats.first());
    let sent = c.facts.response.iter().filter_map(|response| response.name_id_format.as_ref()).filter(transient);
    let message = "the NameID is transient: another one at each login";
    formats.chain(sent).map(|format| Found::at(format.span, message)).take(20).collect()
}
