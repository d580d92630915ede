//! How to tell ways apart that end on the same page.

use serde::Serialize;

use super::way::Way;
use crate::outcome::Phase;

/// Ways that only differ in where the login ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Apart {
    /// Where.
    pub phase: Phase,
    /// What the person can say about it.
    pub sign: String,
    /// The ways, counted from 1.
    pub ways: Vec<usize>,
}

/// One for each phase that `ways` end in, in the order of a login.
pub fn apart(ways: &[Way]) -> Vec<Apart> {
    let mut all: Vec<Apart> = Vec::new();
    for (index, way) in ways.iter().enumerate() {
        match all.iter_mut().find(|apart| apart.phase == way.phase) {
            Some(apart) => apart.ways.push(index + 1),
            None => all.push(Apart { phase: way.phase, sign: sign(way.phase), ways: vec![index + 1] }),
        }
    }
    all.sort_by_key(|apart| apart.phase);
    for apart in &mut all {
        let mut addresses: Vec<&str> = Vec::new();
        for address in apart.ways.iter().map(|number| ways[number - 1].address.as_str()) {
            if !address.is_empty() && !addresses.contains(&address) {
                addresses.push(address);
            }
        }
        if !addresses.is_empty() {
            apart.sign += &format!("; the address bar shows {}", addresses.join(" or "));
        }
    }
    all
}

fn sign(phase: Phase) -> String {
    match phase {
        Phase::Provision => "while setting up: a settings page says so",
        Phase::Start => "before the IdP: after Company Login no login page of the IdP came up",
        Phase::Idp => "at the IdP: the page is the IdP's own",
        Phase::Acs => {
            "after the IdP: the IdP's login went well (or the person was logged in there already), then this page came up"
        }
        Phase::After => "later: the person was signed in before",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::OutcomeKind;

    #[test]
    fn before_and_after_the_idp_are_told_apart() {
        let way = |phase, address: &str| Way {
            title: String::new(),
            why: String::new(),
            mend: String::new(),
            check: None,
            phase,
            outcome: OutcomeKind::NotFound,
            status: Some(404),
            address: address.to_owned(),
            page: String::new(),
            common: false,
            cases: Vec::new(),
        };
        let ways = [way(Phase::Acs, "<sp>/acs"), way(Phase::Start, "<sp>/login"), way(Phase::Acs, "<sp>/acs")];
        let apart = apart(&ways);
        assert_eq!(apart.iter().map(|it| it.ways.clone()).collect::<Vec<_>>(), [vec![2], vec![1, 3]]);
        assert!(apart[0].sign.starts_with("before the IdP") && apart[0].sign.ends_with("shows <sp>/login"));
        assert!(apart[1].sign.starts_with("after the IdP") && apart[1].sign.ends_with("shows <sp>/acs"));
    }
}
