//! Keys that are no application's: made once a process, since making them takes a while. No SP trusts those for forgeries.

use std::sync::{Arc, Mutex, PoisonError};

use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use openssl::x509::X509;

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
        let private_key = Self::stranger()?.private_key.clone();
        let mut builder = X509::builder()?;
        builder.set_version(2)?;
        builder.set_serial_number(self.certificate.serial_number())?;
        builder.set_subject_name(self.certificate.subject_name())?;
        builder.set_issuer_name(self.certificate.issuer_name())?;
        builder.set_not_before(self.certificate.not_before())?;
        builder.set_not_after(self.certificate.not_after())?;
        builder.set_pubkey(&private_key)?;
        builder.sign(&private_key, MessageDigest::sha256())?;
        Ok(Self::new(private_key, builder.build()))
    }
}
