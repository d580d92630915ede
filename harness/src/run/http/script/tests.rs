use super::super::page::sample;
use super::*;

/// What happens on a page with two forms and this script, in words.
fn outcome(page: &str) -> String {
    let page = sample(page);
    let id = |id: NodeId| page.element(id).and_then(|e| e.attr("id")).unwrap_or("?").to_owned();
    match on_load(&page, &[]) {
        None => "nothing".to_owned(),
        Some(Deed::Submit(form)) => format!("submit {}", id(form)),
        Some(Deed::Click(element)) => format!("click {}", id(element)),
        Some(Deed::Go(url)) => format!("go {}", url.path()),
    }
}

fn scripted(script: &str) -> String {
    outcome(&format!(
        "<form id=one name=first><input type=submit id=b1 name=go></form><form id=two name=second class=c>
        <button id=b2>x</button></form><script>{script}</script>"
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
        ("document['second'].submit()", "submit two"),
        ("document.getElementById(\"two\").submit()", "submit two"),
        ("document.querySelector('form.c').submit()", "submit two"),
        ("document.getElementsByTagName('form')[1].submit()", "submit two"),
        ("document.getElementById('b2').form.submit()", "submit two"),
        ("$('#two').submit()", "submit two"),
        ("var f = document.getElementById('two'); f.style.display = 'none'; f.submit();", "submit two"),
        ("second.submit()", "submit two"),
        ("window.onload = function () { document.forms[1].submit(); }", "submit two"),
        ("window.addEventListener('load', () => document.forms[1].submit())", "submit two"),
        (
            "document.addEventListener(\"DOMContentLoaded\", function(event) { document.forms[1].submit() });",
            "submit two",
        ),
        ("(function(){ document.forms[1].submit(); })();", "submit two"),
        ("(() => { document.forms[1].submit() })()", "submit two"),
        ("!function(){document.forms[1].submit()}()", "submit two"),
        ("setTimeout(function() { document.forms[1].submit() }, 100)", "submit two"),
        ("$(document).ready(function(){ $('#two').submit() })", "submit two"),
        ("$(function(){ $('#two').submit() })", "submit two"),
        ("function go() { document.forms[1].submit(); } go();", "submit two"),
        ("function go() { document.forms[1].submit(); } window.onload = go;", "submit two"),
        ("const go = () => { document.forms[1].submit() }; setTimeout(go, 0)", "submit two"),
        ("<!-- hidden\ndocument.forms[1].submit();\n//-->", "submit two"),
        ("if (true) { document.forms[1].submit(); }", "submit two"),
        ("document.getElementById('b2').click()", "click b2"),
        ("document.getElementsByTagName('input')[0].click();", "click b1"),
        ("document.forms[1].requestSubmit()", "click b2"),
        ("somethingElse.submit()", "submit one"),
    ] {
        assert_eq!(scripted(script), wanted, "{script}");
    }
}

#[test]
fn what_waits_for_the_person_does_not_happen() {
    for script in [
        "",
        "function go() { document.forms[0].submit(); }",
        "document.getElementById('b').addEventListener('click', function() { document.forms[0].submit() })",
        "document.getElementById('b').onclick = () => document.forms[0].submit();",
        "$('#b').on('click', function () { $('form').submit() })",
        "// document.forms[0].submit()",
        "/* document.forms[0].submit() */ var a = 'document.forms[0].submit()';",
        "var pattern = /x.submit()/;",
        "const go = () => { document.forms[0].submit() };",
        "if (location == '/x') {}",
        "other.location = '/x'",
        "location.href = '/x' + id",
        "{{{{ ((( '",
        "function (",
        "=>",
    ] {
        assert_eq!(scripted(script), "nothing", "{script}");
    }
}

#[test]
fn pages_lead_on() {
    assert_eq!(scripted("location = '/x'"), "go /x");
    assert_eq!(scripted("window.location.href = \"\\u002fx\";"), "go /x");
    assert_eq!(scripted("window.location.replace('/x')"), "go /x");
    assert_eq!(outcome("<meta http-equiv=Refresh content='0; URL=/x'>"), "go /x");
    assert_eq!(outcome("<meta http-equiv=refresh content='1;\"/x\"'>"), "go /x");
    assert_eq!(outcome("<meta http-equiv=refresh content='600; url=/x'>"), "nothing");
    assert_eq!(outcome("<meta http-equiv=refresh content=30>"), "nothing");
    assert_eq!(scripted("location = 'javascript:x()'"), "nothing");
}

#[test]
fn a_handler_of_the_body_counts() {
    assert_eq!(outcome("<body onload='document.forms[0].submit()'><form id=f></form>"), "submit f");
    let named = "<body onload='javascript:send();'><form id=f></form><script>function send() { document.forms[0].submit() }</script>";
    assert_eq!(outcome(named), "submit f");
    assert_eq!(outcome("<body onload='focus()'><form id=f></form>"), "nothing");
}

#[test]
fn a_message_is_sent_by_a_script_that_was_not_understood() {
    let page = |noscript: &str| {
        format!(
            "<form id=f><input type=hidden name=SAMLRequest value=x>{noscript}</form><script src=/post.js></script>"
        )
    };
    let with = page("<noscript><input type=submit value=Continue></noscript>");
    assert_eq!(outcome(&with), "submit f");
    assert_eq!(external_scripts(&sample(&with)).len(), 1);
    assert_eq!(outcome(&page("")), "nothing");
    assert_eq!(outcome("<noscript><button>x</button></noscript><form id=f></form><script></script>"), "nothing");
}

#[test]
fn depth_is_no_trouble() {
    let deep = format!("{}document.forms[0].submit(){}", "(function(){".repeat(2000), "})()".repeat(2000));
    assert_eq!(scripted(&deep), "submit one");
}
