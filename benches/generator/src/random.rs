//! Chance that is the same for a seed, everywhere.

/// Numbers that look random (SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The numbers that belong to one thing of one kind: each entity and each record has numbers of its own, so that
    /// any of them can be made without those before it.
    pub fn of_item(seed: u64, kind: u64, number: u64) -> Self {
        Self(mix(seed ^ mix(kind.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ mix(number))))
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// A number from 0 to 1, without 1.
    pub fn unit(&mut self) -> f64 {
        (self.draw() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number below `limit`; 0 when `limit` is.
    pub fn below(&mut self, limit: usize) -> usize {
        // The bias is below one in 2^32 for the small limits used here.
        (self.draw() % limit.max(1) as u64) as usize
    }

    /// A number between the two, both included.
    pub fn between(&mut self, least: i32, most: i32) -> i32 {
        least + self.below((most - least + 1) as usize) as i32
    }

    /// True with that probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of them, each as likely.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// One of them; the n-th is about 1/n as likely as the first, as names are.
    pub fn frequent<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        // The inverse of the integral of 1/(x + q) from 0 to the number of names. With q = 5 the most frequent of sixty
        // names is borne by one in thirteen, about as Smith, Wang or Mohammed are among those who bear a frequent name.
        let (q, n) = (5.0_f64, of.len() as f64);
        let place = q * ((n + q) / q).powf(self.unit()) - q;
        &of[(place as usize).min(of.len() - 1)]
    }

    /// One of them; the first is by far the likeliest: the usual spelling before the others.
    pub fn usual<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let which = (self.unit().powi(2) * of.len() as f64) as usize;
        &of[which.min(of.len() - 1)]
    }

    /// One of the words, each as likely.
    pub fn word(&mut self, of: &[&'static str]) -> &'static str {
        of[self.below(of.len())]
    }

    /// One of the words; the first is by far the likeliest.
    pub fn usual_word(&mut self, of: &[&'static str]) -> &'static str {
        let word: &&'static str = self.usual(of);
        word
    }

    /// Puts them in random order.
    pub fn shuffle<T>(&mut self, of: &mut [T]) {
        for last in (1..of.len()).rev() {
            of.swap(last, self.below(last + 1));
        }
    }
}

/// Spreads a number over all 64 bits.
pub fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
