//! Whether the signatures of a SAML file hold, and in which way one that fails does.
//!
//! [`read`] looks at every `ds:Signature` of a document; [`Signature::verdict`] says what it is worth with certain
//! certificates. What is asked is not "may this be trusted?" but "what happened to it?": a digest that fails under a
//! SignatureValue that holds was changed after it was signed; a digest that holds under a SignatureValue that fails was
//! signed with another key.
//!
//! The files are strangers': sizes, depths and numbers are limited, no entity is expanded, nothing is fetched, and of the
//! transforms only enveloped-signature and the canonical forms are done.

mod algorithm;
mod certificate;
mod check;
mod unformatted;

pub use certificate::contradicts_itself;

use check::{Check, Content};

/// Bytes of a document that are looked at.
const LARGEST: usize = 8 * 1024 * 1024;

/// Signatures of one document that are looked at.
const MOST: usize = 16;

/// What became of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Holds,
    /// What was signed is unchanged, and the key is another than that of these certificates.
    OtherKey,
    /// It was made with the key of these certificates, and what was signed was changed afterwards.
    Changed {
        /// Whether nothing but white space between elements was put in.
        only_white_space: bool,
    },
    /// It holds when white space between elements is taken out: this copy was re-formatted, which says nothing of what
    /// was sent.
    Reformatted,
    /// Nothing can be told.
    Doubt(Doubt),
}

/// Why nothing can be told of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// There is no certificate to verify it with, or none that can be read.
    NoCertificate,
    /// Its values are no digest and no signature: somebody took them out.
    TakenOut,
    /// It uses what is not done here, or it does not cover the element that it stands in.
    NotDone,
    /// Neither the digest nor the SignatureValue fits: the copy was re-formatted or edited, or the values are made up.
    NothingFits,
}

/// One `ds:Signature` of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Name of the element that it stands in, as `Assertion`.
    pub of: String,
    /// The byte at which its start tag begins.
    pub at: usize,
    /// Certificates of its KeyInfo (DER).
    pub certificates: Vec<Vec<u8>>,
    /// As it stands in the file.
    as_written: Check,
    /// With white space between elements taken out, in ways that re-formatting tools put it in.
    unformatted: Vec<Check>,
}

impl Signature {
    /// What it is worth with these certificates (DER).
    pub fn verdict<C: AsRef<[u8]>>(&self, certificates: &[C]) -> Verdict {
        let keys = certificate::keys(certificates);
        if keys.is_empty() {
            return Verdict::Doubt(Doubt::NoCertificate);
        }
        let is_whole = |check: &&Check| check.content == Content::Holds;
        match (self.as_written.content, self.as_written.is_made_with(&keys)) {
            (Content::Unknown(doubt), _) => Verdict::Doubt(doubt),
            (_, None) => Verdict::Doubt(Doubt::NotDone),
            (Content::Holds, Some(true)) => Verdict::Holds,
            (Content::Holds, Some(false)) => Verdict::OtherKey,
            (Content::Changed, Some(true)) => {
                Verdict::Changed { only_white_space: self.unformatted.iter().any(|check| is_whole(&check)) }
            }
            (Content::Changed, Some(false)) => match self.unformatted.iter().find(is_whole) {
                Some(check) if check.is_made_with(&keys) == Some(true) => Verdict::Reformatted,
                Some(_) => Verdict::OtherKey,
                None => Verdict::Doubt(Doubt::NothingFits),
            },
        }
    }

    /// What it is worth with the certificates of its own KeyInfo.
    pub fn own_verdict(&self) -> Verdict {
        self.verdict(&self.certificates)
    }
}

/// The signatures of a document in the order written; none of what is no XML, too large, or has a document type.
pub fn read(xml: &str) -> Vec<Signature> {
    if xml.len() > LARGEST || !xml.contains("SignatureValue") || xml.contains("<!DOCTYPE") {
        return Vec::new();
    }
    let mut signatures: Vec<Signature> = check::all(xml)
        .into_iter()
        .map(|found| Signature {
            of: found.of,
            at: found.at,
            certificates: found.certificates,
            as_written: found.check,
            unformatted: Vec::new(),
        })
        .collect();
    if !signatures.iter().any(|signature| signature.as_written.content == Content::Changed) {
        return signatures;
    }
    for other in unformatted::ways(xml) {
        let found = check::all(&other);
        // The same signatures stand in the same order.
        if found.len() == signatures.len() {
            signatures.iter_mut().zip(found).for_each(|(one, found)| one.unformatted.push(found.check));
        }
    }
    signatures
}
