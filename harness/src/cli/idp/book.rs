//! The catalogue as a book of recipes, by the ids of its cases.

use mock_idp::RecipeBook;
use mock_idp::organization::{Next, Organization, SettingsPatch};
use mock_idp::recipe::Script;
use url::Url;

use crate::cli::{Failure, catalogue};
use crate::fixture;
use crate::placeholder::Values;
use crate::plan::{Case, Selection, plan};
use crate::scenario::recipe_values;

/// Every case that is told by one response of the IdP.
#[derive(Debug)]
pub(super) struct Book {
    cases: Vec<Case>,
}

impl Book {
    /// The cases of the shipped catalogue.
    pub(super) fn of_catalogue() -> Result<Self, Failure> {
        let loaded = catalogue::load(&[])?;
        let target = catalogue::target(None).map_err(Failure::usage)?;
        let planned = plan(&loaded.scenarios, &[], &target, &Selection::default()).map_err(Failure::usage)?;
        // Another company's key is none that this IdP has.
        let is_one_response = |case: &Case| {
            let is_plain = case.recipe.steps.is_empty() && case.idp == SettingsPatch::default();
            !is_plain && !case.needs_second_company()
        };
        Ok(Self { cases: planned.cases.into_iter().filter(is_one_response).collect() })
    }
}

impl RecipeBook for Book {
    fn names(&self) -> Vec<(String, String)> {
        self.cases.iter().map(|case| (case.id.to_string(), case.title.clone())).collect()
    }

    /// A case by its id, or a scenario's first.
    fn find(&self, name: &str, organization: &Organization) -> Option<Next> {
        let case = self.cases.iter().find(|case| *case.id == *name);
        let case = case.or_else(|| self.cases.iter().find(|case| case.id.scenario() == name))?;
        let script = Script {
            recipe: case.recipe.clone(),
            values: recipe_values(&values(organization, &case.flow.user)),
            signs_last: case.recipe.signs_last(),
            second_company: None,
        };
        Some(Next { name: case.id.to_string(), script, settings: case.idp.clone() })
    }
}

/// What the placeholders of a recipe stand for: people by the names of the personas, and the SP of the first application.
fn values(organization: &Organization, persona: &str) -> Values {
    let directory = organization.directory();
    let domain = directory.users.first().and_then(|user| user.company_email.split_once('@')).map(|(_, domain)| domain);
    let domain = domain.map_or_else(|| fixture::mail_domain(organization.name()), str::to_owned);
    let mut values = fixture::values(organization.name(), &domain, persona);
    let Some(application) = directory.applications.first() else { return values };
    let settings = &application.settings;
    let acs_url = settings.acs_urls.first().cloned().unwrap_or_default();
    let base_url = Url::parse(&acs_url).map(|url| url.origin().ascii_serialization()).unwrap_or_default();
    for (name, text) in [
        ("sp.base_url", base_url),
        ("sp.acs_url", acs_url),
        ("sp.entity_id", settings.sp_entity_id.clone()),
        ("sp.certificate_pem", settings.sp_certificate.clone()),
        ("idp.entity_id", settings.idp_entity_id.clone()),
        ("idp.sso_url", organization.sso_location(settings)),
        ("idp.metadata_url", organization.metadata_url(&settings.idp_url_suffix)),
        ("idp.metadata_xml", organization.metadata(application)),
        ("idp.certificate_pem", application.key_pair.certificate_pem().unwrap_or_default()),
        ("idp.admin_url", format!("{}admin", organization.base_url())),
        ("idp.portal_url", format!("{}userconsole", organization.base_url())),
    ] {
        values.set(name, text);
    }
    values
}
