//! `saml-harness doctor`: what is there, what is missing, and how to get it.

mod look_up;
mod smoke;
mod walk;

use std::path::PathBuf;

use clap::Args;
use tokio::net::TcpListener;

use super::catalogue::{self, Catalogue};
use super::driving::Driving;
use super::{Failure, out};
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
    #[command(flatten)]
    pub(super) driving: Driving,
}

/// Prints a line for each thing; 0 when all is well, 2 when the target file is wrong, 3 else. The four checks alone end as a
/// run does.
pub(super) async fn doctor(arguments: DoctorArguments) -> Result<u8, Failure> {
    if let Some(of) = arguments.smoke {
        return smoke::smoke(of.as_deref(), &arguments.driving).await;
    }
    let mut status = 0;
    if arguments.driving.engine == EngineName::Browser {
        let browser = Browser::start(&arguments.driving.browser()).await;
        let found = browser.as_ref().map(|b| b.name().to_owned()).map_err(|e| crate::run::with_causes(e));
        status |= tell("browser", found);
        if let Ok(browser) = browser {
            Box::new(browser).stop().await;
        }
    }
    let port = TcpListener::bind("127.0.0.1:0").await.and_then(|l| l.local_addr());
    status |= tell("ports", port.map(|address| format!("loopback gives free ones, as {}", address.port())));
    status |= tell("clock", clock());
    let target = match catalogue::target(arguments.target.as_deref()) {
        Ok(target) => target,
        Err(error) => {
            tell::<_>("target file", Err::<String, _>(&error));
            return Ok(2);
        }
    };
    let place = match arguments.target {
        Some(path) => path.display().to_string(),
        None => "the one in this program".to_owned(),
    };
    tell("target file", Ok::<_, String>(format!("{} ({place})", target.name)));
    if status == 0 {
        match walk::walk(target, &arguments.driving).await {
            Ok(walk) => {
                for (what, found) in walk.lines {
                    status |= match found {
                        walk::Found::Ok(text) => tell(what, Ok::<_, String>(text)),
                        walk::Found::Missing(text) => tell(what, Err(text)),
                        walk::Found::NotTried(reason) => {
                            out(&format!("-        {what:13} {reason}"));
                            0
                        }
                    };
                }
                say_after(&walk.sp_log, &walk.to_paste, status);
            }
            Err(Failure::Usage(error) | Failure::Trouble(error)) => status |= tell("SP", Err::<String, _>(error)),
        }
    }
    Ok(if status == 0 { 0 } else { 3 })
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

fn tell<E: std::fmt::Display>(what: &str, found: Result<String, E>) -> u8 {
    match found {
        Ok(text) => {
            out(&format!("ok       {what:13} {text}"));
            0
        }
        Err(error) => {
            out(&format!("MISSING  {what:13} {error}"));
            1
        }
    }
}

/// What helps further: the end of the SP's log where something is missing, and the lines that the target file may take over.
fn say_after(sp_log: &[String], to_paste: &[String], status: u8) {
    if status != 0 && !sp_log.is_empty() {
        out("\nthe SP's last lines:");
        sp_log.iter().for_each(|line| out(&format!("  | {line}")));
    }
    if !to_paste.is_empty() {
        out("\nwhat was found out, for the target file:\n");
        to_paste.iter().for_each(|line| out(line));
    }
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
