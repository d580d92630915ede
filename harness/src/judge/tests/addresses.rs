//! Cases of an SP whose Company Login does not take the test persons' addresses.

use super::*;
use crate::plan::AddressTrial;

/// A login that ended where Company Login asks again.
fn asked_again(id: &str) -> CaseEvidence {
    let url = format!("{SP}/company-login");
    let asked = step("Company Login", vec![document("POST", &url, 403)]);
    let mut evidence = CaseEvidence { steps: vec![asked], messages: Vec::new(), ..login(id, 200, None) };
    evidence.surroundings.login_url = url;
    evidence
}

#[test]
fn where_addresses_are_not_taken_nobody_who_did_not_get_in_is_the_sps_fault() {
    let ids = ["login/refused", "login/in", "attack/forged"];
    let cases = [case(ids[0], SignedIn), case(ids[1], SignedIn), case(ids[2], Refused)];
    let plan = Plan { cases: cases.to_vec(), lanes: vec![vec![0, 1, 2]], ..Plan::default() };
    let forged = CaseEvidence { controls: between(0, 0), ..login(ids[2], 200, Some(VICTIM)) };
    let evidence = vec![asked_again(ids[0]), login(ids[1], 200, Some(EMPLOYEE)), forged];
    let trials = [ControlId::Dialect(DialectTrial::Jumpcloud), ControlId::Address(AddressTrial::StrangersDomain)];
    let control = |id| ControlEvidence { id, login: asked_again("login/sp-initiated") };
    let controls = trials.into_iter().map(control).chain([lane_control(0, 0, None)]).collect();
    let run = run_of(evidence, controls);
    let results = judge(&plan, &target(), &run);
    assert_eq!(results.iter().map(|result| result.verdict).collect::<Vec<_>>(), [NotVerified, Pass, Fail]);
    assert!(results[0].reason.contains("`mail_domain = "), "{}", results[0].reason);
    assert!(results[2].critical);
}
