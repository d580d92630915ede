//! Each company has a host name, entity ID and ACS of its own.

use axum::http::header::HOST;

use super::Traits;
use crate::people;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    answer: |sp, request| {
        Box::pin(async move {
            let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default().to_owned();
            let company = host.split('.').next().and_then(people::company);
            match company {
                Some(_) => sp.at(&format!("http://{host}")).answer(request).await,
                None => sp.answer_at("/no-such-page", request).await,
            }
        })
    },
    ..Traits::PLAIN
};
