//! Sending a form: which fields, where to, and how they are written (HTML 4.10.22).

use std::borrow::Cow;

use ego_tree::NodeId;
use scraper::ElementRef;
use url::Url;
use url::form_urlencoded::Serializer;

use crate::control::{disabled, kind, name_of, option_value, submits};
use crate::loaded::{Loaded, Upload};
use crate::request::{Body, Request};

/// One field.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Field {
    Text(String),
    File(Upload),
}

type Fields = Vec<(String, Field)>;

/// Where a form's answer is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the same tab.
    Here,
    /// In a tab of its own.
    NewTab,
}

/// Which place a `target` names.
pub(crate) fn place(target: Option<&str>) -> Place {
    match target.unwrap_or_default().to_ascii_lowercase().as_str() {
        "" | "_self" | "_parent" | "_top" => Place::Here,
        _ => Place::NewTab,
    }
}

/// The request that sends `form`, by `submitter` when a button does it; none for a form that goes nowhere.
pub(crate) fn request(page: &Loaded, form: NodeId, submitter: Option<NodeId>) -> Option<(Request, Place)> {
    let form = page.element(form)?;
    let button = submitter.and_then(|id| page.element(id));
    let attribute = |on_button: &str, on_form: &str| {
        button.and_then(|button| button.attr(on_button)).or_else(|| form.attr(on_form)).unwrap_or_default()
    };
    let action = attribute("formaction", "action");
    // Without an action a form goes to its page's own address, whatever the base.
    let mut url = if action.trim().is_empty() { page.url.clone() } else { page.address(action)? };
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let fields = fields(page, form, button);
    let method = attribute("formmethod", "method").to_ascii_lowercase();
    let place = place(Some(attribute("formtarget", "target")));
    match method.as_str() {
        "post" => {
            let body = body(&fields, &attribute("formenctype", "enctype").to_ascii_lowercase());
            Some((Request { method: "POST", body: Some(body), ..Request::by(page.initiator(), url) }, place))
        }
        "dialog" => None,
        _ => {
            url.set_query(Some(&urlencoded(&fields)));
            Some((Request::by(page.initiator(), url), place))
        }
    }
}

/// The form's fields in order.
fn fields(page: &Loaded, form: ElementRef<'_>, submitter: Option<ElementRef<'_>>) -> Fields {
    let mut fields = Vec::new();
    for control in page.controls_of(form) {
        let in_list = control.ancestors().filter_map(ElementRef::wrap).any(|around| name_of(around) == "datalist");
        let button = matches!(kind(control).as_str(), "submit" | "image" | "reset" | "button");
        let pressed = submitter.is_some_and(|submitter| submitter.id() == control.id());
        if disabled(control) || in_list || (button && !pressed) {
            continue;
        }
        let name = control.attr("name").unwrap_or_default();
        if pressed && kind(control) == "image" {
            let dot = if name.is_empty() { "" } else { "." };
            fields.extend(["x", "y"].map(|axis| (format!("{name}{dot}{axis}"), Field::Text("0".to_owned()))));
            continue;
        }
        if !name.is_empty() {
            add(page, control, name, &mut fields);
        }
    }
    fields
}

fn add(page: &Loaded, control: ElementRef<'_>, name: &str, fields: &mut Fields) {
    let mut field = |value: Field| fields.push((name.to_owned(), value));
    match (name_of(control), kind(control).as_str()) {
        ("select", _) => {
            let chosen = page.chosen(control).into_iter().filter(|option| option.attr("disabled").is_none());
            chosen.for_each(|option| field(Field::Text(option_value(option))));
        }
        (_, "checkbox" | "radio") => {
            if page.checked(control) {
                field(Field::Text(page.value(control)));
            }
        }
        (_, "file") => {
            let files = page.files(control);
            if files.is_empty() {
                field(Field::File(Upload { name: String::new(), content: Vec::new() }));
            }
            files.iter().for_each(|file| field(Field::File(file.clone())));
        }
        (_, "hidden") if name.eq_ignore_ascii_case("_charset_") => field(Field::Text("UTF-8".to_owned())),
        _ => field(Field::Text(page.value(control))),
    }
}

/// Line ends travel as CR LF.
fn crlf(text: &str) -> Cow<'_, str> {
    // A SAML response may be megabytes, and has none.
    if !text.contains(['\r', '\n']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n"))
}

fn body(fields: &Fields, enctype: &str) -> Body {
    match enctype {
        "multipart/form-data" => multipart(fields),
        "text/plain" => {
            let line = |(name, field): &(String, Field)| format!("{}={}\r\n", crlf(name), crlf(plain(field)));
            let text: String = fields.iter().map(line).collect();
            Body { content_type: "text/plain".to_owned(), bytes: text.into_bytes() }
        }
        _ => Body {
            content_type: "application/x-www-form-urlencoded".to_owned(),
            bytes: urlencoded(fields).into_bytes(),
        },
    }
}

/// A file stands for its name wherever files cannot go.
fn plain(field: &Field) -> &str {
    match field {
        Field::Text(text) => text,
        Field::File(file) => &file.name,
    }
}

fn urlencoded(fields: &Fields) -> String {
    let mut serializer = Serializer::new(String::new());
    for (name, field) in fields {
        serializer.append_pair(&crlf(name), &crlf(plain(field)));
    }
    serializer.finish()
}

/// RFC 7578, with names escaped as HTML has it.
fn multipart(fields: &Fields) -> Body {
    let escaped = |text: &str| text.replace('\n', "%0A").replace('\r', "%0D").replace('"', "%22");
    let mut number = 0_u32;
    let boundary = loop {
        let boundary = format!("----HttpBrowserFormBoundary{number:08}");
        let taken = |bytes: &[u8]| bytes.windows(boundary.len()).any(|window| window == boundary.as_bytes());
        let inside = fields.iter().any(|(_, field)| match field {
            Field::Text(text) => taken(text.as_bytes()),
            Field::File(file) => taken(&file.content),
        });
        if !inside {
            break boundary;
        }
        number += 1;
    };
    let mut bytes = Vec::new();
    for (name, field) in fields {
        let name = escaped(&crlf(name));
        let head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"");
        bytes.extend_from_slice(head.as_bytes());
        match field {
            Field::Text(text) => bytes.extend_from_slice(format!("\r\n\r\n{}", crlf(text)).as_bytes()),
            Field::File(file) => {
                // The browser's uploads are made by script as well, and carry no type of their own.
                let kind = "application/octet-stream";
                let head = format!("; filename=\"{}\"\r\nContent-Type: {kind}\r\n\r\n", escaped(&file.name));
                bytes.extend_from_slice(head.as_bytes());
                bytes.extend_from_slice(&file.content);
            }
        }
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Body { content_type: format!("multipart/form-data; boundary={boundary}"), bytes }
}

/// The button that Enter presses: the first of the form that sends it.
pub(crate) fn default_button(page: &Loaded, form: ElementRef<'_>) -> Option<NodeId> {
    page.controls_of(form).find(|control| submits(*control)).map(|button| button.id())
}

/// Whether Enter in a field sends a form that has no button: it has one field of text alone.
pub(crate) fn sends_without_button(page: &Loaded, form: ElementRef<'_>) -> bool {
    let typed = |control: &ElementRef<'_>| {
        name_of(*control) == "input"
            && !matches!(
                kind(*control).as_str(),
                "hidden" | "checkbox" | "radio" | "file" | "reset" | "button" | "range" | "color"
            )
    };
    page.controls_of(form).filter(typed).count() <= 1
}

/// A `Url` that a link leads to, if it leads anywhere over HTTP.
pub(crate) fn destination(page: &Loaded, link: ElementRef<'_>) -> Option<Url> {
    page.address(link.attr("href")?).filter(|url| matches!(url.scheme(), "http" | "https"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loaded::{Held, sample};

    fn sent(page: &Loaded, submitter: Option<&str>) -> (String, String) {
        let submitter = submitter.map(|id| page.by_id(id).unwrap().id());
        let (request, _) = request(page, page.first("form").unwrap().id(), submitter).unwrap();
        let body = request.body.map(|body| String::from_utf8(body.bytes).unwrap());
        (format!("{} {}", request.method, request.url), body.unwrap_or_default())
    }

    #[test]
    fn fields_go_in_order_and_only_the_pressed_button_goes_along() {
        let page = sample(
            "<form method=post action=/send><input name=a value='1 ä'><input name=b disabled value=2><input value=nameless>
            <button id=s name=go value=save>Save</button><button name=go value=other>Other</button>
            <input type=checkbox name=c checked><input type=checkbox name=d><textarea name=t>x\ny</textarea>
            <select name=m multiple><option selected>p<option selected>q<option>r</select>
            <input type=hidden name=_charset_></form><input name=late form=none>",
        );
        let rest = "c=on&t=x%0D%0Ay&m=p&m=q&_charset_=UTF-8";
        let to = "POST http://127.0.0.1:8000/send".to_owned();
        assert_eq!(sent(&page, None), (to.clone(), format!("a=1+%C3%A4&{rest}")));
        assert_eq!(sent(&page, Some("s")), (to, format!("a=1+%C3%A4&go=save&{rest}")));
    }

    #[test]
    fn a_get_form_puts_its_fields_in_place_of_the_query() {
        let page = sample("<form><input name=q value='a&b'><input type=image id=i name=i></form>");
        assert_eq!(sent(&page, None).0, "GET http://127.0.0.1:8000/folder/page?q=a%26b");
        assert_eq!(sent(&page, Some("i")).0, "GET http://127.0.0.1:8000/folder/page?q=a%26b&i.x=0&i.y=0");
    }

    #[test]
    fn a_button_may_say_where_to_and_how() {
        let page = sample(
            "<form method=get action=/a><input name=f value=1>
            <button id=b formaction=/b formmethod=post formenctype=text/plain>x</button></form>",
        );
        assert_eq!(sent(&page, Some("b")), ("POST http://127.0.0.1:8000/b".to_owned(), "f=1\r\n".to_owned()));
    }

    #[test]
    fn files_go_as_multipart() {
        let mut page = sample(
            "<form method=post enctype=multipart/form-data><input type=file name='m\"x'><input type=file name=n><input name=t value=v></form>",
        );
        let id = page.first("input").unwrap().id();
        page.held.insert(id, Held::Files(vec![Upload { name: "m.xml".into(), content: b"<m/>\n".to_vec() }]));
        let (_, body) = sent(&page, None);
        let boundary = body.lines().next().unwrap().to_owned();
        let expected = [
            "B",
            "Content-Disposition: form-data; name=\"m%22x\"; filename=\"m.xml\"",
            "Content-Type: application/octet-stream",
            "",
            "<m/>\n",
            "B",
            "Content-Disposition: form-data; name=\"n\"; filename=\"\"",
            "Content-Type: application/octet-stream",
            "",
            "",
            "B",
            "Content-Disposition: form-data; name=\"t\"",
            "",
            "v",
            "B--\r\n",
        ];
        assert_eq!(body.replace(&boundary, "B"), expected.join("\r\n"));
    }

    #[test]
    fn some_forms_go_nowhere() {
        for form in [
            "<form action='javascript:x()'>",
            "<form method=dialog>",
            "<form action='mailto:a@b'>",
            "<form action='http://['>",
        ] {
            let page = sample(form);
            assert!(request(&page, page.first("form").unwrap().id(), None).is_none(), "{form}");
        }
    }
}
