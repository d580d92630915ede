//! The file that evidence of cases is put away in: one gzip member a case, one line of JSON in it. So it grows while a run
//! goes on, what ran is there even when the run is killed, and `zcat` reads it.

use std::collections::VecDeque;
use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, Read, Write};
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

use super::{CaseEvidence, Kept};

/// Its name in the folder of the evidence.
const FILE: &str = "cases.jsonl.gz";

/// How many bytes of what was read last are held, counted as JSON: a case and its baseline are asked for again and again.
const RECENT: usize = 4 * 1024 * 1024;

/// Where a case's evidence is in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    at: u64,
    length: u64,
}

/// The file, open.
#[derive(Debug)]
pub struct Archive {
    file: File,
    /// Where the next one goes.
    end: Mutex<u64>,
    recent: Mutex<VecDeque<Recent>>,
}

/// Something that was read.
#[derive(Debug)]
struct Recent {
    place: Place,
    /// Bytes of JSON.
    size: usize,
    evidence: Arc<CaseEvidence>,
}

impl Archive {
    /// A new one in the folder `evidence`, which exists. Who has the one before it open keeps that.
    pub fn create(evidence: &Path) -> io::Result<Arc<Self>> {
        let path = path(evidence);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        Ok(Self::of(File::options().read(true).write(true).create_new(true).open(path)?))
    }

    /// The one in the folder `evidence`, to be read.
    pub fn open(evidence: &Path) -> io::Result<Arc<Self>> {
        Ok(Self::of(File::open(path(evidence))?))
    }

    fn of(file: File) -> Arc<Self> {
        Arc::new(Self { file, end: Mutex::new(0), recent: Mutex::default() })
    }

    /// A new one in the folder `evidence` with `all` in their order, in place of the one that may be there. Tells where each
    /// is.
    pub fn write<'a>(evidence: &Path, all: impl Iterator<Item = &'a Kept>) -> io::Result<Vec<Place>> {
        // They may be in the one that is there.
        let mode = Permissions::from_mode(0o666);
        let unfinished = tempfile::Builder::new().permissions(mode).tempfile_in(evidence)?;
        let mut file = BufWriter::new(unfinished.as_file());
        let mut at = 0;
        let mut places = Vec::new();
        for kept in all {
            let packed = kept.packed()?;
            file.write_all(&packed)?;
            let length = packed.len() as u64;
            places.push(Place { at, length });
            at += length;
        }
        file.flush()?;
        drop(file);
        unfinished.persist(path(evidence)).map_err(|error| error.error)?;
        Ok(places)
    }

    /// Puts `evidence` at the end.
    pub(super) fn append(&self, evidence: &CaseEvidence) -> io::Result<Place> {
        let packed = pack(evidence)?;
        let mut end = self.end.lock().unwrap_or_else(PoisonError::into_inner);
        // What was written in part, on a full disk, is written over.
        self.file.write_all_at(&packed, *end)?;
        let place = Place { at: *end, length: packed.len() as u64 };
        *end += place.length;
        Ok(place)
    }

    /// What is at `place`.
    pub(super) fn read(&self, place: Place) -> io::Result<Arc<CaseEvidence>> {
        if let Some(evidence) = self.known(place) {
            return Ok(evidence);
        }
        // Meanwhile others may read, too.
        let packed = self.packed(place)?;
        let mut text = Vec::with_capacity(unpacked_size(&packed));
        GzDecoder::new(packed.as_slice()).read_to_end(&mut text)?;
        drop(packed);
        let evidence = Arc::new(serde_json::from_slice(&text)?);
        self.remember(Recent { place, size: text.len(), evidence: Arc::clone(&evidence) });
        Ok(evidence)
    }

    /// What is at `place`, where it was read a moment ago.
    fn known(&self, place: Place) -> Option<Arc<CaseEvidence>> {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let index = recent.iter().position(|known| known.place == place)?;
        recent.swap(0, index);
        Some(recent.front()?.evidence.clone())
    }

    fn remember(&self, read: Recent) {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.push_front(read);
        while recent.iter().map(|read| read.size).sum::<usize>() > RECENT {
            recent.pop_back();
        }
    }

    /// The member at `place`.
    pub(super) fn packed(&self, place: Place) -> io::Result<Vec<u8>> {
        let is_inside = place.at.checked_add(place.length).is_some_and(|end| end <= self.size());
        let length = usize::try_from(place.length).ok().filter(|_| is_inside);
        let mut packed = vec![0; length.ok_or_else(|| io::Error::other("the file ends before it"))?];
        self.file.read_exact_at(&mut packed, place.at)?;
        Ok(packed)
    }

    fn size(&self) -> u64 {
        self.file.metadata().map_or(0, |file| file.len())
    }
}

fn path(evidence: &Path) -> PathBuf {
    evidence.join(FILE)
}

/// How many bytes a member becomes, as its end says it (RFC 1952, 2.3.1); a buffer that grows takes twice as much on the way.
/// No more than what is not much is believed of a file that somebody may have changed.
fn unpacked_size(packed: &[u8]) -> usize {
    let said = packed.last_chunk().map(|size| u32::from_le_bytes(*size)).and_then(|size| usize::try_from(size).ok());
    said.unwrap_or_default().min(64 * 1024 * 1024)
}

/// `evidence` as a member of the file.
pub(super) fn pack(evidence: &CaseEvidence) -> io::Result<Vec<u8>> {
    // In pieces: a compressor takes long over crumbs, and the whole of a case may be megabytes.
    let mut pieces = BufWriter::with_capacity(64 * 1024, GzEncoder::new(Vec::new(), Compression::fast()));
    serde_json::to_writer(&mut pieces, evidence)?;
    pieces.write_all(b"\n")?;
    pieces.into_inner().map_err(io::IntoInnerError::into_error)?.finish()
}
