//! Addresses in a message are not called up by the sound SP.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use openssl::asn1::Asn1Time;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use openssl::x509::X509;
use openssl::x509::extension::SubjectAlternativeName;

use super::attempt::asking;
use super::forge::plain;
use crate::hooks::Hooks;
use crate::response::sample::Sample;
use crate::weakness::find;

/// Weakness, what in the response is replaced by what; `{address}` is watched.
#[rustfmt::skip]
pub const CASES: &[(&str, &str, &str)] = &[
    ("fetches-cipher-reference", "<samlp:Status>", "<xenc:CipherReference xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\" URI=\"{address}\"/><samlp:Status>"),
    ("fetches-external-entities", "<samlp:Response ", "<!DOCTYPE r SYSTEM \"{address}\"><samlp:Response "),
    ("fetches-key-info", "<samlp:Status>", "<ds:RetrievalMethod xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" URI=\"{address}\"/><samlp:Status>"),
    ("fetches-reference-uri", "<samlp:Status>", "<ds:Reference xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" URI=\"{address}\"/><samlp:Status>"),
    ("fetches-transform-addresses", "<samlp:Status>", "<ds:Transform xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><x href=\"{address}\"/></ds:Transform><samlp:Status>"),
    ("xinclude-and-schema-location", "<samlp:Status>", "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"{address}\"/><samlp:Status>"),
];

#[tokio::test]
async fn each_is_called_up_with_its_weakness_and_not_without() {
    let (address, hits) = watched();
    for (weakness, from, to) in CASES {
        let to = to.replace("{address}", &address).replace("{certificate}", &certificate(&address));
        let sample = plain().with(from, &to);
        let hooks = find(weakness).unwrap().hooks;
        assert_eq!(hits_of(&Hooks::SOUND, &sample, &hits).await, 0, "{weakness}");
        assert_eq!(hits_of(hooks, &sample, &hits).await, 1, "{weakness}");
    }
}

async fn hits_of(hooks: &'static Hooks, sample: &Sample, hits: &AtomicUsize) -> usize {
    let before = hits.load(Ordering::SeqCst);
    asking(hooks, &[]).await.post(sample, None).await;
    hits.load(Ordering::SeqCst) - before
}

/// An address, and how often it was called up.
fn watched() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/canary", listener.local_addr().unwrap());
    let hits = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&hits);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            count.fetch_add(1, Ordering::SeqCst);
            let _ = stream.read(&mut [0; 1024]);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        }
    });
    (address, hits)
}

/// A certificate with the address in it, base64.
fn certificate(address: &str) -> String {
    let key = PKey::from_rsa(Rsa::generate(1024).unwrap()).unwrap();
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    builder.set_pubkey(&key).unwrap();
    builder.set_not_before(&Asn1Time::days_from_now(0).unwrap()).unwrap();
    builder.set_not_after(&Asn1Time::days_from_now(1).unwrap()).unwrap();
    let names = SubjectAlternativeName::new().uri(address).build(&builder.x509v3_context(None, None)).unwrap();
    builder.append_extension(names).unwrap();
    builder.sign(&key, MessageDigest::sha256()).unwrap();
    openssl::base64::encode_block(&builder.build().to_der().unwrap())
}
