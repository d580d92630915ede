//! Sources of pages, kept while a case runs, of which few are stored.

use std::collections::BTreeMap;

use super::engine::Source;
use crate::evidence::{Dom, Moment, Step};

/// How many bytes of a source are stored: a run has three pages of each of a thousand cases.
const LIMIT: usize = 16 * 1024;

/// How long the inside of a style or a drawing may be: what is longer says nothing of a login and is the most of many pages.
const BULK: usize = 200;

/// What was seen so far.
#[derive(Debug, Default)]
pub(super) struct SeenSources {
    /// By the index of the step that ended on it.
    steps: BTreeMap<usize, (String, Source)>,
    look_up: Option<(String, Source)>,
}

impl SeenSources {
    /// The step with this index ended on the page at `url`.
    pub(super) fn step(&mut self, index: usize, url: &str, source: Option<Source>) {
        self.steps.extend(source.map(|source| (index, (url.to_owned(), source))));
    }

    /// The last look-up was at `url`; none: it is under way.
    pub(super) fn look_up(&mut self, page: Option<(String, Source)>) {
        self.look_up = page;
    }

    /// Those that are stored of a case with these steps, at an SP with this ACS.
    pub(super) fn of_case(mut self, steps: &[Step], acs_url: &str) -> Vec<Dom> {
        let posts = |step: &Step| {
            let mut documents = step.documents.iter();
            documents.any(|one| one.method == "POST" && is_same_place(&one.url, acs_url))
        };
        let end = self.steps.last_key_value().map(|(index, _)| *index);
        let before = match steps.iter().rposition(|step| step.is_of_login() && posts(step)) {
            Some(posting) => self.steps.range(..posting).next_back(),
            None => self.steps.first_key_value(),
        };
        let before = before.map(|(index, _)| *index).filter(|before| Some(*before) != end);
        let mut kept = Vec::new();
        for (of, index) in [(Moment::Before, before), (Moment::End, end)] {
            let page = index.and_then(|index| self.steps.remove(&index));
            kept.extend(page.map(|page| dom(of, page)));
        }
        kept.extend(self.look_up.map(|page| dom(Moment::LookUp, page)));
        kept
    }
}

fn is_same_place(one: &str, other: &str) -> bool {
    let place = |url: &str| url.split(['?', '#']).next().unwrap_or_default().to_owned();
    !other.is_empty() && place(one) == place(other)
}

/// A page as it is stored.
fn dom(of: Moment, (url, source): (String, Source)) -> Dom {
    let mut html = without_bulk(&without_bulk(&source.html, "style"), "svg");
    let end = (0..=LIMIT.min(html.len())).rev().find(|end| html.is_char_boundary(*end)).unwrap_or_default();
    let left_out = source.left_out + html[end..].chars().count();
    html.truncate(end);
    Dom { of, url, html, left_out }
}

/// `html` with a comment in place of what is in each `element`, where that is long.
fn without_bulk(html: &str, element: &str) -> String {
    // Places in it are those in `html`.
    let lower = html.to_ascii_lowercase();
    let (open, close) = (format!("<{element}"), format!("</{element}"));
    let (mut out, mut from) = (String::new(), 0);
    while let Some(begin) = lower[from..].find(&open).map(|at| from + at + open.len()) {
        let Some(inner) = lower[begin..].find('>').map(|at| begin + at + 1) else { break };
        let Some(end) = lower[inner..].find(&close).map(|at| inner + at) else { break };
        let is_it = lower[begin..].starts_with(|letter: char| letter == '>' || letter.is_ascii_whitespace());
        let count = html[inner..end].chars().count();
        if is_it && count > BULK {
            out += &format!("{}<!-- {count} characters -->", &html[from..inner]);
            from = end;
        } else {
            out += &html[from..inner];
            from = inner;
        }
    }
    out + &html[from..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Document;

    fn step(method: &str, url: &str) -> Step {
        let document = Document { method: method.to_owned(), url: url.to_owned(), ..Document::default() };
        Step { documents: vec![document], ..Step::default() }
    }

    fn source(html: &str) -> Option<Source> {
        Some(Source { html: html.to_owned(), left_out: 0 })
    }

    #[test]
    fn the_page_that_posts_the_end_and_the_look_up_are_kept() {
        let acs = "http://sp/acs";
        let steps = [
            step("GET", "http://sp/"),
            step("GET", "http://idp/"),
            step("POST", "http://sp/acs?a"),
            step("GET", "http://sp/x"),
        ];
        let seen = |posted: bool| {
            let mut seen = SeenSources::default();
            for (index, html) in ["start", "idp", "home", "x"].into_iter().enumerate() {
                seen.step(index, "u", source(html));
            }
            seen.look_up(source("me").map(|source| ("v".to_owned(), source)));
            let kept = seen.of_case(if posted { &steps } else { &steps[..2] }, acs);
            kept.into_iter().map(|dom| (dom.of, dom.html)).collect::<Vec<_>>()
        };
        let told = |before: &str| {
            [(Moment::Before, before), (Moment::End, "x"), (Moment::LookUp, "me")]
                .map(|(of, html)| (of, html.to_owned()))
        };
        assert_eq!(seen(true), told("idp"));
        assert_eq!(seen(false), told("start"));
        let mut alone = SeenSources::default();
        alone.step(0, "u", source("only"));
        let kept = alone.of_case(&steps[..1], acs);
        assert_eq!(kept.iter().map(|dom| dom.of).collect::<Vec<_>>(), [Moment::End]);
    }

    #[test]
    fn what_is_left_out_is_said() {
        let long = "ä".repeat(BULK + 1);
        let html =
            format!("<STYLE a>{long}</style><style>b</style><styled>{long}</styled><svg/><svg id=1>{long}</svg>");
        let kept = dom(Moment::End, ("u".to_owned(), Source { html, left_out: 3 }));
        let told = format!("<STYLE a><!-- 201 characters --></style><style>b</style><styled>{long}</styled><svg/>");
        assert!(kept.html.starts_with(&told), "{}", kept.html);
        assert!(kept.html.ends_with("<svg id=1><!-- 201 characters --></svg>") && kept.left_out == 3, "{}", kept.html);
        let huge = Source { html: "ä".repeat(LIMIT), left_out: 7 };
        let kept = dom(Moment::End, ("u".to_owned(), huge));
        assert_eq!((kept.html.len(), kept.left_out), (LIMIT, LIMIT / 2 + 7));
        assert_eq!(without_bulk("<style", "style") + &without_bulk("<style>x", "style"), "<style<style>x");
    }
}
