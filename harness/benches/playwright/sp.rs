//! The reference SP of this program, set up with a mock IdP in this process, for Playwright to log in at.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use http_browser::{Browser, Trust};
use mock_idp::MockIdp;
use mock_idp::organization::KeyPool;
use saml_harness::fixture;

use super::HARNESS;

/// The person who logs in.
pub const EMAIL: &str = "employee@acme.test";

/// A reference SP that knows the mock IdP of this process. It ends with this value.
pub struct Sp {
    /// Without a slash at its end.
    pub url: String,
    pub process: Child,
}

impl Drop for Sp {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Starts both and makes them known to each other, as the guide does.
pub async fn start() -> Sp {
    let mut process =
        Command::new(HARNESS).arg("reference-sp").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let url = line.strip_prefix("ready ").expect("it says where it is").trim().trim_end_matches('/').to_owned();
    let sp = Sp { url, process };

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://idp.localhost:{}/", listener.local_addr().unwrap().port());
    // Keys as large as the harness's: JumpCloud's.
    let idp = MockIdp::new(address.parse().unwrap(), KeyPool::new(4096, None));
    let certificate = reqwest::Client::builder().no_proxy().build().unwrap();
    let certificate = certificate.get(format!("{}/saml/certificate.pem", sp.url)).send().await.unwrap();
    let mut spec = fixture::organization_spec("acme", &fixture::mail_domain("acme"));
    let settings = &mut spec.applications[0].settings;
    settings.sp_entity_id = format!("{}/backoffice", sp.url);
    settings.acs_urls = vec![format!("{}/saml/acs", sp.url)];
    settings.sp_certificate = certificate.text().await.unwrap();
    let organization = idp.create_organization(spec).unwrap();
    tokio::spawn(async move { mock_idp::serve(listener, idp).await.unwrap() });

    let application = organization.directory().applications[0].clone();
    let mut person = Browser::new("bench", &Trust::default()).unwrap();
    person.open(&format!("{}/settings/sso?company=acme", sp.url)).await.unwrap();
    person.fill("input[name=issuer]", &application.settings.idp_entity_id).unwrap();
    person.fill("textarea[name=metadata]", &organization.metadata(&application)).unwrap();
    person.click("#update").await.unwrap();
    assert_eq!(person.page().status, Some(200), "{}", person.page().text);
    sp
}
