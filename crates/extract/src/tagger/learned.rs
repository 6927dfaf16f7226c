//! Names that the trained model finds where the rules are silent.

use std::collections::HashSet;
use std::ops::Range;

use crate::date::Date;
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionForm, MentionKind};
use crate::name::{NameReader, is_honour, is_told_by_place};
use crate::perceptron::NameModel;
use crate::sentence::Sentence;
use crate::token::Kind;

/// Names of a model, in the text's order.
pub(super) fn names(reader: &NameReader, model: &NameModel, sentences: &[&Sentence]) -> Vec<Mention> {
    let document = reader.document;
    let words: Vec<Vec<String>> = sentences
        .iter()
        .map(|s| s.tokens.clone().map(|i| document.word(i).replace(['’', 'ʼ'], "'")).collect())
        .collect();
    let slices: Vec<&[String]> = words.iter().map(Vec::as_slice).collect();
    let mut found = Vec::new();
    for (names, sentence) in model.names(&slices, None).into_iter().zip(sentences) {
        let start = sentence.tokens.start;
        let spans = names.into_iter().map(|(span, kind)| (start + span.start..start + span.end, kind));
        found.extend(spans.filter_map(|(tokens, kind)| reader.learned(tokens, kind, sentence.tokens.end)));
    }
    found.sort_by_key(|m| m.tokens.start);
    found
}

/// Takes in the model's names. What touches nothing of the rules or the dates is added; what holds more words than the rules
/// found takes their place; what the rules only guessed at may change its kind. No name of the rules is ever cut short:
/// of what is cut off "Okoth Were" the parser makes a verb, and of Okoth's accuser the accused.
pub(super) fn take(
    reader: &NameReader,
    names: Vec<Mention>,
    dates: &[Date],
    taken: &mut [bool],
    mentions: &mut Vec<Mention>,
) {
    let mut is_date = vec![false; taken.len()];
    for date in dates {
        is_date[date.tokens.clone()].fill(true);
    }
    mentions.sort_by_key(|m| m.tokens.start);
    let mut dropped = vec![false; mentions.len()];
    let (mut added, mut retyped) = (Vec::new(), Vec::new());
    for mut mention in names {
        let tokens = mention.tokens.clone();
        if taken[tokens.clone()].iter().all(|taken| !taken) {
            taken[tokens].fill(true);
            added.push(mention);
            continue;
        }
        if is_date[tokens.clone()].iter().any(|date| *date) {
            continue;
        }
        let from = mentions.partition_point(|m| m.tokens.start + LONGEST < tokens.start);
        let touched: Vec<usize> = (from..mentions.len())
            .take_while(|i| mentions[*i].tokens.start < tokens.end)
            .filter(|i| !dropped[*i] && tokens.start < mentions[*i].tokens.end)
            .collect();
        let same = touched.len() == 1 && mentions[touched[0]].tokens == tokens;
        let inside = |i: &usize| tokens.start <= mentions[*i].tokens.start && mentions[*i].tokens.end <= tokens.end;
        if touched.is_empty() || !touched.iter().all(inside) {
            continue;
        }
        if same {
            let known = &mut mentions[touched[0]];
            // "Silverline Agro" looks like a person; that somebody is a place or a place somebody the model tells too badly.
            let is_body = known.kind == MentionKind::Person && mention.kind == MentionKind::Organisation;
            if is_body && reader.is_guess(known) && !reader.followed_by_person_sign(tokens.end) {
                retyped.extend(tokens.clone().map(|i| reader.document.word(i).to_owned()));
                *known = mention;
            }
            continue;
        }
        let extends = touched.iter().all(|i| {
            let known = &mentions[*i];
            match (known.kind, mention.kind) {
                _ if known.sort == Sort::Group => false,
                (MentionKind::Person, MentionKind::Organisation) => reader.is_guess(known),
                (MentionKind::Place, MentionKind::Organisation) => true,
                (MentionKind::Place, MentionKind::Place) => tokens.clone().all(|i| reader.document.is_capitalised(i)),
                (was, is) => was == is,
            }
        });
        if extends && touched.len() <= 2 {
            let sort = mentions[touched[0]].sort;
            if mention.sort == Sort::Unknown && touched.len() == 1 && mentions[touched[0]].kind == mention.kind {
                mention.sort = sort;
            }
            if mention.kind == MentionKind::Person {
                mention.title_tokens = mention.title_tokens.or_else(|| mentions[touched[0]].title_tokens.clone());
            }
            for i in touched {
                dropped[i] = true;
            }
            taken[tokens].fill(true);
            added.push(mention);
        }
    }
    let mut at = 0;
    mentions.retain(|_| {
        at += 1;
        !dropped[at - 1]
    });
    mentions.extend(added);
    // "Silverline" alone was a person only because "Silverline Agro" was one.
    let persons = |m: &Mention| m.kind == MentionKind::Person && m.tokens.len() > 1;
    let words: HashSet<String> = mentions
        .iter()
        .filter(|m| persons(m))
        .flat_map(|m| m.tokens.clone())
        .map(|i| reader.document.word(i).to_owned())
        .collect();
    for mention in mentions.iter_mut().filter(|m| m.kind == MentionKind::Person && m.tokens.len() == 1) {
        let word = reader.document.word(mention.tokens.start);
        if retyped.iter().any(|other| other == word) && !words.contains(word) && mention.title_tokens.is_none() {
            mention.kind = MentionKind::Organisation;
            mention.sort = Sort::Unknown;
            mention.form = MentionForm::Name;
        }
    }
}

/// Words of a name, at most.
const LONGEST: usize = 24;

impl NameReader<'_, '_> {
    /// Whether the rules took a name for what it is without a list, a title or a head noun to say so.
    fn is_guess(&self, mention: &Mention) -> bool {
        let (document, lexicon) = (self.document, self.lexicon);
        let words = document.words(&mention.tokens);
        let word = |i: usize| document.word(i);
        match mention.kind {
            MentionKind::Person => {
                let (first, last) = (mention.tokens.start, mention.tokens.end - 1);
                let listed = mention.tokens.len() > 1
                    && (lexicon.is_given(word(first)) || lexicon.is_surname(word(last)))
                    || mention.tokens.len() == 1 && lexicon.is_surname(word(first));
                mention.title_tokens.is_none() && !listed && mention.tokens.len() > 1
            }
            MentionKind::Place => {
                lexicon.places.get(words).is_none() && lexicon.head(document.lower(mention.tokens.end - 1)).is_none()
            }
            MentionKind::Organisation => mention.sort == Sort::Unknown && lexicon.organisations.get(words).is_none(),
            _ => false,
        }
    }

    /// The mention that a model's name makes, or none where its words speak against it.
    fn learned(&self, span: Range<usize>, kind: MentionKind, limit: usize) -> Option<Mention> {
        let (document, lexicon) = (self.document, self.lexicon);
        let lower = |at: usize| document.lower_at(at).unwrap_or("");
        let mut tokens = span.clone();
        let is_word = |at: usize| document.tokens.get(at).is_some_and(|t| t.kind == Kind::Word);
        let is_tail = |at: usize| !is_word(at) || lexicon.is(lower(at), "preposition") || lower(at) == "aka";
        let is_letters = |at: usize| kind == MentionKind::Person && at > span.start && is_honour(document.word(at));
        while !tokens.is_empty() && (is_tail(tokens.end - 1) || is_letters(tokens.end - 1)) {
            tokens.end -= 1;
        }
        let mut title: Option<Range<usize>> = None;
        while tokens.len() > 1 {
            let at = tokens.start;
            let office = if kind == MentionKind::Person {
                lexicon
                    .offices
                    .longest_at(|i| (i + 1 < tokens.end).then(|| document.lower(i)), at)
                    .map_or(usize::from(lexicon.is_title(lower(at))), |(count, _)| count)
            } else {
                0
            };
            if office > 0 {
                title = Some(title.map_or(at, |t| t.start)..at + office);
                tokens.start += office;
            } else if !is_word(at)
                || lexicon.is(lower(at), "determiner")
                || lower(at) == "former"
                || is_told_by_place(lower(at))
            {
                tokens.start += 1;
            } else {
                break;
            }
        }
        let first = tokens.start;
        // "Glad I asked": whoever writes is no part of a name.
        if tokens.is_empty() || !self.begins_name(first) || tokens.clone().any(|i| lower(i) == "i") {
            return None;
        }
        let word = document.word(first);
        let common = tokens.clone().all(|i| lexicon.is_common(lower(i).trim_end_matches('.')));
        let named = lexicon.is_given(word) || lexicon.is_surname(word);
        let opens = document.sentences[document.sentence_of(first)].tokens.start == first;
        let single = tokens.len() == 1;
        // "Irregularities were found", "a Robin Hood-like figure": ordinary words.
        let abstract_noun = |word: &str| {
            ["ities", "tions", "sions", "ments", "ness", "ances"]
                .iter()
                .any(|end| word.len() > 8 && word.ends_with(end))
        };
        let manner = lower(tokens.end - 1)
            .rsplit_once('-')
            .is_some_and(|(_, tail)| matches!(tail, "like" | "style" | "type" | "era"));
        if single && opens && abstract_noun(lower(first)) || manner {
            return None;
        }
        // "their rivals, Los Rojos".
        let gang = matches!(word, "Los" | "Las") && tokens.len() == 2 && lower(first + 1).ends_with('s');
        let kind = if gang && kind == MentionKind::Person { MentionKind::Organisation } else { kind };
        // "a former Hells Angel".
        if kind == MentionKind::Person && lexicon.organisations.get(&format!("{}s", document.words(&tokens))).is_some()
        {
            return None;
        }
        // "RM4.3 million": letters for a currency.
        let behind = document.tokens.get(tokens.end);
        if single && behind.is_some_and(|t| t.kind == Kind::Number && t.start == document.tokens[first].end) {
            return None;
        }
        // An ordinary word with a capital may be anything; alone it is no name.
        let partisan = kind == MentionKind::Place && matches!(word, "Democratic" | "Republican" | "Conservative");
        if single && (partisan || lexicon.is_demonym(word) || common && (!named || opens) || word.chars().count() < 2) {
            return None;
        }
        // "County Chief Officer for Public Service": an office.
        let held =
            |i: usize| i > first && matches!(lower(i), "for" | "of") && lexicon.offices.get(lower(i - 1)).is_some();
        if kind == MentionKind::Organisation && tokens.clone().any(held) {
            return None;
        }
        // "the Sandiganbayan ruled": an article makes nobody a person.
        let the = first > 0 && lower(first - 1) == "the";
        let behind = document.tokens.get(tokens.end);
        let ends = behind.is_none_or(|t| t.kind != Kind::Word || lexicon.is(&t.lower, "preposition"))
            || self.is_human_verb(tokens.end);
        let kind = if kind == MentionKind::Person && single && the && ends && title.is_none() {
            MentionKind::Organisation
        } else {
            kind
        };
        let head = lexicon.head(lower(tokens.end - 1));
        if head.is_some_and(|head| head.sort == Sort::Work) {
            return None;
        }
        // Nobody leads or joins a place that no list knows: "Brandt led the Black Hand".
        let led = kind == MentionKind::Place
            && tokens.len() > 1
            && head.is_none()
            && first >= 2
            && lower(first - 1) == "the"
            && matches!(lower(first - 2), "led" | "leads" | "lead" | "leading" | "joined" | "founded" | "headed")
            && lexicon.places.get(document.words(&tokens)).is_none();
        let kind = if led { MentionKind::Organisation } else { kind };
        let mut mention = match kind {
            MentionKind::Person => {
                // "Justice", "Council": a head noun makes nobody a person.
                if common && !named || head.is_some() && !lexicon.is_surname(document.word(tokens.end - 1)) {
                    return None;
                }
                let form = if single { MentionForm::SurnameOnly } else { MentionForm::FullName };
                let mut mention = Mention::new(kind, Sort::Unknown, form, tokens.clone());
                mention.gender = title
                    .clone()
                    .and_then(|mut title| title.find_map(|i| lexicon.title_gender(lower(i))))
                    .or_else(|| if single { None } else { lexicon.given_gender(word) });
                mention.title_tokens = title;
                mention
            }
            MentionKind::Place => {
                let street = head.is_some_and(|head| head.sort == Sort::Street);
                let sort = if street { Sort::Street } else { Sort::Place };
                self.with_place_word(Mention::new(kind, sort, MentionForm::Name, tokens), limit)
            }
            _ => {
                let head = tokens.clone().rev().find_map(|i| lexicon.head(lower(i)));
                let sort = head.map_or(Sort::Unknown, |head| if head.sort.is_place() { Sort::Body } else { head.sort });
                let sort =
                    if matches!(sort, Sort::Body | Sort::Ngo) { self.refined(tokens.clone(), sort) } else { sort };
                Mention::new(MentionKind::Organisation, sort, MentionForm::Name, tokens)
            }
        };
        mention.tokens.end = mention.tokens.end.min(limit);
        Some(mention)
    }
}
