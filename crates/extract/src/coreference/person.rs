//! One person by several names: surname, nickname, alias, title.

use super::*;

impl Joiner {
    /// "Ivo Petrov, alias “El Sordo”" after a headline about "El Sordo": whoever so far went by nothing but the nickname.
    pub(super) fn known_by_alias(&self, mention: &Mention, analysis: &Analysis) -> Option<usize> {
        let alias = alias_after(mention.tokens.end, analysis).or_else(|| nickname_within(&mention.tokens, analysis))?;
        let bare =
            |name: &str| name.strip_prefix("el ").or_else(|| name.strip_prefix("la ")).unwrap_or(name).to_owned();
        let word = alias.split(' ').next_back()?;
        let mut called = self.persons_with(word).iter().copied().take(NAMESAKES).filter(|person| {
            let person = &self.entities[*person];
            let only = person.names.iter().all(|name| bare(&key(name).join(" ")) == bare(&alias));
            only && !person.names.is_empty() && !clash(person.gender, mention.gender)
        });
        called.next().filter(|_| called.next().is_none())
    }

    /// Whom a full name speaks of: somebody known by it, or by its surname alone so far, or somebody new.
    pub(super) fn full_name(&mut self, mention: &Mention, name: &str, analysis: &Analysis) -> usize {
        let words = key(name);
        let first = words.first().map_or("", String::as_str);
        // "De Luca" after "Anna De Luca": a particle leads to nobody.
        let first = if is_particle(first) { words.last().map_or("", String::as_str) } else { first };
        let relative = is_relative(mention, analysis);
        let same = self.persons_with(first).iter().copied().take(NAMESAKES).find(|person| {
            self.entities[*person].names.iter().any(|known| {
                let known = key(known);
                // "Flynn's son, Michael Flynn Jr.".
                if relative && differ_in_generation(&known, &words) {
                    return false;
                }
                // Equal, or one leaves out words of the other but not the first: "Joaquín Guzmán (Loera)".
                known == words
                    // "Lo Greco" after "Vito Lo Greco".
                    || words.len() > 1 && known.len() > words.len() && known.ends_with(&words)
                    || known.len() > 1
                        && known[0] == words[0]
                        && (known.iter().all(|w| words.contains(w)) || words.iter().all(|w| known.contains(w)))
            })
        });
        if let Some(found) = same {
            return found;
        }
        // An earlier bare surname becomes this full name, unless kinship tells them apart.
        let surname = surname_of(&words, analysis, name);
        let bare = self.persons_with(&surname).iter().copied().take(NAMESAKES).find(|person| {
            let person = &self.entities[*person];
            person.names.len() == 1 && key(&person.names[0]).len() == 1 && !clash(person.gender, mention.gender)
        });
        // "his son Nino", and then "Nino Ferrante".
        // Nobody is named twice in one list: "his brother Anthony and his deputy, Anthony Zerilli".
        let sentence = analysis.document.sentence_of(mention.tokens.start);
        let beside = |person: usize| {
            let spoken = self.entities[person].mentions.last();
            let last = spoken.and_then(|at| self.places.get(*at));
            last.is_some_and(|token| analysis.document.sentence_of(*token) == sentence)
        };
        let given = || {
            let alone = self.persons_with(first).iter().copied().take(NAMESAKES).filter(|person| {
                let person = &self.entities[*person];
                person.names.len() == 1 && key(&person.names[0]) == words[..1] && !clash(person.gender, mention.gender)
            });
            alone.take(2).collect::<Vec<_>>()
        };
        let given = match given().as_slice() {
            [one]
                if words.len() > 1 && !beside(*one) && {
                    let given = name.split(' ').next().unwrap_or_default();
                    analysis.lexicon.is_given(given) || !analysis.lexicon.is_surname(given)
                } =>
            {
                Some(*one)
            }
            _ => None,
        };
        match bare.filter(|_| !is_relative(mention, analysis)).or(given) {
            Some(found) => found,
            None => self.add(MentionKind::Person, Sort::Unknown),
        }
    }

    /// Whom a surname alone speaks of.
    pub(super) fn single_name(&mut self, mention: &Mention, name: &str, analysis: &Analysis) -> usize {
        let word = key(name).concat();
        let fits: Vec<usize> = self
            .persons_with(&word)
            .iter()
            .copied()
            .take(NAMESAKES)
            .filter(|i| !clash(self.entities[*i].gender, mention.gender))
            .collect();
        let fits = if fits.is_empty() && is_particle(&word) { self.ending_in(&word) } else { fits };
        let found = match fits.as_slice() {
            [] => self.add(MentionKind::Person, Sort::Unknown),
            [one] => *one,
            several => {
                let bound = self.surnames.get(&word).copied().filter(|bound| several.contains(bound));
                let same: Vec<usize> = several
                    .iter()
                    .copied()
                    .filter(|i| mention.gender.is_some() && self.entities[*i].gender == mention.gender)
                    .collect();
                // "Chase" is rather Stuart Chase than Chase Healy.
                let family: Vec<usize> = several
                    .iter()
                    .copied()
                    .filter(|i| {
                        self.entities[*i].names.iter().any(|n| family_name(n).as_deref() == Some(word.as_str()))
                    })
                    .collect();
                // "Justice Rusk" is the one whom the text called a justice.
                let title = title_of(mention, analysis);
                let called: Vec<usize> = several
                    .iter()
                    .copied()
                    .filter(|i| title.as_ref().is_some_and(|t| self.titles.get(i).is_some_and(|all| all.contains(t))))
                    .collect();
                let same = if called.len() == 1 { called } else { same };
                match (same.as_slice(), bound) {
                    ([one], _) => *one,
                    (_, None) if family.len() == 1 => family[0],
                    // Whoever went by the bare surname before; else whom the text introduced first, as papers do.
                    (_, Some(bound)) => bound,
                    _ => several[0],
                }
            }
        };
        self.surnames.insert(word, found);
        found
    }

    /// "Le" after "Michael Le": a family name that is a particle elsewhere.
    pub(super) fn ending_in(&self, word: &str) -> Vec<usize> {
        let persons = self.entities.iter().enumerate().filter(|(_, e)| e.kind == MentionKind::Person);
        let ends =
            |e: &Entity| e.names.iter().any(|name| name.contains(' ') && family_name(name).as_deref() == Some(word));
        persons.filter(|(_, e)| ends(e)).map(|(at, _)| at).take(2).collect()
    }
}

/// What somebody is called besides, right behind the name: ", also known as Kilo Vane,", ", alias “El Sordo”".
pub(super) fn alias_after(end: usize, analysis: &Analysis) -> Option<String> {
    let document = &analysis.document;
    let limit = document.sentences[document.sentence_of(end.saturating_sub(1))].tokens.end;
    let word = |at: usize| if at < limit { document.lower(at) } else { "" };
    let mut at = end;
    while matches!(word(at), "," | "(" | "also" | "better" | "widely" | "locally" | "best" | "is" | "was") {
        at += 1;
    }
    at += match (word(at), word(at + 1)) {
        ("known", "as") => 2,
        ("alias" | "aka" | "a.k.a" | "a.k.a." | "nicknamed", _) => 1,
        _ => return None,
    };
    let quoted = document.tokens.get(at).is_some_and(|t| t.kind == crate::token::Kind::QuoteOpen);
    at += usize::from(quoted);
    let ends = |i: &usize| {
        matches!(document.lower(*i), "," | ")" | ".") || document.tokens[*i].kind == crate::token::Kind::QuoteClose
    };
    let close = (at..limit.min(at + 5)).find(ends)?;
    let part = |i: usize| document.is_capitalised(i) || is_particle(document.lower(i)) || document.lower(i) == "the";
    let is_name = close > at && (at..close).all(part) && (at..close).any(|i| document.is_capitalised(i));
    // A common word without quotation marks names nobody: "known as Boss".
    let own = quoted || (at..close).any(|i| !analysis.lexicon.is_common(document.lower(i)));
    (is_name && own).then(|| key(document.words(&(at..close))).join(" ")).filter(|alias| !alias.is_empty())
}

/// The nickname inside a name: "el chapo" of "Joaquín “El Chapo” Guzmán"; of one word only where it is no common one.
pub(super) fn nickname_within(tokens: &std::ops::Range<usize>, analysis: &Analysis) -> Option<String> {
    use crate::token::Kind;
    let kind = |i: &usize| analysis.document.tokens[*i].kind;
    let open = tokens.clone().find(|i| kind(i) == Kind::QuoteOpen)?;
    let close = (open + 1..tokens.end).find(|i| kind(i) == Kind::QuoteClose)?;
    let words = key(analysis.document.words(&(open + 1..close)));
    let own = words.len() > 1 || words.first().is_some_and(|word| !analysis.lexicon.is_common(word));
    (own && !words.is_empty()).then(|| words.join(" "))
}

/// The title or office before a name, unless it says no more than the gender.
pub(super) fn title_of(mention: &Mention, analysis: &Analysis) -> Option<String> {
    let title = mention.title_tokens.as_ref()?;
    let word = analysis.document.lower(title.end - 1).trim_end_matches('.').to_owned();
    (!matches!(word.as_str(), "mr" | "mrs" | "ms" | "miss" | "dr" | "sir" | "lord")).then_some(word)
}

/// Whether one of two names says "Jr" or "II" and the other doesn't.
pub(super) fn differ_in_generation(a: &[String], b: &[String]) -> bool {
    let generation = |name: &[String]| name.iter().any(|w| matches!(w.as_str(), "jr" | "sr" | "ii" | "iii"));
    generation(a) != generation(b)
}

/// The family name: the first word of a Chinese name, the last of any other.
pub(super) fn surname_of(words: &[String], analysis: &Analysis, name: &str) -> String {
    let first = name.split_whitespace().next().unwrap_or_default();
    let chinese = analysis.lexicon.is_pinyin_surname(first) && !analysis.lexicon.is_given(first);
    let word = if chinese {
        words.first()
    } else {
        words.iter().rev().find(|w| !matches!(w.as_str(), "jr" | "sr" | "ii" | "iii"))
    };
    word.cloned().unwrap_or_default()
}

/// Whether a word of kinship stands with the name: "his wife, Nadia Erlingworth".
pub(super) fn is_relative(mention: &Mention, analysis: &Analysis) -> bool {
    let start = mention.tokens.start;
    (start.saturating_sub(3)..start)
        .chain(mention.tokens.end..mention.tokens.end + 4)
        .any(|i| analysis.document.lower_at(i).is_some_and(|word| analysis.lexicon.kin.get(word).is_some()))
}
