//! The page that lists the manners.

use libtest_mimic::Failed;

use super::coping::Coping;
use crate::common::repository;

const PAGE: &str = "harness/docs/manners.md";

fn page() -> Result<String, Failed> {
    let mut text = format!(
        "# Manners\n\n\
         SPs differ in ways that are no defects. The reference SP has {} such manners that can be switched on, one at a time,\n\
         and `scenarios/targets/manners/` has the target file that copes with each: look there for one that is like your SP.\n\n\
         ```sh\n\
         cargo run -- run login attack/unsigned --manner sign-out-by-post\n\
         ```\n\n\
         A manner never changes what the SP accepts, so the verdicts are those of the plain SP, and with `--weakness` as well,\n\
         those of the plain SP with that weakness. Without the key that copes, what cannot be told is `not-verified`, and the\n\
         reason names the key. `cargo test --package scenarios --test manners` tries it.\n\n\
         | manner | what the SP does | the key that copes |\n|---|---|---|\n",
        reference_sp::manners().count(),
    );
    for (name, sentence) in reference_sp::manners() {
        let coping = Coping::read(name)?;
        let key = coping.key.map_or_else(|| "none is needed".to_owned(), |key| format!("`{key}`"));
        let engine = if coping.needs_browser { " (in a browser)" } else { "" };
        let file = format!("../../scenarios/targets/manners/{name}.toml");
        text += &format!("| [`{name}`]({file}) | {}{engine} | {key} |\n", sentence.replace('|', "\\|"));
    }
    Ok(text)
}

/// Compares the page on disk with what came out; writes it first if that is asked for.
pub fn is_up_to_date() -> Result<(), Failed> {
    let (page, file) = (page()?, repository().join(PAGE));
    if std::env::var("UPDATE_DOCS").is_ok_and(|given| given == "1") {
        std::fs::write(&file, &page).unwrap();
    }
    let there = std::fs::read_to_string(&file).map_err(|error| format!("{PAGE}: {error}"))?;
    if there == page { Ok(()) } else { Err(format!("{PAGE} is out of date; `UPDATE_DOCS=1` writes it anew").into()) }
}
