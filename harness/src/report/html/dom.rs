//! Pages of a case as the browser held them: text, whatever is in it.

use maud::{Markup, html};

use crate::evidence::CaseEvidence;

pub(super) fn dom(evidence: &CaseEvidence) -> Markup {
    html! {
        @if !evidence.dom.is_empty() {
            details.part {
                summary { "The DOM before and after" span.quiet { " (" (evidence.dom.len()) ")" } }
                @for page in &evidence.dom {
                    details.dom {
                        summary { "The page " (page.of.in_words()) ": " code { (page.url.split('?').next().unwrap_or_default()) } }
                        @if page.left_out > 0 { p.quiet { "Cut: " (page.left_out) " more characters were not kept." } }
                        pre.wire { (page.html) }
                    }
                }
            }
        }
    }
}
