//! The whole IdP as one axum router: portals, SSO endpoints, JSON API, picked apart by host name.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use tokio::net::TcpListener;

use crate::guard::guard;
use crate::host::{find_organization, nothing_here};
use crate::idp::MockIdp;
use crate::{api, portal, sso};

/// What a body may weigh: metadata, certificates and SAML requests are far smaller.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// Everything that `idp` serves. `<organization>.<public host>` is that organization's portals and
/// endpoints; the public host itself, `localhost` and an IP address carry the JSON API only.
pub fn app(idp: MockIdp) -> Router {
    portal::router()
        .merge(sso::router())
        .merge(api::router())
        .fallback(nothing_here)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn_with_state(idp.clone(), find_organization))
        .layer(from_fn_with_state(idp.clone(), guard))
        .with_state(idp)
}

/// Serves `idp` on `listener` until the future is dropped.
pub async fn serve(listener: TcpListener, idp: MockIdp) -> std::io::Result<()> {
    axum::serve(listener, app(idp)).await
}
