//! HTML as text: a fragment read word by word, iteratively, so that no nesting is too deep.
