//! Finds a name in a compiled-in table of hashes, without unpacking anything.
//!
//! The tables are written by `assets/gazetteer/build.py`, which also makes sure that no two names in
//! one table share a hash. A name that is in no table is mistaken for one that is about once in
//! 10⁹ questions.

/// A table of `assets/gazetteer`: a bit for every hash, so that most strange words are turned away at
/// once, then the hashes, cut into buckets by their high bits.
pub(super) struct Table {
    bytes: &'static [u8],
}

/// The hash of a name that may still grow, so that "New", "New York", "New York City" cost one pass.
#[derive(Copy, Clone)]
pub(super) struct Digest(u64);

const HEAD: usize = 8;

impl Table {
    pub const fn new(bytes: &'static [u8]) -> Self {
        Self { bytes }
    }

    #[cfg(test)]
    pub const fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The value of a name; a u24 in every table of ours.
    pub fn get(&self, digest: Digest) -> Option<u32> {
        let hash = digest.finish();
        let head = self.bytes.first_chunk::<HEAD>()?;
        let (bits, width) = (u32::from(head[0]), usize::from(head[1]) + 4);
        let filter = 1_usize << head[2] >> 3;
        let bit = usize::try_from(hash >> 32).ok()? & ((filter << 3) - 1);
        if self.bytes.get(HEAD + bit / 8)? >> (bit % 8) & 1 == 0 {
            return None;
        }
        let bucket = usize::try_from(hash >> (64 - bits)).ok()?;
        let starts = self.bytes.get(HEAD + filter..)?;
        let entries = starts.get(((1 << bits) + 1) * 3..)?;
        let first = u24(starts, bucket * 3)? as usize;
        let last = u24(starts, bucket * 3 + 3)? as usize;
        let wanted = &hash.to_le_bytes()[..4];
        let entry = entries
            .get(first * width..last * width)?
            .chunks_exact(width)
            .find(|entry| &entry[..4] == wanted)?;
        u24(entry, 4)
    }
}

impl Digest {
    pub const fn new() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }

    pub fn of(key: &str) -> Self {
        Self::new().with(key)
    }

    pub fn with(self, more: &str) -> Self {
        Self(more.bytes().fold(self.0, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)))
    }

    /// Spreads the sum to the high bits, which choose the bucket.
    fn finish(self) -> u64 {
        let hash = (self.0 ^ self.0 >> 32).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        hash ^ hash >> 29
    }
}

/// Three bytes, little-endian.
pub(super) fn u24(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at + 3)?;
    Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0]))
}
