//! What a person saw and what went over the wire, as text to compare.

use mock_idp::journal::{Binding, Direction};

use super::message::{identifiers, tree};
use super::normalise::{Variable, normalise};
use super::shortened;
use crate::evidence::{CaseEvidence, Check, Cookie, Document, Message, Page, Step};
use crate::judge::CaseResult;

/// Lines of a page that are kept; more would drown what matters.
const LINES: usize = 40;

/// Lines of a message that are kept.
const MESSAGE_LINES: usize = 400;

/// Characters of a line of a message that are kept.
const LINE_WIDTH: usize = 1000;

/// The outcome of a case as text, with what varies from run to run taken out.
pub fn text(evidence: &CaseEvidence, result: &CaseResult) -> String {
    let mut text = head(evidence, result);
    let (mut set_up, mut login) = (false, false);
    for step in &evidence.steps {
        if step.provision {
            heading(&mut text, "Set-up", &mut set_up, &mut login);
            text += &format!("- {} -> {}\n", step.name, shown(&step.page));
        } else {
            heading(&mut text, "Login", &mut login, &mut set_up);
            push_step(&mut text, step);
        }
    }
    if !evidence.checks.is_empty() {
        text += "\n## Look-ups on the way\n\n";
        evidence.checks.iter().for_each(|check| push_check(&mut text, check));
    }
    if let Some(identity) = &evidence.identity {
        text += &format!("\n## Who is signed in\n\n{}\n", identity.user.as_deref().unwrap_or("nobody"));
        // Often it is the page that the login ended on.
        if evidence.steps.last().is_none_or(|last| last.page.text != identity.page.text) {
            push_page(&mut text, &identity.page);
        }
    }
    if !evidence.messages.is_empty() {
        text += "\n## Messages\n";
        evidence.messages.iter().for_each(|message| push_message(&mut text, message));
    }
    push_events(&mut text, evidence);
    push_cookies(&mut text, evidence);
    normalise(&text, &variable(evidence))
}

fn head(evidence: &CaseEvidence, result: &CaseResult) -> String {
    let mut text = format!("demanded: {}\nverdict:  {}\n", result.demanded, result.verdict.word());
    text += &format!("outcome:  {}\n", result.seen_in_words());
    if let Some(checkpoint) = &evidence.checkpoint {
        text += &format!("on the way: signed in as {}\n", checkpoint.identity.user.as_deref().unwrap_or("nobody"));
    }
    text
}

/// What this run drew by chance.
fn variable(evidence: &CaseEvidence) -> Variable {
    let surroundings = &evidence.surroundings;
    let mut identifiers: Vec<String> = evidence.messages.iter().flat_map(|m| identifiers(&m.xml)).collect();
    // SPs that remember a request by its RelayState draw that by chance as well.
    identifiers.sort_by_key(|identifier| std::cmp::Reverse(identifier.len()));
    identifiers.dedup();
    Variable {
        sp_base_url: surroundings.sp_base_url.clone(),
        idp_base_url: surroundings.idp_base_url.clone(),
        second_idp_base_url: surroundings.second_idp_base_url.clone(),
        identifiers,
    }
}

fn heading(text: &mut String, name: &str, on: &mut bool, off: &mut bool) {
    if !*on {
        *text += &format!("\n## {name}\n\n");
    }
    (*on, *off) = (true, false);
}

fn shown(page: &Page) -> String {
    let status = page.status.map_or_else(|| "no status".to_owned(), |status| status.to_string());
    format!("{status} {}", page.title).trim_end().to_owned()
}

fn push_step(text: &mut String, step: &Step) {
    *text += &format!("- {}\n", step.name);
    for document in &step.documents {
        *text += &format!("    {}\n", document_line(document));
    }
    *text += &format!("    page: {} ({})\n", shown(&step.page), step.page.url);
    push_page(text, &step.page);
}

fn document_line(document: &Document) -> String {
    let answer = match (document.status, &document.error) {
        (Some(status), _) => status.to_string(),
        (None, Some(error)) => error.clone(),
        (None, None) => "no answer".to_owned(),
    };
    let location = document.location.as_ref().map(|location| format!(" {location}")).unwrap_or_default();
    format!("{} {} -> {answer}{location}", document.method, document.url)
}

fn push_page(text: &mut String, page: &Page) {
    let lines: Vec<&str> = page.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    for line in lines.iter().take(LINES) {
        *text += &format!("    | {line}\n");
    }
    if lines.len() > LINES {
        *text += &format!("    | ({} lines more)\n", lines.len() - LINES);
    }
}

fn push_check(text: &mut String, check: &Check) {
    let seen = check.identity.user.as_deref().unwrap_or("nobody");
    *text += &format!("- {}: {seen}\n", check.name);
}

fn push_message(text: &mut String, message: &Message) {
    let (way, binding) = (
        if message.direction == Direction::In { "to the IdP" } else { "from the IdP to" },
        if message.binding == Binding::Redirect { "HTTP-Redirect" } else { "HTTP-POST" },
    );
    let place = if message.direction == Direction::In { String::new() } else { format!(" {}", message.url) };
    *text += &format!("\n{way}{place} by {binding}\n");
    if let Some(relay_state) = &message.relay_state {
        *text += &format!("RelayState={relay_state}\n");
    }
    match tree(&message.xml, true) {
        Some(tree) => *text += &shortened(&tree, MESSAGE_LINES, LINE_WIDTH),
        None if message.xml.is_empty() => *text += "(not decodable)\n",
        // Nobody can tell what varies in it.
        None => *text += "(not well-formed, or with a DTD)\n",
    }
}

fn push_events(text: &mut String, evidence: &CaseEvidence) {
    if evidence.idp_events.is_empty() {
        return;
    }
    *text += "\n## The IdP's log\n\n";
    for event in &evidence.idp_events {
        let user = if event.user.is_empty() { "(nobody)" } else { &event.user };
        let application = if event.application.is_empty() { "(no application)" } else { &event.application };
        let start = if event.idp_initiated { "IdP" } else { "SP" };
        let result = if event.sso_token_success { "assertion issued" } else { "refused" };
        *text += &format!("- {user}, {application}, {start}-initiated: {result}");
        if let Some(message) = &event.error_message {
            *text += &format!(": {message}");
        }
        text.push('\n');
    }
}

fn push_cookies(text: &mut String, evidence: &CaseEvidence) {
    if evidence.cookies.is_empty() {
        return;
    }
    *text += "\n## Cookies\n\n";
    let mut lines: Vec<String> = evidence.cookies.iter().map(|cookie| cookie_line(cookie, evidence)).collect();
    lines.sort();
    lines.iter().for_each(|line| *text += &format!("- {line}\n"));
}

fn cookie_line(cookie: &Cookie, evidence: &CaseEvidence) -> String {
    let domain = cookie.domain.trim_start_matches('.');
    let host = |url: &str| url::Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
    let surroundings = &evidence.surroundings;
    let second = surroundings.second_idp_base_url.as_deref().and_then(host);
    let place = match Some(domain.to_owned()) {
        domain if domain == host(&surroundings.sp_base_url) => "<sp>",
        domain if domain == host(&surroundings.idp_base_url) => "<idp>",
        domain if domain == second => "<second idp>",
        _ => domain,
    };
    let mut line = format!("{place}{} {}", cookie.path, cookie.name);
    line += if cookie.secure { "; Secure" } else { "" };
    line += if cookie.http_only { "; HttpOnly" } else { "" };
    if let Some(same_site) = &cookie.same_site {
        line += &format!("; SameSite={same_site}");
    }
    line
}
