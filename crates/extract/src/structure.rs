//! Ties that names and their neighbourhood tell: units of bodies, where bodies are, what belongs to what.

mod staff;

use std::ops::Range;

use umbra_model::Validity;

use crate::analysis::Analysis;
use crate::chunk::Opening;
use crate::coreference::Referents;
use crate::extraction::Relation;
use crate::mention::{Mention, MentionForm, MentionKind};
use crate::status::StatusReader;

pub(crate) struct StructureReader<'a, 't> {
    pub analysis: &'a Analysis<'t>,
    pub referents: &'a Referents,
    pub reader: &'a StatusReader<'a, 't>,
}

impl StructureReader<'_, '_> {
    pub fn relations(&self) -> Vec<Relation> {
        let mut relations = Vec::new();
        self.units(&mut relations);
        self.located(&mut relations);
        self.parts(&mut relations);
        self.campaigns_of(&mut relations);
        self.published(&mut relations);
        self.counsel(&mut relations);
        self.siblings(&mut relations);
        self.kindred(&mut relations);
        self.groups_of(&mut relations);
        self.compounds(&mut relations);
        self.staff(&mut relations);
        relations
    }

    fn lower(&self, token: usize) -> &str {
        self.analysis.document.lower(token)
    }

    fn push(
        &self,
        relations: &mut Vec<Relation>,
        kind: &str,
        subject: usize,
        object: usize,
        tokens: &Range<usize>,
        clause: Option<usize>,
    ) {
        if subject == object {
            return;
        }
        let range = self.analysis.document.bytes(tokens);
        relations.push(Relation {
            kind: kind.to_owned(),
            schema: String::new(),
            subject,
            object,
            ends: (String::new(), String::new()),
            trigger: range.clone(),
            evidence: range,
            standing: None,
            attribution: self.reader.voices_at(tokens.start),
            properties: Vec::new(),
            validity: Validity::default(),
            is_past: false,
            rule: format!("structure.{kind}"),
            cue_clause: None,
            clause,
        });
    }

    fn names(&self) -> impl Iterator<Item = &Mention> {
        self.analysis.mentions[..self.analysis.segments[0]].iter()
    }

    /// "Lubei district branch of the Tangshan Public Security Bureau".
    fn units(&self, relations: &mut Vec<Relation>) {
        let names: Vec<&Mention> = self.names().collect();
        for (i, unit) in
            names.iter().enumerate().filter(|(_, m)| m.kind == MentionKind::Organisation && m.tokens.len() > 2)
        {
            let inside = names[i + 1..].iter().take_while(|m| m.tokens.start < unit.tokens.end);
            let body = inside
                .filter(|m| m.kind == MentionKind::Organisation && m.tokens.end <= unit.tokens.end)
                .max_by_key(|m| m.tokens.len());
            if let (Some(body), Some(unit_entity)) = (body, unit.entity) {
                let Some(body_entity) = body.entity else { continue };
                let owned = body.tokens.start == unit.tokens.start;
                let linked = owned || body.tokens.end == unit.tokens.end;
                if linked {
                    self.push(relations, "unit_of", unit_entity, body_entity, &unit.tokens, None);
                }
            }
        }
    }

    /// "the Tangshan Public Security Bureau in Hebei province": a body directly before "in" and a place.
    fn located(&self, relations: &mut Vec<Relation>) {
        let names: Vec<&Mention> = self.names().collect();
        for (i, place) in names.iter().enumerate().filter(|(_, m)| m.kind == MentionKind::Place) {
            let Some(place_entity) = place.entity else { continue };
            let start = place.tokens.start;
            if start < 2 || self.lower(start - 1) != "in" {
                continue;
            }
            let before = names[..i].iter().rev().take(8).filter(|m| {
                m.tokens.end == start - 1 && m.kind == MentionKind::Organisation && m.form == MentionForm::Name
            });
            // "the yard of Halvane in Quayside": the yard lies there.
            let phrase = self.analysis.phrase_at.range(..start.saturating_sub(1)).next_back().map(|(_, p)| *p);
            let held = phrase.and_then(|p| self.analysis.attached[p].governor).is_some_and(|(governor, _)| {
                let head = self.lower(self.analysis.chunks.phrases[governor].head);
                !crate::chunk::is_person_noun(head.strip_suffix('s').unwrap_or(head), self.analysis.lexicon)
                    && !matches!(head, "branch" | "office" | "unit" | "division" | "spokeswoman" | "part")
            });
            if held {
                continue;
            }
            // The innermost body: the branch lies where its bureau does.
            if let Some(body) = before.min_by_key(|m| m.tokens.len())
                && let Some(entity) = body.entity.filter(|e| !self.referents.entities[*e].is_group())
            {
                self.push(relations, "located_in", entity, place_entity, &(body.tokens.start..place.tokens.end), None);
            }
        }
        // "based in", "headquartered in".
        for (index, clause) in self.analysis.clauses.iter().enumerate() {
            let group = &self.analysis.chunks.groups[clause.group];
            if !matches!(group.lemma, "base" | "headquarter" | "locate" | "register") || !clause.passive {
                continue;
            }
            let body = clause
                .subjects
                .first()
                .and_then(|s| self.referents.of_phrase[*s])
                .filter(|e| self.referents.entities[*e].kind == MentionKind::Organisation);
            let place = clause
                .complements
                .iter()
                .filter(|c| self.lower(c.preposition) == "in")
                .flat_map(|c| c.phrases.iter())
                .find_map(|p| {
                    self.referents.of_phrase[*p].filter(|e| self.referents.entities[*e].kind == MentionKind::Place)
                });
            if let (Some(body), Some(place)) = (body, place)
                && self.reader.of(index).silence.is_none()
            {
                self.push(relations, "located_in", body, place, &clause.extent, Some(index));
            }
        }
    }

    /// "was part of Xi's signature anti-corruption drive", "Quayside, a part of".
    fn parts(&self, relations: &mut Vec<Relation>) {
        for (index, clause) in self.analysis.clauses.iter().enumerate() {
            let group = &self.analysis.chunks.groups[clause.group];
            let belongs = match group.lemma {
                "be" | "become" | "remain" | "form" | "constitute" => clause
                    .objects
                    .iter()
                    .find(|o| self.lower(self.analysis.chunks.phrases[**o].head) == "part")
                    .map(|o| self.analysis.attached[*o].complements.clone())
                    .unwrap_or_default(),
                "belong" => clause.complements.iter().filter(|c| self.lower(c.preposition) == "to").cloned().collect(),
                _ => continue,
            };
            let whole = belongs
                .iter()
                .filter(|c| matches!(self.lower(c.preposition), "of" | "to"))
                .flat_map(|c| c.phrases.iter())
                .next()
                .copied();
            let part = clause.subjects.first().and_then(|s| self.referents.of_phrase[*s]);
            let (Some(part), Some(whole_phrase)) = (part, whole) else { continue };
            let Some(whole) = self.referents.of_phrase[whole_phrase] else { continue };
            let kinds = (self.referents.entities[part].kind, self.referents.entities[whole].kind);
            let fits = kinds.0 == kinds.1
                && kinds.0 != MentionKind::Person
                && !self.referents.entities[whole].is_group()
                && group.lemma != "belong"
                || group.lemma == "belong" && kinds == (MentionKind::Campaign, MentionKind::Campaign);
            if fits && self.reader.of(index).silence.is_none() {
                let tokens = group.tokens.start..self.analysis.chunks.phrases[whole_phrase].tokens.end;
                self.push(relations, "part_of", part, whole, &tokens, Some(index));
            }
        }
    }

    /// "Xi's signature anti-corruption drive".
    fn campaigns_of(&self, relations: &mut Vec<Relation>) {
        for (phrase, np) in self.analysis.chunks.phrases.iter().enumerate() {
            let campaign =
                self.referents.of_phrase[phrase].filter(|e| self.referents.entities[*e].kind == MentionKind::Campaign);
            let owner = np.owner.and_then(|o| self.referents.of_phrase[o]).filter(|e| {
                matches!(self.referents.entities[*e].kind, MentionKind::Person | MentionKind::Organisation)
            });
            if let (Some(campaign), Some(owner)) = (campaign, owner) {
                self.push(relations, "associated_with", owner, campaign, &np.tokens, None);
            }
        }
    }

    /// "Innes Guthrie KC, for Tolloch, argued", "David Emanuel, defending Burrows, said": who speaks for whom in court.
    fn counsel(&self, relations: &mut Vec<Relation>) {
        let document = &self.analysis.document;
        let word = |at: usize| document.lower_at(at).unwrap_or("");
        let persons: Vec<&Mention> = self.names().filter(|m| m.kind == MentionKind::Person).collect();
        for pair in persons.windows(2) {
            let [lawyer, client] = pair else { continue };
            self.defending(lawyer, client, relations);
            let mut at = lawyer.tokens.end;
            let is_silk = matches!(word(at), "kc" | "qc" | "sc" | "san");
            at += usize::from(is_silk);
            if word(at) != "," {
                continue;
            }
            at += 1;
            let length = match (word(at), word(at + 1)) {
                ("defending" | "representing", _) => 1,
                ("appearing" | "acting", "for") => 2,
                ("for", _) => 1,
                _ => continue,
            };
            // "Brandt, for Pell," without more says too little: the letters of a barrister, or what only counsel do.
            let speaks = (client.tokens.end..client.tokens.end + 3).any(|i| {
                matches!(word(i), "argued" | "submitted" | "contended" | "conceded" | "mitigated" | "said" | "told")
            });
            let title = (at + length..client.tokens.start)
                .all(|i| matches!(word(i), "mr" | "mrs" | "ms" | "miss" | "dr" | "." | "the"));
            let plain = length == 1 && word(at) == "for" && !is_silk;
            let closes = word(client.tokens.end) == ",";
            if !title || !closes || plain && !speaks {
                continue;
            }
            if let (Some(subject), Some(object)) = (lawyer.entity, client.entity) {
                self.push(relations, "represents", subject, object, &(lawyer.tokens.start..client.tokens.end), None);
                if let Some(relation) = relations.last_mut().filter(|r| r.kind == "represents") {
                    relation.schema = "Representation".to_owned();
                    relation.ends = ("agent".to_owned(), "client".to_owned());
                }
            }
        }
    }

    /// "Defending Tolloch, Innes Guthrie said": the client, then who speaks for him.
    fn defending(&self, client: &Mention, lawyer: &Mention, relations: &mut Vec<Relation>) {
        let document = &self.analysis.document;
        let word = |at: usize| document.lower_at(at).unwrap_or("");
        let is_title = |at: usize| matches!(word(at), "mr" | "mrs" | "ms" | "miss" | "dr" | ".");
        let start = document.sentences[document.sentence_of(client.tokens.start)].tokens.start;
        let opens = matches!(word(start), "defending" | "representing")
            && (start + 1..client.tokens.start).all(is_title)
            && document.sentence_of(lawyer.tokens.start) == document.sentence_of(start);
        let apart = client.tokens.end + 1;
        let next = word(client.tokens.end) == "," && (apart..lawyer.tokens.start).all(is_title);
        if let (true, Some(subject), Some(object)) = (opens && next, lawyer.entity, client.entity) {
            self.push(relations, "represents", subject, object, &(start..lawyer.tokens.end), None);
            if let Some(relation) = relations.last_mut().filter(|r| r.kind == "represents") {
                relation.schema = "Representation".to_owned();
                relation.ends = ("agent".to_owned(), "client".to_owned());
            }
        }
    }

    /// Whether a noun is counted, or named with an article: "two brothers", "the Brandt brothers".
    fn is_counted(&self, noun: usize) -> bool {
        let counts = |word: &str| matches!(word, "the" | "two" | "both" | "these" | "a" | "twin");
        let before = |back: usize| noun.checked_sub(back).map_or("", |at| self.lower(at));
        let is_name = noun > 1 && self.analysis.words[noun - 1].class == crate::word::Class::Name;
        counts(before(1)) || counts(before(2)) && (is_name || before(1) == "two")
    }

    /// "the brothers Erik and Jonas Brandt", "brothers Erik Brandt and Jonas Brandt", "two brothers, Erik and Jonas".
    fn siblings(&self, relations: &mut Vec<Relation>) {
        let document = &self.analysis.document;
        let word = |at: usize| document.lower_at(at).unwrap_or("");
        let persons: Vec<&Mention> = self.names().filter(|m| m.kind == MentionKind::Person).collect();
        for pair in persons.windows(2) {
            let [first, second] = pair else { continue };
            // "two brothers, Erik and Jonas Brandt": past a comma, unless they are somebody's.
            let comma = first.tokens.start >= 3 && matches!(word(first.tokens.start - 1), "," | "called" | "named");
            let noun = first.tokens.start.checked_sub(1 + usize::from(comma));
            if comma && !noun.is_some_and(|noun| self.is_counted(noun)) {
                continue;
            }
            let start = noun.unwrap_or(first.tokens.start);
            let kin = noun.map_or("", word);
            let relationship = match kin {
                "brothers" => "brother",
                "sisters" => "sister",
                "cousins" => "cousin",
                "twins" => "twin",
                "siblings" => "sibling",
                _ => continue,
            };
            let joined = word(first.tokens.end) == "and" && first.tokens.end + 1 == second.tokens.start;
            // "brothers Erik and Jonas Brandt and Lars Ostrow" are three.
            if !joined || matches!(word(second.tokens.end), "and" | "'s" | "’s") {
                continue;
            }
            if let (Some(subject), Some(object)) = (first.entity, second.entity) {
                self.push(relations, "family", subject, object, &(start..second.tokens.end), None);
                if let Some(relation) = relations.last_mut().filter(|r| r.rule == "structure.family") {
                    relation.schema = "Family".to_owned();
                    relation.ends = ("person".to_owned(), "relative".to_owned());
                    relation.properties.push(("relationship".to_owned(), relationship.to_owned()));
                }
            }
        }
    }

    /// "Brandt and Pell are cousins", "who are business partners": kin or associates of each other.
    fn kindred(&self, relations: &mut Vec<Relation>) {
        for (index, clause) in self.analysis.clauses.iter().enumerate() {
            let group = &self.analysis.chunks.groups[clause.group];
            let [kin] = clause.objects.as_slice() else { continue };
            let np = &self.analysis.chunks.phrases[*kin];
            let relationship = match self.lower(np.head) {
                "brothers" => "brother",
                "sisters" => "sister",
                "cousins" => "cousin",
                "twins" => "twin",
                "siblings" => "sibling",
                "half-brothers" => "half-brother",
                "partners" if self.lower(np.head.saturating_sub(1)) == "business" => "business partner",
                "associates" => "associate",
                "accomplices" => "accomplice",
                _ => continue,
            };
            let plain = group.lemma == "be"
                && !clause.passive
                && np.owner.is_none()
                && np.owner_pronoun.is_none()
                && np.opening != Opening::Negative
                && self.analysis.attached[*kin].complements.is_empty()
                && self.reader.of(index).silence.is_none();
            let persons: Vec<usize> = clause
                .subjects
                .iter()
                .filter(|s| !self.referents.unsure[**s])
                .filter_map(|s| self.referents.of_phrase[*s])
                .filter(|e| self.referents.entities[*e].kind == MentionKind::Person)
                .collect();
            if !plain || persons.len() != clause.subjects.len() || !(2..=4).contains(&persons.len()) {
                continue;
            }
            for (at, subject) in persons.iter().enumerate() {
                for object in &persons[at + 1..] {
                    let kin = !matches!(relationship, "business partner" | "associate" | "accomplice");
                    let kind = if kin { "family" } else { "associate_of" };
                    self.push(relations, kind, *subject, *object, &clause.extent, Some(index));
                    let rule = format!("structure.{kind}");
                    if let Some(relation) = relations.last_mut().filter(|r| r.rule == rule) {
                        relation.schema = if kin { "Family" } else { "Associate" }.to_owned();
                        relation.ends = ("person".to_owned(), if kin { "relative" } else { "associate" }.to_owned());
                        relation.properties.push(("relationship".to_owned(), relationship.to_owned()));
                    }
                }
            }
        }
    }

    /// "the Rijeka clan of Miodrag Kusturin", "Kusturin's Rijeka clan": whose group it is, he leads it.
    fn groups_of(&self, relations: &mut Vec<Relation>) {
        for (phrase, np) in self.analysis.chunks.phrases.iter().enumerate() {
            let is_group = |e: &usize| self.referents.entities[*e].is_group();
            let named = np.mention.is_some_and(|m| self.analysis.mentions[m].is_name());
            let told = np.mention.is_none()
                && !np.is_plural
                && matches!(self.lower(np.head), "gang" | "clan" | "cartel" | "mafia" | "mob" | "syndicate")
                && matches!(np.opening, Opening::Definite | Opening::Possessed);
            let is_firm = |e: &usize| self.referents.entities[*e].sort == crate::lexicon::Sort::Company;
            let firm = np.mention.and_then(|_| self.referents.of_phrase[phrase]).filter(is_firm);
            if let (Some(firm), Some(owner)) = (firm.filter(|_| named), np.owner) {
                self.owned(owner, firm, &np.tokens, relations);
                continue;
            }
            // "Brandt and his gang, the Rook Boys,".
            let own_gang = np.mention.is_none()
                && matches!(self.lower(np.head), "gang" | "clan" | "cartel" | "group" | "crew" | "mob" | "syndicate");
            if let (true, Some(pronoun)) = (own_gang && !np.is_plural, np.owner_pronoun) {
                let apposed = self.analysis.attached[phrase].appositions.iter();
                let named = apposed.copied().find(|p| {
                    let mention = self.analysis.chunks.phrases[*p].mention.map(|m| &self.analysis.mentions[m]);
                    mention.is_some_and(Mention::is_name) && self.referents.of_phrase[*p].as_ref().is_some_and(is_group)
                });
                let said = self.analysis.mentions[self.analysis.segments[0]..].iter();
                let he = said.filter(|m| m.tokens == (pronoun..pronoun + 1)).find_map(|m| m.entity);
                let he = he.filter(|e| self.referents.entities[*e].kind == MentionKind::Person);
                let lower = self.lower(pronoun);
                if let (Some(person), Some(named)) = (he.filter(|_| matches!(lower, "his" | "her")), named)
                    && let Some(group) = self.referents.of_phrase[named]
                {
                    let end = self.analysis.chunks.phrases[named].tokens.end;
                    self.push_leads(person, group, &(np.tokens.start..end.max(np.tokens.end)), relations);
                    continue;
                }
            }
            // "to his Halvane Ltd".
            if let (Some(firm), Some(pronoun)) = (firm.filter(|_| named), np.owner_pronoun) {
                let said = self.analysis.mentions[self.analysis.segments[0]..].iter();
                let he = said.filter(|m| m.tokens == (pronoun..pronoun + 1)).find_map(|m| m.entity);
                if let Some(person) = he.filter(|e| self.referents.entities[*e].kind == MentionKind::Person) {
                    self.push_owned(person, firm, &np.tokens, relations);
                }
                continue;
            }
            let Some(group) = self.referents.of_phrase[phrase].filter(is_group).filter(|_| named || told) else {
                continue;
            };
            let of = self.analysis.attached[phrase].complements.iter();
            let of = of.filter(|c| self.lower(c.preposition) == "of").filter_map(|c| match c.phrases.as_slice() {
                [one] => Some(*one),
                _ => None,
            });
            let is_person = |p: &usize| {
                let person = self.analysis.chunks.phrases[*p].mention.map(|m| &self.analysis.mentions[m]);
                person.is_some_and(|m| m.is_name() && m.kind == MentionKind::Person)
            };
            let Some(leader) = np.owner.into_iter().chain(of).find(is_person) else { continue };
            let Some(person) = self.referents.of_phrase[leader] else { continue };
            let owner = &self.analysis.chunks.phrases[leader];
            let tokens = np.tokens.start.min(owner.tokens.start)..np.tokens.end.max(owner.tokens.end);
            let sentence = self.analysis.document.sentence_of(np.head);
            if self.analysis.document.sentences[sentence].is_question || self.referents.unsure[leader] {
                continue;
            }
            self.push_leads(person, group, &tokens, relations);
        }
    }

    fn push_leads(&self, person: usize, group: usize, tokens: &Range<usize>, relations: &mut Vec<Relation>) {
        self.push(relations, "leads", person, group, tokens, None);
        if let Some(relation) = relations.last_mut().filter(|r| r.rule == "structure.leads") {
            relation.schema = "Membership".to_owned();
            relation.ends = ("member".to_owned(), "organization".to_owned());
            relation.standing = Some(self.reader.by_voices(&relation.attribution));
            relation.properties.push(("role".to_owned(), "leader".to_owned()));
        }
    }

    /// "Brandt's Halvane Ltd".
    fn owned(&self, owner: usize, firm: usize, tokens: &Range<usize>, relations: &mut Vec<Relation>) {
        let person = self.analysis.chunks.phrases[owner].mention.map(|m| &self.analysis.mentions[m]);
        let is_person = person.is_some_and(|m| m.is_name() && m.kind == MentionKind::Person);
        let Some(person) = self.referents.of_phrase[owner].filter(|_| is_person) else { return };
        // "Edna's Soul Food Restaurant" is one name.
        let full = self.referents.entities[person].names.iter().any(|name| name.split(' ').count() > 1);
        let first = self.analysis.chunks.phrases[owner].tokens.end;
        let named = (first..tokens.end).find(|i| self.analysis.document.is_capitalised(*i));
        if !full || named.is_none_or(|i| self.analysis.lexicon.is_common(self.lower(i))) {
            return;
        }
        self.push_owned(person, firm, tokens, relations);
    }

    fn push_owned(&self, person: usize, firm: usize, tokens: &Range<usize>, relations: &mut Vec<Relation>) {
        self.push(relations, "owns", person, firm, tokens, None);
        if let Some(relation) = relations.last_mut().filter(|r| r.rule == "structure.owns") {
            relation.schema = "Ownership".to_owned();
            relation.ends = ("owner".to_owned(), "asset".to_owned());
        }
    }

    /// "the Brandt-owned newspaper Kurier", "Brandt-linked Halvane Ltd": whose the body is.
    fn compounds(&self, relations: &mut Vec<Relation>) {
        let document = &self.analysis.document;
        for at in 0..document.tokens.len() {
            let Some((name, tie)) = document.word(at).rsplit_once('-') else { continue };
            let (kind, schema, ends) = match tie {
                "owned" => ("owns", "Ownership", ("owner", "asset")),
                "controlled" | "run" => ("controls", "Directorship", ("director", "organization")),
                "founded" => ("founded", "UnknownLink", ("subject", "object")),
                "linked" => ("associated_with", "UnknownLink", ("subject", "object")),
                _ => continue,
            };
            let bearer = |m: &&Mention| {
                matches!(m.kind, MentionKind::Person | MentionKind::Organisation)
                    && m.is_name()
                    && document.words(&m.tokens).rsplit(' ').next() == Some(name)
            };
            let mut owners: Vec<usize> = self.names().filter(bearer).filter_map(|m| m.entity).collect();
            owners.dedup();
            owners.sort_unstable();
            owners.dedup();
            let [owner] = owners.as_slice() else { continue };
            let sentence = document.sentence_of(at);
            let limit = document.sentences[sentence].tokens.end.min(at + 5);
            let owned = self.analysis.mentions_in(&(at + 1..limit)).into_iter().map(|m| &self.analysis.mentions[m]);
            let owned = owned.filter(|m| m.is_name()).min_by_key(|m| (m.tokens.start, std::cmp::Reverse(m.tokens.end)));
            let Some(owned) = owned.filter(|m| {
                m.kind == MentionKind::Organisation
                    && (at + 1..m.tokens.start).all(|i| {
                        matches!(
                            self.analysis.words[i].class,
                            crate::word::Class::Noun | crate::word::Class::Adjective | crate::word::Class::Name
                        )
                    })
            }) else {
                continue;
            };
            let Some(body) = owned.entity else { continue };
            if self.referents.entities[body].is_group() {
                continue;
            }
            self.push(relations, kind, *owner, body, &(at..owned.tokens.end), None);
            if let Some(relation) =
                relations.last_mut().filter(|r| r.evidence == document.bytes(&(at..owned.tokens.end)))
            {
                relation.schema = schema.to_owned();
                relation.ends = (ends.0.to_owned(), ends.1.to_owned());
                if schema == "UnknownLink" {
                    relation
                        .properties
                        .push(("role".to_owned(), if tie == "linked" { "linked to" } else { "founder" }.to_owned()));
                }
            }
        }
    }

    /// "a Xinhua report".
    fn published(&self, relations: &mut Vec<Relation>) {
        let mut seen = std::collections::BTreeSet::new();
        for mention in self.analysis.mentions.iter().filter(|m| m.kind == MentionKind::Document) {
            let Some(document) = mention.entity else { continue };
            if let Some(publisher) = self.referents.entities[document].publisher.filter(|_| seen.insert(document)) {
                self.push(relations, "published", publisher, document, &mention.tokens, None);
            }
        }
    }
}
