//! More than five messages in ten seconds are answered 429.

use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::IntoResponse;
use jiff::{SignedDuration, Timestamp};

use super::Traits;
use crate::pages;

const MOST: usize = 5;
const WITHIN: SignedDuration = SignedDuration::from_secs(10);

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    answer: |sp, request| {
        Box::pin(async move {
            if request.uri().path() != "/saml/acs" {
                return sp.answer(request).await;
            }
            let now = Timestamp::now();
            let too_many = {
                let messages = &mut sp.memory().messages;
                messages.retain(|at| now.duration_since(*at) < WITHIN);
                let too_many = messages.len() >= MOST;
                if !too_many {
                    messages.push(now);
                }
                too_many
            };
            if too_many {
                let page = pages::message("Too many requests", "Please try again later.");
                return (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, "10")], page).into_response();
            }
            sp.answer(request).await
        })
    },
    ..Traits::PLAIN
};
