//! What well-known SPs and IdPs say of each cause: for pages and mails that come without the message itself.

/// An SP that finds no value says the same whether it is missing or has another name.
const ATTRIBUTE: &[&str] = &[
    "can't be blank",
    "cannot be blank",
    "attribute is missing",
    "is missing from",
    "missing attribute",
    "required attribute",
    "' is missing",
];

/// Either clock may be the wrong one.
const CLOCK: &[&str] = &[
    "not yet valid",
    "notbefore",
    "notonorafter",
    "assertion is expired",
    "assertion has expired",
    "clock skew",
    "response is expired",
    "timing issues",
];

/// Parts of sentences in lower case, by the cause that they speak of. What is more special comes first.
pub(crate) const WORDS: &[(&str, &[&str])] = &[
    (
        "no-redirect-endpoint",
        &[
            "unsupported binding",
            "http-redirect binding",
            "singlesignon http redirect",
            "redirect binding location",
            "no singlesignonservice",
            "redirect endpoint",
        ],
    ),
    (
        "not-metadata",
        &["opening and ending tag mismatch", "invalid metadata", "not valid metadata", "unable to parse metadata"],
    ),
    (
        "assertion-not-signed",
        &[
            "assertion must be signed",
            "signature missing for assertion",
            "assertion of the response is not signed",
            "assertion is not signed",
            "assertions must be signed",
        ],
    ),
    (
        "response-not-signed",
        &[
            "message of the response is not signed",
            "response is not signed",
            "response must be signed",
            "unsigned response",
        ],
    ),
    ("nothing-signed", &["neither the assertion nor the response was signed", "no signature found"]),
    ("sha1", &["sha-1", "sha1", "weak signature algorithm", "signature algorithm not allowed"]),
    (
        "not-encrypted",
        &["encryptedassertion", "not encrypted and the sp", "assertion is not encrypted", "must be encrypted"],
    ),
    (
        "encrypted-for-another-key",
        &["no private key", "failed to decrypt", "unable to decrypt", "decryption failed", "error decrypting"],
    ),
    (
        "request-not-signed",
        &[
            "authnrequest must be signed",
            "authn request must be signed",
            "request must be signed",
            "requests must be signed",
            "authnrequest is not signed",
            "request is not signed",
            "unsigned authnrequest",
        ],
    ),
    (
        "algorithm-not-supported",
        &[
            "rsa-sha256 not supported",
            "rsa-sha256 is not supported",
            "sha256 is not supported",
            "sha-256 is not supported",
            "algorithm not supported",
            "unsupported algorithm",
            "unsupported signature algorithm",
            "unknown signature algorithm",
        ],
    ),
    ("session-index-missing", &["sessionindex"]),
    (
        "sso-not-enforced",
        &[
            "enforce sso",
            "sso is not enforced",
            "not enforced",
            "still asked for a password",
            "still asked for password",
            "still asks for a password",
            "asked for their password",
            "password prompt",
        ],
    ),
    ("no-key-info", &["certificate element missing"]),
    ("certificate-expired", &["certificate has expired", "certificate expired", "expired certificate"]),
    (
        "certificate-differs",
        &[
            "fingerprint mismatch",
            "fingerprint does not match",
            "invalid signature",
            "signature validation failed",
            "unable to verify signature",
            "signature verification failed",
            "digest mismatch",
            "certificate does not match",
        ],
    ),
    (
        "issuer-at-sp-differs",
        &[
            "invalid issuer",
            "issuer mismatch",
            "unknown issuer",
            "unexpected issuer",
            "issuer does not match",
            "wrong issuer",
        ],
    ),
    ("idp-entity-id-empty", &["entityid is not a valid", "entity id is empty"]),
    (
        "audience-differs",
        &[
            "invalid audience",
            "audience restriction",
            "not a valid audience",
            "audience mismatch",
            "intended audience",
            "audience",
        ],
    ),
    ("sp-behind-proxy", &["was received at http://"]),
    (
        "acs-url-differs",
        &["destination mismatch", "invalid destination", "invalid recipient", "was received at", "recipient mismatch"],
    ),
    ("idp-clock-off", CLOCK),
    ("sp-clock-off", CLOCK),
    ("session-cookie-not-sent", &["state not found", "state mismatch", "samesite", "session state", "invalid state"]),
    (
        "answer-to-another-request",
        &["inresponseto", "in response to", "unknown request", "stale request", "already been used", "replay"],
    ),
    ("tile-not-allowed", &["unsolicited", "idp-initiated", "idp initiated"]),
    ("no-attributes", &["missing attributestatement", "no attribute statement", "no attributestatement"]),
    ("attribute-missing", ATTRIBUTE),
    ("attribute-names-differ", ATTRIBUTE),
    ("no-name-id", &["nameid not found", "no nameid", "missing nameid", "nameid is missing", "name id is missing"]),
    ("name-id-format-not-email", &["already taken", "invalidnameidpolicy", "nameid format"]),
    ("name-id-is-no-email", &["not a valid email", "invalid email address", "is not an e-mail"]),
    ("authn-context-demanded", &["aadsts75011", "noauthncontext", "requestedauthncontext"]),
    ("single-logout-not-supported", &["single logout", "/slo", "error on logout", "when logging out", "log out fails"]),
    ("relay-state-too-long", &["relaystate is too long", "relaystate too long", "80 bytes"]),
    ("login-loop", &["too many redirects", "redirect loop", "redirected you too many", "login loop", "endless loop"]),
    ("metadata-encoding", &["byte order mark", "content is not allowed in prolog", "document is empty, line 1"]),
    ("idp-denied", &["requestdenied", "authnfailed", "status:responder"]),
];

/// The words of this cause.
pub(crate) fn of(id: &str) -> &'static [&'static str] {
    WORDS.iter().find(|(cause, _)| *cause == id).map(|(_, words)| *words).unwrap_or_default()
}

/// Whether these words, in lower case, speak of a cause that is not `id`.
pub(super) fn speak_of_another(said: &str, id: &str) -> bool {
    WORDS.iter().filter(|(cause, _)| *cause != id).any(|(_, words)| words.iter().any(|word| said.contains(word)))
}
