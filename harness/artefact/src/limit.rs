//! How much of a stranger's file is taken.

/// Bytes of one file. A recording of a long login has some 50 MB.
pub const FILE_LIMIT: usize = 64 * 1024 * 1024;

/// Bytes of one XML document; the largest metadata of a federation's single IdP has some 100 kB.
pub(crate) const XML_LIMIT: usize = 8 * 1024 * 1024;

/// Elements, attributes and texts of one XML document.
pub(crate) const XML_NODES: u32 = 200_000;

/// Bytes that a deflated message may become: more is a bomb.
pub(crate) const INFLATED_LIMIT: usize = 4 * 1024 * 1024;

/// Bytes of a text in which pasted things are looked for.
pub(crate) const MIXED_LIMIT: usize = 16 * 1024 * 1024;

/// Files of an archive that are read.
pub(crate) const ARCHIVED_FILES: usize = 500;

/// Bytes that all files of an archive may become: more is a bomb.
pub(crate) const ARCHIVED_LIMIT: usize = 64 * 1024 * 1024;

/// Letters of one encoded message. A form of five hundred groups has some 100 kB.
pub(crate) const MESSAGE_LIMIT: usize = 3 * 1024 * 1024;

/// Artefacts of one file.
pub(crate) const ARTEFACTS: usize = 200;

/// Letters of a page's words that are kept.
pub(crate) const WORDS: usize = 4000;
