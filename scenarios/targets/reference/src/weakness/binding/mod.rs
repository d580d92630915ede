//! What comes to the Assertion Consumer Service is unpacked too generously.

pub mod accepts_any_content_type;
pub mod accepts_base64_garbage;
pub mod accepts_get;
pub mod accepts_response_anywhere;
pub mod inflates_anything;
pub mod takes_first_of_two_fields;
pub mod takes_last_of_two_fields;
pub mod takes_query_for_form;
pub mod trusts_second_post;
