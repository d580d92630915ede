//! Keys that are no application's: made once a process, since making them takes a while. No SP trusts those for forgeries.

use std::sync::{Arc, Mutex, PoisonError};

use openssl::asn1::Asn1Time;
use openssl::ec::{EcGroup, EcKey};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use openssl::x509::{X509, X509Builder};

use super::{KeyError, KeyPair};

static STRANGER: Mutex<Option<Arc<KeyPair>>> = Mutex::new(None);
static OTHER: Mutex<Option<Arc<KeyPair>>> = Mutex::new(None);
static ELLIPTIC: Mutex<Option<Arc<KeyPair>>> = Mutex::new(None);

fn once(
    cache: &Mutex<Option<Arc<KeyPair>>>,
    make: impl Fn() -> Result<KeyPair, KeyError>,
) -> Result<Arc<KeyPair>, KeyError> {
    // Whoever comes meanwhile waits: making the key twice takes longer.
    let mut cached = cache.lock().unwrap_or_else(PoisonError::into_inner);
    match &*cached {
        Some(key_pair) => Ok(key_pair.clone()),
        None => Ok(cached.insert(Arc::new(make()?)).clone()),
    }
}

impl KeyPair {
    /// An RSA-2048 key of somebody else, `O=stranger`.
    pub fn stranger() -> Result<Arc<Self>, KeyError> {
        once(&STRANGER, || Self::self_signed(PKey::from_rsa(Rsa::generate(2048)?)?, "stranger"))
    }

    /// An RSA-2048 key that IdP metadata may declare beside an application's own, `O=other-key`. It signs nothing.
    pub fn other_of_idp() -> Result<Arc<Self>, KeyError> {
        once(&OTHER, || Self::self_signed(PKey::from_rsa(Rsa::generate(2048)?)?, "other-key"))
    }

    /// A P-256 key of somebody else, `O=stranger`.
    pub fn elliptic_stranger() -> Result<Arc<Self>, KeyError> {
        once(&ELLIPTIC, || {
            let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
            Self::self_signed(PKey::from_ec_key(EcKey::generate(&group)?)?, "stranger")
        })
    }

    /// The stranger's RSA key in a certificate with subject, issuer, serial number and dates of this one's.
    pub fn stranger_clone(&self) -> Result<Self, KeyError> {
        self.stranger_like(|builder| {
            builder.set_serial_number(self.certificate.serial_number())?;
            builder.set_subject_name(self.certificate.subject_name())?;
            builder.set_issuer_name(self.certificate.issuer_name())
        })
    }

    /// The stranger's RSA key in a certificate that says that this one's subject is its issuer. It has the stranger's
    /// name and this one's dates.
    pub fn stranger_leaf(&self) -> Result<Self, KeyError> {
        let stranger = Self::stranger()?;
        self.stranger_like(|builder| {
            builder.set_serial_number(stranger.certificate.serial_number())?;
            builder.set_subject_name(stranger.certificate.subject_name())?;
            builder.set_issuer_name(self.certificate.subject_name())
        })
    }

    /// The stranger's RSA key in a certificate with subject and issuer of this one's, a serial number of its own, and
    /// dates that are a little later: what a renewed one would look like.
    pub fn stranger_renewed(&self) -> Result<Self, KeyError> {
        let stranger = Self::stranger()?;
        self.stranger_like(|builder| {
            builder.set_serial_number(stranger.certificate.serial_number())?;
            builder.set_subject_name(self.certificate.subject_name())?;
            builder.set_issuer_name(self.certificate.issuer_name())?;
            let begins = Asn1Time::from_unix(0)?.diff(self.certificate.not_before())?;
            let begins = i64::from(begins.days) * 86_400 + i64::from(begins.secs);
            builder.set_not_before(&*Asn1Time::from_unix(begins + 1)?)?;
            builder.set_not_after(&*Asn1Time::days_from_now(5_000)?)
        })
    }

    /// The stranger's RSA key in a certificate with this one's dates and what `fill` sets.
    fn stranger_like(&self, fill: impl FnOnce(&mut X509Builder) -> Result<(), ErrorStack>) -> Result<Self, KeyError> {
        let private_key = Self::stranger()?.private_key.clone();
        let mut builder = X509::builder()?;
        builder.set_version(2)?;
        builder.set_not_before(self.certificate.not_before())?;
        builder.set_not_after(self.certificate.not_after())?;
        builder.set_pubkey(&private_key)?;
        fill(&mut builder)?;
        builder.sign(&private_key, MessageDigest::sha256())?;
        Ok(Self::new(private_key, builder.build()))
    }
}
