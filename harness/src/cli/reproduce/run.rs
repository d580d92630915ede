//! The login as the customer has it, run before and after the mend.

use std::path::Path;
use std::sync::Arc;

use tokio::sync::watch;

use super::super::driving::Driving;
use super::super::{Failure, catalogue};
use crate::diagnose::letter::Ran;
use crate::diagnose::{End, Place, Repeat};
use crate::evidence::CaseEvidence;
use crate::judge;
use crate::outcome::{Outcome, Phase};
use crate::plan::{self, Selection};
use crate::run::EngineName;
use crate::target::Target;

/// Runs both cases of `repeat`, whose files are below `folder`, and holds the first against what the customer saw.
pub(super) async fn both(
    folder: &Path,
    repeat: &Repeat,
    target: &Target,
    seen: Option<&End>,
    driving: &Driving,
) -> Result<Ran, Failure> {
    let more = if repeat.files.is_empty() { Vec::new() } else { vec![folder.to_owned()] };
    let loaded = catalogue::load(&more)?;
    let filters = vec![repeat.before.clone(), repeat.after.clone()];
    let only = Some(filters.iter().cloned().collect());
    let selection = Selection { filters, only, ..Selection::default() };
    let plan = plan::plan(&loaded.scenarios, &loaded.guides, target, &selection).map_err(Failure::usage)?;
    plan::may_attack(&plan, target, &driving.i_own).map_err(Failure::usage)?;
    if driving.engine == EngineName::Browser {
        // Known before anything is started.
        driving.browser().find().map_err(Failure::trouble)?;
    }
    let temporary = tempfile::TempDir::with_prefix("saml-harness-").map_err(Failure::trouble)?;
    let options = driving.options(temporary.path().to_owned())?;
    // The sender is kept: a dropped one would look like somebody who ends the run.
    let (_stop, stopped) = watch::channel(false);
    let evidence = crate::run::run(Arc::new(plan), target.clone(), options, Arc::new(()), stopped).await;
    let evidence = evidence.map_err(Failure::trouble)?;
    let of = |id: &str| evidence.cases.iter().find(|kept| kept.case() == id).map(|kept| outcome(&kept.seen()));
    let (before, after) = (of(&repeat.before), of(&repeat.after));
    let words = |outcome: &Result<Outcome, String>| match outcome {
        Ok(outcome) => outcome.in_words(),
        Err(why) => format!("not verified: {why}"),
    };
    let ours = before.as_ref().and_then(|outcome| outcome.as_ref().ok());
    let same = ours.and_then(|ours| is_same(seen?, ours));
    let theirs = seen.and_then(|seen| seen.status);
    Ok(Ran {
        same,
        is_status_same: theirs.zip(ours.and_then(|ours| ours.http_status)).map(|(theirs, ours)| theirs == ours),
        before: before.map(|outcome| (repeat.before.clone(), words(&outcome))),
        after: after.map(|outcome| (repeat.after.clone(), words(&outcome))),
        remark: None,
    })
}

fn outcome(case: &CaseEvidence) -> Result<Outcome, String> {
    if let Some(incident) = &case.incident {
        return Err(incident.message.clone());
    }
    match &case.not_applicable {
        Some(reason) => Err(reason.clone()),
        None => judge::outcome(case),
    }
}

/// Whether both ended at the same place, and as well or as badly; none where nothing says where the customer's ended.
/// Statuses differ from SP to SP and decide nothing.
fn is_same(customer: &End, ours: &Outcome) -> Option<bool> {
    let place = match ours.phase {
        Phase::Provision | Phase::Start => Place::Start,
        Phase::Idp => Place::Idp,
        Phase::Acs | Phase::After => Place::Acs,
    };
    let good = ours.kind.is_signed_in();
    if good || customer.is_good {
        return Some(good == customer.is_good);
    }
    customer.place.map(|seen| seen == place)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::outcome::OutcomeKind;

    #[rstest]
    #[case::nobody_says_where(None, false, None)]
    #[case::at_the_same_place(Some(Place::Acs), false, Some(true))]
    #[case::at_another(Some(Place::Idp), false, Some(false))]
    #[case::theirs_went_through(Some(Place::Acs), true, Some(false))]
    fn the_same_is_said_where_both_ends_are_known(
        #[case] place: Option<Place>,
        #[case] is_good: bool,
        #[case] expected: Option<bool>,
    ) {
        let customer = End { place, status: None, words: String::new(), is_recorded: true, is_good };
        let ours = Outcome {
            kind: OutcomeKind::Refused,
            user: None,
            phase: Phase::Acs,
            http_status: Some(403),
            url: String::new(),
        };
        assert_eq!(is_same(&customer, &ours), expected);
    }
}
