//! What a customer sends to support, taken apart.
//!
//! [`read`] recognises what a file is (metadata, a SAML response in any wrapping, a recording of the browser, JumpCloud's
//! application as JSON or as code sets it, a certificate, a mail with some of these pasted in, plain words; also in an archive,
//! an Office document or RTF) and gives the parts in order.
//! Signatures are verified, to say in which way one fails ([`Verdict`]). [`Redactor`] takes personal data out of everything that is printed or kept, and writes a receipt.
//!
//! Nothing is fetched, no entity is expanded, and every file is a stranger's: sizes, depths and inflated lengths are limited.

mod application;
mod archive;
mod burp;
mod certificate;
mod code_settings;
mod decode;
mod decrypt;
mod exchange;
mod har;
mod limit;
mod metadata;
mod mixed;
mod names;
mod page;
mod pattern;
mod printed_certificate;
mod raw_http;
mod recognise;
mod redact;
mod request;
mod response;
mod rtf;
mod secret;
mod secret_text;
mod settings_page;
mod signature;
mod sp_settings;
mod tracer;
mod wrapped;
mod xml;

pub use application::Application;
pub use certificate::Certificate;
pub use exchange::{Cookies, Exchange, Message, Recording, SetCookie};
pub use limit::FILE_LIMIT;
pub use metadata::{Endpoint, KeyUse, Metadata, Role};
pub use page::Page;
pub use recognise::{Artefact, Content, Options, Reading, Refusal, read, text_of};
pub use redact::{Receipt, Redactor, Taken};
pub use request::Request;
pub use response::{Assertion, Attribute, Encrypted, Response};
pub use saml_signature::{Doubt, Verdict};
pub use secret::Secret;
pub use signature::Signature;
pub use sp_settings::SpSettings;
