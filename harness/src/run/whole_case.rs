//! A case from its first step to the look-up at its end.

use std::time::Duration;

use http_browser::Trust;
use mock_idp::organization::SubjectField;

use super::client::{body, client};
use super::flow::Flow;
use super::guide_reader::Reader;
use super::idp_script;
use super::look_up::LookUp;
use super::person::{Person, absolute, expand, optional};
use super::provisioned::ProvisionedSp;
use super::{Engine, RunError};
use crate::evidence::{CaseEvidence, Checkpoint};
use crate::fixture;
use crate::guide::Place;
use crate::placeholder::Values;
use crate::plan::{Case, GuideRun, Stage};
use crate::sp_metadata::decode;
use crate::target::Target;

/// How long the protected page may take for somebody without cookies. It is one request without a browser, and the page
/// was there a moment ago.
const WITHOUT_COOKIES: Duration = Duration::from_secs(10);

/// Guide or plain, then the login and the look-up. With a `portal`, what a guide has the reader do at the IdP is done there.
pub(super) async fn run_case(
    target: &Target,
    case: &Case,
    provisioned: &ProvisionedSp,
    portal: Option<&mut dyn Engine>,
    person: &mut Person<'_>,
    evidence: &mut CaseEvidence,
) -> Result<(), RunError> {
    let company = provisioned.company(0)?;
    let values = match &case.guide {
        Some(guide) => follow(target, case, guide, provisioned, portal, person, evidence).await?,
        None => {
            let mut values = company.values.clone();
            let of_case = target.idp.overlaid(&case.idp).subject_field;
            fixture::set_name_ids(&mut values, of_case.unwrap_or(SubjectField::Email));
            fixture::set_user(&mut values, &case.flow.user);
            values
        }
    };
    person.provisioning = false;
    if case.guide.is_some() || case.category == "misconfiguration" {
        let inserted = if case.guide.is_some() { "{guide.metadata}" } else { "{idp.metadata_xml}" };
        // Before the export there is none.
        evidence.idp_metadata = values.expand(inserted).ok().filter(|text| !text.is_empty());
    }
    // Read on the way, where a guide was followed.
    for (place, name) in
        [(&mut evidence.surroundings.acs_url, "sp.acs_url"), (&mut evidence.surroundings.sp_entity_id, "sp.entity_id")]
    {
        if place.is_empty() {
            *place = optional(&values, name)?.unwrap_or_default();
        }
    }
    if idp_script::is_armed_at_first(case) {
        idp_script::arm(case, provisioned, &values)?;
    }
    let mut flow = Flow::new(target, case, provisioned, values);
    let done = flow.run(person).await;
    evidence.checks = std::mem::take(&mut flow.checks);
    evidence.sign_outs = std::mem::take(&mut flow.sign_outs);
    done?;
    let identity = person.identity_after_login(LookUp { target, provisioned, values: &flow.values }).await?;
    evidence.seen_without_cookies = seen_without_cookies(target, &flow.values, identity.shown()).await?;
    evidence.identity = Some(identity);
    Ok(())
}

/// Whether the protected page names `user` to somebody who has no cookie at all; none when there is nothing to ask.
async fn seen_without_cookies(target: &Target, values: &Values, user: Option<&str>) -> Result<Option<bool>, RunError> {
    let (Some(page), Some(user)) = (&target.signed_in.open, user) else { return Ok(None) };
    let url = absolute(&expand(values, page)?, values)?;
    // An SP that only the browser can reach cannot be asked from here.
    Ok(without_cookies(&url, &target.trust, WITHOUT_COOKIES).await.ok().map(|text| text.contains(user)))
}

/// What the page shows to somebody without cookies, unless that takes longer than `limit`.
async fn without_cookies(url: &str, trust: &Trust, limit: Duration) -> Result<String, reqwest::Error> {
    let answer = client(trust)?.get(url).timeout(limit).send().await?;
    let kind = answer.headers().get(http::header::CONTENT_TYPE);
    let kind = kind.map(|kind| String::from_utf8_lossy(kind.as_bytes()).into_owned());
    Ok(decode(&body(answer).await?, kind.as_deref()))
}

/// Follows a guide's stages; the values at its end are what the last login uses.
async fn follow(
    target: &Target,
    case: &Case,
    guide: &GuideRun,
    provisioned: &ProvisionedSp,
    mut portal: Option<&mut dyn Engine>,
    person: &mut Person<'_>,
    evidence: &mut CaseEvidence,
) -> Result<Values, RunError> {
    let mut values = provisioned.company(0)?.values.clone();
    for (name, template) in &guide.values {
        values.set_template(&format!("guide.{name}"), template.clone());
    }
    let organization = &provisioned.company(0)?.organization;
    let mut reader =
        Reader::new(target, case.guide_name().unwrap_or_default(), organization, provisioned.folder(), values);
    person.provisioning = true;
    reader.begin(person).await?;
    for stage in &guide.stages {
        match stage {
            Stage::Follow(step) => {
                person.provisioning = true;
                match portal.as_deref_mut().filter(|_| step.at == Place::Idp) {
                    Some(portal) => {
                        let mut there = person.at(portal);
                        let done = reader.follow(step, &mut there).await;
                        let steps = there.steps;
                        person.steps.extend(steps);
                        done?;
                    }
                    None => reader.follow(step, person).await?,
                }
            }
            Stage::Login(_) => {
                person.provisioning = false;
                reader.leave();
                let from = person.steps.len();
                let mut flow = Flow::new(target, case, provisioned, with_idp_login(&reader.values)?);
                flow.run(person).await?;
                let steps = from..person.steps.len();
                let identity =
                    person.identity_after_login(LookUp { target, provisioned, values: &reader.values }).await?;
                evidence.checkpoint = Some(Checkpoint { steps, identity });
            }
        }
    }
    with_idp_login(&reader.values)
}

/// At the IdP the person logs in with what the guide had them type there.
fn with_idp_login(values: &Values) -> Result<Values, RunError> {
    let mut values = values.clone();
    for (name, template) in [("idp_login.email", "{guide.company_email}"), ("idp_login.password", "{guide.password}")] {
        let text = expand(&values, template)?;
        values.set(name, text);
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_page_that_never_comes_is_not_waited_for() {
        let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/me", silent.local_addr().unwrap());
        let error = without_cookies(&url, &Trust::default(), Duration::from_millis(50)).await.unwrap_err();
        assert!(error.is_timeout(), "{error}");
    }
}
