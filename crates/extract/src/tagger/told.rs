//! Names that a noun beside them explains.

use std::collections::{HashMap, HashSet};

use crate::lexicon::{Lexicon, Sort};
use crate::mention::{Mention, MentionForm, MentionKind};
use crate::name::{NameReader, is_criminal_group};
use crate::sentence::Document;

/// "Forêt Claire, an environmental watchdog", "the charity Sunrise": what the noun beside a name calls it outweighs how the
/// name looks, there and wherever else the document has it.
pub(super) fn by_nouns(reader: &NameReader, mentions: &mut [Mention]) {
    let (document, lexicon) = (reader.document, reader.lexicon);
    let mut told: HashMap<String, Sort> = HashMap::new();
    let humans = humans(reader, mentions);
    for mention in mentions.iter() {
        let first = document.word(mention.tokens.start);
        let is_sure = match mention.kind {
            MentionKind::Person => mention.title_tokens.is_some() || lexicon.is_given(first),
            MentionKind::Place => lexicon.places.get(document.words(&mention.tokens)).is_some(),
            MentionKind::Organisation => mention.sort != Sort::Unknown,
            _ => true,
        };
        if is_sure {
            continue;
        }
        let business = || {
            let words = document.words(&mention.tokens);
            let is_open = !humans.contains(words) && !reader.followed_by_age(mention.tokens.end);
            (is_open && mention.tokens.len() <= 4 && reader.is_business(&mention.tokens)).then_some(Sort::Company)
        };
        let sort =
            body_behind(document, lexicon, mention).or_else(|| reader.told_by_noun(&mention.tokens)).or_else(business);
        if let Some(sort) = sort {
            told.insert(document.words(&mention.tokens).to_owned(), sort);
        }
    }
    for mention in mentions.iter_mut().filter(|m| m.title_tokens.is_none()) {
        let before = mention.tokens.start.checked_sub(1).map_or("", |i| document.lower(i));
        if mention.kind == MentionKind::Place && matches!(before, "in" | "near") {
            continue;
        }
        if let Some(sort) = told.get(document.words(&mention.tokens)) {
            mention.kind = MentionKind::Organisation;
            mention.sort = *sort;
            mention.form = MentionForm::Name;
        }
    }
}

/// Names and single words that the document surely has of a person: with a title, a listed given name or an age.
fn humans<'d>(reader: &NameReader<'d, '_>, mentions: &[Mention]) -> HashSet<&'d str> {
    let (document, lexicon) = (reader.document, reader.lexicon);
    let mut humans = HashSet::new();
    for mention in mentions.iter().filter(|m| m.kind == MentionKind::Person) {
        let (first, last) = (mention.tokens.start, mention.tokens.end - 1);
        let sure = mention.title_tokens.is_some()
            || mention.tokens.len() > 1
                && (lexicon.is_given(document.word(first))
                    || lexicon.is_surname(document.word(last))
                    || mention.gender.is_some())
            || reader.followed_by_age(mention.tokens.end)
            || document.lower_at(mention.tokens.end) == Some("who");
        if sure {
            humans.insert(document.words(&mention.tokens));
            humans.extend(mention.tokens.clone().map(|i| document.word(i)));
        }
    }
    humans
}

/// ", La Nación reported.", "as reported by Clarín": what closes a sentence with its report is a paper rather than a person.
pub(super) fn by_reports(reader: &NameReader, mentions: &mut [Mention]) {
    let (document, lexicon) = (reader.document, reader.lexicon);
    let word = |at: usize| document.lower_at(at).unwrap_or(".");
    let human = |m: &Mention| {
        let first = document.word(m.tokens.start);
        m.title_tokens.is_some()
            || lexicon.is_given(first)
            || lexicon.is_surname(document.word(m.tokens.end - 1))
            || reader.followed_by_person_sign(m.tokens.end) && word(m.tokens.end) != "reported"
    };
    let mut papers: HashMap<String, bool> = HashMap::new();
    for mention in mentions.iter().filter(|m| m.kind == MentionKind::Person || m.sort == Sort::Unknown) {
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let before = start.checked_sub(1).map_or("", |at| word(at));
        let closes = word(end) == "reported" && word(end + 1) == "." && before == ",";
        let by = before == "by" && start > 1 && word(start - 2) == "reported" && matches!(word(end), "." | ",");
        // ", reported Clarín."
        let behind = before == "reported"
            && start > 1
            && matches!(word(start - 2), "," | "”" | "\"")
            && matches!(word(end), "." | ",");
        // "El Correo reported that", "La Tribuna reported on": a name of two words that begins with an article.
        let article = mention.tokens.len() == 2
            && matches!(word(start), "el" | "la" | "il" | "le" | "o")
            && (matches!(word(end), "reported" | "wrote") || before == "told" && matches!(word(end), "." | ","));
        let told = closes || by || behind || article;
        let entry = papers.entry(document.words(&mention.tokens).to_owned()).or_insert(false);
        *entry |= told;
    }
    // Who is a person elsewhere in the text is one here.
    for mention in mentions.iter().filter(|m| m.kind == MentionKind::Person && human(m)) {
        papers.remove(document.words(&mention.tokens));
    }
    for mention in mentions.iter_mut().filter(|m| m.kind == MentionKind::Person || m.sort == Sort::Unknown) {
        if papers.get(document.words(&mention.tokens)).copied().unwrap_or_default() {
            mention.kind = MentionKind::Organisation;
            mention.sort = Sort::Media;
            mention.form = MentionForm::Name;
        }
    }
}

/// "a court in Villa Candelaria", "the Harrenburger Courant reported", "Draganov & Lamb": of two words that look like a person's
/// name those behind "in" are a place, those behind an article and those joined by "&" a body, there and wherever else the
/// document has them, unless something makes them a person.
pub(super) fn by_setting(reader: &NameReader, mentions: &mut [Mention]) {
    let (document, lexicon) = (reader.document, reader.lexicon);
    let word = |at: usize| document.lower_at(at).unwrap_or(".");
    let is_open = |m: &Mention| m.kind == MentionKind::Person && m.tokens.len() > 1 && m.title_tokens.is_none();
    let human = |m: &Mention| {
        m.gender.is_some()
            || lexicon.is_given(document.word(m.tokens.start))
            || reader.followed_by_age(m.tokens.end)
            || word(m.tokens.end) == "who"
    };
    let mut told: HashMap<String, (MentionKind, Sort)> = HashMap::new();
    for mention in mentions.iter().filter(|m| is_open(m)) {
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let before = |back: usize| start.checked_sub(back).map_or("", |at| word(at));
        let joined = mention.tokens.clone().any(|at| word(at) == "&");
        let owns = matches!(word(end), "'s" | "’s" | "'" | "’");
        let trusted = || {
            let verb = lexicon.verbs.get(before(2)).map_or("", |(lemma, _)| lemma);
            matches!(verb, "trust" | "confide" | "believe" | "see" | "invest" | "find" | "have")
                || matches!(before(2), "trust" | "confidence" | "faith" | "interest" | "believer" | "stake" | "shares")
        };
        let named_verb = || lexicon.verbs.is_form(word(end)) && !document.is_capitalised(end);
        let kind = if joined {
            Some((MentionKind::Organisation, Sort::Company))
        } else if before(1) == "in" && !owns && !trusted() && !human(mention) {
            Some((MentionKind::Place, Sort::Place))
        } else if before(1) == "the" && named_verb() && !human(mention) {
            Some((MentionKind::Organisation, Sort::Unknown))
        } else {
            None
        };
        if let Some(kind) = kind {
            told.entry(document.words(&mention.tokens).to_owned()).or_insert(kind);
        }
    }
    for mention in mentions.iter().filter(|m| m.kind == MentionKind::Person) {
        let words = document.words(&mention.tokens);
        if !words.contains('&') && (mention.title_tokens.is_some() || human(mention)) {
            told.remove(words);
        }
    }
    for mention in mentions.iter_mut().filter(|m| is_open(m)) {
        if let Some((kind, sort)) = told.get(document.words(&mention.tokens)) {
            (mention.kind, mention.sort, mention.form) = (*kind, *sort, MentionForm::Name);
        }
    }
}

/// "Rook gangster Ivo Petrov", "Rook enforcer": a name before a noun for a gang's man and before his own name is the gang's.
pub(super) fn by_gangsters(reader: &NameReader, mentions: &mut [Mention]) {
    for mention in mentions.iter_mut().filter(|m| m.kind == MentionKind::Person && m.tokens.len() == 1) {
        if mention.title_tokens.is_none() && reader.is_before_gangster(&mention.tokens) {
            mention.kind = MentionKind::Organisation;
            mention.sort = Sort::Group;
            mention.form = MentionForm::Name;
        }
    }
}

/// "Mayu Global" beside "Mayu Global Group Bhd": whoever looks like a person and begins a firm's name is that firm.
pub(super) fn by_longer(reader: &NameReader, mentions: &mut [Mention]) {
    let (document, lexicon) = (reader.document, reader.lexicon);
    let mut begun: HashMap<String, Sort> = HashMap::new();
    // "Beny Steinmetz" of whom the text goes on to say "Steinmetz" is no firm, whatever is called after him.
    let humans: HashSet<&str> = mentions
        .iter()
        .filter(|m| m.kind == MentionKind::Person && m.tokens.len() == 1)
        .map(|m| document.word(m.tokens.start))
        .collect();
    for mention in mentions.iter().filter(|m| m.sort == Sort::Company && m.tokens.len() > 2) {
        let first = mention.tokens.start;
        if !lexicon.is_given(document.word(first)) {
            for end in first + 2..mention.tokens.end.min(first + 4) {
                begun.insert(document.words(&(first..end)).to_owned(), Sort::Company);
            }
        }
    }
    // "OTIV" where the same words go on as in "OTIV Prime Financial".
    let whole: HashMap<String, usize> = mentions
        .iter()
        .filter(|m| m.kind == MentionKind::Organisation && m.sort == Sort::Company && (2..5).contains(&m.tokens.len()))
        .map(|m| (document.words(&m.tokens).to_owned(), m.tokens.len()))
        .collect();
    let starts: Vec<usize> = mentions.iter().map(|m| m.tokens.start).collect();
    for mention in mentions.iter_mut().filter(|m| m.kind == MentionKind::Organisation && m.tokens.len() == 1) {
        let start = mention.tokens.start;
        let next = starts.get(starts.partition_point(|s| *s <= start)).copied().unwrap_or(usize::MAX);
        let limit = document.sentences[document.sentence_of(start)].tokens.end.min(next);
        let longer = (start + 2..limit.min(start + 4) + 1).rev().filter(|end| *end <= limit);
        if let Some(end) = longer.into_iter().find(|end| whole.contains_key(document.words(&(start..*end)))) {
            mention.tokens.end = end;
            mention.sort = Sort::Company;
        }
    }
    for mention in mentions.iter_mut().filter(|m| m.tokens.len() > 1 && m.title_tokens.is_none()) {
        let words = document.words(&mention.tokens);
        let common = mention.kind == MentionKind::Person && lexicon.is_common(document.lower(mention.tokens.start));
        let open =
            mention.kind == MentionKind::Person && !common && !humans.contains(document.word(mention.tokens.end - 1))
                || mention.kind == MentionKind::Place && lexicon.places.get(words).is_none()
                || mention.kind == MentionKind::Organisation && mention.sort == Sort::Unknown;
        if let Some(sort) = begun.get(document.words(&mention.tokens)).filter(|_| open) {
            mention.kind = MentionKind::Organisation;
            mention.sort = *sort;
            mention.form = MentionForm::Name;
        }
    }
}

/// ", a Dutch shipping company,": the sort of the body that a few words behind a name describe.
fn body_behind(document: &Document, lexicon: &Lexicon, mention: &Mention) -> Option<Sort> {
    let comma = mention.tokens.end;
    let word = |at: usize| document.lower_at(at).unwrap_or(".");
    if word(comma) != "," || !matches!(word(comma + 1), "a" | "an" | "the") {
        return None;
    }
    let stops = |word: &str| {
        !word.chars().next().is_some_and(char::is_alphabetic)
            || lexicon.is(word, "preposition")
            || matches!(word, "that" | "which" | "whose")
            || lexicon.verbs.get(word).is_some_and(|(_, forms)| forms.participle)
    };
    let last = document.tokens.len();
    let end = (comma + 3..(comma + 8).min(last + 1)).find(|at| *at == last || stops(word(*at)))?;
    // "Keller, the gang's boss".
    let is_owner = matches!(word(end), "'s" | "’s" | "'" | "’");
    if is_owner || document.is_capitalised(end - 1) {
        return None;
    }
    if is_criminal_group(word(end - 1), word(end - 2)) {
        return Some(Sort::Group);
    }
    match word(end - 1) {
        "group" => Some(Sort::Unknown),
        "watchdog" | "charity" | "nonprofit" => Some(Sort::Ngo),
        "outlet" => Some(Sort::Media),
        // A person may be any of these.
        "exporter" | "importer" | "trader" | "developer" | "contractor" | "operator" | "manufacturer" | "lender" => {
            (mention.kind == MentionKind::Place).then_some(Sort::Company)
        }
        head => {
            let sort = lexicon.head(head)?.sort;
            matches!(sort, Sort::Company | Sort::Media | Sort::Ngo).then_some(sort)
        }
    }
}
