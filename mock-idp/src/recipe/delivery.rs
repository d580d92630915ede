//! How a message travels.

/// How a message travels. Without any `deliver` step: the POST form that submits itself to the ACS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivery {}
