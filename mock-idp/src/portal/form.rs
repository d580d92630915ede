//! What a page's form sent, urlencoded or multipart, as name and text.

use axum::extract::{FromRequest, Multipart, RawForm, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::layout::plain_page;

/// The most fields one form may have.
const MOST_FIELDS: usize = 1000;

/// The fields of a submitted form, in order. Content of uploaded files is text like any other field.
#[derive(Debug, Default)]
pub(super) struct Submission {
    fields: Vec<(String, String)>,
}

impl Submission {
    /// The first field called `name`; `None` when the form had none.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The first field called `name`, empty when the form had none.
    pub(super) fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// All fields called `name`, in order.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Whether a checkbox was ticked: browsers leave out those that are not.
    pub(super) fn ticked(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// A text area: an uploaded file called `file` goes before pasted text called `text`. Browsers send
    /// line ends as CR LF; they come out as LF.
    pub(super) fn file_or_text(&self, file: &str, text: &str) -> String {
        let uploaded = self.text(file);
        let chosen = if uploaded.trim().is_empty() { self.text(text) } else { uploaded };
        chosen.replace("\r\n", "\n").trim().to_owned()
    }
}

impl<S: Send + Sync> FromRequest<S> for Submission {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let content_type =
            request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let fields = if content_type.starts_with("multipart/form-data") {
            let form = Multipart::from_request(request, state).await.map_err(|r| rejected(r.status()))?;
            multipart(form).await?
        } else {
            let RawForm(bytes) =
                RawForm::from_request(request, state).await.map_err(|r| rejected(r.into_response().status()))?;
            url::form_urlencoded::parse(&bytes)
                .take(MOST_FIELDS + 1)
                .map(|(n, v)| (n.into_owned(), v.into_owned()))
                .collect()
        };
        if fields.len() > MOST_FIELDS {
            return Err(rejected(StatusCode::PAYLOAD_TOO_LARGE));
        }
        Ok(Self { fields })
    }
}

async fn multipart(mut form: Multipart) -> Result<Vec<(String, String)>, Response> {
    let mut fields = Vec::new();
    while let Some(field) = form.next_field().await.map_err(|e| rejected(e.status()))? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|e| rejected(e.status()))?;
        fields.push((name, String::from_utf8_lossy(&bytes).into_owned()));
        if fields.len() > MOST_FIELDS {
            break;
        }
    }
    Ok(fields)
}

fn rejected(status: StatusCode) -> Response {
    let text =
        if status == StatusCode::PAYLOAD_TOO_LARGE { "The form is too large." } else { "The form cannot be read." };
    plain_page(status, "Form refused", text)
}

/// The value of a choice as the form carries it: the name that files and the JSON API use too.
pub(super) fn choice_name<T: Serialize>(choice: &T) -> String {
    match serde_json::to_value(choice) {
        Ok(serde_json::Value::String(name)) => name,
        other => unreachable!("a choice is written as its name, not as {other:?}"),
    }
}

/// The choice with this name.
pub(super) fn choice_from_name<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}
