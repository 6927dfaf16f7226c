//! Runs of capitalised words, and what they name.

mod body;
mod business;
mod gang;
mod neighbour;
mod nickname;
mod person;
mod place;

pub(crate) use neighbour::is_criminal_group;
pub(crate) use person::{is_honour, is_particle, is_syllables};

use std::ops::Range;

use crate::lexicon::{Lexicon, Sort};
use crate::mention::{Mention, MentionForm, MentionKind};
use crate::sentence::Document;
use crate::token::Kind;

/// Reads names out of a document.
pub(crate) struct NameReader<'d, 't> {
    pub document: &'d Document<'t>,
    pub lexicon: &'static Lexicon,
    /// Whether the document speaks of organised crime at all.
    pub speaks_of_crime: bool,
}

impl NameReader<'_, '_> {
    fn lower(&self, at: usize) -> &str {
        self.document.lower_at(at).unwrap_or("")
    }

    fn is_common(&self, at: usize) -> bool {
        self.lexicon.is_common(self.lower(at).trim_end_matches('.'))
    }

    fn is_upper(&self, at: usize) -> bool {
        at < self.document.tokens.len()
            && self.document.tokens[at].kind == Kind::Word
            && self.document.is_capitalised(at)
    }

    fn is_sentence_start(&self, at: usize) -> bool {
        let sentence = &self.document.sentences[self.document.sentence_of(at)];
        sentence
            .tokens
            .clone()
            .take_while(|i| *i < at)
            .all(|i| self.document.tokens[i].kind != Kind::Word && self.document.tokens[i].kind != Kind::Number)
    }

    pub fn begins_name(&self, at: usize) -> bool {
        let token = &self.document.tokens[at];
        let number = crate::number::word_value(&token.lower).is_some();
        // "HK$": a currency.
        let is_sign = self.document.tokens.get(at + 1).is_some_and(|t| t.is_mark('$') && t.start == token.end);
        let describes = self.is_sentence_start(at) && only_describes(&token.lower);
        // "“You knew,” he said"; "IT" and "WE" may be short for something.
        let capitals = self.document.word(at).chars().filter(|c| c.is_uppercase()).count();
        let pronoun =
            matches!(&*token.lower, "you" | "he" | "she" | "we" | "they" | "it") && capitals < token.lower.len();
        token.kind == Kind::Word
            && !number
            && !pronoun
            && !describes
            && !token.lower.ends_with("-year-old")
            && !is_sign
            && (self.is_upper(at)
                || token.lower.starts_with("al-") && self.document.word(at).chars().any(char::is_uppercase))
    }

    /// The end of the run of words that could be one name.
    pub fn run_end(&self, start: usize, limit: usize, taken: &[bool]) -> usize {
        let mut at = start + 1;
        loop {
            if at >= limit || taken[at] {
                return at;
            }
            if self.is_upper(at) {
                // A quotation mark, comma or stop ends a run; initials carry their stop with them.
                at += 1;
                continue;
            }
            let token = &self.document.tokens[at];
            let free = |i: usize| i < limit && !taken[i];
            let upper = |i: usize| free(i) && self.is_upper(i);
            let word = &*token.lower;
            let head_before = self.lexicon.head(self.lower(at - 1));
            at = match word {
                "of" if head_before.is_some_and(|head| head.takes_of) && upper(at + 1) => at + 2,
                "of" if head_before.is_some_and(|head| head.takes_of)
                    && self.lower(at + 1) == "the"
                    && upper(at + 2) =>
                {
                    at + 3
                }
                "for" | "on"
                    if head_before.is_some_and(|head| matches!(head.sort, Sort::Body | Sort::Ngo | Sort::School))
                        && upper(at + 1) =>
                {
                    at + 2
                }
                // "Special Agent in Charge Thomas Brandvold".
                "in" if upper(at + 1) && self.lower(at - 1) == "agent" && self.lower(at + 1) == "charge" => at + 2,
                "and" | "&" if upper(at + 1) && self.joins(start, at, limit, taken) => at + 2,
                _ if is_particle(word) && upper(at + 1) && !self.is_common(at - 1) => at + 2,
                // "Clan del Golfo".
                "del" | "de" | "do" | "da"
                    if upper(at + 1) && matches!(self.lower(at - 1), "clan" | "cartel" | "comando" | "banda") =>
                {
                    at + 2
                }
                _ if is_particle(word)
                    && is_particle(self.lower(at + 1))
                    && upper(at + 2)
                    && !self.is_common(at - 1) =>
                {
                    at + 3
                }
                // "Prosecutor's Office", "Seamen's Mission", "Hauliers' Guild".
                _ if token.kind == Kind::Clitic && upper(at + 1) && self.owns_body(start, at, limit, taken) => at + 2,
                _ if token.kind == Kind::Number
                    && word.len() <= 2
                    && self.document.tokens[at - 1].end + 1 == token.start
                    && self.lower(at - 1) == "berth" =>
                {
                    at + 1
                }
                _ => return at,
            };
        }
    }

    /// Whether "and" joins two parts of one name: "Haulage and Gravel Ltd", "Ministry of Labour and Social Affairs".
    fn joins(&self, start: usize, and: usize, limit: usize, taken: &[bool]) -> bool {
        let mut end = and + 1;
        while end < limit && !taken[end] && self.is_upper(end) {
            end += 1;
        }
        let is_firm = |i: usize| self.lexicon.head(self.lower(i)).is_some_and(|head| head.sort == Sort::Company);
        // "Rook Holdings and Brackenfel Ltd": two firms, each with its own end.
        let ends = |i: usize| {
            crate::coreference::is_legal_form(self.lower(i).trim_end_matches('.'))
                || matches!(self.lower(i), "holdings" | "holding" | "enterprises")
        };
        if ends(and - 1) && is_firm(end - 1) && self.lower(and) == "and" && and - start > 1 {
            return false;
        }
        let firm_after = is_firm(end - 1) && self.is_common(and + 1);
        let common_sides = self.is_common(and - 1) && self.is_common(and + 1);
        let firm_before = (start..and).any(is_firm) && common_sides && !self.lexicon.is_title(self.lower(and + 1));
        let ministry = (start..and).any(|i| self.lower(i) == "of") && common_sides;
        // "the Drugs and Organised Crime Bureau": common words on both sides, and a body at the end.
        let matter = self.is_common(and - 1) && self.lower(and + 1).starts_with("anti-");
        let of_body = (common_sides || matter)
            && (start > 0 && self.lower(start - 1) == "the"
                || self.lower(start) == "the" && start + 1 < and
                // "Ethics and Anti-Corruption Commission detectives" at the head of a sentence.
                || and == start + 1 && self.lexicon.matters.contains(self.lower(start)) && self.lower(start) != "police")
            && end > and + 2
            && self.lexicon.head(self.lower(end - 1)).is_some_and(|head| matches!(head.sort, Sort::Body | Sort::Ngo))
            && (start..end).all(|i| self.lexicon.offices.get(self.lower(i)).is_none())
            // "the Maritime Administration and Safety Agency": what an agency does.
            && (self.lexicon.head(self.lower(and - 1)).is_none() || self.lower(and - 1) == "administration");
        // "Velkoran and Sons".
        let family = end == and + 2 && matches!(self.lower(and + 1), "sons" | "bros" | "daughters");
        let ampersand = self.lower(and) == "&" || family;
        ampersand
            || firm_after && !self.lexicon.is_given(self.document.word(start))
            || firm_before
            || ministry
            || of_body
    }

    fn owns_body(&self, start: usize, clitic: usize, limit: usize, taken: &[bool]) -> bool {
        let mut end = clitic + 1;
        while end < limit && !taken[end] && self.is_upper(end) {
            end += 1;
        }
        let head =
            self.lexicon.head(self.lower(end - 1)).is_some_and(|head| !head.sort.is_place() && head.sort != Sort::Work);
        // The owner is a class ("Prosecutor's", "Seamen's"), not a person or place with a body.
        let owner = self.lower(clitic - 1);
        let plural = owner.ends_with("men") || owner.ends_with('s') && self.lower(clitic).len() == 1;
        head && (self.is_common(clitic - 1) || plural)
            && !(clitic - 1 == start && self.is_sentence_start(start) && self.lexicon.is_closed(self.lower(start)))
    }

    /// Takes a run apart into mentions; what stays unclear goes to `open`.
    pub fn split(
        &self,
        run: Range<usize>,
        sentence: Range<usize>,
        mentions: &mut Vec<Mention>,
        open: &mut Vec<Range<usize>>,
    ) {
        let mut start = run.start;
        let mut title: Option<Range<usize>> = None;
        while start < run.end {
            let word = self.lower(start);
            let first = start == run.start && self.is_sentence_start(start);
            let listed = self.listed(start, run.end);
            let more = start + 1 < run.end;
            if let Some(mention) = self.gang(start..run.end).filter(|_| title.is_none() && start == run.start) {
                start = run.end;
                mentions.push(mention);
                continue;
            }
            if let Some(mention) = self.band(start..run.end).filter(|_| title.is_none()) {
                start = mention.tokens.end;
                mentions.push(mention);
                continue;
            }
            if let Some(mention) = self.one_of_gangs(&(start..run.end), sentence.end).filter(|_| title.is_none()) {
                start = mention.tokens.end;
                mentions.push(mention);
                continue;
            }
            if let Some((end, mention)) = self.body(start..run.end).filter(|_| title.is_none()) {
                mentions.push(mention);
                start = end;
                continue;
            }
            if self.lexicon.head(self.lower(run.end - 1)).is_some_and(|head| head.sort == Sort::Work)
                && more
                && start == run.start
            {
                return;
            }
            // "Operation Clean Quays".
            if word == "operation" && more {
                mentions.push(Mention::new(MentionKind::Campaign, Sort::Unknown, MentionForm::Name, start..run.end));
                return;
            }
            if let Some((count, kind, sort)) =
                listed.filter(|(count, ..)| title.is_none() && !self.goes_on(start, *count, run.end))
            {
                // "Ogun State House of Assembly".
                let house = start + count;
                if kind == MentionKind::Place
                    && house < run.end
                    && self.lower(house) == "house"
                    && let Some((more, MentionKind::Organisation, sort)) = self.listed(house, run.end)
                {
                    let name = start..house + more;
                    start = name.end;
                    mentions.push(Mention::new(MentionKind::Organisation, sort, MentionForm::Name, name));
                    continue;
                }
                // "Tolmere police", "Tolmere finance police".
                if kind == MentionKind::Place
                    && house == run.end
                    && let Some(end) = self.police_end(house, sentence.end)
                {
                    let name = start..end;
                    start = end;
                    mentions.push(Mention::new(MentionKind::Organisation, Sort::Police, MentionForm::Name, name));
                    continue;
                }
                // "Jordan" the country and "Jordan" the man: a surname before a verb stays open.
                let count_end = start + count;
                if !(kind == MentionKind::Place && count == 1 && self.lexicon.is_given(self.document.word(start))) {
                    mentions.push(
                        self.with_place_word(
                            Mention::new(kind, sort, MentionForm::Name, start..count_end),
                            sentence.end,
                        ),
                    );
                    start = mentions.last().map_or(count_end, |m| m.tokens.end.max(count_end));
                    continue;
                }
            }
            if let Some(end) = self.town_end(&(start..run.end)).filter(|_| title.is_none()) {
                mentions.push(Mention::new(MentionKind::Place, Sort::Place, MentionForm::Name, start..end));
                start = end;
                continue;
            }
            // "Governor of Adamawa State Murtala Nyako": the place ends at its kind.
            if title.is_none()
                && start == run.start
                && self.after_place_noun(start)
                && let Some(at) = (start + 1..run.end.saturating_sub(1))
                    .find(|i| matches!(self.lower(*i), "state" | "province" | "county" | "district" | "city"))
                && self.lexicon.head(self.lower(run.end - 1)).is_none()
            {
                mentions.push(Mention::new(MentionKind::Place, Sort::Place, MentionForm::Name, start..at + 1));
                start = at + 1;
                continue;
            }
            // "Dean Pellow" is rather a man than the head of a faculty.
            let is_given = run.end - start == 2 && title.is_none() && self.lexicon.is_given(self.document.word(start));
            let office = self.office_length(start, run.end).saturating_sub(usize::from(is_given));
            if office > 0 || self.lexicon.is_title(word) && (more || word.ends_with('.')) {
                let length = office.max(1);
                title = Some(title.map_or(start, |t: Range<usize>| t.start)..start + length);
                start += length;
                continue;
            }
            let skips = word == "former"
                || word == "acting"
                || word == "deputy"
                || word == "then"
                || self.lexicon.is_demonym(self.document.word(start))
                || self.demonym_pair(start) > 0
                || is_told_by_place(word);
            if skips && more || first && self.is_plain_start(start, run.end) {
                start += self.demonym_pair(start).max(1);
                continue;
            }
            let rest = start..run.end;
            if let Some(mention) =
                self.campaign(rest.clone(), sentence.end).filter(|_| title.is_none() && rest.len() > 1)
            {
                mentions.push(mention);
                return;
            }
            // "the Black Sail network" is nobody called Black Sail; "the Carlo Rossi gang" may be his.
            // "the triad's Rook faction", "Rook ‘ndrina".
            let the = start > 0 && (self.lower(start - 1) == "the" || self.is_clitic(start - 1)) && title.is_none();
            let clan = self.lower(run.end) == "'ndrina" || self.lower(run.end + 1) == "ndrina";
            let unnamed = (the || clan && title.is_none()) && !self.lexicon.is_given(self.document.word(start));
            if let Some(mention) = self
                .group(rest.clone(), sentence.end)
                .filter(|m| unnamed && matches!(m.sort, Sort::Group | Sort::Company))
            {
                start = mention.tokens.end;
                mentions.push(mention);
                continue;
            }
            let compass = title.is_none() && matches!(word, "north" | "south" | "east" | "west" | "central");
            if let Some(mention) = self.place(rest.clone(), sentence.end).filter(|_| compass && rest.len() == 2) {
                start = mention.tokens.end;
                mentions.push(mention);
                continue;
            }
            if let Some(mention) = self.person(rest.clone(), title.take()) {
                start = mention.tokens.end;
                mentions.push(mention);
                continue;
            }
            if let Some(mention) = self.place(rest.clone(), sentence.end) {
                start = mention.tokens.end;
                mentions.push(mention);
                continue;
            }
            if let Some(mention) = self.group(rest.clone(), sentence.end).or_else(|| self.acronym(start)) {
                start = mention.tokens.end;
                mentions.push(mention);
                continue;
            }
            if !(first
                && rest.len() == 1
                && self.is_common(start)
                && !self.lexicon.is_surname(self.document.word(start)))
            {
                open.push(rest);
            }
            return;
        }
    }

    /// An ordinary word that has its capital from the beginning of the sentence.
    fn is_plain_start(&self, at: usize, run_end: usize) -> bool {
        let word = self.lower(at);
        let surname = self.lexicon.is_surname(self.document.word(at));
        let goes_on = at + 1 < run_end;
        if goes_on && self.lexicon.is_pinyin_surname(self.document.word(at)) && is_syllables(self.lower(at + 1)) {
            return false;
        }
        (self.lexicon.is_closed(word) || (goes_on && self.is_common(at)))
            && !(surname && !goes_on && !self.lexicon.is_closed(word))
            && !self.lexicon.is_given(self.document.word(at))
    }

    /// A listed name at a place: its length, kind and sort.
    fn listed(&self, at: usize, limit: usize) -> Option<(usize, MentionKind, Sort)> {
        let word = |i: usize| (i < limit).then(|| self.document.word(i));
        let body = self
            .lexicon
            .organisations
            .longest_at(word, at)
            .map(|(count, sort)| (count, MentionKind::Organisation, *sort));
        let medium =
            self.lexicon.media.longest_at(word, at).map(|(count, ())| (count, MentionKind::Organisation, Sort::Media));
        let place = self.lexicon.places.longest_at(word, at).map(|(count, _)| (count, MentionKind::Place, Sort::Place));
        [body, medium, place].into_iter().flatten().max_by_key(|(count, ..)| *count)
    }

    /// Whether a listed name is only the beginning of a longer, unlisted one: "London Olajide", "Split Holdings".
    fn goes_on(&self, start: usize, count: usize, limit: usize) -> bool {
        let next = start + count;
        if next >= limit || !self.is_upper(next) {
            return false;
        }
        let is_place = self.lexicon.places.get(self.document.words(&(start..next))).is_some();
        let ends = self.office_length(next, limit) > 0
            || self.lexicon.is_title(self.lower(next))
            || self.listed(next, limit).is_some_and(|(n, ..)| next + n == limit);
        is_place && !ends && !self.is_common(next)
    }

    fn office_length(&self, at: usize, limit: usize) -> usize {
        self.lexicon
            .offices
            .longest_at(|i| (i < limit).then(|| self.document.lower(i)), at)
            .map_or_else(|| self.ranked_office(at, limit), |(count, _)| count.max(self.ranked_office(at, limit)))
    }

    /// "Deputy Group Director", "Assistant Operations Manager": a rank, an ordinary word and the noun of an office.
    fn ranked_office(&self, at: usize, limit: usize) -> usize {
        let ranked = matches!(self.lower(at), "deputy" | "assistant" | "associate") && at + 2 < limit;
        let office = |i: usize| {
            self.is_upper(i)
                && matches!(
                    self.lower(i),
                    "director" | "manager" | "secretary" | "commissioner" | "superintendent" | "head" | "chief"
                )
        };
        if ranked && self.lexicon.is_common(self.lower(at + 1)) && self.is_upper(at + 1) && office(at + 2) {
            3
        } else {
            0
        }
    }

    fn demonym_pair(&self, at: usize) -> usize {
        self.lexicon
            .demonym_phrases
            .longest_at(|i| self.document.tokens.get(i).map(|_| self.document.word(i)), at)
            .map_or(0, |(count, ())| count)
    }

    fn is_clitic(&self, at: usize) -> bool {
        self.document.tokens.get(at).is_some_and(|t| t.kind == Kind::Clitic)
    }
}

/// "London-based", "Cyprus-registered": no part of the name behind it.
pub(crate) fn is_told_by_place(word: &str) -> bool {
    word.rsplit_once('-')
        .is_some_and(|(_, what)| matches!(what, "based" | "registered" | "listed" | "backed" | "headquartered"))
}

/// Words that open a sentence with a capital and are no part of the name behind them: "Former cartel member Brandt".
fn only_describes(word: &str) -> bool {
    matches!(
        word,
        "former"
            | "alleged"
            | "suspected"
            | "notorious"
            | "infamous"
            | "fugitive"
            | "jailed"
            | "convicted"
            | "reputed"
            | "disgraced"
            | "ousted"
            | "slain"
            | "imprisoned"
            | "kingpins"
            | "whistleblower"
            | "whistle-blower"
            | "mobsters"
            | "gangsters"
            | "traffickers"
            | "businessmen"
            | "politicians"
    ) || word.rsplit_once('-').is_some_and(|(_, second)| {
        matches!(second, "ranking" | "time" | "eyed" | "known" | "profile" | "based" | "linked")
    })
}
