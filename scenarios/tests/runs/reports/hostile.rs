//! Whatever an SP shows is text in our reports: markup of all kinds is put into all that was seen, and the pages are opened in a
//! browser. Nothing of it runs, and nothing is fetched.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::Uri;
use saml_harness::evidence::{CaseEvidence, Kept};
use saml_harness::record::Record;
use saml_harness::run::Engine;
use saml_harness::run::browser::{Browser, BrowserOptions, install};
use serde_json::Value;

use crate::common;

/// What is put in: each way in which markup gets a browser to run or to fetch something. `{canary}` is a server that nobody is to
/// ask.
const MARKUP: &str = "HOSTILE </title></textarea></style></noscript></script>--> '\"><script>MARK; fetch('{canary}/fetch')\
    </script><img src='{canary}/image' onerror='MARK'><iframe src='{canary}/frame'></iframe><iframe srcdoc=\"<script>parent.MARK\
    </script>\"></iframe><link rel=stylesheet href='{canary}/style'><style>@import '{canary}/import'; body { background: \
    url({canary}/background) }</style><svg onload='MARK'><image href='{canary}/svg'></image></svg><object data='{canary}/object'>\
    </object><embed src='{canary}/embed'><video src='{canary}/video' poster='{canary}/poster' autoplay></video><a id=hostile \
    href='javascript:MARK' ping='{canary}/ping'>link</a><form id=hostile-form action='{canary}/form'><input autofocus \
    onfocus='MARK'></form><base href='{canary}/base/'><meta http-equiv=refresh content='0;url={canary}/refresh'>";

/// What a script would leave behind.
const MARK: &str = "document.documentElement.dataset.hostile=1";

/// Fields whose texts the harness itself chooses: names of cases, moments, and files that it wrote.
const OURS: [&str; 4] = ["case", "at", "screenshot", "started_at"];

/// Fields that decide nothing, so that each verdict stays as it is.
const SHOWN: [&str; 8] = ["title", "text", "html", "console", "notes", "sp_log", "content-type", "relay_state"];

/// A server that counts what it is asked for.
async fn canary() -> (String, Arc<Mutex<Vec<String>>>) {
    let asked = Arc::<Mutex<Vec<String>>>::default();
    let log = asked.clone();
    let app = Router::new().fallback(move |uri: Uri| async move { log.lock().unwrap().push(uri.to_string()) });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    (url, asked)
}

/// Puts `markup` behind every text of the fields that `wanted` names, and a header of that name beside each header.
fn poison(value: &mut Value, name: &str, wanted: &dyn Fn(&str) -> bool, markup: &str) {
    match value {
        Value::String(text) if wanted(name) => text.push_str(markup),
        Value::Array(items) => items.iter_mut().for_each(|item| poison(item, name, wanted, markup)),
        Value::Object(fields) => {
            let is_headers = name == "headers";
            fields.iter_mut().for_each(|(name, field)| poison(field, name, wanted, markup));
            if is_headers {
                fields.insert(format!("x-{markup}"), Value::from(markup));
            }
        }
        _ => {}
    }
}

/// The names of all fields of `value`.
fn names(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| names(item, found)),
        Value::Object(fields) => fields.iter().for_each(|(name, field)| {
            found.insert(name.clone());
            names(field, found);
        }),
        _ => {}
    }
}

/// What was seen, with `markup` in the fields that decide nothing; or else in every field that takes any text: where a word is one
/// of several, any other is no evidence.
fn poisoned(seen: &CaseEvidence, only_shown: bool, markup: &str) -> CaseEvidence {
    let stored = serde_json::to_value(seen).unwrap();
    let mut whole = stored.clone();
    if only_shown {
        poison(&mut whole, "", &|name| SHOWN.contains(&name), markup);
        return serde_json::from_value(whole).unwrap();
    }
    let mut all = BTreeSet::new();
    names(&stored, &mut all);
    for name in all.iter().filter(|name| !OURS.contains(&name.as_str())) {
        let mut changed = stored.clone();
        poison(&mut changed, "", &|field| field == name, "x");
        if serde_json::from_value::<CaseEvidence>(changed).is_ok() {
            poison(&mut whole, "", &|field| field == name, markup);
        }
    }
    serde_json::from_value(whole).unwrap()
}

/// The pages of the report in `folder`, and that of one case by itself.
fn pages(folder: &Path, case: &str) -> Vec<String> {
    let judged = common::harness().args(["judge", "--no-snapshots"]).arg(folder).output().unwrap();
    let said = String::from_utf8_lossy(&judged.stderr).into_owned();
    assert!(judged.status.code().is_some_and(|status| status != 2), "{said}");
    assert!(!judged.stdout.contains(&0x1b), "{}", String::from_utf8_lossy(&judged.stdout));
    let shown = common::harness().args(["show", case, "--html", "--report"]).arg(folder).output().unwrap();
    assert!(shown.status.success(), "{}", String::from_utf8_lossy(&shown.stderr));
    std::fs::write(folder.join("case.html"), shown.stdout).unwrap();
    ["index.html", "symptoms.html", "case.html"].map(|page| format!("file://{}", folder.join(page).display())).to_vec()
}

/// Opens `url` and all that can be opened there; whether something hostile ran, how often the markup shows as text, and how
/// often as the source of a page.
async fn opened(browser: &mut Browser, url: &str) -> (bool, usize, usize) {
    browser.open(url).await.unwrap();
    let open_all = "(document.querySelector('button[data-open=open]')?.click(), document.querySelectorAll('details')\
                    .forEach(one => one.open = true), 'opened')";
    browser.value_of(open_all).await.unwrap();
    // What is packed is unpacked by and by.
    let rest = "document.querySelector('details[open] [data-packed]') ? '' : 'unpacked'";
    while browser.value_of(rest).await.unwrap().is_none() {}
    let clicked = "(document.querySelectorAll('#hostile').forEach(one => one.click()), document.querySelectorAll('#hostile-form')\
                   .forEach(one => one.submit()), 'clicked')";
    browser.value_of(clicked).await.unwrap();
    browser.at_rest().await.unwrap();
    let marked = browser.value_of("document.documentElement.dataset.hostile || 'no'").await.unwrap();
    let mut counts = [0; 2];
    for (count, within) in counts.iter_mut().zip(["document.body", "...document.querySelectorAll('.dom')"]) {
        let counted =
            format!("[{within}].map(one => one.textContent.split('HOSTILE').length - 1).reduce((a, b) => a + b, 0)");
        *count = browser.value_of(&counted).await.unwrap().and_then(|count| count.parse().ok()).unwrap_or(0);
    }
    (marked.as_deref() != Some("no"), counts[0], counts[1])
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_of_an_sp_scripts_no_report() {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report");
    let case = "attack/unsigned@sp-initiated";
    let cases = [case, "login/sp-initiated", "misconfiguration/tile-only", "guide/jumpcloud@skip-acs-url"];
    let call = ["--engine", "http", "--no-snapshots", "--weakness", "accepts-unsigned"];
    let run = common::run(&report, &[&cases[..], &call[..]].concat());
    assert_eq!(run.status, 1, "{}", run.output);
    let (canary, asked) = canary().await;
    let markup = MARKUP.replace("MARK", MARK).replace("{canary}", &canary);
    let original = Record::load(&report).unwrap();
    if std::env::var_os("SAML_HARNESS_INSTALL_BROWSER").is_some_and(|v| v == "1") {
        install(false, &|_| {}).await.unwrap();
    }
    let mut browser = Browser::start(&BrowserOptions::default()).await.unwrap();
    for (name, only_shown) in [("what is shown", true), ("everything", false)] {
        let markup = if only_shown { format!("{markup}\u{1b}[2J") } else { markup.clone() };
        let mut record = original.clone();
        let logins = record.evidence.lane_controls.iter_mut().map(|control| &mut control.login);
        for kept in record.evidence.cases.iter_mut().chain(logins) {
            *kept = Kept::from(poisoned(&kept.seen(), only_shown, &markup));
        }
        for control in &mut record.evidence.controls {
            control.login = poisoned(&control.login, true, &markup);
        }
        record.store(&report).unwrap();
        for page in pages(&report, case) {
            let (ran, count, of_sources) = opened(&mut browser, &page).await;
            assert!(!ran, "{name}: something ran on {page}");
            assert!(count > 0, "{name}: {page} shows nothing of it");
            // The page on symptoms tells of no case by itself.
            assert!(of_sources > 0 || page.ends_with("symptoms.html"), "{name}: {page} shows no source");
            assert_eq!(*asked.lock().unwrap(), [""; 0], "{name}: fetched by {page}");
        }
    }
    // The same as markup runs, and is fetched: the test can fail.
    let bare = folder.path().join("bare.html");
    std::fs::write(&bare, format!("<!doctype html><body>HOSTILE{}", markup.split("<base").next().unwrap())).unwrap();
    opened(&mut browser, &format!("file://{}", bare.display())).await;
    let asked = asked.lock().unwrap().clone();
    // The first is asked for by a script, the others by elements.
    assert!(["/fetch", "/image", "/frame", "/style"].iter().all(|path| asked.iter().any(|it| it == path)), "{asked:?}");
    Box::new(browser).stop().await;
}
