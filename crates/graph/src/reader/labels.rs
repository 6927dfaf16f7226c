//! The names of nodes, and the way back from a name to its node.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use crate::NodeId;

const NONE: u32 = u32::MAX;

/// The names under which a file knows its nodes. Each is there once; nodes are numbered in the order in which the file
/// first names them.
///
/// Names that are whole numbers are kept as numbers: 8 bytes a node and no text.
#[derive(Clone, Debug)]
pub struct Labels(Kind);

#[derive(Clone, Debug)]
enum Kind {
    /// So many nodes, called by their numbers from the first on.
    Counted {
        first: u32,
        count: u32,
    },
    Numbers(Numbers),
    Texts(Texts),
}

impl Labels {
    pub(crate) fn counted(first: u32, count: u32) -> Labels {
        Labels(Kind::Counted { first, count })
    }

    pub(crate) fn new() -> Labels {
        Labels(Kind::Numbers(Numbers::default()))
    }

    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Kind::Counted { count, .. } => *count as usize,
            Kind::Numbers(numbers) => numbers.labels.len(),
            Kind::Texts(texts) => texts.ends.len(),
        }
    }

    /// How many nodes the file spelled out, rather than counted.
    pub(crate) fn named(&self) -> usize {
        if matches!(self.0, Kind::Counted { .. }) { 0 } else { self.len() }
    }

    /// Whether there is no node.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The name of a node; `None` for a node that does not exist.
    #[must_use]
    pub fn get(&self, node: NodeId) -> Option<Cow<'_, str>> {
        match &self.0 {
            Kind::Counted { first, count } => {
                (node.0 < *count).then(|| Cow::Owned((u64::from(node.0) + u64::from(*first)).to_string()))
            }
            Kind::Numbers(numbers) => numbers.labels.get(node.index()).map(|label| Cow::Owned(label.to_string())),
            Kind::Texts(texts) => (node.index() < texts.ends.len()).then(|| Cow::Borrowed(texts.get(node.0))),
        }
    }

    /// The node of that name, written as in the file. O(1) on average.
    #[must_use]
    pub fn find(&self, label: &str) -> Option<NodeId> {
        match &self.0 {
            Kind::Counted { first, count } => counted(number(label.as_bytes())?, *first, *count).map(NodeId),
            Kind::Numbers(numbers) => numbers.find(number(label.as_bytes())?),
            Kind::Texts(texts) => texts.find(label),
        }
    }

    /// The node of that name, a new one if there is none yet; `None` when there are too many.
    pub(crate) fn intern(&mut self, label: &str) -> Option<u32> {
        match (&mut self.0, number(label.as_bytes())) {
            (Kind::Counted { first, count }, id) => counted(id?, *first, *count),
            (Kind::Numbers(numbers), Some(id)) => numbers.intern(id),
            (Kind::Numbers(numbers), None) => {
                let mut texts = Texts::default();
                for label in &numbers.labels {
                    texts.intern(&label.to_string())?;
                }
                let node = texts.intern(label);
                self.0 = Kind::Texts(texts);
                node
            }
            (Kind::Texts(texts), _) => texts.intern(label),
        }
    }

    /// As [`Labels::intern`], for a name that is a number and while all are: `None` else.
    #[inline]
    pub(crate) fn intern_number(&mut self, id: u64) -> Option<u32> {
        match &mut self.0 {
            Kind::Counted { first, count } => counted(id, *first, *count),
            Kind::Numbers(numbers) => numbers.intern(id),
            Kind::Texts(_) => None,
        }
    }
}

/// The node called by a number, of `count` nodes whose first is called `first`.
#[inline]
fn counted(id: u64, first: u32, count: u32) -> Option<u32> {
    id.checked_sub(u64::from(first)).filter(|&place| place < u64::from(count)).map(|place| place as u32)
}

/// A whole number in its plain form: no sign, no leading zeros, at most 19 digits.
pub(crate) fn number(text: &[u8]) -> Option<u64> {
    if text.is_empty() || text.len() > 19 || (text[0] == b'0' && text.len() > 1) {
        return None;
    }
    text.iter().try_fold(0u64, |so_far, &byte| byte.is_ascii_digit().then(|| so_far * 10 + u64::from(byte - b'0')))
}

/// Names that are numbers: small ones are looked up in a table, the rest by hash.
#[derive(Clone, Debug, Default)]
struct Numbers {
    labels: Vec<u64>,
    dense: Vec<u32>,
    sparse: HashMap<u64, u32>,
}

impl Numbers {
    #[inline]
    fn intern(&mut self, id: u64) -> Option<u32> {
        if let Some(&node) = self.dense.get(id as usize).filter(|&&node| node != NONE) {
            return Some(node);
        }
        self.add(id)
    }

    fn add(&mut self, id: u64) -> Option<u32> {
        if let Some(&node) = self.sparse.get(&id) {
            return Some(node);
        }
        let node = u32::try_from(self.labels.len()).ok().filter(|&node| node != NONE)?;
        // The table may have some sixteen places for each name, so a single huge number can't make it large.
        let most = (16 * self.labels.len() + (1 << 12)) as u64;
        if id >= most {
            self.sparse.insert(id, node);
        } else {
            if self.dense.len() <= id as usize {
                self.dense.resize((2 * id as usize).clamp(1 << 10, most as usize), NONE);
            }
            self.dense[id as usize] = node;
        }
        self.labels.push(id);
        Some(node)
    }

    fn find(&self, id: u64) -> Option<NodeId> {
        let dense = self.dense.get(id as usize).copied().filter(|&node| node != NONE);
        dense.or_else(|| self.sparse.get(&id).copied()).map(NodeId)
    }
}

/// Names as text, one after the other, with an open-addressed table of their hashes.
#[derive(Clone, Debug, Default)]
struct Texts {
    text: String,
    ends: Vec<usize>,
    table: Vec<u32>,
    // Seeded by chance, so that no file can be made to collide; nothing that is given out depends on it.
    hasher: RandomState,
}

impl Texts {
    fn get(&self, node: u32) -> &str {
        let first = if node == 0 { 0 } else { self.ends[node as usize - 1] };
        &self.text[first..self.ends[node as usize]]
    }

    /// Where the name stands in the table, or where it belongs.
    fn slot(&self, label: &str) -> usize {
        let mask = self.table.len() - 1;
        let mut slot = self.hasher.hash_one(label) as usize & mask;
        while self.table[slot] != NONE && self.get(self.table[slot]) != label {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn find(&self, label: &str) -> Option<NodeId> {
        if self.table.is_empty() {
            return None;
        }
        Some(self.table[self.slot(label)]).filter(|&node| node != NONE).map(NodeId)
    }

    fn intern(&mut self, label: &str) -> Option<u32> {
        if self.table.len() < 2 * (self.ends.len() + 1) {
            self.table = vec![NONE; (4 * (self.ends.len() + 1)).next_power_of_two()];
            for node in 0..self.ends.len() as u32 {
                let slot = self.slot(self.get(node));
                self.table[slot] = node;
            }
        }
        let slot = self.slot(label);
        if self.table[slot] != NONE {
            return Some(self.table[slot]);
        }
        let node = u32::try_from(self.ends.len()).ok().filter(|&node| node != NONE)?;
        self.text.push_str(label);
        self.ends.push(self.text.len());
        self.table[slot] = node;
        Some(node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_numbers_until_a_name_is_none() {
        let mut labels = Labels::new();
        let seen: Vec<_> =
            ["7", "3", "9999999999", "7", "0"].iter().map(|label| labels.intern(label).unwrap()).collect();
        assert_eq!(seen, [0, 1, 2, 0, 3]);
        assert_eq!(labels.find("9999999999"), Some(NodeId(2)));
        assert_eq!(labels.find("07"), None, "written otherwise, another name");
        assert_eq!(labels.intern("07"), Some(4));
        assert_eq!(labels.intern("Ada"), Some(5));
        assert_eq!(labels.intern("3"), Some(1));
        let names: Vec<_> = (0..6).map(|node| labels.get(NodeId(node)).unwrap().into_owned()).collect();
        assert_eq!(names, ["7", "3", "9999999999", "0", "07", "Ada"]);
        assert_eq!(labels.get(NodeId(6)), None);
        assert_eq!(labels.find("Eve"), None);
    }

    #[test]
    fn a_huge_number_makes_no_huge_table() {
        let mut labels = Labels::new();
        for id in [u64::from(u32::MAX) * 4, 5, 1 << 20] {
            labels.intern_number(id).unwrap();
        }
        let Kind::Numbers(numbers) = &labels.0 else { panic!("all are numbers") };
        assert!(numbers.dense.len() < 1 << 13);
        assert_eq!(labels.intern_number(1 << 20), Some(2));
    }
}
