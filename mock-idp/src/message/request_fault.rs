//! What is wrong with an AuthnRequest that can be answered even so.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Something that a SAML 2.0 specification forbids, in a request whose sender, meaning and return address are clear.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum RequestFault {
    #[error("the request lacks the attribute `{attribute}`")]
    Missing { attribute: String },
    #[error("the request's Version is `{value}`, not 2.0")]
    Version { value: String },
    #[error("the request's ID `{value}` is not an XML name")]
    Id { value: String },
    #[error("the request's IssueInstant `{value}` is no time in UTC")]
    IssueInstant { value: String },
    #[error("the request's AssertionConsumerServiceIndex `{value}` is not a number")]
    AcsIndex { value: String },
    #[error("the request's Destination is `{value}`, it was received at `{endpoint}`")]
    Destination { value: String, endpoint: String },
    #[error("the request's {attribute} `{value}` is no xs:boolean")]
    Boolean { attribute: String, value: String },
    #[error("the request asks for the NameID format `{value}`, which SAML does not define")]
    NameIdFormat { value: String },
    #[error("the request has a document type declaration")]
    DocType,
    #[error("the request has the attribute `{name}`, which the schema does not know")]
    UnknownAttribute { name: String },
    #[error("the request holds the element `{name}`, which the schema does not know")]
    UnknownElement { name: String },
}

impl RequestFault {
    /// The clause that it disobeys.
    pub fn clause(&self) -> &'static str {
        match self {
            Self::Missing { .. } | Self::Version { .. } | Self::Destination { .. } => "SAML core 3.2.1",
            Self::Id { .. } => "SAML core 1.3.4",
            Self::IssueInstant { .. } => "SAML core 1.3.3",
            Self::AcsIndex { .. } | Self::UnknownAttribute { .. } | Self::UnknownElement { .. } => "SAML core 3.4.1",
            Self::Boolean { .. } => "XML Schema part 2, 3.2.2",
            Self::NameIdFormat { .. } => "SAML core 8.3",
            Self::DocType => "SAML 2.0 Implementation Profile, IIP-G03",
        }
    }
}

/// A fault as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestFinding {
    /// The clause that the request disobeys.
    pub clause: String,
    /// The fault in a sentence, with the value.
    pub message: String,
    /// The fault.
    pub fault: RequestFault,
}

impl From<RequestFault> for RequestFinding {
    fn from(fault: RequestFault) -> Self {
        Self { clause: fault.clause().to_owned(), message: fault.to_string(), fault }
    }
}
