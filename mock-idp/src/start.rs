//! The IdP served for a test, with one call.

use std::net::{Ipv4Addr, SocketAddr};

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::app::serve;
use crate::idp::MockIdp;
use crate::organization::{
    ApplicationSettings, ApplicationSpec, GroupSpec, KeyPool, Organization, OrganizationSpec, SpecError, UserSpec,
    UserState,
};

/// The group of everybody, for whom every application is.
const EVERYBODY: &str = "everybody";

/// Keys of the size that most IdPs have. JumpCloud's have 4,096 bits, which take seconds to make.
const KEY_BITS: u32 = 2048;

/// An IdP that is served on loopback until this is dropped; made by [`MockIdp::start`].
#[derive(Debug)]
pub struct StartedIdp {
    idp: MockIdp,
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl MockIdp {
    /// Serves an IdP without organizations on a free port of loopback.
    ///
    /// Browsers reach it at `http://idp.localhost:PORT/`, and the organization `acme` at `http://acme.idp.localhost:PORT/`.
    /// Few other programs resolve such names: they connect to [`StartedIdp::address`].
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use mock_idp::MockIdp;
    ///
    /// let idp = MockIdp::start().await?;
    /// let acme = idp
    ///     .organization("acme")
    ///     .user("erin@acme.test", "her password")
    ///     .application("Orders", "https://orders.test/metadata", "https://orders.test/acs")
    ///     .make()?;
    ///
    /// let metadata = reqwest::get(acme.metadata_url("orders")).await?.text().await?;
    /// assert!(metadata.contains("EntityDescriptor"));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn start() -> std::io::Result<StartedIdp> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let url = format!("http://idp.localhost:{}/", address.port());
        let idp = Self::new(url.parse().map_err(std::io::Error::other)?, KeyPool::new(KEY_BITS, None));
        let served = idp.clone();
        let task = tokio::spawn(async move {
            if let Err(error) = serve(listener, served).await {
                tracing::error!(%error, "the mock IdP ended");
            }
        });
        Ok(StartedIdp { idp, address, task })
    }
}

impl StartedIdp {
    /// The IdP itself: its organizations, and its address for browsers.
    pub fn idp(&self) -> &MockIdp {
        &self.idp
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// A new customer with this name (`a-z`, `0-9`, `-`), to be described and [made](OrganizationDraft::make).
    ///
    /// Settings are flipped, and messages read, on the organization that comes of it:
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use mock_idp::MockIdp;
    /// use mock_idp::organization::SettingsPatch;
    ///
    /// let idp = MockIdp::start().await?;
    /// let acme = idp.organization("acme").application("Orders", "orders", "https://orders.test/acs").make()?;
    ///
    /// let declares_redirect = SettingsPatch { declare_redirect_endpoint: Some(true), ..SettingsPatch::default() };
    /// assert!(acme.configure("Orders", &declares_redirect));
    /// let metadata = reqwest::get(acme.metadata_url("orders")).await?.text().await?;
    /// assert!(metadata.contains("HTTP-Redirect"));
    ///
    /// assert!(acme.journal().is_empty(), "nobody has logged in yet");
    /// for message in acme.journal().since(0) {
    ///     println!("{:?} {} {}", message.direction, message.url, message.xml);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn organization(&self, name: &str) -> OrganizationDraft {
        let spec = OrganizationSpec {
            name: Some(name.to_owned()),
            groups: vec![GroupSpec { name: EVERYBODY.to_owned() }],
            ..OrganizationSpec::default()
        };
        OrganizationDraft { idp: self.idp.clone(), name: name.to_owned(), spec }
    }
}

impl Drop for StartedIdp {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A customer in the making; everybody in it may use every application of it.
#[derive(Clone, Debug)]
#[must_use = "there is no organization before `make()`"]
pub struct OrganizationDraft {
    idp: MockIdp,
    name: String,
    spec: OrganizationSpec,
}

impl OrganizationDraft {
    /// A person who can log in.
    pub fn user(mut self, email: &str, password: &str) -> Self {
        self.spec.users.push(UserSpec {
            username: String::new(),
            first_name: String::new(),
            last_name: String::new(),
            company_email: email.to_owned(),
            description: String::new(),
            password: password.to_owned(),
            state: UserState::Active,
            groups: vec![EVERYBODY.to_owned()],
        });
        self
    }

    /// An application as JumpCloud's guide leaves it: signed assertions, and metadata with a redirect endpoint only when that
    /// is switched on. `label` is its name; its IdP URL ends in the label in lower case.
    pub fn application(self, label: &str, sp_entity_id: &str, acs_url: &str) -> Self {
        let settings = ApplicationSettings {
            display_label: label.to_owned(),
            idp_entity_id: format!("{}-idp", self.name),
            sp_entity_id: sp_entity_id.to_owned(),
            acs_urls: vec![acs_url.to_owned()],
            sign: crate::organization::Sign::Assertion,
            ..ApplicationSettings::default()
        };
        self.application_with(settings)
    }

    /// An application with settings of all kinds.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use mock_idp::MockIdp;
    /// use mock_idp::organization::{ApplicationSettings, Sign};
    ///
    /// let idp = MockIdp::start().await?;
    /// let settings = ApplicationSettings {
    ///     display_label: "Orders".to_owned(),
    ///     idp_entity_id: "acme-idp".to_owned(),
    ///     sp_entity_id: "https://orders.test/metadata".to_owned(),
    ///     acs_urls: vec!["https://orders.test/acs".to_owned()],
    ///     sign: Sign::Both,
    ///     ..ApplicationSettings::default()
    /// };
    /// let acme = idp.organization("acme").application_with(settings).make()?;
    /// assert_eq!(acme.directory().applications.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn application_with(mut self, settings: ApplicationSettings) -> Self {
        let groups = vec![EVERYBODY.to_owned()];
        self.spec.applications.push(ApplicationSpec { settings, groups, active: true, uploaded_pair: None });
        self
    }

    /// Makes it. An error says what cannot be: a name that is taken, or is none of a host; two people with one address.
    pub fn make(self) -> Result<Organization, SpecError> {
        // They may be customers of one SP.
        match self.idp.organizations().first() {
            Some(first) => self.idp.create_organization_beside(first, self.spec),
            None => self.idp.create_organization(self.spec),
        }
    }
}
