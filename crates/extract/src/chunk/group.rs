//! Verb groups: "has not been charged".

use super::*;
use crate::word::Class;

impl Chunker<'_, '_> {
    pub(super) fn verb_group(&self, start: usize, limit: usize, out: &mut Chunks) -> Option<usize> {
        let mut at = start;
        let mut modal = None;
        let mut negated = false;
        let mut passive = false;
        let mut main: Option<usize> = None;
        let mut auxiliary: Option<Class> = None;
        let mut infinitive = false;
        let mut gerund_auxiliary = false;
        let mut finite = false;
        while at < limit {
            let word = &self.words[at];
            match word.class {
                Class::Adverb | Class::Negation => {
                    if at == start && word.class == Class::Adverb {
                        return None;
                    }
                    // Look past adverbs for a verb that goes on with the group.
                    let mut next = at;
                    while matches!(self.class(next, limit), Some(Class::Adverb | Class::Negation)) {
                        next += 1;
                    }
                    let negates = (at..next).any(|i| {
                        self.words[i].class == Class::Negation || matches!(self.document.lower(i), "never" | "hardly")
                    });
                    let verb_next = self.class(next, limit).is_some_and(|class| {
                        matches!(class, Class::Verb | Class::Be | Class::Have | Class::Modal | Class::Do)
                            || class == Class::To && main.is_none() && at == start
                    });
                    if !verb_next || !self.fits(auxiliary, infinitive, modal.is_some(), next) {
                        if main.is_some() && negates && self.words[at].class == Class::Negation {
                            negated = true;
                            at += 1;
                        }
                        break;
                    }
                    negated |= negates;
                    at = next;
                }
                // "is 51 percent owned by": how much of it.
                Class::Number if auxiliary == Some(Class::Be) => {
                    let next = (at..limit).find(|i| self.words[*i].class != Class::Number).unwrap_or(limit);
                    let share = (at..next).any(|i| matches!(self.document.lower(i), "%" | "percent" | "cent"));
                    let owned = next < limit
                        && self.words[next].class == Class::Verb
                        && matches!(self.words[next].lemma, "own" | "control" | "hold")
                        && self.fits(auxiliary, infinitive, modal.is_some(), next);
                    if !share || !owned {
                        break;
                    }
                    at = next;
                }
                // "had “never spoken a word”": the quotation begins inside the verb group.
                Class::QuoteOpen if auxiliary.is_some() => {
                    let mut next = at + 1;
                    let mut negates = false;
                    while matches!(self.class(next, limit), Some(Class::Adverb | Class::Negation)) {
                        negates |= self.words[next].class == Class::Negation
                            || matches!(self.document.lower(next), "never" | "hardly");
                        next += 1;
                    }
                    let goes_on = next < limit
                        && matches!(self.words[next].class, Class::Verb | Class::Be | Class::Have)
                        && self.fits(auxiliary, infinitive, modal.is_some(), next);
                    if !goes_on {
                        break;
                    }
                    negated |= negates;
                    at = next;
                }
                // "was today jailed", "has on Friday been convicted".
                Class::Date | Class::Preposition if matches!(auxiliary, Some(Class::Be | Class::Have)) => {
                    let Some(next) = self
                        .past_date(at, limit)
                        .filter(|next| self.fits(auxiliary, infinitive, modal.is_some(), *next))
                    else {
                        break;
                    };
                    at = next;
                }
                // "was, together with another, indicted": words between commas inside the group.
                Class::Comma if matches!(auxiliary, Some(Class::Be | Class::Have)) => {
                    let Some(next) = self
                        .past_aside(at, limit)
                        .filter(|next| self.fits(auxiliary, infinitive, modal.is_some(), *next))
                    else {
                        break;
                    };
                    at = next;
                }
                Class::To => {
                    if at != start && main.is_some() || infinitive {
                        break;
                    }
                    let mut next = at + 1;
                    while matches!(self.class(next, limit), Some(Class::Adverb | Class::Negation | Class::QuoteOpen)) {
                        next += 1;
                    }
                    let base = next < limit
                        && matches!(self.words[next].class, Class::Verb | Class::Be | Class::Have | Class::Do)
                        && self.words[next].forms.base;
                    if !base {
                        return None;
                    }
                    infinitive = true;
                    at += 1;
                    while self.class(at, limit) == Some(Class::QuoteOpen) {
                        at += 1;
                    }
                }
                Class::Modal => {
                    if main.is_some() || modal.is_some() || infinitive {
                        break;
                    }
                    modal = Some(at);
                    finite = true;
                    at += 1;
                }
                Class::Be | Class::Have | Class::Do | Class::Verb => {
                    if !self.fits(auxiliary, infinitive, modal.is_some(), at) {
                        break;
                    }
                    let is_auxiliary = matches!(word.class, Class::Be | Class::Have | Class::Do);
                    if auxiliary.is_none() && !infinitive && modal.is_none() {
                        finite = word.forms.past
                            || word.forms.third
                            || word.forms.base
                            || word.class == Class::Be && !word.forms.ing && !word.forms.participle
                            || self.document.tokens[at].kind == crate::token::Kind::Clitic;
                        gerund_auxiliary = word.forms.ing;
                        if gerund_auxiliary {
                            finite = false;
                        }
                    }
                    let after_be = auxiliary == Some(Class::Be) || auxiliary.is_some() && self.lemma_is_get(main);
                    passive = !is_auxiliary && after_be && word.forms.participle && !word.forms.ing
                        || is_auxiliary && passive;
                    main = Some(at);
                    at += 1;
                    if is_auxiliary {
                        auxiliary = Some(word.class);
                    } else if word.lemma == "get"
                        && self.words.get(at).is_some_and(|w| {
                            at < limit && w.class == Class::Verb && w.forms.participle && !w.forms.base
                        })
                    {
                        auxiliary = Some(Class::Be);
                    } else {
                        break;
                    }
                }
                _ => break,
            }
        }
        let main = main?;
        let word = &self.words[main];
        let lemma = if word.lemma.is_empty() { "be" } else { word.lemma };
        // "helped found the gang": what looks like the past of "find".
        let helps = main == start
            && self.document.lower(main) == "found"
            && start.checked_sub(1).is_some_and(|i| self.words[i].lemma == "help");
        let (lemma, infinitive) = if helps { ("found", true) } else { (lemma, infinitive) };
        let bare = auxiliary.is_none() && !infinitive && modal.is_none();
        // "Brandt, the former mayor, received five years": nobody is received a length of time.
        let gets_term = lemma == "receive"
            && self.class(main + 1, limit) == Some(Class::Date)
            && !(main + 2..(main + 5).min(limit)).any(|i| matches!(self.document.lower(i), "ago" | "earlier"))
            && (main + 2..(main + 4).min(limit)).any(|i| matches!(self.document.lower(i), "years" | "months" | "year"));
        // "David Emanuel, defending Burrows, said": nobody is a said one.
        let says =
            lemma == "say" && bare && (main + 1 >= limit || !matches!(self.document.lower(main + 1), "to" | "by"));
        let ambiguous =
            bare && word.class == Class::Verb && word.forms.participle && word.forms.past && !gets_term && !says;
        let participle =
            bare && word.class == Class::Verb && word.forms.participle && !word.forms.past && !word.forms.base;
        let shape = if infinitive {
            Shape::Infinitive
        } else if participle {
            Shape::Participle
        } else if bare && word.forms.ing || gerund_auxiliary {
            Shape::Gerund
        } else if finite || ambiguous || gets_term || says && word.forms.past {
            Shape::Finite
        } else if word.forms.participle {
            Shape::Participle
        } else {
            Shape::Finite
        };
        // Trailing adverbs stay outside.
        while at > main + 1 && self.words[at - 1].class == Class::Adverb {
            at -= 1;
        }
        // "passed on the roster", but "passed on Monday".
        let passed_on = |at: usize| {
            lemma == "pass"
                && self.document.lower(at) == "on"
                && !matches!(self.class(at + 1, limit), Some(Class::Date))
        };
        let particle = (at < limit
            && (matches!(self.document.lower(at), "off" | "up" | "out" | "down" | "over" | "away" | "back")
                || passed_on(at))
            && matches!(self.words[at].class, Class::Preposition | Class::Adverb))
        .then_some(at);
        // "from" or "of" after a particle belongs to what follows; a particle before a noun phrase may be a preposition.
        let particle = particle.filter(|i| {
            // "arrested over bribes", "dismissed over his links": what for.
            let what_for = matches!(
                lemma,
                "arrest"
                    | "charge"
                    | "jail"
                    | "detain"
                    | "sack"
                    | "fire"
                    | "suspend"
                    | "question"
                    | "fine"
                    | "sentence"
                    | "indict"
                    | "prosecute"
                    | "sue"
                    | "investigate"
                    | "convict"
                    | "resign"
                    | "dismiss"
                    | "grill"
            );
            self.document.lower(*i) != "over" || !what_for && !matches!(self.class(*i + 1, limit), Some(Class::Date))
        });
        let end = particle.map_or(at, |particle| particle + 1);
        out.groups.push(VerbGroup {
            tokens: start..end,
            main,
            lemma,
            particle,
            passive,
            shape,
            negated,
            modal,
            ambiguous,
            bare: bare && word.forms.base && !word.forms.past,
        });
        Some(end)
    }

    /// Where a verb group goes on after a date, with a preposition or without.
    fn past_date(&self, at: usize, limit: usize) -> Option<usize> {
        let dated = at + usize::from(self.class(at, limit)? == Class::Preposition);
        if self.class(dated, limit)? != Class::Date {
            return None;
        }
        let next = (dated..limit.min(dated + 5)).find(|i| self.words[*i].class != Class::Date)?;
        let verb = self.words[next].class == Class::Be
            || self.words[next].class == Class::Verb
                && (self.words[next].forms.participle || self.words[next].forms.ing);
        verb.then_some(next)
    }

    /// Where a verb group goes on after words between commas that hold no verb and no name: "has, on two occasions, been".
    fn past_aside(&self, comma: usize, limit: usize) -> Option<usize> {
        let opens = matches!(self.class(comma + 1, limit)?, Class::Preposition | Class::Adverb | Class::Date);
        let closing = (comma + 1..limit.min(comma + 12)).find(|i| self.words[*i].class == Class::Comma)?;
        let plain = (comma + 1..closing).all(|i| {
            !matches!(
                self.words[i].class,
                Class::Verb
                    | Class::Be
                    | Class::Have
                    | Class::Do
                    | Class::Modal
                    | Class::Relative
                    | Class::Subordinator
                    | Class::Negation
                    | Class::Name
            )
        });
        let verb = matches!(self.class(closing + 1, limit)?, Class::Verb | Class::Be);
        (opens && plain && verb && closing > comma + 1).then_some(closing + 1)
    }

    pub(super) fn lemma_is_get(&self, main: Option<usize>) -> bool {
        main.is_some_and(|i| self.words[i].lemma == "get")
    }

    /// Whether a verb form can follow what the group has so far.
    pub(super) fn fits(&self, auxiliary: Option<Class>, infinitive: bool, modal: bool, at: usize) -> bool {
        let word = &self.words[at];
        match auxiliary {
            Some(Class::Be) => word.forms.ing || word.forms.participle,
            Some(Class::Have) => {
                word.forms.participle && !(word.class == Class::Have && word.forms.past && word.forms.base)
            }
            Some(_) => word.forms.base,
            None if infinitive || modal => word.forms.base,
            None => true,
        }
    }
}
