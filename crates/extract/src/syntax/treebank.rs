//! Treebanks in CoNLL-U, to train on and to judge by.

use thiserror::Error;

/// A sentence with its tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreebankSentence {
    /// Its words, compounds with hyphens as one.
    pub words: Vec<String>,
    /// Parts of speech, as in the Penn Treebank.
    pub tags: Vec<String>,
    /// The head of each word, as a position; the number of words for the root.
    pub heads: Vec<usize>,
    /// How each hangs there.
    pub relations: Vec<String>,
    /// The document that it stands in.
    pub document: String,
}

/// Why a treebank can't be read.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("line {line}: {what}")]
pub struct TreebankError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: &'static str,
}

/// Subtypes that the parser tells apart; others are read as their type.
const KEPT: [&str; 9] = [
    "nsubj:pass",
    "aux:pass",
    "acl:relcl",
    "obl:agent",
    "obl:unmarked",
    "nmod:poss",
    "nmod:unmarked",
    "nmod:desc",
    "compound:prt",
];

struct Row {
    word: String,
    tag: String,
    head: usize,
    relation: String,
    joined: bool,
}

impl TreebankSentence {
    /// The sentences of a treebank in CoNLL-U. Words that a hyphen joins without a space become one, as the extractor cuts them.
    ///
    /// # Errors
    ///
    /// The first line that is not in the form.
    pub fn read(content: &str) -> Result<Vec<Self>, TreebankError> {
        let mut found = Vec::new();
        let mut document = String::new();
        let mut rows: Vec<Row> = Vec::new();
        for (number, line) in content.lines().chain([""]).enumerate() {
            let fault = |what| TreebankError { line: number + 1, what };
            if let Some(id) = line.strip_prefix("# newdoc id = ") {
                id.trim().clone_into(&mut document);
            } else if line.is_empty() {
                if !rows.is_empty() {
                    found.extend(sentence(&rows, &document));
                    rows.clear();
                }
            } else if !line.starts_with('#') {
                let columns: Vec<&str> = line.split('\t').collect();
                let [id, word, _, _, tag, _, head, relation, _, misc] = columns.as_slice() else {
                    return Err(fault("a word has ten columns"));
                };
                // "3-4" is the written form of words that follow one by one, "8.1" a word that is not written.
                if id.chars().all(|c| c.is_ascii_digit()) {
                    let head = head.parse().map_err(|_| fault("the head of a word is a number"))?;
                    let kept = KEPT.contains(relation);
                    let relation = if kept { relation } else { relation.split(':').next().unwrap_or_default() };
                    rows.push(Row {
                        word: (*word).to_owned(),
                        tag: (*tag).to_owned(),
                        head,
                        relation: relation.to_owned(),
                        joined: misc.split('|').any(|m| m == "SpaceAfter=No"),
                    });
                }
            }
        }
        Ok(found)
    }
}

/// A sentence from its rows, if they make a tree.
fn sentence(rows: &[Row], document: &str) -> Option<TreebankSentence> {
    // Which word each row belongs to once compounds are one.
    let mut word_of = vec![0usize; rows.len()];
    let mut words = 0;
    for at in 0..rows.len() {
        let hyphen = |at: usize| rows[at].word == "-" || rows[at].word == "–";
        let inside = at > 0
            && rows[at - 1].joined
            && (hyphen(at) && rows.get(at + 1).is_some() && rows[at].joined && is_wordlike(&rows[at - 1].word)
                || hyphen(at - 1) && at > 1 && word_of[at - 1] == word_of[at - 2]);
        if at > 0 && !inside {
            words += 1;
        }
        word_of[at] = words;
    }
    words += 1;
    let mut found = TreebankSentence {
        words: vec![String::new(); words],
        tags: vec![String::new(); words],
        heads: vec![words; words],
        relations: vec![String::new(); words],
        document: document.to_owned(),
    };
    let mut roots = 0;
    for (at, row) in rows.iter().enumerate() {
        let word = word_of[at];
        found.words[word].push_str(&row.word);
        let head = match row.head {
            0 => None,
            head => Some(*word_of.get(head - 1)?),
        };
        if head == Some(word) {
            continue;
        }
        roots += usize::from(head.is_none());
        found.heads[word] = head.unwrap_or(words);
        found.relations[word].clone_from(&row.relation);
        found.tags[word].clone_from(&row.tag);
    }
    let whole = found.relations.iter().all(|relation| !relation.is_empty());
    (roots == 1 && whole).then_some(found)
}

fn is_wordlike(word: &str) -> bool {
    word.chars().all(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_words_and_joins_compounds() {
        let text = "# newdoc id = a\n1\tco\tco\tNOUN\tNN\t_\t3\tcompound\t_\tSpaceAfter=No\n\
                    2\t-\t-\tPUNCT\tHYPH\t_\t3\tpunct\t_\tSpaceAfter=No\n3\towners\towner\tNOUN\tNNS\t_\t4\tnsubj:outer\t_\t_\n\
                    4\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n";
        let found = TreebankSentence::read(text).unwrap();
        assert_eq!(found[0].words, ["co-owners", "left", "."]);
        assert_eq!(found[0].heads, [1, 3, 1]);
        assert_eq!(found[0].relations, ["nsubj", "root", "punct"]);
        assert_eq!(found[0].tags, ["NNS", "VBD", "."]);
        assert_eq!(found[0].document, "a");
    }

    #[test]
    fn says_which_line_is_wrong() {
        let fault = TreebankSentence::read("1\tone\n").unwrap_err();
        assert_eq!(fault.to_string(), "line 1: a word has ten columns");
    }
}
