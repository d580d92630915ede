//! What the probes of an SP's abilities show.

use super::*;
use crate::judge::{has, lacks};

/// The probe of `capability`, changed by `change`.
fn probe(capability: Capability, change: fn(&mut CaseEvidence)) -> [ControlEvidence; 1] {
    let mut login = login("probe/a", 200, Some(EMPLOYEE));
    change(&mut login);
    [ControlEvidence { id: ControlId::Probe(capability), login }]
}

fn refused(login: &mut CaseEvidence) {
    login.identity = Some(identity(None));
}

fn incident(kind: IncidentKind) -> Option<Incident> {
    Some(Incident { kind, message: "trouble".to_owned() })
}

#[rstest]
#[case::signed_in(|_: &mut CaseEvidence| {}, true)]
#[case::somebody_nobody_can_tell(|login: &mut CaseEvidence| login.identity = Some(identity(Some("Welcome back"))), true)]
#[case::refused(refused, false)]
#[case::trouble_of_ours(|login: &mut CaseEvidence| login.incident = incident(IncidentKind::Browser), false)]
#[case::not_looked_up(|login: &mut CaseEvidence| login.identity = None, false)]
fn an_sp_can_do_what_its_probe_let_somebody_in_by(#[case] change: fn(&mut CaseEvidence), #[case] can: bool) {
    let controls = probe(Capability::SignBoth, change);
    assert_eq!(has(Capability::SignBoth, &controls), can);
    assert!(!has(Capability::RsaSha1, &controls), "nothing is known of what was not probed");
}

#[rstest]
#[case::signed_in(Capability::SignBoth, |_: &mut CaseEvidence| {}, None)]
#[case::somebody_nobody_can_tell(
    Capability::SignBoth,
    |login: &mut CaseEvidence| login.identity = Some(identity(Some("Welcome back"))),
    None
)]
#[case::refused(
    Capability::SignBoth,
    refused,
    Some("does not take a signed response around a signed assertion: a plain login with that ended with refused")
)]
#[case::not_applicable(
    Capability::SignBoth,
    |login: &mut CaseEvidence| login.not_applicable = Some("no such setting".to_owned()),
    Some("a plain login with that ended with no such setting")
)]
#[case::too_many_logins(
    Capability::SignBoth,
    |login: &mut CaseEvidence| {
        refused(login);
        login.steps[2].documents[1].status = Some(429);
    },
    None
)]
#[case::trouble_of_ours(Capability::SignBoth, |login: &mut CaseEvidence| login.incident = incident(IncidentKind::Browser), None)]
#[case::recipe_that_cannot_be_done(Capability::SignBoth, |login: &mut CaseEvidence| login.incident = incident(IncidentKind::Recipe), None)]
#[case::no_key_to_encrypt_for(
    Capability::Encryption,
    |login: &mut CaseEvidence| login.incident = incident(IncidentKind::Recipe),
    Some("the SP publishes no certificate to encrypt for")
)]
#[case::a_key_to_encrypt_for(
    Capability::Encryption,
    |login: &mut CaseEvidence| {
        login.incident = incident(IncidentKind::Recipe);
        login.surroundings.sp_encryption_key = Some("CN=sp".to_owned());
    },
    None
)]
#[case::trouble_while_encrypting(Capability::Encryption, |login: &mut CaseEvidence| login.incident = incident(IncidentKind::Browser), None)]
fn an_sp_lacks_only_what_its_probe_showed(
    #[case] capability: Capability,
    #[case] change: fn(&mut CaseEvidence),
    #[case] reason: Option<&str>,
) {
    let said = lacks(capability, &probe(capability, change));
    assert_eq!(said.is_some(), reason.is_some(), "{said:?}");
    assert!(said.unwrap_or_default().contains(reason.unwrap_or_default()));
    assert_eq!(lacks(Capability::IdpInitiated, &probe(capability, change)), None);
}

/// A case that the SP cannot do, since a plain login of that kind was refused.
fn beyond_the_sp(evidence: CaseEvidence) -> CaseResult {
    let mut case = case("attack/a", Refused);
    case.idp.sign = Some(mock_idp::organization::Sign::Both);
    let mut controls = vec![lane_control(0, 0, Some(EMPLOYEE)), lane_control(0, 1, Some(EMPLOYEE))];
    controls.extend(probe(Capability::SignBoth, refused));
    let cases = vec![CaseEvidence { controls: between(0, 0), ..evidence }];
    let plan = Plan { cases: vec![case], lanes: vec![vec![0]], ..Plan::default() };
    judge(&plan, &target(), &run_of(cases, controls)).remove(0)
}

#[test]
fn whoever_got_in_by_a_forgery_got_in_whatever_the_probe_showed() {
    let refused = beyond_the_sp(login("attack/a", 403, None));
    assert_eq!(refused.verdict, NotApplicable);
    assert!(refused.reason.starts_with("the SP does not take"), "{}", refused.reason);
    let forged = beyond_the_sp(login("attack/a", 200, Some(VICTIM)));
    assert_eq!((forged.verdict, forged.critical), (Fail, true), "{}", forged.reason);
    // A case that was not run says itself why.
    let mut not_run = login("attack/a", 200, Some(VICTIM));
    not_run.not_applicable = Some("it has no sign-out".to_owned());
    assert_eq!(beyond_the_sp(not_run).reason, "it has no sign-out");
}
