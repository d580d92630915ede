//! The ways into what was seen: the cases that end so, by what mends them.

use serde::Serialize;

use super::sighting::Sighting;
use super::text::Pasted;
use crate::outcome::{OutcomeKind, Phase};
use crate::plan::Case;

/// Fewer letters than these are on every page.
const TELLING: usize = 10;

/// What is known of what the person saw; what is absent is not known.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Status of the page.
    pub status: Option<u16>,
    /// Where in the login.
    pub phase: Option<Phase>,
    /// What the person ended up with.
    pub outcome: Option<OutcomeKind>,
    /// Words of the page, its address among them perhaps.
    pub text: Option<Pasted>,
}

/// One mend, with the cases that it mends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Way {
    /// What was left out or done wrongly, as the first of its cases is called.
    pub title: String,
    /// What happens.
    pub why: String,
    /// What to change, and where.
    pub mend: String,
    /// How to make sure.
    pub check: Option<String>,
    /// Where the login ends.
    pub phase: Phase,
    /// What the person ended up with.
    pub outcome: OutcomeKind,
    /// Status of the page.
    pub status: Option<u16>,
    /// Its address.
    pub address: String,
    /// What stands on it.
    pub page: String,
    /// Whether readers of the guide do so often.
    pub common: bool,
    /// Ids of the cases.
    pub cases: Vec<String>,
}

/// The ways that fit `query`, of the cases that have a mend and let nobody in. Those that readers of the guide take often
/// come first, then those with an address that the text has, then in the order of the catalogue: steps left out before
/// steps done wrongly.
pub fn ways(cases: &[Case], sightings: &[Sighting], query: &Query) -> Vec<Way> {
    let mut found: Vec<(bool, Way)> = Vec::new();
    for case in cases {
        let Some(mend) = &case.fix else { continue };
        let Some(seen) = sightings.iter().find(|seen| seen.case == *case.id) else { continue };
        if seen.outcome.is_signed_in() || !fits(seen, query) {
            continue;
        }
        let same = |way: &Way| {
            way.mend == *mend && (way.phase, way.status, &way.page) == (seen.phase, seen.status, &seen.page)
        };
        if let Some((_, way)) = found.iter_mut().find(|(_, way)| same(way)) {
            way.cases.push(case.id.to_string());
            way.common |= case.common;
            continue;
        }
        let way = Way {
            title: case.title.clone(),
            why: case.why.clone(),
            mend: mend.clone(),
            check: case.check.clone(),
            phase: seen.phase,
            outcome: seen.outcome,
            status: seen.status,
            address: seen.address.clone(),
            page: seen.page.clone(),
            common: case.common,
            cases: vec![case.id.to_string()],
        };
        found.push((names_address(seen, query), way));
    }
    // The sort is stable.
    found.sort_by_key(|(addressed, way)| (!addressed, !way.common));
    found.into_iter().map(|(_, way)| way).collect()
}

fn fits(seen: &Sighting, query: &Query) -> bool {
    let agrees = |wanted: Option<bool>| wanted.unwrap_or(true);
    agrees(query.status.map(|status| seen.status == Some(status)))
        && agrees(query.phase.map(|phase| seen.phase == phase))
        && agrees(query.outcome.map(|outcome| seen.outcome == outcome))
        && agrees(query.text.as_ref().map(|text| shows(seen, text)))
}

/// Whether most of the page's words are in the text, or a line of the text is of the page: support pastes the one that looks
/// as if it said something.
fn shows(seen: &Sighting, text: &Pasted) -> bool {
    let page = Pasted::new(&seen.page);
    let lines =
        |text: &str| -> Vec<String> { text.lines().map(|line| Pasted::new(line).letters().to_owned()).collect() };
    let of_page = lines(&seen.page);
    let there: usize = of_page.iter().filter(|line| text.letters().contains(line.as_str())).map(String::len).sum();
    let most = there >= TELLING && 2 * there >= page.letters().len();
    let part = |line: &String| line.len() >= TELLING && page.letters().contains(line.as_str());
    most || lines(text.readable()).iter().any(part)
}

/// Whether the text has the path of the page's address.
fn names_address(seen: &Sighting, query: &Query) -> bool {
    let path = seen.address.split_once("://").map_or(seen.address.as_str(), |(_, rest)| rest);
    let path = path.find('/').map_or("", |slash| &path[slash..]);
    let Some(text) = query.text.as_ref().filter(|_| path.len() >= 4) else { return false };
    text.readable().match_indices(path).any(|(at, _)| {
        let next = text.readable()[at + path.len()..].chars().next();
        !next.is_some_and(|c| c.is_alphanumeric() || c == '/' || c == '-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::case;

    fn seen(id: &str, phase: Phase, status: u16, page: &str) -> Sighting {
        let address = if phase == Phase::Start { "<sp>/login/company" } else { "<sp>/saml/acs" }.to_owned();
        let (case, page) = (id.to_owned(), page.to_owned());
        Sighting { case, outcome: OutcomeKind::NotFound, phase, status: Some(status), address, page }
    }

    fn cases() -> Vec<Case> {
        let of = |(id, fix, common): (&str, &str, bool)| Case {
            fix: Some(fix.to_owned()),
            common,
            ..case(id, OutcomeKind::Refused)
        };
        [
            ("guide/a", "mend a", false),
            ("guide/b", "mend b", true),
            ("guide/c", "mend a", false),
            ("guide/d", "mend d", false),
        ]
        .map(of)
        .into()
    }

    fn sightings() -> Vec<Sighting> {
        vec![
            seen("guide/a", Phase::Start, 404, "404 Not Found\nThe page could not be found."),
            seen("guide/b", Phase::Acs, 404, "404 Not Found\nThe page could not be found."),
            seen("guide/c", Phase::Start, 404, "404 Not Found\nThe page could not be found."),
            seen("guide/d", Phase::Acs, 403, "Refused\nNo account has this address"),
        ]
    }

    fn mends(query: &Query) -> Vec<String> {
        ways(&cases(), &sightings(), query).into_iter().map(|way| way.mend).collect()
    }

    fn pasted(text: &str) -> Query {
        Query { text: Some(Pasted::new(text)), ..Query::default() }
    }

    #[test]
    fn what_is_often_left_out_comes_first_and_one_mend_is_one_way() {
        let query = Query { status: Some(404), ..Query::default() };
        assert_eq!(mends(&query), ["mend b", "mend a"]);
        assert_eq!(ways(&cases(), &sightings(), &query)[1].cases, ["guide/a", "guide/c"]);
        assert_eq!(mends(&Query { phase: Some(Phase::Start), ..query }), ["mend a"]);
    }

    #[test]
    fn words_of_the_page_find_it_and_its_address_puts_it_first() {
        assert_eq!(mends(&pasted("it says: the page could not\nbe found.")), ["mend b", "mend a"]);
        assert_eq!(mends(&pasted("The page could not be found")), ["mend b", "mend a"]);
        assert_eq!(
            mends(&pasted("404 Not Found\nThe page could not be found.\nhttps://sp/login/company")),
            ["mend a", "mend b"]
        );
        assert_eq!(mends(&pasted("no account has this address")), ["mend d"]);
        assert_eq!(mends(&pasted("something else altogether")), Vec::<String>::new());
    }
}
