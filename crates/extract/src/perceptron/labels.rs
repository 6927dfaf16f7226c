//! Labels of words, and the spans that they spell.
//!
//! A name is spelt by the labels of its words: `B` begins one, `I` goes on, `L` ends it, `U` is a name of one word, `O`
//! belongs to none. Telling the last word from those inside it lets the model learn what names end in.

use std::ops::Range;

use crate::mention::MentionKind;

/// How many labels there are.
pub(crate) const LABELS: usize = 13;

/// The label of a word that belongs to no name.
pub(crate) const OUTSIDE: usize = 0;

/// The kinds of names, in the order of their labels.
pub(crate) const KINDS: [MentionKind; 3] = [MentionKind::Person, MentionKind::Organisation, MentionKind::Place];

/// A name in a sentence: its words, as positions, and what it names.
pub type NameSpan = (Range<usize>, MentionKind);

/// The place of a word in its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Begin,
    Inside,
    Last,
    Only,
}

fn label(kind: usize, part: Part) -> usize {
    1 + kind * 4 + part as usize
}

fn parts(label: usize) -> Option<(usize, Part)> {
    let at = label.checked_sub(1)?;
    let part = [Part::Begin, Part::Inside, Part::Last, Part::Only][at % 4];
    Some((at / 4, part))
}

/// Whether one label may follow another.
pub(crate) fn may_follow(before: usize, after: usize) -> bool {
    let open = parts(before).filter(|(_, part)| matches!(part, Part::Begin | Part::Inside)).map(|(kind, _)| kind);
    let goes_on = parts(after).filter(|(_, part)| matches!(part, Part::Inside | Part::Last)).map(|(kind, _)| kind);
    open == goes_on
}

/// Whether a sentence may begin with a label.
pub(crate) fn may_begin(label: usize) -> bool {
    may_follow(OUTSIDE, label)
}

/// Whether a sentence may end with a label.
pub(crate) fn may_end(label: usize) -> bool {
    may_follow(label, OUTSIDE)
}

/// The labels of a sentence of `length` words with these names; names that reach beyond it or overlap an earlier one are
/// passed over.
pub(crate) fn labels(length: usize, names: &[NameSpan]) -> Vec<usize> {
    let mut found = vec![OUTSIDE; length];
    for (words, kind) in names {
        let Some(kind) = KINDS.iter().position(|k| k == kind) else { continue };
        if words.is_empty() || words.end > length || found[words.clone()].iter().any(|l| *l != OUTSIDE) {
            continue;
        }
        let last = words.end - 1;
        for at in words.clone() {
            let part = match (at == words.start, at == last) {
                (true, true) => Part::Only,
                (true, false) => Part::Begin,
                (false, true) => Part::Last,
                (false, false) => Part::Inside,
            };
            found[at] = label(kind, part);
        }
    }
    found
}

/// The names that labels spell.
pub(crate) fn spans(labels: &[usize]) -> Vec<NameSpan> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, label) in labels.iter().enumerate() {
        let Some((kind, part)) = parts(*label) else { continue };
        if matches!(part, Part::Begin | Part::Only) {
            start = at;
        }
        if matches!(part, Part::Last | Part::Only) {
            found.push((start..at + 1, KINDS[kind]));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_spell_the_names_they_came_from() {
        let names = vec![(1..4, MentionKind::Organisation), (4..5, MentionKind::Person), (6..8, MentionKind::Place)];
        let spelt = labels(9, &names);
        assert_eq!(spans(&spelt), names);
        assert!(spelt.windows(2).all(|pair| may_follow(pair[0], pair[1])));
        assert!(labels(3, &[(2..5, MentionKind::Place)]).iter().all(|l| *l == OUTSIDE));
    }
}
