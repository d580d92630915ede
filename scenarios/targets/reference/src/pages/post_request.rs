//! The page that carries an AuthnRequest to the IdP by HTTP-POST (saml-bindings-2.0 3.5.4).

use axum::response::Html;
use maud::{DOCTYPE, PreEscaped, html};

/// Submits itself; without script, by the button.
pub fn post_request(destination: &str, saml_request: &str, relay_state: &str) -> Html<String> {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { "To your company's login" } }
            body {
                form method="post" action=(destination) {
                    input type="hidden" name="SAMLRequest" value=(saml_request);
                    input type="hidden" name="RelayState" value=(relay_state);
                    noscript { button type="submit" { "Continue" } }
                }
                script { (PreEscaped("document.forms[0].submit()")) }
            }
        }
    };
    Html(page.into_string())
}
