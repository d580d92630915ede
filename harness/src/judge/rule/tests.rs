use std::collections::BTreeSet;

use super::{all, check, find, names};
use crate::diagnostic::is_kebab_case;
use crate::evidence::CaseEvidence;

#[test]
fn every_rule_is_found_by_its_name_and_says_what_it_demands() {
    for rule in all() {
        assert!(is_kebab_case(rule.name), "{}", rule.name);
        assert!(rule.demand.ends_with('.') && rule.demand.len() > 10, "{}: {}", rule.name, rule.demand);
        assert!(!rule.rows.is_empty(), "{} serves no row", rule.name);
        assert_eq!(find(rule.name).unwrap().demand, rule.demand);
    }
    let distinct: BTreeSet<&str> = names().collect();
    assert_eq!(distinct.len(), all().count());
}

/// So that whoever writes a scenario finds them all.
#[test]
fn the_page_on_rules_has_every_rule() {
    let rows: Vec<String> =
        all().map(|rule| format!("| `{}` | {} | {} |", rule.name, rule.demand, rule.rows.join(", "))).collect();
    let page = include_str!("../../../docs/rules.md").lines().filter(|line| line.starts_with("| `"));
    let page: Vec<String> = page.map(str::to_owned).collect();
    for row in &rows {
        assert!(page.contains(row), "docs/rules.md lacks the line\n{row}");
    }
    assert_eq!(page.len(), rows.len(), "docs/rules.md has a line for a rule that is not there");
}

#[test]
fn no_rule_finds_fault_with_nothing() {
    for name in names() {
        if let Ok(found) = check(name, &CaseEvidence::default()) {
            assert!(found.is_empty(), "{name}: {found:?}");
        }
    }
    assert_eq!(check("no-such-rule", &CaseEvidence::default()).unwrap_err(), "there is no rule `no-such-rule`");
}
