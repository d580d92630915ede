//! Burp Suite's export of items: XML, each message as base64 or as it is.

use std::sync::LazyLock;

use regex::Regex;
use roxmltree::Node;

use crate::exchange::Recording;
use crate::pattern::pattern;
use crate::recognise::Options;
use crate::secret::Secrets;
use crate::{decode, raw_http, xml};

/// Its own document type names elements and no entity; it is taken out, for no document type is read.
static TYPE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s)<!DOCTYPE items \[.*?\]>"));

/// The recording; none where this is something else.
pub(crate) fn read(text: &str, options: &Options, secrets: &mut Secrets) -> Option<Recording> {
    if !text.get(..text.len().min(2048)).unwrap_or(text).contains("burpVersion") {
        return None;
    }
    let text = TYPE.replace(text, "");
    let document = xml::parse(&text).ok()?;
    let mut recording = Recording { made_by: "Burp".to_owned(), ..Recording::default() };
    for item in document.root_element().children().filter(|node| node.has_tag_name("item")) {
        let part = |name: &str| item.children().find(|node| node.has_tag_name(name));
        let url = part("url").map(xml::text);
        let (request, answer) = (part("request").map(message)?, part("response").map(message).unwrap_or_default());
        recording.exchanges.extend(raw_http::exchange(&request, &answer, url.as_deref(), options, secrets));
    }
    Some(recording)
}

fn message(node: Node<'_, '_>) -> String {
    let text = xml::text(node);
    let bytes = (node.attribute("base64") == Some("true")).then(|| decode::base64(&text)).flatten();
    bytes.map_or(text, |bytes| String::from_utf8_lossy(&bytes).into_owned())
}
