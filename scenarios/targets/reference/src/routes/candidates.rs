//! Which companies a response may be for.

use crate::people::Company;
use crate::response::Outline;
use crate::settings::CompanySettings;
use crate::store::{Pending, Store};

/// What tells them.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The companies, with their people.
    pub companies: &'static [Company],
    /// Everything that is remembered.
    pub store: &'a Store,
    /// What the response claims.
    pub outline: &'a Outline,
    /// The request of this browser that it claims to answer.
    pub asked: Option<&'a Pending>,
}

/// The company that the request was made for, else all whose settings name the issuer, for one issuer may serve
/// several companies. Only where SSO is switched on.
pub fn of(question: &Question<'_>) -> Vec<(&'static Company, CompanySettings)> {
    let stored =
        question.companies.iter().filter_map(|company| Some((company, question.store.settings.get(company.name)?)));
    let meant = stored.filter(|(company, settings)| {
        settings.lets_in(question.asked.and_then(|pending| pending.next.as_deref()))
            && match question.asked {
                Some(pending) => pending.company == company.name,
                None => Some(&settings.issuer) == question.outline.issuer.as_ref(),
            }
    });
    meant.map(|(company, settings)| (company, settings.clone())).collect()
}
