//! Runs of capitalised words, and what they name.

use std::ops::Range;

use crate::lexicon::{Gender, Lexicon, Sort};
use crate::mention::{Mention, MentionForm, MentionKind};
use crate::sentence::Document;
use crate::token::Kind;

/// Lower-case words inside persons' names.
pub(crate) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "da"
            | "do"
            | "dos"
            | "das"
            | "del"
            | "della"
            | "dello"
            | "di"
            | "du"
            | "la"
            | "le"
            | "van"
            | "von"
            | "der"
            | "den"
            | "ten"
            | "ter"
            | "zu"
            | "al"
            | "el"
            | "bin"
            | "ibn"
            | "abu"
            | "ben"
            | "af"
            | "av"
    )
}

/// Place words in lower case after a name: "Hebei province".
fn is_place_word(word: &str) -> bool {
    matches!(
        word,
        "province"
            | "district"
            | "county"
            | "city"
            | "region"
            | "village"
            | "town"
            | "township"
            | "prefecture"
            | "municipality"
            | "state"
            | "island"
            | "port"
            | "street"
            | "neighbourhood"
            | "neighborhood"
            | "suburb"
            | "valley"
            | "oblast"
            | "borough"
            | "peninsula"
            | "governorate"
            | "canton"
            | "river"
            | "airport"
            | "prison"
            | "quarter"
    )
}

/// Words in lower case after a name that make it a criminal group: "the Rook gang".
fn is_group_word(word: &str) -> bool {
    matches!(
        word,
        "gang" | "clan" | "cartel" | "mob" | "syndicate" | "crew" | "triad" | "mafia" | "brotherhood" | "posse"
    )
}

fn is_syllables(word: &str) -> bool {
    const INITIALS: [&str; 24] = [
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s",
        "y", "w", "",
    ];
    const FINALS: [&str; 36] = [
        "iang", "iong", "uang", "ang", "eng", "ian", "iao", "ing", "ong", "uai", "uan", "ai", "an", "ao", "ei", "en",
        "er", "ia", "ie", "in", "iu", "ou", "ua", "ue", "ui", "un", "uo", "üe", "a", "e", "i", "o", "u", "ü", "v",
        "ng",
    ];
    fn rest(word: &str, left: usize) -> bool {
        if word.is_empty() {
            return true;
        }
        left > 0
            && INITIALS.iter().filter_map(|initial| word.strip_prefix(initial)).any(|after| {
                FINALS
                    .iter()
                    .filter_map(|end| after.strip_prefix(end))
                    .any(|after| rest(after.trim_start_matches(['-', '\'', '’']), left - 1))
            })
    }
    rest(word, 3)
}

/// Reads names out of a document.
pub(crate) struct NameReader<'d, 't> {
    pub document: &'d Document<'t>,
    pub lexicon: &'static Lexicon,
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
        token.kind == Kind::Word
            && !number
            && (self.is_upper(at)
                || (&*token.lower).starts_with("al-") && self.document.word(at).chars().any(char::is_uppercase))
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
                "for"
                    if head_before.is_some_and(|head| matches!(head.sort, Sort::Body | Sort::Ngo | Sort::School))
                        && upper(at + 1) =>
                {
                    at + 2
                }
                "and" | "&" if upper(at + 1) && self.joins(start, at, limit, taken) => at + 2,
                _ if is_particle(word) && upper(at + 1) && !self.is_common(at - 1) => at + 2,
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
        let firm_after = is_firm(end - 1) && self.is_common(and + 1);
        let common_sides = self.is_common(and - 1) && self.is_common(and + 1);
        let firm_before = (start..and).any(is_firm) && common_sides && !self.lexicon.is_title(self.lower(and + 1));
        let ministry = (start..and).any(|i| self.lower(i) == "of") && common_sides;
        let ampersand = self.lower(and) == "&";
        ampersand || firm_after && !self.lexicon.is_given(self.document.word(start)) || firm_before || ministry
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
            let office = self.office_length(start, run.end);
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
                || self.demonym_pair(start) > 0;
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
            .map_or(0, |(count, _)| count)
    }

    fn demonym_pair(&self, at: usize) -> usize {
        self.lexicon
            .demonym_phrases
            .longest_at(|i| self.document.tokens.get(i).map(|_| self.document.word(i)), at)
            .map_or(0, |(count, ())| count)
    }

    /// A name with a head noun at its end, or before "of": the end of its words, and the mention.
    fn body(&self, run: Range<usize>) -> Option<(usize, Mention)> {
        let is_head = |i: usize| self.lexicon.head(self.lower(i));
        // "Radio Ostrand", "Hotel Bristol": some nouns stand first.
        if run.len() >= 2 && run.len() <= 4 && self.lower(run.start) != "the" {
            let sort = match self.lower(run.start) {
                "radio" | "tv" | "canal" | "channel" => Some(Sort::Media),
                "banco" | "banca" | "banque" | "hotel" | "grupo" | "gruppo" | "groupe" => Some(Sort::Company),
                "cartel" | "cosca" | "clan" => Some(Sort::Group),
                _ => None,
            };
            let named = !self.is_common(run.start + 1)
                || self.lower(run.start + 1) == "de"
                || self.lower(run.start + 1) == "del";
            if let Some(sort) = sort.filter(|_| named) {
                return Some((run.end, Mention::new(MentionKind::Organisation, sort, MentionForm::Name, run)));
            }
        }
        // "Police Service Act": a law or a prize, whatever stands in its name.
        if is_head(run.end - 1).is_some_and(|head| head.sort == Sort::Work) && run.len() > 1 {
            return None;
        }
        // The last head that is not inside a tail "of X"; company endings win.
        let of = run
            .clone()
            .find(|i| self.lower(*i) == "of" || self.lower(*i) == "for" && *i > run.start && is_head(*i - 1).is_some());
        let region = run.start..of.unwrap_or(run.end);
        let at = region.clone().rev().find(|i| is_head(*i).is_some_and(|head| head.sort != Sort::Work))?;
        let head = is_head(at)?;
        let end = match of {
            Some(of) if at + 1 == of && head.takes_of => self.tail_end(of, run.end),
            _ => at + 1,
        };
        // "Halvane Haulage and Gravel": what "and" joined belongs to it.
        let end = if end < run.end && matches!(self.lower(end), "and" | "&") && head.sort == Sort::Company {
            run.end
        } else {
            end
        };
        // "Police Commissioner": the head begins an office.
        let office = (run.start..=at).rev().find(|i| *i + self.office_length(*i, run.end) > at);
        if let Some(office) = office.filter(|i| self.office_length(*i, run.end) > 0) {
            if office == run.start {
                return None;
            }
            return self.body(run.start..office).filter(|_| office < run.end);
        }
        if head.sort.is_place() && end == run.end {
            return None;
        }
        if head.sort.is_place() && !(end > at + 1) {
            // "Harbour Licensing Office": a later head was searched first, so a place head here ends a place.
            return None;
        }
        let mut start = run.start;
        while start < at
            && (self.is_sentence_start(start) && self.lexicon.is_closed(self.lower(start))
                || self.lexicon.is_title(self.lower(start))
                    && start + 1 < at
                    && self.lexicon.is_given(self.document.word(start + 1)))
        {
            start += 1;
        }
        let alone = at == start;
        let weak = matches!(
            self.lower(at),
            "family"
                | "force"
                | "front"
                | "star"
                | "mirror"
                | "post"
                | "mail"
                | "guard"
                | "ring"
                | "as"
                | "sa"
                | "ab"
                | "ag"
                | "co"
                | "works"
                | "oil"
                | "gas"
                | "group"
                | "united"
                | "independent"
                | "church"
                | "register"
                | "press"
                | "school"
                | "service"
                | "services"
                | "administration"
                | "international"
                | "society"
                | "team"
        );
        if alone && end == at + 1 {
            return None;
        }
        // "Damian Hall", "Robert Post": a given name and one more word.
        if end == at + 1
            && at == start + 1
            && self.lexicon.is_given(self.document.word(start))
            && (weak || matches!(head.sort, Sort::Sport | Sort::Ngo))
            && head.sort != Sort::Group
        {
            return None;
        }
        let after = self.lower(end);
        if weak && alone && after != "of" && end == at + 1 {
            return None;
        }
        // "Organised Crime" of a heading; a name with a head needs a second word that is upper case anyway.
        let first_is_plain = self.is_sentence_start(start)
            && at == start + 1
            && self.is_common(start)
            && self.is_common(at)
            && !self.lexicon.is_surname(self.document.word(start))
            && head.sort != Sort::Group
            && !matches!(head.sort, Sort::Company | Sort::Court | Sort::Party);
        if first_is_plain
            && self.lexicon.uses(self.lower(start)).is_some_and(|uses| uses.first == b'v' || uses.first == b'r')
        {
            return None;
        }
        let sort = match (head.sort, self.lower(at)) {
            (Sort::Place, _) => Sort::Body,
            (sort, "services" | "service" | "works" | "group" | "press" | "network") if sort != Sort::Group => sort,
            (sort, _) => sort,
        };
        let sort = if sort == Sort::Body || sort == Sort::Ngo { self.refined(start..end, sort) } else { sort };
        Some((end, Mention::new(MentionKind::Organisation, sort, MentionForm::Name, start..end)))
    }

    /// What other words of the name say about the body: "Public Security Bureau" is police.
    fn refined(&self, name: Range<usize>, sort: Sort) -> Sort {
        let has = |words: &[&str]| name.clone().any(|i| words.contains(&self.lower(i)));
        if has(&["police", "public-security", "gendarmerie"]) || has(&["security"]) && has(&["public"]) {
            Sort::Police
        } else if has(&["prosecutor", "prosecution", "procuratorate", "prosecutors", "prosecutor's"])
            || has(&["attorney", "attorney's"]) && has(&["office"])
        {
            Sort::Prosecution
        } else if has(&["court", "tribunal"]) {
            Sort::Court
        } else if has(&["party"]) {
            Sort::Party
        } else if has(&["news"]) && has(&["agency", "service"]) {
            Sort::Media
        } else {
            sort
        }
    }

    /// The end of the tail after "of": "Ministry of Justice", "Court of Appeal".
    fn tail_end(&self, of: usize, limit: usize) -> usize {
        let mut at = of + 1;
        while at < limit {
            let word = self.lower(at);
            // A title or office after the tail begins something new.
            if at > of + 1
                && (self.office_length(at, limit) > 0
                    || self.lexicon.is_given(self.document.word(at)) && at + 1 < limit && !self.is_common(at + 1))
            {
                break;
            }
            let _ = word;
            at += 1;
        }
        at
    }

    fn person(&self, run: Range<usize>, title: Option<Range<usize>>) -> Option<Mention> {
        // A place or body in the run ends the person's name.
        let mut end = run.start;
        while end < run.end {
            let starts_other =
                end > run.start && (self.office_length(end, run.end) > 0 && self.lexicon.is_closed(self.lower(end)));
            if starts_other
                || self.lower(end) == "of"
                || self.lower(end) == "and"
                || self.document.tokens[end].kind == Kind::Clitic
            {
                break;
            }
            end += 1;
        }
        let mut words = 0;
        let whole = (run.start..end).find(|i| {
            let small = is_particle(self.lower(*i)) || self.document.word(*i).ends_with('.');
            words += usize::from(!small);
            words > 4
        });
        let end = whole.unwrap_or(end);
        let name = run.start..end;
        if name.is_empty() {
            return None;
        }
        let word = |i: usize| self.document.word(i);
        let is_initial = |i: usize| word(i).chars().count() <= 2 && word(i).ends_with('.') || word(i).len() == 1;
        let first = name.start;
        let uncommon = name
            .clone()
            .filter(|i| !self.is_common(*i) || self.lexicon.is_surname(word(*i)) || self.lexicon.is_given(word(*i)))
            .count();
        let shouted = name
            .clone()
            .all(|i| word(i).chars().all(|c| !c.is_lowercase()) && word(i).chars().count() > 1 && !is_initial(i));
        let chinese = name.len() >= 2
            && name.len() <= 3
            && self.lexicon.is_pinyin_surname(word(first))
            && (first + 1..name.end).all(|i| is_syllables(self.lower(i)))
            && !shouted;
        let ends_in_place = self
            .lexicon
            .head(self.lower(name.end - 1))
            .is_some_and(|head| head.sort.is_place() || head.sort == Sort::Work);
        let in_lists = self.lexicon.is_given(word(first)) || is_initial(first);
        let plausible = match name.len() {
            1 => false,
            2 => {
                chinese || uncommon == 2 || in_lists && !self.lexicon.is_closed(self.lower(first + 1)) && uncommon >= 1
            }
            _ => in_lists && uncommon >= 2 || uncommon == name.len(),
        };
        // A vocative pair of common nouns is no name; nor is a run in capitals.
        let plausible = plausible
            && !shouted
            && (!ends_in_place
                || in_lists
                    && name.len() >= 2
                    && !self.lexicon.is_common(self.lower(first))
                    && self.lexicon.is_surname(word(name.end - 1)));
        let titled = title.is_some() && !self.is_title_noise(&name);
        if !plausible && !titled {
            return None;
        }
        let listed_place = self.lexicon.places.get(self.document.words(&name)).is_some();
        if listed_place && !titled {
            return None;
        }
        let by_place = !in_lists
            && !chinese
            && name.len() == 2
            && title.is_none()
            && self.after_place_preposition(first)
            && !self.followed_by_person_sign(name.end);
        if by_place {
            return None;
        }
        let form = if name.len() == 1 { MentionForm::SurnameOnly } else { MentionForm::FullName };
        let mut mention = Mention::new(MentionKind::Person, Sort::Unknown, form, name.clone());
        mention.gender = title
            .clone()
            .and_then(|title| title.clone().find_map(|i| self.lexicon.title_gender(self.lower(i))))
            .or_else(|| self.given_gender(&name, chinese));
        mention.title_tokens = title;
        Some(mention)
    }

    fn given_gender(&self, name: &Range<usize>, chinese: bool) -> Option<Gender> {
        if chinese || name.len() < 2 { None } else { self.lexicon.given_gender(self.document.word(name.start)) }
    }

    /// After a title something that is no person: "President of", "Judge Advocate".
    fn is_title_noise(&self, name: &Range<usize>) -> bool {
        name.len() == 1
            && self.is_common(name.start)
            && !self.lexicon.is_surname(self.document.word(name.start))
            && !self.lexicon.is_given(self.document.word(name.start))
    }

    fn after_place_preposition(&self, at: usize) -> bool {
        at > 0 && matches!(self.lower(at - 1), "in" | "at" | "near" | "outside" | "around" | "across" | "throughout")
    }

    /// What follows persons: an age, "who", a verb of speech.
    fn followed_by_person_sign(&self, at: usize) -> bool {
        let next = self.lower(at);
        next == "who"
            || next == ","
                && (matches!(self.lower(at + 1), "who" | "whose" | "a" | "the" | "former")
                    || self.document.tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Number && t.lower.len() == 2))
            || self.is_human_verb(at)
    }

    /// The next word that is no adverb.
    fn past_adverbs(&self, at: usize) -> usize {
        let mut at = at;
        while self.lexicon.is(self.lower(at), "adverb") || self.lower(at).ends_with("ly") {
            at += 1;
        }
        at
    }

    fn is_human_verb(&self, at: usize) -> bool {
        let at = self.past_adverbs(at);
        let Some((lemma, forms)) = self.lexicon.verbs.get(self.lower(at)) else {
            return matches!(self.lower(at), "has" | "had" | "was" | "is");
        };
        (forms.past || forms.third)
            && !self.is_upper(at)
            && !matches!(lemma, "border" | "include" | "rise" | "fall" | "grow" | "lie")
    }

    fn place(&self, run: Range<usize>, limit: usize) -> Option<Mention> {
        let at = run.clone().rev().find(|i| self.lexicon.head(self.lower(*i)).is_some_and(|head| head.sort.is_place()));
        if let Some(at) = at {
            let sort = self.lexicon.head(self.lower(at))?.sort;
            let of_tail = self.lower(at + 1) == "of" && at + 2 < run.end;
            if at > run.start {
                return Some(Mention::new(MentionKind::Place, sort, MentionForm::Name, run.start..at + 1));
            }
            // "Port Said", "Lake Como", "Mount Etna", "City of London".
            if run.len() > 1
                && (of_tail || matches!(self.lower(at), "port" | "lake" | "bay" | "gulf" | "isle" | "island"))
            {
                return Some(Mention::new(MentionKind::Place, sort, MentionForm::Name, run));
            }
            return None;
        }
        if run.len() > 1
            && matches!(self.lower(run.start), "mount" | "fort" | "cape" | "san" | "santa" | "saint" | "st" | "st.")
            && (run.start + 1..run.end).all(|i| !self.is_common(i))
            && self.after_place_preposition(run.start)
        {
            return Some(Mention::new(MentionKind::Place, Sort::Place, MentionForm::Name, run));
        }
        let suffixed =
            self.with_place_word(Mention::new(MentionKind::Place, Sort::Place, MentionForm::Name, run.clone()), limit);
        (suffixed.tokens.end > run.end).then_some(suffixed)
    }

    /// Takes a place word in lower case into a place's name: "Hebei" becomes "Hebei province".
    fn with_place_word(&self, mut mention: Mention, limit: usize) -> Mention {
        let next = mention.tokens.end;
        if mention.kind == MentionKind::Place && next < limit && is_place_word(self.lower(next)) && !self.is_upper(next)
        {
            // "Marenport port authority": the word belongs to what follows.
            if !(next + 1 < limit
                && self
                    .lexicon
                    .head(self.lower(next + 1))
                    .is_some_and(|head| !head.sort.is_place() && self.lower(next + 1) != "party")
                && !matches!(self.lower(next + 1), "branch" | "bureau" | "police" | "office" | "court"))
            {
                mention.tokens.end = next + 1;
                if self.lower(next) == "street" {
                    mention.sort = Sort::Street;
                }
            }
        }
        mention
    }

    /// "the Clean Quays campaign".
    fn campaign(&self, run: Range<usize>, limit: usize) -> Option<Mention> {
        let next = run.end;
        let named = next < limit
            && matches!(self.lower(next), "campaign" | "crackdown" | "drive")
            && !self.is_upper(next)
            && run.len() <= 4;
        let personal = self.document.tokens[run.end - 1].kind == Kind::Clitic;
        (named && !personal && !self.lexicon.is_given(self.document.word(run.start)))
            .then(|| Mention::new(MentionKind::Campaign, Sort::Unknown, MentionForm::Name, run))
    }

    /// "the Rook gang", "the Kinahan crime group", "Ostrand police".
    fn group(&self, run: Range<usize>, limit: usize) -> Option<Mention> {
        let next = run.end;
        if next >= limit || self.is_upper(next) {
            return None;
        }
        let word = self.lower(next);
        let second = if next + 1 < limit { self.lower(next + 1) } else { "" };
        let (end, sort) = if is_group_word(word) {
            (next + 1, Sort::Group)
        } else if matches!(word, "crime" | "criminal" | "drug" | "drugs" | "mafia" | "smuggling" | "biker" | "street")
            && (is_group_word(second)
                || matches!(second, "family" | "group" | "organisation" | "organization" | "network" | "ring"))
        {
            (next + 2, Sort::Group)
        } else if word == "police"
            && !self.is_common(run.start)
            && run.len() == 1
            && second != "chief"
            && self.office_length(next, limit) < 2
        {
            (next + 1, Sort::Police)
        } else {
            return None;
        };
        Some(Mention::new(MentionKind::Organisation, sort, MentionForm::Name, run.start..end))
    }

    fn acronym(&self, at: usize) -> Option<Mention> {
        let word = self.document.word(at);
        let letters = word.chars().filter(|c| c.is_uppercase()).count();
        let is_acronym = (2..=6).contains(&letters) && word.chars().all(|c| c.is_uppercase() || c == '&' || c == '/')
            || (3..=8).contains(&word.len()) && word.contains('/') && letters >= 4;
        let noise = matches!(
            word,
            "DNA"
                | "TV"
                | "CEO"
                | "CFO"
                | "ID"
                | "IDs"
                | "HIV"
                | "GPS"
                | "SIM"
                | "CCTV"
                | "SUV"
                | "PIN"
                | "GDP"
                | "VAT"
                | "AM"
                | "PM"
                | "OK"
                | "UFO"
                | "MP"
                | "MPs"
                | "MEP"
                | "PR"
                | "IT"
                | "AI"
                | "II"
                | "III"
                | "IV"
                | "VI"
                | "VII"
                | "XI"
                | "QC"
                | "KC"
                | "CV"
                | "FAQ"
                | "PDF"
                | "USB"
                | "VIP"
                | "NGO"
                | "LGBT"
                | "AIDS"
                | "COVID"
                | "RIP"
                | "AD"
                | "BC"
                | "DJ"
                | "DIY"
                | "ATM"
                | "BMW"
                | "I"
                | "ANALYSIS"
                | "UPDATE"
                | "NEWS"
                | "LIVE"
        );
        (is_acronym && !noise)
            .then(|| Mention::new(MentionKind::Organisation, Sort::Unknown, MentionForm::Name, at..at + 1))
    }

    /// "a gang known as the Tidewalkers", "the campaign, called Clean Quays": what the noun before the naming verb says.
    fn named_as(&self, at: usize) -> Option<(MentionKind, Sort)> {
        let mut i = at.checked_sub(1)?;
        while matches!(self.lower(i), "the" | "“" | "\"" | "‘" | "'") {
            i = i.checked_sub(1)?;
        }
        let naming = match self.lower(i) {
            "as" => {
                i = i.checked_sub(1)?;
                matches!(self.lower(i), "known" | "styled")
            }
            "itself" | "themselves" => {
                i = i.checked_sub(1)?;
                matches!(self.lower(i), "calling" | "calls" | "call")
            }
            word => matches!(word, "called" | "named" | "nicknamed" | "dubbed" | "codenamed" | "code-named"),
        };
        if !naming {
            return None;
        }
        while i > 0
            && (matches!(self.lower(i - 1), "," | "was" | "is" | "locally" | "also")
                || self.lower(i - 1).ends_with("ly"))
        {
            i -= 1;
        }
        // The noun, perhaps with "of ..." after it.
        (i.saturating_sub(4)..i).rev().find_map(|noun| match self.lower(noun) {
            "gang" | "clan" | "cartel" | "syndicate" | "mob" | "crew" | "group" | "network" | "ring" | "cell"
            | "brotherhood" | "faction" | "organisation" | "organization" => {
                Some((MentionKind::Organisation, Sort::Group))
            }
            "company" | "firm" | "business" | "shell" | "subsidiary" | "consultancy" => {
                Some((MentionKind::Organisation, Sort::Company))
            }
            "campaign" | "operation" | "crackdown" | "drive" => Some((MentionKind::Campaign, Sort::Unknown)),
            "man" | "woman" | "driver" | "officer" | "businessman" | "suspect" => {
                Some((MentionKind::Person, Sort::Unknown))
            }
            "village" | "town" | "city" | "place" | "district" => Some((MentionKind::Place, Sort::Place)),
            _ => None,
        })
    }

    /// Single words that their neighbours give away.
    pub fn by_neighbours(&self, run: Range<usize>) -> Option<Mention> {
        let (first, after) = (run.start, run.end);
        let word = self.document.word(first);
        let common = run.clone().all(|i| self.is_common(i));
        let surname = run.len() == 1 && self.lexicon.is_surname(word);
        let before = first.checked_sub(1).map_or("", |i| self.lower(i));
        if let Some((kind, sort)) = self.named_as(first) {
            return Some(Mention::new(kind, sort, MentionForm::Name, run));
        }
        // "residents of Gullhaven", "the mayor of Old Lime".
        if before == "of"
            && first > 1
            && !common
            && matches!(
                self.lower(first - 2),
                "residents"
                    | "people"
                    | "villagers"
                    | "inhabitants"
                    | "citizens"
                    | "mayor"
                    | "outskirts"
                    | "streets"
                    | "north"
                    | "south"
                    | "east"
                    | "west"
                    | "suburb"
                    | "town"
                    | "city"
                    | "village"
                    | "port"
                    | "district"
                    | "province"
                    | "county"
                    | "region"
                    | "island"
                    | "state"
                    | "municipality"
                    | "centre"
                    | "center"
                    | "governor"
                    | "prefect"
            )
        {
            return Some(Mention::new(MentionKind::Place, Sort::Place, MentionForm::Name, run));
        }
        let person = |run| {
            Some(Mention::new(
                MentionKind::Person,
                Sort::Unknown,
                if first + 1 == after { MentionForm::SurnameOnly } else { MentionForm::FullName },
                run,
            ))
        };
        if matches!(before, "a" | "an") || run.len() > 3 {
            return None;
        }
        if before == "the" || run.len() > 2 {
            return self.named_as(first).map(|(kind, sort)| Mention::new(kind, sort, MentionForm::Name, run));
        }
        // A quoted word is no name of its own.
        if first > 0
            && self.document.tokens[first - 1].kind == Kind::QuoteOpen
            && self.document.tokens.get(after).is_some_and(|t| t.kind == Kind::QuoteClose)
        {
            return None;
        }
        if common && !surname {
            let place = self.after_place_preposition(first) && run.len() == 2 && !self.is_sentence_start(first);
            return place.then(|| Mention::new(MentionKind::Place, Sort::Place, MentionForm::Name, run));
        }
        if self.lexicon.is_demonym(word)
            || run.len() == 1 && self.document.tokens[first].lower.contains('-') && self.is_common(first)
        {
            return None;
        }
        if run.len() == 1
            && surname
            && (self.is_human_verb(after)
                || matches!(
                    before,
                    "to" | "by" | "with" | "against" | "from" | "of" | "and" | "that" | "said" | "told" | "for"
                )
                || self.is_clitic(after))
        {
            let closed = self.is_sentence_start(first) && self.lexicon.is_closed(self.lower(first));
            return if closed { None } else { person(run) };
        }
        if self.is_speech_verb(after) || run.len() == 2 && self.followed_by_person_sign(after) {
            return if common { None } else { person(run) };
        }
        if self.after_place_preposition(first) || before == "from" && !self.is_human_verb(after) {
            return (!common).then(|| Mention::new(MentionKind::Place, Sort::Place, MentionForm::Name, run));
        }
        if run.len() == 1
            && !common
            && self.is_human_verb(after)
            && word.chars().any(char::is_lowercase)
            && word.chars().count() > 2
        {
            return person(run);
        }
        None
    }

    fn is_clitic(&self, at: usize) -> bool {
        self.document.tokens.get(at).is_some_and(|t| t.kind == Kind::Clitic)
    }

    fn is_speech_verb(&self, at: usize) -> bool {
        let at = self.past_adverbs(at);
        matches!(
            self.lower(at),
            "said"
                | "says"
                | "told"
                | "added"
                | "denied"
                | "denies"
                | "claimed"
                | "admitted"
                | "testified"
                | "pleaded"
                | "confessed"
                | "insisted"
                | "argued"
                | "declined"
                | "asked"
                | "called"
                | "urged"
                | "ordered"
                | "warned"
                | "noted"
        )
    }
}
