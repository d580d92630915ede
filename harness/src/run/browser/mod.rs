//! A real browser, driven over WebDriver: find or install it, start a driver, do what a person does, and
//! write down what came over the wire.

mod capabilities;
mod devtools;
mod driver;
mod find;
mod install;
mod obedience;
mod reset;
mod session;
mod wire;

pub use driver::Driver;
pub use find::{Found, PACKAGES, find};
pub use install::install;
pub use session::{Browser, BrowserOptions};
