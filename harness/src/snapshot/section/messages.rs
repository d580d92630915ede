//! The SAML messages that went over the wire.

use mock_idp::journal::{Binding, Direction};
use openssl::sha::sha256;

use crate::evidence::Message;
use crate::snapshot::shortened;
use crate::snapshot::tree::{self, Line, Shape};
use crate::snapshot::tree_diff::difference;
use crate::snapshot::view::View;

/// Lines of a message that are read; more than that is the size that matters and not the lines.
const READ: usize = 400;

/// Lines that are shown of one message.
const LINES: usize = 60;

/// Lines that are shown of a message that is compared with none. A response of JumpCloud has 60.
const WHOLE_LINES: usize = 100;

/// Characters of a line that are kept.
const LINE_WIDTH: usize = 300;

/// A message as it is compared.
struct Shown {
    /// As `from the IdP to <sp>/acs by HTTP-POST`.
    name: String,
    direction: Direction,
    /// The name, RelayState and tree.
    lines: Vec<Line>,
    /// The digest of what was on the wire.
    raw: [u8; 32],
}

/// Every message, as a difference to the message of `baseline` that has its place; whole without a baseline.
///
/// Identifiers, times, signatures and keys are named and not shown, so they are never a difference by themselves.
pub(in crate::snapshot) fn messages(view: &View<'_>, baseline: Option<(&str, &View<'_>)>) -> String {
    let seen = shown(view);
    let Some((id, base)) = baseline else {
        let each = seen.iter().map(|message| format!("\n{}", shortened(&whole(message), WHOLE_LINES, LINE_WIDTH)));
        let each: String = each.collect();
        return if each.is_empty() { each } else { format!("\n## Messages\n{each}") };
    };
    let base = shown(base);
    if seen.is_empty() && base.is_empty() {
        return String::new();
    }
    let mut text = format!("\n## Messages, compared with {id}\n");
    for (index, message) in seen.iter().enumerate() {
        text += &format!("{}. {}", index + 1, message.name);
        if let Some(other) = seen[..index].iter().position(|other| is_again(other, message)) {
            text += &format!(": message {} again\n", other + 1);
            continue;
        }
        text += &match counterpart(&base, &seen[..index], message) {
            Some(other) => match difference(&other.lines, &message.lines) {
                lines if lines.is_empty() => ": the same\n".to_owned(),
                lines => format!("\n{}", block(&lines)),
            },
            None => format!(": a message more\n{}", block(&indented(message))),
        };
    }
    let count = |of: &[Shown], direction: Direction| of.iter().filter(|message| message.direction == direction).count();
    for (direction, name) in [(Direction::In, "to the IdP"), (Direction::Out, "from the IdP")] {
        if count(&base, direction) > 0 && count(&seen, direction) == 0 {
            text += &format!("no message {name}\n");
        }
    }
    text
}

/// The very same message once more.
fn is_again(one: &Shown, other: &Shown) -> bool {
    one.raw == other.raw && one.lines == other.lines
}

/// The message of the baseline that has the place of `message`: after as many of its direction, or else the last of them,
/// since a second login is compared with the one that the baseline has.
fn counterpart<'a>(base: &'a [Shown], before: &[Shown], message: &Shown) -> Option<&'a Shown> {
    let nth = before.iter().filter(|other| other.direction == message.direction).count();
    let alike: Vec<&Shown> = base.iter().filter(|other| other.direction == message.direction).collect();
    alike.get(nth).or(alike.last()).copied()
}

fn block(lines: &[String]) -> String {
    let text: String = lines.iter().map(|line| format!("   {line}\n")).collect();
    shortened(&text, LINES, LINE_WIDTH)
}

fn indented(message: &Shown) -> Vec<String> {
    message.lines.iter().map(|line| format!("{}{}", "  ".repeat(line.depth), line.text)).collect()
}

fn whole(message: &Shown) -> String {
    indented(message).iter().map(|line| format!("{line}\n")).collect()
}

fn shown(view: &View<'_>) -> Vec<Shown> {
    view.evidence.messages.iter().enumerate().map(|(index, message)| show(view, index, message)).collect()
}

fn show(view: &View<'_>, index: usize, message: &Message) -> Shown {
    let place = if message.direction == Direction::In {
        "to the IdP".to_owned()
    } else {
        format!("from the IdP to {}", message.url)
    };
    let binding = if message.binding == Binding::Redirect { "HTTP-Redirect" } else { "HTTP-POST" };
    let name = view.normalised(&format!("{place} by {binding}"));
    let mut lines = vec![outside(name.clone())];
    lines.extend(message.relay_state.iter().map(|value| outside(view.normalised(&format!("RelayState={value}")))));
    match tree::first_lines(&message.xml, true, READ) {
        Some((tree, count)) => lines.extend(named(view, index, tree, count)),
        None if message.xml.is_empty() => lines.push(outside("(not decodable)".to_owned())),
        // Nobody can tell what varies in it.
        None => lines.push(outside("(not well-formed, or with a DTD)".to_owned())),
    }
    Shown { name, direction: message.direction, lines, raw: sha256(message.raw.as_bytes()) }
}

/// A line that is no part of the tree.
fn outside(text: String) -> Line {
    Line { path: "".into(), depth: 0, shape: Shape::Whole, text }
}

/// The first lines of a tree of `count`, with names in place of what varies.
fn named(view: &View<'_>, index: usize, mut lines: Vec<Line>, count: usize) -> Vec<Line> {
    let more = count - lines.len();
    // All at once is faster; a line break within a text would make two lines of one.
    let flat: Vec<String> = lines.iter().map(|line| line.text.replace('\n', "&#10;")).collect();
    let named = |text: &str| view.normalised(&view.identifiers.named(index, text));
    let together = named(&flat.join("\n"));
    let texts: Vec<String> = if together.lines().count() == flat.len() {
        together.lines().map(str::to_owned).collect()
    } else {
        flat.iter().map(|text| named(text)).collect()
    };
    for (line, text) in lines.iter_mut().zip(texts) {
        line.text = shortened(&text, 1, LINE_WIDTH);
    }
    if more > 0 {
        lines.push(outside(format!("[... {more} lines more]")));
    }
    lines
}
