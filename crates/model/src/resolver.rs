//! Decisions about which ids are one entity, in the form that nomenklatura's resolver writes.

use crate::property_type::PropertyType;
use crate::resolver_line::{ResolverJudgement, each_resolver_line, rank};
use crate::{RawEntity, Refusal, RefusedValue};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::io::BufRead;
use std::sync::Arc;

/// A line that holds no decision.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct ResolverFault {
    /// The line, counted from 1.
    pub line: u64,
    /// What is wrong, as a sentence.
    pub reason: String,
}

/// Two ids that were judged to differ, and that other decisions make one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The one.
    pub left: String,
    /// The other.
    pub right: String,
}

/// Which ids are one entity, and under which of them it goes.
///
/// A file has a JSON list a line: target, source, judgement (`positive`, `negative`, `unsure`, `no_judgement`), score,
/// user, time, and perhaps the time at which the decision was taken back. Of several lines about one pair the last
/// counts. Ids that `positive` ties together are one; the entity goes under the one that Wikidata gave (`Q42`), else one
/// that nomenklatura made (`NK-...`), and of several such or of none the last in the order of bytes, as in nomenklatura.
///
/// ```
/// use umbra_model::Resolver;
///
/// let lines = br#"["Q7747", "a-1", "positive", null, "ana", "2024-01-01T00:00:00"]
/// ["a-2", "a-1", "positive", null, "ana", "2024-01-02T00:00:00"]
/// ["a-3", "a-1", "negative", null, "ana", "2024-01-02T00:00:00"]"#;
/// let (resolver, faults) = Resolver::read(&lines[..])?;
/// assert!(faults.is_empty());
/// assert_eq!(resolver.canonical("a-2"), "Q7747");
/// assert_eq!(resolver.canonical("a-3"), "a-3");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// It holds every decision of the file in memory: some 200 bytes for each.
#[derive(Debug, Default)]
pub struct Resolver {
    /// Every id that is one with another, and its cluster's id.
    canonical: HashMap<Arc<str>, Arc<str>>,
    contradictions: Vec<Contradiction>,
    decisions: usize,
}

/// What [`Resolver::apply`] did to an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolved {
    /// No decision is about it. References of it may have been turned to others' ids.
    Apart,
    /// It is one with others.
    Joined,
}

impl Resolver {
    /// Reads decisions. Lines at fault are passed over and handed back.
    ///
    /// # Errors
    /// What the input gives.
    pub fn read(input: impl BufRead) -> std::io::Result<(Self, Vec<ResolverFault>)> {
        let mut ids = Ids::default();
        // Sorted, so that what is told of contradictions comes in one order.
        let mut pairs: BTreeMap<(u32, u32), ResolverJudgement> = BTreeMap::new();
        let mut faults = Vec::new();
        each_resolver_line(input, |line, read| match read {
            Err(reason) => faults.push(ResolverFault { line, reason }),
            Ok(decision) => {
                let (left, right) = (ids.number(decision.target.as_str()), ids.number(decision.source.as_str()));
                let pair = (left.min(right), left.max(right));
                if decision.taken_back.is_some() {
                    pairs.remove(&pair);
                } else {
                    pairs.insert(pair, decision.judgement);
                }
            }
        })?;
        Ok((Self::of(&ids, &pairs), faults))
    }

    fn of(ids: &Ids, pairs: &BTreeMap<(u32, u32), ResolverJudgement>) -> Self {
        let judged = |judgement| pairs.iter().filter(move |pair| *pair.1 == judgement).map(|(pair, _)| *pair);
        let mut forest = Forest((0..ids.names.len()).collect());
        for (left, right) in judged(ResolverJudgement::Positive) {
            forest.join(left as usize, right as usize);
        }
        let mut clusters: HashMap<usize, Vec<usize>> = HashMap::new();
        for (left, right) in judged(ResolverJudgement::Positive) {
            for id in [left as usize, right as usize] {
                clusters.entry(forest.root(id)).or_default().push(id);
            }
        }
        let mut canonical = HashMap::new();
        for members in clusters.values() {
            let best = members.iter().map(|&id| &ids.names[id]).max_by_key(|name| (rank(name), (*name).clone()));
            for &id in members {
                canonical.extend(best.map(|best| (Arc::clone(&ids.names[id]), Arc::clone(best))));
            }
        }
        let contradictions = judged(ResolverJudgement::Negative)
            .map(|(left, right)| (left as usize, right as usize))
            .filter(|&(left, right)| forest.root(left) == forest.root(right))
            .map(|(left, right)| Contradiction {
                left: ids.names[left].to_string(),
                right: ids.names[right].to_string(),
            })
            .collect();
        Self { canonical, contradictions, decisions: pairs.len() }
    }

    /// The id under which an entity goes: its own where nothing was decided.
    pub fn canonical<'a>(&'a self, id: &'a str) -> &'a str {
        self.canonical.get(id).map_or(id, AsRef::as_ref)
    }

    /// Whether an id is one with another.
    pub fn joins(&self, id: &str) -> bool {
        self.canonical.contains_key(id)
    }

    /// How many decisions hold, of whatever kind.
    pub fn decisions(&self) -> usize {
        self.decisions
    }

    /// Pairs that were judged to differ and are one all the same.
    pub fn contradictions(&self) -> &[Contradiction] {
        &self.contradictions
    }

    /// Turns an entity's references to those under which the others go. Its own id stays; see [`Resolver::canonical`].
    ///
    /// References that come to be the same are one, and one that comes to be the entity itself is refused.
    pub fn apply(&self, entity: &mut RawEntity<'_>) -> Resolved {
        let own = self.canonical(&entity.id).to_owned();
        let has_changes = entity.values.iter().any(|value| {
            value.property.kind() == PropertyType::Entity && (self.joins(&value.value) || value.value.as_ref() == own)
        });
        if has_changes {
            self.turn(entity, &own);
        }
        if self.joins(&entity.id) { Resolved::Joined } else { Resolved::Apart }
    }

    fn turn(&self, entity: &mut RawEntity<'_>, own: &str) {
        let mut kept: Vec<crate::LineValue<'_>> = Vec::with_capacity(entity.values.len());
        for mut value in std::mem::take(&mut entity.values) {
            if value.property.kind() == PropertyType::Entity {
                let target = self.canonical(&value.value);
                if target == own {
                    entity.refused.push(RefusedValue {
                        property: Cow::Borrowed(value.property.name()),
                        value: value.value,
                        refusal: Refusal::SelfReference,
                        column: None,
                    });
                    continue;
                }
                if target != value.value {
                    value.value = Cow::Owned(target.to_owned());
                }
                if kept.iter().any(|known| known.property == value.property && known.value == value.value) {
                    continue;
                }
            }
            kept.push(value);
        }
        entity.values = kept;
    }
}

/// Ids by number.
#[derive(Default)]
struct Ids {
    numbers: HashMap<Arc<str>, u32>,
    names: Vec<Arc<str>>,
}

impl Ids {
    fn number(&mut self, id: &str) -> u32 {
        if let Some(&number) = self.numbers.get(id) {
            return number;
        }
        let number = u32::try_from(self.names.len()).expect("memory ends before four thousand million ids");
        let name: Arc<str> = id.into();
        self.numbers.insert(Arc::clone(&name), number);
        self.names.push(name);
        number
    }
}

/// Union-find with halved paths.
struct Forest(Vec<usize>);

impl Forest {
    fn root(&mut self, mut node: usize) -> usize {
        while self.0[node] != node {
            self.0[node] = self.0[self.0[node]];
            node = self.0[node];
        }
        node
    }

    fn join(&mut self, left: usize, right: usize) {
        let (left, right) = (self.root(left), self.root(right));
        // The lower number stays the root, so the same file gives the same forest.
        self.0[left.max(right)] = left.min(right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_line;

    fn resolver(lines: &str) -> Resolver {
        let (resolver, faults) = Resolver::read(lines.as_bytes()).unwrap();
        assert_eq!(faults, []);
        resolver
    }

    #[test]
    fn the_best_known_id_gives_the_name() {
        let resolver = resolver(
            "[\"b\", \"a\", \"positive\", 0.9, \"x\", null]\n\n\
             [\"NK-1\", \"b\", \"positive\", null, null, null]\n\
             [\"d\", \"c\", \"positive\", null, null, null]\n\
             [\"Q9\", \"Q10\", \"positive\", null, null, null, null]\n\
             [\"e\", \"f\", \"unsure\", null, null, null]\n",
        );
        let canonical = ["a", "b", "NK-1", "c", "d", "Q10", "e", "z"].map(|id| resolver.canonical(id));
        assert_eq!(canonical, ["NK-1", "NK-1", "NK-1", "d", "d", "Q9", "e", "z"]);
        assert!(resolver.joins("NK-1") && !resolver.joins("e"));
        assert_eq!(resolver.decisions(), 5);
    }

    #[test]
    fn the_last_word_on_a_pair_counts() {
        let lines = "[\"a\", \"b\", \"positive\", null, null, null]\n[\"b\", \"a\", \"negative\", null, null, null]\n\
                     [\"c\", \"d\", \"positive\", null, null, null]\n[\"c\", \"d\", \"positive\", null, null, \"1\", \"2\"]\n";
        let resolver = resolver(lines);
        assert!(!resolver.joins("a") && !resolver.joins("c"));
    }

    #[test]
    fn contradictions_are_told() {
        let lines = "[\"a\", \"b\", \"positive\", null, null, null]\n[\"b\", \"c\", \"positive\", null, null, null]\n\
                     [\"c\", \"a\", \"negative\", null, null, null]\n";
        let [contradiction] = resolver(lines).contradictions().to_vec().try_into().unwrap();
        assert_eq!((contradiction.left.as_str(), contradiction.right.as_str()), ("a", "c"));
    }

    #[test]
    fn faults_are_told_and_passed_over() {
        let long = format!("[\"{}\", \"a\", \"positive\"]", "x".repeat(2 << 20));
        let lines = format!(
            "nonsense\n{{}}\n[\"a\"]\n[\"a\", \"a\", \"positive\"]\n[\"a b\", \"a\", \"positive\"]\n[\"a\", \"b\", \"yes\"]\n{long}\n\
             [\"a\", \"b\", \"positive\"]"
        );
        let (resolver, faults) = Resolver::read(lines.as_bytes()).unwrap();
        let at: Vec<u64> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(at, [1, 2, 3, 4, 5, 6, 7]);
        assert!(faults[5].reason.starts_with("\"yes\" is no judgement"), "{}", faults[5]);
        assert_eq!(resolver.canonical("a"), "b");
    }

    #[test]
    fn references_are_turned() {
        let resolver = resolver(
            "[\"Q1\", \"a\", \"positive\", null, null, null]\n[\"Q2\", \"b\", \"positive\", null, null, null]",
        );
        let line =
            r#"{"id":"t","schema":"Ownership","properties":{"owner":["a","Q1","c"],"asset":["b"],"role":["a"]}}"#;
        let mut raw = parse_line(line.as_bytes()).unwrap();
        assert_eq!(resolver.apply(&mut raw), Resolved::Apart);
        let mut out = Vec::new();
        raw.write_json(&mut out);
        let expected =
            r#"{"id":"t","schema":"Ownership","properties":{"asset":["Q2"],"owner":["Q1","c"],"role":["a"]}}"#;
        assert_eq!(String::from_utf8(out).unwrap(), expected);

        let line = r#"{"id":"a","schema":"Company","properties":{"parent":["Q1","b"]}}"#;
        let mut raw = parse_line(line.as_bytes()).unwrap();
        assert_eq!(resolver.apply(&mut raw), Resolved::Joined);
        assert_eq!((raw.values.len(), raw.refused.len()), (1, 1));
        assert_eq!(raw.refused[0].refusal, Refusal::SelfReference);
    }
}
