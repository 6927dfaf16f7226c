//! How the name of a body or a place is taken apart.

use crate::han;
use crate::legal_form::{self, LegalForm};
use crate::lexicon::{self, PlaceHead};
use crate::name::{Cut, RARE};
use crate::script::Script;
use crate::token::Role;
use crate::word::Word;

const NUMBER: f64 = 8.0;
/// What the name of the parent weighs in the name of a part, as a share.
const PARENT: f64 = 0.15;

impl Cut<'_> {
    pub(crate) fn take_organisation(&mut self, found: &[Word]) {
        let parted = found.last().and_then(legal_form::part_glued);
        let parted: Vec<Word> = match parted {
            Some(two) => found[..found.len() - 1].iter().cloned().chain(two).collect(),
            None => Vec::new(),
        };
        let found = if parted.is_empty() { found } else { &parted };
        let lowers: Vec<&str> = found.iter().map(|word| lexicon::corrected(&word.lower)).collect();
        let (mut from, mut to) = (0, found.len());
        // "Co., Ltd." has two that go together; in "Holding AG Ltd." the first is part of the name.
        let goes_with =
            |kept: Option<LegalForm>, form: LegalForm| kept.is_none_or(|kept| kept.class.agrees_with(form.class));
        while let Some((form, count)) = legal_form::at_end(&lowers[from..to]) {
            if count >= to - from || !goes_with(self.form, form) {
                break;
            }
            to -= count;
            self.form.get_or_insert(form);
        }
        while let Some((form, count)) = legal_form::at_start(&lowers[from..to]) {
            if count >= to - from || !goes_with(self.form, form) {
                break;
            }
            from += count;
            self.form.get_or_insert(form);
        }
        let mut at = 0;
        // "The Lubei branch of the Tangshan Bureau": once the body is named, what it belongs to may be left out.
        let (mut part, mut segment) = (1.0, 0);
        while let Some(word) = found.get(at) {
            let script = Script::of(&word.lower);
            if word.comma_before {
                (part, segment) = (1.0, self.tokens.len());
            }
            let is_named = || self.tokens[segment..].iter().any(|token| token.role == Role::Proper);
            if word.lower == "of" && is_named() {
                part = PARENT;
            }
            let taken = if at < from || at >= to {
                self.push(&word.text, &word.lower, script, Role::Form, 0.0, false);
                1
            } else {
                let is_last = at + 1 == to;
                self.take_common_word(&found[at..to], script, is_last && at > from, part)
            };
            at += taken;
        }
    }

    /// A word of the name of a body or a place, of which `part` of the weight counts; returns how many words were taken.
    fn take_common_word(&mut self, rest: &[Word], script: Script, may_be_roman: bool, part: f64) -> usize {
        let word = &rest[0];
        if let Some((value, count)) = number(rest, may_be_roman) {
            let text: Vec<&str> = rest[..count].iter().map(|word| word.text.as_str()).collect();
            self.push(&text.join(" "), &value.to_string(), Script::Latin, Role::Number, NUMBER, false);
            if let Some(token) = self.tokens.last_mut() {
                token.number = Some(value);
            }
            return count;
        }
        let is_ship =
            self.tokens.is_empty() && rest.len() > 1 && matches!(word.lower.as_str(), "mv" | "mt" | "fv" | "ms");
        if lexicon::is_stop_word(&word.lower) || is_ship {
            self.push(&word.text, &word.lower, script, Role::Stop, 0.0, false);
            return 1;
        }
        if script.is_unspaced() || script == Script::Hangul {
            let mut run = word.lower.as_str();
            if let Some((form, rest)) = legal_form::within(run) {
                self.form.get_or_insert(form);
                run = rest;
            }
            self.take_run(run, script, part);
            return 1;
        }
        let full = lexicon::unabbreviated(lexicon::corrected(&word.lower));
        let script = Script::of(full);
        // What stands in brackets qualifies the name more than it names.
        let part = if word.in_brackets { part.min(0.3) } else { part };
        match lexicon::generic_word(full) {
            Some(bits) => self.push(&word.text, full, script, Role::Generic, part * f64::from(bits), false),
            None => self.push(&word.text, full, script, Role::Proper, part * RARE, false),
        }
        if let Some(token) = self.tokens.last_mut() {
            token.is_translated = full != word.lower;
        }
        1
    }

    /// A name in a script without spaces: the words of the trade at its end and its beginning are words of their own.
    fn take_run(&mut self, run: &str, script: Script, part: f64) {
        let (start, end) = lexicon::without_known_words(run);
        let mut at = 0;
        let mut word = |cut: &mut Self, until: usize| {
            let text = &run[at..until];
            at = until;
            let simplified: String = text.chars().map(han::simplified).collect();
            let known = Some(lexicon::unabbreviated(text)).filter(|full| *full != text);
            let full = known.unwrap_or_else(|| lexicon::unabbreviated(&simplified));
            if full == simplified || full == text {
                cut.push(text, text, script, Role::Proper, part * RARE, false);
            } else {
                let bits = lexicon::generic_word(full).map_or(RARE, f64::from);
                cut.push(text, full, Script::Latin, Role::Generic, part * bits, false);
                cut.tokens.last_mut().into_iter().for_each(|token| token.is_translated = true);
            }
        };
        for boundary in start.into_iter().chain(end) {
            word(self, boundary);
        }
        word(self, run.len());
    }

    pub(crate) fn take_place(&mut self, found: &[Word]) {
        let last = found.len().saturating_sub(1);
        for (index, word) in found.iter().enumerate() {
            let script = Script::of(&word.lower);
            let heads = lexicon::place_heads(lexicon::unabbreviated(&word.lower));
            let at_edge = index == 0
                || index == last
                || found.get(index + 1).is_some_and(|next| lexicon::is_stop_word(&next.lower));
            if !heads.is_empty() && at_edge && found.len() > 1 {
                self.heads.extend_from_slice(heads);
                self.push(&word.text, &word.lower, script, Role::Head, 0.0, false);
            } else if let Some((stem, ending)) = place_ending(word, script) {
                self.heads.extend_from_slice(lexicon::place_heads(&word.lower[ending..]));
                self.push(&word.text[..stem], &word.lower[..ending], script, Role::Proper, RARE, false);
                self.push(&word.text[stem..], &word.lower[ending..], script, Role::Head, 0.0, false);
            } else {
                self.take_common_word(&found[index..=index], script, false, 1.0);
            }
        }
        self.heads.sort_unstable();
        self.heads.dedup();
    }
}

/// A number at the beginning of some words, and how many words it takes.
fn number(rest: &[Word], may_be_roman: bool) -> Option<(u32, usize)> {
    let value = |word: &Word| word.lower.parse::<u32>().ok().or_else(|| lexicon::number_word(&word.lower));
    let first = &rest[0];
    if let Some(tens) = value(first) {
        let unit = rest
            .get(1)
            .and_then(value)
            .filter(|unit| (1..10).contains(unit) && tens % 10 == 0 && (20..100).contains(&tens));
        return Some(unit.map_or((tens, 1), |unit| (tens + unit, 2)));
    }
    if may_be_roman && first.text.chars().all(|c| "IVX".contains(c)) {
        return roman(&first.text).map(|value| (value, 1));
    }
    None
}

/// The value of a Roman numeral up to XXXIX; `None` for what is none.
fn roman(text: &str) -> Option<u32> {
    const UNITS: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let tens = text.chars().take_while(|c| *c == 'X').count();
    let unit = UNITS.iter().position(|unit| *unit == &text[tens..])?;
    let value = u32::try_from(tens * 10 + unit).ok()?;
    (tens <= 3 && value > 0).then_some(value)
}

/// Where the noun at the end of an unspaced name of a place begins, in the text and in lower case: "唐山市".
fn place_ending(word: &Word, script: Script) -> Option<(usize, usize)> {
    if !matches!(script, Script::Han | Script::Hangul) {
        return None;
    }
    let count = word.lower.chars().count();
    (1..=3).rev().filter(|length| count > length + 1).find_map(|length| {
        let at = |text: &str| text.char_indices().nth(count - length).map(|(at, _)| at);
        let (stem, ending) = (at(&word.text)?, at(&word.lower)?);
        // Islands, rivers and harbours are part of the name of the city that grew there: 秦皇岛, 连云港.
        let heads = lexicon::place_heads(&word.lower[ending..]);
        heads.iter().any(|head| head.is_administrative() || *head == PlaceHead::Street).then_some((stem, ending))
    })
}

#[cfg(test)]
mod tests {
    use crate::{Kind, Name};

    fn check(text: &str, kind: Kind, expected: &str) {
        let name = Name::new(text, kind);
        let found: Vec<_> = name.tokens().iter().map(|token| format!("{}/{:?}", token.text(), token.role())).collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn bodies_are_taken_apart() {
        check(
            "The Nordhafen Trading Co., Ltd.",
            Kind::Organisation,
            "The/Stop Nordhafen/Proper Trading/Generic Co/Form Ltd/Form",
        );
        check("ООО \"БАЙ\"", Kind::Organisation, "ООО/Form БАЙ/Proper");
        check("Brigade Forty-Four", Kind::Organisation, "Brigade/Proper Forty Four/Number");
        check("Apollo Fund IX L.P.", Kind::Organisation, "Apollo/Proper Fund/Generic IX/Number LP/Form");
        check("唐山钢铁有限公司", Kind::Organisation, "唐山/Proper 钢铁/Generic");
        check("Limited", Kind::Organisation, "Limited/Proper");
    }

    #[test]
    fn places_are_taken_apart() {
        check("Lubei district", Kind::Place, "Lubei/Proper district/Head");
        check("Province of Hebei", Kind::Place, "Province/Head of/Stop Hebei/Proper");
        check("唐山市", Kind::Place, "唐山/Proper 市/Head");
        check("Harbour", Kind::Place, "Harbour/Generic");
    }
}
