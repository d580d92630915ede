//! Files in a file: ZIP archives, Office documents, Fiddler's sessions (.saz), and what gzip made smaller.
//!
//! Nothing is written anywhere. An archive within an archive is not opened, and what all files together become is limited.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::{DeflateDecoder, GzDecoder};

use crate::limit::{ARCHIVED_FILES, ARCHIVED_LIMIT};
use crate::xml;

/// A file of an archive, by its name there.
type Files = BTreeMap<String, Vec<u8>>;

/// The files that these bytes hold, each to be read by itself; none when they are no archive.
pub(crate) fn files(bytes: &[u8]) -> Option<Result<Vec<Vec<u8>>, String>> {
    if bytes.starts_with(b"\x1f\x8b") {
        let inflated = inflated(GzDecoder::new(bytes), ARCHIVED_LIMIT);
        return Some(inflated.map(|file| vec![file]));
    }
    bytes.starts_with(b"PK\x03\x04").then(|| unpacked(bytes).map(sorted_out))
}

/// Of an Office document its text, of Fiddler's sessions one dump, of other archives every file.
fn sorted_out(files: Files) -> Vec<Vec<u8>> {
    // Word, LibreOffice Writer and Calc, Excel; each with the elements that make a line of their own.
    let documents: [(&str, &[&str]); 3] =
        [("word/document.xml", &["p"]), ("content.xml", &["p", "h"]), ("xl/sharedStrings.xml", &["si"])];
    for (name, lines) in documents {
        if let Some(text) = files.get(name).and_then(|file| document_text(file, lines)) {
            return vec![text.into_bytes()];
        }
    }
    let is_session = |name: &str| name.starts_with("raw/") && (name.ends_with("_c.txt") || name.ends_with("_s.txt"));
    if files.keys().any(|name| is_session(name)) {
        // `raw/01_c.txt` is what the client sent, and `raw/01_s.txt` what the server answered.
        let messages: Vec<Vec<u8>> =
            files.into_iter().filter(|(name, _)| is_session(name)).map(|(_, file)| file).collect();
        return vec![messages.join(&b"\n\n"[..])];
    }
    let is_of_interest = |name: &str| !name.ends_with('/') && !name.starts_with("__MACOSX/") && !name.contains("/.");
    files.into_iter().filter(|(name, _)| is_of_interest(name)).map(|(_, file)| file).collect()
}

/// The words of a document, a paragraph a line.
fn document_text(bytes: &[u8], lines: &[&str]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let document = xml::parse(text).ok()?;
    let mut out = String::new();
    for node in document.root_element().descendants() {
        match node.tag_name().name() {
            name if lines.contains(&name) || matches!(name, "br" | "cr" | "line-break") => out.push('\n'),
            "tab" => out.push('\t'),
            "s" if node.is_element() => out.push(' '),
            _ => {
                // Between elements an editor may have indented; words stand in elements of their own.
                let is_word =
                    node.parent().is_some_and(|parent| !matches!(parent.tag_name().name(), "body" | "document"));
                out.push_str(node.text().filter(|_| node.is_text() && is_word).unwrap_or_default());
            }
        }
    }
    Some(out)
}

/// The files of a ZIP archive, by its directory at the end (APPNOTE 4.3.12).
fn unpacked(bytes: &[u8]) -> Result<Files, String> {
    const DAMAGED: &str = "it is a ZIP archive or an Office document that is damaged; send it again";
    let damaged = || DAMAGED.to_owned();
    let tail = bytes.len().saturating_sub(70_000);
    let end = bytes[tail..].windows(4).rposition(|four| four == b"PK\x05\x06").ok_or_else(damaged)? + tail;
    let count = number(bytes, end + 10, 2).ok_or_else(damaged)?.min(ARCHIVED_FILES);
    let mut at = number(bytes, end + 16, 4).ok_or_else(damaged)?;
    let (mut files, mut left) = (Files::new(), ARCHIVED_LIMIT);
    for _ in 0..count {
        if bytes.get(at..at.saturating_add(4)) != Some(b"PK\x01\x02") {
            return Err(damaged());
        }
        let field = |offset: usize, size: usize| number(bytes, at + offset, size).ok_or_else(damaged);
        let (flags, method, packed) = (field(8, 2)?, field(10, 2)?, field(20, 4)?);
        let (name, extra, comment, local) = (field(28, 2)?, field(30, 2)?, field(32, 2)?, field(42, 4)?);
        let name_bytes = bytes.get(at + 46..at + 46 + name).ok_or_else(damaged)?;
        if flags & 1 == 1 {
            return Err("it is an archive that is locked by a password; send its files without".to_owned());
        }
        // The local header before the data has lengths of its own.
        let local_name = number(bytes, local.saturating_add(26), 2).ok_or_else(damaged)?;
        let local_extra = number(bytes, local.saturating_add(28), 2).ok_or_else(damaged)?;
        let begin = local + 30 + local_name + local_extra;
        let data = bytes.get(begin..begin.saturating_add(packed)).ok_or_else(damaged)?;
        let file = match method {
            0 => inflated(data, left)?,
            8 => inflated(DeflateDecoder::new(data), left)?,
            _ => return Err("it is packed in a way that is not known here; unpack it, and send its files".to_owned()),
        };
        left -= file.len();
        files.insert(String::from_utf8_lossy(name_bytes).into_owned(), file);
        at += 46 + name + extra + comment;
    }
    Ok(files)
}

/// A number of `size` bytes, the lowest first.
fn number(bytes: &[u8], at: usize, size: usize) -> Option<usize> {
    let field = bytes.get(at..at.checked_add(size)?)?;
    Some(field.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

/// All that comes out of `packed`; an error when it is more than `limit`, or damaged.
fn inflated(packed: impl Read, limit: usize) -> Result<Vec<u8>, String> {
    let mut file = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let read = packed.take(most).read_to_end(&mut file);
    if file.len() > limit {
        return Err(format!(
            "what is packed in it has more than {} MiB; send the files of the login alone",
            limit >> 20
        ));
    }
    read.map_err(|error| format!("what is packed in it is damaged ({error}); send it again"))?;
    Ok(file)
}
