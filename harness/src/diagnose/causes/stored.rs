//! What the service provider has stored, as its page or its admins' tool shows, held against what the customer sent.

use super::super::cause::{Cause, Found, Side};
use super::super::customer::Place;
use super::super::difference;

/// The page that was sent is another application's.
pub const ANOTHER_ORGANIZATION: Cause = Cause {
    id: "metadata-of-another-organization",
    sentence: "The metadata leads to another application, or to another organization at the IdP, than the application whose page was sent: people who log in there are not known.",
    field: "Metadata (Step 4) in the service provider's SSO Settings",
    place: Place::Idp,
    side: Side::Customer,
    mend: &["export-metadata", "issuer", "metadata", "update"],
    also: "Look in the Admin Portal which organization is chosen before you export.",
    support: "Compare the stored SingleSignOnService with the IdP URL of the application.",
    cases: &[],
    settings: "",
    find: |customer| {
        let own = customer.applications.iter().find_map(|one| one.sso_url.as_deref())?;
        let mut all = customer.metadata.iter().flat_map(|one| &one.endpoints).peekable();
        let first = all.peek()?.location.clone();
        let is_same = |location: &str| location.trim_end_matches('/').eq_ignore_ascii_case(own.trim_end_matches('/'));
        (!all.any(|one| is_same(&one.location))).then(|| Found::certain(own, first))
    },
};

/// The SP's own request is the wrong one.
pub const ASKS_FOR_ANOTHER_ACS: Cause = Cause {
    id: "sp-asks-for-another-acs",
    sentence: "The service provider asks for an answer at another ACS URL than its own settings page shows: the customer entered what the page says.",
    field: "ACS URL in the service provider's own configuration",
    place: Place::Idp,
    side: Side::Sp,
    mend: &[],
    also: "Nothing is to be changed at the IdP.",
    support: "Compare AssertionConsumerServiceURL of the AuthnRequest with what Step 2 of the settings page shows, and correct the one that is wrong.",
    cases: &[],
    settings: "",
    find: |customer| {
        let asked = customer.requests.last()?.acs_url.as_deref()?;
        let listed = customer.applications.iter().find_map(|one| one.acs_urls.as_ref())?;
        if listed.iter().any(|url| url == asked) {
            return None;
        }
        // What the page shows is sent as the page, in the service provider's metadata, or in words.
        let on_page = customer.sp_settings.iter().filter_map(|one| one.acs_url.as_deref());
        let of_metadata = customer.sp_metadata.iter().flat_map(|one| &one.endpoints).map(|one| one.location.as_str());
        let shown: Vec<&str> = on_page.chain(of_metadata).collect();
        let words = |url: &str| {
            let mut lines = customer.words.lines();
            lines.any(|line| {
                let low = line.to_lowercase();
                let is_acs = low.contains("acs") || low.contains("assertion consumer");
                is_acs
                    && line.contains(url)
                    && ["step 2", "your ", "settings", "schritt 2", "ihre", "votre"]
                        .iter()
                        .any(|word| low.contains(word))
            })
        };
        let entered = listed.iter().find(|url| shown.contains(&url.as_str()) || words(url))?;
        let differ = difference::of(entered, asked).unwrap_or_default();
        Some(Found::certain(entered.clone(), format!("{asked} (they differ by {differ})")))
    },
};
