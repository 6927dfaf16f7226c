//! One decision as nomenklatura's resolver keeps it: a JSON list a line.

use std::fmt;
use std::io::{self, BufRead};

use serde_json::Value;
use sha1::{Digest, Sha1};

use crate::id::EntityId;

/// The longest line of decisions that is taken.
const LONGEST_LINE: u64 = 1 << 20;

/// What was judged of a pair, in nomenklatura's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ResolverJudgement {
    /// They are one.
    Positive,
    /// They are two.
    Negative,
    /// Somebody looked and could not tell.
    Unsure,
    /// Nobody has judged: a pair that is proposed.
    NoJudgement,
}

impl ResolverJudgement {
    const ALL: [Self; 4] = [Self::Positive, Self::Negative, Self::Unsure, Self::NoJudgement];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Negative => "negative",
            Self::Unsure => "unsure",
            Self::NoJudgement => "no_judgement",
        }
    }
}

/// A decision on a pair of ids, or a proposal for one.
///
/// ```
/// use umbra_model::{ResolverJudgement, ResolverLine};
///
/// let line = r#"["Q7747", "a-1", "positive", 0.97, "ana", "2024-01-01T00:00:00"]"#;
/// let decision = ResolverLine::parse(line.as_bytes())?;
/// assert_eq!(decision.judgement, ResolverJudgement::Positive);
/// assert_eq!(decision.to_string(), r#"["Q7747","a-1","positive",0.97,"ana","2024-01-01T00:00:00"]"#);
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ResolverLine {
    /// The id that gives the name, where one of the two does.
    pub target: EntityId,
    /// The other.
    pub source: EntityId,
    /// What was judged.
    pub judgement: ResolverJudgement,
    /// How alike the two were found; from 0 to 1 as a rule. Six digits of it are written.
    pub score: Option<f64>,
    /// Who judged.
    pub user: Option<String>,
    /// When, as ISO 8601.
    pub at: Option<String>,
    /// When it was taken back, where it was.
    pub taken_back: Option<String>,
    /// Why. Stands behind all that nomenklatura writes, which reads lines by place and passes over what lies beyond.
    pub why: Option<String>,
}

impl ResolverLine {
    /// Reads a line.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn parse(line: &[u8]) -> Result<Self, String> {
        let wrong = "a decision is a list in JSON: target, source, judgement, score, user, time";
        let fields: Vec<Value> = serde_json::from_slice(line).map_err(|error| format!("{wrong} ({error})"))?;
        let text = |place: usize| fields.get(place).and_then(Value::as_str);
        let id = |place: usize| EntityId::new(text(place).ok_or(wrong)?).map_err(|error| error.to_string());
        let (target, source) = (id(0)?, id(1)?);
        if target == source {
            return Err(format!("{target} is always one with itself"));
        }
        let word = text(2).ok_or(wrong)?;
        let judgement = ResolverJudgement::ALL
            .into_iter()
            .find(|judgement| judgement.name() == word)
            .ok_or_else(|| format!("{word:?} is no judgement: use positive, negative, unsure or no_judgement"))?;
        let score = match fields.get(3) {
            None | Some(Value::Null) => None,
            Some(value) => Some(value.as_f64().ok_or_else(|| format!("{value} is no score: give a number or null"))?),
        };
        let own = |place: usize| text(place).map(str::to_owned);
        // Whatever stands there and is not null says that the decision is gone.
        let taken_back = fields.get(6).filter(|value| !value.is_null());
        let taken_back = taken_back.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        Ok(Self { target, source, judgement, score, user: own(4), at: own(5), taken_back, why: own(7) })
    }
}

impl fmt::Display for ResolverLine {
    /// The line, without its end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |text: &Option<String>| text.as_deref().map_or(Value::Null, Value::from);
        let score = self.score.map_or(Value::Null, |score| Value::from((score * 1e6).round() / 1e6));
        let mut fields = vec![
            Value::from(self.target.as_str()),
            Value::from(self.source.as_str()),
            Value::from(self.judgement.name()),
            score,
            text(&self.user),
            text(&self.at),
        ];
        if self.taken_back.is_some() || self.why.is_some() {
            fields.push(text(&self.taken_back));
        }
        if self.why.is_some() {
            fields.push(text(&self.why));
        }
        fmt::Display::fmt(&Value::Array(fields), f)
    }
}

/// The id under which a cluster goes whose members have none of Wikidata's or nomenklatura's: `NK-` and a digest of one
/// of its ids. nomenklatura joins a cluster only where such an id is in it.
pub fn cluster_id(member: &EntityId) -> EntityId {
    let digest = Sha1::digest(member.as_str().as_bytes());
    let hex: String = digest.iter().take(11).map(|byte| format!("{byte:02x}")).collect();
    EntityId::new(format!("NK-{hex}")).expect("letters, digits and a hyphen make an id")
}

/// Whether an id is one that gives a cluster its name: Wikidata's (`Q42`) or nomenklatura's (`NK-...`).
pub fn names_cluster(id: &str) -> bool {
    rank(id) > 0
}

/// Which ids are to give a cluster its name: Wikidata's before nomenklatura's before all others.
pub(crate) fn rank(id: &str) -> u8 {
    let number = id.strip_prefix('Q').unwrap_or_default();
    if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
        2
    } else {
        u8::from(id.starts_with("NK-"))
    }
}

/// Hands on every line of a file of decisions: its number, counted from 1, and the decision or what is wrong with it.
/// Empty lines are passed over. One line is held at a time.
///
/// # Errors
/// What the input gives.
pub fn each_resolver_line(
    mut input: impl BufRead,
    mut take: impl FnMut(u64, Result<ResolverLine, String>),
) -> io::Result<()> {
    let mut bytes = Vec::new();
    for line in 1.. {
        bytes.clear();
        let read = io::Read::take(&mut input, LONGEST_LINE).read_until(b'\n', &mut bytes)?;
        if read == 0 {
            break;
        }
        if read as u64 == LONGEST_LINE && !bytes.ends_with(b"\n") {
            take(line, Err(format!("the line is longer than {LONGEST_LINE} bytes and was passed over")));
            skip_line(&mut input)?;
            continue;
        }
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii();
        if !text.is_empty() {
            take(line, ResolverLine::parse(text));
        }
    }
    Ok(())
}

/// Passes over the rest of a line without holding it.
fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let chunk = input.fill_buf()?;
        let end = memchr::memchr(b'\n', chunk);
        let used = end.map_or(chunk.len(), |end| end + 1);
        let is_over = end.is_some() || chunk.is_empty();
        input.consume(used);
        if is_over {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words() -> impl Strategy<Value = Option<String>> {
        proptest::option::of("\\PC{0,20}|[\"\\\\\n\t{}\\[\\], ]{0,6}")
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            (target, source) in ("[A-Za-z0-9][A-Za-z0-9.-]{0,12}", "[A-Za-z0-9][A-Za-z0-9.-]{0,12}"),
            judgement in proptest::sample::select(ResolverJudgement::ALL.to_vec()),
            score in proptest::option::of(0_u32..=1_000_000),
            (user, at, taken_back, why) in (words(), words(), words(), words()),
        ) {
            prop_assume!(target != source);
            let (target, source) = (EntityId::new(&target).unwrap(), EntityId::new(&source).unwrap());
            let score = score.map(|score| f64::from(score) / 1e6);
            let line = ResolverLine { target, source, judgement, score, user, at, taken_back, why };
            let written = line.to_string();
            prop_assert!(!written.contains('\n'));
            prop_assert_eq!(ResolverLine::parse(written.as_bytes()), Ok(line));
        }

        #[test]
        fn no_line_is_too_much(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            each_resolver_line(&bytes[..], |line, _| assert!(line > 0)).unwrap();
        }
    }

    #[test]
    fn a_cluster_is_named_by_its_member() {
        let id = |text: &str| EntityId::new(text).unwrap();
        assert_eq!(cluster_id(&id("a")), cluster_id(&id("a")));
        assert_ne!(cluster_id(&id("a")), cluster_id(&id("b")));
        assert!(names_cluster(cluster_id(&id("a")).as_str()) && names_cluster("Q7") && !names_cluster("Quay"));
    }

    #[test]
    fn a_score_is_a_number() {
        let fault = |line: &str| ResolverLine::parse(line.as_bytes()).unwrap_err();
        assert!(fault(r#"["a","b","positive","high"]"#).contains("is no score"));
        assert_eq!(ResolverLine::parse(br#"["a","b","positive"]"#).unwrap().score, None);
    }
}
