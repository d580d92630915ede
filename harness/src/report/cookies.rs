//! Cookies as they were sent, withheld, set and refused, exchange by exchange, with the reasons in words.

use serde::Serialize;

use crate::evidence::{CaseEvidence, Cookie, Document, RefusedCookie, WithheldCookie, set_cookies};

/// One exchange of a case in which cookies had a part.
#[derive(Debug, Serialize)]
pub struct Exchange<'a> {
    /// The step's name.
    pub step: &'a str,
    /// GET or POST.
    pub method: &'a str,
    /// Absolute URL.
    pub url: &'a str,
    /// HTTP status; absent when there was no answer.
    pub status: Option<u16>,
    /// What became of cookies.
    #[serde(flatten)]
    pub cookies: Cookies<'a>,
}

/// What became of cookies in an exchange. No value is told, only its digest: `name=[digest]`.
#[derive(Debug, Default, Serialize)]
pub struct Cookies<'a> {
    /// Sent, in order.
    pub sent: &'a [String],
    /// Not sent, and why.
    pub withheld: Vec<Without<'a>>,
    /// Set by the answer: each `Set-Cookie` without its value.
    pub set: Vec<&'a str>,
    /// Those of `set` that the browser did not take, and why.
    pub refused: Vec<Without<'a>>,
}

/// A cookie that was not sent, or not taken.
#[derive(Debug, Serialize)]
pub struct Without<'a> {
    /// `name=[digest]`, or the whole `Set-Cookie` without its value.
    pub cookie: String,
    /// The browser's words.
    pub why: &'a [String],
    /// The same as a person says it.
    pub because: String,
}

/// The exchanges of a login, those of its set-up left out.
pub fn exchanges(evidence: &CaseEvidence) -> Vec<Exchange<'_>> {
    let steps = evidence.steps.iter().filter(|step| !step.provision);
    let exchanges = steps.flat_map(|step| {
        step.documents.iter().map(|document| Exchange {
            step: &step.name,
            method: &document.method,
            url: &document.url,
            status: document.status,
            cookies: of(document),
        })
    });
    exchanges.filter(|exchange| !exchange.cookies.are_none()).collect()
}

/// What became of cookies when `document` was asked for.
pub fn of(document: &Document) -> Cookies<'_> {
    let set = set_cookies(&document.headers);
    let Some(trace) = &document.cookies else { return Cookies { set, ..Cookies::default() } };
    let withheld = trace.withheld.iter().map(|WithheldCookie { cookie, why }| Without {
        cookie: format!("{}=[{}]", cookie.name, cookie.digest),
        why,
        because: because(why, |word| withheld(word, cookie)),
    });
    let refused = trace.refused.iter().map(|RefusedCookie { line, why }| Without {
        cookie: line.clone(),
        why,
        because: because(why, |word| refused(word).map(str::to_owned)),
    });
    Cookies { sent: &trace.sent, withheld: withheld.collect(), set, refused: refused.collect() }
}

impl Cookies<'_> {
    /// Whether there were none.
    pub fn are_none(&self) -> bool {
        self.sent.is_empty() && self.withheld.is_empty() && self.set.is_empty() && self.refused.is_empty()
    }

    /// All of it, a line each: what became of the cookie, the cookie, and why.
    pub fn lines(&self) -> Vec<(&'static str, String, String)> {
        let without = |what: &'static str, all: &[Without<'_>]| -> Vec<_> {
            all.iter().map(|one| (what, one.cookie.clone(), one.because.clone())).collect()
        };
        let sent = self.sent.iter().map(|cookie| ("sent", cookie.clone(), String::new()));
        let taken = self.set.iter().filter(|line| self.refused.iter().all(|refused| refused.cookie != ***line));
        let set = taken.map(|line| ("set", (*line).to_owned(), String::new()));
        let all = sent.chain(without("withheld", &self.withheld)).chain(set);
        all.chain(without("refused", &self.refused)).collect()
    }
}

fn because(why: &[String], in_words: impl Fn(&str) -> Option<String>) -> String {
    let reasons: Vec<String> = why.iter().map(|word| in_words(word).unwrap_or_else(|| word.clone())).collect();
    reasons.join("; ")
}

/// What a word of the browser says of a cookie that was not sent.
fn withheld(word: &str, cookie: &Cookie) -> Option<String> {
    Some(match word {
        "SecureOnly" => "it is Secure, and this address is not https".to_owned(),
        "NotOnPath" => format!("it is for the path {}", cookie.path),
        "DomainMismatch" => format!("it is for {}", cookie.domain),
        "SameSiteStrict" => "it is SameSite=Strict, and another site led here".to_owned(),
        "SameSiteLax" => "it is SameSite=Lax, and another site posted here".to_owned(),
        "SameSiteUnspecifiedTreatedAsLax" => {
            "it has no SameSite, which is Lax after two minutes, and another site posted here".to_owned()
        }
        "SameSiteNoneInsecure" => "it is SameSite=None without Secure".to_owned(),
        "Expired" => "it had expired".to_owned(),
        _ => return None,
    })
}

/// The same of one that was not taken.
fn refused(word: &str) -> Option<&'static str> {
    Some(match word {
        "SecureOnly" => "it is Secure, and this address is not https",
        "SameSiteNoneInsecure" => "it is SameSite=None without Secure",
        "InvalidDomain" => "its Domain is not this site's",
        "InvalidPrefix" => "its name begins with __Host- or __Secure-, and its attributes do not keep that promise",
        "OverwriteSecure" => "a Secure cookie of this name is there, and this address is not https",
        "NameValuePairExceedsMaxSize" => "it is longer than 4096 bytes",
        "SyntaxError" => "it is no cookie",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{CookieTrace, headers, named, without_value};

    /// An exchange with a cookie of each fate.
    pub(in crate::report) fn document() -> Document {
        let cookie = |name: &str, path: &str| Cookie { name: name.into(), path: path.into(), ..Cookie::default() };
        let trace = CookieTrace {
            sent: vec![named("sp_browser", "1")],
            withheld: vec![
                WithheldCookie { cookie: cookie("sp_session", "/"), why: vec!["SameSiteLax".into()] },
                WithheldCookie { cookie: cookie("deep", "/a"), why: vec!["NotOnPath".into(), "PortMismatch".into()] },
            ],
            refused: vec![RefusedCookie { line: without_value("x=2; Secure"), why: vec!["SecureOnly".into()] }],
        };
        let set = [("set-cookie", "sp_session=3; Path=/".to_owned()), ("set-cookie", "x=2; Secure".to_owned())];
        Document { headers: headers(set), cookies: Some(trace), ..Document::default() }
    }

    #[test]
    fn every_fate_of_a_cookie_is_told_once_and_with_its_reason() {
        let document = document();
        let lines = of(&document).lines();
        let told: Vec<String> = lines
            .iter()
            .map(|(what, cookie, why)| format!("{what} {}: {why}", cookie.split('=').next().unwrap()))
            .collect();
        assert_eq!(
            told,
            [
                "sent sp_browser: ",
                "withheld sp_session: it is SameSite=Lax, and another site posted here",
                "withheld deep: it is for the path /a; PortMismatch",
                "set sp_session: ",
                "refused x: it is Secure, and this address is not https",
            ]
        );
    }
}
