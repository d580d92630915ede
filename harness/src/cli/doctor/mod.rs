//! `saml-harness doctor`: what is there, what is missing, and how to get it.

mod look_up;
mod smoke;
mod telling;
mod walk;

use std::path::PathBuf;

use clap::Args;
use tokio::net::TcpListener;

use self::telling::Telling;
use self::walk::Found;
use super::Failure;
use super::catalogue::{self, Catalogue};
use super::driving::Driving;
use crate::plan::{NotOwned, Plan, PlanError, Selection, is_hostile, may_attack, plan};
use crate::run::browser::Browser;
use crate::run::{Engine, EngineName};
use crate::target::Target;

#[derive(Debug, Args)]
pub(super) struct DoctorArguments {
    /// Target file of the SP (the reference SP when absent)
    #[arg(long, value_name = "FILE")]
    pub(super) target: Option<PathBuf>,
    /// Only four checks, in seconds: SP-initiated, IdP-initiated, a guest of another domain, an error response. Of the
    /// target file FILE, or of the one in this folder with the SP at URL in place of its own
    #[arg(long, value_name = "URL|FILE", num_args = 0..=1, conflicts_with = "target")]
    pub(super) smoke: Option<Option<String>>,
    /// As JSON, when all is done
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) driving: Driving,
}

/// Prints a line for each thing; 0 when all is well, 2 when the target file is wrong, 3 else. The four checks alone end as a
/// run does.
pub(super) async fn doctor(arguments: DoctorArguments) -> Result<u8, Failure> {
    if let Some(of) = arguments.smoke {
        return smoke::smoke(of.as_deref(), &arguments.driving, arguments.json).await;
    }
    let mut telling = Telling::new(arguments.json);
    if arguments.driving.engine == EngineName::Browser {
        let browser = Browser::start(&arguments.driving.browser()).await;
        let found = browser.as_ref().map(|b| b.name().to_owned()).map_err(|e| crate::run::with_causes(e));
        telling.tell("browser", found.into());
        if let Ok(browser) = browser {
            Box::new(browser).stop().await;
        }
    }
    let port = TcpListener::bind("127.0.0.1:0").await.and_then(|l| l.local_addr());
    telling.tell("ports", port.map(|address| format!("loopback gives free ones, as {}", address.port())).into());
    telling.tell("clock", clock().into());
    let target = match catalogue::target(arguments.target.as_deref()) {
        Ok(target) => target,
        Err(error) => {
            telling.tell("target file", Found::Missing(error.to_string()));
            telling.end(&[], &[])?;
            return Ok(2);
        }
    };
    let place = match arguments.target {
        Some(path) => path.display().to_string(),
        None => "the one in this program".to_owned(),
    };
    telling.tell("target file", Found::Ok(format!("{} ({place})", target.name)));
    let (mut sp_log, mut to_paste) = (Vec::new(), Vec::new());
    if telling.is_all_well() {
        match walk::walk(target, &arguments.driving, arguments.json).await {
            Ok(walk) => {
                walk.lines.into_iter().for_each(|(what, found)| telling.tell(what, found));
                (sp_log, to_paste) = (walk.sp_log, walk.to_paste);
            }
            Err(Failure::Usage(error) | Failure::Trouble(error)) => telling.tell("SP", Found::Missing(error)),
        }
    }
    let status = if telling.is_all_well() { 0 } else { 3 };
    telling.end(&sp_log, &to_paste)?;
    Ok(status)
}

/// The cases with these ids, without those that attack an SP which nobody has said is theirs; and why these are left out, if
/// any are.
fn planned(
    ids: &[&str],
    loaded: &Catalogue,
    target: &Target,
    owned: &[String],
) -> Result<(Plan, Option<NotOwned>), PlanError> {
    let of = |filters: Vec<String>| {
        plan(&loaded.scenarios, &loaded.guides, target, &Selection { filters, ..Selection::default() })
    };
    let all = of(ids.iter().map(|id| (*id).to_owned()).collect())?;
    let Err(not_owned) = may_attack(&all, target, owned) else { return Ok((all, None)) };
    let rest = all.cases.iter().filter(|case| !is_hostile(case)).map(|case| case.id.to_string()).collect();
    Ok((of(rest)?, Some(not_owned)))
}

/// Why a case is not tried at a host that nobody has said is theirs.
fn needs_ownership(at: &NotOwned) -> String {
    format!(
        "it sends what an attacker would send: add `--i-own {0}` if {0} is yours, or you have its owner's permission",
        at.host
    )
}

/// An SP on another machine refuses assertions of a wrong clock. Without asking that machine, all that shows is whether
/// the clock is plausible.
fn clock() -> Result<String, String> {
    let now = jiff::Timestamp::now();
    let built = std::env::current_exe().and_then(|path| path.metadata()).and_then(|m| m.modified());
    match built {
        Ok(built) if std::time::SystemTime::now() < built => {
            Err(format!("it says {now}, which is before this program was built; set it by NTP"))
        }
        _ => Ok(now.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()),
    }
}
