//! The pairing of the words of two names, and what it is worth.

use crate::assignment::assign;
use crate::comparison::{Comparison, Pair};
use crate::join::{Join, joins};
use crate::kind::Kind;
use crate::name::Name;
use crate::pairing::{Pairing, pairing};
use crate::rule::Rule;
use crate::token::{Role, Token};

/// A pairing of the words of two names.
pub(crate) struct Matching<'a> {
    one: &'a Name,
    two: &'a Name,
    kind: Kind,
    /// Words of the first, words of the second, by what.
    met: Vec<(Vec<usize>, Vec<usize>, Pairing)>,
    alone: [Vec<usize>; 2],
    repeated: [Vec<usize>; 2],
}

impl<'a> Matching<'a> {
    pub(crate) fn of(one: &'a Name, two: &'a Name, kind: Kind) -> Self {
        let mut out = Self {
            one,
            two,
            kind,
            met: Vec::new(),
            alone: [Vec::new(), Vec::new()],
            repeated: [Vec::new(), Vec::new()],
        };
        let mut free = [counting(&one.tokens), counting(&two.tokens)];
        if !out.meet_as_one_word(&free) && !out.meet_as_acronym(&free) {
            out.meet_joined(&mut free);
            out.meet_one_by_one(&free);
        }
        for side in [0, 1] {
            out.set_apart(side);
        }
        out
    }

    fn tokens(&self, side: usize) -> &'a [Token] {
        if side == 0 { &self.one.tokens } else { &self.two.tokens }
    }

    /// "山田 太郎" and "山 田太郎": all the words together are the same, cut in other places.
    fn meet_as_one_word(&mut self, free: &[Vec<usize>; 2]) -> bool {
        let is_plain = |side: usize| free[side].len() == self.tokens(side).len() && free[side].len() > 1;
        let [left, right] = [0, 1].map(|side| self.tokens(side));
        let cut_alike = left.len() == right.len() && left.iter().zip(right).all(|(a, b)| a.folded == b.folded);
        if cut_alike || !is_plain(0) || !is_plain(1) || self.kind != Kind::Person {
            return false;
        }
        let whole = |tokens: &[Token]| -> String { tokens.iter().map(|token| token.folded.as_str()).collect() };
        if whole(left) != whole(right) {
            return false;
        }
        let weight = self.one.bits().min(self.two.bits());
        self.met.push((free[0].clone(), free[1].clone(), Pairing { rule: Rule::Joined, cost: 0.03, weight }));
        true
    }

    /// "PLA" and "People's Liberation Army".
    fn meet_as_acronym(&mut self, free: &[Vec<usize>; 2]) -> bool {
        if self.kind != Kind::Organisation {
            return false;
        }
        let [left, right] = [0, 1].map(|side| self.tokens(side));
        let fits = |letters: &[Token], at: &[usize], words: &[Token]| {
            let [only] = at else { return false };
            letters[*only].is_acronym() && acronyms(words).contains(&letters[*only].readings[0])
        };
        if fits(left, &free[0], right) || fits(right, &free[1], left) {
            // Three letters are shared by many bodies; each letter is worth what a letter is.
            let letters = free.iter().map(Vec::len).max().unwrap_or(0);
            let weight = (3.0 * letters as f64).min(self.one.bits()).min(self.two.bits());
            self.met.push((free[0].clone(), free[1].clone(), Pairing { rule: Rule::Acronym, cost: 0.2, weight }));
            return true;
        }
        false
    }

    fn meet_joined(&mut self, free: &mut [Vec<usize>; 2]) {
        for side in [0, 1] {
            let (apart, joined) = (self.tokens(side), self.tokens(1 - side));
            for Join { apart: range, joined: at, cost, weight } in joins(apart, joined) {
                let usable = range.clone().all(|index| free[side].contains(&index)) && free[1 - side].contains(&at);
                if !usable {
                    continue;
                }
                free[side].retain(|index| !range.contains(index));
                free[1 - side].retain(|index| *index != at);
                let pairing = Pairing { rule: Rule::Joined, cost, weight };
                let (range, at) = (range.collect(), vec![at]);
                self.met.push(if side == 0 { (range, at, pairing) } else { (at, range, pairing) });
            }
        }
    }

    fn meet_one_by_one(&mut self, free: &[Vec<usize>; 2]) {
        let [rows, columns] = free;
        let mut pairings = Vec::with_capacity(rows.len() * columns.len());
        let mut gains = Vec::with_capacity(rows.len() * columns.len());
        for (at_row, row) in rows.iter().enumerate() {
            for (at_column, column) in columns.iter().enumerate() {
                let found = pairing(&self.one.tokens[*row], &self.two.tokens[*column], self.kind);
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
                self.met.push((vec![rows[at]], vec![columns[column]], pairing));
            }
        }
    }

    fn set_apart(&mut self, side: usize) {
        let met: Vec<usize> =
            self.met.iter().flat_map(|(one, two, _)| if side == 0 { one } else { two }).copied().collect();
        let tokens = self.tokens(side);
        for index in counting(tokens) {
            if !met.contains(&index) {
                let twice = met.iter().any(|other| tokens[*other].folded == tokens[index].folded);
                if twice { self.repeated[side].push(index) } else { self.alone[side].push(index) }
            }
        }
    }

    pub(crate) fn comparison(&self) -> Comparison {
        // Adding to zero, for an empty sum is minus zero.
        let weight: f64 = 0.0 + self.met.iter().map(|(_, _, pairing)| pairing.weight).sum::<f64>();
        let kept: f64 = 0.0 + self.met.iter().map(|(_, _, pairing)| pairing.weight * (1.0 - pairing.cost)).sum::<f64>();
        let whole = weight + self.penalty();
        let words = if whole > 0.0 { kept / whole } else { 0.0 };
        // A name that is nothing but initials is anybody's who begins so.
        let guessed = !self.met.is_empty() && self.met.iter().all(|(_, _, pairing)| pairing.rule == Rule::Initial);
        let words = if guessed { 0.5 * words } else { words };
        let (form, form_pair) = self.forms();
        let mut pairs = self.pairs();
        pairs.extend(form_pair);
        Comparison { score: (words * form).clamp(0.0, 1.0), information: kept, pairs }
    }

    /// What the words left alone weigh against the score.
    fn penalty(&self) -> f64 {
        let weight = |token: &Token| match token.role {
            // An initial that does not fit speaks against as a name does, if not as loud.
            Role::Initial => 2.0 * token.bits,
            Role::Particle => 0.5 * token.bits,
            _ => token.bits,
        };
        let bits =
            |side: usize| -> f64 { self.alone[side].iter().map(|index| weight(&self.tokens(side)[*index])).sum() };
        let (less, more) = (bits(0).min(bits(1)), bits(0).max(bits(1)));
        let numbers =
            [0, 1].map(|side| self.alone[side].iter().any(|index| self.tokens(side)[*index].number.is_some()));
        // "Fund I" and "Fund II", "Victory" and "Victory 3": another number is another thing.
        let number = if numbers.contains(&true) { 12.0 } else { 0.0 };
        let subset = match self.kind {
            Kind::Person if self.is_two_names() && !self.is_of_syllables() => 0.25,
            Kind::Person => 1.0,
            Kind::Organisation | Kind::Place => 0.8,
        };
        // A word too many on one side may have been left out; words too many on both contradict each other.
        subset * (more - less) + number + if self.kind == Kind::Person { 2.0 * less } else { 4.0 * less }
    }

    /// Whether two names written out agree, or one and an initial.
    fn is_two_names(&self) -> bool {
        let names: usize = self
            .met
            .iter()
            .map(|(one, two, pairing)| {
                let longer = if one.len() > two.len() { (0, one) } else { (1, two) };
                let proper =
                    longer.1.iter().filter(|index| self.tokens(longer.0)[**index].role != Role::Particle).count();
                if pairing.rule == Rule::Joined { proper.max(1) } else { proper.min(1) }
            })
            .sum();
        names > 1
    }

    /// Chinese and Korean names have as many syllables as they have: one more is another name.
    fn is_of_syllables(&self) -> bool {
        let syllables =
            |side: usize| counting(self.tokens(side)).iter().all(|index| self.tokens(side)[*index].is_syllable);
        syllables(0) || syllables(1)
    }

    /// What legal forms and nouns of places do to the score, and the pair that says so.
    fn forms(&self) -> (f64, Option<Pair>) {
        let text = |name: &Name, role: Role| {
            let words: Vec<&str> =
                name.tokens.iter().filter(|token| token.role == role).map(|token| token.text.as_str()).collect();
            (!words.is_empty()).then(|| words.join(" "))
        };
        let pair = |role: Role, rule: Rule, cost: f64| {
            Some(Pair { left: text(self.one, role), right: text(self.two, role), rule, cost, weight: 0.0 })
        };
        if let (Some(one), Some(two)) = (self.one.form, self.two.form) {
            return if one.class.agrees_with(two.class) {
                (1.0, pair(Role::Form, Rule::Form, 0.0))
            } else {
                (0.65, pair(Role::Form, Rule::FormConflict, 0.35))
            };
        }
        let (one, two) = (&self.one.heads, &self.two.heads);
        match (one.is_empty(), two.is_empty()) {
            (true, true) => (if self.one.form == self.two.form { 1.0 } else { 0.98 }, None),
            (false, false) if one.iter().any(|head| two.contains(head)) => (1.0, pair(Role::Head, Rule::Form, 0.0)),
            (false, false) => (0.6, pair(Role::Head, Rule::FormConflict, 0.4)),
            // "Marenport" and "Marenport harbour" are two places, "Marenport" and "Marenport city" may be one.
            _ if one.iter().chain(two).any(|head| head.is_administrative()) => (0.97, None),
            _ => (0.65, pair(Role::Head, Rule::FormConflict, 0.35)),
        }
    }

    fn pairs(&self) -> Vec<Pair> {
        let text = |side: usize, indices: &[usize]| {
            let words: Vec<&str> = indices.iter().map(|index| self.tokens(side)[*index].text.as_str()).collect();
            (!words.is_empty()).then(|| words.join(" "))
        };
        let mut placed: Vec<((usize, usize), Pair)> = Vec::new();
        for (one, two, pairing) in &self.met {
            let pair = Pair {
                left: text(0, one),
                right: text(1, two),
                rule: pairing.rule,
                cost: pairing.cost,
                weight: pairing.weight,
            };
            placed.push(((0, one[0]), pair));
        }
        for side in [0, 1] {
            for (indices, rule) in [(&self.alone[side], Rule::Alone), (&self.repeated[side], Rule::Repeated)] {
                for index in indices {
                    let word = text(side, &[*index]);
                    let (left, right) = if side == 0 { (word, None) } else { (None, word) };
                    let cost = if rule == Rule::Alone { 1.0 } else { 0.0 };
                    placed.push((
                        (side, *index),
                        Pair { left, right, rule, cost, weight: self.tokens(side)[*index].bits },
                    ));
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
        counted.filter_map(|token| token.readings.first().and_then(|reading| reading.chars().next())).collect()
    };
    let mut both = vec![initials(false), initials(true)];
    both.dedup();
    both.retain(|letters| letters.len() > 2);
    both
}

fn counting(tokens: &[Token]) -> Vec<usize> {
    tokens.iter().enumerate().filter(|(_, token)| token.role.counts()).map(|(index, _)| index).collect()
}
