//! Every format from one made-up run.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use roxmltree::Document;
use serde_json::Value;

use super::{FORMATS, Terminal, html, junit, markdown, sarif, tap};
use crate::evidence::{Dom, Moment};
use crate::judgement::Judgement;
use crate::outcome::{SnapshotState, Verdict};
use crate::record::Record;
use crate::sample;

/// `index.html` with all that is packed in it.
fn page(report: &Judgement) -> String {
    html::unpacked(&text("index.html", report))
}

/// The text of the format that is written to `file`.
fn text(file: &str, report: &Judgement) -> String {
    let mut text = Vec::new();
    (FORMATS.iter().find(|format| format.file == file).unwrap().write)(report, &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

#[test]
fn the_dom_is_shown_as_text_and_a_cut_is_said() {
    let mut record = sample::record();
    record.evidence.cases[0].change(|seen| {
        let html = "<script>alert(1)</script>".to_owned();
        seen.dom.push(Dom { of: Moment::Before, url: "http://sp/a?b".to_owned(), html, left_out: 7 });
    });
    let page = page(&Judgement::of(record));
    let shown = "The page before the response was posted: <code>http://sp/a</code></summary>\
                 <p class=\"quiet\">Cut: 7 more characters were not kept.</p>\
                 <pre class=\"wire\">&lt;script&gt;alert(1)&lt;/script&gt;</pre>";
    assert!(page.contains(shown));
}

fn report() -> Judgement {
    Judgement::of(sample::record())
}

#[test]
fn formats_are_sorted_and_their_files_are_unique() {
    assert!(FORMATS.windows(2).all(|pair| pair[0].file < pair[1].file));
}

#[test]
fn results_json_is_as_promised() {
    insta::assert_snapshot!(text("results.json", &report()));
}

#[test]
fn junit_xml_is_as_promised() {
    insta::assert_snapshot!(junit::render(&report()).unwrap());
}

#[test]
fn sarif_is_as_promised() {
    insta::assert_snapshot!(sarif::render(&report()).unwrap());
}

#[test]
fn tap_is_as_promised() {
    insta::assert_snapshot!(tap::render(&report()).unwrap());
}

/// What the schema of SARIF 2.1.0 demands of the parts that are written.
#[test]
fn every_result_of_the_sarif_names_its_rule_and_a_place() {
    let log: Value = serde_json::from_str(&sarif::render(&report()).unwrap()).unwrap();
    assert_eq!((&log["version"], log["runs"].as_array().unwrap().len()), (&Value::from("2.1.0"), 1));
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    let bad = report()
        .results
        .iter()
        .filter(|one| matches!(one.verdict, Verdict::Fail | Verdict::Warn | Verdict::NotVerified))
        .count();
    assert_eq!(results.len(), bad);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let level = result["level"].as_str().unwrap();
        assert!(["error", "warning", "none"].contains(&level) && (level == "none") == (result["kind"] == "open"));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].is_string() && place["region"]["startLine"] == 1);
    }
    let accepted = results.iter().filter(|result| result["suppressions"][0]["status"] == "accepted").count();
    assert_eq!(accepted, 1, "the departure that happened");
}

#[test]
fn another_reader_counts_the_same_in_tap() {
    let report = report();
    let text = tap::render(&report).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("TAP version 14"));
    assert_eq!(lines.next(), Some(format!("1..{}", report.results.len()).as_str()));
    let points: Vec<&str> =
        lines.clone().filter(|line| line.starts_with("ok ") || line.starts_with("not ok ")).collect();
    for (index, (point, result)) in points.iter().zip(&report.results).enumerate() {
        assert!(point.contains(&format!("ok {} - {}", index + 1, result.id)), "{point}");
    }
    let failed = points.iter().filter(|point| point.starts_with("not ok") && !point.contains(" # TODO ")).count();
    let skipped = points.iter().filter(|point| point.contains(" # SKIP ")).count();
    let of = |verdicts: &[Verdict]| {
        let wrong = report.results.iter().filter(|one| verdicts.contains(&one.verdict) && one.departure.is_none());
        wrong.count()
    };
    assert_eq!(failed, of(&[Verdict::Fail, Verdict::NotVerified]));
    assert_eq!((points.len(), skipped), (report.results.len(), of(&[Verdict::NotApplicable])));
}

#[test]
fn a_snapshot_that_differs_fails_in_tap_though_the_verdict_is_accepted() {
    let mut report = report();
    let index = report.results.iter().position(|result| result.departure.is_some()).unwrap();
    report.results[index].snapshot = SnapshotState::Changed;
    let text = tap::render(&report).unwrap();
    let point = text.lines().find(|line| line.contains(report.results[index].id.as_str())).unwrap();
    assert!(point.starts_with("not ok") && !point.contains("TODO"), "{point}");
}

#[test]
fn summary_is_as_promised() {
    insta::assert_snapshot!(markdown::render(&report()).unwrap());
}

#[test]
fn terminal_is_as_promised() {
    let terminal = Terminal { folder: Some(Path::new("target/report")), colours: false };
    let mut report = report();
    report.results[0].snapshot = SnapshotState::Changed;
    report.results[0].snapshot_diff = Some("-outcome:  signed-in\n+outcome:  not-found\n".to_owned());
    insta::assert_snapshot!(terminal.render(&report));
}

#[test]
fn a_report_that_does_not_stay_is_not_named() {
    let text = Terminal { folder: None, colours: false }.render(&report());
    assert!(!text.contains("index.html") && !text.contains("picture") && !text.ends_with('\n'), "{text}");
}

#[test]
fn terminal_has_colours_only_when_told() {
    let plain = Terminal { folder: Some(Path::new("report")), colours: false };
    let coloured = Terminal { colours: true, ..plain };
    let report = report();
    assert!(!plain.render(&report).contains('\u{1b}'));
    assert!(coloured.render(&report).contains("\u{1b}[31;1m"));
}

#[test]
fn another_reader_counts_the_same_in_junit_xml() {
    let report = report();
    let text = junit::render(&report).unwrap();
    let document = Document::parse(&text).unwrap();
    let count = |name: &str| document.descendants().filter(|node| node.has_tag_name(name)).count();
    let told = |name: &str| document.root_element().attribute(name).unwrap().parse::<usize>().unwrap();
    // Beside the cases there is the departure that did not happen.
    assert_eq!(count("testcase"), report.results.len() + report.stale.len());
    assert_eq!((count("failure"), count("error"), count("skipped")), (3, 1, 1));
    assert_eq!((told("tests"), told("failures"), told("errors")), (count("testcase"), 3, 1));
    for (category, results) in report.categories() {
        let suite =
            document.descendants().find(|n| n.has_tag_name("testsuite") && n.attribute("name") == Some(category));
        let cases = suite.unwrap().children().filter(|node| node.has_tag_name("testcase"));
        let names: Vec<_> = cases.map(|case| case.attribute("name").unwrap()).collect();
        assert_eq!(names, results.iter().map(|result| result.id.as_str()).collect::<Vec<_>>());
    }
}

#[test]
fn every_format_shows_what_is_said_about_several_cases() {
    let report = report();
    let terminal = Terminal { folder: Some(Path::new("report")), colours: false }.render(&report);
    // The page for support groups by what is seen, and says the same in a table.
    let formats = FORMATS.iter().filter(|format| format.file != "symptoms.html");
    let texts = formats.map(|format| (format.file, text(format.file, &report)));
    for (format, text) in texts.chain([("terminal", terminal)]) {
        assert!(text.contains("these 2 look the same to the person"), "{format}: {text}");
    }
    let support = html::symptoms::render(&report).unwrap();
    assert_eq!(support.matches("class=\"seen\"").count(), 1, "one page, and so one table");
    assert!(support.contains("the address bar shows &lt;sp&gt;/acs<"), "{support}");
    for mend in ["correct the ACS URL", "correct the SP entity ID"] {
        assert!(support.contains(&format!("<td>{mend}")), "{mend}");
    }
    let results: Value = serde_json::from_str(&text("results.json", &report)).unwrap();
    let cases = ["misconfiguration/acs-url-wrong", "misconfiguration/audience-wrong"];
    assert_eq!(results["findings"][0]["kind"], "look-alike");
    assert_eq!(results["findings"][0]["cases"], serde_json::json!(cases));
}

#[test]
fn html_shows_evidence_as_text_only() {
    let page = page(&report());
    assert_eq!(page.matches("<script>").count(), 1, "only the page's own script");
    assert!(page.contains("&lt;script&gt;alert('title')&lt;/script&gt;"));
    assert!(page.contains("&lt;script&gt;console&lt;/script&gt;"));
    assert!(!page.contains("<b>bold</b>"));
}

#[test]
fn html_tells_the_attacker_the_look_up_without_cookies_and_who_asked_for_the_canary() {
    let mut record = sample::record();
    record.plan.cases.iter_mut().for_each(|case| case.attacker = None);
    let of = |record: &Record| page(&Judgement::of(record.clone()));
    let told = ["one genuine response", "the page names that person, too", "GET /canary/&lt;x&gt;"];
    record.plan.cases.iter_mut().for_each(|case| case.attacker = None);
    let plain = of(&record);
    assert!(told.iter().all(|words| !plain.contains(words)));
    record.plan.cases[2].attacker = Some(crate::scenario::Attacker::Held);
    record.evidence.cases[0].change(|seen| {
        seen.seen_without_cookies = Some(true);
        seen.canary_hits = vec!["GET /canary/<x>".to_owned()];
    });
    let full = of(&record);
    for words in told {
        assert!(full.contains(words), "{words}");
    }
}

#[test]
fn html_shows_how_the_sp_was_set_up() {
    let mut record = sample::record();
    let documents = vec![sample::document("POST", "http://127.0.0.1:34567/settings/sso", 200)];
    let mut step = sample::step("SSO settings of acme", documents);
    step.page.text = "Enter a valid URL".to_owned();
    step.provision = true;
    record.evidence.cases[0].change(|seen| seen.set_up = vec![step]);
    let page = page(&Judgement::of(record));
    for words in ["Set-up: 1 step<", "SSO settings of acme", "Enter a valid URL"] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn forged_sign_ins_are_apart_and_come_first() {
    let report = report();
    let id = "attack/forged-before-signed@response-signed";
    assert_eq!(report.forged().iter().map(|result| result.id.as_str()).collect::<Vec<_>>(), [id]);
    let page = page(&report);
    assert!(page.find("<section class=\"forged\">").unwrap() < page.find("class=\"matrix\"").unwrap());
    let summary = markdown::render(&report).unwrap();
    let (_, failures) = summary.split_once("## Failures").unwrap();
    assert!(summary.contains("**Forged sign-ins: 1.**") && !failures.contains(id), "{summary}");
    let text = Terminal { folder: Some(Path::new("report")), colours: false }.render(&report);
    assert!(text.contains("whom the IdP did not vouch for): 1\n"), "{text}");
    assert!(text.find("\ncritical fail  ").unwrap() <= text.find("\nfail  ").unwrap(), "{text}");
}

#[test]
fn html_fetches_nothing_from_elsewhere() {
    let page = page(&report());
    for attribute in ["src=\"", "href=\""] {
        for rest in page.split(attribute).skip(1) {
            let value = rest.split('"').next().unwrap();
            assert!(value.starts_with("evidence/") || value.starts_with('#'), "{attribute}{value}");
        }
    }
    assert!(!page.contains("@import") && !page.contains("url("));
}

#[test]
fn html_lets_no_script_run_but_its_own() {
    let page = page(&report());
    let (_, script) = page.split_once("<script>").unwrap();
    let (script, _) = script.split_once("</script>").unwrap();
    let digest = STANDARD.encode(openssl::sha::sha256(script.as_bytes()));
    assert!(page.contains(&format!("script-src 'sha256-{digest}'")) && page.contains("default-src 'none'"));
}

#[test]
fn html_packs_what_shows_an_outcome_and_no_verdict() {
    let packed = text("index.html", &report());
    assert!(!packed.contains("class=\"sequence\""), "the way through the login");
    assert!(packed.contains("class=\"reason") && page(&report()).contains("class=\"sequence\""));
}

#[test]
fn html_has_every_case_with_its_verdict_and_command() {
    let report = report();
    let page = page(&report);
    for result in &report.results {
        let place = format!("id=\"{}\" data-verdict=\"{}\"", result.id, result.verdict.word());
        assert!(page.contains(&place), "{place}");
        assert!(page.contains(&format!("saml-harness run {} --target targets/acme-app.toml", result.id)));
    }
}

#[test]
fn a_screenshot_cannot_lead_out_of_the_evidence() {
    let mut record = sample::record();
    let hostile = "../../x\" onerror=\"y/01 #.png".to_owned();
    record.evidence.cases[0].change(|seen| seen.steps[0].page.screenshot = Some(hostile));
    let page = page(&Judgement::of(record));
    assert!(page.contains("src=\"evidence/x%22%20onerror=%22y/01%20%23.png\""));
}

/// No format lets a case pass in silence that needed another attempt, and none calls one flaky that was never verified.
#[test]
fn what_needed_another_attempt_is_flaky_in_every_format() {
    const BEFORE: &str = "needed 2 attempts; before: the browser was gone";
    let judgement = Judgement::of(sample::flaky());
    let results: Value = serde_json::from_str(&text("results.json", &judgement)).unwrap();
    let flaky = |case: &Value| case["flaky"] == true;
    let cases = results["cases"].as_array().unwrap();
    assert_eq!(cases.iter().filter(|case| flaky(case)).count(), 1);
    assert_eq!((&cases[0]["verdict"], &cases[0]["retries"]), (&Value::from("pass"), &Value::from(1)));
    assert!(flaky(&cases[0]) && cases[0]["earlier"][0] == "the browser was gone", "{}", cases[0]);

    let junit = junit::render(&judgement).unwrap();
    let document = Document::parse(&junit).unwrap();
    let of = |name: &str| -> Vec<(String, String)> {
        let attempts = document.descendants().filter(|node| node.has_tag_name(name));
        let said = attempts.map(|node| {
            let case = node.parent().unwrap().attribute("name").unwrap();
            (case.to_owned(), node.attribute("message").unwrap().to_owned())
        });
        said.collect()
    };
    assert_eq!(of("flakyError"), [("login/sp-initiated".to_owned(), "the browser was gone".to_owned())]);
    assert_eq!(of("rerunError"), [("robustness/slow".to_owned(), "the browser hung".to_owned())]);

    let summary = markdown::render(&judgement).unwrap();
    assert!(
        summary.contains(&format!(
            "## Flaky\n\n| case | verdict | attempts |\n|---|---|---|\n| `login/sp-initiated` | pass | {BEFORE} |\n\n"
        )),
        "{summary}"
    );
    let terminal = Terminal { folder: None, colours: false }.render(&judgement);
    assert!(terminal.contains(&format!("\nflaky  login/sp-initiated - pass\n  {BEFORE}\n")), "{terminal}");
    let tap = tap::render(&judgement).unwrap();
    assert!(
        tap.contains("ok 1 - login/sp-initiated\n  ---\n") && tap.contains(&format!("  flaky: \"{BEFORE}\"\n")),
        "{tap}"
    );
    let sarif: Value = serde_json::from_str(&sarif::render(&judgement).unwrap()).unwrap();
    let notes = sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"].as_array().unwrap();
    let warned = notes.iter().filter(|note| note["level"] == "warning");
    let warned: Vec<&str> = warned.map(|note| note["message"]["text"].as_str().unwrap()).collect();
    assert_eq!(warned, [format!("flaky: login/sp-initiated {BEFORE}")]);
    let page = page(&judgement);
    assert_eq!(page.matches("<span class=\"badge also\">flaky</span>").count(), 1);
    assert!(page.contains("<b>Flaky: </b><a href=\"#login/sp-initiated\">") && page.contains(BEFORE));
    for (file, text) in [("summary", summary), ("terminal", terminal), ("tap", tap)] {
        assert_eq!(text.matches("needed 2 attempts").count(), 1, "{file}");
    }
}
