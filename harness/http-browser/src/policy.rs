//! A page's Content-Security-Policy, as far as it decides whether a page may send itself and where a form may go
//! (CSP 3). Both have broken sign-ons: a page that may not run its own script stays, a form that may not leave the
//! site goes nowhere.

use openssl::base64::encode_block;
use url::Url;

use crate::loaded::Loaded;

/// All policies of a page; each must allow.
#[derive(Debug)]
pub(crate) struct ContentPolicy {
    policies: Vec<Vec<Directive>>,
    page: Url,
}

#[derive(Debug)]
struct Directive {
    name: String,
    sources: Vec<String>,
}

impl ContentPolicy {
    /// Those of the page's headers and `<meta>` elements.
    pub(crate) fn of(page: &Loaded) -> Self {
        let headers = page.headers.get_all("content-security-policy").iter().filter_map(|value| value.to_str().ok());
        let meta = page.elements().filter(|element| {
            element.value().name() == "meta"
                && element.attr("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("content-security-policy"))
        });
        let texts = headers.chain(meta.filter_map(|meta| meta.attr("content")));
        let policies = texts.flat_map(|text| text.split(',')).map(directives).collect();
        Self { policies, page: page.url.clone() }
    }

    /// Whether an inline script runs.
    pub(crate) fn allows_script(&self, text: &str, nonce: Option<&str>) -> bool {
        self.all(&["script-src-elem", "script-src", "default-src"], |sources| {
            unsafe_inline(sources) || has_nonce(sources, nonce) || has_hash(sources, text)
        })
    }

    /// Whether an event handler of the markup runs.
    pub(crate) fn allows_handler(&self, text: &str) -> bool {
        self.all(&["script-src-attr", "script-src", "default-src"], |sources| {
            unsafe_inline(sources) || (has(sources, "'unsafe-hashes'") && has_hash(sources, text))
        })
    }

    /// Whether any script can run at all.
    pub(crate) fn allows_some_script(&self) -> bool {
        self.all(&["script-src-elem", "script-src", "default-src"], |sources| {
            !sources.is_empty() && !has(sources, "'none'")
        })
    }

    /// Whether a form of the page may go to `url`.
    pub(crate) fn allows_form_to(&self, url: &Url) -> bool {
        self.all(&["form-action"], |sources| self.listed(sources, url))
    }

    /// That it keeps a form, which goes to `action`, from `url`, where that leads; in the words of Chromium's console.
    pub(crate) fn keeps_form_from(&self, url: &Url, action: &Url) -> String {
        let directives = self.policies.iter().flatten().filter(|directive| directive.name == "form-action");
        let stops = directives.filter(|directive| !self.listed(&directive.sources, url)).map(|d| d.sources.join(" "));
        let (page, sources) = (&self.page, stops.collect::<Vec<_>>().join(", "));
        format!(
            "{page} - Sending form data to '{action}' violates the following Content Security Policy directive: \
             \"form-action {sources}\". The request has been blocked."
        )
    }

    /// Holds the first directive of these that each policy has against `allows`.
    fn all(&self, names: &[&str], allows: impl Fn(&[String]) -> bool) -> bool {
        self.policies.iter().all(|policy| {
            let found = names.iter().find_map(|name| policy.iter().find(|directive| directive.name == *name));
            found.is_none_or(|directive| allows(&directive.sources))
        })
    }

    /// CSP 3, "does url match source list".
    fn listed(&self, sources: &[String], url: &Url) -> bool {
        sources.iter().any(|source| match source.as_str() {
            "*" => matches!(url.scheme(), "http" | "https") || url.scheme() == self.page.scheme(),
            "'self'" => matches_self(&self.page, url),
            source if source.starts_with('\'') => false,
            source => matches_source(source, url, &self.page),
        })
    }
}

fn directives(policy: &str) -> Vec<Directive> {
    let mut found: Vec<Directive> = Vec::new();
    for directive in policy.split(';') {
        let mut words = directive.split_ascii_whitespace();
        let Some(name) = words.next().map(str::to_ascii_lowercase) else { continue };
        // Of two directives of one name the first counts.
        if found.iter().all(|other| other.name != name) {
            found.push(Directive { name, sources: words.map(str::to_owned).collect() });
        }
    }
    found
}

fn has(sources: &[String], keyword: &str) -> bool {
    sources.iter().any(|source| source.eq_ignore_ascii_case(keyword))
}

/// `'unsafe-inline'` counts for nothing beside a nonce or a hash.
fn unsafe_inline(sources: &[String]) -> bool {
    let stricter =
        |source: &String| source.starts_with("'nonce-") || source.starts_with("'sha") || source == "'strict-dynamic'";
    has(sources, "'unsafe-inline'") && !sources.iter().any(stricter)
}

fn has_nonce(sources: &[String], nonce: Option<&str>) -> bool {
    nonce.is_some_and(|nonce| !nonce.is_empty() && sources.iter().any(|source| *source == format!("'nonce-{nonce}'")))
}

fn has_hash(sources: &[String], text: &str) -> bool {
    let digests = [
        ("sha256", openssl::sha::sha256(text.as_bytes()).to_vec()),
        ("sha384", openssl::sha::sha384(text.as_bytes()).to_vec()),
        ("sha512", openssl::sha::sha512(text.as_bytes()).to_vec()),
    ];
    digests.iter().any(|(name, digest)| {
        let source = format!("'{name}-{}'", encode_block(digest));
        sources.iter().any(|own| own.replace('-', "+").replace('_', "/") == source.replace('-', "+"))
    })
}

fn matches_self(page: &Url, url: &Url) -> bool {
    let upgraded = page.scheme() == "http" && url.scheme() == "https" && page.host() == url.host();
    page.origin() == url.origin() || (upgraded && page.port().is_none() && url.port().is_none())
}

/// CSP 3, "does url match expression".
fn matches_source(source: &str, url: &Url, page: &Url) -> bool {
    let same_scheme = |scheme: &str| scheme == url.scheme() || (scheme == "http" && url.scheme() == "https");
    if let Some(scheme) = source.strip_suffix(':') {
        return same_scheme(&scheme.to_ascii_lowercase());
    }
    let (scheme, rest) = source.split_once("://").unwrap_or((page.scheme(), source));
    let (place, path) = rest.split_once('/').map_or((rest, ""), |(place, path)| (place, path));
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (place, None),
    };
    let own = url.host_str().unwrap_or_default();
    let host = host.to_ascii_lowercase();
    let at_host = match host.strip_prefix("*.") {
        Some(domain) => own.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.')),
        None => host == "*" || host == own,
    };
    let at_port = match port {
        Some("*") => true,
        Some(port) => url.port_or_known_default().map(|own| own.to_string()).as_deref() == Some(port),
        None => url.port().is_none(),
    };
    let own_path = url.path().trim_start_matches('/');
    let at_path = path.is_empty() || if path.ends_with('/') { own_path.starts_with(path) } else { own_path == path };
    same_scheme(scheme) && at_host && at_port && at_path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loaded::sample;

    fn policy(text: &str) -> ContentPolicy {
        ContentPolicy { policies: text.split(',').map(directives).collect(), page: sample("").url }
    }

    #[test]
    fn a_script_runs_that_a_policy_names() {
        let script = "document.forms[0].submit()";
        let hash = encode_block(&openssl::sha::sha256(script.as_bytes()));
        for (text, wanted) in [
            ("", true),
            ("img-src 'none'", true),
            ("default-src 'self'", false),
            ("default-src 'self'; script-src 'unsafe-inline'", true),
            ("script-src 'unsafe-inline' 'nonce-abc'", false),
            ("script-src 'nonce-n'", true),
            (&format!("script-src 'sha256-{hash}'"), true),
            ("script-src 'unsafe-inline', script-src 'none'", false),
        ] {
            assert_eq!(policy(text).allows_script(script, Some("n")), wanted, "{text}");
        }
        assert!(!policy(&format!("script-src 'sha256-{hash}'")).allows_handler(script));
        assert!(policy(&format!("script-src 'unsafe-hashes' 'sha256-{hash}'")).allows_handler(script));
        assert!(!policy("script-src 'none'").allows_some_script());
    }

    #[test]
    fn a_form_goes_where_a_policy_lets_it() {
        let idp = Url::parse("http://acme.idp.localhost:5000/saml2/app").unwrap();
        for (text, wanted) in [
            ("", true),
            ("default-src 'none'", true),
            ("form-action 'self'", false),
            ("form-action *", true),
            ("form-action http:", true),
            ("form-action https:", false),
            ("form-action http://acme.idp.localhost:5000", true),
            ("form-action http://acme.idp.localhost", false),
            ("form-action *.idp.localhost:*", true),
            ("form-action acme.idp.localhost:5000/saml2/", true),
            ("form-action acme.idp.localhost:5000/other", false),
        ] {
            assert_eq!(policy(text).allows_form_to(&idp), wanted, "{text}");
        }
        assert!(policy("form-action 'self'").allows_form_to(&Url::parse("http://127.0.0.1:8000/x").unwrap()));
    }
}
