//! Pages that a script draws.

use axum::extract::Request;
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, PreEscaped, html};

use super::PlainSp;

/// What the script says when it asks for what it draws.
const DRAWN: &str = "x-drawn";

/// Whether this is a page that only people who are signed in see.
pub fn is_members_only(request: &Request) -> bool {
    let path = request.uri().path();
    request.method() == "GET" && (path == "/me" || path == "/orders" || path.starts_with("/orders/"))
}

/// The page, white at first: after `delay` milliseconds a script asks for what the plain SP shows, and draws it. With
/// `storage`, the session is the token in that storage of the browser.
pub async fn answer(sp: &PlainSp, request: Request, delay: u32, storage: Option<&str>) -> Response {
    if request.headers().contains_key(DRAWN) {
        return sp.answer(request).await;
    }
    let bearer = storage.map(|storage| format!("'Authorization':'Bearer '+{storage}.token")).unwrap_or_default();
    let script = format!(
        "setTimeout(async()=>{{\
         const answer=await fetch(location.href,{{headers:{{'{DRAWN}':'yes',{bearer}}}}});\
         if(answer.redirected){{location.replace(answer.url);return}}\
         const page=new DOMParser().parseFromString(await answer.text(),'text/html');\
         document.title=page.title;\
         document.body.replaceChildren(...page.body.childNodes);\
         }},{delay})"
    );
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { "Reference SP" } }
            body { script { (PreEscaped(script)) } }
        }
    };
    Html(page.into_string()).into_response()
}
