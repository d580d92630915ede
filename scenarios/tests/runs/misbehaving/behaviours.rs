//! In what ways an SP misbehaves, one row each, and what a login may be said to have come to then.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::front::Phase;

/// One way to misbehave.
pub struct Behaviour {
    pub name: &'static str,
    /// Answers a request for this path.
    pub answer: fn(&TcpStream, &str),
    /// Whether the answer never is whole: such a case takes all its time.
    pub hangs: bool,
    /// What a login may come to whose response is answered so: without a browser, and in Chromium.
    at_acs: [&'static [&'static str]; 2],
}

/// None of them goes on for longer, should whoever asked never go away.
const LONGEST: Duration = Duration::from_secs(60);

/// It took longer than the case may, or nobody can tell, which is no verdict.
const OURS: &[&str] = &["not-verified"];
/// A page, on which nobody is signed in.
const REFUSED: &[&str] = &["refused"];
/// A page that a slow machine may not show in time.
const SLOW: &[&str] = &["refused", "not-verified"];
const NOTHING: &[&str] = &["no-answer"];
/// A browser may show what came, or that it makes no sense.
const BROKEN: &[&str] = &["refused", "no-answer", "not-verified"];

impl Behaviour {
    /// What a login may come to that meets it at `phase`: `well` is the employee, signed in; else an outcome, or `not-verified`.
    pub fn may_come_to(&self, phase: Phase, in_chromium: bool) -> &'static [&'static str] {
        match phase {
            Phase::Start => OURS,
            Phase::Acs => self.at_acs[usize::from(in_chromium)],
            // Whoever is signed in already is found so on the next page.
            Phase::After if !self.hangs => &["well", "not-verified"],
            Phase::After => OURS,
            // Where nothing comes, the page before it still says who is signed in.
            Phase::LookUp => &["well", "not-verified"],
        }
    }

    const fn at_once(name: &'static str, answer: fn(&TcpStream, &str), at_acs: [&'static [&'static str]; 2]) -> Self {
        Self { name, answer, hangs: false, at_acs }
    }

    const fn never(name: &'static str, answer: fn(&TcpStream, &str)) -> Self {
        Self { name, answer, hangs: true, at_acs: [OURS, OURS] }
    }
}

pub const ALL: &[Behaviour] = &[
    Behaviour::never("hangs", |to, _| hang(to)),
    Behaviour::never("body-without-end", |to, _| body_without_end(to)),
    Behaviour::never("head-without-end", |to, _| head_without_end(to)),
    Behaviour::at_once("redirects-for-ever", redirect, [NOTHING, NOTHING]),
    Behaviour::at_once("refreshes-for-ever", |to, _| page(to, REFRESH), [OURS, OURS]),
    Behaviour::at_once("reloads-for-ever", |to, _| page(to, "Wait<script>location.reload()</script>"), [REFUSED, OURS]),
    Behaviour::at_once("unknown-type", |to, _| typed(to, "application/x-unheard-of", "<p>page"), [REFUSED, REFUSED]),
    Behaviour::at_once("xml", |to, _| typed(to, "application/xml", "<p><b></p>"), [REFUSED, REFUSED]),
    Behaviour::at_once("download", |to, _| typed(to, DOWNLOAD, "<p>page"), [REFUSED, REFUSED]),
    Behaviour::at_once(
        "no-content",
        |to, _| raw(to, b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n"),
        [REFUSED, REFUSED],
    ),
    Behaviour::at_once("large-page", |to, _| large_page(to), [SLOW, SLOW]),
    Behaviour::at_once(
        "alert",
        |to, _| page(to, "<script>alert('here'); prompt('and here')</script>"),
        [REFUSED, SLOW],
    ),
    Behaviour::at_once("before-unload", |to, _| page(to, BEFORE_UNLOAD), [REFUSED, REFUSED]),
    Behaviour::at_once("busy-script", |to, _| page(to, "<p>Busy<script>for (;;) ;</script>"), [REFUSED, OURS]),
    // It is the SP's own page that says so.
    Behaviour::at_once("worker", worker, [REFUSED, &["signed-in as victim"]]),
    Behaviour::at_once("chunked-garbage", |to, _| raw(to, CHUNKS), [BROKEN, BROKEN]),
    Behaviour::at_once("closed-in-the-middle", |to, _| raw(to, HALF), [BROKEN, BROKEN]),
    Behaviour::at_once("closed-at-once", |_, _| (), [NOTHING, NOTHING]),
    Behaviour::at_once("no-http", |to, _| raw(to, b"<p>It is 1991, and this is HTTP/0.9.</p>\r\n"), [NOTHING, NOTHING]),
    Behaviour::at_once("no-such-status", |to, _| raw(to, STATUS), [&["sp-error"], &["sp-error"]]),
    Behaviour::at_once("impossible-length", |to, _| raw(to, LENGTH), [NOTHING, BROKEN]),
];

const REFRESH: &str = "<meta http-equiv=refresh content='0;url=/misbehaves/refreshes-for-ever'>Wait";
const DOWNLOAD: &str = "text/html\r\ncontent-disposition: attachment; filename=page.html";
const BEFORE_UNLOAD: &str = "<p>Stay<script>addEventListener('beforeunload', event => { event.preventDefault(); \
    event.returnValue = 'stay' })</script>";
const CHUNKS: &[u8] =
    b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ntransfer-encoding: chunked\r\n\r\n5\r\n<p>be\r\nzzzz\r\n";
const HALF: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 1000\r\n\r\n<p>begun";
const STATUS: &[u8] =
    b"HTTP/1.1 999 Whatever\r\nconnection: close\r\ncontent-type: text/html\r\ncontent-length: 4\r\n\r\n<p>a";
const LENGTH: &[u8] =
    b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 99999999999999999999999\r\n\r\n<p>a";

pub fn find(name: &str) -> Option<&'static Behaviour> {
    ALL.iter().find(|one| one.name == name)
}

fn raw(mut to: &TcpStream, answer: &[u8]) {
    // Whoever asked may be gone.
    let _ = to.write_all(answer);
}

fn say(to: &TcpStream, status: &str, headers: &str, body: &str) {
    let length = body.len();
    raw(
        to,
        format!("HTTP/1.1 {status}\r\n{headers}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}")
            .as_bytes(),
    );
}

fn typed(to: &TcpStream, content_type: &str, body: &str) {
    say(to, "200 OK", &format!("content-type: {content_type}"), body);
}

fn redirect(to: &TcpStream, _: &str) {
    say(to, "302 Found", "location: /misbehaves/redirects-for-ever", "");
}

fn page(to: &TcpStream, body: &str) {
    typed(to, "text/html", &format!("<!doctype html><title>Misbehaves</title>{body}"));
}

fn hang(mut to: &TcpStream) {
    let _ = to.set_read_timeout(Some(LONGEST));
    // Until the other side closes.
    let _ = to.read(&mut [0]);
}

/// Sends `piece` until nobody takes it any more; no faster than a network, or a browser would hold gigabytes in a moment.
fn for_ever(to: &TcpStream, piece: &[u8]) {
    let (begun, mut to) = (Instant::now(), to);
    while to.write_all(piece).is_ok() && begun.elapsed() < LONGEST {
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn body_without_end(to: &TcpStream) {
    raw(to, b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<!doctype html><title>Misbehaves</title>");
    for_ever(to, "<p>and so on</p>\n".repeat(100).as_bytes());
}

fn head_without_end(to: &TcpStream) {
    raw(to, b"HTTP/1.1 200 OK\r\n");
    for_ever(to, b"x-and-so-on: 1\r\n");
}

/// 100 MB of a page.
fn large_page(to: &TcpStream) {
    let piece = format!("<p>{}</p>\n", "large ".repeat(170)).repeat(100);
    let count = 100_000_000 / piece.len();
    let length = piece.len() * count;
    raw(
        to,
        format!("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n")
            .as_bytes(),
    );
    let mut to = to;
    for _ in 0..count {
        if to.write_all(piece.as_bytes()).is_err() {
            return;
        }
    }
}

/// A page with a service worker that answers for the whole SP from then on, and says that the victim is signed in.
fn worker(to: &TcpStream, path: &str) {
    if path.ends_with("/script") {
        let script = "addEventListener('install', () => skipWaiting()); addEventListener('activate', event => \
                      event.waitUntil(clients.claim())); addEventListener('fetch', event => event.respondWith(new Response(\
                      '<title>Worker</title><p id=user>victim@acme.test</p>', {headers: {'content-type': 'text/html'}})))";
        let headers = "content-type: text/javascript\r\nservice-worker-allowed: /";
        return say(to, "200 OK", headers, script);
    }
    page(
        to,
        "<p>Working<script>navigator.serviceWorker.register('/misbehaves/worker/script', {scope: '/'})\
              .then(() => navigator.serviceWorker.ready).then(() => document.body.append('done'))</script>",
    );
}
