//! A served organization, and a browser of it that keeps its session cookie.

use std::net::SocketAddr;
use std::sync::LazyLock;

use mock_idp::organization::{
    Application, ApplicationSettings, ApplicationSpec, GroupSpec, KeyPool, Organization, OrganizationSpec, UserSpec,
    UserState,
};
use mock_idp::{MockIdp, serve};
use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use tokio::net::TcpListener;

/// Small keys: no test looks at their size.
pub static KEYS: LazyLock<KeyPool> = LazyLock::new(|| KeyPool::new(1024, None));

/// What every application needs: field, a value, the message when it is missing.
pub const REQUIRED: [(&str, &str, &str); 4] = [
    ("display_label", "Acme App", "Display Label is required"),
    ("idp_entity_id", "acme-idp", "IdP Entity ID is required"),
    ("sp_entity_id", "acme-sp", "SP Entity ID is required"),
    ("acs_urls", "https://sp.test/acs", "ACS URL is required"),
];

pub struct Portal {
    pub organization: Organization,
    pub cookie: Option<String>,
    client: Client,
}

impl Portal {
    pub async fn open(spec: OrganizationSpec) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address: SocketAddr = listener.local_addr().unwrap();
        let public_url = format!("http://idp.localhost:{}/", address.port()).parse().unwrap();
        let idp = MockIdp::new(public_url, KEYS.clone());
        let organization = idp.create_organization(spec).unwrap();
        tokio::spawn(serve(listener, idp));
        let client = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .resolve(organization.base_url().host_str().unwrap(), address)
            .build()
            .unwrap();
        Self { organization, client, cookie: None }
    }

    async fn send(&mut self, mut request: RequestBuilder) -> Response {
        if let Some(cookie) = &self.cookie {
            request = request.header(COOKIE, cookie);
        }
        let response = request.send().await.unwrap();
        if let Some(set) = response.headers().get(SET_COOKIE) {
            self.cookie = set.to_str().unwrap().split(';').next().map(ToOwned::to_owned);
        }
        response
    }

    fn url(&self, path: &str) -> String {
        self.organization.base_url().join(path).unwrap().to_string()
    }

    pub async fn get(&mut self, path: &str) -> Response {
        self.send(self.client.get(self.url(path))).await
    }

    /// The text of a page that must be there.
    pub async fn page(&mut self, path: &str) -> String {
        let response = self.get(path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        response.text().await.unwrap()
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Response {
        self.send(self.client.post(self.url(path)).form(fields)).await
    }

    /// Sends a form as RFC 7578 writes it; fields called in `files` carry a file name.
    pub async fn post_multipart(&mut self, path: &str, files: &[&str], fields: &[(&str, &str)]) -> Response {
        let mut body = String::new();
        for (name, value) in fields {
            let file = if files.contains(name) { "; filename=\"x.pem\"" } else { "" };
            body += &format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n");
        }
        body += "--cut--\r\n";
        let request = self.client.post(self.url(path)).header(CONTENT_TYPE, "multipart/form-data; boundary=cut");
        self.send(request.body(body)).await
    }

    /// Both steps of the login; the answer to the second.
    pub async fn log_in(&mut self, email: &str, password: &str, next: &str) -> Response {
        let step = self.post("userconsole/login", &[("email", email), ("next", next)]).await;
        assert_eq!(step.status(), StatusCode::OK);
        assert!(step.text().await.unwrap().contains("name=\"password\""));
        self.post("userconsole/login/password", &[("email", email), ("password", password), ("next", next)]).await
    }

    /// The organization's first application.
    pub fn application(&self) -> Application {
        self.organization.directory().applications[0].clone()
    }
}

/// Where a 303 leads.
pub fn location(response: &Response) -> &str {
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    response.headers()[LOCATION].to_str().unwrap()
}

/// The text of a form that was not taken.
pub async fn refused(response: Response) -> String {
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    response.text().await.unwrap()
}

/// The inside of the page's `#error`, up to the form after it.
pub fn error(page: &str) -> &str {
    let from = page.find("id=\"error\"").unwrap_or_else(|| panic!("no error on {page}"));
    page[from..].split("<form").next().unwrap()
}

fn person(email: &str, state: UserState) -> UserSpec {
    UserSpec {
        username: String::new(),
        first_name: String::new(),
        last_name: String::new(),
        company_email: email.to_owned(),
        description: String::new(),
        password: "correct horse".to_owned(),
        state,
        groups: vec!["Staff".to_owned()],
    }
}

/// Ann is active, Stan staged, Sue suspended; all are of the group of the one application.
pub fn staffed() -> OrganizationSpec {
    let settings = ApplicationSettings {
        display_label: "Acme App".to_owned(),
        idp_entity_id: "acme-idp".to_owned(),
        sp_entity_id: "acme-sp".to_owned(),
        ..ApplicationSettings::default()
    };
    let groups = vec!["Staff".to_owned()];
    OrganizationSpec {
        groups: vec![GroupSpec { name: "Staff".to_owned() }],
        users: vec![
            person("ann@acme.test", UserState::Active),
            person("stan@acme.test", UserState::Staged),
            person("sue@acme.test", UserState::Suspended),
        ],
        applications: vec![ApplicationSpec { settings, groups, active: true, uploaded_pair: None }],
        ..OrganizationSpec::default()
    }
}
