//! Names in a text: who, what and where.

mod bracketed;
mod learned;
mod told;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::date::Date;
use crate::lexicon::{Lexicon, Sort};
use crate::mention::{Mention, MentionForm, MentionKind, near};
use crate::name::{NameReader, is_particle};
use crate::perceptron::NameModel;
use crate::sentence::{Document, Sentence};
use crate::token::Kind;
use crate::unit::units;

/// Finds names.
pub(crate) trait Tagger {
    /// The names of a document, in their order in the text, a longer one before those inside it.
    fn tag(&self, document: &Document, dates: &[Date]) -> Vec<Mention>;
}

/// Tells names by their words: head nouns, titles, lists of names, and what the rest of the document knows.
///
/// It reads a document twice. The first pass takes what speaks for itself: full names, names with a head noun or a
/// title, listed names. The second takes single words that the first pass has made known, or that their neighbours
/// give away. Where both are silent, a trained model speaks, if there is one: the rules are surer of what they know, the
/// model knows what a name looks like that no list has.
pub(crate) struct NameTagger<'m> {
    pub lexicon: &'static Lexicon,
    pub model: Option<&'m NameModel>,
}

/// What the first pass learned: single words and what they stand for.
#[derive(Default)]
struct Known {
    /// Words of persons' names.
    persons: HashMap<String, ()>,
    /// First words of bodies' names, with their sort.
    bodies: HashMap<String, Sort>,
    /// Places by name.
    places: HashMap<String, Sort>,
}

impl Known {
    /// Takes in what was learned later; what was known first stays.
    fn add(&mut self, later: Self) {
        self.persons.extend(later.persons);
        for (word, sort) in later.bodies {
            self.bodies.entry(word).or_insert(sort);
        }
        for (word, sort) in later.places {
            self.places.entry(word).or_insert(sort);
        }
    }
}

impl Tagger for NameTagger<'_> {
    fn tag(&self, document: &Document, dates: &[Date]) -> Vec<Mention> {
        let mut taken = vec![false; document.tokens.len()];
        for date in dates {
            taken[date.tokens.clone()].fill(true);
        }
        let speaks_of_crime = speaks_of_crime(document);
        let reader = NameReader { document, lexicon: self.lexicon, speaks_of_crime };
        let (mut mentions, asides) = reader.nicknames();
        for tokens in mentions.iter().map(|m| &m.tokens).chain(&asides) {
            taken[tokens.clone()].fill(true);
        }
        let mut open = Vec::new();
        for sentence in document.sentences.iter().filter(|s| !is_shouted(document, s)) {
            self.first_pass(&reader, sentence, &mut taken, &mut mentions, &mut open);
        }
        let mut known = self.learn(document, &mentions);
        // Twice: a surname that its neighbours gave away once is known everywhere.
        for _ in 0..2 {
            self.second_round(&reader, &open, &mut known, &mut taken, &mut mentions);
        }
        if let Some(model) = self.model {
            let sentences: Vec<&Sentence> = document.sentences.iter().filter(|s| !is_shouted(document, s)).collect();
            let names = learned::names(&reader, model, &sentences);
            learned::take(&reader, names, dates, &mut taken, &mut mentions);
            let mut learned = self.learn(document, &mentions);
            learned.add(known);
            known = learned;
            self.second_round(&reader, &open, &mut known, &mut taken, &mut mentions);
        }
        let families: HashSet<String> = mentions
            .iter()
            .filter(|m| m.kind == MentionKind::Person && m.tokens.len() > 1)
            .map(|m| document.word(m.tokens.end - 1).to_owned())
            .collect();
        for sentence in document.sentences.iter().filter(|s| !is_shouted(document, s)) {
            common_surname(&reader, sentence, &families, &mut taken, &mut mentions);
        }
        for sentence in document.sentences.iter().filter(|s| is_shouted(document, s)) {
            self.known_only(document, sentence, &known, &mut mentions);
        }
        mentions.sort_by_key(|m| (m.tokens.start, usize::MAX - m.tokens.end));
        units(document, self.lexicon, &mut mentions);
        nested_places(document, self.lexicon, &known.places, &mut mentions);
        mentions.sort_by_key(|m| (m.tokens.start, usize::MAX - m.tokens.end));
        mentions.dedup_by(|a, b| a.tokens == b.tokens);
        mentions.retain(|m| !is_adjective_of(document, self.lexicon, m));
        told::by_nouns(&reader, &mut mentions);
        told::by_longer(&reader, &mut mentions);
        told::by_reports(&reader, &mut mentions);
        told::by_gangsters(&reader, &mut mentions);
        told::by_setting(&reader, &mut mentions);
        bracketed::names(&reader, &mut mentions);
        for mention in &mut mentions {
            if is_seat(document, mention) {
                mention.kind = MentionKind::Place;
                mention.sort = Sort::Place;
                mention.form = MentionForm::Name;
            }
        }
        mentions
    }
}

/// "former Costa Brava governor Arrieta": what stands before an office and a name is where it is held, and nobody.
fn is_seat(document: &Document, mention: &Mention) -> bool {
    let end = mention.tokens.end;
    let office = matches!(document.lower_at(end), Some("governor" | "mayor" | "prefect" | "senator" | "councillor"));
    // "Scalea's mayor".
    let of_place = document.tokens.get(end).is_some_and(|t| t.kind == Kind::Clitic)
        && matches!(document.lower_at(end + 1), Some("governor" | "mayor" | "prefect" | "councillors" | "residents"));
    if of_place && mention.kind == MentionKind::Person && mention.tokens.len() == 1 && mention.title_tokens.is_none() {
        let word = document.word(mention.tokens.start);
        let lexicon = Lexicon::english();
        return !lexicon.is_given(word) && !lexicon.is_surname(word);
    }
    mention.kind == MentionKind::Person
        && mention.title_tokens.is_none()
        && office
        && !document.is_capitalised(end)
        && end + 1 < document.tokens.len()
        && document.is_capitalised(end + 1)
}

/// "the Roman judges", "the Sicilian Mafiosi": a single word after "the" and before a noun is nobody.
fn is_adjective_of(document: &Document, lexicon: &Lexicon, mention: &Mention) -> bool {
    let (start, end) = (mention.tokens.start, mention.tokens.end);
    let lone = mention.kind == MentionKind::Person && end == start + 1 && mention.title_tokens.is_none();
    let the = start.checked_sub(1).is_some_and(|i| document.lower(i) == "the");
    let next = document.lower_at(end).unwrap_or_default();
    let noun = end < document.tokens.len()
        && !document.is_capitalised(end)
        && document.tokens[end].kind == Kind::Word
        && crate::chunk::is_person_noun(&crate::chunk::singular(next), lexicon)
        && crate::chunk::singular(next) != next;
    lone && (the && noun || matches!(document.lower(start), "mafiosi" | "mafioso" | "camorristi"))
}

/// Whether a document speaks of gangs or of what they live on: only there "the Quarry Boys" are one.
fn speaks_of_crime(document: &Document) -> bool {
    // "criminal groups", "organised crime".
    let paired = document.tokens.windows(2).any(|pair| {
        let second = pair[1].lower.strip_suffix('s').unwrap_or(&pair[1].lower);
        matches!(
            (&*pair[0].lower, second),
            ("criminal", "group" | "organisation" | "organization" | "network" | "syndicate")
                | ("organised" | "organized", "crime")
                | ("crime", "family" | "syndicate" | "organisation" | "organization" | "boss")
        )
    });
    paired
        || document.tokens.iter().any(|token| {
            let word = &*token.lower;
            let single = word.strip_suffix('s').filter(|_| word != "cannabis").unwrap_or(word);
            matches!(
                single,
                "gang"
                    | "gangster"
                    | "gangland"
                    | "cartel"
                    | "mafia"
                    | "mobster"
                    | "racket"
                    | "racketeering"
                    | "extortion"
                    | "bribe"
                    | "bribery"
                    | "kickback"
                    | "smuggler"
                    | "smuggling"
                    | "trafficker"
                    | "trafficking"
                    | "underworld"
                    | "cocaine"
                    | "heroin"
                    | "cannabis"
                    | "contraband"
            )
        })
}

/// "Salt was arrested" after "Hugo Salt": a family name that is a word too, at the head of a sentence about a person.
fn common_surname(
    reader: &NameReader,
    sentence: &Sentence,
    families: &HashSet<String>,
    taken: &mut [bool],
    mentions: &mut Vec<Mention>,
) {
    let document = reader.document;
    let at = sentence.tokens.start;
    if sentence.tokens.len() < 3 || sentence.is_heading || taken[at] || taken[at + 1] || !reader.begins_name(at) {
        return;
    }
    let human = matches!(document.lower(at + 1), "was" | "has" | "had" | "is" | "who" | "denied" | "denies" | "said");
    if human && families.contains(document.word(at)) {
        taken[at] = true;
        mentions.push(Mention::new(MentionKind::Person, Sort::Unknown, MentionForm::SurnameOnly, at..at + 1));
    }
}

/// Headings in capitals or title case, where a capital tells nothing.
fn is_shouted(document: &Document, sentence: &Sentence) -> bool {
    let words: Vec<usize> = sentence
        .tokens
        .clone()
        .filter(|i| document.tokens[*i].kind == Kind::Word && document.lower(*i).len() > 3)
        .collect();
    let shouted = words.iter().filter(|i| document.word(**i).chars().all(|c| !c.is_lowercase())).count();
    if words.len() >= 2 && shouted == words.len() {
        return true;
    }
    let capitals = words.iter().filter(|i| document.is_capitalised(**i)).count();
    // "Brooklyn Man Sentenced for Taking Bribes": title case, with a verb or a small word in it.
    let lexicon = Lexicon::english();
    let mixed = || {
        let verb = |i: &&usize| lexicon.verbs.get(document.lower(**i)).is_some() && document.is_capitalised(**i);
        words.iter().skip(1).any(|i| verb(&i) && !lexicon.is_surname(document.word(*i)))
    };
    let last = sentence.tokens.end - 1;
    let ended = matches!(document.tokens[last].kind, Kind::Mark('.' | '!' | '?' | ';') | Kind::QuoteClose);
    sentence.is_heading && words.len() >= 5 && capitals * 10 >= words.len() * 8
        || !ended && words.len() >= 6 && capitals * 10 >= words.len() * 9 && mixed()
}

impl NameTagger<'_> {
    fn first_pass(
        &self,
        reader: &NameReader,
        sentence: &Sentence,
        taken: &mut [bool],
        mentions: &mut Vec<Mention>,
        open: &mut Vec<Range<usize>>,
    ) {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            if taken[at] || !reader.begins_name(at) {
                at += 1;
                continue;
            }
            let end = reader.run_end(at, sentence.tokens.end, taken);
            let before = mentions.len();
            reader.split(at..end, sentence.tokens.clone(), mentions, open);
            let covered = mentions[before..].iter().map(|m| m.tokens.end).max().unwrap_or(at);
            for mention in &mentions[before..] {
                taken[mention.tokens.clone()].fill(true);
            }
            at = end.max(covered).max(at + 1);
        }
    }

    fn learn(&self, document: &Document, mentions: &[Mention]) -> Known {
        let mut known = Known::default();
        for mention in mentions {
            let first = document.word(mention.tokens.start);
            match mention.kind {
                MentionKind::Person => {
                    for i in mention.tokens.clone().filter(|i| {
                        document.is_capitalised(*i)
                            && !document.word(*i).ends_with('.')
                            && !is_particle(document.lower(*i))
                    }) {
                        known.persons.insert(document.word(i).to_owned(), ());
                    }
                }
                MentionKind::Organisation
                    if mention.sort == Sort::Group
                        && mention.tokens.len() > 2
                        && !document.is_capitalised(mention.tokens.end - 1) =>
                {
                    let name = mention.tokens.start..mention.tokens.end - 1;
                    known.bodies.insert(document.words(&name).to_owned(), Sort::Group);
                }
                // "the Ribereños" after "Los Ribereños".
                MentionKind::Organisation if mention.sort == Sort::Group && matches!(first, "Los" | "Las") => {
                    let name = mention.tokens.start + 1..mention.tokens.end;
                    known.bodies.insert(document.words(&name).to_owned(), Sort::Group);
                }
                MentionKind::Organisation if !self.lexicon.is_common(document.lower(mention.tokens.start)) => {
                    // "Marenport Police Bureau" begins with a place, "Halvane Ltd" with a name of its own.
                    if mention.sort.is_public() || self.lexicon.places.get(first).is_some() {
                        known.places.entry(first.to_owned()).or_insert(Sort::Place);
                    } else if matches!(mention.sort, Sort::Company | Sort::Group | Sort::Unknown) {
                        known.bodies.entry(first.to_owned()).or_insert(mention.sort);
                    }
                }
                MentionKind::Place => {
                    let name = document.words(&mention.tokens).to_owned();
                    known.places.insert(name, mention.sort);
                    if mention.tokens.len() == 2 && self.lexicon.head(document.lower(mention.tokens.end - 1)).is_some()
                    {
                        known.places.entry(first.to_owned()).or_insert(mention.sort);
                    }
                }
                _ => {}
            }
        }
        known
    }

    /// The second pass over all that is open; what it finds is known from then on.
    fn second_round(
        &self,
        reader: &NameReader,
        open: &[Range<usize>],
        known: &mut Known,
        taken: &mut [bool],
        mentions: &mut Vec<Mention>,
    ) {
        let document = reader.document;
        for run in open {
            let before = mentions.len();
            self.second_pass(reader, run.clone(), known, taken, mentions);
            if let Some(found) = mentions.get(before) {
                let words = document.words(&found.tokens).to_owned();
                match found.kind {
                    MentionKind::Person if found.tokens.len() == 1 => drop(known.persons.insert(words, ())),
                    MentionKind::Organisation => drop(known.bodies.insert(words, found.sort)),
                    MentionKind::Place => drop(known.places.insert(words, found.sort)),
                    _ => {}
                }
            }
        }
    }

    /// Single words and pairs that nothing in themselves tells.
    fn second_pass(
        &self,
        reader: &NameReader,
        run: Range<usize>,
        known: &Known,
        taken: &mut [bool],
        mentions: &mut Vec<Mention>,
    ) {
        let document = reader.document;
        if taken[run.clone()].iter().any(|t| *t) {
            return;
        }
        let words = document.words(&run);
        let single = run.len() == 1;
        let known_person = known.persons.contains_key(words);
        let mention = if known_person && single {
            Some(Mention::new(MentionKind::Person, Sort::Unknown, MentionForm::SurnameOnly, run))
        } else if let Some(sort) = known.places.get(words) {
            Some(Mention::new(MentionKind::Place, *sort, MentionForm::Name, run))
        } else if let Some(sort) = known.bodies.get(words) {
            Some(Mention::new(MentionKind::Organisation, *sort, MentionForm::Name, run))
        } else {
            reader.by_neighbours(run)
        };
        if let Some(mention) = mention {
            taken[mention.tokens.clone()].fill(true);
            mentions.push(mention);
        }
    }

    /// In shouted headings only names that stand in the text in the same form.
    fn known_only(&self, document: &Document, sentence: &Sentence, known: &Known, mentions: &mut Vec<Mention>) {
        let is_known =
            |i: usize| known.persons.contains_key(document.word(i)) && !self.lexicon.is_common(document.lower(i));
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            // Words that stand side by side on one line are one name.
            let breaks =
                |i: usize| i > at && document.text[document.tokens[i - 1].end..document.tokens[i].start].contains('\n');
            let end = (at..sentence.tokens.end).find(|i| !is_known(*i) || breaks(*i)).unwrap_or(sentence.tokens.end);
            if end > at {
                let form = if end > at + 1 { MentionForm::FullName } else { MentionForm::SurnameOnly };
                mentions.push(Mention::new(MentionKind::Person, Sort::Unknown, form, at..end));
            }
            at = end.max(at + 1);
        }
    }
}

/// The place in the name of a public body: "Tangshan" in "Tangshan Public Security Bureau".
fn nested_places(document: &Document, lexicon: &Lexicon, known: &HashMap<String, Sort>, mentions: &mut Vec<Mention>) {
    let mut nested = Vec::new();
    for mention in
        mentions.iter().filter(|m| m.kind == MentionKind::Organisation && m.tokens.len() > 1 && m.sort != Sort::Group)
    {
        let start = mention.tokens.start;
        let place_inside = near(mentions, start)
            .1
            .iter()
            .any(|m| m.kind == MentionKind::Place && m.tokens.start == start && m.tokens.end <= mention.tokens.end);
        if place_inside || !document.is_capitalised(start) {
            continue;
        }
        let listed =
            lexicon.places.longest_at(|i| (i < mention.tokens.end).then(|| document.word(i)), start).map(|(n, _)| n);
        let unknown = mention.sort.is_public()
            && !lexicon.is_common(document.lower(start))
            && !lexicon.is_demonym(document.word(start))
            && document.word(start).chars().any(char::is_lowercase);
        let length = match listed {
            Some(length) => length,
            None if unknown || known.contains_key(document.word(start)) => 1,
            None => continue,
        };
        let suffix = document
            .lower_at(start + length)
            .is_some_and(|w| matches!(w, "province" | "district" | "county" | "prefecture" | "region"));
        let length = length
            + usize::from(
                suffix && start + length + 1 < mention.tokens.end && !document.is_capitalised(start + length),
            );
        if start + length < mention.tokens.end {
            nested.push(Mention::new(MentionKind::Place, Sort::Place, MentionForm::Name, start..start + length));
        }
    }
    mentions.extend(nested);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::DateReader;

    fn tag(text: &str) -> Vec<String> {
        let lexicon = Lexicon::english();
        let document = Document::read(text, lexicon);
        let dates = DateReader::new(&document, None).dates();
        let letter = |kind: MentionKind| match kind {
            MentionKind::Person => "P",
            MentionKind::Organisation => "O",
            MentionKind::Place => "L",
            _ => "?",
        };
        NameTagger { lexicon, model: None }
            .tag(&document, &dates)
            .iter()
            .map(|m| format!("{} {}", letter(m.kind), document.words(&m.tokens)))
            .collect()
    }

    #[test]
    fn persons() {
        assert_eq!(tag("Police Commissioner Osric Valdameer met Mr. Brandt."), ["P Osric Valdameer", "P Brandt"]);
        assert_eq!(tag("Ma Aijun, former head, and Li Yan fled."), ["P Ma Aijun", "P Li Yan"]);
        assert_eq!(tag("Wang called on his cadres. Xi has directed it."), ["P Wang", "P Xi"]);
        assert_eq!(
            tag("Dragan Velkoran was held. Velkoran denied it. It was Velkoran’s yard."),
            ["P Dragan Velkoran", "P Velkoran", "P Velkoran"]
        );
        assert_eq!(
            tag("Joaquín Guzmán Loera and J. R. de la Cruz met Ursula von der Leyen."),
            ["P Joaquín Guzmán Loera", "P J. R. de la Cruz", "P Ursula von der Leyen"]
        );
    }

    #[test]
    fn bodies_and_units() {
        assert_eq!(
            tag("the Lubei district branch of the Tangshan Public Security Bureau in Hebei province"),
            [
                "O Lubei district branch of the Tangshan Public Security Bureau",
                "L Lubei district",
                "O Tangshan Public Security Bureau",
                "L Tangshan",
                "L Hebei province"
            ]
        );
        assert_eq!(
            tag("He sued the Ministry of Justice and the Ostrand Court of Appeal."),
            ["O Ministry of Justice", "O Ostrand Court of Appeal", "L Ostrand"]
        );
        assert_eq!(
            tag("He ran Halvane Haulage and Gravel Ltd in Marenport."),
            ["O Halvane Haulage and Gravel Ltd", "L Marenport"]
        );
        assert_eq!(
            tag("He told the Ostrand Provincial Prosecutor’s Office."),
            ["O Ostrand Provincial Prosecutor’s Office", "L Ostrand"]
        );
        assert_eq!(tag("It came after he became Communist Party general secretary in 2012."), ["O Communist Party"]);
        assert_eq!(tag("State broadcaster CCTV reported; according to Xinhua"), ["O CCTV", "O Xinhua"]);
        assert_eq!(tag("leader of the Lantern Crew and of the Rook gang"), ["O Lantern Crew", "O Rook gang"]);
    }

    #[test]
    fn firms_are_told_by_the_nouns_beside_them() {
        assert_eq!(
            tag("Papers of Ostrand-based law firm Varnel Quisby show it. Varnel Quisby’s clients fled."),
            ["O Varnel Quisby", "O Varnel Quisby"]
        );
        assert_eq!(tag("They hid behind two unknown companies: Zarnal and Vessin."), ["O Zarnal", "O Vessin"]);
        assert_eq!(tag("Former Zarnal chief financial officer Ivo Petrov fled."), ["O Zarnal", "P Ivo Petrov"]);
        assert_eq!(tag("Zarnal was placed into administration."), ["O Zarnal"]);
        // Whoever founded a firm is none.
        assert_eq!(tag("The law firm Petrov founded is his. Ivo Petrov said so."), ["P Petrov", "P Ivo Petrov"]);
    }

    #[test]
    fn gangs_are_told_by_their_men_and_towns_by_their_nouns() {
        assert_eq!(tag("The gang fled. Vassek gangster Ivo Petrov was shot."), ["O Vassek", "P Ivo Petrov"]);
        assert_eq!(tag("He came from Rincón de Talvera."), ["L Rincón de Talvera"]);
        assert_eq!(tag("Marseille police held him.").first().map(String::as_str), Some("O Marseille police"));
        assert_eq!(tag("fighters of the 29th Front"), ["O 29th Front"]);
    }

    #[test]
    fn ordinary_capitals_are_no_names() {
        assert_eq!(
            tag(
                "Organised crime and corruption spread. Police arrested 23 people. Officials who collude must go. In May, Italian officers left."
            ),
            Vec::<String>::new()
        );
        assert_eq!(tag("FORMER CHIEF JAILED\n\nHe was jailed."), Vec::<String>::new());
    }
}
