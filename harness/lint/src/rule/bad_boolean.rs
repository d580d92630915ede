//! `bad-boolean`: A toggle that is neither true nor false.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "bad-boolean",
    severity: Severity::Warning,
    finds: "A toggle that is neither true nor false.",
    why: "`yes`, `True` or an empty text is no xs:boolean. One service provider takes it for true, another for false, a third refuses the file.",
    mend: "Write true or false.",
    step: Some("export-metadata"),
    refs: &["XML Schema part 2, 3.2.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let toggles = c.facts.roles().flat_map(|(_, role)| {
        let own = [&role.want_authn_requests_signed, &role.authn_requests_signed, &role.want_assertions_signed];
        own.into_iter().flatten().chain(role.endpoints.iter().filter_map(|endpoint| endpoint.is_default.as_ref()))
    });
    let requests = c.facts.request.iter().flat_map(|request| request.force_authn.iter().chain(&request.is_passive));
    let wrong = toggles.chain(requests).filter(|value| value.as_bool().is_none());
    wrong.map(|value| Found::at(value.span, format!("`{}` is neither true nor false", short(value)))).take(20).collect()
}
