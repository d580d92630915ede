//! A request for a document, and the headers that a browser sends along.

use std::sync::Arc;

use http::HeaderMap;
use http::header::{HeaderName, HeaderValue, REFERER};
use url::Url;

use crate::policy::ContentPolicy;
use crate::site::{bare, same_site, trustworthy};

/// What a form sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Body {
    pub(crate) content_type: String,
    pub(crate) bytes: Vec<u8>,
}

/// Who asks for a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Initiator {
    /// The page.
    pub(crate) url: Url,
    /// How much it tells of itself.
    pub(crate) policy: Policy,
}

/// One request for a document.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// GET or POST.
    pub(crate) method: &'static str,
    pub(crate) url: Url,
    pub(crate) body: Option<Body>,
    /// Absent: the person typed the address.
    pub(crate) initiator: Option<Initiator>,
    /// What is told of the page; a redirect to another origin shortens it for good.
    pub(crate) referrer: Option<Url>,
    /// The page's policy on where its forms go.
    pub(crate) leaves: Option<Arc<ContentPolicy>>,
}

impl Request {
    /// What typing an address does.
    pub(crate) fn typed(url: Url) -> Self {
        Self { method: "GET", url, body: None, initiator: None, referrer: None, leaves: None }
    }

    /// What a page at `initiator` asks for by GET.
    pub(crate) fn by(initiator: Initiator, url: Url) -> Self {
        let referrer = Some(initiator.url.clone());
        Self { initiator: Some(initiator), referrer, ..Self::typed(url) }
    }

    /// The `Referer`, as the page's policy has it.
    pub(crate) fn referer(&self) -> Option<String> {
        let policy = self.initiator.as_ref()?.policy;
        policy.referer(self.referrer.as_ref()?, &self.url)
    }

    /// The request after a redirect with `status` to `url` (Fetch 4.4): only 307 and 308 keep a POST.
    pub(crate) fn redirected(&self, status: u16, url: Url, policy: Option<Policy>) -> Self {
        let referrer = self.referer().and_then(|told| Url::parse(&told).ok());
        let mut next = Self { url, referrer, ..self.clone() };
        if !matches!(status, 307 | 308) {
            (next.method, next.body) = ("GET", None);
        }
        if let (Some(initiator), Some(policy)) = (&mut next.initiator, policy) {
            initiator.policy = policy;
        }
        next
    }

    /// Headers of a navigation; `chain` holds the addresses that redirected here.
    pub(crate) fn headers(&self, chain: &[Url]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let mut set = |name: &'static str, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        };
        set("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        set("accept-language", "en-US,en;q=0.9");
        set("upgrade-insecure-requests", "1");
        if trustworthy(&self.url) {
            set("sec-fetch-site", self.fetch_site(chain));
            set("sec-fetch-mode", "navigate");
            set("sec-fetch-user", "?1");
            set("sec-fetch-dest", "document");
        }
        if self.method == "POST" {
            set("origin", &self.origin(chain));
        }
        if let Some(body) = &self.body {
            set("content-type", &body.content_type);
        }
        if let Some(value) = self.referer().and_then(|referer| HeaderValue::from_str(&referer).ok()) {
            headers.insert(REFERER, value);
        }
        headers
    }

    /// Fetch 3.1: the page's origin, unless its policy or a redirect across origins hides it.
    fn origin(&self, chain: &[Url]) -> String {
        let Some(initiator) = &self.initiator else { return "null".to_owned() };
        let own = initiator.url.origin();
        // A redirect away from the page's origin and on to a third one taints it.
        let mut before = None::<&Url>;
        let tainted = chain.iter().chain([&self.url]).any(|url| {
            let tainted = before.is_some_and(|before| before.origin() != own && before.origin() != url.origin());
            before = Some(url);
            tainted
        });
        let hidden = match initiator.policy {
            Policy::NoReferrer => true,
            Policy::SameOrigin => own != self.url.origin(),
            Policy::StrictOrigin | Policy::StrictOriginWhenCrossOrigin | Policy::NoReferrerWhenDowngrade => {
                initiator.url.scheme() == "https" && !trustworthy(&self.url)
            }
            _ => false,
        };
        if tainted || hidden { "null".to_owned() } else { own.ascii_serialization() }
    }

    /// Fetch Metadata 2.3: the farthest of all addresses on the way.
    fn fetch_site(&self, chain: &[Url]) -> &'static str {
        let Some(initiator) = &self.initiator else { return "none" };
        let all = || chain.iter().chain([&self.url]);
        if all().all(|url| url.origin() == initiator.url.origin()) {
            "same-origin"
        } else if all().all(|url| same_site(url, &initiator.url)) {
            "same-site"
        } else {
            "cross-site"
        }
    }
}

/// A referrer policy (Referrer Policy 3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub(crate) enum Policy {
    NoReferrer,
    NoReferrerWhenDowngrade,
    SameOrigin,
    Origin,
    StrictOrigin,
    OriginWhenCrossOrigin,
    #[default]
    StrictOriginWhenCrossOrigin,
    UnsafeUrl,
}

impl Policy {
    /// The last policy of a list that is known; none when there is none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let known = |token: &str| {
            Some(match token.trim().to_ascii_lowercase().as_str() {
                "no-referrer" | "never" => Self::NoReferrer,
                "no-referrer-when-downgrade" => Self::NoReferrerWhenDowngrade,
                "same-origin" => Self::SameOrigin,
                "origin" => Self::Origin,
                "strict-origin" => Self::StrictOrigin,
                "origin-when-cross-origin" => Self::OriginWhenCrossOrigin,
                "strict-origin-when-cross-origin" | "default" => Self::StrictOriginWhenCrossOrigin,
                "unsafe-url" | "always" => Self::UnsafeUrl,
                _ => return None,
            })
        };
        text.split(',').filter_map(known).next_back()
    }

    fn referer(self, from: &Url, to: &Url) -> Option<String> {
        if !matches!(from.scheme(), "http" | "https") {
            return None;
        }
        let whole = || Some(bare(from).to_string());
        let origin = || Some(format!("{}/", from.origin().ascii_serialization()));
        let same = from.origin() == to.origin();
        let downgrade = from.scheme() == "https" && !trustworthy(to);
        match self {
            Self::NoReferrer => None,
            Self::NoReferrerWhenDowngrade => {
                if downgrade {
                    None
                } else {
                    whole()
                }
            }
            Self::SameOrigin => {
                if same {
                    whole()
                } else {
                    None
                }
            }
            Self::Origin => origin(),
            Self::StrictOrigin => {
                if downgrade {
                    None
                } else {
                    origin()
                }
            }
            Self::OriginWhenCrossOrigin => {
                if same {
                    whole()
                } else {
                    origin()
                }
            }
            Self::StrictOriginWhenCrossOrigin => match (same, downgrade) {
                (true, _) => whole(),
                (false, true) => None,
                (false, false) => origin(),
            },
            Self::UnsafeUrl => whole(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    fn from(page: &str, to: &str, method: &'static str) -> Request {
        let initiator = Initiator { url: url(page), policy: Policy::default() };
        Request { method, ..Request::by(initiator, url(to)) }
    }

    fn header(request: &Request, chain: &[Url], name: &str) -> String {
        request.headers(chain).get(name).map_or("", |value| value.to_str().unwrap()).to_owned()
    }

    #[test]
    fn a_page_tells_another_site_its_origin_only() {
        let post = from("http://acme.idp.localhost:1/sso?SAMLRequest=x#y", "http://127.0.0.1:2/acs", "POST");
        assert_eq!(post.referer().as_deref(), Some("http://acme.idp.localhost:1/"));
        assert_eq!(header(&post, &[], "origin"), "http://acme.idp.localhost:1");
        assert_eq!(header(&post, &[], "sec-fetch-site"), "cross-site");
        let own = from("http://127.0.0.1:2/a?b#c", "http://127.0.0.1:2/d", "GET");
        assert_eq!(own.referer().as_deref(), Some("http://127.0.0.1:2/a?b"));
        assert_eq!(
            (header(&own, &[], "origin").as_str(), header(&own, &[], "sec-fetch-site").as_str()),
            ("", "same-origin")
        );
        let typed = Request::typed(url("http://127.0.0.1:2/d"));
        assert_eq!((typed.referer(), header(&typed, &[], "sec-fetch-site").as_str()), (None, "none"));
    }

    #[test]
    fn a_redirect_makes_a_get_of_a_post_but_for_307_and_308() {
        let body = Some(Body { content_type: "text/plain".to_owned(), bytes: b"x".to_vec() });
        let post = Request { body, ..from("http://127.0.0.1:2/a", "http://127.0.0.1:2/b", "POST") };
        for (status, method, kept) in
            [(301, "GET", false), (302, "GET", false), (303, "GET", false), (307, "POST", true), (308, "POST", true)]
        {
            let next = post.redirected(status, url("http://127.0.0.1:2/c"), None);
            assert_eq!((next.method, next.body.is_some()), (method, kept), "{status}");
        }
        let away = post.redirected(307, url("http://x.localhost/c"), Some(Policy::NoReferrer));
        assert_eq!((away.referer(), header(&away, std::slice::from_ref(&post.url), "origin").as_str()), (None, "null"));
    }

    #[test]
    fn policies_are_read_and_kept() {
        assert_eq!(Policy::parse("no-referrer, strict-origin, nonsense"), Some(Policy::StrictOrigin));
        assert_eq!(Policy::parse("nonsense"), None);
        let (secure, plain) = (url("https://sp.example/a"), url("http://idp.example/"));
        assert_eq!(Policy::default().referer(&secure, &plain), None);
        assert_eq!(Policy::UnsafeUrl.referer(&secure, &plain).as_deref(), Some("https://sp.example/a"));
        assert_eq!(Policy::SameOrigin.referer(&secure, &plain), None);
    }
}
