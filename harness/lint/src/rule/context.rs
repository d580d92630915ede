//! What a rule is given, and what rules have in common.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use saml_signature::Verdict;

use crate::facts::{Certificate, Details, Endpoint, Facts, Mangling, RoleFacts, Signature, Value};
use crate::finding::{Severity, Span};
use crate::input::{HarmKind, Input, Kind, Role, WrapFault};
use crate::xml::FaultKind;

/// A file, read, and what the user said of it.
pub(crate) struct Context<'a> {
    pub(crate) input: &'a Input,
    pub(crate) facts: &'a Facts,
    pub(crate) at: Timestamp,
    /// Whether the user gave the time.
    pub(crate) at_given: bool,
    pub(crate) expected: Option<Role>,
    /// The signatures of the XML, looked at; none where it is not well-formed.
    pub(crate) verified: Vec<saml_signature::Signature>,
}

/// What a rule found.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) span: Span,
    pub(crate) message: String,
    /// In place of the rule's.
    pub(crate) severity: Option<Severity>,
}

impl Found {
    pub(crate) fn at(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), severity: None }
    }
}

/// A certificate that can be read, among those of the same role and use.
pub(crate) struct Dated<'a> {
    pub(crate) details: &'a Details,
    pub(crate) at: Timestamp,
    pub(crate) has_valid_sibling: bool,
    pub(crate) has_later_sibling: bool,
    span: Span,
}

impl Dated<'_> {
    pub(crate) fn is_expired(&self) -> bool {
        self.details.not_after < self.at
    }

    pub(crate) fn expires_within_days(&self, days: i64) -> bool {
        let limit = self.at.checked_add(SignedDuration::from_hours(days * 24)).unwrap_or(self.at);
        !self.is_expired() && self.details.not_after < limit
    }
}

impl<'a> Context<'a> {
    /// A finding about the file as a whole, if it is of that kind.
    pub(crate) fn whole(&self, kind: Kind, message: &str) -> Vec<Found> {
        if self.input.kind != kind || self.input.wrap_fault == Some(WrapFault::Bomb) {
            return Vec::new();
        }
        let text = &self.input.text;
        let start = text.len() - text.trim_start().len();
        let end = start + text[start..].find('\n').unwrap_or(text.len() - start);
        let span = if start == text.len() { Span::default() } else { Span::new(start, end) };
        vec![Found::at(span, message)]
    }

    /// The last character.
    pub(crate) fn end(&self) -> Span {
        let end = self.input.text.trim_end().len();
        Span::new(crate::lines::floor(&self.input.text, end.saturating_sub(1)), end)
    }

    /// A finding where that happened to the text.
    pub(crate) fn harm(&self, kind: HarmKind, message: &str) -> Vec<Found> {
        let harms = self.input.harms.iter().filter(|harm| harm.kind == kind);
        let count = |count: usize| if count > 1 { format!(" ({count} places)") } else { String::new() };
        harms.map(|harm| Found::at(harm.span, format!("{message}{}", count(harm.count)))).collect()
    }

    /// Strange blanks. In text that is well-formed they are wrong only in what is compared, and fine in names for people.
    pub(crate) fn strange(&self, kind: HarmKind, what: &str) -> Vec<Found> {
        let strange = |c: char| match kind {
            HarmKind::HardSpaces => matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{3000}'),
            _ => matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'),
        };
        if !self.input.is_well_formed() {
            return self.harm(kind, what);
        }
        let compared = self.compared().into_iter().filter(|value| value.contains(strange));
        compared
            .map(|value| Found::at(value.span, format!("{what} in `{}`", crate::lines::short(value))))
            .take(20)
            .collect()
    }

    /// Every value that is compared to the letter.
    fn compared(&self) -> Vec<&'a Value> {
        let mut values: Vec<&Value> = Vec::new();
        for entity in &self.facts.entities {
            values.extend(&entity.entity_id);
        }
        for (_, role) in self.facts.roles() {
            values.extend(&role.name_id_formats);
            for endpoint in &role.endpoints {
                values.extend(endpoint.location.iter().chain(&endpoint.binding).chain(&endpoint.response_location));
            }
        }
        values.extend(self.facts.all_certificates().map(|certificate| &certificate.written));
        if let Some(response) = &self.facts.response {
            let single = [&response.issuer, &response.assertion_issuer, &response.name_id, &response.recipient];
            values.extend(single.into_iter().flatten().chain(&response.audiences));
        }
        if let Some(request) = &self.facts.request {
            values.extend(request.issuer.iter().chain(&request.acs_url).chain(&request.destination));
        }
        values
    }

    /// What is not well-formed and of a kind that `words` has words for. Where the text was harmed, what is left over when
    /// that is undone.
    pub(crate) fn faults(&self, words: impl Fn(&FaultKind) -> Option<String>) -> Vec<Found> {
        const MOST: usize = 5;
        let faults = match &self.input.document {
            Some(document) => &document.faults,
            None => &self.input.faults,
        };
        faults.iter().filter_map(|fault| Some(Found::at(fault.span, words(&fault.kind)?))).take(MOST).collect()
    }

    pub(crate) fn idps(&self) -> impl Iterator<Item = &'a RoleFacts> {
        self.facts.roles().map(|(_, role)| role).filter(|role| role.is_idp)
    }

    pub(crate) fn sps(&self) -> impl Iterator<Item = &'a RoleFacts> {
        self.facts.roles().map(|(_, role)| role).filter(|role| !role.is_idp)
    }

    pub(crate) fn endpoints(&self) -> impl Iterator<Item = &'a Endpoint> {
        self.facts.roles().flat_map(|(_, role)| &role.endpoints)
    }

    /// Entity IDs that are wrong in the way that `wrong` says.
    pub(crate) fn entity_ids(&self, wrong: impl Fn(&str) -> bool, words: impl Fn(&str) -> String) -> Vec<Found> {
        let ids = self.facts.entities.iter().filter_map(|entity| entity.entity_id.as_ref());
        ids.filter(|id| wrong(id)).map(|id| Found::at(id.span, words(id))).take(20).collect()
    }

    /// URLs that are wrong in the way that `wrong` says: of endpoints, and of messages.
    pub(crate) fn locations(&self, wrong: impl Fn(&str) -> bool, words: impl Fn(&str) -> String) -> Vec<Found> {
        let mut urls: Vec<&Value> = Vec::new();
        for endpoint in self.endpoints() {
            urls.extend(endpoint.location.iter().chain(&endpoint.response_location));
        }
        if let Some(request) = &self.facts.request {
            urls.extend(request.destination.iter().chain(&request.acs_url));
        }
        if let Some(response) = &self.facts.response {
            urls.extend(response.destination.iter().chain(&response.recipient));
        }
        let mut seen = std::collections::HashSet::new();
        let wrong = urls.into_iter().filter(|url| wrong(url) && seen.insert(url.text.clone()));
        wrong.map(|url| Found::at(url.span, words(url))).take(20).collect()
    }

    /// Certificates that this happened to.
    pub(crate) fn mangled(&self, mangling: Mangling, message: &str) -> Vec<Found> {
        let mangled = self.facts.all_certificates().filter(|certificate| certificate.manglings.contains(&mangling));
        let place = |certificate: &Certificate| match certificate.written.text.trim() {
            "" => certificate.place,
            _ => certificate.written.span,
        };
        mangled.map(|certificate| Found::at(place(certificate), message)).take(20).collect()
    }

    pub(crate) fn any_mangled(&self, mangling: Mangling) -> bool {
        self.facts.all_certificates().any(|certificate| certificate.manglings.contains(&mangling))
    }

    /// Certificates whose details are wrong in the way that `wrong` says. Each is compared with the others of its role.
    pub(crate) fn dated(&self, wrong: impl Fn(&Dated<'_>) -> bool, words: impl Fn(&Details) -> String) -> Vec<Found> {
        let mut groups: Vec<Vec<&Certificate>> = Vec::new();
        for (_, role) in self.facts.roles() {
            let (signing, others) = role.certificates.iter().partition(|certificate| certificate.may_sign());
            groups.extend([signing, others]);
        }
        // What stands alone, or in a signature, has no sibling that could be used in its place.
        groups.extend(self.facts.certificates.iter().map(|certificate| vec![certificate]));
        let signatures = self.signatures().flat_map(|signature| &signature.certificates);
        groups.extend(signatures.map(|certificate| vec![certificate]));
        let mut found = Vec::new();
        for group in &groups {
            let details: Vec<(&Certificate, &Details)> = group
                .iter()
                .filter_map(|certificate| Some((*certificate, certificate.details.as_ref()?)))
                .take(100)
                .collect();
            for (index, (certificate, own)) in details.iter().enumerate() {
                let mut others =
                    details.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, (_, other))| other);
                let valid = |other: &&&Details| other.not_before <= self.at && other.not_after >= self.at;
                let dated = Dated {
                    details: own,
                    at: self.at,
                    has_valid_sibling: others.clone().any(|other| valid(&other)),
                    has_later_sibling: others.any(|other| other.not_after > own.not_after),
                    span: certificate.written.span,
                };
                if wrong(&dated) {
                    found.push(Found::at(dated.span, words(own)));
                }
            }
        }
        found.truncate(20);
        found
    }

    /// Signatures that came out so, with the name of the element that each is of, and what it is worth.
    pub(crate) fn verdicts(&self, words: impl Fn(&str, Verdict) -> Option<String>) -> Vec<Found> {
        let found = self.verified.iter().filter_map(|signature| {
            let message = words(&signature.of, signature.own_verdict())?;
            let tag = self.input.text[signature.at..].find('>').map_or(1, |end| end + 1);
            Some(Found::at(Span::new(signature.at, signature.at + tag), message))
        });
        found.collect()
    }

    /// Every signature in the XML.
    pub(crate) fn signatures(&self) -> impl Iterator<Item = &'a Signature> {
        let entities = self.facts.entities.iter().flat_map(|entity| &entity.signatures);
        let request = self.facts.request.iter().flat_map(|request| &request.signatures);
        let response = self.facts.response.iter().flat_map(|response| &response.signatures);
        entities.chain(request).chain(response)
    }

    pub(crate) fn valid_untils(&self) -> impl Iterator<Item = &'a Value> {
        let entities = self.facts.entities.iter().filter_map(|entity| entity.valid_until.as_ref());
        entities.chain(self.facts.roles().filter_map(|(_, role)| role.valid_until.as_ref()))
    }

    /// NameID formats wherever they are named.
    pub(crate) fn name_id_formats(&self) -> impl Iterator<Item = &'a Value> {
        let roles = self.facts.roles().flat_map(|(_, role)| &role.name_id_formats);
        let request = self.facts.request.iter().filter_map(|request| request.name_id_format.as_ref());
        roles.chain(request).chain(self.facts.response.iter().filter_map(|response| response.name_id_format.as_ref()))
    }
}

/// Whether a value is what a form or a manual shows where the real one belongs.
pub(crate) fn placeholder(value: &str) -> bool {
    let value = value.trim().to_ascii_lowercase();
    const WORDS: [&str; 12] = [
        "your_",
        "your-",
        "yourcompany",
        "changeme",
        "change_me",
        "placeholder",
        "idp_entity_id",
        "sp_entity_id",
        "<",
        "{",
        "[",
        "...",
    ];
    const WHOLE: [&str; 8] = ["entityid", "entity id", "todo", "tbd", "xxx", "example", "test", "n/a"];
    WORDS.iter().any(|word| value.contains(word)) || WHOLE.contains(&value.as_str()) || value.contains("//suffix")
}

/// The URL, where it is one.
pub(crate) fn parsed(url: &str) -> Option<url::Url> {
    url::Url::parse(url.trim()).ok()
}

/// Whether administrators set an IdP up there: nobody logs in by it.
pub(crate) fn is_admin_console(url: &url::Url) -> bool {
    const HOSTS: [&str; 8] = [
        "console.jumpcloud.com",
        "portal.azure.com",
        "aad.portal.azure.com",
        "entra.microsoft.com",
        "admin.microsoft.com",
        "admin.google.com",
        "manage.auth0.com",
        "console.pingone.com",
    ];
    let host = url.host_str().unwrap_or_default();
    let okta = ["-admin.okta.com", "-admin.oktapreview.com", "-admin.okta-emea.com"];
    let (path, fragment) = (url.path(), url.fragment().unwrap_or_default());
    HOSTS.contains(&host)
        || okta.iter().any(|end| host.ends_with(end))
        || host.ends_with(".onelogin.com") && path.starts_with("/admin")
        || path.contains("/admin/") && path.contains("/console") && fragment.contains("/clients")
}

/// Whether only this machine or its network is reached by it.
pub(crate) fn local(url: &url::Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => {
            name == "localhost" || [".localhost", ".local", ".internal", ".lan"].iter().any(|end| name.ends_with(end))
        }
        Some(url::Host::Ipv4(address)) => address.is_private() || address.is_loopback() || address.is_link_local(),
        Some(url::Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}
