//! A case's evidence with what is needed to show it.

use super::identifiers::Identifiers;
use super::normalise::{Variable, normalise};
use crate::evidence::{CaseEvidence, Page};
use crate::judge::at_idp;

/// The evidence of a case, and what its run drew by chance.
pub(super) struct View<'a> {
    pub(super) evidence: &'a CaseEvidence,
    pub(super) identifiers: Identifiers,
    variable: Variable,
}

impl<'a> View<'a> {
    pub(super) fn of(evidence: &'a CaseEvidence) -> Self {
        let identifiers = Identifiers::of(&evidence.messages);
        let surroundings = &evidence.surroundings;
        let variable = Variable {
            sp_base_url: surroundings.sp_base_url.clone(),
            idp_base_url: surroundings.idp_base_url.clone(),
            second_idp_base_url: surroundings.second_idp_base_url.clone(),
            identifiers: identifiers.values(),
        };
        Self { evidence, identifiers, variable }
    }

    /// `text` without what varies from run to run.
    pub(super) fn normalised(&self, text: &str) -> String {
        normalise(text, &self.variable)
    }

    /// Whether an address is the mock IdP's.
    pub(super) fn is_idps(&self, url: &str) -> bool {
        at_idp(url, &self.evidence.surroundings)
    }

    /// A page by status, title and address; the mock IdP's without its title, which is in our words.
    pub(super) fn page_name(&self, page: &Page) -> String {
        let status = page.status.map_or_else(|| "no status".to_owned(), |status| status.to_string());
        if self.is_idps(&page.url) || page.title.is_empty() {
            return format!("{status} ({})", page.url);
        }
        format!("{status} {} ({})", page.title, page.url)
    }
}
