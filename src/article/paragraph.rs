//! (filled by its stage)
