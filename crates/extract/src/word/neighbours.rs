//! The class of a word among its neighbours: "Police reports said" has a noun where "Police report that" has a verb.

use super::court::{is_faced_by_accused, is_of_justice};
use super::{Class, Word};
use crate::lexicon::Lexicon;
use crate::sentence::Document;
use crate::verb::Forms;

pub(super) struct Classifier<'d, 't> {
    pub document: &'d Document<'t>,
    pub lexicon: &'static Lexicon,
}

impl Classifier<'_, '_> {
    pub(super) fn decide(&self, words: &[Word], at: usize, (start, end): (usize, usize)) -> Word {
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
            // "the drug-smuggling Rook clan", "a Lagos-based firm": made of two words, and no noun before another.
            Class::Noun
                if is_compound_adjective(lower)
                    && matches!(next_class, Some(Class::Noun | Class::Adjective | Class::Name)) =>
            {
                class(Class::Adjective)
            }
            // "the Montenegrin drug-smuggling Skaljari clan".
            Class::Noun
                if self.lexicon.is_demonym(self.document.word(at))
                    && self.document.lower_at(at + 1).is_some_and(is_compound_adjective) =>
            {
                class(Class::Adjective)
            }
            // "his deputy in the gang": an office, where no noun follows.
            Class::Adjective
                if (self.lexicon.offices.get(lower).is_some()
                    || matches!(lower, "representative" | "executive" | "operative" | "relative" | "fugitive"))
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
            // "Police data show that", "figures from the ministry show": papers show something.
            Class::Verb
                if (matches!(lower, "show" | "suggest" | "reveal" | "indicate")
                    || matches!(lower, "shows" | "suggests" | "reveals" | "indicates")
                        && self.document.lower_at(at + 1).is_some_and(|next| {
                            matches!(next, "that" | "how" | "a" | "the" | "he" | "she" | "they")
                        }))
                    && self.papers_before(at, start) =>
            {
                word
            }
            // "Bank records show that they met".
            Class::Verb
                if lower == "records"
                    && matches!(
                        self.document.lower_at(at + 1),
                        Some("show" | "showed" | "suggest" | "indicate" | "reveal" | "say" | "seen" | "obtained")
                    ) =>
            {
                class(Class::Noun)
            }
            // "sees a step but states that": no noun.
            Class::Verb
                if lower == "states"
                    && self.document.lower_at(at + 1) == Some("that")
                    && at > start
                    && matches!(self.document.lower(at - 1), "but" | "and" | "also" | "further" | "," | ")") =>
            {
                word
            }
            // "Brandt denies having met him".
            Class::Verb
                if word.lemma == "deny" && matches!(self.document.lower_at(at + 1), Some("having" | "being")) =>
            {
                word
            }
            // "Those arrested for the murder include Brandt": no noun.
            Class::Verb if lower == "include" => word,
            // "Brandt and 19 other officers face 94 charges".
            Class::Verb
                if lower == "face"
                    && previous_class == Some(Class::Noun)
                    && self.document.lower(at - 1).ends_with('s')
                    && (matches!(next_class, Some(Class::Number))
                        || matches!(self.document.lower_at(at + 1), Some("charges" | "trial" | "prosecution"))) =>
            {
                word
            }
            // "managing director at": no deed.
            Class::Verb
                if lower == "managing"
                    && matches!(
                        self.document.lower_at(at + 1),
                        Some("director" | "directors" | "partner" | "editor" | "agent" | "member")
                    ) =>
            {
                class(Class::Adjective)
            }
            // "the founder of shipping firm Halvane": what the firm does.
            Class::Verb
                if word.forms.ing
                    && matches!(previous_class, Some(Class::Preposition | Class::Determiner | Class::Genitive))
                    && matches!(
                        self.document.lower_at(at + 1),
                        Some(
                            "company"
                                | "firm"
                                | "giant"
                                | "conglomerate"
                                | "businessman"
                                | "tycoon"
                                | "magnate"
                                | "group"
                        )
                    )
                    && matches!(previous_class, Some(Class::Determiner | Class::Genitive))
                        | words.get(at + 2).is_some_and(|w| w.class == Class::Name) =>
            {
                class(Class::Adjective)
            }
            // "Brandt and Pell each hold a half".
            Class::Verb
                if word.forms.base
                    && at > start + 1
                    && self.document.lower(at - 1) == "each"
                    && matches!(words[at - 2].class, Class::Name | Class::Pronoun) =>
            {
                word
            }
            Class::Verb => self.verb_or_not(word, at, lower, previous, before, next, end, words),
            // "her" before a noun is possessive; "him" is not in doubt.
            Class::Possessive if lower == "her" || lower == "his" => {
                let owns = matches!(
                    next_class,
                    Some(Class::Noun | Class::Adjective | Class::Name | Class::Number | Class::Verb)
                ) && !(matches!(next_class, Some(Class::Verb))
                    && !self.describes_noun(words, at + 1, end)
                    && next.is_some_and(|w| w.forms.past && !self.is_nominal(self.document.lower(at + 1))))
                    || next_class == Some(Class::QuoteOpen)
                    // "his then wife".
                    || next.is_some() && self.document.lower(at + 1) == "then"
                        && at + 2 < end && words[at + 2].class == Class::Noun;
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
            // "she'd been asleep", "he'd never met him": had.
            Class::Modal
                if lower == "'d" && {
                    let verb = (at + 1..end).find(|i| !matches!(words[*i].class, Class::Adverb | Class::Negation));
                    verb.is_some_and(|i| {
                        matches!(words[i].class, Class::Be | Class::Have | Class::Verb)
                            && (words[i].forms.participle || words[i].forms.past)
                            && !words[i].forms.base
                    })
                } =>
            {
                Word { class: Class::Have, lemma: "have", forms: Forms { past: true, ..Forms::default() } }
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

    /// "his trusted lieutenant": a participle before a noun.
    fn describes_noun(&self, words: &[Word], at: usize, end: usize) -> bool {
        words[at].forms.participle
            && at + 1 < end
            && words[at + 1].class == Class::Noun
            && crate::chunk::is_person_noun(self.document.lower(at + 1), self.lexicon)
    }

    /// Whether what stands before a word begins with data or documents in the plural and holds no verb.
    fn papers_before(&self, at: usize, start: usize) -> bool {
        let open = at.saturating_sub(9).max(start);
        let papers = (open..at).rev().find(|i| {
            matches!(
                self.document.lower(*i),
                "data"
                    | "figures"
                    | "statistics"
                    | "records"
                    | "documents"
                    | "papers"
                    | "files"
                    | "emails"
                    | "messages"
                    | "results"
                    | "reports"
                    | "accounts"
                    | "filings"
                    | "numbers"
                    | "surveys"
                    | "studies"
                    | "estimates"
                    | "transcripts"
                    | "recordings"
                    | "invoices"
                    | "polls"
            )
        });
        let follows = matches!(
            self.document.lower_at(at + 1),
            None | Some("." | "," | "that" | "a" | "an" | "the" | "how" | "no" | "he" | "she" | "they" | "it")
        ) || self.document.tokens.get(at + 1).is_some_and(|t| t.kind == crate::token::Kind::Number)
            || at + 1 < self.document.tokens.len() && self.document.is_capitalised(at + 1);
        papers.is_some_and(|p| (p + 1..at).all(|i| !matches!(self.document.lower(i), "." | "," | ";"))) && follows
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
        // "a syndicate, run by Brandt".
        if lower == "run"
            && self.document.lower_at(at + 1) == Some("by")
            && matches!(previous.map(|p| p.class), Some(Class::Comma))
        {
            return word;
        }
        let Some(previous) = previous else {
            if word.forms.ing && self.document.lower_at(at + 1).is_some_and(is_of_justice) {
                return class(Class::Adjective);
            }
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
        // "Both pleaded guilty": no guilty that is pleaded.
        if lower == "pleaded" && matches!(self.document.lower_at(at + 1), Some("guilty" | "not")) {
            return word;
        }
        // "Prosecuting attorney Pell said": what he is, and nobody's deed.
        let of_office = word.forms.ing
            && matches!(word.lemma, "prosecute" | "arrest" | "investigate" | "sentence" | "charge" | "convict" | "try")
            && self.document.lower_at(at + 1).is_some_and(is_of_justice);
        if of_office {
            return class(Class::Adjective);
        }
        let after_noun = matches!(
            previous.class,
            Class::Noun | Class::Name | Class::Pronoun | Class::Date | Class::Number | Class::Close
        );
        let pure_participle = (word.forms.past || word.forms.participle) && !word.forms.base;
        match previous.class {
            Class::Modal | Class::Do => return if word.forms.base || pure_participle { word } else { noun },
            // "pleaded guilty to murder", "admitted to fraud".
            Class::To
                if uses.noun
                    && before.checked_sub(1).is_some_and(|i| {
                        matches!(self.document.lower(i), "guilty" | "plea" | "pleas" | "confessed" | "confession")
                    })
                    && !matches!(next_class, Some(Class::Determiner | Class::Possessive | Class::Name)) =>
            {
                return noun;
            }
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
            // "the second accused denied it".
            Class::Adjective | Class::Number
                if lower == "accused"
                    && matches!(
                        previous_lower,
                        "first" | "second" | "third" | "fourth" | "fifth" | "1st" | "2nd" | "3rd"
                    ) =>
            {
                return noun;
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
                // "Those arrested include Brandt".
                let next = self.document.lower_at(at + 1).unwrap_or_default();
                if pure_participle && previous_lower == "those" && matches!(next, "include" | "included") {
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
                // "the founder of failed crypto exchanges".
                if previous_lower == "of" && word.forms.participle && !word.forms.base && nominal_next {
                    return class(Class::Adjective);
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
            let is_faced = lower == "faces"
                && matches!(previous.class, Class::Comma | Class::Close)
                && self.document.lower_at(at + 1).is_some_and(is_faced_by_accused);
            if is_faced || previous.class == Class::Comma && self.closes_apposition(words, at) {
                return word;
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
        // "records show that Brandt set up the firm".
        if word.forms.past && word.lemma == "set" && after_noun && matches!(self.document.lower_at(at + 1), Some("up"))
        {
            return word;
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
        // "owned by Brandt and run by Pell".
        if word.forms.participle
            && word.forms.base
            && previous.class == Class::Conjunction
            && self.document.lower_at(at + 1) == Some("by")
        {
            return Word { forms: Forms { participle: true, ..Forms::default() }, ..word };
        }
        // "Brandt and his son Pell control the firm": several before it, and what they act on behind it.
        if previous.class == Class::Name
            && word.forms.base
            && matches!(next_class, Some(Class::Determiner | Class::Possessive | Class::Pronoun | Class::Name))
            && joined_names(words, at)
        {
            return word;
        }
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

/// Words joined by a hyphen whose second says how or by whom: "drug-smuggling", "state-owned", "one-eyed".
fn is_compound_adjective(word: &str) -> bool {
    word.rsplit_once('-').is_some_and(|(first, second)| {
        !first.is_empty()
            && second.len() > 3
            && (second.ends_with("ing") || second.ends_with("ed"))
            && !matches!(second, "ring" | "king" | "wing" | "being" | "building" | "seed" | "breed")
            || matches!(
                first,
                "ultra" | "far" | "pro" | "anti" | "high" | "low" | "long" | "well" | "top" | "super" | "semi"
            )
            || matches!(second, "born" | "style" | "owned" | "led" | "run" | "type" | "level" | "era" | "time")
    })
}

/// Whether names joined by "and" and nothing but nouns stand before a word: a subject in the plural.
fn joined_names(words: &[Word], at: usize) -> bool {
    let nominal = |w: &&Word| {
        matches!(
            w.class,
            Class::Name
                | Class::Noun
                | Class::Adjective
                | Class::Possessive
                | Class::Determiner
                | Class::Conjunction
                | Class::Genitive
        )
    };
    let run: Vec<Class> = words[..at].iter().rev().take(12).take_while(nominal).map(|w| w.class).collect();
    let Some(and) = run.iter().position(|c| *c == Class::Conjunction) else { return false };
    run[..and].iter().all(|c| *c != Class::Genitive) && run.get(and + 1) == Some(&Class::Name)
}
