use super::{EvidenceView, Judgement, Rule};

/// Core 1.3.4: two identifiers are the same with a probability of at most 2^-128.
pub(super) const RULE: Rule = Rule {
    name: "request-id-long-enough",
    demand: "Every ID has room for at least 128 random bits.",
    rows: &["REQ-02"],
    judge,
};

/// Random bits that an identifier needs.
const NEEDED: usize = 128;

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_request(|_, root| {
        let id = root.attribute("ID").unwrap_or_default();
        let bits = bits(id);
        (bits < NEEDED).then(|| format!("the ID `{id}` has room for {bits} random bits, {NEEDED} are needed"))
    })
}

/// At most so many bits are in `id`, to judge by the characters that it is made of.
fn bits(id: &str) -> usize {
    let tail = |of: fn(&char) -> bool| id.chars().rev().filter(|c| *c != '-').take_while(of).count();
    let (decimal, hex) = (tail(char::is_ascii_digit), tail(char::is_ascii_hexdigit));
    let all = id.chars().filter(char::is_ascii_alphanumeric).count();
    // Hundredths of a bit: log2 of 10, 16 and 62.
    let hundredths = match () {
        () if decimal * 2 > all => decimal * 332,
        () if hex * 2 > all => hex * 400,
        () => all * 595,
    };
    hundredths / 100
}

#[cfg(test)]
mod tests {
    use super::super::sample::request;
    use super::RULE;

    #[test]
    fn a_short_id_is_reported() {
        let found = request(RULE, "_5f0c8a1b2c3d4e5f60718293a4b5c6d7", "_5f0c8a1b2c");
        assert_eq!(found, ["the ID `_5f0c8a1b2c` has room for 40 random bits, 128 are needed"]);
        let uuid = request(RULE, "_5f0c8a1b2c3d4e5f60718293a4b5c6d7", "id-5f0c8a1b-2c3d-4e5f-6071-8293a4b5c6d7");
        assert_eq!(uuid, [""; 0]);
        let letters = request(RULE, "_5f0c8a1b2c3d4e5f60718293a4b5c6d7", "_uM3kQzX9pLr7TfWvYb2Ne4");
        assert_eq!(letters, [""; 0]);
    }

    #[rstest::rstest]
    #[case::digits("12345678", 26)]
    #[case::more_digits_than_not("xyz12345", 16)]
    #[case::half_digits("wxyz1234", 47)]
    #[case::hexadecimal_behind_a_prefix("xyzabcde", 20)]
    #[case::half_hexadecimal("wxyzabcd", 47)]
    #[case::letters("uvwxyzgh", 47)]
    #[case::dashes_count_for_nothing("12-34", 13)]
    #[case::nothing("", 0)]
    fn the_bits_of_an_id_follow_from_what_most_of_it_is_made_of(#[case] id: &str, #[case] expected: usize) {
        assert_eq!(super::bits(id), expected);
    }
}
