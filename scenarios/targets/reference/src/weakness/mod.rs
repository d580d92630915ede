//! CATALOGUE: defects that can be switched on with `SP_WEAKNESS=name`, one a file, so that each scenario can be seen
//! to catch the one it is for. Each replaces a few [`Hooks`]; the SP without any is as it should be.
//!
//! A weakness is its file and the `pub mod` line in its group: its name is the file's, and its sentence the first line
//! of the file's documentation. `build.rs` makes the list out of them.

mod availability;
mod binding;
mod checks;
mod demand;
mod lenient;
mod metadata;
mod pages;
mod people;
mod reading;
mod request;
mod session;
mod signature;
mod strict;
#[cfg(test)]
mod tests;

use crate::hooks::Hooks;

/// One defect.
#[derive(Clone, Copy)]
pub struct Weakness {
    /// That of its file, with dashes.
    pub name: &'static str,
    /// What the SP does wrong, in a sentence without a full stop.
    pub sentence: &'static str,
    /// The SP that has it.
    pub hooks: &'static Hooks,
}

include!(concat!(env!("OUT_DIR"), "/weaknesses.rs"));

/// The weakness of that name, or what to say when there is none.
pub fn find(name: &str) -> Result<Weakness, String> {
    let nearest = || ALL.iter().max_by(|one, other| likeness(one.name, name).total_cmp(&likeness(other.name, name)));
    let found = ALL.iter().find(|weakness| weakness.name == name).copied();
    found.ok_or_else(|| {
        let nearest = nearest().map(|weakness| weakness.name).unwrap_or_default();
        format!("no weakness is called `{name}`; the nearest is `{nearest}`, and `--weaknesses` lists all")
    })
}

fn likeness(one: &str, other: &str) -> f64 {
    strsim::jaro_winkler(one, other)
}
