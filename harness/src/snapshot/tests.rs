//! Tests of texts, normalisers and files.
