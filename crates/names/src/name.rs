//! A name taken apart, ready to be compared many times.

use crate::kind::Kind;
use crate::legal_form::{self, LegalForm};
use crate::lexicon::{self, PlaceHead};
use crate::normal::fold_lower;
use crate::script::Script;
use crate::token::{Role, Token};
use crate::word::{MOST_WORDS, Word, words};
use crate::{han, romanise};

/// What a name that no list knows is worth, in bits: about one bearer in 8,000.
const RARE: f64 = 13.0;
/// A one-syllable name in pinyin: some 400 syllables carry all of them.
const SYLLABLE: f64 = 7.0;
/// A given name that has forms in several languages.
const KNOWN_GIVEN: f64 = 9.0;
const NUMBER: f64 = 8.0;
const INITIAL: f64 = 4.0;
const PARTICLE: f64 = 2.0;
const SUFFIX: f64 = 3.0;
/// What the name of the parent weighs in the name of a part, as a share.
const PARENT: f64 = 0.2;
/// Words of more characters than this are no words that people spell.
const LONGEST_WORD: usize = 64;

/// A name taken apart: cut into [`Token`]s whose roles, readings and weights are known.
///
/// Taking a name apart costs far more than comparing it; whoever compares many names keeps them in this form.
/// Names of more than 48 words are compared by their first 48; words of more than 64 characters are the same or not, and
/// nothing between.
#[derive(Debug, Clone)]
pub struct Name {
    pub(crate) text: String,
    pub(crate) kind: Kind,
    pub(crate) tokens: Vec<Token>,
    pub(crate) form: Option<LegalForm>,
    pub(crate) heads: Vec<PlaceHead>,
}

impl Name {
    /// Takes a name apart.
    pub fn new(text: &str, kind: Kind) -> Self {
        let mut found = words(text, kind != Kind::Person);
        found.truncate(MOST_WORDS);
        let mut name = Self { text: text.to_owned(), kind, tokens: Vec::new(), form: None, heads: Vec::new() };
        match kind {
            Kind::Person => name.take_person(&found),
            Kind::Organisation => name.take_organisation(&found),
            Kind::Place => name.take_place(&found),
        }
        name.settle();
        name
    }

    /// The name as given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it names.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its parts, in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Its legal form, if it states one.
    pub fn legal_form(&self) -> Option<LegalForm> {
        self.form
    }

    /// The kinds of place that its noun may mean; empty where it has none.
    pub fn place_heads(&self) -> &[PlaceHead] {
        &self.heads
    }

    /// How much the whole name tells, in bits: the sum over its parts.
    pub fn bits(&self) -> f64 {
        self.tokens.iter().filter(|token| token.role.counts()).map(|token| token.bits).sum()
    }

    /// Whether it has two or more names that are written out: "Ma Aijun", but not "Ma", "Mr Ma", "A. Ma" or "the old
    /// man".
    pub fn is_full(&self) -> bool {
        let is_description = self.tokens.first().is_some_and(|token| token.role == Role::Stop);
        !is_description && self.tokens.iter().filter(|token| token.role == Role::Proper).count() > 1
    }

    /// Whether some part sets it apart from others of its kind: not so in "the District Court" and "Company 2".
    pub fn is_distinctive(&self) -> bool {
        self.tokens.iter().any(|token| token.role == Role::Proper)
    }

    fn take_person(&mut self, found: &[Word]) {
        let shouted = !found.iter().any(|word| word.text.chars().any(char::is_lowercase));
        if found.iter().all(|word| lexicon::is_title(&word.lower)) {
            // "The prosecutor", "President": no name at all, and worth next to nothing.
            for word in found {
                self.push(&word.text, &word.lower, Script::of(&word.lower), Role::Generic, PARTICLE, false);
            }
            return;
        }
        let titles = titles(found);
        for (index, word) in found.iter().enumerate() {
            let script = Script::of(&word.lower);
            if titles[index] {
                self.push(&word.text, &word.lower, script, Role::Title, 0.0, false);
            } else if index == 0 && found.len() > 1 && matches!(word.text.as_str(), "the" | "a" | "The") {
                self.push(&word.text, &word.lower, script, Role::Stop, 0.0, false);
            } else if index > 0 && !word.hyphen_after && lexicon::is_suffix(&word.lower) {
                self.push(&word.text, &word.lower, script, Role::Suffix, SUFFIX, false);
            } else if is_initial(word) {
                self.push(&word.text, &word.lower, script, Role::Initial, INITIAL, false);
            } else if lexicon::is_particle(&word.lower, word.hyphen_after)
                && !(index == 0 && !shouted && is_given_name(word))
            {
                self.push(&word.text, &word.lower, script, Role::Particle, PARTICLE, false);
            } else if !shouted && is_run_of_initials(word) {
                for letter in word.text.chars() {
                    let letter = letter.to_string();
                    self.push(&letter, &letter.to_lowercase(), script, Role::Initial, INITIAL, false);
                }
            } else {
                let alone = found.len() == 1;
                self.take_personal_word(word, script, alone);
            }
        }
    }

    /// A word of a person's name, cut where the script joins family and given name. Only the single word of a name is
    /// cut: where there are spaces or dots they do the cutting.
    fn take_personal_word(&mut self, word: &Word, script: Script, alone: bool) {
        let simplified: String = word.lower.chars().map(han::simplified).collect();
        let parts = match script {
            Script::Han | Script::Hangul if alone => han::person_parts(&simplified),
            _ => None,
        };
        let Some((family, _)) = parts else {
            let bits = personal_bits(&word.lower, script);
            let surname = script == Script::Han && simplified.chars().count() <= 2;
            self.push(&word.text, &word.lower, script, Role::Proper, bits, surname);
            return;
        };
        let cut = |text: &str| text.char_indices().nth(family).map_or(text.len(), |(at, _)| at);
        let (own, given) = word.text.split_at(cut(&word.text));
        let (own_lower, given_lower) = word.lower.split_at(cut(&word.lower));
        self.push(own, own_lower, script, Role::Proper, personal_bits(own_lower, script), true);
        self.push(given, given_lower, script, Role::Proper, given_bits(given_lower), false);
    }

    fn take_organisation(&mut self, found: &[Word]) {
        let lowers: Vec<&str> = found.iter().map(|word| word.lower.as_str()).collect();
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
        let mut part = 1.0;
        while let Some(word) = found.get(at) {
            let script = Script::of(&word.lower);
            if word.lower == "of" && self.is_distinctive() {
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
        if lexicon::is_stop_word(&word.lower) {
            self.push(&word.text, &word.lower, script, Role::Stop, 0.0, false);
            return 1;
        }
        if script.is_unspaced()
            && let Some((form, rest)) = legal_form::within(&word.lower)
        {
            self.form.get_or_insert(form);
            self.push(rest, rest, script, Role::Proper, RARE, false);
            return 1;
        }
        let full = lexicon::unabbreviated(&word.lower);
        // What stands in brackets qualifies the name more than it names.
        let part = if word.in_brackets { part.min(0.5) } else { part };
        match lexicon::generic_word(full) {
            Some(bits) => self.push(&word.text, full, script, Role::Generic, part * f64::from(bits), false),
            None => self.push(&word.text, full, script, Role::Proper, part * RARE, false),
        }
        1
    }

    fn take_place(&mut self, found: &[Word]) {
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

    fn push(&mut self, text: &str, lower: &str, script: Script, role: Role, bits: f64, is_surname: bool) {
        let folded = fold_lower(lower);
        let whole = if script == Script::Han { folded.as_str() } else { lower };
        let end = whole.char_indices().nth(LONGEST_WORD).map(|(at, _)| at);
        let is_overlong = end.is_some();
        let source = &whole[..end.unwrap_or(whole.len())];
        let readings = romanise::readings(source, script, is_surname);
        let first = readings.first().map_or("", String::as_str);
        let given = if self.kind == Kind::Person { lexicon::given_names(first) } else { &[] };
        let is_known = role != Role::Proper
            || !given.is_empty()
            || (self.kind == Kind::Person && lexicon::common_name(first).is_some());
        let is_syllable = self.kind == Kind::Person && han::is_syllable(first);
        let (sounds, skeletons) = (Vec::new(), Vec::new());
        let text = text.to_owned();
        let mut token = Token {
            text,
            folded,
            role,
            script,
            bits,
            readings,
            sounds,
            skeletons,
            given,
            is_known,
            is_syllable,
            number: None,
            is_overlong,
        };
        token.hear();
        self.tokens.push(token);
    }

    /// A name in which nothing counts ("President", "The Company Ltd") is compared by all its words.
    fn settle(&mut self) {
        if self.tokens.iter().any(|token| token.role.counts()) {
            return;
        }
        for token in &mut self.tokens {
            token.role = Role::Generic;
            token.bits = PARTICLE;
        }
        self.form = None;
        self.heads.clear();
    }
}

/// Which words are titles: from the beginning, after a comma, and from the end, as long as a name is left.
fn titles(found: &[Word]) -> Vec<bool> {
    let mut out = vec![false; found.len()];
    let left = |out: &[bool]| out.iter().filter(|title| !**title).count();
    let mut opens = true;
    for (index, word) in found.iter().enumerate() {
        opens = (opens || word.comma_before) && lexicon::is_title(&word.lower) && left(&out) > 1;
        out[index] = opens;
    }
    for (index, word) in found.iter().enumerate().rev() {
        let closes = lexicon::is_title(&word.lower) && left(&out) > 1 && !is_initial(word);
        if !closes {
            break;
        }
        // A last word that also is a family name ("Judge", "King") is one where only one other word is left.
        out[index] = out[index] || left(&out) > 2 || !word.text.is_ascii() || word.comma_before;
    }
    out
}

fn is_initial(word: &Word) -> bool {
    let mut letters = word.text.chars();
    let (first, second) = (letters.next(), letters.next());
    let alphabetic = first.is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && word.stop_after));
    alphabetic && second.is_none() && !Script::of(&word.text).is_unspaced()
}

/// "JC": capitals that no syllable could be made of.
fn is_run_of_initials(word: &Word) -> bool {
    let letters = word.text.chars().count();
    (2..=3).contains(&letters) && word.text.chars().all(|c| c.is_ascii_uppercase() && !"AEIOUY".contains(c))
}

/// "Ben Smith", as against "ben Smith".
fn is_given_name(word: &Word) -> bool {
    word.text.starts_with(char::is_uppercase) && !lexicon::given_names(&word.lower).is_empty()
}

fn personal_bits(lower: &str, script: Script) -> f64 {
    let readings = romanise::readings(lower, script, true);
    let first = readings.first().map_or("", String::as_str);
    if let Some(bits) = lexicon::common_name(first) {
        f64::from(bits)
    } else if script != Script::Han && han::is_syllable(first) {
        SYLLABLE
    } else if !lexicon::given_names(first).is_empty() {
        KNOWN_GIVEN
    } else {
        RARE
    }
}

/// A given name in Han characters tells more than its reading does.
fn given_bits(lower: &str) -> f64 {
    if lower.chars().count() > 1 { RARE } else { SYLLABLE + 1.0 }
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
    use super::*;

    fn check(text: &str, kind: Kind, expected: &str) {
        let name = Name::new(text, kind);
        let found: Vec<_> = name.tokens().iter().map(|token| format!("{}/{:?}", token.text(), token.role())).collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn persons_are_taken_apart() {
        check("Dr. Rami Makhlouf", Kind::Person, "Dr/Title Rami/Proper Makhlouf/Proper");
        check("Makhlouf, Dr. Rami", Kind::Person, "Makhlouf/Proper Dr/Title Rami/Proper");
        check("J.-C. Juncker", Kind::Person, "J/Initial C/Initial Juncker/Proper");
        check("JC Juncker", Kind::Person, "J/Initial C/Initial Juncker/Proper");
        check("MA Aijun", Kind::Person, "MA/Proper Aijun/Proper");
        check("Osama bin Laden", Kind::Person, "Osama/Proper bin/Particle Laden/Proper");
        check("John Smith Jr.", Kind::Person, "John/Proper Smith/Proper Jr/Suffix");
        check("Bill Judge", Kind::Person, "Bill/Proper Judge/Proper");
        check("马爱军", Kind::Person, "马/Proper 爱军/Proper");
        check("贝拉克·奥巴马", Kind::Person, "贝拉克/Proper 奥巴马/Proper");
        check("President", Kind::Person, "President/Generic");
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
        check("唐山钢铁有限公司", Kind::Organisation, "唐山钢铁/Proper");
        check("Limited", Kind::Organisation, "Limited/Proper");
    }

    #[test]
    fn places_are_taken_apart() {
        check("Lubei district", Kind::Place, "Lubei/Proper district/Head");
        check("Province of Hebei", Kind::Place, "Province/Head of/Stop Hebei/Proper");
        check("唐山市", Kind::Place, "唐山/Proper 市/Head");
        check("Harbour", Kind::Place, "Harbour/Generic");
    }

    #[test]
    fn full_names_are_told_from_mentions() {
        let full = |text: &str| Name::new(text, Kind::Person).is_full();
        assert!(full("Ma Aijun") && full("马爱军") && full("Chief Viktor Hallström"));
        assert!(!full("Ma") && !full("Mr Ma") && !full("A. Ma") && !full("bin Laden") && !full("the old man"));
    }

    #[test]
    fn common_names_tell_less() {
        let bits = |text: &str| Name::new(text, Kind::Person).bits();
        assert!(bits("Wang Wei") < bits("Ma Aijun"));
        assert!(bits("王伟") < bits("Viktor Hallström"));
    }
}
