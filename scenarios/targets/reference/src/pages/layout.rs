//! What all pages but the bare ones share.

use axum::response::Html;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = "
:root{--ink:#1c2434;--soft:#5b6577;--line:#dde2ea;--accent:#2456c8;--ground:#f4f6fa}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground)}
header{background:#fff;border-bottom:1px solid var(--line);padding:.8rem 1.5rem;display:flex;gap:1.5rem;align-items:baseline}
header b{color:var(--accent)}
main{max-width:44rem;margin:2rem auto;background:#fff;border:1px solid var(--line);border-radius:10px;padding:1.5rem 2rem 2rem}
h1{font-size:1.5rem;margin:.2rem 0 1rem}
h2{font-size:1.05rem;margin:1.6rem 0 .4rem}
a{color:var(--accent)}
label{display:block;margin:.5rem 0}
label small,.hint{color:var(--soft)}
input[type=text],input[type=email],input[type=file],textarea,select{display:block;width:100%;margin-top:.2rem;padding:.5rem .6rem;border:1px solid #b9c2d0;border-radius:6px;font:inherit;background:#fff}
input[readonly]{background:var(--ground)}
textarea{min-height:7rem;font:13px/1.4 ui-monospace,monospace}
button{margin-top:1rem;padding:.55rem 1.4rem;border:0;border-radius:6px;background:var(--accent);color:#fff;font:inherit;cursor:pointer}
.notice,.error{padding:.6rem .9rem;border-radius:6px}
.notice{background:#e5f5ea;color:#175c2e}
.error{background:#fdeaea;color:#8f1d1d}
dt{font-weight:600}dd{margin:0 0 .5rem}dd,li{white-space:pre-wrap}
#user{font-size:1.1rem}
";

/// A page with the bar on top.
pub fn page(title: &str, body: &Markup) -> Html<String> {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " - Reference SP" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    b { "Reference SP" }
                    a href="/login/company" { "Company Login" }
                    a href="/settings/sso?company=acme" { "SSO Settings" }
                    a href="/me" { "Me" }
                }
                main { h1 { (title) } (body) }
            }
        }
    };
    Html(page.into_string())
}
