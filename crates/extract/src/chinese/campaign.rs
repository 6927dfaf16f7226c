//! Campaigns: begun, ended, extended.

use super::reading::Reading;
use crate::attribution::AttributionNote;
use crate::extraction::Event;
use crate::mention::MentionKind;

impl Reading<'_> {
    /// What became of campaigns, in the text's order.
    pub fn campaign_events(&self, notes: &[AttributionNote]) -> Vec<Event> {
        let page = &self.page;
        let words = &self.words.campaigns;
        let mut found: Vec<Event> = Vec::new();
        for campaign in self.mentions.iter().filter(|m| m.kind == MentionKind::Campaign) {
            let Some(entity) = campaign.entity else { continue };
            let clause = page.clause_of(campaign.tokens.start);
            for (kind, verbs) in [
                ("campaign_start", &words.begin),
                ("campaign_end", &words.finish),
                ("campaign_extension", &words.extend),
            ] {
                let after = campaign.tokens.end..clause.end.min(campaign.tokens.end + 20);
                let before = clause.start.max(campaign.tokens.start.saturating_sub(6))..campaign.tokens.start;
                let verb = after
                    .clone()
                    .chain(before.clone())
                    .find_map(|at| page.longest(at, verbs).map(|(_, length)| at..at + length))
                    // "收官之年", "收官战": still going on.
                    .filter(|verb| !["之", "战", "年", "阶段", "在即"].iter().any(|word| page.has(verb.end, word)))
                    .filter(|verb| !self.is_silent(verb.start));
                let Some(verb) = verb else { continue };
                // "开展专项斗争两年半来", "专项斗争开展以来": since it began, told of something else.
                let end = verb.end.max(campaign.tokens.end);
                let since = page.has(end, "以来")
                    || self.dates_within(&(end..end + 1)).any(|(_, d)| page.ends(d.letters.end, "来"));
                if kind == "campaign_start" && since {
                    continue;
                }
                let date = self.dates_within(&clause).filter(|(_, d)| d.date.is_point()).map(|(i, _)| i).next();
                found.push(Event {
                    kind: kind.to_owned(),
                    schema: "Campaign".to_owned(),
                    roles: vec![("campaign".to_owned(), entity)],
                    stage: None,
                    content: Vec::new(),
                    trigger: page.bytes(&verb),
                    evidence: self.evidence(&[campaign.tokens.clone(), verb.clone()]),
                    date,
                    properties: Vec::new(),
                    concerns: Vec::new(),
                    attribution: Self::voices(notes, verb.start),
                    rule: "zh.campaign".to_owned(),
                    clause: None,
                });
            }
        }
        found
    }
}
