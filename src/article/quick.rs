//! A hash for tables whose words are our own: eight bytes a step, and no defence against words chosen to collide, since
//! nobody but us chooses them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A table of our own words.
pub(super) type Table<T> = HashMap<String, T, BuildHasherDefault<Quick>>;

#[derive(Debug, Default)]
pub(super) struct Quick(u64);

impl Quick {
    fn mix(&mut self, part: u64) {
        self.0 = (self.0.rotate_left(5) ^ part).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let (whole, rest) = bytes.as_chunks::<8>();
        for part in whole {
            self.mix(u64::from_le_bytes(*part));
        }
        if !rest.is_empty() {
            self.mix(rest.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)));
        }
    }

    /// The end of a word, which tells nothing that its bytes do not.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        // The table looks at both ends of a hash, and a product's low bits are the weaker ones.
        self.0 ^ self.0 >> 32
    }
}
