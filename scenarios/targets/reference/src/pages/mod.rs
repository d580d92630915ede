//! The pages, as HTML.

mod company_login;
mod layout;
mod member;
mod other_settings;
mod plain;
mod post_request;
mod settings;

pub use company_login::company_login;
pub use layout::page;
pub use member::{me, order, shown, signed_out, way_out, who};
pub use other_settings::{manual, test_first};
pub use plain::{home, message, not_found};
pub use post_request::post_request;
pub use settings::{Message, settings};
