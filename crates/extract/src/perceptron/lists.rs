//! Lists that a tagger looks words up in: clusters of words used alike, given names and family names.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::sync::LazyLock;

/// The clusters of a word, from the finest to the coarsest.
pub(crate) type Clusters = [u16; 3];

/// No cluster known.
pub(crate) const NO_CLUSTER: Clusters = [u16::MAX; 3];

/// All lists.
pub(crate) struct Lists {
    clusters: HashMap<&'static str, Clusters>,
    given: HashSet<&'static str>,
    surnames: HashSet<&'static str>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(Lists::read);

/// A packed list of this crate as text.
pub(crate) fn unpack(bytes: &'static [u8]) -> String {
    let mut text = String::new();
    let read = zstd::stream::read::Decoder::new(bytes).and_then(|mut packed| packed.read_to_string(&mut text));
    read.expect("the crate's own data file, read by its tests");
    text
}

/// A packed list as text that is kept for as long as the program runs, for tables that point into it.
pub(crate) fn unpacked(bytes: &'static [u8]) -> &'static str {
    Box::leak(unpack(bytes).into_boxed_str())
}

impl Lists {
    /// The lists of this crate.
    pub fn get() -> &'static Self {
        &LISTS
    }

    fn read() -> Self {
        let mut clusters = HashMap::new();
        for (fine, line) in unpacked(include_bytes!("../../data/tagger/clusters.zst")).lines().enumerate() {
            let mut words = line.split(' ');
            let mut number = || words.next().and_then(|n| n.parse().ok()).unwrap_or(u16::MAX);
            let of = [fine as u16, number(), number()];
            clusters.extend(words.map(|word| (word, of)));
        }
        let names = unpacked(include_bytes!("../../data/tagger/names.zst"));
        let (given, surnames) = names.split_once("\n\n").unwrap_or((names, ""));
        Self { clusters, given: given.lines().collect(), surnames: surnames.lines().collect() }
    }

    /// The clusters of a word in lower case.
    pub fn clusters(&self, lower: &str) -> Clusters {
        self.clusters.get(lower).copied().unwrap_or(NO_CLUSTER)
    }

    /// Whether somebody has it as a given name; in lower case.
    pub fn is_given(&self, lower: &str) -> bool {
        self.given.contains(lower)
    }

    /// Whether somebody has it as a family name; in lower case.
    pub fn is_surname(&self, lower: &str) -> bool {
        self.surnames.contains(lower)
    }
}
