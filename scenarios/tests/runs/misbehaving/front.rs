//! A server in front of the reference SP: it passes requests on, but for those where the SP is to misbehave.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use super::behaviours::{Behaviour, find};

/// Where in a login the SP misbehaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Company Login, before the IdP.
    Start,
    /// Where the response is posted to.
    Acs,
    /// The page that the person wanted, after the login.
    After,
    /// The page that shows who is signed in.
    LookUp,
}

impl Phase {
    pub const ALL: [Self; 4] = [Self::Start, Self::Acs, Self::After, Self::LookUp];

    /// Its part of a case's id.
    pub fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Acs => "acs",
            Self::After => "after",
            Self::LookUp => "look-up",
        }
    }
}

/// The deep link by which a case says what it wants: the behaviour and the phase are in its path.
pub fn deep_link(behaviour: &Behaviour, phase: Phase) -> String {
    format!("/orders/{}.{}", behaviour.name, phase.word())
}

/// Pages of the misbehaviour itself are below this path.
pub const OWN: &str = "/misbehaves/";

/// What the login that is being done is to meet.
#[derive(Clone, Copy)]
struct Wanted {
    behaviour: &'static Behaviour,
    phase: Phase,
    /// Whether the response was posted already.
    is_posted: bool,
}

/// The server.
pub struct Front {
    pub address: String,
    /// The file in which the SP's own port is.
    pub port: PathBuf,
}

impl Front {
    pub fn start(port: PathBuf) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let wanted = Arc::<Mutex<Option<Wanted>>>::default();
        let file = port.clone();
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let (wanted, file) = (wanted.clone(), file.clone());
                std::thread::spawn(move || answer(client, &wanted, &file));
            }
        });
        Self { address, port }
    }
}

/// Answers one request, and closes its connection. Whoever goes away meanwhile is no trouble.
fn answer(client: TcpStream, wanted: &Mutex<Option<Wanted>>, port: &PathBuf) -> Option<()> {
    let mut reader = BufReader::new(client.try_clone().ok()?);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let (method, rest) = head.split_once(' ')?;
    let path = rest.split(' ').next()?;
    if let Some(behaviour) = misbehaves(method, path, wanted) {
        // What was sent is read first: a connection that is closed before is a reset for whoever sends.
        let _ = body(&head, &mut reader);
        (behaviour.answer)(&client, path);
        let _ = client.shutdown(Shutdown::Both);
        return Some(());
    }
    let port: u16 = std::fs::read_to_string(port).ok()?.trim().parse().ok()?;
    let mut server = TcpStream::connect(("127.0.0.1", port)).ok()?;
    let kept = head.trim_end().lines().filter(|line| !line.to_lowercase().starts_with("connection:"));
    let kept: Vec<&str> = kept.collect();
    write!(server, "{}\r\nconnection: close\r\n\r\n", kept.join("\r\n")).ok()?;
    server.write_all(&body(&head, &mut reader)?).ok()?;
    std::io::copy(&mut server, &mut &client).ok()?;
    client.shutdown(Shutdown::Both).ok()
}

fn body(head: &str, reader: &mut BufReader<TcpStream>) -> Option<Vec<u8>> {
    let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    Some(body)
}

/// How this request is to be answered, where not by the SP.
fn misbehaves(method: &str, path: &str, wanted: &Mutex<Option<Wanted>>) -> Option<&'static Behaviour> {
    if let Some(own) = path.strip_prefix(OWN) {
        return find(own.split(['/', '?']).next()?);
    }
    let mut wanted = wanted.lock().unwrap();
    let page = path.split('?').next()?;
    if page == "/orders/plain" {
        *wanted = None;
    }
    let asked = page.strip_prefix("/orders/").and_then(|rest| rest.split_once('.'));
    if let Some((name, phase)) = asked {
        let behaviour = find(name)?;
        let phase = Phase::ALL.into_iter().find(|one| one.word() == phase)?;
        let is_same = wanted.is_some_and(|it| it.behaviour.name == name && it.phase == phase);
        if !is_same {
            *wanted = Some(Wanted { behaviour, phase, is_posted: false });
        }
    }
    let it = wanted.as_mut()?;
    let phase = match (method, page) {
        (_, "/login/company") => Phase::Start,
        ("POST", "/saml/acs") => {
            it.is_posted = true;
            Phase::Acs
        }
        (_, "/me") => Phase::LookUp,
        _ if asked.is_some() && it.is_posted => Phase::After,
        _ => return None,
    };
    (phase == it.phase).then_some(it.behaviour)
}
