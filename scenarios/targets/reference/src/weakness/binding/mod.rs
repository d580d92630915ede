//! What comes to the Assertion Consumer Service is unpacked too generously.

pub mod accepts_any_content_type;
pub mod accepts_base64_garbage;
pub mod accepts_get;
pub mod accepts_response_anywhere;
pub mod bare_xml_unverified;
pub mod deflated_unverified;
pub mod field_names_alike;
pub mod inflates_anything;
pub mod parameter_signature_unverified;
pub mod reads_behind_padding;
pub mod takes_first_of_two_fields;
pub mod takes_last_of_two_fields;
pub mod takes_query_for_form;
pub mod trusts_second_post;
pub mod ws_federation_unverified;
