//! Clusters of ids while they grow.

use std::collections::{BTreeMap, HashMap};

use umbra_model::EntityId;

/// Clusters of ids while they grow: ids judged the same are joined, unless that would bring two together that were judged
/// different.
///
/// Name first who is apart, then who is one: the order of the latter decides which of two that contradict each other is
/// followed. The smaller cluster is moved into the larger, so each id moves a logarithmic number of times.
///
/// ```
/// use umbra_case::Clusters;
/// use umbra_model::EntityId;
///
/// let [a, b, c] = ["a", "b", "c"].map(|id| EntityId::new(id).expect("letters make an id"));
/// let mut clusters = Clusters::default();
/// clusters.part(&a, &c);
/// assert!(clusters.join(&a, &b));
/// assert!(!clusters.join(&b, &c), "a and c would be one");
/// ```
#[derive(Debug, Default)]
pub struct Clusters {
    number_of: HashMap<EntityId, usize>,
    members: BTreeMap<usize, Vec<EntityId>>,
    /// By cluster, the clusters that it must not be joined with.
    apart: HashMap<usize, Vec<usize>>,
}

impl Clusters {
    fn number(&mut self, id: &EntityId) -> usize {
        if let Some(number) = self.number_of.get(id) {
            return *number;
        }
        let number = self.number_of.len();
        self.number_of.insert(id.clone(), number);
        self.members.insert(number, vec![id.clone()]);
        number
    }

    /// Keeps two ids apart.
    pub fn part(&mut self, left: &EntityId, right: &EntityId) {
        let (left, right) = (self.number(left), self.number(right));
        self.apart.entry(left).or_default().push(right);
        self.apart.entry(right).or_default().push(left);
    }

    /// Joins the clusters of two ids, unless some of their ids are kept apart; says whether they are one now.
    pub fn join(&mut self, left: &EntityId, right: &EntityId) -> bool {
        let (left, right) = (self.number(left), self.number(right));
        if left == right {
            return true;
        }
        if self.apart.get(&left).is_some_and(|apart| apart.contains(&right)) {
            return false;
        }
        let size = |number: &usize| self.members[number].len();
        let (into, from) = if size(&left) >= size(&right) { (left, right) } else { (right, left) };
        let moved = self.members.remove(&from).unwrap_or_default();
        for id in &moved {
            self.number_of.insert(id.clone(), into);
        }
        self.members.entry(into).or_default().extend(moved);
        for other in self.apart.remove(&from).unwrap_or_default() {
            for number in self.apart.entry(other).or_default().iter_mut().filter(|number| **number == from) {
                *number = into;
            }
            self.apart.entry(into).or_default().push(other);
        }
        true
    }

    /// Whether two ids are in one cluster.
    pub fn are_one(&self, left: &EntityId, right: &EntityId) -> bool {
        left == right || self.number_of.get(left).is_some_and(|number| self.number_of.get(right) == Some(number))
    }

    /// The clusters of two and more, each sorted.
    pub fn groups(self) -> impl Iterator<Item = Vec<EntityId>> {
        self.members.into_values().filter(|ids| ids.len() > 1).map(|mut ids| {
            ids.sort();
            ids
        })
    }
}
