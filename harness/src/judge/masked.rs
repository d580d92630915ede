//! Names of which an SP shows a part and masks the rest, as `e***@acme.test`.

use strum::VariantArray;

use super::person::{Carried, Person};
use super::who::{Who, may_be_any_of};
use crate::fixture::Fact;

/// What stands in place of letters.
const MASKS: [char; 5] = ['*', '•', '●', '∙', '…'];

/// Whom a masked name in `text` names: the one person whom it fits. None: nothing in it is masked, or nobody fits.
///
/// What a message called somebody counts, too: the account of such a name may look the same.
pub(super) fn whom(text: &str, people: &[Person], carried: &Carried) -> Option<Who> {
    let words: Vec<Vec<&str>> = text.split(is_between_words).filter_map(clear_parts).collect();
    let fits = |name: &str| words.iter().any(|parts| is_masked_as(name, parts));
    let facts = |person: &Person| Fact::VARIANTS.iter().any(|fact| person.values(*fact).into_iter().any(fits));
    let fitting: Vec<&Person> = people.iter().filter(|person| facts(person)).collect();
    let is_somebodys =
        |name: &str| people.iter().any(|person| Fact::VARIANTS.iter().any(|fact| person.is(*fact, name)));
    let others = carried.all().filter(|name| fits(name) && !is_somebodys(name)).map(String::as_str);
    let names: Vec<&str> = fitting.iter().map(|person| person.email.as_str()).chain(others).collect();
    match (fitting.as_slice(), names.as_slice()) {
        (_, []) => None,
        ([person], [_]) => Some(Who::Person(person.email.clone())),
        _ => Some(Who::Unclear(may_be_any_of(text, &names.join(", ")))),
    }
}

fn is_between_words(letter: char) -> bool {
    letter.is_whitespace() || "<>()[]\"',;".contains(letter)
}

/// What a masked word leaves to be read, part by part; none where nothing of it is masked, or all is.
fn clear_parts(word: &str) -> Option<Vec<&str>> {
    let parts: Vec<&str> = word.split(MASKS).collect();
    // Parts between the signs of one mask are empty: they stand for nothing.
    let is_some = |part: &&str| part.chars().any(char::is_alphanumeric);
    (parts.len() > 1 && parts.iter().any(is_some)).then_some(parts)
}

/// Whether `name` can be masked so that `parts` are left: the first at its start, the last at its end, the others between
/// them in order. Each mask stands for a letter at least.
fn is_masked_as(name: &str, parts: &[&str]) -> bool {
    let name = name.to_lowercase();
    let parts: Vec<String> = parts.iter().map(|part| part.to_lowercase()).collect();
    let ([first, between @ .., last], true) = (parts.as_slice(), name.chars().count() > 1) else { return false };
    let Some(mut rest) = name.strip_prefix(first.as_str()).and_then(|rest| rest.strip_suffix(last.as_str())) else {
        return false;
    };
    if rest.is_empty() {
        return false;
    }
    for part in between.iter().filter(|part| !part.is_empty()) {
        match rest.find(part.as_str()).filter(|at| *at > 0) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    !rest.is_empty()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::first_letter("e***@acme.test", "employee@acme.test", true)]
    #[case::first_and_last("e•••e@acme.test", "employee@acme.test", true)]
    #[case::the_domain_as_well("em**@a**.test", "employee@acme.test", true)]
    #[case::an_ellipsis("emp…@acme.test", "employee@acme.test", true)]
    #[case::upper_case("E***@ACME.TEST", "employee@acme.test", true)]
    #[case::somebody_else("e***@acme.test", "victim@acme.test", false)]
    #[case::another_domain("e***@acme.test", "employee@acme.test.mallory.example", false)]
    #[case::nothing_is_masked("e***@acme.test", "e@acme.test", false)]
    fn a_mask_leaves_parts_of_a_name(#[case] word: &str, #[case] name: &str, #[case] fits: bool) {
        assert_eq!(is_masked_as(name, &clear_parts(word).unwrap()), fits);
    }

    #[rstest]
    #[case("employee@acme.test")]
    #[case("***")]
    #[case("*@*")]
    fn what_is_whole_or_all_masked_tells_nothing(#[case] word: &str) {
        assert_eq!(clear_parts(word), None);
    }
}
