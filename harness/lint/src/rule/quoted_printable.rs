//! `quoted-printable`: XML in the encoding of a mail.

use super::{Context, Found, Rule};
use crate::finding::{Severity, Span};
use crate::input::Layer;

pub(super) const RULE: Rule = Rule {
    id: "quoted-printable",
    severity: Severity::Error,
    finds: "XML in the encoding of a mail.",
    why: "The text was copied from the source of a mail. `=3D` and `=` at line ends are the mail's.",
    mend: "Save the attachment instead of copying the mail's source.",
    step: Some("metadata"),
    refs: &["RFC 2045, 6.7"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let mail = c.input.layers.contains(&Layer::QuotedPrintable);
    let message = "this is the source of a mail (quoted-printable): `=3D` stands for `=`";
    mail.then(|| Found::at(Span::default(), message)).into_iter().collect()
}
