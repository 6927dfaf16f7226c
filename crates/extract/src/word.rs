//! Word classes: what part each token plays.
//!
//! There is no statistical tagger behind this: closed classes come from a list, verbs from their forms, and where a
//! word can be both noun and verb ("report", "charges") its neighbours decide.

use crate::date::Date;
use crate::lexicon::Lexicon;
use crate::mention::Mention;
use crate::sentence::Document;
use crate::token::Kind;
use crate::verb::Forms;

/// A word class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Determiner,
    Possessive,
    Pronoun,
    /// "who", "which", "whom".
    Relative,
    Preposition,
    /// "to", before a verb or a noun.
    To,
    /// "and", "or", "but".
    Conjunction,
    /// "that", "because", "if".
    Subordinator,
    Modal,
    Be,
    Have,
    Do,
    Verb,
    Negation,
    Adverb,
    Adjective,
    Noun,
    /// A word inside a name.
    Name,
    Number,
    /// Part of a date.
    Date,
    /// `'s` of possession.
    Genitive,
    Comma,
    Dash,
    Open,
    Close,
    QuoteOpen,
    QuoteClose,
    /// Colons and semicolons.
    Colon,
    /// Marks that end a sentence, and anything else.
    Other,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    pub class: Class,
    /// The base form of a verb; empty for anything else.
    pub lemma: &'static str,
    pub forms: Forms,
}

/// Classifies the tokens of a document.
pub(crate) fn classify(
    document: &Document,
    dates: &[Date],
    mentions: &[Mention],
    lexicon: &'static Lexicon,
) -> Vec<Word> {
    let plain = Word { class: Class::Other, lemma: "", forms: Forms::default() };
    let mut words = vec![plain; document.tokens.len()];
    let mut fixed = vec![false; document.tokens.len()];
    for date in dates {
        // "a 10-year sentence", "the three-year campaign": the length describes a noun.
        let describes = date.tokens.len() == 1 && !date.is_point() && document.lower(date.tokens.start).contains('-');
        for i in date.tokens.clone() {
            words[i].class = if describes { Class::Adjective } else { Class::Date };
            fixed[i] = true;
        }
    }
    for mention in mentions {
        for i in mention.tokens.clone() {
            words[i].class = Class::Name;
            fixed[i] = true;
        }
    }
    for i in 0..words.len() {
        if !fixed[i] {
            words[i] = first_guess(document, i, lexicon);
        }
    }
    let classifier = Classifier { document, lexicon };
    for sentence in &document.sentences {
        for i in sentence.tokens.clone().filter(|i| !fixed[*i]) {
            let range = (sentence.tokens.start, sentence.tokens.end);
            words[i] = classifier.decide(&words, i, range);
        }
    }
    words
}

fn first_guess(document: &Document, at: usize, lexicon: &'static Lexicon) -> Word {
    let token = &document.tokens[at];
    let class = |class| Word { class, lemma: "", forms: Forms::default() };
    let lower = &*token.lower;
    match token.kind {
        Kind::QuoteOpen => class(Class::QuoteOpen),
        Kind::QuoteClose => class(Class::QuoteClose),
        Kind::Number => class(Class::Number),
        Kind::Clitic => match lower {
            "n't" => class(Class::Negation),
            "'ll" | "'d" => class(Class::Modal),
            "'re" | "'m" => Word { class: Class::Be, lemma: "be", forms: Forms::default() },
            "'ve" => Word { class: Class::Have, lemma: "have", forms: Forms::default() },
            _ => class(Class::Genitive),
        },
        Kind::Mark(mark) => class(match mark {
            ',' | '，' | '、' => Class::Comma,
            '–' | '—' | '-' | '―' => Class::Dash,
            '(' | '[' | '{' => Class::Open,
            ')' | ']' | '}' => Class::Close,
            ':' | ';' | '：' | '；' => Class::Colon,
            _ => Class::Other,
        }),
        Kind::Word => {
            let verb = lexicon.verbs.get(lower);
            let with = |class| Word {
                class,
                lemma: verb.map_or("", |(lemma, _)| lemma),
                forms: verb.map_or(Forms::default(), |(_, forms)| forms),
            };
            if lexicon.is(lower, "be") {
                Word { class: Class::Be, lemma: "be", forms: be_forms(lower) }
            } else if lexicon.is(lower, "have") {
                Word { class: Class::Have, lemma: "have", forms: auxiliary_forms(lower) }
            } else if lexicon.is(lower, "do") {
                Word { class: Class::Do, lemma: "do", forms: auxiliary_forms(lower) }
            } else if lexicon.is(lower, "modal") {
                with(Class::Modal)
            } else if lower == "to" {
                class(Class::To)
            } else if lower == "last"
                && document.lower_at(at + 1).is_some_and(|w| lexicon.verbs.get(w).is_some_and(|(_, f)| f.participle))
            {
                // "was last sentenced in 2017".
                class(Class::Adverb)
            } else if lower == "according" && document.lower_at(at + 1) == Some("to") {
                // No subject of what follows: "According to police, Brandt, the suspect, fled".
                class(Class::Adverb)
            } else if lexicon.is(lower, "relative") {
                class(Class::Relative)
            } else if lexicon.is(lower, "possessive") {
                class(Class::Possessive)
            } else if lexicon.is(lower, "negation") {
                class(Class::Negation)
            } else if lexicon.is(lower, "conjunction") {
                class(Class::Conjunction)
            } else if lower == "that" || lexicon.is(lower, "subordinator") {
                class(Class::Subordinator)
            } else if lexicon.is(lower, "preposition") {
                class(Class::Preposition)
            } else if lexicon.is(lower, "pronoun") {
                class(Class::Pronoun)
            } else if lexicon.is(lower, "determiner") {
                class(Class::Determiner)
            } else if lexicon.is(lower, "adverb")
                || lower.len() > 4
                    && lower.ends_with("ly")
                    && !lexicon.uses(lower).is_some_and(|u| u.first == b'n' || u.first == b'j')
            {
                class(Class::Adverb)
            } else if crate::number::word_value(lower).is_some()
                || matches!(lower, "hundred" | "thousand" | "million" | "billion" | "dozen")
            {
                class(Class::Number)
            } else if verb.is_some() {
                with(Class::Verb)
            } else {
                let uses = lexicon.uses(lower).unwrap_or_default();
                class(if uses.first == b'j' || (uses.first != b'n' && looks_adjective(lower)) {
                    Class::Adjective
                } else if uses.first == b'r' {
                    Class::Adverb
                } else {
                    Class::Noun
                })
            }
        }
    }
}

fn be_forms(word: &str) -> Forms {
    Forms {
        base: word == "be",
        third: word == "is",
        past: matches!(word, "was" | "were"),
        participle: word == "been",
        ing: word == "being",
    }
}

fn auxiliary_forms(word: &str) -> Forms {
    Forms {
        base: matches!(word, "have" | "do"),
        third: matches!(word, "has" | "does"),
        past: matches!(word, "had" | "did"),
        participle: matches!(word, "had" | "done"),
        ing: word.ends_with("ing"),
    }
}

fn looks_adjective(word: &str) -> bool {
    word.len() > 4
        && ["ous", "ful", "ive", "able", "ible", "ical", "less", "ish", "ary", "ian"]
            .iter()
            .any(|ending| word.ends_with(ending))
}

struct Classifier<'d, 't> {
    document: &'d Document<'t>,
    lexicon: &'static Lexicon,
}

impl Classifier<'_, '_> {
    fn decide(&self, words: &[Word], at: usize, (start, end): (usize, usize)) -> Word {
        let word = words[at];
        let class = |class| Word { class, lemma: "", forms: Forms::default() };
        let lower = self.document.lower(at);
        let next = (at + 1 < end).then(|| words[at + 1]);
        let next_class = next.map(|word| word.class);
        // Adverbs and quotation marks stand between words that belong together.
        let mut before = at;
        let previous = loop {
            if before == start {
                break None;
            }
            before -= 1;
            if !matches!(words[before].class, Class::Adverb | Class::QuoteOpen | Class::QuoteClose | Class::Negation) {
                break Some(words[before]);
            }
        };
        let previous_class = previous.map(|word| word.class);
        match word.class {
            // "his deputy in the gang": an office, where no noun follows.
            Class::Adjective
                if self.lexicon.offices.get(lower).is_some()
                    && !matches!(next_class, Some(Class::Noun | Class::Adjective | Class::Name)) =>
            {
                class(Class::Noun)
            }
            // "the Hanlon organised crime group".
            Class::Verb
                if matches!(word.lemma, "organise" | "organize")
                    && word.forms.participle
                    && matches!(self.document.lower_at(at + 1), Some("crime" | "criminal")) =>
            {
                class(Class::Adjective)
            }
            // "Judges in Marenport imposed": no sentence begins with a verb in the third person.
            Class::Verb
                if at == start
                    && word.forms.third
                    && !word.forms.past
                    && crate::chunk::is_person_noun(&crate::chunk::singular(lower), self.lexicon) =>
            {
                class(Class::Noun)
            }
            Class::Verb => self.verb_or_not(word, at, lower, previous, before, next, end, words),
            // "her" before a noun is possessive; "him" is not in doubt.
            Class::Possessive if lower == "her" || lower == "his" => {
                let owns = matches!(
                    next_class,
                    Some(Class::Noun | Class::Adjective | Class::Name | Class::Number | Class::Verb)
                ) && !(matches!(next_class, Some(Class::Verb))
                    && next.is_some_and(|w| w.forms.past && !self.is_nominal(self.document.lower(at + 1))))
                    || next_class == Some(Class::QuoteOpen);
                if owns { word } else { class(Class::Pronoun) }
            }
            // "that" after a noun may be a relative; after a verb it opens a clause; before a noun it points.
            Class::Subordinator if lower == "that" => {
                let verb_next = matches!(next_class, Some(Class::Be | Class::Have | Class::Modal | Class::Do))
                    || next.is_some_and(|w| {
                        w.class == Class::Verb
                            && (w.forms.past || w.forms.third)
                            && !self.is_nominal(self.document.lower(at + 1))
                    });
                if matches!(previous_class, Some(Class::Noun | Class::Name | Class::Pronoun)) && verb_next {
                    class(Class::Relative)
                } else {
                    word
                }
            }
            Class::Subordinator if lower == "so" && matches!(next_class, Some(Class::Adjective | Class::Adverb)) => {
                class(Class::Adverb)
            }
            Class::Modal if lower == "might" || lower == "may" || lower == "can" || lower == "will" => {
                if matches!(previous_class, Some(Class::Determiner | Class::Possessive)) {
                    class(Class::Noun)
                } else {
                    word
                }
            }
            // "has since pleaded guilty".
            Class::Preposition | Class::Subordinator
                if lower == "since"
                    && previous_class == Some(Class::Have)
                    && next.is_some_and(|w| w.class == Class::Be || w.class == Class::Verb && w.forms.participle) =>
            {
                class(Class::Adverb)
            }
            Class::Preposition
                if matches!(
                    lower,
                    "like" | "out" | "off" | "up" | "down" | "over" | "about" | "around" | "before" | "after" | "since"
                ) =>
            {
                word
            }
            Class::Genitive if lower == "'s" => {
                // "it's", "he's been": a short form of "is" or "has".
                let short = matches!(previous_class, Some(Class::Pronoun | Class::Relative))
                    || matches!(next_class, Some(Class::Determiner | Class::Negation | Class::Be));
                if short {
                    Word { class: Class::Be, lemma: "be", forms: Forms { third: true, ..Forms::default() } }
                } else {
                    word
                }
            }
            Class::Conjunction
                if lower == "but"
                    && previous_class == Some(Class::Pronoun)
                    && self.document.lower(before) == "nothing" =>
            {
                class(Class::Preposition)
            }
            _ => word,
        }
    }

    /// Whether a word is a noun or adjective more often than a verb.
    fn is_nominal(&self, lower: &str) -> bool {
        self.lexicon
            .uses(lower)
            .is_some_and(|uses| (uses.noun || uses.adjective) && (uses.first == b'n' || uses.first == b'j'))
            || self.lexicon.offices.get(lower).is_some()
    }

    #[expect(clippy::too_many_arguments, reason = "the neighbours of one word, looked at in one place")]
    fn verb_or_not(
        &self,
        word: Word,
        at: usize,
        lower: &str,
        previous: Option<Word>,
        before: usize,
        next: Option<Word>,
        end: usize,
        words: &[Word],
    ) -> Word {
        let class = |class| Word { class, lemma: "", forms: Forms::default() };
        let noun = class(Class::Noun);
        let uses = self.lexicon.uses(lower).unwrap_or_default();
        let next_class = next.map(|word| word.class);
        let nominal_next = matches!(next_class, Some(Class::Noun | Class::Adjective));
        let Some(previous) = previous else {
            // At the head of a sentence a bare form is an order ("Strike early") or a noun ("Police said").
            if word.forms.ing || word.forms.participle && !word.forms.base {
                return if nominal_next && !word.forms.ing { class(Class::Adjective) } else { word };
            }
            let is_order = !(uses.noun && uses.first == b'n')
                && matches!(
                    next_class,
                    Some(Class::Determiner | Class::Possessive | Class::Pronoun | Class::Adverb | Class::Preposition)
                );
            return if is_order && !matches!(lower, "police") { word } else { noun };
        };
        let previous_lower = self.document.lower(before);
        let after_noun = matches!(
            previous.class,
            Class::Noun | Class::Name | Class::Pronoun | Class::Date | Class::Number | Class::Close
        );
        let pure_participle = (word.forms.past || word.forms.participle) && !word.forms.base;
        match previous.class {
            Class::Modal | Class::Do => return if word.forms.base || pure_participle { word } else { noun },
            Class::To if word.forms.base => {
                // "to report" is a verb; "due to fraud", "up to plan" would be nouns, which bare nouns seldom are.
                return word;
            }
            // "linked to slain drug lord Brandt".
            Class::To if pure_participle && (nominal_next || next_class == Some(Class::Name)) => {
                return class(Class::Adjective);
            }
            Class::Be | Class::Have => {
                if word.forms.participle || word.forms.ing {
                    // "was a planned", handled by the article; "has planned meetings" stays a verb.
                    return word;
                }
                return if uses.adjective { class(Class::Adjective) } else { noun };
            }
            Class::Determiner | Class::Possessive | Class::Genitive | Class::Adjective | Class::Number => {
                if word.forms.ing {
                    // "the sheltering of", "his running of"; "the leading figures".
                    return if nominal_next { class(Class::Adjective) } else { noun };
                }
                let among = previous_lower == "the" && before > 0 && self.document.lower(before - 1) == "among";
                if pure_participle && among && matches!(next_class, Some(Class::Be)) {
                    return word;
                }
                if pure_participle {
                    // "Those convicted", "17 charged", "all arrested".
                    let stands_alone = matches!(previous.class, Class::Determiner | Class::Number)
                        && matches!(previous_lower, "those" | "all" | "many" | "several" | "some")
                        || previous.class == Class::Number;
                    if nominal_next
                        || matches!(next_class, Some(Class::Name | Class::Verb | Class::Number))
                            && previous.class != Class::Number
                    {
                        return class(Class::Adjective);
                    }
                    // "this gave", "that showed": the pointer is a pronoun.
                    return if stands_alone
                        || (word.forms.past && !word.forms.participle)
                        || matches!(previous_lower, "this" | "that" | "such" | "each" | "both" | "most")
                    {
                        word
                    } else {
                        class(Class::Adjective)
                    };
                }
                if matches!(
                    previous_lower,
                    "this" | "that" | "those" | "these" | "which" | "all" | "both" | "some" | "many"
                ) && word.forms.third
                    && !uses.noun
                {
                    return word;
                }
                // "All three deny the charges", "both deny any".
                let alone = previous.class == Class::Number
                    || matches!(previous_lower, "those" | "these" | "all" | "both" | "some" | "many");
                let acts_on = matches!(next_class, Some(Class::Determiner | Class::Possessive | Class::Pronoun));
                if alone && acts_on && word.forms.base && uses.verb && !uses.noun && !uses.adjective {
                    return word;
                }
                return noun;
            }
            Class::Preposition => {
                if word.forms.ing {
                    return if uses.noun
                        && uses.first == b'n'
                        && matches!(next_class, Some(Class::Preposition))
                        && self.document.lower_at(at + 1) == Some("of")
                    {
                        noun
                    } else {
                        word
                    };
                }
                if pure_participle && !word.forms.base {
                    // "by organised crime", "of suspected", "than expected".
                    return if nominal_next || next_class == Some(Class::Name) {
                        class(Class::Adjective)
                    } else if matches!(
                        previous_lower,
                        "than" | "as" | "like" | "since" | "until" | "before" | "after" | "when"
                    ) {
                        word
                    } else {
                        class(Class::Adjective)
                    };
                }
                return noun;
            }
            _ => {}
        }
        if word.forms.ing {
            // "money laundering", "drug trafficking" after a noun and before no object.
            let compound = previous.class == Class::Noun
                && uses.noun
                && uses.first == b'n'
                && !matches!(next_class, Some(Class::Determiner | Class::Possessive | Class::Pronoun | Class::Name));
            return if compound { noun } else { word };
        }
        if pure_participle {
            // "..., suspected members of": an adjective between a comma and a noun without an article.
            // "were given suspended sentences".
            let nominal = nominal_next
                || self.document.lower_at(at + 1).is_some_and(|next| self.lexicon.uses(next).is_some_and(|u| u.noun));
            if previous.class == Class::Verb && nominal && !word.forms.base && self.is_plural_or_mass(at + 1) {
                return class(Class::Adjective);
            }
            let adjective = matches!(previous.class, Class::Comma | Class::Conjunction)
                && nominal_next
                && !word.forms.base
                && self.is_plural_or_mass(at + 1)
                && (uses.adjective
                    || matches!(word.lemma, "suspect" | "accuse" | "organise" | "organize" | "convict" | "unite"))
                && !matches!(previous.class, Class::Comma);
            return if adjective { class(Class::Adjective) } else { word };
        }
        if word.forms.third {
            // A plural noun or a verb: "police reports said", "Rook charges fees".
            let finite_follows = words[at + 1..end.min(at + 4)].iter().find(|w| !matches!(w.class, Class::Adverb));
            let followed_by_verb =
                finite_follows.is_some_and(|w| matches!(w.class, Class::Be | Class::Have | Class::Modal | Class::Do));
            let nominal = uses.noun && (uses.first == b'n' || !uses.verb);
            // "Judges ruled", "guards beat": a plural noun before a verb in the past.
            let past_follows = finite_follows.is_some_and(|w| w.class == Class::Verb && w.forms.past && !w.forms.third)
                && (at == 0 || !matches!(previous.class, Class::Name | Class::Pronoun | Class::Relative | Class::Noun))
                && self.lexicon.head(lower.strip_suffix('s').unwrap_or(lower)).is_none()
                && crate::chunk::is_person_noun(lower.strip_suffix('s').unwrap_or(lower), self.lexicon);
            if past_follows {
                return noun;
            }
            let singular_before = matches!(previous.class, Class::Name | Class::Relative)
                || previous.class == Class::Pronoun && !matches!(previous_lower, "they" | "we" | "you" | "i")
                || previous.class == Class::Noun && !previous_lower.ends_with('s');
            // "Company records show": a plural before a verb that only plurals have.
            let plain_next = next.is_some_and(|w| {
                w.class == Class::Verb
                    && w.forms.base
                    && !w.forms.third
                    && matches!(w.lemma, "show" | "suggest" | "indicate" | "say" | "reveal" | "confirm" | "describe")
            });
            if followed_by_verb || plain_next && uses.noun {
                return noun;
            }
            let plural_next = next.is_some_and(|w| w.class == Class::Verb && w.forms.third)
                && self.lexicon.uses(self.document.lower(at + 1)).is_some_and(|u| u.noun);
            let object = plural_next
                || matches!(
                    next_class,
                    Some(
                        Class::Determiner
                            | Class::Possessive
                            | Class::Pronoun
                            | Class::Subordinator
                            | Class::Name
                            | Class::Number
                    )
                );
            return if singular_before && (!nominal || object)
                || matches!(previous.class, Class::Relative)
                || (!nominal && (after_noun || previous.class == Class::Conjunction || previous.class == Class::Comma))
            {
                word
            } else {
                noun
            };
        }
        // "the court put", "the ministry cut": past and base form are one, and it is no noun.
        if word.forms.past && after_noun && uses.verb && !uses.noun && !uses.adjective {
            return word;
        }
        // A bare form: noun, or the present after a plural subject.
        let plural_before = matches!(
            previous_lower,
            "they" | "we" | "you" | "i" | "who" | "which" | "that" | "police" | "people" | "men" | "women"
        ) || previous.class == Class::Noun && previous_lower.ends_with('s')
            || previous.class == Class::Relative;
        let nominal = uses.noun || self.lexicon.offices.get(lower).is_some() || self.lexicon.kin.get(lower).is_some();
        let object = matches!(
            next_class,
            Some(
                Class::Determiner
                    | Class::Possessive
                    | Class::Pronoun
                    | Class::To
                    | Class::Subordinator
                    | Class::Name
                    | Class::Adverb
            )
        );
        // "bribed customs head Anton Petrescu": an office before a name.
        let is_title = next_class == Some(Class::Name)
            && previous.class == Class::Noun
            && self.lexicon.offices.get(lower).is_some()
            && !matches!(previous_lower, "police" | "prosecutors" | "officials");
        if is_title {
            return noun;
        }
        let pronoun_before = matches!(previous_lower, "they" | "we" | "you" | "i" | "who" | "which");
        // "Residents of Gullhaven accuse the": no noun, and something that it acts on.
        // "helped the Rook gang evade arrest".
        let only_verb = uses.first != b'n' && !uses.noun && word.forms.base && next_class == Some(Class::Noun);
        let after_place = previous.class == Class::Name && !nominal && !uses.adjective && (object || only_verb);
        if pronoun_before
            || after_place
            || plural_before && (!nominal || object)
            || previous.class == Class::Conjunction && !nominal
            || matches!(previous.class, Class::QuoteOpen | Class::Comma | Class::Subordinator) && !nominal && object
        {
            return word;
        }
        // "and break networks": a second verb after "to strike" or a modal.
        if previous.class == Class::Conjunction && object {
            return word;
        }
        // "a firm run by his son".
        if word.forms.participle && after_noun && self.document.lower_at(at + 1) == Some("by") {
            return Word { forms: Forms { participle: true, ..Forms::default() }, ..word };
        }
        // "helping a smuggling ring move untaxed cigarettes".
        let helped = (at.saturating_sub(6)..at).any(|i| {
            words[i].class == Class::Verb && matches!(words[i].lemma, "help" | "let") && !words[i].lemma.is_empty()
        });
        if helped && uses.verb && previous.class == Class::Noun && (object || nominal_next) {
            return word;
        }
        if uses.adjective && !uses.noun { class(Class::Adjective) } else { noun }
    }

    fn is_plural_or_mass(&self, at: usize) -> bool {
        self.document
            .lower_at(at)
            .is_some_and(|word| word.ends_with('s') || matches!(word, "people" | "police" | "crime"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::DateReader;
    use crate::tagger::{NameTagger, Tagger};

    fn verbs(text: &str) -> Vec<String> {
        let lexicon = Lexicon::english();
        let document = Document::read(text, lexicon);
        let dates = DateReader::new(&document, None).dates();
        let mentions = NameTagger { lexicon, model: None }.tag(&document, &dates);
        let words = classify(&document, &dates, &mentions, lexicon);
        words
            .iter()
            .enumerate()
            .filter(|(_, w)| w.class == Class::Verb)
            .map(|(i, _)| document.word(i).to_owned())
            .collect()
    }

    #[test]
    fn nouns_and_verbs_are_told_apart() {
        assert_eq!(verbs("Police reports said the charges were dropped."), ["said", "dropped"]);
        assert_eq!(verbs("The arrest of the suspected leader followed a raid."), ["followed"]);
        assert_eq!(verbs("Police suspect that Brandt sheltered them."), ["suspect", "sheltered"]);
        assert_eq!(
            verbs("He was convicted and sentenced for sheltering the gang."),
            ["convicted", "sentenced", "sheltering"]
        );
        assert_eq!(verbs("Prosecutors charge that the head of the office took bribes."), ["charge", "took"]);
        assert_eq!(verbs("Officials who collude with them must go."), ["collude", "go"]);
        assert_eq!(verbs("The organised crime groups control the trade."), ["control"]);
        assert_eq!(verbs("All three deny the charges."), ["deny"]);
        assert_eq!(verbs("Both men deny the charges."), ["deny"]);
        assert_eq!(verbs("Both deny any wrongdoing."), ["deny"]);
        assert_eq!(verbs("He denies laundering money and running the clan."), ["denies", "laundering", "running"]);
    }
}
