//! The look-up: who is signed in, read from the target's protected page. It changes nothing; while it is on, the mock IdP
//! lets nobody in.

mod decide;
mod json;
mod learned;
mod place;

use std::time::{Duration, Instant};

pub use learned::Learned;

use self::decide::{Seen, decide};
use self::learned::ToNobody;
use self::place::{login_form, place, waits_for_login};
use super::engine::{AtRest, Glance, Wanted};
use super::person::{Person, absolute, expand};
use super::{ProvisionedSp, RunError};
use crate::action::Action;
use crate::evidence::{Arrived, Identity, Page, Sign};
use crate::judge::path;
use crate::placeholder::Values;
use crate::target::{SignedIn, Target};

/// Pause before the page is looked at again.
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// How long a page must stand that was looked at for all the time there is before.
const KNOWN_PAGE_STANDS: Duration = Duration::from_millis(500);

/// What a look-up needs at hand.
#[derive(Clone, Copy)]
pub struct LookUp<'a> {
    /// The SP.
    pub target: &'a Target,
    /// Where it all stands.
    pub provisioned: &'a ProvisionedSp,
    /// What templates see.
    pub values: &'a Values,
}

impl LookUp<'_> {
    fn signed_in(&self) -> &SignedIn {
        &self.target.signed_in
    }

    fn begin(&self) {
        self.provisioned.companies.iter().for_each(|company| company.organization.begin_look_up());
    }

    fn end(&self) {
        self.provisioned.companies.iter().for_each(|company| {
            company.organization.end_look_up();
        });
    }

    fn is_led_to_idp(&self) -> bool {
        self.provisioned.companies.iter().any(|company| company.organization.is_led_here())
    }
}

impl Person<'_> {
    /// Who is signed in, read from the target's protected page.
    pub async fn identity(&mut self, look_up: LookUp<'_>) -> Result<Identity, RunError> {
        self.forget_answers();
        self.seen.look_up(None);
        // Who is signed in is for the SP to say, and not for what the browser has kept of a page.
        self.browser.ask_anew(true).await?;
        look_up.begin();
        let read = self.looked_up_anew(look_up).await;
        look_up.end();
        let mut identity = read?;
        self.browser.ask_anew(false).await?;
        if identity.user.is_some() {
            self.learned.somebody_seen();
        }
        self.seen.look_up(self.browser.source().map(|source| (identity.page.url.clone(), source)));
        self.picture(&mut identity.page).await?;
        // The look-up is no part of the login; its documents must not be taken for it.
        self.take_documents();
        Ok(identity)
    }

    /// The same at the end of a login, whose own last page is read first.
    pub async fn identity_after_login(&mut self, look_up: LookUp<'_>) -> Result<Identity, RunError> {
        self.picture_end().await?;
        let arrived = self.arrived(look_up).await?;
        Ok(Identity { arrived, ..self.identity(look_up).await? })
    }

    /// Sees once a run what the SP shows to nobody. The browser must be empty, and is to be emptied afterwards.
    pub async fn learn_nobody(&mut self, look_up: LookUp<'_>) -> Result<(), RunError> {
        let learned = self.learned;
        let seen = learned.nobody.get_or_try_init(|| async {
            let Some(open) = &look_up.signed_in().open else { return Ok(None) };
            look_up.begin();
            let read = self.shown_to_nobody(look_up, open).await;
            look_up.end();
            let (nobody, mut identity) = read?;
            self.picture(&mut identity.page).await?;
            self.keep_picture(&identity.page)?;
            self.take_documents();
            Ok::<_, RunError>(Some((nobody, identity)))
        });
        seen.await.map(|_| ())
    }

    async fn shown_to_nobody(&mut self, look_up: LookUp<'_>, open: &str) -> Result<(ToNobody, Identity), RunError> {
        self.go_to(look_up, open).await?;
        let signed_in = look_up.signed_in();
        // A menu or a user that is drawn later would be taken for what nobody is shown: here all the time is taken.
        let seen = if signed_in.json.is_some() { None } else { Some(self.last_look(look_up).await?) };
        let (identity, plain, way, texts) = match seen {
            Some(seen) => {
                let (plain, way, texts) = (seen.plain(), seen.place.way.clone(), seen.texts.clone());
                let sign = decide(signed_in, &seen, &self.learned.facts()).unwrap_or_default();
                (identity_of(seen, sign), plain, way, texts)
            }
            None => {
                let rest = self.browser.at_rest().await?;
                let identity = self.in_json(look_up).await?;
                let place = place(look_up, &identity.page.url, false, self.has_login_form(look_up).await?);
                let plain = learned::plain(&identity.page.url, &rest.text);
                let blank = self.blank_in_json(look_up).await?;
                let texts = identity.user.clone().or(blank).into_iter().collect();
                (identity, plain, place.way, texts)
            }
        };
        Ok((ToNobody { plain, way, texts }, identity))
    }

    /// The page as it is when it has had all its time, or cannot change any more.
    async fn last_look(&mut self, look_up: LookUp<'_>) -> Result<Seen, RunError> {
        let mut watch = Watch::begin(look_up.signed_in().timeout);
        loop {
            let seen = self.see(look_up, &mut watch).await?;
            let can_change = seen.runs_scripts && seen.rest.has_scripts;
            if !can_change || seen.is_over || seen.is_led_to_idp && seen.rest.is_quiet || seen.nobody == Some(true) {
                return Ok(Seen { is_over: true, ..seen });
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    async fn go_to(&mut self, look_up: LookUp<'_>, open: &str) -> Result<(), RunError> {
        let url = absolute(&expand(look_up.values, open)?, look_up.values)?;
        self.browser.open(&url).await
    }

    /// Who is signed in, read again where that page was interrupted and shows no user: what was answered may have led away.
    async fn looked_up_anew(&mut self, look_up: LookUp<'_>) -> Result<Identity, RunError> {
        let before = self.answered.count();
        let identity = self.looked_up(look_up).await?;
        if identity.user.is_some() || self.answered.count() == before || look_up.signed_in().open.is_none() {
            return Ok(identity);
        }
        self.looked_up(look_up).await
    }

    async fn looked_up(&mut self, look_up: LookUp<'_>) -> Result<Identity, RunError> {
        let signed_in = look_up.signed_in();
        if let Some(open) = &signed_in.open {
            self.go_to(look_up, open).await?;
        }
        if signed_in.json.is_some() {
            return self.judged_json(look_up).await;
        }
        if !signed_in.steps.is_empty()
            && let Some(identity) = self.opened_to_the_user(look_up).await?
        {
            return Ok(identity);
        }
        let (seen, sign, after) = self.watch(look_up).await?;
        let has_gone_on = !signed_in.steps.is_empty() && !self.take_documents().is_empty();
        if sign == Sign::Absent && !signed_in.steps.is_empty() && !seen.runs_scripts && !has_gone_on {
            let reason = "its `steps` under `[signed_in]` led to no other page, and the http engine runs no scripts that may \
                 show the user; use `--engine browser`";
            return Ok(identity_of(seen, Sign::Unclear(reason.to_owned())));
        }
        if sign == Sign::User && signed_in.script.is_none() && signed_in.open.is_some() && signed_in.steps.is_empty() {
            let served = self.browser.served_texts_of(&signed_in.user, signed_in.attribute.as_deref()).await?;
            if let Some(served) = served {
                self.learned.user_seen(seen.user().is_some_and(|user| served.contains(user)), after);
            }
        }
        Ok(identity_of(seen, sign))
    }

    /// Does the steps that lead to where the user is shown; an identity where there is nobody who could do them.
    async fn opened_to_the_user(&mut self, look_up: LookUp<'_>) -> Result<Option<Identity>, RunError> {
        let signed_in = look_up.signed_in();
        let mut watch = Watch::begin(signed_in.timeout);
        let seen = loop {
            let seen = self.see(look_up, &mut watch).await?;
            let facts = self.learned.facts();
            let may_be_nobody = seen.nobody == Some(true)
                || seen.is_led_to_idp
                || !matches!(seen.page.status, Some(200..=299))
                || facts.nobody.as_ref().is_some_and(|nobody| nobody.plain == seen.plain());
            if !may_be_nobody || seen.user().is_some() {
                break seen;
            }
            if let Some(sign) = decide(signed_in, &seen, &facts) {
                return Ok(Some(identity_of(seen, sign)));
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        };
        // Where the steps themselves lead is asked for afterwards.
        self.take_documents();
        let actions: Vec<Action> = signed_in.steps.iter().map(|step| step.action.clone()).collect();
        match self.actions(&actions, &mut look_up.values.clone(), &look_up.target.folder, false).await {
            Ok(()) => Ok(None),
            Err(RunError::Selector { selector, .. } | RunError::NotReady { selector, .. }) => {
                let seen = Seen { is_over: true, ..seen };
                let sign = match decide(signed_in, &seen, &self.learned.facts()) {
                    Some(Sign::Unclear(reason)) => {
                        Sign::Unclear(format!("`{selector}` of `steps` is not there, and {reason}"))
                    }
                    sign => sign.unwrap_or_default(),
                };
                Ok(Some(identity_of(seen, sign)))
            }
            Err(error) => Err(error),
        }
    }

    /// Looks at the page until it is decided who is signed in; also, how long that took.
    async fn watch(&mut self, look_up: LookUp<'_>) -> Result<(Seen, Sign, Duration), RunError> {
        let mut watch = Watch::begin(look_up.signed_in().timeout);
        loop {
            let seen = self.see(look_up, &mut watch).await?;
            if let Some(sign) = decide(look_up.signed_in(), &seen, &self.learned.facts()) {
                if sign.unclear().is_some() && seen.is_over {
                    self.learned.looked_in_vain(seen.plain());
                }
                let after = watch.begun.elapsed().saturating_sub(seen.stands);
                return Ok((seen, sign, after));
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    async fn see(&mut self, look_up: LookUp<'_>, watch: &mut Watch) -> Result<Seen, RunError> {
        let signed_in = look_up.signed_in();
        self.clear_the_way(look_up.values).await?;
        let login = login_form(look_up);
        let user = signed_in
            .script
            .is_none()
            .then(|| Wanted { selector: signed_in.user.clone(), attribute: signed_in.attribute.clone() });
        let nobody = signed_in.nobody.as_deref().map(wanted);
        let form = login.as_ref().map(|(selector, _)| wanted(selector));
        let all: Vec<Wanted> = [&user, &nobody, &form].into_iter().flatten().cloned().collect();
        let Glance { mut page, rest, texts } = self.browser.glance(&all).await?;
        let mut texts = texts.into_iter();
        let mut next = |is_wanted: bool| if is_wanted { texts.next().unwrap_or_default() } else { Vec::new() };
        let (mut shown, nobody_is, form_is) = (next(user.is_some()), next(nobody.is_some()), next(form.is_some()));
        self.add_source(&mut page);
        if let Some(script) = &signed_in.script {
            shown = self.browser.value_of(script).await?.into_iter().collect();
        }
        let texts = shown;
        let nobody = nobody.map(|_| !nobody_is.is_empty());
        let has_login_form = login.is_some_and(|(_, is_field)| waits_for_login(&form_is, is_field));
        let (stands, is_over) = watch.stands(&page, &texts, &rest);
        let (is_led_to_idp, runs_scripts) = (look_up.is_led_to_idp(), self.browser.pages_change());
        let has_user = nobody != Some(true) && texts.iter().any(|text| !text.trim().is_empty());
        let place = place(look_up, &page.url, has_user, has_login_form);
        let mut seen =
            Seen { page, place, texts, nobody, has_login_form, rest, stands, is_over, is_led_to_idp, runs_scripts };
        seen.is_over |=
            seen.rest.is_quiet && seen.stands >= KNOWN_PAGE_STANDS && self.learned.is_in_vain(&seen.plain());
        Ok(seen)
    }

    /// Whether the first thing that the login's steps do waits to be done.
    async fn has_login_form(&mut self, look_up: LookUp<'_>) -> Result<bool, RunError> {
        let Some((selector, is_field)) = login_form(look_up) else { return Ok(false) };
        Ok(waits_for_login(&self.browser.texts_of(&selector, None).await?, is_field))
    }

    async fn in_json(&mut self, look_up: LookUp<'_>) -> Result<Identity, RunError> {
        self.clear_the_way(look_up.values).await?;
        let signed_in = look_up.signed_in();
        let page = self.look().await?;
        let pointer = signed_in.json.as_deref().unwrap_or_default();
        let (user, sign) = json::user(page.status, &self.browser.answer().await?, pointer);
        Ok(Identity { user, sign, page, ..Identity::default() })
    }

    /// The text in JSON that would be the user, where it is empty.
    async fn blank_in_json(&mut self, look_up: LookUp<'_>) -> Result<Option<String>, RunError> {
        let pointer = look_up.signed_in().json.as_deref().unwrap_or_default();
        Ok(json::blank(&self.browser.answer().await?, pointer))
    }

    /// The user in JSON. What is no JSON is nobody where nobody was led to the same page, as to a login; and what has no
    /// user is nobody only where it was asked for, or nobody was led there before.
    async fn judged_json(&mut self, look_up: LookUp<'_>) -> Result<Identity, RunError> {
        let identity = self.in_json(look_up).await?;
        if identity.user.is_some() {
            return Ok(identity);
        }
        if look_up.is_led_to_idp() {
            return Ok(Identity { sign: Sign::LedToIdp, ..identity });
        }
        let rest = self.browser.at_rest().await?;
        let place = place(look_up, &identity.page.url, false, self.has_login_form(look_up).await?);
        let pointer = look_up.signed_in().json.as_deref().unwrap_or_default();
        let text = learned::plain_text(&rest.text);
        let (status, facts) = (identity.page.status, self.learned.facts());
        let is_blank = self.blank_in_json(look_up).await?.is_some();
        if is_blank && json::is_nameless(&place, status, &facts) {
            let reason = format!("`{pointer}` is there, which nobody is shown, and it is empty");
            return Ok(Identity { sign: Sign::Nameless(reason), ..identity });
        }
        let sign = json::without_user(identity.sign, &place, status, &text, pointer, &facts);
        Ok(Identity { sign, ..identity })
    }

    /// What the login's own last page shows, if it is the SP's.
    async fn arrived(&mut self, look_up: LookUp<'_>) -> Result<Option<Arrived>, RunError> {
        let signed_in = look_up.signed_in();
        let base = expand(look_up.values, "{sp.base_url}")?;
        let Some(here) = self.page().map(|page| page.url.clone()).filter(|url| is_same_site(url, &base)) else {
            return Ok(None);
        };
        let is_here = |template: &str| -> Result<bool, RunError> {
            Ok(path(&absolute(&expand(look_up.values, template)?, look_up.values)?) == path(&here))
        };
        let is_at_login = is_here(&look_up.target.login.start)?;
        let by = |has_login_form: bool| if has_login_form { Sign::Nobody } else { Sign::Absent };
        if signed_in.json.is_some() || !signed_in.steps.is_empty() {
            let has_login_form = is_at_login && self.has_login_form(look_up).await?;
            return Ok(Some(Arrived { sign: by(has_login_form), ..Arrived::default() }));
        }
        let would_show = match &signed_in.open {
            Some(open) => is_here(open)?,
            None => true,
        };
        let mut seen = self.see(look_up, &mut Watch::begin(Duration::ZERO)).await?;
        let has_login_form = is_at_login && seen.has_login_form;
        let mut sign = by(has_login_form);
        // The page after a login need not show the user. It is waited for only where it would, and where somebody seems to
        // be nobody.
        if seen.user().is_some() {
            sign = Sign::User;
        } else if would_show || has_login_form || seen.nobody == Some(true) {
            (seen, sign, _) = self.watch(look_up).await?;
            if matches!(sign, Sign::Absent | Sign::Unclear(_)) && has_login_form {
                sign = Sign::Nobody;
            }
            if sign == Sign::Absent && signed_in.open.is_some() {
                sign = Sign::Nobody;
            }
        }
        let Identity { user, texts, sign, .. } = identity_of(seen, sign);
        Ok(Some(Arrived { user, texts, sign }))
    }
}

fn wanted(selector: &str) -> Wanted {
    Wanted { selector: selector.to_owned(), attribute: None }
}

fn identity_of(seen: Seen, sign: Sign) -> Identity {
    let user = if sign == Sign::User { seen.user().cloned() } else { None };
    // Beside the sign of nobody the text is no user, and may be what is to be told.
    let texts = if seen.texts.len() > 1 || sign == Sign::Nobody { seen.texts } else { Vec::new() };
    Identity { user, texts, sign, page: seen.page, arrived: None }
}

fn is_same_site(url: &str, base: &str) -> bool {
    let origin = |url: &str| url::Url::parse(url).ok().map(|url| url.origin());
    origin(url).is_some() && origin(url) == origin(base)
}

/// How long a page has been looked at, and how long it has not changed.
struct Watch {
    begun: Instant,
    limit: Duration,
    since: Instant,
    last: Option<(String, Vec<String>, String)>,
}

impl Watch {
    fn begin(limit: Duration) -> Self {
        let now = Instant::now();
        Self { begun: now, limit, since: now, last: None }
    }

    /// For how long the page has stood as it is, and whether its time is over.
    fn stands(&mut self, page: &Page, texts: &[String], rest: &AtRest) -> (Duration, bool) {
        let now = (page.url.clone(), texts.to_vec(), rest.text.clone());
        if self.last.as_ref() != Some(&now) {
            (self.since, self.last) = (Instant::now(), Some(now));
        }
        (self.since.elapsed(), self.begun.elapsed() >= self.limit)
    }
}
