//! How the name of a person is taken apart.

use crate::name::{Cut, PARTICLE, RARE};
use crate::script::Script;
use crate::term::Term;
use crate::token::Role;
use crate::word::Word;
use crate::{han, legal_form, lexicon};

/// A one-syllable name in pinyin: some 400 syllables carry all of them.
const SYLLABLE: f64 = 7.0;
/// A given name that has forms in several languages.
const KNOWN_GIVEN: f64 = 9.0;
const INITIAL: f64 = 4.0;
/// "al": as often left out as written.
const ARTICLE: f64 = 0.5;
/// A form of address that stands inside a name: "Haji", "Sayyid".
const ADDRESS: f64 = 3.0;
const SUFFIX: f64 = 3.0;

impl Cut<'_> {
    pub(crate) fn take_person(&mut self, found: &[Word]) {
        // A firm that is called after somebody is looked up as a person at times: "Viktor Orlen LLC".
        let found = match found {
            [rest @ .., last] if rest.len() > 1 && legal_form::is_written_so(&last.lower) && !is_initial(last) => rest,
            whole => whole,
        };
        let shouted = !found.iter().any(|word| word.text.chars().any(char::is_lowercase));
        if found.iter().all(|word| lexicon::is_title(&word.lower)) {
            // "The prosecutor", "President": no name at all, and worth next to nothing.
            for word in found {
                self.push(&word.text, &word.lower, Script::of(&word.lower), Role::Generic, PARTICLE, false);
            }
            return;
        }
        let han = |word: &&Word| Script::of(&word.lower) == Script::Han;
        self.is_foreign =
            found.iter().filter(han).count() > 1 && found.iter().filter(han).any(|word| word.lower.chars().count() > 2);
        let titles = titles(found);
        let mut joined_to_last = false;
        for (index, word) in found.iter().enumerate() {
            let script = Script::of(&word.lower);
            if std::mem::take(&mut joined_to_last) {
                continue;
            }
            let next = found.get(index + 1);
            if let Some(article) = next.filter(|next| is_servant(&word.lower) && is_article(&next.lower)) {
                // "Abd al-Aziz" and "Abdul Aziz": the article belongs to the first word as much as to the second.
                let text = format!("{} {}", word.text, article.text);
                self.push_name(&text, "abdul", script, false);
                joined_to_last = true;
            } else if word.lower == "عبد" && next.is_some_and(|next| next.lower.starts_with("ال")) {
                self.push_name(&word.text, "abdul", Script::Latin, false);
            } else if titles[index] {
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
                let bits = if is_article(&word.lower) { ARTICLE } else { PARTICLE };
                self.push(&word.text, &word.lower, script, Role::Particle, bits, false);
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
            let surname = script == Script::Han && simplified.chars().count() <= 2;
            self.push_name(&word.text, &word.lower, script, surname);
            return;
        };
        let cut = |text: &str| text.char_indices().nth(family).map_or(text.len(), |(at, _)| at);
        let (own, given) = word.text.split_at(cut(&word.text));
        let (own_lower, given_lower) = word.lower.split_at(cut(&word.lower));
        self.push_name(own, own_lower, script, true);
        self.push(given, given_lower, script, Role::Proper, given_bits(given_lower), false);
    }

    fn push_name(&mut self, text: &str, lower: &str, script: Script, is_surname: bool) {
        self.push(text, lower, script, Role::Proper, 0.0, is_surname);
        if let Some(token) = self.tokens.last_mut() {
            token.bits = personal_bits(&token.term);
        }
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
        // English titles do not follow the name, and many are family names too: Martin Luther King.
        out[index] = out[index] || !word.text.is_ascii() || word.comma_before;
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

/// The word for "servant" that the names of God follow.
fn is_servant(lower: &str) -> bool {
    matches!(lower, "abd" | "abdu" | "abdi" | "عبد")
}

/// The Arabic article, in its forms before consonants.
fn is_article(lower: &str) -> bool {
    matches!(
        lower,
        "al" | "el"
            | "ul"
            | "ol"
            | "ur"
            | "ar"
            | "er"
            | "as"
            | "es"
            | "us"
            | "an"
            | "en"
            | "ad"
            | "ed"
            | "ud"
            | "az"
            | "ez"
            | "at"
            | "et"
    )
}

/// "Ben Smith", as against "ben Smith".
fn is_given_name(word: &Word) -> bool {
    word.text.starts_with(char::is_uppercase) && !lexicon::given_names(&word.lower).is_empty()
}

fn personal_bits(term: &Term) -> f32 {
    let common = lexicon::common_name(term.reading()).or_else(|| lexicon::common_name(&term.folded));
    if let Some(bits) = common {
        bits as f32
    } else if term.given.is_empty() && lexicon::is_title(&term.folded) {
        ADDRESS as f32
    } else if term.script != Script::Han && term.is_syllable {
        SYLLABLE as f32
    } else if !term.given.is_empty() {
        KNOWN_GIVEN as f32
    } else {
        RARE as f32
    }
}

/// A given name in Han characters tells more than its reading does.
fn given_bits(lower: &str) -> f64 {
    if lower.chars().count() > 1 { RARE } else { SYLLABLE + 1.0 }
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
    fn persons_are_taken_apart() {
        check("Dr. Rami Makhlouf", Kind::Person, "Dr/Title Rami/Proper Makhlouf/Proper");
        check("Makhlouf, Dr. Rami", Kind::Person, "Makhlouf/Proper Dr/Title Rami/Proper");
        check("J.-C. Juncker", Kind::Person, "J/Initial C/Initial Juncker/Proper");
        check("JC Juncker", Kind::Person, "J/Initial C/Initial Juncker/Proper");
        check("MA Aijun", Kind::Person, "MA/Proper Aijun/Proper");
        check("Osama bin Laden", Kind::Person, "Osama/Proper bin/Particle Laden/Proper");
        check("John Smith Jr.", Kind::Person, "John/Proper Smith/Proper Jr/Suffix");
        check("Mary Ann Judge", Kind::Person, "Mary/Proper Ann/Proper Judge/Proper");
        check("马爱军", Kind::Person, "马/Proper 爱军/Proper");
        check("贝拉克·奥巴马", Kind::Person, "贝拉克/Proper 奥巴马/Proper");
        check("President", Kind::Person, "President/Generic");
    }
}
