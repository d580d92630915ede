//! The SP has metadata of its own only when it has been set up.

use axum::http::StatusCode;
use axum::response::IntoResponse;

use super::Traits;
use crate::pages;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    answer: |sp, request| {
        Box::pin(async move {
            let set_up = { !sp.app.store().settings.is_empty() };
            match request.uri().path() {
                "/saml/metadata" if !set_up => (StatusCode::NOT_FOUND, pages::not_found()).into_response(),
                _ => sp.answer(request).await,
            }
        })
    },
    ..Traits::PLAIN
};
