//! `endpoint-hosts-differ`: Endpoints of one IdP at two hosts.

use super::{Context, Found, Rule, parsed};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "endpoint-hosts-differ",
    severity: Severity::Warning,
    finds: "Endpoints of one IdP at two hosts.",
    why: "Redirect and POST are two ways to the same login. An address at another host was changed by hand; where the names look alike, people may be sent to a stranger.",
    mend: "Export the metadata again, and compare the hosts letter by letter.",
    step: Some("export-metadata"),
    refs: &["SAML metadata 2.4.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for role in c.idps() {
        let browsers =
            role.login_endpoints().filter(|one| one.has_binding("HTTP-Redirect") || one.has_binding("HTTP-POST"));
        let hosts = browsers.filter_map(|one| one.location.as_ref());
        let hosts: Vec<_> = hosts.filter_map(|at| Some((at, parsed(at)?.host_str()?.to_owned()))).take(20).collect();
        let Some((_, first)) = hosts.first() else { continue };
        for (place, host) in hosts.iter().filter(|(_, host)| host != first && domain(host) != domain(first)) {
            let alike = look_alike(first) == look_alike(host) || strsim::levenshtein(first, host) <= 2;
            let words = if alike { "the names look alike and are two" } else { "they are two hosts" };
            let message = format!("one endpoint is at `{}`, another at `{}`: {words}", short(first), short(host));
            let severity = alike.then_some(Severity::Error);
            found.push(Found { severity, ..Found::at(place.span, message) });
        }
    }
    found.truncate(20);
    found
}

/// The last two names of a host: hosts below one domain belong to one owner.
fn domain(host: &str) -> Vec<&str> {
    host.rsplit('.').take(2).collect()
}

/// The host with letters that look alike made one.
fn look_alike(host: &str) -> String {
    host.replace(['i', '1', '|'], "l").replace('0', "o").replace("rn", "m").replace("vv", "w")
}
