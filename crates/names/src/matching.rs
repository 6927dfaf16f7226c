//! The pairing of the words of two names, and what it is worth.

use smallvec::SmallVec;

use crate::assignment::assign;
use crate::comparison::{Comparison, Likeness, Pair};
use crate::join::{Join, joins};
use crate::kind::Kind;
use crate::lexicon;
use crate::name::Name;
use crate::pairing::{Pairing, pairing};
use crate::rule::Rule;
use crate::token::{Role, Token};

/// Words of a name, a bit each: a name has at most [`MOST_WORDS`](crate::word::MOST_WORDS), and few names make more of them.
pub(crate) type Words = u64;

/// Words of one name that met words of the other.
#[derive(Debug, Clone, Copy)]
struct Met {
    words: [Words; 2],
    pairing: Pairing,
}

/// A pairing of the words of two names.
pub(crate) struct Matching<'a> {
    names: [&'a Name; 2],
    kind: Kind,
    met: SmallVec<[Met; 6]>,
    alone: [Words; 2],
    repeated: [Words; 2],
}

/// The positions of the words, the first one first.
fn each(mut words: Words) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = words.trailing_zeros() as usize;
        words &= words.wrapping_sub(1);
        (at < Words::BITS as usize).then_some(at)
    })
}

impl<'a> Matching<'a> {
    pub(crate) fn of(one: &'a Name, two: &'a Name, kind: Kind) -> Self {
        let mut out = Self { names: [one, two], kind, met: SmallVec::new(), alone: [0; 2], repeated: [0; 2] };
        let mut free = [counting(&one.tokens), counting(&two.tokens)];
        if !out.meet_as_one_word(free) && !out.meet_as_acronym(&mut free) {
            out.meet_joined(&mut free);
            out.meet_one_by_one(free);
        }
        for side in [0, 1] {
            out.set_apart(side);
        }
        out
    }

    fn tokens(&self, side: usize) -> &'a [Token] {
        &self.names[side].tokens
    }

    fn tokens_of(&self, side: usize, words: Words) -> impl Iterator<Item = &'a Token> {
        let tokens = self.tokens(side);
        each(words).map(move |at| &tokens[at])
    }

    /// "山田 太郎" and "山 田太郎": all the words together are the same, cut in other places.
    fn meet_as_one_word(&mut self, free: [Words; 2]) -> bool {
        let is_plain = |side: usize| free[side].count_ones() as usize == self.tokens(side).len() && free[side] > 1;
        let [left, right] = [0, 1].map(|side| self.tokens(side));
        if self.kind != Kind::Person || !is_plain(0) || !is_plain(1) {
            return false;
        }
        let length = |tokens: &[Token]| tokens.iter().map(|token| token.term.folded.len()).sum::<usize>();
        let letters = |tokens: &'a [Token]| tokens.iter().flat_map(|token| token.term.folded.bytes());
        let cut_alike = left.len() == right.len()
            && left.iter().zip(right).all(|(a, b)| a.term.folded.len() == b.term.folded.len());
        if cut_alike || length(left) != length(right) || !letters(left).eq(letters(right)) {
            return false;
        }
        let weight = self.names[0].bits().min(self.names[1].bits());
        self.met.push(Met { words: free, pairing: Pairing { rule: Rule::Joined, cost: 0.03, weight } });
        true
    }

    /// "PLA" and "People's Liberation Army". What stands beside the letters is words that many bodies carry: "PLA China".
    fn meet_as_acronym(&mut self, free: &mut [Words; 2]) -> bool {
        if self.kind != Kind::Organisation {
            return false;
        }
        for side in [0, 1] {
            let named = self.tokens_of(side, free[side]).filter(|token| token.role == Role::Proper).count();
            let letters = each(free[side]).find(|at| {
                let token = &self.tokens(side)[*at];
                token.role == Role::Proper && named == 1 && token.is_acronym()
            });
            let Some(letters) = letters else { continue };
            let whole = free[1 - side];
            let told = self.tokens(side)[letters].term.reading();
            if whole.count_ones() < 3 || acronyms(self.tokens(1 - side)).iter().all(|letters| letters != told) {
                continue;
            }
            let at: Words = 1 << letters;
            let words = if side == 0 { [at, whole] } else { [whole, at] };
            // Three letters are shared by many bodies; each letter is worth what a letter is.
            let bits = self.tokens_of(1 - side, whole).map(Token::bits).sum::<f64>();
            let weight = (3.0 * f64::from(whole.count_ones())).min(bits).min(self.tokens(side)[letters].bits());
            self.met.push(Met { words, pairing: Pairing { rule: Rule::Acronym, cost: 0.1, weight } });
            free[side] &= !at;
            free[1 - side] = 0;
            return true;
        }
        false
    }

    fn meet_joined(&mut self, free: &mut [Words; 2]) {
        for side in [0, 1] {
            let (apart, joined) = (self.tokens(side), self.tokens(1 - side));
            for Join { apart: range, joined: at, cost, weight } in joins(apart, joined, self.kind) {
                let range = range.fold(0, |words, at| words | 1 << at);
                let at: Words = 1 << at;
                if free[side] & range != range || free[1 - side] & at == 0 {
                    continue;
                }
                free[side] &= !range;
                free[1 - side] &= !at;
                let words = if side == 0 { [range, at] } else { [at, range] };
                self.met.push(Met { words, pairing: Pairing { rule: Rule::Joined, cost, weight } });
            }
        }
    }

    fn meet_one_by_one(&mut self, free: [Words; 2]) {
        let [rows, columns] = free.map(|words| each(words).collect::<SmallVec<[usize; 8]>>());
        let mut pairings: SmallVec<[Option<Pairing>; 16]> = SmallVec::with_capacity(rows.len() * columns.len());
        let mut gains: SmallVec<[f64; 16]> = SmallVec::with_capacity(rows.len() * columns.len());
        for (at_row, row) in rows.iter().enumerate() {
            for (at_column, column) in columns.iter().enumerate() {
                let found = pairing(&self.tokens(0)[*row], &self.tokens(1)[*column], self.kind);
                // The quarter keeps a costly pairing better than none; the rest lets equal choices fall to like places.
                let gain = found.map_or(0.0, |p| p.weight * (1.25 - p.cost) - 1e-6 * at_row.abs_diff(at_column) as f64);
                pairings.push(found);
                gains.push(gain);
            }
        }
        for (at, column) in assign(rows.len(), columns.len(), &gains).into_iter().enumerate() {
            if let Some(column) = column
                && let Some(pairing) = pairings[at * columns.len() + column]
            {
                self.met.push(Met { words: [1 << rows[at], 1 << columns[column]], pairing });
            }
        }
    }

    fn set_apart(&mut self, side: usize) {
        let met = self.met.iter().fold(0, |words, met| words | met.words[side]);
        let tokens = self.tokens(side);
        for index in each(counting(tokens) & !met) {
            let twice = self.tokens_of(side, met).any(|other| other.term.is_written_as(&tokens[index].term));
            if twice { self.repeated[side] |= 1 << index } else { self.alone[side] |= 1 << index }
        }
    }

    /// How alike the names are.
    pub(crate) fn likeness(&self) -> Likeness {
        // Adding to zero, for an empty sum is minus zero.
        let weight: f64 = 0.0 + self.met.iter().map(|met| met.pairing.weight).sum::<f64>();
        let kept: f64 = 0.0 + self.met.iter().map(|met| met.pairing.weight * (1.0 - met.pairing.cost)).sum::<f64>();
        let whole = weight + self.penalty();
        let words = if whole > 0.0 { kept / whole } else { 0.0 };
        // A name that is nothing but initials is anybody's who begins so.
        let guessed = !self.met.is_empty() && self.met.iter().all(|met| met.pairing.rule == Rule::Initial);
        let words = if guessed { 0.5 * words } else { words };
        Likeness { score: (words * self.forms().0).clamp(0.0, 1.0), information: kept, shared: weight }
    }

    pub(crate) fn comparison(&self) -> Comparison {
        let Likeness { score, information, shared } = self.likeness();
        let mut pairs = self.pairs();
        pairs.extend(self.forms().1.map(|(role, rule, cost)| {
            let text = |side: usize| {
                let words: Vec<&str> =
                    self.tokens(side).iter().filter(|token| token.role == role).map(|token| &*token.text).collect();
                (!words.is_empty()).then(|| words.join(" "))
            };
            Pair { left: text(0), right: text(1), rule, cost, weight: 0.0 }
        }));
        Comparison { score, information, shared, pairs }
    }

    /// What the words left alone weigh against the score.
    fn penalty(&self) -> f64 {
        if self.alone == [0, 0] {
            return 0.0;
        }
        let weight = |token: &Token| match token.role {
            // An initial that does not fit speaks against as a name does, if not as loud.
            Role::Initial => 2.0 * token.bits(),
            Role::Particle => 0.5 * token.bits(),
            _ => token.bits(),
        };
        let bits = |side: usize| -> f64 { self.tokens_of(side, self.alone[side]).map(weight).sum() };
        let (less, more) = (bits(0).min(bits(1)), bits(0).max(bits(1)));
        let is_numbered = |side: usize| self.tokens_of(side, self.alone[side]).any(|token| token.number.is_some());
        // "Fund I" and "Fund II", "Victory" and "Victory 3": another number is another thing.
        let number = if is_numbered(0) || is_numbered(1) { 12.0 } else { 0.0 };
        let subset = match self.kind {
            Kind::Person if self.is_two_names() && !self.is_of_syllables() => 0.25,
            Kind::Person if self.is_by_office() => 0.15,
            Kind::Person => 1.0,
            Kind::Organisation | Kind::Place => 1.0,
        };
        // A word too many on one side may have been left out; words too many on both contradict each other.
        subset * (more - less) + number + if self.kind == Kind::Person { 2.0 * less } else { 4.0 * less }
    }

    /// Whether two names written out agree, or one and an initial.
    fn is_two_names(&self) -> bool {
        let names = |met: &Met| {
            let side = usize::from(met.words[0].count_ones() <= met.words[1].count_ones());
            let proper = self.tokens_of(side, met.words[side]).filter(|token| token.role != Role::Particle).count();
            if met.pairing.rule == Rule::Joined { proper.max(1) } else { proper.min(1) }
        };
        self.met.iter().map(names).sum::<usize>() > 1
    }

    /// "President Orlen", of whom there is one: an office that one person in a country holds stands where the given name would,
    /// before a surname that few bear.
    fn is_by_office(&self) -> bool {
        let is_office = |token: &Token| token.role == Role::Title && lexicon::is_sole_office(&token.term.folded);
        let named = |side: usize| self.tokens(side).iter().filter(|token| token.role == Role::Proper).count();
        [0, 1].into_iter().any(|side| named(side) == 1 && self.tokens(side).iter().any(is_office))
            && self.met.iter().any(|met| met.pairing.weight > 8.0)
    }

    /// Chinese and Korean names have as many syllables as they have: one more is another name.
    fn is_of_syllables(&self) -> bool {
        let syllables = |side: usize| {
            self.tokens(side).iter().filter(|token| token.role.counts()).all(|token| token.term.is_syllable)
        };
        syllables(0) || syllables(1)
    }

    /// What legal forms and nouns of places do to the score, and what to say of it: the role of the words that met, by what
    /// rule, at what cost.
    fn forms(&self) -> (f64, Option<(Role, Rule, f64)>) {
        let [one, two] = self.names;
        if let (Some(one), Some(two)) = (one.form, two.form) {
            return if one.class.agrees_with(two.class) {
                (1.0, Some((Role::Form, Rule::Form, 0.0)))
            } else {
                (0.65, Some((Role::Form, Rule::FormConflict, 0.35)))
            };
        }
        let is_formed = one.form.is_some() || two.form.is_some();
        let (one, two) = (&one.heads, &two.heads);
        match (one.is_empty(), two.is_empty()) {
            (true, true) => (if is_formed { 0.98 } else { 1.0 }, None),
            (false, false) if one.iter().any(|head| two.contains(head)) => (1.0, Some((Role::Head, Rule::Form, 0.0))),
            (false, false) => (0.6, Some((Role::Head, Rule::FormConflict, 0.4))),
            // "Marenport" and "Marenport harbour" are two places, "Marenport" and "Marenport city" may be one.
            _ if one.iter().chain(two).any(|head| head.is_administrative()) => (0.97, None),
            _ => (0.65, Some((Role::Head, Rule::FormConflict, 0.35))),
        }
    }

    fn pairs(&self) -> Vec<Pair> {
        let text = |side: usize, words: Words| {
            let words: Vec<&str> = self.tokens_of(side, words).map(|token| &*token.text).collect();
            (!words.is_empty()).then(|| words.join(" "))
        };
        let mut placed: Vec<((usize, u32), Pair)> = Vec::new();
        for Met { words: [one, two], pairing: Pairing { rule, cost, weight } } in &self.met {
            let pair = Pair { left: text(0, *one), right: text(1, *two), rule: *rule, cost: *cost, weight: *weight };
            placed.push(((0, one.trailing_zeros()), pair));
        }
        for side in [0, 1] {
            for (words, rule, cost) in
                [(self.alone[side], Rule::Alone, 1.0), (self.repeated[side], Rule::Repeated, 0.0)]
            {
                for at in each(words) {
                    let token = &self.tokens(side)[at];
                    let word = Some(token.text.to_string());
                    let (left, right) = if side == 0 { (word, None) } else { (None, word) };
                    let place = (side, u32::try_from(at).unwrap_or(u32::MAX));
                    placed.push((place, Pair { left, right, rule, cost, weight: token.bits() }));
                }
            }
        }
        placed.sort_by_key(|(place, _)| *place);
        placed.into_iter().map(|(_, pair)| pair).collect()
    }
}

/// The first letters of a name's words, without and with its small words; nothing for names of less than three words.
pub(crate) fn acronyms(tokens: &[Token]) -> Vec<String> {
    let initials = |stops: bool| -> String {
        let counted = tokens.iter().filter(|token| token.role.counts() || (stops && token.role == Role::Stop));
        counted.filter_map(|token| token.term.reading().chars().next()).collect()
    };
    let mut both = vec![initials(false), initials(true)];
    both.dedup();
    both.retain(|letters| letters.len() > 2);
    both
}

fn counting(tokens: &[Token]) -> Words {
    let bit = |(at, token): (usize, &Token)| if token.role.counts() { 1 << at } else { 0 };
    tokens.iter().enumerate().take(Words::BITS as usize).fold(0, |words, token| words | bit(token))
}
