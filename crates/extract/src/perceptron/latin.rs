//! What a tagger looks at in a language of words with spaces: English.
//!
//! Words, their shapes, beginnings and ends, lists, clusters, neighbours, the run of capitals that a word stands in, and
//! what the rest of the document shows of the same word. Whether a capital means anything depends on the sentence (in
//! capitals, in title case, without any), so that goes with the shape.

use std::collections::HashMap;

use super::hash::{of, pair};
use super::lists::{Clusters, Lists, NO_CLUSTER};
use super::model::row;
use crate::lexicon::{Lexicon, Sort};
use crate::name::is_syllables;

/// The version of these features: a model is good for one only.
pub(crate) const FEATURES: u16 = 1;

/// What is known of a word by itself.
#[derive(Debug, Clone)]
struct Word {
    exact: u64,
    lower: u64,
    shape: u64,
    ends: [u64; 3],
    begins: [u64; 2],
    clusters: Clusters,
    /// What the lists say, a bit each.
    marks: u32,
    case: Case,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Lower,
    Capital,
    Upper,
    Initial,
    None,
}

const GIVEN: u32 = 1;
const SURNAME: u32 = 1 << 1;
const PINYIN: u32 = 1 << 2;
const TITLE: u32 = 1 << 3;
const PUBLIC_HEAD: u32 = 1 << 4;
const FIRM_HEAD: u32 = 1 << 5;
const PLACE_HEAD: u32 = 1 << 6;
const OTHER_HEAD: u32 = 1 << 7;
const OFFICE: u32 = 1 << 8;
const DEMONYM: u32 = 1 << 9;
const COMMON: u32 = 1 << 10;
const CLOSED: u32 = 1 << 11;
const CALENDAR: u32 = 1 << 12;
const KIN: u32 = 1 << 13;
const VERB: u32 = 1 << 14;
const PLACE_BEGINS: u32 = 1 << 15;
const PLACE_GOES_ON: u32 = 1 << 16;
const BODY_BEGINS: u32 = 1 << 17;
const BODY_GOES_ON: u32 = 1 << 18;
const WORK_HEAD: u32 = 1 << 19;
const GIVEN_RARE: u32 = 1 << 20;
const SURNAME_RARE: u32 = 1 << 21;

fn is_connector(lower: &str) -> bool {
    matches!(
        lower,
        "of" | "the"
            | "and"
            | "for"
            | "de"
            | "la"
            | "du"
            | "del"
            | "da"
            | "di"
            | "van"
            | "von"
            | "der"
            | "al"
            | "bin"
            | "&"
            | "-"
            | "'s"
            | "’s"
            | "on"
            | "in"
    )
}

fn is_calendar(lower: &str) -> bool {
    matches!(
        lower.trim_end_matches('.'),
        "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "jan"
            | "feb"
            | "mar"
            | "apr"
            | "jun"
            | "jul"
            | "aug"
            | "sep"
            | "sept"
            | "oct"
            | "nov"
            | "dec"
            | "mon"
            | "tue"
            | "wed"
            | "thu"
            | "fri"
            | "sat"
            | "sun"
    )
}

fn shape(word: &str) -> String {
    let mut shape = String::new();
    let mut last = ' ';
    let mut repeated = 0;
    for letter in word.chars() {
        let class = if letter.is_uppercase() {
            'X'
        } else if letter.is_lowercase() {
            'x'
        } else if letter.is_numeric() {
            'd'
        } else if letter.is_alphabetic() {
            'a'
        } else {
            letter
        };
        repeated = if class == last { repeated + 1 } else { 0 };
        if repeated < 2 {
            shape.push(class);
        }
        last = class;
    }
    shape
}

fn last_letters(word: &str, count: usize) -> &str {
    let start = word.char_indices().rev().nth(count.saturating_sub(1)).map_or(0, |(at, _)| at);
    &word[start..]
}

fn first_letters(word: &str, count: usize) -> &str {
    let end = word.char_indices().nth(count).map_or(word.len(), |(at, _)| at);
    &word[..end]
}

impl Word {
    fn of(word: &str, lexicon: &Lexicon, lists: &Lists) -> Self {
        let lower = word.to_lowercase();
        let mut letters = word.chars();
        let first = letters.next().unwrap_or(' ');
        let case = if !first.is_alphabetic() && !matches!(first, '\'' | '’') {
            Case::None
        } else if !first.is_uppercase()
            && !word.chars().nth(1).is_some_and(|c| c.is_uppercase() && !first.is_alphabetic())
        {
            Case::Lower
        } else if word.chars().filter(|c| c.is_alphabetic()).count() == 1 {
            Case::Initial
        } else if word.chars().all(|c| !c.is_lowercase()) {
            Case::Upper
        } else {
            Case::Capital
        };
        let mut marks = 0;
        let mut mark = |is: bool, bit: u32| {
            if is {
                marks |= bit;
            }
        };
        let title: String = match case {
            Case::Upper | Case::Lower => {
                let mut rest = lower.chars();
                rest.next().map(|c| c.to_uppercase().chain(rest).collect()).unwrap_or_default()
            }
            _ => word.to_owned(),
        };
        mark(lexicon.is_given(&title), GIVEN);
        mark(lexicon.is_surname(&title), SURNAME);
        mark(lists.is_given(&lower), GIVEN_RARE);
        mark(lists.is_surname(&lower), SURNAME_RARE);
        mark(lexicon.is_pinyin_surname(&title) || is_syllables(&lower) && lower.len() > 3, PINYIN);
        mark(lexicon.is_title(&lower), TITLE);
        if let Some(head) = lexicon.head(&lower) {
            let bit = match head.sort {
                sort if sort.is_place() => PLACE_HEAD,
                Sort::Work => WORK_HEAD,
                Sort::Company => FIRM_HEAD,
                sort if sort.is_public() => PUBLIC_HEAD,
                _ => OTHER_HEAD,
            };
            mark(true, bit);
        }
        mark(lexicon.offices.get(&lower).is_some(), OFFICE);
        mark(lexicon.is_demonym(&title), DEMONYM);
        mark(lexicon.uses(&lower).is_some(), COMMON);
        mark(lexicon.is_closed(&lower), CLOSED);
        mark(is_calendar(&lower), CALENDAR);
        mark(lexicon.kin.get(&lower).is_some(), KIN);
        mark(lexicon.verbs.is_form(&lower), VERB);
        Self {
            exact: of(word),
            lower: of(&lower),
            shape: of(&shape(word)),
            ends: [2, 3, 4].map(|count| of(last_letters(&lower, count))),
            begins: [3, 4].map(|count| of(first_letters(&lower, count))),
            clusters: lists.clusters(&lower),
            marks,
            case,
        }
    }

    fn is_capital(&self) -> bool {
        matches!(self.case, Case::Capital | Case::Upper | Case::Initial)
    }
}

/// How a sentence is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hand {
    Ordinary,
    Capitals,
    TitleCase,
    NoCapitals,
}

fn hand(words: &[Word]) -> Hand {
    let letters = words.iter().filter(|w| w.case != Case::None).count();
    let upper = words.iter().filter(|w| w.case == Case::Upper).count();
    let capital = words.iter().filter(|w| w.is_capital()).count();
    let lower_content = words.iter().filter(|w| w.case == Case::Lower && w.marks & CLOSED == 0).count();
    if letters >= 3 && upper * 10 >= letters * 7 {
        Hand::Capitals
    } else if letters >= 4 && capital >= 3 && lower_content * 6 <= letters {
        Hand::TitleCase
    } else if capital == 0 && letters > 2 {
        Hand::NoCapitals
    } else {
        Hand::Ordinary
    }
}

/// A sentence with what is known of its words.
pub(crate) struct Sentence {
    words: Vec<Word>,
    hand: Hand,
    /// For each word the run of capitals that it stands in, tightly and with the small words that join names.
    tight: Vec<(usize, usize)>,
    wide: Vec<(usize, usize)>,
    first: usize,
}

impl Sentence {
    /// Looks at the words of a sentence.
    pub fn new(words: &[&str]) -> Self {
        let (lexicon, lists) = (Lexicon::english(), Lists::get());
        let mut seen: Vec<Word> = words.iter().map(|word| Word::of(word, lexicon, lists)).collect();
        for at in 0..words.len() {
            let word = |i: usize| words.get(i).copied();
            if let Some((count, _)) = lexicon.places.longest_at(word, at) {
                for (i, seen) in seen[at..at + count].iter_mut().enumerate() {
                    seen.marks |= if i == 0 { PLACE_BEGINS } else { PLACE_GOES_ON };
                }
            }
            let body = lexicon.organisations.longest_at(word, at).map(|(n, _)| n);
            let medium = lexicon.media.longest_at(word, at).map(|(n, _)| n);
            if let Some(count) = body.max(medium) {
                for (i, seen) in seen[at..at + count].iter_mut().enumerate() {
                    seen.marks |= if i == 0 { BODY_BEGINS } else { BODY_GOES_ON };
                }
            }
        }
        let first = seen.iter().position(|w| w.case != Case::None).unwrap_or(0);
        let joins: Vec<bool> = words.iter().map(|word| is_connector(&word.to_lowercase())).collect();
        let mut sentence = Self { hand: hand(&seen), tight: Vec::new(), wide: Vec::new(), first, words: seen };
        sentence.tight = sentence.runs(|_| false);
        sentence.wide = sentence.runs(|at| joins[at]);
        sentence
    }

    fn runs(&self, joins: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = (0..self.words.len()).map(|at| (at, at)).collect();
        let mut at = 0;
        while at < self.words.len() {
            if !self.words[at].is_capital() {
                at += 1;
                continue;
            }
            let mut end = at + 1;
            loop {
                if end < self.words.len() && self.words[end].is_capital() {
                    end += 1;
                    continue;
                }
                let after = (end..self.words.len()).take(3).take_while(|i| joins(*i)).count();
                let next = end + after;
                if after > 0 && after < 3 && next < self.words.len() && self.words[next].is_capital() {
                    end = next + 1;
                    continue;
                }
                break;
            }
            runs[at..end].fill((at, end));
            at = end;
        }
        runs
    }
}

/// What the sentences of a document show of each word.
#[derive(Debug, Default)]
pub(crate) struct Elsewhere {
    of: HashMap<u64, u32>,
}

const SEEN_CAPITAL_INSIDE: u32 = 1;
const SEEN_LOWER: u32 = 1 << 1;
const SEEN_AFTER_TITLE: u32 = 1 << 2;
const SEEN_AFTER_GIVEN: u32 = 1 << 3;
const SEEN_BEFORE_HEAD: u32 = 1 << 4;
const SEEN_AFTER_IN: u32 = 1 << 5;
const SEEN_BEFORE_SPEECH: u32 = 1 << 6;
const SEEN_TWICE: u32 = 1 << 7;
const SEEN_IN_LONGER: u32 = 1 << 8;
const SEEN_LAST_OF_PAIR: u32 = 1 << 9;
const SEEN_FIRST_OF_PAIR: u32 = 1 << 10;
const SEEN_AFTER_THE: u32 = 1 << 11;
const SEEN_OWNER: u32 = 1 << 12;

impl Elsewhere {
    /// Goes through a document.
    pub fn of(sentences: &[Sentence]) -> Self {
        let lower = |text: &str| of(text);
        let ins = ["in", "at", "near", "from", "to"].map(lower);
        let speech = ["said", "says", "told", "who", "was", "has", "had", "added"].map(lower);
        let (the, owner, typographic) = (lower("the"), lower("'s"), lower("’s"));
        let mut found: HashMap<u64, u32> = HashMap::new();
        for sentence in sentences.iter().filter(|s| s.hand == Hand::Ordinary) {
            for (at, word) in sentence.words.iter().enumerate() {
                if word.case == Case::None {
                    continue;
                }
                let mut bits = 0;
                if word.case == Case::Lower {
                    bits |= SEEN_LOWER;
                } else {
                    let before = at.checked_sub(1).map(|i| &sentence.words[i]);
                    let after = sentence.words.get(at + 1);
                    if at > sentence.first {
                        bits |= SEEN_CAPITAL_INSIDE;
                    }
                    let (start, end) = sentence.tight[at];
                    if end - start > 1 {
                        bits |= SEEN_IN_LONGER;
                    }
                    if end - start == 2 {
                        bits |= if at == start { SEEN_FIRST_OF_PAIR } else { SEEN_LAST_OF_PAIR };
                    }
                    if let Some(before) = before {
                        if before.marks & (TITLE | OFFICE) != 0 {
                            bits |= SEEN_AFTER_TITLE;
                        }
                        if before.is_capital() && before.marks & (GIVEN | GIVEN_RARE) != 0 {
                            bits |= SEEN_AFTER_GIVEN;
                        }
                        if ins.contains(&before.lower) {
                            bits |= SEEN_AFTER_IN;
                        }
                        if before.lower == the {
                            bits |= SEEN_AFTER_THE;
                        }
                    }
                    if let Some(after) = after {
                        if after.is_capital() && after.marks & (PUBLIC_HEAD | FIRM_HEAD | OTHER_HEAD) != 0 {
                            bits |= SEEN_BEFORE_HEAD;
                        }
                        if speech.contains(&after.lower) {
                            bits |= SEEN_BEFORE_SPEECH;
                        }
                        if after.lower == owner || after.lower == typographic {
                            bits |= SEEN_OWNER;
                        }
                    }
                }
                let key = word.lower;
                let known = found.entry(key).or_insert(0);
                if bits & SEEN_CAPITAL_INSIDE != 0 && *known & SEEN_CAPITAL_INSIDE != 0 {
                    bits |= SEEN_TWICE;
                }
                *known |= bits;
            }
        }
        Self { of: found }
    }
}

/// Collects the features of a word.
struct Rows<'r> {
    rows: &'r mut Vec<u32>,
    template: u64,
}

impl Rows<'_> {
    fn push(&mut self, value: u64) {
        self.template += 1;
        self.rows.push(row(pair(self.template, value)));
    }

    fn push_bits(&mut self, bits: u32, with: u64) {
        self.template += 1;
        let mut rest = bits;
        while rest != 0 {
            let bit = rest.trailing_zeros();
            self.rows.push(row(pair(pair(self.template, u64::from(bit)), with)));
            rest &= rest - 1;
        }
        if bits == 0 {
            self.rows.push(row(pair(pair(self.template, 99), with)));
        }
    }
}

/// The features of the words of a sentence. A style, if any, is that of a set of texts whose makers drew the lines in
/// their own way.
pub(crate) fn features(sentence: &Sentence, elsewhere: &Elsewhere, style: Option<u64>) -> Vec<Vec<u32>> {
    (0..sentence.words.len()).map(|at| word_features(sentence, elsewhere, style, at)).collect()
}

fn word_features(sentence: &Sentence, elsewhere: &Elsewhere, style: Option<u64>, at: usize) -> Vec<u32> {
    let mut found = Vec::with_capacity(160);
    let mut rows = Rows { rows: &mut found, template: 0 };
    const EDGE: u64 = 0x6564_6765;
    let get = |offset: isize| at.checked_add_signed(offset).and_then(|i| sentence.words.get(i));
    let lower = |offset: isize| get(offset).map_or(EDGE, |w| w.lower);
    let shape = |offset: isize| get(offset).map_or(EDGE, |w| w.shape);
    let marks = |offset: isize| get(offset).map_or(1 << 31, |w| w.marks);
    let cluster = |offset: isize, grain: usize| u64::from(get(offset).map_or(NO_CLUSTER, |w| w.clusters)[grain]);
    let word = &sentence.words[at];
    let hand = sentence.hand as u64;
    let is_first = at == sentence.first;
    // A capital at the head of a sentence, or in a heading, says less.
    let cased = pair(hand, pair(u64::from(is_first), word.case as u64));

    rows.push(0);
    rows.push(cased);
    rows.push(word.lower);
    rows.push(pair(word.exact, 1));
    rows.push(pair(word.lower, word.case as u64));
    for offset in [-2isize, -1, 1, 2] {
        rows.push(lower(offset));
        rows.push(shape(offset));
        rows.push(cluster(offset, 0));
        rows.push(cluster(offset, 1));
        rows.push(cluster(offset, 2));
    }
    rows.push(pair(lower(-1), word.lower));
    rows.push(pair(word.lower, lower(1)));
    rows.push(pair(lower(-2), lower(-1)));
    rows.push(pair(lower(1), lower(2)));
    rows.push(pair(pair(lower(-1), cased), lower(1)));
    rows.push(pair(lower(-1), cased));
    rows.push(pair(lower(1), cased));
    rows.push(pair(word.shape, hand));
    rows.push(pair(word.shape, cased));
    rows.push(pair(shape(-1), word.shape));
    rows.push(pair(word.shape, shape(1)));
    rows.push(pair(pair(shape(-1), word.shape), shape(1)));
    for end in word.ends {
        rows.push(pair(end, word.case as u64));
    }
    for begin in word.begins {
        rows.push(pair(begin, word.case as u64));
    }
    for grain in 0..3 {
        rows.push(pair(cluster(0, grain), word.case as u64));
    }
    rows.push(pair(cluster(0, 0), cased));
    rows.push(pair(cluster(-1, 1), pair(cluster(0, 1), word.case as u64)));
    rows.push(pair(cluster(0, 1), pair(cluster(1, 1), word.case as u64)));
    rows.push(pair(cluster(-1, 0), word.case as u64));
    rows.push(pair(cluster(1, 0), word.case as u64));
    rows.push(pair(cluster(-1, 2), pair(cluster(0, 2), cluster(1, 2))));
    rows.push(pair(cluster(-1, 1), pair(word.shape, cluster(1, 1))));
    rows.push(pair(cluster(-2, 1), cluster(-1, 1)));
    rows.push(pair(cluster(1, 1), cluster(2, 1)));

    rows.push_bits(word.marks, word.case as u64);
    rows.push_bits(word.marks, cased);
    rows.push_bits(marks(-1), word.case as u64);
    rows.push_bits(marks(1), word.case as u64);
    rows.push_bits(marks(-2), word.case as u64);
    rows.push_bits(marks(2), word.case as u64);
    let names =
        word.marks & (GIVEN | SURNAME | PINYIN | COMMON | GIVEN_RARE | SURNAME_RARE | PLACE_BEGINS | PLACE_GOES_ON);
    rows.push(pair(u64::from(names), word.case as u64));
    rows.push(pair(u64::from(word.marks), cased));
    rows.push_bits(marks(1), pair(u64::from(names), word.case as u64));
    rows.push_bits(marks(-1), pair(u64::from(names), word.case as u64));

    // The run of capitals.
    for (grain, runs) in [&sentence.tight, &sentence.wide].into_iter().enumerate() {
        let (start, end) = runs[at];
        let length = end - start;
        let place = if length == 0 {
            0
        } else {
            1 + (length.min(4) as u64) * 100 + ((at - start).min(3) as u64) * 10 + ((end - 1 - at).min(3) as u64)
        };
        rows.push(pair(place, hand));
        if length > 0 {
            let (begin, last) = (&sentence.words[start], &sentence.words[end - 1]);
            let before = start.checked_sub(1).map_or(EDGE, |i| sentence.words[i].lower);
            let after = sentence.words.get(end).map_or(EDGE, |w| w.lower);
            let before_clusters = start.checked_sub(1).map_or(NO_CLUSTER, |i| sentence.words[i].clusters);
            let after_clusters = sentence.words.get(end).map_or(NO_CLUSTER, |w| w.clusters);
            rows.push(pair(last.lower, u64::from(at + 1 == end)));
            rows.push(pair(begin.lower, u64::from(at == start)));
            rows.push_bits(last.marks, place);
            rows.push_bits(begin.marks, place);
            rows.push(pair(before, place));
            rows.push(pair(after, place));
            rows.push(pair(before, after));
            rows.push(pair(u64::from(before_clusters[1]), place));
            rows.push(pair(u64::from(after_clusters[1]), place));
            rows.push(pair(pair(u64::from(before_clusters[2]), u64::from(after_clusters[2])), place));
            rows.push(pair(u64::from(last.clusters[0]), place));
            rows.push(pair(u64::from(begin.clusters[0]), place));
            let inside = sentence.words[start..end].iter().fold(0, |bits, w| bits | w.marks);
            rows.push_bits(inside, pair(grain as u64, 7));
            if grain == 1 {
                let whole = sentence.words[start..end].iter().fold(0, |hash, w| pair(hash, w.lower));
                rows.push(pair(whole, place));
            }
        }
        rows.template = if grain == 0 { 1_000 } else { 2_000 };
    }

    // The document.
    let of_word = |offset: isize| get(offset).and_then(|w| elsewhere.of.get(&w.lower)).copied().unwrap_or(0);
    rows.push_bits(of_word(0), cased);
    rows.push_bits(of_word(0), pair(word.case as u64, u64::from(names)));
    rows.push_bits(of_word(-1), word.case as u64);
    rows.push_bits(of_word(1), word.case as u64);

    if let Some(style) = style {
        let style = pair(style, 0x7374_796c);
        rows.push(style);
        rows.push(pair(style, cased));
        rows.push(pair(style, word.lower));
        rows.push(pair(style, lower(-1)));
        rows.push(pair(style, lower(1)));
        rows.push(pair(style, word.shape));
        rows.push(pair(style, cluster(0, 1)));
        rows.push(pair(style, cluster(0, 2)));
        rows.push_bits(word.marks, pair(style, word.case as u64));
        let (start, end) = sentence.wide[at];
        if let Some(last) = end.checked_sub(1).filter(|_| end > start) {
            rows.push(pair(style, sentence.words[last].lower));
            rows.push(pair(style, sentence.words[start].lower));
            rows.push_bits(sentence.words[last].marks, style);
            rows.push(pair(style, ((end - start).min(4) * 16 + (at - start).min(3)) as u64));
        }
    }
    found
}
