//! What happens to XML on its way through a browser's window, a word processor, a mail or a ticket: found in the text, and
//! undone for reading in a copy of the same length, so that every place stays where it is.

use strum::Display;

use crate::finding::Span;

/// What happened to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Harm {
    /// What it is.
    pub kind: HarmKind,
    /// Its first place.
    pub span: Span,
    /// How often it is there.
    pub count: usize,
}

/// What can happen to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display)]
pub enum HarmKind {
    /// `&lt;` for `<` throughout.
    DoubleEscaped,
    /// `\n` and `\"` as in a string of JSON.
    Backslashes,
    /// `""` for each quote.
    DoubledQuotes,
    /// Typographic quotes.
    SmartQuotes,
    /// Non-breaking spaces.
    HardSpaces,
    /// Zero-width characters, a byte order mark inside.
    Invisible,
    /// The sentence or the markers of a browser's view of XML.
    BrowserView,
    /// A number before each line.
    LineNumbers,
    /// `>` before each line, as a reply quotes a mail.
    QuotedMail,
    /// Three backticks around it.
    Fence,
}

/// The harms, and the text with them undone where there are any.
pub(super) fn mend(text: &str) -> (Vec<Harm>, Option<String>) {
    // What people paste is smaller; a file of this size comes from a machine.
    const LARGEST: usize = 4 << 20;
    if text.len() > LARGEST {
        return (Vec::new(), None);
    }
    let mut harms = Vec::new();
    let mut mended = text.to_owned();
    for step in [fence, quoted_mail, line_numbers, browser_view, backslashes, escaped, doubled, quotes, hard, invisible]
    {
        if let Some((harm, next)) = step(&mended) {
            debug_assert_eq!(next.len(), mended.len(), "{:?}", harm.kind);
            harms.push(harm);
            mended = next;
        }
    }
    harms.sort_by_key(|harm| harm.span.start);
    let changed = (!harms.is_empty()).then_some(mended);
    (harms, changed)
}

type Mended = Option<(Harm, String)>;

/// Writes blanks over parts of the text.
fn blanked(text: &str, spans: &[Span]) -> String {
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for span in spans {
        result.push_str(&text[at..span.start]);
        result.extend(std::iter::repeat_n(' ', span.end - span.start));
        at = span.end;
    }
    result.push_str(&text[at..]);
    result
}

fn harm(kind: HarmKind, text: &str, spans: &[Span]) -> Mended {
    let span = *spans.first()?;
    Some((Harm { kind, span, count: spans.len() }, blanked(text, spans)))
}

/// Every occurrence of one of the pieces, as long in bytes as it is.
fn all(text: &str, pieces: &[&str]) -> Vec<Span> {
    let mut spans: Vec<Span> = pieces
        .iter()
        .flat_map(|piece| text.match_indices(piece).map(|(at, found)| Span::new(at, at + found.len())))
        .collect();
    spans.sort_unstable();
    spans
}

/// The lines with what is before the first character that is not blank.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        let cut = line.trim_start_matches([' ', '\t']);
        (start + line.len() - cut.len(), cut.trim_end_matches(['\n', '\r']))
    })
}

fn fence(text: &str) -> Mended {
    let fences = lines(text).filter(|(_, line)| line.starts_with("```"));
    let spans: Vec<Span> = fences.map(|(at, line)| Span::new(at, at + line.len())).collect();
    harm(HarmKind::Fence, text, &spans)
}

fn quoted_mail(text: &str) -> Mended {
    let filled: Vec<(usize, &str)> = lines(text).filter(|(_, line)| !line.is_empty()).collect();
    let quoted: Vec<Span> = filled
        .iter()
        .filter(|(_, line)| line.starts_with('>'))
        .map(|(at, line)| Span::new(*at, at + line.len() - line.trim_start_matches(['>', ' ']).len()))
        .collect();
    // A `>` alone at the beginning of a line ends a tag, and is no quote.
    let is_mail = quoted.len() >= 2 && quoted.len() * 2 > filled.len() && text[quoted[0].end..].starts_with(['<', '&']);
    is_mail.then(|| harm(HarmKind::QuotedMail, text, &quoted)).flatten()
}

fn line_numbers(text: &str) -> Mended {
    let filled: Vec<(usize, &str)> = lines(text).filter(|(_, line)| !line.is_empty()).collect();
    let mut last = 0;
    let mut spans = Vec::new();
    for (at, line) in &filled {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let behind = &line[digits..];
        let is_number =
            (1..=6).contains(&digits) && (behind.is_empty() || behind.starts_with([' ', '\t', ':', '.', '|', '<']));
        let Some(number) = line[..digits].parse::<usize>().ok().filter(|_| is_number) else { continue };
        if spans.is_empty() || number > last {
            last = number;
            let more = behind.len() - behind.trim_start_matches([':', '.', '|']).len();
            spans.push(Span::new(*at, at + digits + more));
        }
    }
    (spans.len() >= 3 && spans.len() * 10 >= filled.len() * 8)
        .then(|| harm(HarmKind::LineNumbers, text, &spans))
        .flatten()
}

fn browser_view(text: &str) -> Mended {
    const SENTENCES: [&str; 2] = [
        "This XML file does not appear to have any style information associated with it. The document tree is shown below.",
        "This XML file does not appear to have any style information associated with it.",
    ];
    let mut spans: Vec<Span> = SENTENCES
        .iter()
        .find_map(|sentence| text.find(sentence).map(|at| Span::new(at, at + sentence.len())))
        .into_iter()
        .collect();
    for (at, line) in lines(text) {
        let markers =
            line.len() - line.trim_start_matches(['-', '+', '−', '–', '▼', '▶', '▸', '▾', ' ', '\u{a0}']).len();
        if markers > 0 && line[markers..].starts_with('<') {
            spans.push(Span::new(at, at + markers));
        }
    }
    spans.sort_unstable();
    spans.dedup_by(|later, earlier| later.start < earlier.end);
    harm(HarmKind::BrowserView, text, &spans)
}

/// A mail's encoding taken off (RFC 2045, 6.7): it breaks lines anywhere, so it cannot be undone in place.
pub(super) fn quoted_printable(text: &str) -> Option<String> {
    if !text.contains("=3D\"") && !text.contains("=3D'") {
        return None;
    }
    let joined = text.replace("=\r\n", "").replace("=\n", "");
    let mut bytes = Vec::with_capacity(joined.len());
    let mut rest = joined.as_str();
    while let Some(at) = rest.find('=') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        let number = rest.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(number.unwrap_or(b'='));
        rest = &rest[at + if number.is_some() { 3 } else { 1 }..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn backslashes(text: &str) -> Mended {
    let quotes = all(text, &["\\\""]);
    let breaks = all(text, &["\\r\\n", "\\n", "\\t", "\\/"]);
    // `\n` in a certificate alone is said of the certificate.
    let tags = text.contains(">\\n") || text.contains(">\\r\\n");
    let letters = all(text, &["\\u003c", "\\u003C"]);
    if quotes.len() < 2 && !tags && letters.len() < 2 {
        return None;
    }
    let first = quotes.iter().chain(&breaks).chain(&letters).min().copied()?;
    let mended = text
        .replace("\\u003c", "     <")
        .replace("\\u003C", "     <")
        .replace("\\u003e", ">     ")
        .replace("\\u003E", ">     ")
        .replace("\\u0026", "     &")
        .replace("\\\"", " \"")
        .replace("\\r\\n", "    ")
        .replace("\\n", "  ")
        .replace("\\t", "  ")
        .replace("\\/", " /");
    // What is around a string of JSON is no XML.
    let mended = mended.strip_prefix('"').map_or(mended.clone(), |rest| format!(" {rest}"));
    let end = mended.trim_end().len();
    let mended = if mended[..end].ends_with(">\"") || (mended[..end].ends_with(" \"") && text.starts_with('"')) {
        format!("{} {}", &mended[..end - 1], &mended[end..])
    } else {
        mended
    };
    // `="` with a blank before the quote is XML; a blank before a closing quote becomes part of the value, so it moves.
    let harm = Harm { kind: HarmKind::Backslashes, span: first, count: quotes.len() + breaks.len() };
    Some((harm, closing(&mended)))
}

/// ` "` that closes a value becomes `" `.
fn closing(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut inside = false;
    let mut rest = text;
    while let Some(at) = rest.find('"') {
        let before = &rest[..at];
        if inside && before.ends_with(' ') {
            result.push_str(&before[..at - 1]);
            result.push_str("\" ");
        } else {
            result.push_str(before);
            result.push('"');
        }
        inside = !inside;
        rest = &rest[at + 1..];
    }
    result.push_str(rest);
    result
}

/// Replaces every other occurrence by the one and by the other: quotes open and close.
fn alternating(text: &str, from: &str, to: [&str; 2]) -> String {
    let mut result = String::with_capacity(text.len());
    for (index, piece) in text.split(from).enumerate() {
        if index > 0 {
            result.push_str(to[(index - 1) % 2]);
        }
        result.push_str(piece);
    }
    result
}

fn escaped(text: &str) -> Mended {
    if text.contains("&amp;lt;") && !text.contains('<') {
        let once = text.replace("&amp;lt;", "    &lt;").replace("&amp;gt;", "&gt;    ");
        return escaped(&alternating(&once, "&amp;quot;", ["    &quot;", "&quot;    "]));
    }
    let tags = ["&lt;?xml", "&lt;md:", "&lt;Entit", "&lt;/", "&lt;saml", "&lt;ns"];
    if !tags.iter().any(|tag| text.contains(tag)) || text.matches("&lt;").count() < 2 {
        return None;
    }
    // One that is part of text between real tags is none.
    if text.matches('<').count() > text.matches("&lt;").count() {
        return None;
    }
    let spans = all(text, &["&lt;"]);
    let first = *spans.first()?;
    let plain = text.replace("&lt;", "   <").replace("&gt;", ">   ");
    let mended = alternating(&plain, "&quot;", ["     \"", "\"     "]);
    Some((Harm { kind: HarmKind::DoubleEscaped, span: first, count: spans.len() }, mended))
}

fn doubled(text: &str) -> Mended {
    let opening = |at: &usize| !text[at + 3..].starts_with(['"', ' ', '>', '/', '?']);
    let spans: Vec<Span> =
        text.match_indices("=\"\"").filter(|(at, _)| opening(at)).map(|(at, _)| Span::new(at, at + 3)).collect();
    if spans.len() < 2 {
        return None;
    }
    let first = Span::new(spans[0].start + 1, spans[0].end);
    let mended = text.replace("\"\"", " \"");
    // The quotes around the cell.
    let start = mended.len() - mended.trim_start().len();
    let mended = if mended[start..].starts_with('"') {
        format!("{} {}", &mended[..start], &mended[start + 1..])
    } else {
        mended
    };
    let end = mended.trim_end().len();
    let mended =
        if mended[..end].ends_with('"') { format!("{} {}", &mended[..end - 1], &mended[end..]) } else { mended };
    Some((Harm { kind: HarmKind::DoubledQuotes, span: first, count: spans.len() }, closing(&mended)))
}

/// Typographic quotes inside tags; in text they may be meant.
fn quotes(text: &str) -> Mended {
    const QUOTES: [char; 7] = ['“', '”', '„', '‟', '‘', '’', '″'];
    let mut spans = Vec::new();
    let mut delimiter = String::with_capacity(text.len());
    let (mut tag, mut plain, mut open) = (false, None, false);
    for (at, c) in text.char_indices() {
        match c {
            '<' if plain.is_none() => tag = true,
            '>' if plain.is_none() => tag = false,
            '"' | '\'' if tag && !open => plain = if plain == Some(c) { None } else { plain.or(Some(c)) },
            _ => {}
        }
        let quote = tag && plain.is_none() && QUOTES.contains(&c);
        if quote {
            spans.push(Span::new(at, at + c.len_utf8()));
            delimiter.push_str(if open { "\"  " } else { "  \"" });
            open = !open;
        } else {
            delimiter.push(c);
        }
        if c == '>' {
            open = false;
        }
    }
    let first = *spans.first()?;
    Some((Harm { kind: HarmKind::SmartQuotes, span: first, count: spans.len() }, delimiter))
}

fn hard(text: &str) -> Mended {
    harm(HarmKind::HardSpaces, text, &all(text, &["\u{a0}", "\u{202f}", "\u{2007}", "\u{3000}"]))
}

fn invisible(text: &str) -> Mended {
    harm(
        HarmKind::Invisible,
        text,
        &all(text, &["\u{200b}", "\u{200c}", "\u{200d}", "\u{2060}", "\u{feff}", "\u{ad}", "\u{200e}", "\u{200f}"]),
    )
}
