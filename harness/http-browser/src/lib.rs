//! A browser without scripts.
//!
//! [`Browser`] keeps cookies, follows redirects, reads HTML, fills in and sends forms, goes back, reloads, and has tabs,
//! as Chromium does: `SameSite` with its two minutes of grace, `Referer` and `Sec-Fetch-*`, `form-action` and the other
//! parts of a Content-Security-Policy that decide where a form may go, the history that asks again or not. It is made for
//! tests of sign-ons, where these details decide who gets in, and where a real browser takes a hundred times as long.
//!
//! It runs no script. Pages that post themselves, as sign-on protocols have them, are recognised by their shape: a form
//! of hidden fields, and a short script that submits it. Where a page that carries a sign-on message has a script of
//! another shape, [`Browser::unsettled`] says so, rather than pretending that the page does nothing.
//!
//! ```no_run
//! # async fn example() -> Result<(), http_browser::Error> {
//! let mut browser = http_browser::Browser::new("my tests", &http_browser::Trust::default())?;
//! browser.open("http://127.0.0.1:8080/login").await?;
//! browser.fill("input[name=email]", "alice@example.com")?;
//! browser.click("text=Continue").await?;
//! assert_eq!(browser.texts_of("#user")?, ["alice@example.com"]);
//! for document in browser.take_documents() {
//!     println!("{} {} -> {:?}", document.method, document.url, document.status);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Elements are named by CSS, or by what a person sees of them: see [`Selector`].
//!
//! What it does not have: scripts, frames, images, storage other than cookies, a cache.

mod alone;
mod browser;
pub mod client;
mod control;
mod decode;
mod error;
mod find;
mod form;
mod jar;
mod loaded;
mod policy;
mod press;
mod request;
mod seen;
mod selector;
mod site;
mod tab;
mod text;
mod trust;
mod validity;
mod wire;

pub use browser::Browser;
pub use cookie::SameSite;
pub use error::{Error, Unsettled};
pub use seen::{Cookie, Cookies, Document, Download, Page, Refused, Withheld};
pub use selector::{NoSelector, Selector};
pub use trust::Trust;
