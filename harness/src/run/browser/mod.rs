//! A real browser, driven over WebDriver: find or install it, start a driver, do what a person does, and
//! write down what came over the wire.

mod as_engine;
mod bidi;
mod bidi_wire;
mod capabilities;
mod cookie_log;
mod devtools;
mod download;
mod driver;
mod find;
mod firefox;
mod gestures;
mod install;
mod kind;
mod obedience;
mod page;
mod parts;
mod reset;
mod selector;
mod session;
mod windows;
mod wire;

pub use driver::Driver;
pub use find::{Found, PACKAGES, find, find_firefox};
pub use install::install;
pub use kind::BrowserKind;
pub use session::{Browser, BrowserOptions};
