//! Outcomes as text.
