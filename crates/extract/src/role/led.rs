//! Offices that a verb tells: who leads, heads or chairs a body.

use super::RoleReader;
use crate::extraction::Role;
use crate::lexicon::Sort;
use crate::mention::MentionKind;

impl RoleReader<'_, '_> {
    /// "who led the branch from 2016 until 2021", "the commission, chaired by Brandt": heading a body is an office too.
    pub(super) fn led(&self, index: usize) -> Option<Role> {
        let analysis = self.analysis;
        let clause = &analysis.clauses[index];
        let group = &analysis.chunks.groups[clause.group];
        let commands = matches!(group.lemma, "direct" | "manage" | "command");
        if !commands && !matches!(group.lemma, "lead" | "head" | "chair" | "run")
            || group.particle.is_some()
            || clause.passive && !commands && !matches!(group.lemma, "head" | "chair")
        {
            return None;
        }
        // "the commission, chaired by Brandt".
        let agents = clause.agents(|i| self.lower(i));
        let led = if clause.passive { &clause.subjects } else { &clause.objects };
        let holder = agents
            .first()
            .copied()
            .filter(|s| !self.referents.unsure[*s])
            .and_then(|s| self.entity_at(s, |e| self.referents.entities[e].kind == MentionKind::Person))?;
        let body = led.first().copied().and_then(|o| {
            self.entity_at(o, |e| {
                self.is_body(e)
                    && !self.referents.entities[e].is_group()
                    && (commands || !matches!(self.referents.entities[e].sort, Sort::Company | Sort::Unknown))
            })
        })?;
        let status = self.matcher.reader.of(index);
        if status.silence.is_some() || status.cue.is_some() {
            return None;
        }
        let (start, end) = self.dates(&clause.dates);
        let office = match group.lemma {
            "chair" => "chair",
            "direct" => "director",
            "manage" => "manager",
            "command" => "commander",
            _ => "head",
        };
        Some(Role {
            holder,
            office: office.to_owned(),
            organisation: Some(body),
            place: None,
            is_past: end.is_some()
                || matches!(
                    self.lower(group.main),
                    "led" | "headed" | "chaired" | "ran" | "directed" | "managed" | "commanded"
                ) && group.tokens.len() == 1
                    && !clause.passive,
            is_current: false,
            start,
            end,
            evidence: analysis.document.bytes(&(group.tokens.start..clause.extent.end)),
            trigger: analysis.document.bytes(&(group.tokens.start..clause.extent.end)),
            attribution: status.voices,
            clause: Some(index),
        })
    }
}
