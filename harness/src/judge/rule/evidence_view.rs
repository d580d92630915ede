//! The evidence of a case as rules look at it: messages and metadata parsed, pages and documents of the login at hand.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mock_idp::journal::{Binding, Direction};
use roxmltree::{Document as Xml, Node, ParsingOptions};
use url::{Host, Url};

use super::Judgement;
use crate::evidence::{CaseEvidence, Cookie, Document, Message, Page, Step, Surroundings};
use crate::judge::at_idp;
use crate::sp_metadata::{self, entity};
pub(super) use crate::sp_metadata::{DS, MD, boolean, children, roles};

/// Protocol namespace.
pub(super) const SAMLP: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
/// Assertion namespace.
pub(super) const SAML: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
/// Namespace of `xml:lang`.
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// HTTP-POST binding.
pub(super) const POST: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
/// HTTP-Redirect binding.
pub(super) const REDIRECT: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
/// Format of names that are entity IDs (core 8.3.6).
pub(super) const ENTITY: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";

/// Nodes that a document may have; what an SP emits has some dozens.
const NODES: u32 = 100_000;

/// The evidence of one case.
pub(super) struct EvidenceView<'a> {
    /// As stored.
    pub(super) evidence: &'a CaseEvidence,
    requests: Vec<Request<'a>>,
    metadata: Option<Result<Xml<'a>, String>>,
}

/// One AuthnRequest as it reached the IdP.
pub(super) struct Request<'a> {
    /// As in the journal.
    pub(super) message: &'a Message,
    /// Parsed; why not.
    xml: Result<Xml<'a>, String>,
}

impl<'a> EvidenceView<'a> {
    /// Looks at `evidence`.
    pub(super) fn of(evidence: &'a CaseEvidence) -> Self {
        let incoming = evidence.messages.iter().filter(|message| message.direction == Direction::In);
        let requests = incoming.map(|message| Request { message, xml: parse(&message.xml) });
        let metadata = evidence.sp_metadata.iter().find(|fetch| !fetch.text.is_empty());
        let metadata = metadata.map(|fetch| sp_metadata::parse(&fetch.text));
        Self { evidence, requests: requests.filter(Request::may_be_authn_request).collect(), metadata }
    }

    /// Addresses and people.
    pub(super) fn surroundings(&self) -> &'a Surroundings {
        &self.evidence.surroundings
    }

    /// All AuthnRequests; in words that there is none.
    pub(super) fn requests(&self) -> Result<&[Request<'a>], String> {
        if self.requests.is_empty() { Err("the SP sent no AuthnRequest".to_owned()) } else { Ok(&self.requests) }
    }

    /// Checks each AuthnRequest by `check`, which says what is wrong with it; says each thing once.
    pub(super) fn each_request<I>(&self, check: impl Fn(&Request<'a>, Node<'_, 'a>) -> I) -> Judgement
    where
        I: IntoIterator<Item = String>,
    {
        let mut found: Vec<String> = Vec::new();
        for request in self.requests()? {
            match &request.xml {
                Ok(xml) => found.extend(check(request, xml.root_element())),
                Err(error) => found.push(format!("the AuthnRequest cannot be read: {error}")),
            }
        }
        Ok(each_once(found))
    }

    /// Whether the SP's metadata was to be had.
    pub(super) fn has_metadata(&self) -> bool {
        self.metadata.is_some()
    }

    /// The metadata as parsed, or what the parser says; in words that there is none.
    pub(super) fn metadata(&self) -> Result<&Result<Xml<'a>, String>, String> {
        self.metadata.as_ref().ok_or_else(|| match self.evidence.sp_metadata.first() {
            None => "the target names no `metadata_url`".to_owned(),
            Some(fetch) => {
                let answer = fetch.error.clone().or(fetch.status.map(|status| format!("HTTP {status}")));
                format!("the SP's metadata could not be fetched: {}", answer.unwrap_or_default())
            }
        })
    }

    /// The SP's EntityDescriptor, when its metadata can be read.
    pub(super) fn entity(&self) -> Option<Node<'_, 'a>> {
        let xml = self.metadata.as_ref()?.as_ref().ok()?;
        entity(xml, &self.surroundings().sp_entity_id)
    }

    /// Checks the SP's EntityDescriptor by `check`, which says what is wrong with it; says each thing once.
    pub(super) fn each_entity<I>(&self, check: impl Fn(Node<'_, 'a>) -> I) -> Judgement
    where
        I: IntoIterator<Item = String>,
    {
        if let Err(error) = self.metadata()? {
            return Ok(vec![format!("the metadata cannot be read: {error}")]);
        }
        match self.entity() {
            Some(entity) => Ok(each_once(check(entity).into_iter().collect())),
            None => Ok(vec!["the metadata has no EntityDescriptor with an SPSSODescriptor".to_owned()]),
        }
    }

    /// AssertionConsumerServices of the metadata.
    pub(super) fn consumer_services(&self) -> Vec<Node<'_, 'a>> {
        self.entity()
            .map(|entity| roles(entity).flat_map(|role| children(role, MD, "AssertionConsumerService")).collect())
            .unwrap_or_default()
    }

    /// Steps of the login itself.
    pub(super) fn login(&self) -> impl DoubleEndedIterator<Item = &'a Step> + use<'a> {
        self.evidence.steps.iter().filter(|step| step.is_of_login())
    }

    /// Documents of the login, in order.
    pub(super) fn documents(&self) -> impl DoubleEndedIterator<Item = &'a Document> + use<'a> {
        self.login().flat_map(|step| &step.documents)
    }

    /// Documents that the SP (or anybody who is not the IdP) was asked for in the login.
    pub(super) fn documents_beyond_idp(&self) -> impl DoubleEndedIterator<Item = &'a Document> + use<'a> {
        let surroundings = &self.evidence.surroundings;
        self.documents().filter(move |document| !at_idp(&document.url, surroundings))
    }

    /// The page that the login ended on.
    pub(super) fn last_page(&self) -> Option<&'a Page> {
        self.login().next_back().map(|step| &step.page)
    }

    /// Every page that the person saw in the login, look-ups among them.
    pub(super) fn pages(&self) -> Vec<&'a Page> {
        let checks = self.evidence.checks.iter().map(|check| &check.identity.page);
        let identity = self.evidence.identity.iter().map(|identity| &identity.page);
        self.login().map(|step| &step.page).chain(checks).chain(identity).collect()
    }

    /// Whether anybody was signed in at the end.
    pub(super) fn is_signed_in(&self) -> bool {
        self.evidence.identity.as_ref().is_some_and(|identity| identity.user.is_some())
    }

    /// Whether `document` is a post to the SP's ACS.
    pub(super) fn is_acs_post(&self, document: &Document) -> bool {
        let acs = without_query(&self.surroundings().acs_url);
        document.method == "POST" && !acs.is_empty() && without_query(&document.url) == acs
    }

    /// Those of `cookies` that the SP's hosts get.
    pub(super) fn of_sp<'c>(&self, cookies: &'c [Cookie]) -> Vec<&'c Cookie> {
        let surroundings = self.surroundings();
        let host = |url: &str| Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
        let own =
            [&surroundings.sp_base_url, &surroundings.acs_url].into_iter().chain(&surroundings.second_sp_base_url);
        let hosts: Vec<String> = own.filter_map(|url| host(url)).collect();
        let gets = |host: &String, cookie: &Cookie| {
            let domain = cookie.domain.trim_start_matches('.');
            host == domain || host.strip_suffix(domain).is_some_and(|sub| sub.ends_with('.'))
        };
        cookies.iter().filter(|cookie| hosts.iter().any(|host| gets(host, cookie))).collect()
    }
}

impl<'a> Request<'a> {
    /// Anything that came where AuthnRequests go, unless it is another message.
    fn may_be_authn_request(&self) -> bool {
        self.xml.as_ref().map_or(true, |xml| xml.root_element().tag_name().name() == "AuthnRequest")
    }

    /// The root element, when it could be parsed.
    pub(super) fn root(&self) -> Option<Node<'_, 'a>> {
        self.xml.as_ref().ok().map(Xml::root_element)
    }

    /// `ID`, when there is one.
    pub(super) fn id(&self) -> Option<&str> {
        self.root()?.attribute("ID")
    }

    /// The query as it arrived, percent-encoded.
    pub(super) fn query(&self) -> &'a str {
        self.message.url.split_once('?').map_or("", |(_, query)| query)
    }

    /// The first parameter `name` of the query, percent-encoded.
    pub(super) fn raw_parameter(&self, name: &str) -> Option<&'a str> {
        raw_parameters(self.query(), name).next()
    }

    /// Whether it came by HTTP-Redirect.
    pub(super) fn by_redirect(&self) -> bool {
        self.message.binding == Binding::Redirect
    }

    /// The signature element of the message itself.
    pub(super) fn signature(&self) -> Option<Node<'_, 'a>> {
        children(self.root()?, DS, "Signature").next()
    }

    /// Whether it is signed, in the way of its binding.
    pub(super) fn is_signed(&self) -> bool {
        self.signature().is_some() || self.by_redirect() && self.raw_parameter("Signature").is_some()
    }
}

/// Values of the parameter `name` of a query, percent-encoded.
pub(super) fn raw_parameters<'q>(query: &'q str, name: &str) -> impl Iterator<Item = &'q str> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).filter(move |(key, _)| *key == name).map(|(_, v)| v)
}

/// The value of one `application/x-www-form-urlencoded` parameter.
pub(super) fn decoded(raw: &str) -> String {
    let pair = format!("v={raw}");
    url::form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// Parses what an SP wrote; a DTD is let through, its entities are expanded within roxmltree's bounds.
pub(super) fn parse(text: &str) -> Result<Xml<'_>, String> {
    if text.is_empty() {
        return Err("it could not be decoded".to_owned());
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: NODES, ..ParsingOptions::default() };
    Xml::parse_with_options(text.trim_start_matches('\u{feff}'), options).map_err(|error| error.to_string())
}

/// All text inside an element.
pub(super) fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

/// Octets of base64 text that may be wrapped.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text.split_whitespace().collect::<String>()).ok()
}

/// Whether `text` is a legal NCName (Namespaces in XML 1.0, NT-NCName).
pub(super) fn is_nc_name(text: &str) -> bool {
    let start = |c: char| c == '_' || c.is_alphabetic();
    let part = |c: char| start(c) || matches!(c, '-' | '.' | '\u{b7}') || c.is_numeric() || is_combining(c);
    text.chars().next().is_some_and(start) && text.chars().all(part)
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

/// Whether `text` is an absolute URI.
pub(super) fn is_absolute(text: &str) -> bool {
    Url::parse(text).is_ok()
}

/// Whether a host is this machine itself.
pub(super) fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
        Host::Domain(name) => *name == "localhost" || name.ends_with(".localhost"),
    }
}

/// Up to the query.
pub(super) fn without_query(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or(url)
}

/// Each text once, in order.
pub(super) fn each_once(texts: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        if !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept
}

/// The start of a long text.
pub(super) fn shortened(text: &str) -> String {
    const KEPT: usize = 120;
    let start: String = text.chars().take(KEPT).collect();
    if start.len() < text.len() { format!("{start}…") } else { start }
}

/// RelayStates of all AuthnRequests that came with one; in words that none did.
pub(super) fn relay_states<'a>(view: &EvidenceView<'a>) -> Result<Vec<&'a str>, String> {
    let all: Vec<&str> = view.requests()?.iter().filter_map(|request| request.message.relay_state.as_deref()).collect();
    if all.is_empty() { Err("no AuthnRequest came with a RelayState".to_owned()) } else { Ok(all) }
}

/// Which of `documents` may be kept by a cache; in words that headers were not recorded.
pub(super) fn caching(documents: &[&Document]) -> Judgement {
    if documents.iter().all(|document| document.headers.is_empty()) {
        return Err("headers of the answers were not recorded".to_owned());
    }
    let says = |document: &Document| document.headers.get("cache-control").cloned().unwrap_or_default();
    let forbids = |document: &Document| {
        says(document).split(',').any(|word| {
            let word = word.trim();
            word.eq_ignore_ascii_case("no-store") || word.eq_ignore_ascii_case("no-cache")
        })
    };
    let kept = documents.iter().filter(|document| !forbids(document)).map(|document| {
        let status = document.status.map(|status| format!(" (HTTP {status})")).unwrap_or_default();
        let says = says(document);
        let says =
            if says.is_empty() { "has no Cache-Control".to_owned() } else { format!("says Cache-Control: {says}") };
        format!("{} {}{status} {says}", document.method, without_query(&document.url))
    });
    Ok(kept.collect())
}
