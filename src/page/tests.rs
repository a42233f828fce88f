//! A page as its parts come out: text, roles, margin, hits, and that no character is lost.
