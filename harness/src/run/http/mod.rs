//! The engine without a browser: an HTTP client that keeps cookies, follows redirects, reads HTML, fills in and sends
//! forms, and writes down the same evidence as a browser does. It runs no script; pages that send themselves, as
//! sign-on has them, are recognised by their shape.

mod control;
mod decode;
mod find;
mod form;
mod jar;
mod page;
mod policy;
mod press;
mod request;
mod script;
mod session;
mod set_cookie;
mod site;
mod style;
mod tab;
mod text;
mod validity;
mod wire;

pub use session::Session;
