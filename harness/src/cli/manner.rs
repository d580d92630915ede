//! `run --manner NAME`, `list --manners`: ways in which SPs differ that are no defects.

use super::Failure;
use crate::target::Target;

/// The target that copes with the manner `name`, which the reference SP must have.
#[cfg(feature = "reference-sp")]
pub(super) fn target(name: &str) -> Result<Target, Failure> {
    check(name)?;
    super::catalogue::manner_target(name).map_err(Failure::usage)
}

/// Refuses the manner `name` unless the reference SP has it.
#[cfg(feature = "reference-sp")]
pub(super) fn check(name: &str) -> Result<(), Failure> {
    let names = reference_sp::manners().map(|(name, _)| name);
    super::weakness::known("manner", "list --manners", name, names).map_err(Failure::Usage)
}

/// All manners, each with its sentence.
#[cfg(feature = "reference-sp")]
pub(super) fn list() -> Result<u8, Failure> {
    let width = reference_sp::manners().map(|(name, _)| name.len()).max().unwrap_or_default();
    reference_sp::manners().for_each(|(name, sentence)| super::out(&format!("{name:width$}  {sentence}")));
    let count = reference_sp::manners().count();
    super::out(&format!("\n{count} manners; `{} run --manner NAME` runs with one", super::program::program()));
    Ok(0)
}

/// Refuses every manner: there is no reference SP.
#[cfg(not(feature = "reference-sp"))]
pub(super) fn target(_: &str) -> Result<Target, Failure> {
    Err(super::weakness::not_built_in())
}

/// There are none: there is no reference SP.
#[cfg(not(feature = "reference-sp"))]
pub(super) fn list() -> Result<u8, Failure> {
    Err(super::weakness::not_built_in())
}
