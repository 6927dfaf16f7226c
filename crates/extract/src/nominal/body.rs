//! Bodies told by a noun: "the company", "party rule", "the council's roads committee".

use super::*;
use crate::chunk::Opening;
use crate::entity::Entity;
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionForm, MentionKind};
use std::collections::{BTreeMap, HashSet};

impl Describer<'_, '_> {
    /// "party rule" after the party was named.
    pub(super) fn party(&mut self, phrase: usize) -> bool {
        let np = self.phrase(phrase).clone();
        let Some(at) = (np.own.start..=np.head).find(|i| self.lower(*i) == "party") else { return false };
        let plain = at == np.own.start || at == np.own.start + 1 && self.lower(np.own.start) == "the";
        if !plain || np.is_plural && at == np.head || self.analysis.words[at].class == crate::word::Class::Name {
            return false;
        }
        let Some(known) = self.last_before(at, |e| e.sort == Sort::Party) else { return false };
        let whole = at == np.head;
        let mut mention = Mention::new(
            MentionKind::Organisation,
            Sort::Party,
            MentionForm::Nominal,
            if whole { np.tokens.clone() } else { at..at + 1 },
        );
        mention.range = self.analysis.document.bytes(&mention.tokens);
        mention.entity = Some(known);
        self.analysis.mentions.push(mention);
        let index = self.analysis.mentions.len() - 1;
        self.referents.entities[known].mentions.push(index);
        if whole {
            self.referents.of_phrase[phrase] = Some(known);
        }
        true
    }

    /// "the company", "the court", "the Herald": the last body that the noun fits.
    pub(super) fn body(&mut self, phrase: usize) -> bool {
        let np = self.phrase(phrase).clone();
        let head = self.lower(np.head).to_owned();
        let several = np.is_plural && head != "police";
        if matches!(head.as_str(), "company" | "firm")
            && !several
            && let Some(only) = self.only_firm(phrase)
        {
            self.mention(phrase, MentionKind::Organisation, Sort::Company, Some(only));
            return true;
        }
        if !self.is_definite(phrase) || several || self.modifiers(phrase).len() > 1 || np.owner.is_some() {
            return false;
        }
        let token = np.head;
        let by_sort = |sort: Sort| move |e: &Entity| e.sort == sort && e.kind == MentionKind::Organisation;
        let called = |e: &Entity| e.kind == MentionKind::Organisation && has_word(e, &head);
        let found = match head.as_str() {
            "company" | "firm" | "business" => {
                if self.nameless_firm(phrase) {
                    return true;
                }
                self.last_before(token, |e| by_sort(Sort::Company)(e) && !is_bank(e))
            }
            "newspaper" | "paper" | "broadcaster" | "outlet" | "magazine" => {
                self.last_before(token, by_sort(Sort::Media))
            }
            "bureau" | "office" | "ministry" | "department" | "authority" | "commission" | "committee" | "council"
            | "board" | "court" | "tribunal" | "party" | "bank" | "union" | "federation" | "association" | "guild"
            | "branch" | "foundation" | "institute" | "university" | "service" | "mission" | "club" | "herald"
            | "courier" | "times" | "post" | "gazette" | "chamber" | "crew" | "directorate" | "prosecution"
            | "squad" | "municipality" | "league" | "senate" | "parliament" | "assembly" | "embassy"
            | "inspectorate" | "prefecture" | "registry" | "treasury" | "constabulary" | "cooperative" => {
                self.last_before(token, called)
            }
            // A station is not the police.
            "police" => self
                .last_before(token, |e| called(e) && !e.names.iter().any(|n| n.to_lowercase().ends_with(" station"))),
            "unit" | "team" | "division" | "brigade" | "taskforce" | "force" | "charity" | "hospital" | "trust" => {
                let named = self.last_before(token, |e| called(e) && e.names.iter().any(|name| ends_in(name, &head)));
                // "The force" of "Delhi Police".
                let police = |e: &Entity| e.names.iter().any(|n| ends_in(n, "police") || ends_in(n, "constabulary"));
                named.or_else(|| self.last_before(token, police).filter(|_| head == "force"))
            }
            "agency" | "watchdog" | "regulator" => {
                let ngo = || self.last_before(token, by_sort(Sort::Ngo)).filter(|_| head == "watchdog");
                self.last_before(token, called).or_else(|| self.only_public_body_near(phrase)).or_else(ngo)
            }
            "organisation" | "organization" | "group" | "ngo" => self
                .last_before(token, by_sort(Sort::Ngo))
                .filter(|_| !self.referents.entities.iter().any(Entity::is_group)),
            // The one government that the document speaks of.
            "government" => {
                let is_government = |e: &Entity| {
                    e.kind == MentionKind::Organisation
                        && e.names.iter().chain(&e.designation).any(|name| ends_in(name, "government"))
                };
                let mut told = self.referents.entities.iter().enumerate().filter(|(_, e)| is_government(e));
                told.next().map(|(at, _)| at).filter(|_| told.next().is_none())
            }
            _ => None,
        };
        // "the Constabulary" before its name is told, or with no other.
        let found = found.or_else(|| self.named_later(phrase)).or_else(|| self.only_of_sort(token));
        let Some(found) = found else { return self.by_its_kind(phrase) };
        let sort = self.referents.entities[found].sort;
        self.mention(phrase, MentionKind::Organisation, sort, Some(found));
        true
    }

    /// "the union", "the club": the one of its sort that the document has named so far, by a name that doesn't say what it is.
    fn only_of_sort(&self, token: usize) -> Option<usize> {
        let sort = match self.lower(token) {
            "union" => Sort::Union,
            "club" => Sort::Sport,
            "party" => Sort::Party,
            _ => return None,
        };
        let is_named = |e: &Entity| e.sort == sort && e.kind == MentionKind::Organisation && e.is_named();
        let mut named = self.referents.entities.iter().enumerate().filter(|(_, e)| is_named(e)).map(|(at, _)| at);
        let only = named.next().filter(|_| named.next().is_none())?;
        self.last_before(token, is_named).filter(|before| *before == only)
    }

    /// "the Velkoran dairy firm", "the bankrupt company": the one firm that the document has named so far.
    fn only_firm(&self, phrase: usize) -> Option<usize> {
        let np = self.phrase(phrase);
        let blurs = |word: &str| {
            matches!(
                word,
                "other"
                    | "another"
                    | "new"
                    | "parent"
                    | "holding"
                    | "sister"
                    | "second"
                    | "third"
                    | "rival"
                    | "shell"
                    | "offshore"
                    | "same"
                    | "different"
                    | "former"
                    | "insurance"
                    | "unnamed"
                    | "first"
            )
        };
        let told = self.is_definite(phrase)
            && np.owner.is_none()
            && np.mention.is_none()
            && (2..5).contains(&self.modifiers(phrase).len())
            && !self.has_modifier(phrase, blurs)
            && self.analysis.attached[phrase].appositions.is_empty()
            && self.analysis.attached[phrase].complements.is_empty()
            && !self.is_predicate(phrase);
        let known = |e: &Entity| e.kind == MentionKind::Organisation && e.sort == Sort::Company;
        let mut firms = self.referents.entities.iter().enumerate().filter(|(_, e)| known(e));
        let (only, _) = firms.next().filter(|_| told)?;
        let before = self.last_before(np.head, |e| known(e));
        firms.next().is_none().then_some(only).filter(|only| before == Some(*only))
    }

    /// The one public body that this sentence and the one before speak of, where the document has named no other so far.
    fn only_public_body_near(&self, phrase: usize) -> Option<usize> {
        let token = self.phrase(phrase).head;
        let sentence = self.analysis.document.sentence_of(token);
        let start = self.analysis.document.sentences[sentence.saturating_sub(1)].tokens.start;
        let end = self.analysis.mentions[..self.analysis.segments[0]].partition_point(|m| m.tokens.start < token);
        let mut found = None;
        for mention in self.analysis.mentions[end.saturating_sub(REACH)..end].iter().rev() {
            let Some(entity) = mention.entity.filter(|_| mention.kind == MentionKind::Organisation) else { continue };
            let sort = self.referents.entities[entity].sort;
            let is_agency = sort.is_public() && sort != Sort::Court || sort == Sort::Unknown;
            if !is_agency || found == Some(entity) {
                continue;
            }
            if found.is_some() || mention.tokens.start < start || sort == Sort::Unknown {
                return None;
            }
            found = Some(entity);
        }
        found
    }

    /// Whether a phrase is a head noun in capitals and nothing else: "the Constabulary".
    fn is_capital_alone(&self, phrase: usize) -> bool {
        let np = self.phrase(phrase);
        self.analysis.document.is_capitalised(np.head)
            && np.head == np.own.start + 1
            && matches!(self.lower(np.own.start), "the" | "this")
            && self.analysis.attached[phrase].complements.iter().all(|c| self.lower(c.preposition) != "of")
    }

    /// "the Constabulary" before "the Ostrand Constabulary": the one body of the document that is called so.
    fn named_later(&self, phrase: usize) -> Option<usize> {
        let head = self.lower(self.phrase(phrase).head);
        if !self.is_capital_alone(phrase) {
            return None;
        }
        let called = |e: &Entity| {
            e.kind == MentionKind::Organisation
                && e.names.iter().any(|name| ends_in(name, head) || begins_in(name, head))
        };
        let mut named = self.referents.entities.iter().enumerate().filter(|(_, e)| called(e)).map(|(at, _)| at);
        named.next().filter(|_| named.next().is_none())
    }

    /// "the Constabulary", "the Treasury", where the document has no longer name for it.
    fn by_its_kind(&mut self, phrase: usize) -> bool {
        let head = self.lower(self.phrase(phrase).head).to_owned();
        let sort = self.analysis.lexicon.head(&head).map(|h| h.sort);
        let alone = matches!(
            head.as_str(),
            "constabulary"
                | "senate"
                | "parliament"
                | "treasury"
                | "customs"
                | "carabinieri"
                | "gendarmerie"
                | "congress"
                | "assembly"
                | "ministry"
                | "commission"
                | "bureau"
                | "directorate"
                | "agency"
                | "authority"
                | "inspectorate"
                | "procuratorate"
                | "tribunal"
                | "navy"
                | "army"
                | "presidency"
                | "chancellery"
        );
        let Some(sort) = sort.filter(|_| alone && self.is_capital_alone(phrase)) else { return false };
        let np = self.phrase(phrase).clone();
        let designation = self.on_one_line(np.head..np.head + 1);
        let known = self.last_before(np.head, |e| e.designation.as_deref() == Some(designation.as_str()));
        self.speak_of_body(phrase, sort, known, designation);
        true
    }

    /// "chairman of the council's roads committee", "a clerk in the harbour master's office": a body without a name of
    /// its own, at which somebody named holds an office.
    pub(super) fn bodies_of_offices(&mut self) {
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let led = self.led_by_somebody();
        for phrase in 0..self.analysis.chunks.phrases.len() {
            let np = self.phrase(phrase);
            let head = self.lower(np.head);
            // "head of military intelligence": without an article.
            let bare = np.opening == Opening::Bare && matches!(head, "intelligence" | "customs" | "police");
            let told = np.owner.is_some()
                || np.head > np.own.start + usize::from(matches!(np.opening, Opening::Definite | Opening::Indefinite));
            let sort = self.sort_of_described(np.head);
            let is_body = self.referents.of_phrase[phrase].is_none()
                && np.mention.is_none()
                && !np.is_plural
                && (bare || matches!(np.opening, Opening::Definite | Opening::Possessed | Opening::Indefinite))
                && np.owner_pronoun.is_none()
                && told
                && sort.is_some();
            let of_office = || {
                let (governor, preposition) = self.analysis.attached[phrase].governor?;
                let hangs = matches!(self.lower(preposition), "of" | "in" | "at" | "for" | "with");
                Some(governor).filter(|office| hangs && self.is_held(*office))
            };
            if !is_body || of_office().is_none() && !led.contains(&phrase) {
                continue;
            }
            let words = self.analysis.document.words(&np.tokens).split_whitespace().collect::<Vec<_>>().join(" ");
            let words = owner::without_article(&words).to_owned();
            let sort = sort.unwrap_or(Sort::Body);
            // "a bank" told twice may be two.
            let same = np.opening != Opening::Indefinite;
            let entity = known.get(&words.to_lowercase()).copied().filter(|_| same);
            let entity = entity.unwrap_or_else(|| self.new_entity(phrase, MentionKind::Organisation, sort));
            self.referents.entities[entity].designation = Some(words.clone());
            known.insert(words.to_lowercase(), entity);
            self.mention(phrase, MentionKind::Organisation, sort, Some(entity));
        }
    }

    /// Whether an office is said to be somebody's.
    fn is_held(&self, office: usize) -> bool {
        let attached = &self.analysis.attached[office];
        self.analysis.lexicon.offices.get(self.lower(self.phrase(office).head)).is_some()
            && (!attached.appositions.is_empty()
                || self.is_predicate(office)
                || attached.governor.is_some_and(|(_, p)| self.lower(p) == "as"))
    }

    /// "Brandt chairs the provincial chamber of commerce", "the local school board's chairman, Pell": phrases of bodies that a
    /// named person heads, by verb or as owners of the office.
    fn led_by_somebody(&self) -> HashSet<usize> {
        let analysis = &*self.analysis;
        let is_person = |p: &usize| {
            self.referents.of_phrase[*p].is_some_and(|e| self.referents.entities[e].kind == MentionKind::Person)
        };
        let by_verb = analysis.clauses.iter().filter(|c| {
            matches!(analysis.chunks.groups[c.group].lemma, "head" | "chair" | "direct" | "command")
                && c.agents(|i| self.lower(i)).first().is_some_and(is_person)
        });
        let led = by_verb.filter_map(|c| if c.passive { c.subjects.first() } else { c.objects.first() }).copied();
        let owners =
            (0..analysis.chunks.phrases.len()).filter(|p| self.is_held(*p)).filter_map(|p| self.phrase(p).owner);
        led.chain(owners).collect()
    }

    /// What sort of body a noun in lower case tells of, at which somebody can hold an office.
    pub(super) fn sort_of_described(&self, head: usize) -> Option<Sort> {
        let word = self.lower(head);
        match word {
            "intelligence" | "counter-intelligence" | "customs" | "brotherhood" => return Some(Sort::Body),
            "prison" | "jail" | "gaol" | "museum" | "airport" | "orphanage" => return Some(Sort::Body),
            "staff" | "troops" => return Some(Sort::Military),
            // A group may be a gang.
            "group" => return None,
            _ => {}
        }
        let sort = self.analysis.lexicon.head(word)?.sort;
        let holds = sort.is_public()
            || matches!(sort, Sort::Union | Sort::Ngo | Sort::Company | Sort::School | Sort::Sport)
            || sort == Sort::Media && word != "post";
        holds.then_some(sort)
    }

    /// Whether a clause says a phrase of its subject: "is chairwoman of", "was appointed head of".
    pub(super) fn is_predicate(&self, phrase: usize) -> bool {
        let sentence = self.analysis.document.sentence_of(self.phrase(phrase).head);
        self.analysis.clauses[self.analysis.clauses_of(sentence)].iter().any(|c| {
            c.objects.contains(&phrase)
                && matches!(
                    self.analysis.chunks.groups[c.group].lemma,
                    "be" | "become" | "remain" | "appoint" | "elect" | "name" | "make"
                )
        })
    }

    /// Entities know their mentions by position: says them anew after the mentions from `first` on were sorted.
    pub(super) fn renumber(&mut self, first: usize) {
        for entity in &mut self.referents.entities {
            entity.mentions.retain(|m| *m < first);
        }
        for (at, mention) in self.analysis.mentions.iter().enumerate().skip(first) {
            if let Some(entity) = mention.entity {
                self.referents.entities[entity].mentions.push(at);
            }
        }
    }
}

fn words_of(entity: &Entity) -> impl Iterator<Item = String> {
    entity.names.iter().chain(&entity.designation).flat_map(|name| name.split_whitespace()).map(str::to_lowercase)
}

fn has_word(entity: &Entity, word: &str) -> bool {
    words_of(entity).any(|known| known == word)
}

/// "the company" is rather no bank.
pub(super) fn is_bank(entity: &Entity) -> bool {
    words_of(entity).any(|word| word.starts_with("bank"))
}

/// Whether a name's head is a word: its last one, or the last before "of".
fn ends_in(name: &str, word: &str) -> bool {
    let name = name.to_lowercase();
    name.split(" of ").next().unwrap_or_default().split(' ').next_back() == Some(word)
}

fn begins_in(name: &str, word: &str) -> bool {
    name.to_lowercase().strip_prefix(word).is_some_and(|rest| rest.starts_with(" of "))
}
