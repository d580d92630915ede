//! `doctor --smoke`: four checks in seconds, one line each.

use std::path::Path;
use std::sync::Arc;

use serde_json::json;

use super::super::driving::Driving;
use super::super::{Failure, catalogue, out};
use super::walk::carried_out;
use super::{needs_ownership, planned};
use crate::judge::{self, CaseResult};
use crate::outcome::Verdict;
use crate::target::{Procedure, Target};

/// The checks: what people call them, and the cases that they are.
const CHECKS: [(&str, &str); 4] = [
    ("SP-initiated", "login/sp-initiated"),
    ("IdP-initiated", "login/idp-initiated"),
    ("guest of another domain", "attack/namesake@goes-on-behind"),
    ("error response", "misconfiguration/request-denied-by-idp@request-denied"),
];

/// The file that `init` writes.
const WRITTEN: &str = "saml-harness.toml";

/// Runs the checks of the target file, or of the SP at a URL; without either, of the reference SP. The exit status is that of
/// a run.
pub(super) async fn smoke(of: Option<&str>, driving: &Driving, as_json: bool) -> Result<u8, Failure> {
    let target = match of {
        Some(url) if url.contains("://") => at(url, Path::new(WRITTEN))?,
        file => catalogue::target(file.map(Path::new)).map_err(Failure::usage)?,
    };
    let loaded = catalogue::load(&[])?;
    let (plan, not_owned) =
        planned(&CHECKS.map(|(_, case)| case), &loaded, &target, &driving.i_own).map_err(Failure::usage)?;
    let plan = Arc::new(plan);
    let evidence = carried_out(&plan, &target, driving, as_json).await?;
    let results = judge::judge(&plan, &target, &evidence);
    let mut rows = Vec::new();
    for (check, case) in CHECKS {
        let (word, text) = match (results.iter().find(|result| *result.id == *case), &not_owned) {
            (Some(result), _) => words(result),
            (None, Some(at)) => ("-", needs_ownership(at)),
            (None, None) => continue,
        };
        if !as_json {
            out(&format!("{word:8} {check:24} {text}"));
        }
        rows.push(json!({ "check": check, "case": case, "found": found(word), "text": text }));
    }
    if as_json {
        out(&serde_json::to_string_pretty(&json!({ "checks": rows })).map_err(Failure::trouble)?);
    }
    Ok(judge::exit_status(&results, &[]).code())
}

/// The target of `file` with the SP that runs at `url` in place of the one that it names or starts.
fn at(url: &str, file: &Path) -> Result<Target, Failure> {
    if !file.exists() {
        let help = format!("`saml-harness init {url}` writes it; or name another by `--smoke FILE`");
        return Err(Failure::Usage(format!("there is no {} in this folder: {help}", file.display())));
    }
    let mut target = catalogue::target(Some(file)).map_err(Failure::usage)?;
    target.launch = None;
    target.sp.insert("base_url".to_owned(), url.trim_end_matches('/').replace('{', "{{").replace('}', "}}"));
    if target.provision.procedure == Procedure::Launch {
        let reason = "the SP is given the IdP's metadata when it is started (`via = \"launch\"`), so one that runs already cannot be";
        let help = format!("checked; `--smoke {}` starts it", file.display());
        return Err(Failure::Usage(format!("{}: {reason} {help}", file.display())));
    }
    Ok(target)
}

/// A line's first word as JSON has it; the words that `doctor` has without `--smoke` are the same.
fn found(word: &str) -> &'static str {
    match word {
        "ok" => "ok",
        "warn" => "warn",
        "FAIL" => "fail",
        "?" => "not-verified",
        _ => "not-tried",
    }
}

/// A line's first word and its text.
fn words(result: &CaseResult) -> (&'static str, String) {
    match result.verdict {
        Verdict::Pass => ("ok", result.seen_in_words()),
        Verdict::Warn => ("warn", result.reason.clone()),
        Verdict::Fail if result.departure.is_some() => ("ok", format!("known: {}", result.reason)),
        Verdict::Fail => ("FAIL", result.reason.clone()),
        Verdict::NotVerified => ("?", format!("not verified: {}", result.reason)),
        Verdict::NotApplicable => ("-", result.reason.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_sp_at_a_url_takes_the_place_of_the_one_in_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(WRITTEN);
        let missing = at("http://sp.test", &file).unwrap_err();
        assert!(matches!(missing, Failure::Usage(text) if text.contains("init http://sp.test")));
        let text = |via: &str| {
            format!(
                "schema = 1\nname = 'a'\n[launch]\ncommand = ['x']\nready = 'r'\n[sp]\nbase_url = 'http://127.0.0.1:{{port}}'\nmetadata_url = '{{sp.base_url}}/m'\n[provision]\n{via}\n[login]\nstart = '/'\n[signed_in]\nuser = '#u'\n"
            )
        };
        std::fs::write(&file, text("command = ['give']")).unwrap();
        let target = at("http://sp.test/", &file).unwrap();
        assert!(target.launch.is_none() && target.sp["base_url"] == "http://sp.test");
        std::fs::write(&file, text("via = 'launch'")).unwrap();
        assert!(
            matches!(at("http://sp.test", &file).unwrap_err(), Failure::Usage(text) if text.contains("when it is started"))
        );
    }
}
