//! A cookie jar that keeps and sends what Chromium would: domain, path, Secure, age, and SameSite with Lax as the
//! default (RFC 6265bis 5.7 and 5.8).

use std::cmp::Ordering;

use cookie::{Cookie as SetCookie, SameSite};
use jiff::{SignedDuration, Timestamp};
use url::{Host, Url};

use crate::seen::{Cookie, Withheld};
use crate::site::{registrable, same_site, trustworthy};

/// Longest name and value together, in bytes (6265bis 5.7 step 6).
const LONGEST: usize = 4096;
/// No cookie lives longer than 400 days (6265bis 5.5).
const LONGEST_LIFE: SignedDuration = SignedDuration::from_hours(400 * 24);
/// How long a cookie without `SameSite` still goes along with a POST from another site, in Chromium: sign-ons that
/// post their answer back would break otherwise.
const LAX_ALLOWS_POST: SignedDuration = SignedDuration::from_mins(2);

/// Who asks for a page, and how; it decides about `SameSite` (6265bis 5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// The person, or a page of the same site.
    FromSameSite,
    /// Another site, by GET.
    FromElsewhere,
    /// Another site, by POST.
    PostedFromElsewhere,
}

impl Asked {
    /// For a request of `method` to `url` that a page at `initiator` made; none: the person typed the address.
    pub(crate) fn by(initiator: Option<&Url>, method: &str, url: &Url) -> Self {
        match initiator {
            Some(initiator) if !same_site(initiator, url) => {
                if method == "GET" {
                    Self::FromElsewhere
                } else {
                    Self::PostedFromElsewhere
                }
            }
            _ => Self::FromSameSite,
        }
    }
}

#[derive(Clone, Debug)]
struct Kept {
    cookie: SetCookie<'static>,
    /// Absent: until the browser ends.
    expires: Option<Timestamp>,
    /// Host that set it, or the domain that it is for.
    domain: String,
    host_only: bool,
    path: String,
    created: Timestamp,
}

/// The cookies of one browser.
#[derive(Clone, Debug, Default)]
pub(crate) struct Jar {
    kept: Vec<Kept>,
}

impl Jar {
    /// Takes a `Set-Cookie` that came with the answer of `url`; where it does not, why, as [`crate::Refused`] says it.
    pub(crate) fn take(&mut self, header: &str, url: &Url, now: Timestamp) -> Result<(), &'static str> {
        // What is no cookie, browsers ignore without a word to anybody but their log.
        let cookie = SetCookie::parse(header.to_owned()).map_err(|_| "SyntaxError")?;
        if cookie.name().len() + cookie.value().len() > LONGEST {
            return Err("NameValuePairExceedsMaxSize");
        }
        let (domain, host_only) = domain(cookie.domain(), url).ok_or("InvalidDomain")?;
        let secure = trustworthy(url);
        let path = cookie.path().filter(|path| path.starts_with('/')).map_or_else(|| default_path(url), str::to_owned);
        let is_secure = cookie.secure() == Some(true);
        let insecure_none = cookie.same_site() == Some(SameSite::None) && !is_secure;
        if is_secure && !secure {
            return Err("SecureOnly");
        }
        if insecure_none {
            return Err("SameSiteNoneInsecure");
        }
        if !keeps_its_word(&cookie, host_only, &path) {
            return Err("InvalidPrefix");
        }
        let expires = expires(&cookie, now);
        let overlaid = |kept: &Kept| {
            kept.secure()
                && kept.cookie.name() == cookie.name()
                && (domain_matches(&domain, &kept.domain) || domain_matches(&kept.domain, &domain))
                && path_matches(&path, &kept.path)
        };
        if !secure && self.kept.iter().any(overlaid) {
            return Err("OverwriteSecure");
        }
        let same = |kept: &Kept| {
            kept.cookie.name() == cookie.name()
                && kept.domain == domain
                && kept.host_only == host_only
                && kept.path == path
        };
        // A cookie that is set again with the same value keeps its age.
        let before = self.kept.iter().find(|kept| same(kept) && kept.cookie.value() == cookie.value());
        let created = before.map_or(now, |kept| kept.created);
        self.kept.retain(|kept| !same(kept));
        if expires.is_none_or(|expires| expires > now) {
            self.kept.push(Kept { cookie, expires, domain, host_only, path, created });
        }
        Ok(())
    }

    /// The cookies that go to `url`, in the order of the `Cookie` header, and those of its site that do not. What has
    /// expired is forgotten.
    pub(crate) fn going(&mut self, url: &Url, asked: Asked, now: Timestamp) -> (Vec<Cookie>, Vec<Withheld>) {
        let host = host(url);
        let (mut sent, mut withheld) = (Vec::<&Kept>::new(), Vec::new());
        for kept in self.kept.iter().filter(|kept| is_of_site(&kept.domain, &host)) {
            let why = kept.hindrances(url, &host, asked, now);
            if why.is_empty() {
                sent.push(kept);
            } else {
                withheld.push(Withheld { cookie: kept.shown(), why });
            }
        }
        sent.sort_by(|a, b| b.path.len().cmp(&a.path.len()).then(a.created.cmp(&b.created)));
        let sent = sent.into_iter().map(Kept::shown).collect();
        withheld.sort_by(|a: &Withheld, b| in_order(&a.cookie, &b.cookie));
        self.kept.retain(|kept| !kept.has_expired(now));
        (sent, withheld)
    }

    /// All cookies, in a fixed order.
    pub(crate) fn cookies(&self) -> Vec<Cookie> {
        let mut cookies: Vec<Cookie> = self.kept.iter().map(Kept::shown).collect();
        cookies.sort_by(in_order);
        cookies
    }
}

fn in_order(one: &Cookie, other: &Cookie) -> Ordering {
    (&one.domain, &one.name, &one.path).cmp(&(&other.domain, &other.name, &other.path))
}

impl Kept {
    fn secure(&self) -> bool {
        self.cookie.secure() == Some(true)
    }

    fn has_expired(&self, now: Timestamp) -> bool {
        self.expires.is_some_and(|expires| expires <= now)
    }

    fn shown(&self) -> Cookie {
        Cookie {
            name: self.cookie.name().to_owned(),
            value: self.cookie.value().to_owned(),
            domain: if self.host_only { self.domain.clone() } else { format!(".{}", self.domain) },
            path: self.path.clone(),
            secure: self.secure(),
            http_only: self.cookie.http_only() == Some(true),
            same_site: self.cookie.same_site(),
        }
    }

    /// Why it does not go to `url`, by name; none where it does.
    fn hindrances(&self, url: &Url, host: &str, asked: Asked, now: Timestamp) -> Vec<&'static str> {
        let at_host = if self.host_only { self.domain == host } else { domain_matches(host, &self.domain) };
        let young = now.duration_since(self.created) <= LAX_ALLOWS_POST;
        let same_site = match (self.cookie.same_site(), asked) {
            (Some(SameSite::None), _) | (_, Asked::FromSameSite) => None,
            (Some(SameSite::Strict), _) => Some("SameSiteStrict"),
            (Some(SameSite::Lax) | None, Asked::FromElsewhere) => None,
            (Some(SameSite::Lax), Asked::PostedFromElsewhere) => Some("SameSiteLax"),
            (None, Asked::PostedFromElsewhere) => (!young).then_some("SameSiteUnspecifiedTreatedAsLax"),
        };
        let all = [
            (!at_host).then_some("DomainMismatch"),
            self.has_expired(now).then_some("Expired"),
            (!path_matches(url.path(), &self.path)).then_some("NotOnPath"),
            same_site,
            (self.secure() && !trustworthy(url)).then_some("SecureOnly"),
        ];
        all.into_iter().flatten().collect()
    }
}

/// Whether a cookie of `domain` may have to do with `host`: one site's hosts share some.
fn is_of_site(domain: &str, host: &str) -> bool {
    domain == host || registrable(host).is_some_and(|site| registrable(domain) == Some(site))
}

/// For whom a cookie set by `url` is, and whether for that host alone; none when it must not be set.
fn domain(attribute: Option<&str>, url: &Url) -> Option<(String, bool)> {
    let host = host(url);
    let attribute = attribute.map(str::to_ascii_lowercase).filter(|domain| !domain.is_empty());
    match attribute.as_deref() {
        None => Some((host, true)),
        // An address has no domain, and a public suffix is nobody's.
        Some(domain) if domain == host && registrable(domain).is_none() => Some((host, true)),
        Some(domain) if registrable(domain).is_none() || !domain_matches(&host, domain) => None,
        Some(domain) => Some((domain.to_owned(), false)),
    }
}

/// When the cookie ends: `Max-Age` goes before `Expires` (6265bis 5.7 steps 7 to 9).
fn expires(cookie: &SetCookie<'_>, now: Timestamp) -> Option<Timestamp> {
    let latest = now + LONGEST_LIFE;
    let aged = cookie.max_age().map(|age| match age.whole_seconds() {
        ..=0 => Timestamp::UNIX_EPOCH,
        seconds => now + SignedDuration::from_secs(seconds).min(LONGEST_LIFE),
    });
    // A date that no timestamp can hold is as far away as can be.
    let dated = || {
        let seconds = cookie.expires_datetime()?.unix_timestamp();
        Some(Timestamp::from_second(seconds).unwrap_or(latest))
    };
    aged.or_else(dated).map(|expires| expires.min(latest))
}

/// Whether the name demands attributes (6265bis 4.1.3).
fn guarded(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("__host-") || name.starts_with("__secure-")
}

/// What a guarded name promises (6265bis 4.1.3).
fn keeps_its_word(cookie: &SetCookie<'_>, host_only: bool, path: &str) -> bool {
    let host_name = cookie.name().to_ascii_lowercase().starts_with("__host-");
    !guarded(cookie.name())
        || (cookie.secure() == Some(true)
            && (!host_name || (host_only && cookie.domain().is_none() && cookie.path().is_some() && path == "/")))
}

fn host(url: &Url) -> String {
    match url.host() {
        Some(Host::Domain(name)) => name.to_ascii_lowercase(),
        _ => url.host_str().unwrap_or_default().to_owned(),
    }
}

/// 6265bis 5.1.3.
fn domain_matches(host: &str, domain: &str) -> bool {
    host == domain || (host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.')) && registrable(host).is_some())
}

/// 6265bis 5.1.4.
fn path_matches(asked: &str, path: &str) -> bool {
    asked.strip_prefix(path).is_some_and(|rest| rest.is_empty() || path.ends_with('/') || rest.starts_with('/'))
}

fn default_path(url: &Url) -> String {
    match url.path().rsplit_once('/') {
        Some(("", _)) | None => "/".to_owned(),
        Some((folder, _)) => folder.to_owned(),
    }
}

#[cfg(test)]
mod tests;
