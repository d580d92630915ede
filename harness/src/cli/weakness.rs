//! `run --weakness NAME`: what the reference SP can be made to do wrong.

use super::Failure;
#[cfg(feature = "reference-sp")]
use crate::diagnostic::nearest;

/// Refuses the weakness `name` unless the reference SP has it.
#[cfg(feature = "reference-sp")]
pub(super) fn check(name: &str) -> Result<(), Failure> {
    known("weakness", "reference-sp --weaknesses", name, reference_sp::weaknesses().map(|(name, _)| name))
        .map_err(Failure::Usage)
}

/// Refuses every weakness: there is no reference SP.
#[cfg(not(feature = "reference-sp"))]
pub(super) fn check(_: &str) -> Result<(), Failure> {
    Err(not_built_in())
}

/// What to say where the reference SP is asked for and left out.
#[cfg(not(feature = "reference-sp"))]
pub(super) fn not_built_in() -> Failure {
    Failure::Usage("this saml-harness was built without its reference SP (the feature `reference-sp`)".to_owned())
}

/// That `name` is among `names`, or what to write instead; the command `listed_by` lists all of that `kind`.
#[cfg(any(feature = "reference-sp", test))]
pub(super) fn known<'n>(
    kind: &str,
    listed_by: &str,
    name: &str,
    names: impl Iterator<Item = &'n str> + Clone,
) -> Result<(), String> {
    if names.clone().any(|known| known == name) {
        return Ok(());
    }
    let near = nearest(name, names).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    Err(format!("the reference SP has no {kind} `{name}`; {near}`{listed_by}` lists them"))
}

#[cfg(test)]
mod tests {
    use super::known;

    #[test]
    fn a_weakness_is_known_to_the_letter_or_the_nearest_is_reported() {
        let names = ["accepts-get", "no-replay-memory"];
        let known = |name| known("weakness", "reference-sp --weaknesses", name, names.into_iter());
        assert_eq!(known("no-replay-memory"), Ok(()));
        let refused = known("no-replay-memry").unwrap_err();
        assert!(
            refused.contains("no weakness `no-replay-memry`; did you mean `no-replay-memory`? `reference-sp"),
            "{refused}"
        );
        let refused = known("zzzzzzzzzz").unwrap_err();
        assert!(refused.contains("no weakness `zzzzzzzzzz`; `reference-sp --weaknesses`"), "{refused}");
        assert!(known("").is_err());
    }
}
