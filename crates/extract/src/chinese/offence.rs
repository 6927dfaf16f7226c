//! Ties that the name of an offence tells: "因包庇黑社会性质组织罪获刑", "犯组织、领导黑社会性质组织罪".

use std::ops::Range;

use super::reading::Reading;
use crate::attribution::AttributionNote;
use crate::extraction::{Relation, Role};
use crate::lexicon::Sort;
use crate::mention::MentionKind;

/// What of an offence's name says what one did, the longest words first.
const ACTS: [(&str, &str); 8] = [
    ("包庇、纵容", "shelters"),
    ("包庇纵容", "shelters"),
    ("组织、领导", "leads"),
    ("组织领导", "leads"),
    ("包庇", "shelters"),
    ("纵容", "shelters"),
    ("领导", "leads"),
    ("参加", "member_of"),
];

/// Offices by which one directs a firm.
const DIRECTS: [&str; 10] =
    ["董事长", "总经理", "经理", "总裁", "执行董事", "法定代表人", "法人代表", "首席执行官", "行政总裁", "董事局主席"];

impl Reading<'_> {
    /// The one criminal group that a text speaks of; none where it speaks of several.
    pub fn only_group(&self) -> Option<usize> {
        let mut groups = self
            .mentions
            .iter()
            .enumerate()
            .filter(|(at, m)| m.sort == Sort::Group && m.kind == MentionKind::Organisation && !self.is_general(*at))
            .filter_map(|(at, m)| Some((at, m.entity?)));
        let (first, entity) = groups.next()?;
        groups.all(|(_, other)| other == entity).then_some(first)
    }

    /// Those whom a clause says to be investigated, charged or sentenced for a group's offences, in a text about one group.
    pub fn offences(&self, notes: &[AttributionNote], found: &mut Vec<Relation>) {
        let page = &self.page;
        let Some(group) = self.only_group() else { return };
        let person = ["person".to_owned()];
        for sentence in page.sentences.iter().filter(|s| !s.is_question && !s.is_heading) {
            for clause in &sentence.clauses {
                let mut at = clause.start;
                while at < clause.end {
                    let Some((offence, kind)) = self.offence_at(at, clause.end) else {
                        at += 1;
                        continue;
                    };
                    at = offence.end;
                    // "组织、领导、参加…": who of them did what is not said.
                    let because = ["因", "以", "犯", "犯有", "涉嫌", "构成", "构成了", "因犯", "因涉嫌"]
                        .iter()
                        .any(|word| page.ends(offence.start, word));
                    if !because || self.is_silent(offence.start) {
                        continue;
                    }
                    // "以参加黑社会性质组织罪判处被告人何某": he who is named behind.
                    let judged = page.find(&(offence.end..clause.end), "判处").map(|at| at + 2);
                    let behind = judged.and_then(|judged| {
                        let near = judged..clause.end;
                        self.within(&near)
                            .find(|(_, m)| m.kind == MentionKind::Person && self.phrase_start(m) <= judged)
                            .map(|(at, _)| at)
                    });
                    for holder in behind.map_or_else(|| self.sufferers(offence.start, &person), |at| vec![at]) {
                        self.of_offence(holder, group, kind, &offence, notes, found);
                    }
                }
            }
        }
    }

    /// The name of an offence of groups at a place, without 罪, and the tie that it tells.
    fn offence_at(&self, at: usize, limit: usize) -> Option<(Range<usize>, &'static str)> {
        let page = &self.page;
        let (word, kind) = ACTS.iter().find(|(word, _)| page.has(at, word))?;
        let group = at + word.chars().count();
        let (_, length) = page.longest(group, &self.words.groups).filter(|(_, length)| *length > 2)?;
        let end = group + length;
        (end < limit && page.has(end, "罪")).then_some((at..end, kind))
    }

    fn of_offence(
        &self,
        holder: usize,
        group: usize,
        kind: &str,
        offence: &Range<usize>,
        notes: &[AttributionNote],
        found: &mut Vec<Relation>,
    ) {
        let (holder, group) = (&self.mentions[holder], &self.mentions[group]);
        let Some(ends) = holder.entity.zip(group.entity) else { return };
        let standing = self.standing(offence.start, &self.notes_at(notes, offence.start));
        let known =
            found.iter().any(|r| r.kind == kind && (r.subject, r.object) == ends && r.standing == Some(standing));
        if known {
            return;
        }
        let parts = [holder.tokens.clone(), offence.clone()];
        let schema = if kind == "shelters" { "Protection" } else { "Membership" };
        let mut relation = self.relation(kind, schema, ends, offence.clone(), &parts, notes);
        let (names, property) = match kind {
            "shelters" => (("protector", "protected"), ("conduct", "sheltering")),
            "leads" => (("member", "organization"), ("role", "leader")),
            _ => (("member", "organization"), ("role", "member")),
        };
        relation.ends = (names.0.to_owned(), names.1.to_owned());
        relation.rule = "zh.offence".to_owned();
        relation.properties = vec![(property.0.to_owned(), property.1.to_owned())];
        relation.standing = Some(standing);
        found.push(relation);
    }

    /// Who directs a firm, by his office there.
    pub fn directors(&self, roles: &[Role], found: &mut Vec<Relation>) {
        for role in roles {
            let firm = role.organisation.filter(|at| self.entities[*at].sort == Sort::Company);
            let simple = super::page::Page::read(&role.office).letters.iter().collect::<String>();
            let Some(firm) = firm.filter(|_| DIRECTS.contains(&simple.as_str())) else { continue };
            let known = found.iter().any(|r| r.kind == "directs" && (r.subject, r.object) == (role.holder, firm));
            if known {
                continue;
            }
            found.push(Relation {
                kind: "directs".to_owned(),
                schema: "Directorship".to_owned(),
                subject: role.holder,
                object: firm,
                ends: ("director".to_owned(), "organization".to_owned()),
                trigger: role.trigger.clone(),
                evidence: role.evidence.clone(),
                standing: None,
                attribution: role.attribution.clone(),
                properties: vec![("role".to_owned(), role.office.clone())],
                validity: umbra_model::Validity { from: role.start, to: role.end },
                is_past: role.is_past,
                rule: "zh.directs".to_owned(),
                cue_clause: None,
                clause: None,
            });
        }
    }
}
