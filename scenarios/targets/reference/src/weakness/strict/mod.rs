//! What a customer's identity provider may rightly send is refused.

mod drops_name_formats;
mod either_means_response;
mod encrypted_key_inside_only;
mod first_encrypted_key_only;
mod first_statement_only;
mod mangles_text;
mod needs_attribute_values;
mod needs_attributes;
mod needs_conditions_end;
mod needs_destination;
mod needs_email_format;
mod needs_exact_clock;
mod needs_inclusive_prefixes;
mod needs_issuer_url;
mod needs_key_info;
mod needs_known_groups;
mod needs_long_validity;
mod needs_name_format;
mod needs_not_before;
mod needs_response_issuer;
mod needs_some_name_format;
mod needs_xsi_type;
mod no_skew;
mod reads_name_id_alone;
mod refuses_advice;
mod refuses_authn_details;
mod refuses_c14n_with_comments;
mod refuses_comments_outside;
mod refuses_encrypted_attribute;
mod refuses_encryption;
mod refuses_extensions;
mod refuses_foreign_confirmation_data;
mod refuses_fractional_seconds;
mod refuses_idp_initiated;
mod refuses_inclusive_prefixes;
mod refuses_issuer_format;
mod refuses_large_messages;
mod refuses_line_breaks;
mod refuses_long_names;
mod refuses_name_qualifiers;
mod refuses_namespaces_above;
mod refuses_one_time_use;
mod refuses_optional_content;
mod refuses_other_context;
mod refuses_other_prefixes;
mod refuses_private_name_id_formats;
mod refuses_proxy_restriction;
mod refuses_repeated_attributes;
mod refuses_response_signature;
mod refuses_second_audience;
mod refuses_second_authn_statement;
mod refuses_second_confirmation;
mod refuses_several_values;
mod refuses_sha1;
mod refuses_sha512;
mod refuses_unknown_attributes;
mod refuses_whitespace_in_signature;
mod strings_alone;

use super::Weakness;

/// All of them, by name.
pub const ALL: &[Weakness] = &[
    Weakness::new("drops-name-formats", "Attributes with a NameFormat are not there", &drops_name_formats::HOOKS),
    Weakness::new(
        "either-means-response",
        "Where either signature will do, that of the Response is demanded",
        &either_means_response::HOOKS,
    ),
    Weakness::new(
        "encrypted-key-inside-only",
        "An EncryptedKey beside the EncryptedData is not found",
        &encrypted_key_inside_only::HOOKS,
    ),
    Weakness::new(
        "first-encrypted-key-only",
        "Of several EncryptedKeys the first alone is tried",
        &first_encrypted_key_only::HOOKS,
    ),
    Weakness::new(
        "first-statement-only",
        "Attributes of the first AttributeStatement alone are there",
        &first_statement_only::HOOKS,
    ),
    Weakness::new("mangles-text", "Letters outside ASCII are lost", &mangles_text::HOOKS),
    Weakness::new(
        "needs-attribute-values",
        "An attribute without a value, or with an empty one, is refused",
        &needs_attribute_values::HOOKS,
    ),
    Weakness::new("needs-attributes", "An assertion without attributes is refused", &needs_attributes::HOOKS),
    Weakness::new("needs-conditions-end", "Conditions without NotOnOrAfter are refused", &needs_conditions_end::HOOKS),
    Weakness::new(
        "needs-destination",
        "A Response without Destination is refused, signed or not",
        &needs_destination::HOOKS,
    ),
    Weakness::new(
        "needs-email-format",
        "A NameID of the persistent or transient format is refused",
        &needs_email_format::HOOKS,
    ),
    Weakness::new(
        "needs-exact-clock",
        "A response that was made half a minute ago is refused",
        &needs_exact_clock::HOOKS,
    ),
    Weakness::new(
        "needs-inclusive-prefixes",
        "A signature without a prefix list is refused",
        &needs_inclusive_prefixes::HOOKS,
    ),
    Weakness::new("needs-issuer-url", "An Issuer that is no URL is refused", &needs_issuer_url::HOOKS),
    Weakness::new("needs-key-info", "A signature without KeyInfo is refused", &needs_key_info::HOOKS),
    Weakness::new("needs-known-groups", "Groups without one that is known are refused", &needs_known_groups::HOOKS),
    Weakness::new(
        "needs-long-validity",
        "An assertion that ends within two minutes is refused",
        &needs_long_validity::HOOKS,
    ),
    Weakness::new(
        "needs-name-format",
        "An attribute whose NameFormat is another than the basic one is refused",
        &needs_name_format::HOOKS,
    ),
    Weakness::new("needs-not-before", "Conditions without NotBefore are refused", &needs_not_before::HOOKS),
    Weakness::new(
        "needs-response-issuer",
        "A Response without Issuer is refused, signed or not",
        &needs_response_issuer::HOOKS,
    ),
    Weakness::new(
        "needs-some-name-format",
        "An attribute without NameFormat is refused",
        &needs_some_name_format::HOOKS,
    ),
    Weakness::new("needs-xsi-type", "An attribute value without xsi:type is refused", &needs_xsi_type::HOOKS),
    Weakness::new("no-skew", "The clocks may not differ at all", &no_skew::HOOKS),
    Weakness::new("reads-name-id-alone", "A NameID that is no address is nobody", &reads_name_id_alone::HOOKS),
    Weakness::new("refuses-advice", "An assertion with Advice is refused", &refuses_advice::HOOKS),
    Weakness::new(
        "refuses-authn-details",
        "An AuthnStatement that says more than it must is refused",
        &refuses_authn_details::HOOKS,
    ),
    Weakness::new(
        "refuses-c14n-with-comments",
        "A signature by canonicalization with comments is refused",
        &refuses_c14n_with_comments::HOOKS,
    ),
    Weakness::new(
        "refuses-comments-outside",
        "A document with anything before or behind its root is refused",
        &refuses_comments_outside::HOOKS,
    ),
    Weakness::new(
        "refuses-encrypted-attribute",
        "An encrypted attribute is refused",
        &refuses_encrypted_attribute::HOOKS,
    ),
    Weakness::new("refuses-encryption", "An encrypted assertion is refused", &refuses_encryption::HOOKS),
    Weakness::new("refuses-extensions", "A Response with Extensions is refused", &refuses_extensions::HOOKS),
    Weakness::new(
        "refuses-foreign-confirmation-data",
        "Confirmation data with anything foreign in it is refused",
        &refuses_foreign_confirmation_data::HOOKS,
    ),
    Weakness::new(
        "refuses-fractional-seconds",
        "Times with fractions of a second are refused",
        &refuses_fractional_seconds::HOOKS,
    ),
    Weakness::new(
        "refuses-idp-initiated",
        "A response that comes unasked is refused whatever the settings say",
        &refuses_idp_initiated::HOOKS,
    ),
    Weakness::new(
        "refuses-inclusive-prefixes",
        "A signature with a prefix list is refused",
        &refuses_inclusive_prefixes::HOOKS,
    ),
    Weakness::new("refuses-issuer-format", "An Issuer with a Format is refused", &refuses_issuer_format::HOOKS),
    Weakness::new(
        "refuses-large-messages",
        "A message of more than 48 kilobytes is refused",
        &refuses_large_messages::HOOKS,
    ),
    Weakness::new("refuses-line-breaks", "Line breaks in the base64 are refused", &refuses_line_breaks::HOOKS),
    Weakness::new("refuses-long-names", "A NameID of more than 64 letters is refused", &refuses_long_names::HOOKS),
    Weakness::new("refuses-name-qualifiers", "A NameID with qualifiers is refused", &refuses_name_qualifiers::HOOKS),
    Weakness::new(
        "refuses-namespaces-above",
        "A namespace that the Response declares and the assertion does not need is refused",
        &refuses_namespaces_above::HOOKS,
    ),
    Weakness::new("refuses-one-time-use", "An assertion with OneTimeUse is refused", &refuses_one_time_use::HOOKS),
    Weakness::new(
        "refuses-optional-content",
        "A Response with Consent, StatusMessage or StatusDetail is refused",
        &refuses_optional_content::HOOKS,
    ),
    Weakness::new(
        "refuses-other-context",
        "An authentication of another class than by password is refused",
        &refuses_other_context::HOOKS,
    ),
    Weakness::new(
        "refuses-other-prefixes",
        "A Response with other prefixes than the usual ones is refused",
        &refuses_other_prefixes::HOOKS,
    ),
    Weakness::new(
        "refuses-private-name-id-formats",
        "A NameID of a Format that is not SAML's own is refused",
        &refuses_private_name_id_formats::HOOKS,
    ),
    Weakness::new(
        "refuses-proxy-restriction",
        "An assertion with a ProxyRestriction is refused",
        &refuses_proxy_restriction::HOOKS,
    ),
    Weakness::new(
        "refuses-repeated-attributes",
        "An attribute that is there twice is refused",
        &refuses_repeated_attributes::HOOKS,
    ),
    Weakness::new(
        "refuses-response-signature",
        "A signature of the Response is refused",
        &refuses_response_signature::HOOKS,
    ),
    Weakness::new(
        "refuses-second-audience",
        "A restriction with two audiences is refused",
        &refuses_second_audience::HOOKS,
    ),
    Weakness::new(
        "refuses-second-authn-statement",
        "An assertion with two AuthnStatements is refused",
        &refuses_second_authn_statement::HOOKS,
    ),
    Weakness::new(
        "refuses-second-confirmation",
        "A subject with two confirmations is refused",
        &refuses_second_confirmation::HOOKS,
    ),
    Weakness::new(
        "refuses-several-values",
        "An attribute with several values is refused",
        &refuses_several_values::HOOKS,
    ),
    Weakness::new("refuses-sha1", "A signature by RSA-SHA1 is refused whatever the settings say", &refuses_sha1::HOOKS),
    Weakness::new("refuses-sha512", "A signature by RSA-SHA384 or RSA-SHA512 is refused", &refuses_sha512::HOOKS),
    Weakness::new(
        "refuses-unknown-attributes",
        "An assertion with attributes that are not known is refused",
        &refuses_unknown_attributes::HOOKS,
    ),
    Weakness::new(
        "refuses-whitespace-in-signature",
        "Blanks in the base64 of a signature are refused",
        &refuses_whitespace_in_signature::HOOKS,
    ),
    Weakness::new("strings-alone", "An attribute value of another type than string is refused", &strings_alone::HOOKS),
];
