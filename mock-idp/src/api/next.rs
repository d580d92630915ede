//! What the next response is.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::{Deserialize, Serialize};

use super::{ApiError, Json, Within};
use crate::idp::MockIdp;
use crate::organization::{Next, SettingsPatch};
use crate::recipe::{Recipe, Script};

/// A recipe by its name, or its steps.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    name: Option<String>,
    recipe: Option<Recipe>,
    #[serde(default)]
    settings: SettingsPatch,
}

#[derive(Serialize)]
struct Named {
    name: String,
    title: String,
}

#[derive(Serialize)]
struct NextView {
    next: Option<String>,
}

pub(super) async fn recipes(State(idp): State<MockIdp>) -> Response {
    let names = idp.recipe_names().into_iter().map(|(name, title)| Named { name, title });
    axum::Json(names.collect::<Vec<_>>()).into_response()
}

pub(super) async fn show(Within(organization): Within) -> Response {
    axum::Json(NextView { next: organization.armed_next() }).into_response()
}

pub(super) async fn arm(
    State(idp): State<MockIdp>,
    Within(organization): Within,
    Json(wanted): Json<Wanted>,
) -> Result<Response, ApiError> {
    let next = match wanted {
        Wanted { name: Some(name), recipe: None, settings } => {
            let mut next = idp.recipe(&name, &organization).ok_or_else(|| {
                ApiError::not_found(format!("there is no recipe called `{name}`; `GET /api/recipes` lists them"))
            })?;
            next.settings = next.settings.overlaid(&settings);
            next
        }
        Wanted { name: None, recipe: Some(recipe), settings } => {
            let script = Script { signs_last: recipe.signs_last(), recipe, ..Script::default() };
            Next { name: "a recipe of one's own".to_owned(), script, settings }
        }
        _ => return Err(ApiError(StatusCode::BAD_REQUEST, "give one of `name` and `recipe`".to_owned())),
    };
    let view = NextView { next: Some(next.name.clone()) };
    organization.arm_next(Some(next));
    Ok(axum::Json(view).into_response())
}

pub(super) async fn disarm(Within(organization): Within) -> StatusCode {
    organization.arm_next(None);
    StatusCode::NO_CONTENT
}
