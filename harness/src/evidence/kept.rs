//! What was seen of a case, kept until somebody asks for it. A run holds what it is at work on in memory, and has put away
//! what it is through with; judging and reports take one case after the other.

use std::io;
use std::sync::Arc;

use super::archive::{Archive, Place, pack};
use super::{CaseEvidence, Incident, IncidentKind};

/// The evidence of one case: in memory, or put away.
#[derive(Clone, Debug)]
pub struct Kept {
    case: String,
    place: Where,
}

#[derive(Clone, Debug)]
enum Where {
    Here(Arc<CaseEvidence>),
    Away(Arc<Archive>, Place),
}

impl Kept {
    /// The evidence of `case` that was put away at `place`.
    pub fn away(case: String, archive: Arc<Archive>, place: Place) -> Self {
        Self { case, place: Where::Away(archive, place) }
    }

    /// Which case it is of.
    pub fn case(&self) -> &str {
        &self.case
    }

    /// What was seen. That it cannot be read any more is trouble of ours, as any other: it is the case's incident then.
    pub fn seen(&self) -> Arc<CaseEvidence> {
        match &self.place {
            Where::Here(evidence) => evidence.clone(),
            Where::Away(archive, place) => {
                archive.read(*place).and_then(|seen| self.own(seen)).unwrap_or_else(|error| {
                    let message = format!("what was seen of it cannot be read: {error}; run the case again");
                    let incident = Some(Incident { kind: IncidentKind::Files, message });
                    Arc::new(CaseEvidence { case: self.case.clone(), incident, ..CaseEvidence::default() })
                })
            }
        }
    }

    fn own(&self, seen: Arc<CaseEvidence>) -> io::Result<Arc<CaseEvidence>> {
        if seen.case == self.case { Ok(seen) } else { Err(io::Error::other("another run wrote over it")) }
    }

    /// Changes what was seen; it is in memory then.
    pub fn change(&mut self, change: impl FnOnce(&mut CaseEvidence)) {
        let here = match &mut self.place {
            Where::Here(evidence) => evidence,
            away @ Where::Away(..) => {
                *away = Where::Here(Self { case: self.case.clone(), place: away.clone() }.seen());
                return self.change(change);
            }
        };
        change(Arc::make_mut(here));
    }

    /// Puts it away in `archive`. After an error it is as it was.
    pub fn put_away(&mut self, archive: &Arc<Archive>) -> io::Result<()> {
        if let Where::Here(evidence) = &self.place {
            self.place = Where::Away(archive.clone(), archive.append(evidence)?);
        }
        Ok(())
    }

    /// Whether it was put away.
    pub fn is_away(&self) -> bool {
        matches!(self.place, Where::Away(..))
    }

    /// As it is stored.
    pub(super) fn packed(&self) -> io::Result<Vec<u8>> {
        match &self.place {
            Where::Here(evidence) => pack(evidence),
            Where::Away(archive, place) => archive.packed(*place),
        }
    }
}

impl From<CaseEvidence> for Kept {
    fn from(evidence: CaseEvidence) -> Self {
        Self { case: evidence.case.clone(), place: Where::Here(Arc::new(evidence)) }
    }
}

/// Two are the same when the same was seen, wherever it is kept.
impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        self.case == other.case && self.seen() == other.seen()
    }
}

impl Eq for Kept {}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::sample;

    fn login(case: &str) -> CaseEvidence {
        sample::login(case, 200, Some(sample::EMPLOYEE))
    }

    #[test]
    fn what_is_put_away_is_read_again_changed_and_written_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::create(folder.path()).unwrap();
        let mut kept: Vec<Kept> = ["login/b", "login/a"].map(|case| Kept::from(login(case))).into();
        for case in &mut kept {
            case.put_away(&archive).unwrap();
            assert!(case.is_away());
        }
        assert_eq!(*kept[0].seen(), login("login/b"));
        kept[0].change(|seen| seen.retries = 7);
        assert_eq!((kept[0].seen().retries, kept[1].seen().retries), (7, 0));
        kept.reverse();
        // One is in the file that is replaced, the other in memory.
        let places = Archive::write(folder.path(), kept.iter()).unwrap();
        let written = Archive::open(folder.path()).unwrap();
        let again = kept.iter().zip(places).map(|(kept, place)| Kept::away(kept.case.clone(), written.clone(), place));
        assert_eq!(again.collect::<Vec<_>>(), kept);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
    }

    #[test]
    fn what_cannot_be_read_is_an_incident_and_no_outcome() {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::create(folder.path()).unwrap();
        let mut kept = Kept::from(login("login/a"));
        kept.put_away(&archive).unwrap();
        let Where::Away(_, place) = kept.place else { panic!("it was put away") };
        let path = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
        let reason = |case: &str| {
            let seen = Kept::away(case.to_owned(), Archive::open(folder.path()).unwrap(), place).seen();
            assert_eq!((seen.case.as_str(), &seen.identity), (case, &None));
            seen.incident.as_ref().map(|incident| incident.message.clone()).unwrap()
        };
        assert!(reason("login/b").contains("another run wrote over it"));
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        assert!(reason("login/a").contains("the file ends before it; run the case again"));
        fs::write(&path, vec![0; whole.len()]).unwrap();
        assert!(reason("login/a").contains("cannot be read"));
    }
}
