//! A certificate authority that nobody else knows.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use openssl::asn1::Asn1Time;
use openssl::bn::{BigNum, MsbOption};
use openssl::ec::{EcGroup, EcKey};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::x509::extension::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectAlternativeName, SubjectKeyIdentifier,
};
use openssl::x509::{X509, X509Builder, X509Name, X509NameBuilder};
use thiserror::Error;
use tokio_native_tls::native_tls::{self, Identity, TlsAcceptor};

/// How long its certificates are good for, in days: longer than any run, and of no use to whoever finds one later.
const DAYS: u32 = 30;
/// How far back they begin, in days, for browsers on machines whose clocks are behind.
const BEHIND: i64 = 24 * 60 * 60;

/// What keeps us from serving https.
#[derive(Debug, Error)]
#[allow(missing_docs)]
pub enum TlsError {
    #[error("no certificate can be made")]
    Certificate(#[from] ErrorStack),
    #[error("no TLS can be served with the certificate that was made")]
    Acceptor(#[from] native_tls::Error),
    #[error("the clock shows a time before 1970")]
    Clock(#[from] std::time::SystemTimeError),
}

/// A key that is kept in memory alone, and the certificate that those are given who are to trust it.
pub struct Authority {
    key: PKey<Private>,
    certificate: X509,
    pem: String,
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authority").finish_non_exhaustive()
    }
}

impl Authority {
    /// A new one.
    pub fn new() -> Result<Self, TlsError> {
        let key = new_key()?;
        let name = common_name("saml-harness: IdP of one test run")?;
        let mut builder = unsigned(&key, &name, &name)?;
        builder.append_extension(BasicConstraints::new().critical().ca().pathlen(0).build()?)?;
        builder.append_extension(KeyUsage::new().critical().key_cert_sign().crl_sign().build()?)?;
        let identifier = SubjectKeyIdentifier::new().build(&builder.x509v3_context(None, None))?;
        builder.append_extension(identifier)?;
        builder.sign(&key, MessageDigest::sha256())?;
        let certificate = builder.build();
        let pem = String::from_utf8_lossy(&certificate.to_pem()?).into_owned();
        Ok(Self { key, certificate, pem })
    }

    /// Its certificate.
    pub fn certificate_pem(&self) -> &str {
        &self.pem
    }

    /// What serves TLS with a new certificate for these host names, `*.` for all names one level below, and for loopback.
    /// The authority's own certificate is sent along, so that browsers which know its key alone recognise it.
    pub fn acceptor(&self, hosts: &[&str]) -> Result<TlsAcceptor, TlsError> {
        let key = new_key()?;
        let subject = common_name(hosts.first().copied().unwrap_or("localhost"))?;
        let mut builder = unsigned(&key, &subject, self.certificate.subject_name())?;
        builder.append_extension(BasicConstraints::new().critical().build()?)?;
        builder.append_extension(KeyUsage::new().critical().digital_signature().build()?)?;
        builder.append_extension(ExtendedKeyUsage::new().server_auth().build()?)?;
        let mut names = SubjectAlternativeName::new();
        hosts.iter().for_each(|host| {
            names.dns(host);
        });
        names.ip(&Ipv4Addr::LOCALHOST.to_string()).ip(&Ipv6Addr::LOCALHOST.to_string());
        let names = names.build(&builder.x509v3_context(Some(&self.certificate), None))?;
        builder.append_extension(names)?;
        let issuer =
            AuthorityKeyIdentifier::new().keyid(true).build(&builder.x509v3_context(Some(&self.certificate), None))?;
        builder.append_extension(issuer)?;
        builder.sign(&self.key, MessageDigest::sha256())?;
        let mut chain = builder.build().to_pem()?;
        chain.extend_from_slice(self.pem.as_bytes());
        let identity = Identity::from_pkcs8(&chain, &key.private_key_to_pem_pkcs8()?)?;
        Ok(TlsAcceptor::new(identity)?)
    }
}

/// A key on P-256, which every TLS client knows and which is made at once.
fn new_key() -> Result<PKey<Private>, ErrorStack> {
    PKey::from_ec_key(EcKey::generate(&*EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?)?)
}

fn common_name(text: &str) -> Result<X509Name, ErrorStack> {
    let mut name = X509NameBuilder::new()?;
    name.append_entry_by_nid(Nid::COMMONNAME, text)?;
    Ok(name.build())
}

/// A certificate for `key` without extensions.
fn unsigned(
    key: &PKey<Private>,
    subject: &X509Name,
    issuer: &openssl::x509::X509NameRef,
) -> Result<X509Builder, TlsError> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    let begins = i64::try_from(now.as_secs()).unwrap_or(i64::MAX) - BEHIND;
    let mut serial = BigNum::new()?;
    serial.rand(159, MsbOption::MAYBE_ZERO, false)?;
    let mut builder = X509::builder()?;
    builder.set_version(2)?;
    builder.set_serial_number(&*serial.to_asn1_integer()?)?;
    builder.set_subject_name(subject)?;
    builder.set_issuer_name(issuer)?;
    builder.set_not_before(&*Asn1Time::from_unix(begins)?)?;
    builder.set_not_after(&*Asn1Time::days_from_now(DAYS)?)?;
    builder.set_pubkey(key)?;
    Ok(builder)
}
