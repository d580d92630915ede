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
    let same = before.as_ref().and_then(|seen_by_us| Some(is_same(seen?, seen_by_us.as_ref().ok()?)));
    Ok(Ran {
        same,
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

/// Whether both ended at the same place, and as well or as badly. Statuses differ from SP to SP and decide nothing.
fn is_same(customer: &End, ours: &Outcome) -> bool {
    let place = match ours.phase {
        Phase::Provision | Phase::Start => Place::Start,
        Phase::Idp => Place::Idp,
        Phase::Acs | Phase::After => Place::Acs,
    };
    let good = ours.kind.is_signed_in();
    good == customer.is_good && (good || customer.place.is_none_or(|seen| seen == place))
}
