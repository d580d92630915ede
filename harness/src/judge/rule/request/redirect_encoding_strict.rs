use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::DeflateDecoder;

use super::evidence_view::{Request, decoded, each_once, raw_parameters};
use super::{EvidenceView, Judgement, Rule};

/// Bindings 3.4.4.1: the signature leaves the XML, which is deflated (RFC 1951), encoded in base64 without line
/// breaks, and percent-encoded.
pub(super) const RULE: Rule = Rule {
    name: "request-redirect-encoding-strict",
    demand: "By HTTP-Redirect: raw DEFLATE, base64 without line breaks, percent-encoded once, each parameter once.",
    rows: &["REQ-20"],
    judge,
};

const LIMIT: u64 = 1024 * 1024;

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let redirected: Vec<_> = view.requests()?.iter().filter(|request| request.by_redirect()).collect();
    if redirected.is_empty() {
        return Err("no AuthnRequest came by HTTP-Redirect".to_owned());
    }
    Ok(each_once(redirected.into_iter().flat_map(check).collect()))
}

fn check(request: &Request<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for name in ["SAMLRequest", "RelayState", "SigAlg", "Signature"] {
        if raw_parameters(request.query(), name).nth(1).is_some() {
            found.push(format!("the parameter {name} is there more than once"));
        }
    }
    if request.signature().is_some() {
        found.push("the message holds an XML signature".to_owned());
    }
    found.extend(packing(&request.message.raw).err());
    found
}

/// Undoes the encodings one by one, no step more tolerant than it need be.
fn packing(raw: &str) -> Result<(), String> {
    let text = decoded(raw);
    if let Some(odd) = text.chars().find(|c| c.is_whitespace()) {
        let what = if odd == ' ' { "a `+` that is not percent-encoded" } else { "line breaks" };
        return Err(format!("SAMLRequest has {what}"));
    }
    if text.contains('%') {
        return Err("SAMLRequest is percent-encoded twice".to_owned());
    }
    let octets = STANDARD.decode(&text).map_err(|error| format!("SAMLRequest is no strict base64: {error}"))?;
    let head = octets.first().zip(octets.get(1));
    // RFC 1950: the method is 8, and both octets together are a multiple of 31.
    if head.is_some_and(|(first, second)| first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
    {
        return Err("SAMLRequest is deflated with a zlib header".to_owned());
    }
    let mut inflate = DeflateDecoder::new(octets.as_slice());
    let mut message = Vec::new();
    let inflated = inflate.by_ref().take(LIMIT).read_to_end(&mut message);
    inflated.map_err(|error| format!("SAMLRequest is no raw DEFLATE: {error}"))?;
    match usize::try_from(inflate.total_in()) {
        Ok(read) if read < octets.len() => Err(format!("{} octets follow the deflated message", octets.len() - read)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    use super::super::sample::{broken, evidence, idle, posted};
    use super::RULE;

    fn with_raw(change: impl Fn(&str) -> String) -> Vec<String> {
        let mut evidence = evidence();
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        evidence.messages[0].raw = change(&evidence.messages[0].raw);
        broken(RULE, &evidence)
    }

    #[test]
    fn each_wrong_packing_is_reported() {
        assert_eq!(with_raw(|raw| format!("{raw}%0A")), ["SAMLRequest has line breaks"]);
        assert_eq!(with_raw(|raw| format!("+{raw}")), ["SAMLRequest has a `+` that is not percent-encoded"]);
        assert_eq!(with_raw(|raw| raw.replace('%', "%25") + "%25"), ["SAMLRequest is percent-encoded twice"]);
        assert!(with_raw(|_| "%21%21".to_owned())[0].starts_with("SAMLRequest is no strict base64"));
        assert!(with_raw(|_| STANDARD.encode("<a/>"))[0].starts_with("SAMLRequest is no raw DEFLATE"));
    }

    /// Its first octet may be that of a zlib header.
    #[test]
    fn a_message_that_is_stored_uncompressed_is_raw_deflate() {
        let stored = [&[0x08, 4, 0, 0xfb, 0xff][..], b"<a/>", &[0x03, 0x00]].concat();
        assert_eq!(with_raw(|_| STANDARD.encode(&stored).replace('+', "%2B")), [""; 0]);
    }

    #[test]
    fn a_long_message_is_read_to_its_end() {
        let message: String = (0..5000).map(|number| format!("<a n='{number}'/>")).collect();
        let found = with_raw(|_| {
            let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
            deflate.write_all(message.as_bytes()).unwrap();
            STANDARD.encode(deflate.finish().unwrap()).replace('+', "%2B")
        });
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn what_follows_the_message_is_reported() {
        let found = with_raw(|raw| {
            let mut octets = STANDARD.decode(super::decoded(raw)).unwrap_or_default();
            octets.extend(b"more");
            STANDARD.encode(octets).replace('+', "%2B")
        });
        assert_eq!(found, ["4 octets follow the deflated message"]);
    }

    #[test]
    fn a_zlib_header_is_reported() {
        let found = with_raw(|_| {
            let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
            zlib.write_all(b"<a/>")
                .map_or_else(|e| e.to_string(), |()| STANDARD.encode(zlib.finish().unwrap_or_default()))
        });
        assert_eq!(found, ["SAMLRequest is deflated with a zlib header"]);
    }

    #[test]
    fn a_parameter_twice_and_a_signature_inside_are_told() {
        let mut evidence = evidence();
        let message = &mut evidence.messages[0];
        message.url += "&RelayState=again";
        let signature = "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"/></samlp:Auth";
        message.xml = message.xml.replace("</samlp:Auth", signature);
        let told = ["the parameter RelayState is there more than once", "the message holds an XML signature"];
        assert_eq!(broken(RULE, &evidence), told);
        assert_eq!(idle(RULE, &posted("")), "no AuthnRequest came by HTTP-Redirect");
    }
}
