//! Random numbers that are the same everywhere for one seed: SplitMix64 (Steele, Lea and Flood 2014).

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is at least 1; its bias, below 2^-32, is none that anything here would show.
    pub fn below(&mut self, end: u32) -> u32 {
        (((self.next() >> 32) * u64::from(end)) >> 32) as u32
    }

    /// Puts the items in a random order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            // Slices that are shuffled are of nodes, which 32 bits number.
            items.swap(at, self.below(at as u32 + 1) as usize);
        }
    }

    /// `count` different numbers below `end`, or all if there are fewer, in order.
    pub fn sample(&mut self, end: u32, count: usize) -> Vec<u32> {
        let mut all: Vec<u32> = (0..end).collect();
        let count = count.min(all.len());
        for at in 0..count {
            let other = at + self.below((all.len() - at) as u32) as usize;
            all.swap(at, other);
        }
        all.truncate(count);
        all.sort_unstable();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_the_published_one() {
        let mut random = Random::new(1_234_567);
        let first = [random.next(), random.next(), random.next()];
        assert_eq!(
            first,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn samples_are_sets_and_orders_are_permutations() {
        let mut random = Random::new(7);
        for (end, count) in [(0, 3), (5, 0), (5, 3), (5, 5), (5, 9), (1000, 10)] {
            let sample = random.sample(end, count);
            assert_eq!(sample.len(), count.min(end as usize));
            assert!(sample.windows(2).all(|pair| pair[0] < pair[1]));
            assert!(sample.iter().all(|&number| number < end));
        }
        let mut items: Vec<u32> = (0..100).collect();
        random.shuffle(&mut items);
        assert_ne!(items, (0..100).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..100).collect::<Vec<_>>());
    }
}
