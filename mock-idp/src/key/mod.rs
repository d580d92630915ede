//! IdP key pairs. Making RSA-4096 keys takes seconds, so a pool makes a few, once, and hands each out
//! again and again; the certificate around it is new for every application, as at JumpCloud.

mod stranger;
#[cfg(test)]
mod tests;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use openssl::asn1::{Asn1Time, Asn1Type};
use openssl::bn::{BigNum, MsbOption};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::x509::{X509, X509Name, X509NameBuilder};
use thiserror::Error;

/// How many different keys a pool hands out in turn. More are made where all of them are held by one set of holders.
const POOL_SIZE: usize = 4;

/// How many different keys a pool keeps at most: an IdP with more applications waits seconds for each further key.
const MOST: usize = 16;

/// Bits of a small key, which is what most IdPs use.
const SMALL: u32 = 2048;

/// Which of a pool's keys is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeySize {
    /// Of the pool's own size.
    Usual,
    /// Of 2048 bits, or of the pool's own size where that is smaller.
    Small,
}

/// A private key and the certificate that metadata shows.
pub struct KeyPair {
    /// Signs responses.
    pub private_key: PKey<Private>,
    /// Self-signed, for IdP keys made here.
    pub certificate: X509,
    /// Every message has it.
    base64: OnceLock<String>,
}

impl fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyPair").finish_non_exhaustive()
    }
}

/// A key pair that cannot be used.
#[derive(Debug, Error)]
#[allow(missing_docs)]
pub enum KeyError {
    #[error("the certificate is not PEM or cannot be parsed")]
    Certificate(#[source] ErrorStack),
    #[error("the private key is not PEM or cannot be parsed")]
    PrivateKey(#[source] ErrorStack),
    #[error("the private key does not belong to the certificate")]
    Mismatch,
    #[error("openssl failed")]
    OpenSsl(#[from] ErrorStack),
}

impl KeyPair {
    fn new(private_key: PKey<Private>, certificate: X509) -> Self {
        Self { private_key, certificate, base64: OnceLock::new() }
    }

    /// An uploaded pair, both PEM.
    pub fn from_pem(certificate: &str, private_key: &str) -> Result<Self, KeyError> {
        let certificate = X509::from_pem(certificate.as_bytes()).map_err(KeyError::Certificate)?;
        let private_key = PKey::private_key_from_pem(private_key.as_bytes()).map_err(KeyError::PrivateKey)?;
        if !certificate.public_key()?.public_eq(&private_key) {
            return Err(KeyError::Mismatch);
        }
        Ok(Self::new(private_key, certificate))
    }

    /// A certificate like JumpCloud's around `private_key`: `O=<organization>`, five years, no extensions.
    pub fn self_signed(private_key: PKey<Private>, organization: &str) -> Result<Self, KeyError> {
        let name = subject(organization)?;
        let mut serial = BigNum::new()?;
        serial.rand(159, MsbOption::MAYBE_ZERO, false)?;
        let mut builder = X509::builder()?;
        builder.set_version(2)?;
        builder.set_serial_number(&*serial.to_asn1_integer()?)?;
        builder.set_subject_name(&name)?;
        builder.set_issuer_name(&name)?;
        builder.set_not_before(&*Asn1Time::days_from_now(0)?)?;
        builder.set_not_after(&*Asn1Time::days_from_now(5 * 365 + 1)?)?;
        builder.set_pubkey(&private_key)?;
        builder.sign(&private_key, MessageDigest::sha256())?;
        Ok(Self::new(private_key, builder.build()))
    }

    /// The certificate as PEM text.
    pub fn certificate_pem(&self) -> Result<String, KeyError> {
        Ok(String::from_utf8_lossy(&self.certificate.to_pem()?).into_owned())
    }

    /// The certificate as base64 of DER on one line, the content of `ds:X509Certificate`.
    pub fn certificate_base64(&self) -> Result<String, KeyError> {
        if let Some(known) = self.base64.get() {
            return Ok(known.clone());
        }
        let base64 = openssl::base64::encode_block(&self.certificate.to_der()?);
        Ok(self.base64.get_or_init(|| base64).clone())
    }
}

fn subject(organization: &str) -> Result<X509Name, ErrorStack> {
    let mut name = X509NameBuilder::new()?;
    for (nid, text) in [
        (Nid::COUNTRYNAME, "US"),
        (Nid::STATEORPROVINCENAME, "CO"),
        (Nid::LOCALITYNAME, "Boulder"),
        (Nid::ORGANIZATIONNAME, organization),
        (Nid::ORGANIZATIONALUNITNAME, "JumpCloudSAMLIdP"),
        (Nid::COMMONNAME, "JumpCloudSAMLUser"),
    ] {
        name.append_entry_by_nid_with_type(nid, text, Asn1Type::PRINTABLESTRING)?;
    }
    Ok(name.build())
}

/// Keys to make key pairs from; clones share the keys and the holders.
///
/// Holders are those whom one SP may know together: the applications of an organization, and of organizations that stand
/// beside it. No two of them have the same key at the same time, and who replaces a key gets another one: an SP that was
/// not told of the new key would take its signatures otherwise. Holders of a pool that is set [apart](Self::apart) have the
/// same few keys, since making keys takes long.
#[derive(Clone, Debug)]
pub struct KeyPool {
    inner: Arc<PoolInner>,
    held: Arc<Mutex<Vec<Weak<KeyPair>>>>,
}

#[derive(Debug)]
struct PoolInner {
    bits: u32,
    cache: Option<PathBuf>,
    usual: [OnceLock<PKey<Private>>; MOST],
    small: [OnceLock<PKey<Private>>; MOST],
    next: AtomicUsize,
}

impl KeyPool {
    /// A pool of RSA keys of `bits` bits (JumpCloud: 4096), made when first asked for. With `cache`, a
    /// folder, keys are read from there when present and kept there (readable by the owner only).
    pub fn new(bits: u32, cache: Option<PathBuf>) -> Self {
        Self {
            inner: Arc::new(PoolInner {
                bits,
                cache,
                usual: std::array::from_fn(|_| OnceLock::new()),
                small: std::array::from_fn(|_| OnceLock::new()),
                next: AtomicUsize::new(0),
            }),
            held: Arc::default(),
        }
    }

    /// The same keys for other holders.
    pub fn apart(&self) -> Self {
        Self { inner: self.inner.clone(), held: Arc::default() }
    }

    /// A new certificate for `organization` around a key of the usual size that no other holder has.
    pub fn issue(&self, organization: &str) -> Result<Arc<KeyPair>, KeyError> {
        self.issue_sized(organization, KeySize::Usual)
    }

    /// The same with a key of `size`.
    pub fn issue_sized(&self, organization: &str, size: KeySize) -> Result<Arc<KeyPair>, KeyError> {
        // Held to the end: two who ask at the same time must not get the same key.
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|pair| pair.strong_count() > 0);
        let key_pair = Arc::new(KeyPair::self_signed(self.free_key(size, &held)?, organization)?);
        held.push(Arc::downgrade(&key_pair));
        Ok(key_pair)
    }

    /// The next key of `size` that none of `held` has.
    fn free_key(&self, size: KeySize, held: &[Weak<KeyPair>]) -> Result<PKey<Private>, KeyError> {
        let first = self.inner.next.fetch_add(1, Ordering::Relaxed);
        let in_turn = (0..POOL_SIZE).map(|step| (first + step) % POOL_SIZE);
        for index in in_turn.chain(POOL_SIZE..MOST) {
            let key = self.key(size, index)?;
            if !held.iter().filter_map(Weak::upgrade).any(|pair| pair.private_key.public_eq(&key)) {
                return Ok(key);
            }
        }
        make(self.bits(size), None)
    }

    fn bits(&self, size: KeySize) -> u32 {
        match size {
            KeySize::Usual => self.inner.bits,
            KeySize::Small => self.inner.bits.min(SMALL),
        }
    }

    fn key(&self, size: KeySize, index: usize) -> Result<PKey<Private>, KeyError> {
        let place = match size {
            KeySize::Usual => &self.inner.usual[index],
            KeySize::Small => &self.inner.small[index],
        };
        if let Some(key) = place.get() {
            return Ok(key.clone());
        }
        let bits = self.bits(size);
        let path = self.inner.cache.as_ref().map(|folder| folder.join(format!("rsa-{bits}-{index}.pem")));
        let key = path.as_deref().and_then(read).map_or_else(|| make(bits, path.as_deref()), Ok)?;
        Ok(place.get_or_init(|| key).clone())
    }
}

/// The key that is kept at `path`. One that cannot be read is made anew: the cache only saves time.
fn read(path: &Path) -> Option<PKey<Private>> {
    PKey::private_key_from_pem(&std::fs::read(path).ok()?).ok()
}

/// A new key, which is kept at `path`. A key that cannot be kept is still used.
fn make(bits: u32, path: Option<&Path>) -> Result<PKey<Private>, KeyError> {
    let key = PKey::from_rsa(Rsa::generate(bits)?)?;
    if let Some(path) = path
        && let Err(error) = write_private(path, &key.private_key_to_pem_pkcs8()?)
    {
        tracing::debug!(path = %path.display(), %error, "key not kept");
    }
    Ok(key)
}

/// Writes beside the path and renames, so that another process never reads half a key.
fn write_private(path: &Path, pem: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let temporary = path.with_extension(format!("{}.tmp", std::process::id()));
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&temporary)?;
    file.write_all(pem)?;
    std::fs::rename(temporary, path)
}
