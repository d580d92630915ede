//! Sites and origins, as cookies and request headers tell them apart.

use url::{Host, Url};

/// Whether Chromium treats the URL's origin as secure: TLS, or loopback without it (Secure Contexts 3.1).
pub(crate) fn trustworthy(url: &Url) -> bool {
    url.scheme() == "https" || (url.scheme() == "http" && loopback(url))
}

fn loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => is_localhost(name),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// `localhost` and all names below it (RFC 6761 6.3).
pub(crate) fn is_localhost(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost")
}

/// The registrable domain of a host; none for an address and for a public suffix itself.
pub(crate) fn registrable(host: &str) -> Option<&str> {
    let address = host.starts_with('[') || host.parse::<std::net::Ipv4Addr>().is_ok();
    if address { None } else { psl::domain_str(host.trim_end_matches('.')) }
}

/// Whether two URLs are of the same site: scheme and registrable domain, or host where there is none
/// (HTML, "schemelessly same site" and its strict form).
pub(crate) fn same_site(one: &Url, other: &Url) -> bool {
    let site = |url: &Url| {
        let host = url.host_str().unwrap_or_default().to_owned();
        (url.scheme().to_owned(), registrable(&host).map_or(host.clone(), str::to_owned))
    };
    site(one) == site(other)
}

/// The address of a page as `Referer` carries it: without fragment and credentials.
pub(crate) fn bare(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    // A URL that cannot have credentials has none.
    let _ = (url.set_username(""), url.set_password(None));
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organizations_of_one_idp_are_one_site_and_the_sp_is_another() {
        let url = |text: &str| Url::parse(text).unwrap();
        let idp = url("http://acme.idp.localhost:4000/saml2");
        assert!(same_site(&idp, &url("http://globex.idp.localhost:4000/")));
        assert!(same_site(&idp, &url("http://acme.idp.localhost:4001/")), "ports make no site");
        assert!(!same_site(&idp, &url("http://127.0.0.1:4000/")));
        assert!(!same_site(&url("http://127.0.0.1/"), &url("http://127.0.0.2/")));
        assert!(!same_site(&url("http://a.example.co.uk/"), &url("http://b.example.org.uk/")));
        assert!(same_site(&url("https://a.example.co.uk/"), &url("https://b.example.co.uk/")));
        assert!(!same_site(&url("https://a.example.com/"), &url("http://a.example.com/")));
    }

    #[test]
    fn loopback_is_trusted_without_tls() {
        for (text, wanted) in [
            ("http://127.0.0.1:80/", true),
            ("http://x.localhost/", true),
            ("http://[::1]/", true),
            ("https://sp.example/", true),
            ("http://sp.example/", false),
            ("http://localhost.example/", false),
        ] {
            assert_eq!(trustworthy(&Url::parse(text).unwrap()), wanted, "{text}");
        }
    }
}
