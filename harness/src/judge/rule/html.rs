//! The tags of a page, as far as rules need them: no tree, no repair, but quotes, comments and raw text are minded.

/// A start or end tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tag {
    /// In lower case.
    pub(super) name: String,
    /// `</name>`.
    pub(super) end: bool,
    /// Names in lower case, values with the common character references undone.
    pub(super) attributes: Vec<(String, String)>,
    /// Where the tag ends in the source.
    after: usize,
}

impl Tag {
    /// The value of an attribute; empty when it has none.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Elements whose content is no markup.
const RAW: [&str; 6] = ["script", "style", "textarea", "title", "iframe", "xmp"];

/// All tags of `html`, in order.
pub(super) fn tags(html: &str) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|offset| at + offset) {
        if html[open..].starts_with("<!--") {
            at = html[open..].find("-->").map_or(html.len(), |offset| open + offset + 3);
            continue;
        }
        let Some(tag) = tag(html, open + 1) else {
            at = open + 1;
            continue;
        };
        at = tag.after;
        if !tag.end && RAW.contains(&tag.name.as_str()) {
            at = end_of_raw(html, at, &tag.name);
        }
        tags.push(tag);
    }
    tags
}

/// Sources of scripts: the content of script elements and the values of handlers.
pub(super) fn scripts(html: &str) -> Vec<String> {
    let mut scripts = Vec::new();
    for tag in tags(html).into_iter().filter(|tag| !tag.end) {
        if tag.name == "script" {
            scripts.push(html[tag.after..end_of_raw(html, tag.after, "script")].to_owned());
        }
        let handlers = tag.attributes.into_iter().filter(|(name, value)| {
            name.starts_with("on") || value.trim_start().to_ascii_lowercase().starts_with("javascript:")
        });
        scripts.extend(handlers.map(|(_, value)| value));
    }
    scripts
}

/// Where the end tag of a raw element begins.
fn end_of_raw(html: &str, from: usize, name: &str) -> usize {
    let lower = html[from..].to_ascii_lowercase();
    lower.find(&format!("</{name}")).map_or(html.len(), |offset| from + offset)
}

/// The tag whose name may begin at `from`.
fn tag(html: &str, from: usize) -> Option<Tag> {
    let rest = &html[from..];
    let end = rest.starts_with('/');
    let mut at = from + usize::from(end);
    if !html[at..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let stop = |c: char| c.is_ascii_whitespace() || c == '/' || c == '>';
    let length = html[at..].find(stop)?;
    let name = html[at..at + length].to_ascii_lowercase();
    at += length;
    let mut attributes = Vec::new();
    loop {
        at += html[at..].find(|c: char| !c.is_ascii_whitespace() && c != '/')?;
        if html[at..].starts_with('>') {
            return Some(Tag { name, end, attributes, after: at + 1 });
        }
        // A `=` at the start is part of the name, as in HTML's own tokenizer.
        let first = html[at..].chars().next()?.len_utf8();
        let length = first + html[at + first..].find(|c: char| stop(c) || c == '=')?;
        let key = html[at..at + length].to_ascii_lowercase();
        at += length;
        let (value, next) = value(html, at)?;
        at = next;
        attributes.push((key, undone(value)));
    }
}

/// The value that may follow an attribute's name, and where it ends.
fn value(html: &str, from: usize) -> Option<(&str, usize)> {
    let blank = |at: usize| html[at..].find(|c: char| !c.is_ascii_whitespace()).map(|offset| at + offset);
    let equals = blank(from)?;
    if !html[equals..].starts_with('=') {
        return Some(("", from));
    }
    let start = blank(equals + 1)?;
    let quote = html[start..].chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(quote) = quote {
        let length = html[start + 1..].find(quote)?;
        return Some((&html[start + 1..start + 1 + length], start + length + 2));
    }
    let length = html[start..].find(|c: char| c.is_ascii_whitespace() || c == '>')?;
    Some((&html[start..start + length], start + length))
}

fn undone(value: &str) -> String {
    let references = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&#x27;", "'")];
    references.iter().fold(value.to_owned(), |text, (from, to)| text.replace(from, to)).replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(html: &str) -> Vec<String> {
        tags(html).into_iter().map(|tag| if tag.end { format!("/{}", tag.name) } else { tag.name }).collect()
    }

    #[test]
    fn quotes_comments_and_raw_text_hide_tags() {
        let html = r#"<p title="<b>"><!-- <i> --><script>"<u>"</script><a href=x>1 < 2</A></p>"#;
        assert_eq!(names(html), ["p", "script", "/script", "a", "/a", "/p"]);
        assert_eq!(names("<p title='a'b'><x-y/></p>"), ["p", "x-y", "/p"]);
    }

    #[test]
    fn attributes_are_read_in_every_form() {
        let tag = &tags(r#"<input NAME=a value='&lt;&amp;&quot;' disabled data-x = "1">"#)[0];
        let value = |name: &str| tag.attribute(name);
        assert_eq!((value("name"), value("value"), value("disabled")), (Some("a"), Some("<&\""), Some("")));
        assert_eq!((value("data-x"), value("other")), (Some("1"), None));
    }

    #[test]
    fn scripts_are_elements_handlers_and_addresses() {
        let html = r#"<script>one()</script><img src=x onerror="two()"><a href=" JavaScript:three()">four()</a>"#;
        assert_eq!(scripts(html), ["one()", "two()", " JavaScript:three()"]);
    }

    #[rstest::rstest]
    #[case("<")]
    #[case("<a")]
    #[case("<a b")]
    #[case("<a b=")]
    #[case("<a b='")]
    #[case("<!-- ")]
    #[case("<script>")]
    #[case("<ä>é<b =>")]
    fn what_is_cut_off_does_no_harm(#[case] html: &str) {
        assert!(names(html).len() < 2);
    }
}
