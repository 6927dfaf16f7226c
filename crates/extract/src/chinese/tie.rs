//! Ties by their verbs: shelter, bribes, leadership, membership, firms.

use std::ops::Range;

use umbra_model::{Standing, Validity};

use super::number::number_at;
use super::reading::Reading;
use super::words::Tie;
use crate::attribution::AttributionNote;
use crate::extraction::Relation;
use crate::lexicon::Sort;
use crate::mention::MentionKind;

impl Reading<'_> {
    /// The ties that a text states, in its order.
    pub fn ties(&self, notes: &[AttributionNote]) -> Vec<Relation> {
        let mut found = Vec::new();
        for sentence in &self.page.sentences {
            for clause in &sentence.clauses {
                for tie in &self.words.ties {
                    self.tie(tie, clause, notes, &mut found);
                }
                self.kin(clause, notes, &mut found);
                self.company(clause, notes, &mut found);
                self.dealings(clause, notes, &mut found);
                self.shares(clause, notes, &mut found);
            }
        }
        self.leaders(notes, &mut found);
        self.ranks(notes, &mut found);
        self.bare_ranks(notes, &mut found);
        self.made_up_of(notes, &mut found);
        self.led_into(notes, &mut found);
        self.gathered(notes, &mut found);
        self.umbrellas(notes, &mut found);
        self.offences(notes, &mut found);
        found.sort_by_key(|r: &Relation| (r.trigger.start, r.trigger.end));
        found.dedup_by(|b, a| {
            a.kind == b.kind && a.subject == b.subject && a.object == b.object && a.trigger.start == b.trigger.start
        });
        found
    }

    fn tie(&self, tie: &Tie, clause: &Range<usize>, notes: &[AttributionNote], found: &mut Vec<Relation>) {
        let page = &self.page;
        let mut at = clause.start;
        while at < clause.end {
            let Some((_, length)) = page.longest(at, &tie.verbs).filter(|(_, length)| at + length <= clause.end) else {
                at += 1;
                continue;
            };
            let verb = at..at + length;
            at = verb.end;
            // "积极参加者": what somebody is called.
            if ["者", "取财", "罪", "等罪", "等案"].iter().any(|word| page.has(verb.end, word)) {
                continue;
            }
            // "寻衅滋事、敲诈勒索等罪": one of several offences.
            let row = page.has(verb.end, "、") || page.ends(verb.start, "、");
            if row && matches!(tie.kind.as_str(), "extorted" | "attacked" | "killed") {
                continue;
            }
            // Inside a name, or the first part of an offence's: "组织、领导黑社会性质组织罪".
            if self.within(&(clause.start..clause.end)).any(|(_, m)| {
                m.kind == MentionKind::Organisation
                    && m.sort != Sort::Group
                    && m.tokens.start < verb.end
                    && verb.start < m.tokens.end
            }) {
                continue;
            }
            // "X等人组织、领导、参加": who of them leads is not said.
            let collective =
                tie.kind == "leads" && ["、参加", "，参加", "、积极参加"].iter().any(|w| page.has(verb.end, w));
            // "组织、领导、参加…罪一案".
            let last = tie.kind == "member_of" && ["领导、", "领导和"].iter().any(|w| page.ends(verb.start, w));
            if collective || last {
                continue;
            }
            let needed = tie.needs.is_empty()
                || tie.needs.iter().any(|word| page.find(&(verb.start..clause.end), word).is_some());
            let barred = tie.without.iter().any(|word| page.find(clause, word).is_some());
            let told = tie.told.is_empty()
                || tie.told.iter().any(|word| page.find(&(clause.start..verb.start), word).is_some());
            if !needed || barred || !told {
                continue;
            }
            // "何某被李某打伤", "遭人殴打": told by `harmed`.
            if tie.take && self.is_passive(&verb, clause) {
                self.harmed(tie, &verb, clause, notes, found);
                continue;
            }
            let denied = self.is_denied(verb.start);
            if self.is_silent(verb.start) && !denied || denied && !tie.accuses {
                continue;
            }
            // "为其通风报信的原所长何某": who did it is named behind.
            let behind = self.doer_behind(verb.end, clause).filter(|_| tie.before && !tie.swap).filter(|_| {
                let free = |m: &crate::mention::Mention| self.fits(m, &tie.from) && self.governor(m).is_none();
                !self.within(&(clause.start..verb.start)).any(|(_, m)| free(m))
            });
            let taken_up = if tie.swap && !tie.list { self.those_named_before(&verb, &tie.to) } else { Vec::new() };
            let object = if let Some(first) = taken_up.first() {
                Some(*first)
            } else if tie.source {
                self.object_from(verb.start, &tie.to)
            } else if tie.tight {
                self.object_beside(verb.end, &tie.to)
            } else if tie.before {
                self.object_before(verb.start, &tie.to)
            } else {
                self.object_after(verb.end, &tie.to)
                    .or_else(|| {
                        // "对何某多次收受他人钱款": from others.
                        let from_others = page.has(verb.end, "他人") || page.has(verb.end, "有关");
                        self.object_before(verb.start, &tie.to).filter(|_| tie.swap && !tie.list && !from_others)
                    })
                    .or_else(|| self.object_taken(verb.start, &tie.to).filter(|_| tie.take))
                    .or_else(|| {
                        let found = self.object_before(verb.start, &tie.to).filter(|_| tie.towards)?;
                        (self.governor(&self.mentions[found]) == Some("对")).then_some(found)
                    })
                    .or_else(|| {
                        let found = self.object_before(verb.start, &tie.to).filter(|_| tie.either)?;
                        matches!(self.governor(&self.mentions[found]), Some("向" | "对")).then_some(found)
                    })
            };
            let object = object.or_else(|| {
                let pronouns = tie.before && tie.schema == "Protection";
                let doers = || behind.map_or_else(|| self.subjects(verb.start, &tie.from), |at| vec![at]);
                pronouns.then(|| self.object_taken_up(verb.start, &tie.to, &doers()))?
            });
            // "泄露底价给某公司": to whom.
            let object = object.or_else(|| {
                let given = page.find(&(verb.end..clause.end), "给").filter(|at| at - verb.end <= 12);
                given.filter(|_| tie.kind == "tipped_off").and_then(|at| self.object_beside(at + 1, &tie.to))
            });
            // "金樽公司成立于2009年，何某持股65%".
            let object = object.or_else(|| {
                let share = page.find(&verb, "持股").is_some() || page.find(&verb, "代持").is_some();
                self.firm_of_sentence(verb.start).filter(|_| share && tie.kind == "owns")
            });
            let Some(object) = object else { continue };
            // Criminal groups in general are nobody's to shelter.
            if tie.schema == "Protection" && self.is_general(object) {
                continue;
            }
            // "何志远控制的远大矿业": the owner stands right before.
            let relative = page.ends(verb.end, "的");
            let means = ["以", "以其", "利用", "通过"].iter().any(|word| page.ends(verb.start, word));
            let subjects = if relative && means {
                self.subjects(verb.start, &tie.from)
            } else if relative {
                let before = clause.start..verb.start;
                self.within(&before)
                    .rfind(|(_, m)| m.tokens.end == verb.start && self.fits(m, &tie.from))
                    .map(|(i, _)| i)
                    .into_iter()
                    .collect()
            } else {
                // "邱某将温某杀害": the one who does it stands before 将.
                let object = &self.mentions[object];
                let is_taken = tie.take && object.tokens.end == verb.start;
                let end = if is_taken { self.phrase_start(object).saturating_sub(1) } else { verb.start };
                let doers = behind.map_or_else(|| self.subjects(end.max(clause.start), &tie.from), |at| vec![at]);
                if tie.take { self.with_orderers(doers, verb.start) } else { doers }
            };
            let trigger_end = if tie.swap {
                tie.needs
                    .iter()
                    .filter_map(|word| Some(page.find(&(verb.end..clause.end), word)? + word.chars().count()))
                    .min()
                    .unwrap_or(verb.end)
            } else {
                verb.end
            };
            let objects = if taken_up.len() > 1 {
                taken_up
            } else if tie.list || tie.swap && !tie.before {
                self.list_from(object)
            } else {
                vec![object]
            };
            for (subject, object) in subjects.iter().flat_map(|s| objects.iter().map(|o| (*s, *o))) {
                let (from, to) = (self.mentions[subject].entity, self.mentions[object].entity);
                let Some((from, to)) = from.zip(to).filter(|(from, to)| from != to) else { continue };
                let parts = [
                    self.mentions[subject].tokens.clone(),
                    verb.start..trigger_end,
                    self.mentions[object].tokens.clone(),
                ];
                let ends = if tie.swap { (to, from) } else { (from, to) };
                let mut relation = self.relation(&tie.kind, &tie.schema, ends, verb.start..trigger_end, &parts, notes);
                relation.ends = (tie.subject.clone(), tie.object.clone());
                relation.rule.clone_from(&tie.id);
                relation.properties = tie.set.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
                relation.standing = tie.accuses.then(|| self.standing(verb.start, &self.notes_at(notes, verb.start)));
                if tie.schema == "Payment"
                    && let Some((value, currency)) = self.money_in(&(verb.end..clause.end))
                {
                    relation.properties.push(("amount".to_owned(), value.to_string()));
                    relation.properties.push(("currency".to_owned(), currency.to_owned()));
                }
                relation.validity = self.validity(verb.start);
                found.push(relation);
            }
        }
    }

    /// The one firm that a sentence has named before a place.
    fn firm_of_sentence(&self, at: usize) -> Option<usize> {
        let page = &self.page;
        let sentence = page.sentences.get(page.sentence_of(at))?;
        let firm = ["company".to_owned()];
        let before = sentence.range.start..at;
        let mut firms = self.within(&before).filter(|(_, m)| m.entity.is_some() && self.fits(m, &firm));
        let (first, mention) = firms.next()?;
        firms.all(|(_, other)| other.entity == mention.entity).then_some(first)
    }

    pub fn notes_at<'n>(&self, notes: &'n [AttributionNote], at: usize) -> Vec<&'n AttributionNote> {
        Self::voices(notes, at).into_iter().map(|i| &notes[i]).collect()
    }

    pub fn relation(
        &self,
        kind: &str,
        schema: &str,
        (subject, object): (usize, usize),
        trigger: Range<usize>,
        parts: &[Range<usize>],
        notes: &[AttributionNote],
    ) -> Relation {
        Relation {
            kind: kind.to_owned(),
            schema: schema.to_owned(),
            subject,
            object,
            ends: (String::new(), String::new()),
            trigger: self.page.bytes(&trigger),
            evidence: self.evidence(parts),
            standing: None,
            attribution: Self::voices(notes, trigger.start),
            properties: Vec::new(),
            validity: Validity::default(),
            is_past: false,
            rule: String::new(),
            cue_clause: None,
            clause: None,
        }
    }

    /// The period that a clause or the one before it in its sentence gives in its own words.
    fn validity(&self, at: usize) -> Validity {
        let clause = self.page.clause_of(at);
        let start = self.page.sentences.get(self.page.sentence_of(at)).map_or(clause.start, |s| s.range.start);
        let span = self
            .dates_within(&(start..clause.end))
            .map(|(_, d)| &d.date)
            .rfind(|d| d.form == crate::date::DateForm::RelativePeriod);
        Validity { from: span.and_then(|d| d.from), to: span.and_then(|d| d.to) }
    }

    /// The first amount of money in a range.
    pub fn money_in(&self, range: &Range<usize>) -> Option<(f64, &'static str)> {
        range.clone().find_map(|at| {
            let apart = at.checked_sub(1).is_none_or(|before| number_at(&self.page, before).is_none());
            let number = number_at(&self.page, at).filter(|_| apart)?;
            Some((number.value, currency(self, number.end)?.0))
        })
    }

    /// "林美玲是永盛集团的股东".
    fn shares(&self, clause: &Range<usize>, notes: &[AttributionNote], found: &mut Vec<Relation>) {
        let page = &self.page;
        for word in ["股东", "实际控制人", "控股股东"] {
            let Some(at) = page.find(clause, word) else { continue };
            let mut body_end = at;
            // "永盛集团法定代表人、实际控制人".
            while page.ends(body_end, "、")
                && let Some((_, length)) = page.longest_before(body_end - 1, &self.words.offices)
            {
                body_end -= length + 1;
            }
            body_end -= usize::from(page.ends(body_end, "的"));
            let body = self
                .within(&(clause.start..body_end))
                .rfind(|(_, m)| m.tokens.end == body_end && m.kind == MentionKind::Organisation);
            let Some((_, body)) = body.filter(|_| !self.is_silent(at)) else { continue };
            let copula = ["是", "系", "为"].iter().any(|w| page.ends(self.phrase_start(body), w));
            let after = at + word.chars().count();
            let holder = if copula {
                let named =
                    self.within(&(clause.start..body.tokens.start)).rfind(|(_, m)| m.kind == MentionKind::Person);
                // "这位商人是…的实际控制人": of whom the sentence before speaks.
                let pointed = ["这位", "这名", "该", "他", "她", "其"].iter().any(|word| page.has(clause.start, word));
                let spoken_of = || {
                    let before = self.spoken_of(page.sentence_of(clause.start));
                    before.first().copied().filter(|_| pointed && before.len() == 1).map(|at| (at, &self.mentions[at]))
                };
                named.or_else(spoken_of)
            } else {
                // "某公司实际控制人为某某".
                let said = ["为", "是", "系"].iter().any(|word| page.has(after, word));
                let name = after + usize::from(said);
                self.within(&(name..clause.end)).find(|(_, m)| m.kind == MentionKind::Person && m.tokens.start == name)
            };
            let Some((_, holder)) = holder else { continue };
            let Some(ends) = holder.entity.zip(body.entity) else { continue };
            let parts = [holder.tokens.clone(), body.tokens.clone(), at..after];
            let (kind, schema, names) = if word == "实际控制人" {
                ("controls", "Directorship", ("director", "organization"))
            } else {
                ("owns", "Ownership", ("owner", "asset"))
            };
            let mut relation = self.relation(kind, schema, ends, at..after, &parts, notes);
            relation.ends = (names.0.to_owned(), names.1.to_owned());
            relation.rule = "zh.holder".to_owned();
            relation.properties = vec![("role".to_owned(), word.to_owned())];
            found.push(relation);
        }
    }
}

/// The currency that stands at a place: its code, and where its word ends.
pub(super) fn currency(reading: &Reading, at: usize) -> Option<(&'static str, usize)> {
    [
        ("美元", "USD"),
        ("欧元", "EUR"),
        ("港元", "HKD"),
        ("港币", "HKD"),
        ("英镑", "GBP"),
        ("日元", "JPY"),
        ("新台币", "TWD"),
        ("人民币", "CNY"),
        ("元", "CNY"),
    ]
    .into_iter()
    .find(|(word, _)| reading.page.has(at, word))
    .map(|(word, code)| (code, at + word.chars().count()))
}

/// The ties whose standing a proceeding gives: accusing ones of its defendant in its sentence. The ties are in the
/// text's order.
pub(super) fn concerned(relations: &[Relation], defendant: usize, sentence: &Range<usize>) -> Vec<usize> {
    let of = |r: &Relation| {
        r.standing.is_some_and(|s| s != Standing::Denied) && (r.subject == defendant || r.object == defendant)
    };
    let from = relations.partition_point(|r| r.trigger.start < sentence.start);
    let to = relations.partition_point(|r| r.trigger.start < sentence.end);
    (from..to.max(from)).filter(|i| of(&relations[*i]) && relations[*i].trigger.end <= sentence.end).collect()
}
