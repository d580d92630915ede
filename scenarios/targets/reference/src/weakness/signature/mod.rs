//! What the signature vouches for, and with which key, is got wrong.

mod accepts_any_form;
mod accepts_cbc;
mod accepts_empty_reference;
mod accepts_foreign_signature_namespace;
mod accepts_hmac_with_certificate;
mod accepts_md5;
mod accepts_object_in_signature;
mod accepts_rsa_1_5;
mod accepts_several_references;
mod accepts_truncated_hmac;
mod any_signature_anywhere;
mod checks_first_signature_below;
mod digest_comment;
mod digest_value_anywhere;
mod doctype_ends_verification;
mod drops_signatures_of_same_value;
mod empty_digest_passes;
mod empty_digest_value_passes;
mod empty_signature_passes;
mod first_of_duplicate_ids;
mod ignores_bad_assertion_signature;
mod ignores_bad_response_signature;
mod ignores_gcm_tag;
mod judges_first_reads_last;
mod last_of_duplicate_ids;
mod last_reference_wins;
mod learns_unknown_idps;
mod reads_assertion_anywhere;
mod reads_first_assertion;
mod reads_last_assertion;
mod reads_subject_anywhere;
mod response_signature_covers_nothing;
mod runs_any_transform;
mod signed_document_of_any_kind;
mod signed_info_anywhere;
mod skips_digest;
mod skips_signature_value;
mod trusts_assertion_signature_position;
mod trusts_certificate_by_name;
mod trusts_key_info;
mod trusts_key_value;
mod trusts_signature_position;
mod two_signed_infos;
mod unknown_algorithm_passes;
mod verification_error_passes;

use super::Weakness;

/// All of them, by name.
pub const ALL: &[Weakness] = &[
    Weakness::new("accepts-any-form", "A signature may have any form that holds", &accepts_any_form::HOOKS),
    Weakness::new("accepts-cbc", "AES-CBC is decrypted although nobody signed the Response", &accepts_cbc::HOOKS),
    Weakness::new(
        "accepts-empty-reference",
        "A Reference to the whole document will do for the assertion",
        &accepts_empty_reference::HOOKS,
    ),
    Weakness::new(
        "accepts-foreign-signature-namespace",
        "A Signature of another namespace counts as one",
        &accepts_foreign_signature_namespace::HOOKS,
    ),
    Weakness::new(
        "accepts-hmac-with-certificate",
        "An HMAC keyed with the public certificate counts as a signature",
        &accepts_hmac_with_certificate::HOOKS,
    ),
    Weakness::new("accepts-md5", "RSA-MD5 and MD5 digests pass", &accepts_md5::HOOKS),
    Weakness::new(
        "accepts-object-in-signature",
        "An assertion inside the Object of a signature is read",
        &accepts_object_in_signature::HOOKS,
    ),
    Weakness::new("accepts-rsa-1-5", "The key transport RSA 1.5 is taken", &accepts_rsa_1_5::HOOKS),
    Weakness::new(
        "accepts-several-references",
        "A SignedInfo may have several References",
        &accepts_several_references::HOOKS,
    ),
    Weakness::new(
        "accepts-truncated-hmac",
        "HMACOutputLength cuts an HMAC as short as the message likes",
        &accepts_truncated_hmac::HOOKS,
    ),
    Weakness::new(
        "any-signature-anywhere",
        "A signature anywhere in the document vouches for the first assertion",
        &any_signature_anywhere::HOOKS,
    ),
    Weakness::new(
        "checks-first-signature-below",
        "Of the signatures below the assertion the first alone is verified",
        &checks_first_signature_below::HOOKS,
    ),
    Weakness::new("digest-comment", "A comment in DigestValue counts as the digest", &digest_comment::HOOKS),
    Weakness::new(
        "digest-value-anywhere",
        "The first DigestValue of the document counts",
        &digest_value_anywhere::HOOKS,
    ),
    Weakness::new(
        "doctype-ends-verification",
        "A document with a DOCTYPE is not verified",
        &doctype_ends_verification::HOOKS,
    ),
    Weakness::new(
        "drops-signatures-of-same-value",
        "The enveloped transform drops every signature with the same value",
        &drops_signatures_of_same_value::HOOKS,
    ),
    Weakness::new(
        "empty-digest-passes",
        "What cannot be brought into canonical form is digested as nothing",
        &empty_digest_passes::HOOKS,
    ),
    Weakness::new(
        "empty-digest-value-passes",
        "A Reference with an empty DigestValue holds",
        &empty_digest_value_passes::HOOKS,
    ),
    Weakness::new("empty-signature-passes", "An empty Signature holds", &empty_signature_passes::HOOKS),
    Weakness::new(
        "first-of-duplicate-ids",
        "Of two elements with an ID the first is verified and the last read",
        &first_of_duplicate_ids::HOOKS,
    ),
    Weakness::new(
        "ignores-bad-assertion-signature",
        "A bad signature of the assertion does not matter beside a good one of the Response",
        &ignores_bad_assertion_signature::HOOKS,
    ),
    Weakness::new(
        "ignores-bad-response-signature",
        "A bad signature of the Response does not matter beside a good one of the assertion",
        &ignores_bad_response_signature::HOOKS,
    ),
    Weakness::new("ignores-gcm-tag", "The tag of AES-GCM is not verified", &ignores_gcm_tag::HOOKS),
    Weakness::new(
        "judges-first-reads-last",
        "Of several signed assertions the first is judged and the last tells who it is",
        &judges_first_reads_last::HOOKS,
    ),
    Weakness::new(
        "last-of-duplicate-ids",
        "Of two elements with an ID the last is verified and the first read",
        &last_of_duplicate_ids::HOOKS,
    ),
    Weakness::new(
        "last-reference-wins",
        "Of several References the last alone is verified, and all are believed",
        &last_reference_wins::HOOKS,
    ),
    Weakness::new(
        "learns-unknown-idps",
        "An IdP that is not known is believed by the certificate that it brings along",
        &learns_unknown_idps::HOOKS,
    ),
    Weakness::new(
        "reads-assertion-anywhere",
        "The first assertion at any depth is read, whichever is signed",
        &reads_assertion_anywhere::HOOKS,
    ),
    Weakness::new(
        "reads-first-assertion",
        "Of several assertions the first is read, whichever is signed",
        &reads_first_assertion::HOOKS,
    ),
    Weakness::new(
        "reads-last-assertion",
        "Of several assertions the last is read, whichever is signed",
        &reads_last_assertion::HOOKS,
    ),
    Weakness::new(
        "reads-subject-anywhere",
        "Subject and attributes are looked for at any depth of the assertion",
        &reads_subject_anywhere::HOOKS,
    ),
    Weakness::new(
        "response-signature-covers-nothing",
        "That the Response has a signature is enough",
        &response_signature_covers_nothing::HOOKS,
    ),
    Weakness::new("runs-any-transform", "Transforms of any kind are run", &runs_any_transform::HOOKS),
    Weakness::new(
        "signed-document-of-any-kind",
        "Anything that the key signed vouches for the assertion",
        &signed_document_of_any_kind::HOOKS,
    ),
    Weakness::new(
        "signed-info-anywhere",
        "A SignedInfo at any depth of the signature is verified, and the first one followed",
        &signed_info_anywhere::HOOKS,
    ),
    Weakness::new("skips-digest", "Digests are not verified", &skips_digest::HOOKS),
    Weakness::new("skips-signature-value", "The SignatureValue is not verified", &skips_signature_value::HOOKS),
    Weakness::new(
        "trusts-assertion-signature-position",
        "A signature that is a child of the assertion vouches for it, whatever it refers to",
        &trusts_assertion_signature_position::HOOKS,
    ),
    Weakness::new(
        "trusts-certificate-by-name",
        "A certificate with the right names in it is the right one",
        &trusts_certificate_by_name::HOOKS,
    ),
    Weakness::new("trusts-key-info", "The certificate in the KeyInfo is the key", &trusts_key_info::HOOKS),
    Weakness::new("trusts-key-value", "The RSA key in the KeyInfo is the key", &trusts_key_value::HOOKS),
    Weakness::new(
        "trusts-signature-position",
        "A signature that is a child of the Response vouches for the Response, whatever it refers to",
        &trusts_signature_position::HOOKS,
    ),
    Weakness::new(
        "two-signed-infos",
        "The first SignedInfo is verified and the last one followed",
        &two_signed_infos::HOOKS,
    ),
    Weakness::new(
        "unknown-algorithm-passes",
        "A signature by an algorithm that is not known holds",
        &unknown_algorithm_passes::HOOKS,
    ),
    Weakness::new(
        "verification-error-passes",
        "A SignatureValue that cannot be verified at all holds",
        &verification_error_passes::HOOKS,
    ),
];
