//! XML trees that keep every byte they are given, and their canonical form.
//!
//! [`Document::parse`] takes any well-formed XML 1.0 document; printing it untouched gives the same octets.
//! Nodes can be edited freely. [`canonicalize`] writes the canonical forms that signatures are made over. Entities beyond the five predefined ones are refused and never expanded.

mod canonical;
mod document;
mod element;
mod entities;
mod error;
mod escape;
mod fragment;
mod scope;

pub use canonical::{Canonicalization, canonicalize, canonicalize_document};
pub use document::Document;
pub use element::{Attribute, Element, Node};
use entities::Entities;
pub use error::XmlError;
pub(crate) use escape::is_name;
pub use escape::{attribute_value, escape_attribute, escape_text, text_value};
pub use fragment::parse_fragment;
pub use scope::Scope;
