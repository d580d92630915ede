//! From what a person saw back to what leads there.
//!
//! There are two sources. A [`Library`] holds what the error sentences of well-known SP libraries and IdPs say; it is data,
//! below `scenarios/symptoms/`. A [`Sighting`] is what a case of the catalogue ended on at the target at hand, from its
//! accepted snapshots or a report; [`ways`] finds those that fit, grouped by what mends them. Nothing here starts anything.

mod apart;
mod library;
mod load;
mod recognise;
mod sighting;
mod status;
mod text;
mod way;

pub use apart::{Apart, apart};
pub use library::{Cause, Entry, Library};
pub use load::load;
pub use recognise::{Nearest, Recognised};
pub use sighting::{Sighting, of_report, of_snapshots};
pub use status::status_in;
pub use text::{Pasted, Sentence};
pub use way::{Query, Way, ways};
