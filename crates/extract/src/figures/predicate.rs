//! What happened to the things counted, and whether a number is a statistic at all.

use super::change::is_change_verb;
use super::countable::{is_counted, is_person};
use super::reported::{befalls, counts, harms, is_weight, moves_money};
use super::told::is_measure;
use super::*;
use crate::chunk::Shape;
use crate::comparator::Comparator;
use crate::figure::{Figure, FigureKind};
use crate::word::Class;

impl FigureReader<'_, '_> {
    /// What happened to the things counted: a participle or verb of the clause, or one that describes them.
    pub(super) fn predicate(
        &self,
        quantity: &Quantity,
        phrase: Option<usize>,
        clause: Option<usize>,
        last: Option<&Figure>,
    ) -> Option<String> {
        let analysis = self.analysis;
        let clause_index = clause?;
        let clause = &analysis.clauses[clause_index];
        let group = &analysis.chunks.groups[clause.group];
        if quantity.kind.is_change() {
            // "cases were filed" or, under a noun of change, the participle of what is counted.
            if !is_change_verb(group.lemma)
                && !matches!(group.lemma, "see" | "show" | "post" | "suffer" | "experience")
                && phrase.is_some_and(|p| clause.patients().contains(&p))
                && counts(group.lemma)
                && !matches!(group.lemma, "record" | "report" | "register")
            {
                return Some(analysis.document.lower(group.main).to_owned());
            }
            let described = analysis.clauses_of(clause.sentence).map(|i| &analysis.clauses[i]).find(|c| {
                c.shape == Shape::Participle
                    && matches!(c.link, crate::clause::Link::Relative(_))
                    && analysis.chunks.groups[c.group].main < quantity.tokens.start
                    && counts(analysis.chunks.groups[c.group].lemma)
            });
            let inherited = last.and_then(|f| f.predicate.clone());
            return described
                .map(|c| analysis.document.word(analysis.chunks.groups[c.group].main).to_lowercase())
                .or(inherited);
        }
        if matches!(group.lemma, "be" | "have" | "say" | "become" | "include" | "consist" | "comprise")
            || analysis.reporting.says(group.lemma) && !counts(group.lemma)
        {
            return None;
        }
        // "took place", "made up 12 per cent": nothing that befell them.
        let next = analysis.document.lower_at(group.tokens.end).unwrap_or("");
        if group.lemma == "take" && next == "place" || group.lemma == "make" && next == "up" {
            return None;
        }
        let argument = |p: usize| clause.subjects.contains(&p) || clause.objects.contains(&p);
        let direct = phrase.is_some_and(argument);
        // "a bribe of 40,000 crowns": what happened to the bribe.
        let governed = phrase.and_then(|p| analysis.attached[p].governor).is_some_and(|(g, _)| argument(g));
        if self.tells_change(clause)
            || matches!(group.lemma, "compare" | "order" | "total" | "number" | "follow" | "see" | "witness")
        {
            return last.and_then(|f| f.predicate.clone()).filter(|_| group.lemma == "compare");
        }
        let worth = quantity.kind == FigureKind::Amount
            && (governed || clause.extent.contains(&quantity.number.start) && moves_money(group.lemma));
        if !direct && !worth {
            return last
                .filter(|_| {
                    phrase.is_none_or(|p| analysis.words[analysis.chunks.phrases[p].head].class == Class::Number)
                })
                .and_then(|f| f.predicate.clone());
        }
        let word = analysis.document.lower(group.main);
        // "bringing the number to 1,155": what was counted was not brought.
        if group.lemma == "bring" && !clause.passive && self.brings_a_count(clause) {
            return None;
        }
        if clause.passive && group.tokens.clone().any(|i| self.lower(i) == "not") {
            return Some(format!("not {word}"));
        }
        Some(
            analysis
                .lexicon
                .verbs
                .participle(group.lemma)
                .filter(|_| !clause.passive)
                .map_or_else(|| word.to_owned(), str::to_owned),
        )
    }

    fn brings_a_count(&self, clause: &Clause) -> bool {
        let is_count = |p: &usize| {
            let head = self.analysis.chunks.phrases[*p].head;
            matches!(self.lower(head), "number" | "total" | "tally" | "toll" | "count" | "figure")
        };
        clause.objects.iter().any(is_count)
    }

    /// Whether a handful is told as a count: "Of those arrested, four were released", "In 2023, nine groups were
    /// dismantled", "counted nine calls".
    fn is_count(&self, quantity: &Quantity, clause: Option<usize>) -> bool {
        let analysis = self.analysis;
        let sentence = &analysis.document.sentences[analysis.document.sentence_of(quantity.number.start)];
        let is_year = |i: usize| {
            let word = analysis.document.lower(i);
            analysis.words[i].class == Class::Date && word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
        };
        let lemma = clause.map_or("", |c| analysis.chunks.groups[analysis.clauses[c].group].lemma);
        self.lower(sentence.tokens.start) == "of"
            || matches!(lemma, "count" | "record" | "register" | "number" | "total" | "document" | "log")
            || sentence.tokens.clone().any(is_year)
    }

    /// Whether the paragraph around a number speaks of crime or of what authorities do about it.
    fn speaks_of_crime(&self, quantity: &Quantity) -> bool {
        let document = &self.analysis.document;
        let sentence = document.sentence_of(quantity.number.start);
        let near = &document.sentences[sentence.saturating_sub(1)..(sentence + 2).min(document.sentences.len())];
        near.iter().flat_map(|s| s.tokens.clone()).any(|i| {
            let word = document.lower(i);
            self.analysis.lexicon.crime.contains(word)
                || matches!(
                    word,
                    "police"
                        | "arrested"
                        | "searched"
                        | "searches"
                        | "seized"
                        | "prosecutors"
                        | "suspects"
                        | "suspect"
                        | "operation"
                        | "raid"
                        | "raids"
                        | "court"
                        | "convicted"
                        | "sentenced"
                        | "detained"
                        | "investigation"
                )
        })
    }

    pub(super) fn is_statistical(
        &self,
        quantity: &Quantity,
        counted: &str,
        phrase: Option<usize>,
        clause: Option<usize>,
        last: Option<FigureKind>,
    ) -> bool {
        let analysis = self.analysis;
        if quantity.kind != FigureKind::Count && quantity.kind != FigureKind::Range {
            return true;
        }
        // "45 per 100,000 people".
        if counted.contains(" per ") && analysis.document.lower_at(quantity.tokens.end) == Some("per") {
            return true;
        }
        // "pounds of cocaine", "cases of fraud": units and cases, whatever they hold.
        let first = head_of(counted);
        let head =
            if reported::holds(&first) { first } else { counted.rsplit(' ').next().unwrap_or_default().to_lowercase() };
        let index = clause;
        let clause = clause.map(|c| &analysis.clauses[c]);
        let lemma = clause.map_or("", |c| analysis.chunks.groups[c.group].lemma);
        let number = analysis.document.tokens.get(quantity.number.start);
        let in_digits = number.is_some_and(|t| t.kind == crate::token::Kind::Number);
        let of = self.analysis.document.lower_at(quantity.tokens.end) == Some("of");
        // "two directors", "a boat and two vacations": a handful is told, not measured, unless it is part of something counted.
        let is_handful = !in_digits && quantity.value < 10.0 && quantity.comparator == Comparator::Exactly && !of;
        let argument = phrase.is_none_or(|p| {
            let top = analysis.attached[p].governor.is_none();
            top || clause.is_some_and(|c| c.subjects.contains(&p) || c.objects.contains(&p))
        });
        // "Five men were arrested", "froze the accounts of nine companies": reports count even those.
        if self.is_pair(quantity, lemma, last) {
            return false;
        }
        let befell_them = (befalls(lemma) || harms(lemma) && is_person(&head) && quantity.value >= 3.0)
            && phrase.is_some_and(|p| {
                let top = analysis.attached[p].governor.map_or(p, |(governor, _)| governor);
                // "arrested Kiprono and two directors": they stand beside one who has a name.
                let beside = |p: &usize| {
                    let mention = analysis.chunks.phrases[*p].mention.map(|m| analysis.mentions[m].kind);
                    mention == Some(crate::mention::MentionKind::Person)
                        || analysis.chunks.phrases[*p].opening == crate::chunk::Opening::Indefinite
                            && self.lower(analysis.chunks.phrases[*p].tokens.start) != "another"
                };
                clause.is_some_and(|c| {
                    let patients = c.patients();
                    patients.contains(&top) && !patients.iter().any(beside) || {
                        c.objects.contains(&top) && !c.objects.iter().any(beside)
                    }
                })
            })
            && quantity.value >= 2.0
            && (head.ends_with('s') || is_counted(&head))
            && !matches!(
                head.as_str(),
                "times" | "counts" | "occasions" | "years" | "months" | "weeks" | "days" | "hours"
            );
        if (is_handful || !in_digits) && befell_them {
            return true;
        }
        // "left six dead", "at least five injured".
        let next = analysis.document.lower_at(quantity.tokens.end).unwrap_or("");
        if matches!(next, "dead" | "injured" | "wounded" | "missing") && quantity.value >= 2.0 {
            return true;
        }
        // "almost 3kg of heroin", "24 charges of", "payments to a total of 20 contractors".
        let weighed = is_weight(&head_of(counted)) && in_digits && (of || self.speaks_of_crime(quantity));
        let total = matches!(self.lower(quantity.tokens.start), "a" | "total") && quantity.value >= 10.0;
        if weighed || total && self.lower(quantity.number.start.saturating_sub(1)) == "of" && is_counted(&head) {
            return true;
        }
        // "warrants were executed against five men".
        let against = phrase.is_some_and(|p| {
            analysis.attached[p].governor.is_none()
                && clause.is_some_and(|c| {
                    c.complements.iter().any(|c| self.lower(c.preposition) == "against" && c.phrases.contains(&p))
                })
        });
        if is_handful
            && against
            && quantity.value >= 2.0
            && matches!(head.as_str(), "men" | "women" | "people" | "suspects" | "persons")
        {
            return true;
        }
        // "were arrested in eight provinces".
        let places = quantity
            .tokens
            .start
            .checked_sub(1)
            .map(|i| if matches!(self.lower(i), "just" | "only" | "all") { i.saturating_sub(1) } else { i });
        let where_to = is_handful
            && places.is_some_and(|i| matches!(self.lower(i), "in" | "across" | "from"))
            && matches!(
                head.as_str(),
                "provinces"
                    | "countries"
                    | "cities"
                    | "districts"
                    | "states"
                    | "regions"
                    | "towns"
                    | "villages"
                    | "departments"
                    | "municipalities"
                    | "counties"
            );
        // "as heavy as three buses".
        let likened = is_handful
            && quantity.tokens.start >= 3
            && self.lower(quantity.tokens.start - 1) == "as"
            && self.lower(quantity.tokens.start - 3) == "as";
        if where_to || likened {
            return false;
        }
        // "two bodyguards", "all three men": known ones or a pair, told in passing.
        let all = quantity.tokens.start.checked_sub(1).is_some_and(|i| self.lower(i) == "all");
        if all && quantity.value < 10.0 && !countable::is_told_even_few(&head) {
            return false;
        }
        // "at least nine inmates": however few, where the text says that there may be more.
        let bounded = quantity.comparator == Comparator::AtLeast && quantity.value >= 3.0;
        if bounded && (of || (head.ends_with('s') || is_person(&head)) && !is_measure(&head))
            || self.is_of_proceeding(quantity, &head)
        {
            return true;
        }
        // "rang him 61 times", "on sixteen occasions", "pleaded guilty to nine murders", "31 of them": told as a count.
        let often = matches!(head.as_str(), "times" | "occasions") && quantity.value >= 10.0;
        let beside = head == "members" && quantity.tokens.start > 0 && self.lower(quantity.tokens.start - 1) == "and";
        let deeds = quantity.value >= 3.0 && countable::is_told_even_few(&head) && !beside;
        let plural = head.ends_with('s') && !head.ends_with("ss") || is_person(&head) || head == "cattle";
        let year =
            in_digits && self.lower(quantity.number.start).len() == 4 && (1900.0..2100.0).contains(&quantity.value);
        let many = quantity.value >= 10.0 && !year && (of || plural && !is_measure(&head));
        if often || deeds || many && !self.is_sample(phrase, lemma, clause) {
            return true;
        }
        let parts_of_them = self
            .lower(analysis.document.sentences[analysis.document.sentence_of(quantity.number.start)].tokens.start)
            == "of";
        let goes_on = argument && last.is_some_and(|kind| kind != FigureKind::Amount);
        if is_handful
            && !goes_on
            && !is_weight(&head_of(counted))
            && !(self.is_count(quantity, index)
                && (is_counted(&head) || phrase.is_none() || parts_of_them || subject::is_event(&head)))
        {
            return false;
        }
        let sentence = &analysis.document.sentences[analysis.document.sentence_of(quantity.number.start)];
        if phrase.is_none()
            && quantity.value >= 2.0
            && (quantity.tokens.start.checked_sub(1).is_some_and(|i| elliptical::is_total(self.lower(i)))
                || head.ends_with("rate") && analysis.document.lower_at(quantity.tokens.end) == Some("per"))
        {
            return true;
        }
        // "saw a rise to 9 murders".
        let risen = quantity.tokens.start.checked_sub(2).is_some_and(|i| {
            i >= sentence.tokens.start
                && self.lower(i + 1) == "to"
                && change::is_change_noun(self.lower(i))
                && is_counted(&head)
        });
        if risen && quantity.value >= 2.0 {
            return true;
        }
        let patient =
            phrase.is_some_and(|p| clause.is_some_and(|c| c.patients().contains(&p) || c.objects.contains(&p)));
        let agent = phrase.is_some_and(|p| clause.is_some_and(|c| !c.passive && c.subjects.contains(&p)));
        // "Of 163 cases concluded last year, nine led to a verdict": the whole and its parts.
        let parts = matches!(self.lower(sentence.tokens.start), "of" | "among");
        let speaks = analysis.reporting.takes_content(lemma) && !subject::is_event(&head);
        // "Half of the victims were young; nine were bystanders".
        let parts = parts
            || last == Some(FigureKind::Share)
                && lemma == "be"
                && phrase.is_some_and(|p| analysis.words[analysis.chunks.phrases[p].head].class == Class::Number);
        if agent && !parts && (speaks || quantity.value < 10.0 && !counts(lemma)) {
            return false;
        }
        // "made up of nationals from more than two countries".
        let loose = !argument && quantity.value < 10.0 && quantity.comparator != Comparator::Exactly;
        if last.is_some() && !loose {
            return true;
        }
        if self.is_sample(phrase, lemma, clause) {
            return false;
        }
        // "43 containers had entered the port".
        let many = in_digits && quantity.value >= 10.0 && head.ends_with('s');
        let bounded = quantity.comparator != Comparator::Exactly;
        let there =
            clause.is_some_and(|c| c.subjects.iter().any(|s| self.lower(analysis.chunks.phrases[*s].head) == "there"));
        if there || patient && counts(lemma) {
            // "owns two haulage firms" tells of the owner, not of numbers.
            let owned = matches!(lemma, "own" | "control" | "run") && quantity.comparator == Comparator::Exactly;
            let least = if owned { 10.0 } else { 2.0 };
            return quantity.value >= least || is_weight(&head_of(counted)) && quantity.value > 0.0;
        }
        let says_so = patient && (is_counted(&head) || quantity.value >= 10.0);
        let plain = (agent || clause.is_some_and(|c| c.passive && phrase.is_some_and(|p| c.subjects.contains(&p))))
            && (is_counted(&head) || quantity.value >= 100.0 || many)
            || clause.is_some_and(|c| counted::reaches(lemma) && phrase.is_some_and(|p| c.objects.contains(&p)))
            || matches!(lemma, "put" | "estimate" | "stand")
                && quantity.tokens.start.checked_sub(1).is_some_and(|i| self.lower(i) == "at");
        let grown = clause.is_some_and(|c| self.tells_change(c))
            && clause.is_some_and(|c| {
                c.complements.iter().any(|c| {
                    matches!(self.lower(c.preposition), "from" | "to") && phrase.is_some_and(|p| c.phrases.contains(&p))
                })
            });
        // "searches at 34 addresses", "against 14 persons": ten and more of a plural noun, but for lengths and times.
        let plural = head.ends_with('s')
            || matches!(head.as_str(), "people" | "accused" | "men" | "women" | "others" | "cattle");
        let several = plural && in_digits && quantity.value >= 10.0 && !is_measure(&head);
        if several && self.speaks_of_crime(quantity) {
            return true;
        }
        // Of those that only hang on another noun the ones with a bound, or a large number of what is counted.
        let hanging = !patient && !agent && is_counted(&head) && quantity.value >= 10.0;
        // "the seizure of 3.8 tonnes of cocaine".
        let haul = phrase.and_then(|p| analysis.attached[p].governor).is_some_and(|(governor, _)| {
            matches!(
                self.lower(analysis.chunks.phrases[governor].head),
                "seizure"
                    | "seizures"
                    | "find"
                    | "haul"
                    | "discovery"
                    | "theft"
                    | "arrest"
                    | "arrests"
                    | "shipment"
                    | "consignment"
                    | "load"
                    | "cargo"
                    | "stash"
                    | "cache"
                    | "batch"
            )
        });
        let hanging = hanging || haul && !patient && !agent && quantity.value >= 1.0 && is_counted(&head_of(counted));
        let befell = agent && matches!(lemma, "die" | "resign" | "surrender" | "flee" | "disappear" | "drown");
        befell || says_so || plain || grown || hanging || bounded && quantity.value >= 100.0
    }
}

/// The noun that says what is counted: "tonnes" of "tonnes of cocaine".
fn head_of(counted: &str) -> String {
    let words = counted.split(" of ").next().unwrap_or_default();
    words.rsplit(' ').next().unwrap_or_default().to_lowercase()
}
