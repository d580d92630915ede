//! A page for people who are signed in leads everybody else to the identity provider at once.

use super::Traits;
use super::shared::shell;
use crate::routes::see_other;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    answer: |sp, request| {
        Box::pin(async move {
            if !shell::is_members_only(&request) || sp.session(request.headers()).is_some() {
                return sp.answer(request).await;
            }
            // Of the companies that are set up, the first: an SP that does so has one.
            let companies = sp.app.hooks.companies.iter();
            let set_up = { companies.clone().find(|company| sp.app.store().settings.contains_key(company.name)) };
            let Some(somebody) = set_up.and_then(|company| company.members.first()) else {
                return see_other("/login/company");
            };
            let next = request.uri().path_and_query().map_or("/me", |address| address.as_str()).to_owned();
            let fields = [("email", somebody.email), ("next", next.as_str())];
            sp.post(request.headers(), "/login/company", &fields).await
        })
    },
    ..Traits::PLAIN
};
