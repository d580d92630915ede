//! CATALOGUE: defects that can be switched on with `SP_WEAKNESS=name`, one a file, so that each scenario can be seen
//! to catch the one it is for. Each replaces a few [`Hooks`]; the SP without any is as it should be.

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
    /// Its name: that of its file.
    pub name: &'static str,
    /// What the SP does wrong, in a sentence without a full stop.
    pub sentence: &'static str,
    /// The SP that has it.
    pub hooks: &'static Hooks,
}

impl Weakness {
    const fn new(name: &'static str, sentence: &'static str, hooks: &'static Hooks) -> Self {
        Weakness { name, sentence, hooks }
    }
}

const GROUPS: &[&[Weakness]] = &[
    availability::ALL,
    binding::ALL,
    checks::ALL,
    metadata::ALL,
    pages::ALL,
    people::ALL,
    reading::ALL,
    request::ALL,
    session::ALL,
    signature::ALL,
    strict::ALL,
];

/// All weaknesses, by name.
pub fn all() -> Vec<Weakness> {
    let mut all = GROUPS.concat();
    all.sort_by_key(|weakness| weakness.name);
    all
}

/// The weakness of that name, or what to say when there is none.
pub fn find(name: &str) -> Result<Weakness, String> {
    let all = all();
    let nearest = || all.iter().max_by(|one, other| likeness(one.name, name).total_cmp(&likeness(other.name, name)));
    let found = all.iter().find(|weakness| weakness.name == name).copied();
    found.ok_or_else(|| {
        let nearest = nearest().map(|weakness| weakness.name).unwrap_or_default();
        format!("no weakness is called `{name}`; the nearest is `{nearest}`, and `--weaknesses` lists all")
    })
}

fn likeness(one: &str, other: &str) -> f64 {
    strsim::jaro_winkler(one, other)
}
