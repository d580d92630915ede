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
mod tests {
    use super::*;

    const SP: &str = "http://127.0.0.1:4000/saml/acs";
    const IDP: &str = "http://acme.idp.localhost:5000/sso";

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    fn jar(cookies: &[(&str, &str)]) -> Jar {
        let mut jar = Jar::default();
        for (from, header) in cookies {
            let _ = jar.take(header, &url(from), at(0));
        }
        jar
    }

    fn sent(jar: &mut Jar, to: &str, asked: Asked, seconds: i64) -> String {
        let sent = jar.going(&url(to), asked, at(seconds)).0;
        sent.iter().map(|cookie| format!("{}={}", cookie.name, cookie.value)).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn what_is_withheld_or_refused_has_its_reason() {
        let mut jar = jar(&[
            (SP, "lax=1; SameSite=Lax; Path=/"),
            (SP, "strict=1; SameSite=Strict; Path=/elsewhere"),
            (SP, "plain=1; Path=/"),
            (SP, "short=1; Max-Age=10; Path=/; SameSite=None; Secure"),
            (IDP, "other=1"),
        ]);
        let mut withheld = |to: &str, asked, seconds| -> Vec<String> {
            let withheld = jar.going(&url(to), asked, at(seconds)).1;
            withheld.into_iter().map(|one| format!("{}: {}", one.cookie.name, one.why.join(" "))).collect()
        };
        assert_eq!(
            withheld(SP, Asked::PostedFromElsewhere, 5),
            ["lax: SameSiteLax", "strict: NotOnPath SameSiteStrict"]
        );
        assert_eq!(
            withheld(SP, Asked::PostedFromElsewhere, 121),
            [
                "lax: SameSiteLax",
                "plain: SameSiteUnspecifiedTreatedAsLax",
                "short: Expired",
                "strict: NotOnPath SameSiteStrict"
            ]
        );
        assert_eq!(withheld("http://globex.idp.localhost/", Asked::FromSameSite, 121), ["other: DomainMismatch"]);
        let mut refused = |from: &str, header: &str| jar.take(header, &url(from), at(121)).err();
        let plain = "http://sp.example/";
        for (from, header, why) in [
            (plain, "a=1; Secure", "SecureOnly"),
            (plain, "a=1; SameSite=None", "SameSiteNoneInsecure"),
            (plain, "a=1; Domain=other.example", "InvalidDomain"),
            (SP, "__Host-a=1; Path=/", "InvalidPrefix"),
        ] {
            assert_eq!(refused(from, header), Some(why), "{header}");
        }
        assert_eq!(refused(SP, "lax=2; SameSite=Lax; Path=/"), None);
    }

    #[test]
    fn a_post_from_the_idp_brings_only_what_same_site_allows() {
        let mut jar = jar(&[
            (SP, "none=1; SameSite=None; Secure; Path=/"),
            (SP, "lax=1; SameSite=Lax; Path=/"),
            (SP, "strict=1; SameSite=Strict; Path=/"),
            (SP, "plain=1; Path=/"),
            (SP, "refused=1; SameSite=None; Path=/"),
        ]);
        let posted = Asked::by(Some(&url(IDP)), "POST", &url(SP));
        assert_eq!(sent(&mut jar, SP, posted, 119), "none=1; plain=1", "the two minutes of grace");
        assert_eq!(sent(&mut jar, SP, posted, 121), "none=1");
        let got = Asked::by(Some(&url(IDP)), "GET", &url(SP));
        assert_eq!(sent(&mut jar, SP, got, 121), "none=1; lax=1; plain=1");
        let own = Asked::by(Some(&url("http://127.0.0.1:9/")), "POST", &url(SP));
        assert_eq!(sent(&mut jar, SP, own, 121), "none=1; lax=1; strict=1; plain=1");
        assert_eq!(Asked::by(None, "GET", &url(SP)), Asked::FromSameSite);
    }

    #[test]
    fn a_cookie_set_again_alike_stays_old() {
        let mut jar = jar(&[(SP, "plain=1; Path=/")]);
        let _ = jar.take("plain=1; Path=/", &url(SP), at(100));
        assert_eq!(sent(&mut jar, SP, Asked::PostedFromElsewhere, 130), "");
        let _ = jar.take("plain=2; Path=/", &url(SP), at(130));
        assert_eq!(sent(&mut jar, SP, Asked::PostedFromElsewhere, 140), "plain=2");
    }

    #[test]
    fn domain_and_path_bound_where_a_cookie_goes() {
        let app = "https://app.example.co.uk/a/b";
        let mut jar = jar(&[
            (app, "host=1"),
            (app, "all=1; Domain=example.co.uk; Path=/"),
            (app, "suffix=1; Domain=co.uk"),
            (app, "other=1; Domain=www.example.co.uk"),
            (app, "deep=1; Path=/a/b/c"),
        ]);
        assert_eq!(sent(&mut jar, app, Asked::FromSameSite, 0), "host=1; all=1");
        assert_eq!(sent(&mut jar, "https://app.example.co.uk/ab", Asked::FromSameSite, 0), "all=1");
        assert_eq!(sent(&mut jar, "https://www.example.co.uk/a/x", Asked::FromSameSite, 0), "all=1");
        assert_eq!(
            sent(&mut jar, "https://app.example.co.uk/a/b/c/d", Asked::FromSameSite, 0),
            "deep=1; host=1; all=1"
        );
    }

    #[test]
    fn secure_is_granted_to_tls_and_loopback() {
        let plain = "http://sp.example/";
        let mut jar = jar(&[(IDP, "idp=1; Secure"), (plain, "no=1; Secure"), ("https://sp.example/", "s=1; Secure")]);
        assert_eq!(sent(&mut jar, IDP, Asked::FromSameSite, 0), "idp=1");
        assert_eq!(sent(&mut jar, plain, Asked::FromSameSite, 0), "");
        let _ = jar.take("s=2", &url(plain), at(1));
        assert_eq!(sent(&mut jar, "https://sp.example/", Asked::FromSameSite, 1), "s=1", "not overlaid from http");
    }

    #[test]
    fn an_end_in_the_past_takes_a_cookie_away() {
        let mut jar = jar(&[(SP, "a=1; Max-Age=10; Path=/"), (SP, "b=1; Path=/")]);
        assert_eq!(sent(&mut jar, SP, Asked::FromSameSite, 9), "a=1; b=1");
        assert_eq!(sent(&mut jar, SP, Asked::FromSameSite, 11), "b=1");
        let _ = jar.take("b=; Max-Age=0; Path=/", &url(SP), at(12));
        assert!(jar.cookies().is_empty());
    }

    #[test]
    fn dates_of_all_shapes_end_a_cookie_and_none_lives_longer_than_400_days() {
        for (attributes, kept) in [
            ("Expires=Wed, 01 Jan 2025 08:49:37 GMT", false),
            ("Expires=Wednesday, 01-Jan-25 08:49:37 GMT", false),
            ("Expires=tomorrow", true),
            ("Max-Age=0; Expires=Fri, 01 Jan 2100 08:49:37 GMT", false),
            ("Max-Age=-1", false),
            ("Max-Age=x", true),
        ] {
            let cookies = jar(&[(SP, &format!("a=1; {attributes}"))]).cookies();
            assert_eq!(!cookies.is_empty(), kept, "{attributes}");
        }
        let mut old = jar(&[
            (SP, "a=1; Path=/; Max-Age=99999999999"),
            (SP, "b=1; Path=/; Expires=Fri, 01 Jan 2100 08:49:37 GMT"),
        ]);
        let days = |days: i64| days * 24 * 3600;
        assert_eq!(sent(&mut old, SP, Asked::FromSameSite, days(399)), "a=1; b=1");
        assert_eq!(sent(&mut old, SP, Asked::FromSameSite, days(401)), "");
    }

    #[test]
    fn what_browsers_ignore_is_ignored() {
        for header in ["", "=", "lonely", &format!("a={}", "x".repeat(5000))] {
            assert!(jar(&[(SP, header)]).cookies().is_empty(), "{header}");
        }
        let jar = jar(&[(SP, "sid = a=b ; PATH=relative; secure; HTTPONLY; samesite=sometimes; other=1")]);
        let cookie = &jar.cookies()[0];
        assert_eq!((cookie.name.as_str(), cookie.value.as_str(), cookie.path.as_str()), ("sid", "a=b", "/saml"));
        assert_eq!((cookie.secure, cookie.http_only, cookie.same_site), (true, true, None));
    }

    #[test]
    fn guarded_names_keep_their_word() {
        let jar = jar(&[
            (SP, "__Host-a=1; Secure; Path=/"),
            (SP, "__Host-b=1; Secure; Path=/saml"),
            (SP, "__Host-c=1; Path=/"),
            (SP, "__Secure-d=1; Secure"),
        ]);
        let names: Vec<String> = jar.cookies().into_iter().map(|cookie| cookie.name).collect();
        assert_eq!(names, ["__Host-a", "__Secure-d"]);
    }
}
