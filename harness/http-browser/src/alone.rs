//! What a page does by itself when it is loaded, as far as sign-on needs it. Nothing is run.
//!
//! A page that posts itself is a shape: a form that the person cannot fill in, and a short script that submits it. A page
//! that leads on is another: a script that is nothing but an assignment to `location`, or a refresh. A script of any other
//! shape belongs to an application, and is left alone; only where it holds back a sign-on message is that said
//! ([`held_back`]).

use std::sync::LazyLock;
use std::time::Duration;

use ego_tree::NodeId;
use regex::Regex;
use scraper::ElementRef;
use url::Url;

use crate::control::{kind, name_of};
use crate::loaded::Loaded;
use crate::policy::ContentPolicy;

/// A script that only submits a form is shorter; a longer one is an application.
const LONGEST: usize = 2048;

/// How long a refresh may let people read and still be a page that leads on, in seconds.
const SOON: f64 = 5.0;

/// How long a page may wait before it loads itself anew and still be one that waits for something to be ready, in seconds.
/// Those that wait longer show news.
const SOON_AGAIN: f64 = 2.0;

/// The fields that carry sign-on messages: SAML bindings 3.5, OpenID Connect form post, WS-Federation.
const MESSAGES: [&str; 5] = ["SAMLRequest", "SAMLResponse", "SAMLart", "id_token", "wresult"];

/// A whole script that goes elsewhere.
static GOES: LazyLock<Regex> = LazyLock::new(|| {
    let place = r"(?:(?:window|document|self|top)\s*\.\s*)?location";
    let to = r#"(?:"([^"\\+]*)"|'([^'\\+]*)')"#;
    let pattern =
        format!(r"^\s*{place}(?:(?:\s*\.\s*href)?\s*=\s*{to}|\s*\.\s*(?:assign|replace)\s*\(\s*{to}\s*\))\s*;?\s*$");
    Regex::new(&pattern).expect("the pattern is a constant that a test uses")
});

/// Which form a script submits: by number, or by a name or id. Without any it is the page's only form.
static FORM: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"forms\s*\[\s*(\d+)\s*\]|(?:forms\s*\[|getElementById\s*\(|document\s*\[)\s*["']([^"']+)["']|document\s*\.\s*(?:forms\s*\.\s*)?([A-Za-z_]\w*)\s*\.\s*submit"#;
    Regex::new(pattern).expect("the pattern is a constant that a test uses")
});

/// What happens without anybody's doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    /// `form.submit()`: no button, no check of the fields.
    Submit(NodeId),
    /// On to another address.
    Go(Url),
    /// The same page anew, after a while.
    Again(Duration),
}

/// What the page does when it is loaded.
pub(crate) fn on_load(page: &Loaded) -> Option<Deed> {
    let scripts = scripts(page);
    let go = scripts.iter().find_map(|script| {
        let found = GOES.captures(script)?;
        go(page, found.iter().skip(1).flatten().next()?.as_str())
    });
    go.or_else(|| refresh(page)).or_else(|| {
        let form = scripts.iter().find_map(|script| submitted(page, script)).or_else(|| with_a_way_out(page))?;
        Some(Deed::Submit(form.id()))
    })
}

/// Whether a page's script holds back a sign-on message: there is one, scripts may run, and none is known here.
pub(crate) fn held_back(page: &Loaded) -> bool {
    message_form(page).is_some() && has_script(page) && on_load(page).is_none()
}

/// How many characters a page may show that has nothing to say before its scripts do: `Loading ...`.
const NEXT_TO_NOTHING: usize = 24;

/// Whether a page shows next to nothing without its scripts, no link, no control, and hardly a word; or whether it has a
/// frame of its own site.
pub(crate) fn lacks_something(page: &Loaded) -> bool {
    let of_own_site = |frame: ElementRef<'_>| {
        let address = frame.attr("src").and_then(|src| page.address(src));
        frame.attr("srcdoc").is_some() || address.is_some_and(|address| address.origin() == page.url.origin())
    };
    let frames = || page.elements().filter(|element| matches!(name_of(*element), "iframe" | "frame"));
    if frames().any(of_own_site) {
        return true;
    }
    let leads_on = page.elements().any(|element| {
        let is_link = name_of(element) == "a" && element.attr("href").is_some();
        (is_link || matches!(name_of(element), "button" | "input" | "form")) && page.shown(element)
    });
    has_script(page) && !leads_on && page.text().trim().chars().count() <= NEXT_TO_NOTHING
}

/// Texts that run when the page is loaded, as far as its policy lets them: inline scripts, and the body's handler.
fn scripts(page: &Loaded) -> Vec<String> {
    let policy = ContentPolicy::of(page);
    let inline = page.elements().filter(|element| is_script(*element) && element.attr("src").is_none());
    let inline = inline.filter_map(|script| {
        let text = script.text().collect::<String>();
        policy.allows_script(&text, script.attr("nonce")).then_some(text)
    });
    let bodies = page.elements().filter(|element| matches!(name_of(*element), "body" | "frameset"));
    let handlers = bodies.filter_map(|body| body.attr("onload")).filter(|text| policy.allows_handler(text));
    inline.chain(handlers.map(str::to_owned)).filter(|text| text.len() <= LONGEST).collect()
}

fn is_script(element: ElementRef<'_>) -> bool {
    let kind = element.attr("type").unwrap_or_default().trim().to_ascii_lowercase();
    name_of(element) == "script" && (kind.is_empty() || kind == "module" || kind.ends_with("javascript"))
}

fn has_script(page: &Loaded) -> bool {
    let handler = page.elements().any(|element| name_of(element) == "body" && element.attr("onload").is_some());
    (handler || page.elements().any(is_script)) && ContentPolicy::of(page).allows_some_script()
}

/// The form that `script` submits; none where it waits for a hand, or where the form does.
fn submitted<'a>(page: &'a Loaded, script: &str) -> Option<ElementRef<'a>> {
    let submits = script.contains(".submit(") || script.contains(".requestSubmit(");
    if !submits || script.contains("click") {
        return None;
    }
    let forms = || page.elements().filter(|element| name_of(*element) == "form");
    let called = |name: &str| forms().find(|form| form.attr("id") == Some(name) || form.attr("name") == Some(name));
    let form = match FORM.captures(script) {
        Some(found) => match (found.get(1), found.get(2).or(found.get(3))) {
            (Some(number), _) => forms().nth(number.as_str().parse().ok()?),
            (None, name) => called(name?.as_str()),
        },
        None if forms().count() == 1 => forms().next(),
        None => message_form(page),
    }?;
    nothing_to_fill_in(page, form).then_some(form)
}

/// Whether a person could not do more with the form than send it.
fn nothing_to_fill_in(page: &Loaded, form: ElementRef<'_>) -> bool {
    page.controls_of(form).all(|control| matches!(kind(control).as_str(), "hidden" | "submit" | "button"))
}

/// A page that carries a sign-on message, and keeps a button for browsers without scripts, sends itself with them.
fn with_a_way_out(page: &Loaded) -> Option<ElementRef<'_>> {
    let form = message_form(page)?;
    let button = page.elements().any(|element| {
        let text = || element.text().collect::<String>().to_ascii_lowercase();
        name_of(element) == "noscript" && ["<button", "submit"].iter().any(|tag| text().contains(tag))
    });
    (button && has_script(page)).then_some(form)
}

/// The form that carries a sign-on message in a hidden field.
fn message_form(page: &Loaded) -> Option<ElementRef<'_>> {
    let hidden = |control: &ElementRef<'_>| {
        kind(*control) == "hidden" && control.attr("name").is_some_and(|name| MESSAGES.contains(&name))
    };
    page.elements().find(hidden).and_then(|field| page.form_of(field))
}

fn go(page: &Loaded, to: &str) -> Option<Deed> {
    page.address(to).filter(|url| matches!(url.scheme(), "http" | "https")).map(Deed::Go)
}

/// `<meta http-equiv=refresh>`, or the header of that name, that does not let people read first.
pub(crate) fn refresh(page: &Loaded) -> Option<Deed> {
    let metas = page.elements().filter(|element| {
        name_of(*element) == "meta"
            && element.attr("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh"))
    });
    let header = page.headers.get("refresh").and_then(|value| value.to_str().ok());
    metas.filter_map(|meta| meta.attr("content")).chain(header).find_map(|content| {
        let (delay, target) = content.split_once([';', ',']).unwrap_or((content, ""));
        let target = target.trim();
        if target.is_empty() {
            // Without an address it is the page itself, which asks whether what it waits for is ready.
            let delay = delay.trim().parse::<f64>().ok().filter(|delay| (0.0..=SOON_AGAIN).contains(delay))?;
            return Some(Deed::Again(Duration::from_secs_f64(delay)));
        }
        let named = target.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("url"));
        let target = if named { target.get(3..)?.trim_start().strip_prefix('=')? } else { target };
        let soon = delay.trim().parse::<f64>().is_ok_and(|delay| delay <= SOON);
        let target = target.trim().trim_matches(['\'', '"']);
        if soon && !target.is_empty() { go(page, target) } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loaded::sample;

    /// What happens on a page, in words.
    fn outcome(page: &str) -> String {
        let page = sample(page);
        match on_load(&page) {
            None if held_back(&page) => "needs a browser".to_owned(),
            None => "nothing".to_owned(),
            Some(Deed::Submit(form)) => {
                format!("submit {}", page.element(form).and_then(|form| form.attr("id")).unwrap_or("?"))
            }
            Some(Deed::Go(url)) => format!("go {}", url.path()),
            Some(Deed::Again(delay)) => format!("again in {} s", delay.as_secs()),
        }
    }

    /// The same, on a page with two forms and this script.
    fn scripted(script: &str) -> String {
        outcome(&format!(
            "<form id=one name=first><input type=hidden name=SAMLResponse><input type=submit></form>
            <form id=two name=second><input type=hidden name=a><button>x</button></form><script>{script}</script>"
        ))
    }

    #[test]
    fn forms_that_libraries_send_at_once_are_sent() {
        for (script, wanted) in [
            ("document.forms[0].submit()", "submit one"),
            ("document.forms[1].submit();", "submit two"),
            ("document.forms['second'].submit()", "submit two"),
            ("document.forms.second.submit()", "submit two"),
            ("document.second.submit()", "submit two"),
            ("document.getElementById(\"two\").submit()", "submit two"),
            ("var f = document.getElementById('two'); f.style.display = 'none'; f.submit();", "submit two"),
            ("window.onload = function () { document.forms[1].submit(); }", "submit two"),
            ("window.addEventListener('load', () => document.forms[1].submit())", "submit two"),
            ("(function(){ document.forms[1].submit(); })();", "submit two"),
            ("setTimeout(function() { document.forms[1].submit() }, 100)", "submit two"),
            ("function go() { document.forms[1].submit(); } window.onload = go;", "submit two"),
            ("<!-- hidden\ndocument.forms[1].submit();\n//-->", "submit two"),
            ("document.querySelector('form').submit()", "submit one"),
        ] {
            assert_eq!(scripted(script), wanted, "{script}");
        }
    }

    #[test]
    fn what_waits_for_the_person_does_not_happen() {
        let waits = "document.getElementById('b').addEventListener('click', () => document.forms[0].submit())";
        let logout = |script: &str| {
            outcome(&format!(
                "<form id=f><input type=hidden name=csrf><button id=b>x</button></form><script>{script}</script>"
            ))
        };
        assert_eq!(logout(waits), "nothing");
        assert_eq!(logout(&format!("document.forms[0].submit(){}", " ".repeat(LONGEST))), "nothing", "an application");
        assert_eq!(
            outcome(
                "<form id=f><input type=hidden name=a><input name=q></form><script>document.forms[0].submit()</script>"
            ),
            "nothing",
            "there is something to fill in"
        );
        assert_eq!(outcome("<body onload='focus()'><form id=f></form>"), "nothing");
    }

    #[test]
    fn pages_lead_on() {
        assert_eq!(scripted("location = '/x'"), "go /x");
        assert_eq!(scripted("window.location.href = \"/x\";"), "go /x");
        assert_eq!(scripted("window.location.replace('/x')"), "go /x");
        assert_eq!(outcome("<meta http-equiv=Refresh content='0; URL=/x'>"), "go /x");
        assert_eq!(outcome("<meta http-equiv=refresh content='1;\"/x\"'>"), "go /x");
        assert_eq!(outcome("<meta http-equiv=refresh content='600; url=/x'>"), "nothing");
        for content in ["1", " 1 ;", "1,"] {
            assert_eq!(outcome(&format!("<meta http-equiv=refresh content='{content}'>")), "again in 1 s", "{content}");
        }
        for content in ["30", "", "soon", "-1"] {
            assert_eq!(outcome(&format!("<meta http-equiv=refresh content='{content}'>")), "nothing", "{content}");
        }
        assert_eq!(outcome("<meta http-equiv=refresh content=30>"), "nothing");
        for script in [
            "other.location = '/x'",
            "location.href = '/x' + id",
            "location = 'javascript:x()'",
            "if (location == '/x') {}",
        ] {
            assert_eq!(outcome(&format!("<script>{script}</script>")), "nothing", "{script}");
        }
    }

    #[test]
    fn a_handler_of_the_body_counts() {
        let form = "<form id=f><input type=hidden name=a></form>";
        assert_eq!(outcome(&format!("<body onload='document.forms[0].submit()'>{form}")), "submit f");
        assert_eq!(
            outcome("<body onload='document.forms[0].submit()'><form id=f></form>"),
            "submit f",
            "no field at all"
        );
        let named =
            format!("<body onload='send();'>{form}<script>function send() {{ document.forms[0].submit() }}</script>");
        assert_eq!(outcome(&named), "submit f");
    }

    #[test]
    fn a_message_with_a_script_that_is_not_known_needs_a_browser() {
        let page = |noscript: &str| {
            format!(
                "<form id=f><input type=hidden name=SAMLRequest value=x>{noscript}</form><script src=/post.js></script>"
            )
        };
        assert_eq!(outcome(&page("<noscript><input type=submit value=Continue></noscript>")), "submit f");
        assert_eq!(outcome(&page("")), "needs a browser");
        assert_eq!(outcome(&page("").replace("SAMLRequest", "other")), "nothing");
        assert_eq!(scripted("document.getElementById('b2').click()"), "needs a browser");
        let forbidden = "<meta http-equiv=content-security-policy content=\"script-src 'none'\">";
        assert_eq!(outcome(&format!("{forbidden}{}", page(""))), "nothing", "no browser runs that script either");
    }
}
