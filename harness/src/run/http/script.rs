//! What a page's own scripts do at once when it is loaded, as far as sign-on needs it: send a form, press its button,
//! go elsewhere. Nothing is run; the few shapes in which libraries write this are recognised.

mod live;
mod receiver;
mod token;

use ego_tree::NodeId;
use scraper::ElementRef;
use url::Url;

use super::control::{kind, name_of, submits};
use super::page::Page;
use super::policy::ContentPolicy;
use live::live;
use receiver::{element_called, statement_before};
use token::{Token, tokens};

/// A script that is longer is an application, and no page that leads on.
const LONGEST: usize = 64 * 1024;

/// The fields that carry SAML messages (SAML bindings 3.4 and 3.5).
const MESSAGES: [&str; 2] = ["SAMLRequest", "SAMLResponse"];

/// What happens without anybody's doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// `form.submit()`: no button, no check of the fields.
    Submit(NodeId),
    /// A click on an element.
    Click(NodeId),
    /// On to another address.
    Go(Url),
}

/// What the page does when it is loaded; `external` are texts of scripts that it refers to.
pub(super) fn on_load(page: &Page, external: &[String]) -> Option<Deed> {
    let policy = ContentPolicy::of(page);
    let inline = page.elements().filter(|element| is_script(*element) && element.attr("src").is_none());
    let inline = inline.filter_map(|script| {
        let text = script.text().collect::<String>();
        policy.allows_script(&text, script.attr("nonce")).then_some(text)
    });
    let scripts = inline.chain(external.iter().cloned()).filter(|text| text.len() <= LONGEST);
    let mut source = scripts.collect::<Vec<_>>().join("\n;\n");
    let handlers = page.elements().filter(|element| matches!(name_of(*element), "body" | "frameset"));
    for handler in handlers.filter_map(|element| element.attr("onload")).filter(|text| policy.allows_handler(text)) {
        source += &format!("\n;\n{handler}\n;\n");
    }
    deed(page, &live(&tokens(&source))).or_else(|| refresh(page)).or_else(|| sends_itself(page, &policy))
}

/// Scripts that the page refers to and that may send its SAML message.
pub(super) fn external_scripts(page: &Page) -> Vec<Url> {
    if message_form(page).is_none() {
        return Vec::new();
    }
    let policy = ContentPolicy::of(page);
    let scripts = page.elements().filter(|element| is_script(*element));
    let urls = scripts.filter_map(|script| Some((page.address(script.attr("src")?)?, script.attr("nonce"))));
    urls.filter(|(url, nonce)| policy.allows_script_from(url, *nonce)).map(|(url, _)| url).collect()
}

fn is_script(element: ElementRef<'_>) -> bool {
    let kind = element.attr("type").unwrap_or_default().trim().to_ascii_lowercase();
    name_of(element) == "script" && (kind.is_empty() || kind == "module" || kind.ends_with("javascript"))
}

/// The first deed among the tokens that run.
fn deed(page: &Page, tokens: &[Token]) -> Option<Deed> {
    (0..tokens.len()).find_map(|at| {
        let rest = tokens.get(at..).unwrap_or_default();
        match rest {
            [Token::Mark('.'), Token::Word(method), Token::Mark('('), ..] => match method.as_str() {
                "submit" | "requestSubmit" => {
                    let form = element_called(page, tokens, statement_before(tokens, at))
                        .filter(|element| name_of(*element) == "form")
                        .or_else(|| page.first("form"))?;
                    if method == "submit" {
                        return Some(Deed::Submit(form.id()));
                    }
                    let button = super::form::default_button(page, form);
                    Some(button.map_or(Deed::Submit(form.id()), Deed::Click))
                }
                "click" => {
                    let element = element_called(page, tokens, statement_before(tokens, at))?;
                    (submits(element) || name_of(element) == "a").then(|| Deed::Click(element.id()))
                }
                "assign" | "replace" => match rest.get(3..5) {
                    Some([Token::Text(to), Token::Mark(')')]) if at_location(tokens, at) => go(page, to),
                    _ => None,
                },
                _ => None,
            },
            [Token::Mark('='), Token::Text(to), end @ ..]
                if !matches!(end.first(), Some(Token::Mark('+' | '.' | '['))) && assigns_location(tokens, at) =>
            {
                go(page, to)
            }
            _ => None,
        }
    })
}

fn go(page: &Page, to: &str) -> Option<Deed> {
    page.address(to).filter(|url| matches!(url.scheme(), "http" | "https")).map(Deed::Go)
}

/// Whether the word before `at` is `location`.
fn at_location(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|word| word.is_word("location"))
}

/// Whether what is assigned at `at` is `location` or its `href`.
fn assigns_location(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(..at).unwrap_or_default();
    match before {
        [.., location, Token::Mark('.'), href] if href.is_word("href") => location.is_word("location"),
        // Not a field of something else that is called so.
        [.., owner, Token::Mark('.'), location] if location.is_word("location") => {
            ["window", "document", "self", "top", "parent"].iter().any(|name| owner.is_word(name))
        }
        [.., location] => location.is_word("location"),
        [] => false,
    }
}

/// `<meta http-equiv=refresh>` that does not let people read first.
pub(super) fn refresh(page: &Page) -> Option<Deed> {
    const SOON: f64 = 5.0;
    let metas = page.elements().filter(|element| {
        name_of(*element) == "meta"
            && element.attr("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh"))
    });
    let header = page.headers.get("refresh").and_then(|value| value.to_str().ok());
    metas.filter_map(|meta| meta.attr("content")).chain(header).find_map(|content| {
        let (delay, target) = content.split_once([';', ','])?;
        let target = target.trim();
        let named = target.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("url"));
        let target = if named { target.get(3..)?.trim_start().strip_prefix('=')? } else { target };
        let soon = delay.trim().parse::<f64>().is_ok_and(|delay| delay <= SOON);
        let target = target.trim().trim_matches(['\'', '"']);
        if soon && !target.is_empty() { go(page, target) } else { None }
    })
}

/// The form that carries a SAML message in a hidden field.
fn message_form(page: &Page) -> Option<ElementRef<'_>> {
    let hidden = |control: &ElementRef<'_>| {
        kind(*control) == "hidden" && control.attr("name").is_some_and(|name| MESSAGES.contains(&name))
    };
    page.elements().find(hidden).and_then(|field| page.form_of(field))
}

/// A page that carries a SAML message, and keeps a button for browsers without script, sends itself by a script that
/// was not understood.
fn sends_itself(page: &Page, policy: &ContentPolicy) -> Option<Deed> {
    let form = message_form(page)?;
    let button = page.elements().any(|element| {
        let text = || element.text().collect::<String>().to_ascii_lowercase();
        name_of(element) == "noscript" && ["<button", "submit", "<input"].iter().any(|tag| text().contains(tag))
    });
    let scripted = page.elements().any(is_script) && policy.allows_some_script();
    (button && scripted).then(|| Deed::Submit(form.id()))
}

#[cfg(test)]
mod tests;
