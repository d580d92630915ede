//! Addresses on the command line.

use url::{Host, Url};

/// The endpoint of a WebDriver.
pub(super) fn webdriver(text: &str) -> Result<String, String> {
    let url = web_url(text, "https://grid.example/wd/hub")?;
    Ok(url.to_string())
}

/// Where browsers reach the mock IdP: every organization has a name below its host.
pub(super) fn idp_url(text: &str) -> Result<Url, String> {
    let url = web_url(text, "http://idp.test:8443")?;
    if !matches!(url.host(), Some(Host::Domain(_))) {
        return Err("give a host name: each customer of the IdP has a name below it, as `acme.idp.test`".to_owned());
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
        return Err("give scheme, host and port alone: the IdP's paths begin at the host's root".to_owned());
    }
    Ok(url)
}

fn web_url(text: &str, example: &str) -> Result<Url, String> {
    let help = format!("write a whole URL, as `{example}`");
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(url),
        Ok(url) => Err(format!("`{}` is no scheme of the web; {help}", url.scheme())),
        Err(error) => Err(format!("{error}; {help}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_is_on_the_web() {
        assert_eq!(webdriver("https://grid.example/wd/hub").unwrap(), "https://grid.example/wd/hub");
        assert_eq!(webdriver("http://127.0.0.1:4444").unwrap(), "http://127.0.0.1:4444/");
        for wrong in ["grid.example", "localhost:4444", "ws://grid.example", "https://"] {
            let said = webdriver(wrong).unwrap_err();
            assert!(said.ends_with("write a whole URL, as `https://grid.example/wd/hub`"), "{wrong}: {said}");
        }
    }

    #[test]
    fn an_idp_has_a_name_of_its_own() {
        assert_eq!(idp_url("https://idp.test:8443").unwrap().as_str(), "https://idp.test:8443/");
        assert!(idp_url("http://192.0.2.7:8443").unwrap_err().contains("a host name"));
        assert!(idp_url("http://idp.test/saml").unwrap_err().contains("at the host's root"));
    }
}
