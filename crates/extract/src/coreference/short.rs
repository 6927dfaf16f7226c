//! One body by several names: its short name, its initials, the beginning or the end of its long name.

use super::*;

impl Joiner {
    /// "the Court of Appeal" after "the Ostrand Court of Appeal", "the Quayside district branch" after the branch with
    /// its bureau: the one name that ends or, for a unit, begins with these words.
    pub(super) fn longer(&self, words: &[String], sort: Sort) -> Option<usize> {
        if words.len() < 2 || self.by_name.len() > 4_000 {
            return None;
        }
        let text = words.join(" ");
        let tail = format!(" {text}");
        let head = format!("{text} of ");
        let seat = format!("{text} in ");
        let is_unit = |name: &str| {
            let last = name.rsplit(' ').next().unwrap_or_default();
            name.contains(' ')
                && matches!(last, "branch" | "office" | "division" | "department" | "unit" | "section" | "directorate")
        };
        let fits = |name: &str, entity: usize| {
            let known = self.entities[entity].sort;
            let same_sort =
                known == sort || sort == Sort::Body && known.is_public() || known == Sort::Body && sort.is_public();
            same_sort
                // What stands before must not make it a unit: "the branch of the Tangshan Bureau" is not the bureau.
                && (name.strip_suffix(&tail).is_some_and(|before| !before.split(' ').any(|word| word == "of"))
                    || name.starts_with(&head)
                    || name.starts_with(&seat)
                    || is_unit(name) && text.strip_prefix(name).is_some_and(|after| after.starts_with(" of ")))
        };
        let mut found: Vec<usize> = self
            .by_name
            .iter()
            .filter(|((kind, name), entity)| *kind == MentionKind::Organisation && fits(name, **entity))
            .map(|(_, e)| *e)
            .collect();
        found.dedup();
        match found.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// "the Marenport Police Bureau (MPB)", "the Narcotics Board (Junta de Drogas – JD)": what the bracket right behind a
    /// body's name calls it besides.
    pub(super) fn introduced(&self, mentions: &[Mention], at: usize, name: &str, analysis: &Analysis) -> Option<usize> {
        let document = &analysis.document;
        let tokens = &mentions[at].tokens;
        if let Some(named) = known_as(mentions, at, analysis) {
            return Some(named);
        }
        let is_bracket = |i: usize| document.lower_at(i) == Some("(");
        let is_dash = |i: usize| matches!(document.lower_at(i), Some("–" | "—" | "-" | "," | "or"));
        let capitals = name.chars().filter(|c| c.is_uppercase()).count();
        let one = name.split_whitespace().count() == 1;
        let open = if is_bracket(tokens.start.checked_sub(1)?) {
            tokens.start - 1
        } else if one && capitals >= 2 && is_dash(tokens.start - 1) {
            // The short name after the long one in the same bracket.
            (tokens.start.saturating_sub(10)..tokens.start - 1).rev().find(|i| is_bracket(*i))?
        } else {
            return None;
        };
        let closes = (tokens.end..tokens.end + 6)
            .take_while(|i| !is_bracket(*i))
            .find(|i| document.lower_at(*i) == Some(")"))?;
        let alone = closes == tokens.end || is_dash(tokens.end) && closes > tokens.end + 1;
        let before = mentions[at.saturating_sub(8)..at]
            .iter()
            .rev()
            .find(|m| m.tokens.end == open && m.kind == MentionKind::Organisation)?;
        // "the Labour Party (Unite the Union)" is rare; a place or a person in brackets is no mention of a body.
        before.entity.filter(|_| alone && (capitals >= 2 || !one))
    }

    /// "the Central Bureau of Investigation" after "the CBI": the body that so far went by nothing but the initials. Those of
    /// the parts of "Anti-Corruption" count only where the short name follows in brackets.
    pub(super) fn shortened(&self, mention: &Mention, name: &str, analysis: &Analysis) -> Option<usize> {
        let document = &analysis.document;
        let end = mention.tokens.end;
        let bracket = document.lower_at(end).filter(|word| *word == "(").and_then(|_| document.lower_at(end + 1));
        let plain = Some(initials(name));
        let by = |short: String| self.by_name.get(&(MentionKind::Organisation, short)).copied();
        let short = bracket.map(str::to_owned).or(plain).filter(|short| short.chars().count() > 2)?;
        let known = by(short)?;
        let names = &self.entities[known].names;
        let only = names.iter().all(|name| name.chars().all(char::is_uppercase));
        (name.contains(' ') && only).then_some(known)
    }

    /// "NIMASA" for "Nigerian Maritime Administration and Safety Agency": letters that begin its words, in their order.
    pub(super) fn syllabic(&self, name: &str) -> Option<usize> {
        let is_short = name.chars().count() > 3 && name.chars().count() <= 10 && name.chars().all(char::is_uppercase);
        if !is_short || self.by_name.len() > 4_000 {
            return None;
        }
        let short = name.to_lowercase();
        let fits = |entity: &Entity| {
            entity.kind == MentionKind::Organisation
                && entity.names.iter().any(|long| long.split(' ').count() > 2 && is_made_of(&short, long))
        };
        let mut found = self.entities.iter().enumerate().filter(|(_, entity)| fits(entity));
        let (entity, _) = found.next()?;
        found.next().is_none().then_some(entity)
    }

    /// "Mayu Global" after "Mayu Global Group Bhd", and "the Rook gang" after "the Rook": the one body whose name goes on
    /// after these words, or ends before the noun that they end in.
    pub(super) fn begun(&self, words: &[String], sort: Sort) -> Option<usize> {
        if self.by_name.len() > 4_000 {
            return None;
        }
        let text = words.join(" ");
        let longer = format!("{text} ");
        let noun = words.last().filter(|word| words.len() > 1 && is_gang_noun(word));
        let stem = noun.map(|noun| text[..text.len() - noun.len()].trim_end());
        let is_open = |entity: &usize| matches!(self.entities[*entity].sort, Sort::Group | Sort::Unknown);
        let mut found: Vec<usize> = match stem {
            Some(stem) => {
                let known = self.by_name.get(&(MentionKind::Organisation, stem.to_owned())).copied();
                known.filter(is_open).into_iter().collect()
            }
            None if words.len() > 1 && matches!(sort, Sort::Company | Sort::Unknown) => {
                let range = self.by_name.range((MentionKind::Organisation, longer.clone())..);
                let names = range
                    .take_while(|((kind, name), _)| *kind == MentionKind::Organisation && name.starts_with(&longer));
                names.map(|(_, entity)| *entity).filter(|e| self.entities[*e].sort == Sort::Company).collect()
            }
            None => Vec::new(),
        };
        found.sort_unstable();
        found.dedup();
        match found.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }
}

/// What a gang's name says without the nouns for a gang behind it: "kinahan" of "kinahan organised crime group". Nothing where
/// a nation or a place is all that stays: "the Velkoran mafia" is not "the Velkoran gang".
pub(super) fn gang_stem(words: &[String], lexicon: &crate::lexicon::Lexicon) -> Option<String> {
    let is_kind = |word: &String| {
        is_gang_noun(word)
            || matches!(
                word.as_str(),
                "crime"
                    | "criminal"
                    | "organised"
                    | "organized"
                    | "drug"
                    | "drugs"
                    | "biker"
                    | "bikie"
                    | "motorcycle"
                    | "outlaw"
                    | "street"
                    | "prison"
                    | "organisation"
                    | "organization"
                    | "network"
                    | "outfit"
                    | "gangs"
                    | "families"
            )
    };
    let end = words.iter().rposition(|word| !is_kind(word))? + 1;
    let capital = |word: &String| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
    };
    let proper: Vec<String> = words[..end].iter().map(capital).collect();
    let nation = proper.iter().all(|word| lexicon.is_demonym(word)) || lexicon.places.get(&proper.join(" ")).is_some();
    let common = words[..end].iter().all(|word| lexicon.is_common(word));
    (end < words.len() && !nation && !common).then(|| words[..end].join(" "))
}

/// Other ways to say a ministry's name: "department of justice" for "justice department" and the other way round.
pub(super) fn ministry_forms(words: &[String], lexicon: &crate::lexicon::Lexicon) -> Vec<String> {
    let is_noun = |word: &String| matches!(word.as_str(), "department" | "ministry");
    let mut forms = Vec::new();
    let Some(at) = words.iter().rposition(is_noun) else { return forms };
    let noun = &words[at];
    if at + 1 == words.len() && at > 0 {
        forms.push(format!("{noun} of {}", words[..at].join(" ")));
        // "the US Justice Department".
        let mut letters = words[0].chars();
        let first =
            letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default();
        let nation = matches!(words[0].as_str(), "us" | "u.s" | "uk")
            || lexicon.is_demonym(&first)
            || lexicon.places.get(&first).is_some();
        if at > 1 && nation {
            forms.push(format!("{noun} of {}", words[1..at].join(" ")));
            forms.push(format!("{} {noun}", words[1..at].join(" ")));
        }
    } else if words.get(at + 1).is_some_and(|word| word == "of") && at + 2 < words.len() {
        forms.push(format!("{} {noun}", words[at + 2..].join(" ")));
    }
    forms
}

/// "the Directorate for Serious Crime, popularly known as the Falcons": the body right before the naming words.
fn known_as(mentions: &[Mention], at: usize, analysis: &Analysis) -> Option<usize> {
    let word = |back: usize| mentions[at].tokens.start.checked_sub(back).map_or("", |i| analysis.document.lower(i));
    let mut back = 1;
    while matches!(word(back), "the" | "“" | "\"" | "‘" | "'") {
        back += 1;
    }
    if !(word(back) == "as" && word(back + 1) == "known") {
        return None;
    }
    back += 2;
    while word(back).ends_with("ly") || matches!(word(back), "also" | "better" | "best") {
        back += 1;
    }
    let end = mentions[at].tokens.start.checked_sub(back).filter(|_| word(back) == ",")?;
    let named = mentions[at.saturating_sub(4)..at].iter().rev();
    // "an offshoot of the Rook cartel, known as": the offshoot is known so.
    let is_part = |m: &Mention| {
        let before = |back: usize| m.tokens.start.checked_sub(back).map_or("", |i| analysis.document.lower(i));
        before(1) == "of" || before(1) == "the" && before(2) == "of"
    };
    let named = named.filter(|m| !is_part(m));
    named.filter(|m| m.tokens.end == end && m.kind == MentionKind::Organisation).find_map(|m| m.entity)
}

/// Whether a short name is made of the beginnings of all the capitalised words of a long one.
fn is_made_of(short: &str, long: &str) -> bool {
    let words: Vec<String> =
        long.split(' ').filter(|word| word.starts_with(char::is_uppercase)).map(str::to_lowercase).collect();
    fn rest(short: &str, words: &[String]) -> bool {
        let Some((word, others)) = words.split_first() else { return short.is_empty() };
        let ends = short.char_indices().map(|(at, letter)| at + letter.len_utf8()).take(3);
        ends.into_iter().any(|end| word.starts_with(&short[..end]) && rest(&short[end..], others))
    }
    rest(short, &words)
}

/// Nouns that a gang's name may end in or go without.
fn is_gang_noun(word: &str) -> bool {
    matches!(
        word,
        "gang" | "clan" | "cartel" | "syndicate" | "crew" | "mob" | "triad" | "mafia" | "family" | "group" | "militia"
    )
}

/// The first letters of a name's capitalised words, in lower case.
pub(super) fn initials(name: &str) -> String {
    name.split_whitespace()
        .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_lowercase)
        .collect()
}
