//! What happens to campaigns, and orders and calls: events that no single rule verb tells.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::attribution::AttributionNote;
use crate::clause::{Clause, Link};
use crate::coreference::Referents;
use crate::date::DateForm;
use crate::extraction::{Event, Role};
use crate::mention::MentionKind;
use crate::status::StatusReader;

pub(crate) struct EventReader<'a, 't> {
    pub analysis: &'a Analysis<'t>,
    pub referents: &'a Referents,
    pub reader: &'a StatusReader<'a, 't>,
    pub notes: &'a [AttributionNote],
}

impl EventReader<'_, '_> {
    pub fn events(&self, roles: &[Role]) -> Vec<Event> {
        let mut events = Vec::new();
        for index in 0..self.analysis.clauses.len() {
            self.campaign(index, &mut events);
        }
        for note in self.notes {
            events.extend(self.order(note));
        }
        events.extend(roles.iter().filter_map(|role| self.takes_office(role)));
        events
    }

    fn lower(&self, token: usize) -> &str {
        self.analysis.document.lower(token)
    }

    fn campaign_of(&self, phrases: &[usize]) -> Option<usize> {
        phrases.iter().find_map(|p| {
            self.referents.of_phrase[*p].filter(|e| self.referents.entities[*e].kind == MentionKind::Campaign)
        })
    }

    fn date_of(&self, clause: &Clause) -> Option<usize> {
        let dates = &self.analysis.dates;
        clause.dates.iter().find_map(|(_, tokens)| {
            let at = dates.partition_point(|d| d.tokens.end <= tokens.start);
            dates.get(at).filter(|d| d.tokens.start < tokens.end && d.is_point()).map(|_| at)
        })
    }

    /// Dates of the clause, or of the one that it is joined with: "was declared ... and extended".
    fn date_with_twin(&self, index: usize) -> Option<usize> {
        let clause = &self.analysis.clauses[index];
        self.date_of(clause).or_else(|| {
            clause
                .parent
                .filter(|_| clause.link == Link::Coordinate)
                .and_then(|p| self.date_of(&self.analysis.clauses[p]))
        })
    }

    fn campaign(&self, index: usize, events: &mut Vec<Event>) {
        let analysis = self.analysis;
        let clause = &analysis.clauses[index];
        let group = &analysis.chunks.groups[clause.group];
        let Some(campaign) = self.campaign_of(clause.patients()).or_else(|| self.campaign_of(&clause.subjects)) else {
            return;
        };
        let acted_on = self.campaign_of(clause.patients()).is_some();
        let kind = match group.lemma {
            "launch" | "initiate" | "announce" | "introduce" | "unveil" if acted_on => "campaign_start",
            "start" | "begin" | "open" | "commence" => "campaign_start",
            "extend" | "prolong" | "expand" | "continue" | "transform" | "turn" | "convert" if acted_on => {
                "campaign_extension"
            }
            "declare" | "hail" | "pronounce" if acted_on => "declaration",
            "end" | "conclude" | "finish" | "wind" => "campaign_end",
            "last" | "run" | "plan" | "expect" => return self.planned(index, campaign, events),
            _ => return,
        };
        let status = self.reader.of(index);
        if status.silence.is_some() {
            return;
        }
        let end = self.end_of(index);
        let extent = group.tokens.start..end;
        let mut properties = Vec::new();
        let mut content = Vec::new();
        let quotes = self.quotes(&extent);
        match kind {
            "declaration" => {
                let words = quotes
                    .first()
                    .cloned()
                    .or_else(|| clause.objects.first().map(|o| analysis.chunks.phrases[*o].own.clone()));
                if let Some(words) = words {
                    properties.push(("declared".to_owned(), self.text(&words)));
                    content.push(analysis.document.bytes(&words));
                }
            }
            "campaign_extension" => {
                let target = quotes.first().cloned().or_else(|| {
                    clause
                        .complements
                        .iter()
                        .find(|c| matches!(self.lower(c.preposition), "to" | "into" | "as"))
                        .and_then(|c| c.phrases.first())
                        .map(|p| {
                            let last = analysis.chunks.chunks[analysis.attached[*p].last].tokens.end;
                            analysis.chunks.phrases[*p].own.start..last
                        })
                });
                if let Some(words) = target {
                    properties.push(("changedTo".to_owned(), self.text(&words)));
                    content.push(analysis.document.bytes(&words));
                }
            }
            _ => {}
        }
        let date = self.date_with_twin(index);
        let evidence_start = clause
            .subjects
            .iter()
            .map(|s| analysis.chunks.phrases[*s].tokens.start)
            .filter(|s| *s < extent.start && analysis.document.sentence_of(*s) == clause.sentence)
            .min()
            .unwrap_or(extent.start);
        let mut event = Event {
            kind: kind.to_owned(),
            schema: "Campaign".to_owned(),
            roles: vec![("campaign".to_owned(), campaign)],
            stage: None,
            content,
            trigger: analysis.document.bytes(&extent),
            evidence: analysis.document.bytes(&(evidence_start..end)),
            date,
            properties,
            concerns: Vec::new(),
            attribution: status.voices,
            rule: format!("campaign.{kind}"),
            clause: Some(index),
        };
        // "soon after he became general secretary in 2012": the date of another clause, not its own.
        let after = analysis.document.lower_at(group.tokens.end).unwrap_or("");
        let relative = matches!(after, "soon" | "shortly" | "after" | "before")
            || matches!(analysis.document.lower_at(group.tokens.end + 1), Some("after" | "before")) && after != ",";
        if relative && kind == "campaign_start" {
            let words = self.text(&(group.tokens.end..self.content_end(clause.sentence)));
            event.properties.push(("summary".to_owned(), words));
            event.trigger = analysis.document.bytes(&(group.tokens.start..self.content_end(clause.sentence)));
            event.date = None;
        }
        if let Some(planned) = self.planned_length(clause.sentence, campaign).filter(|_| kind == "campaign_start") {
            event.properties.push(("plannedDuration".to_owned(), planned.0));
        }
        events.push(event);
    }

    /// A plan told without a launch: "which was planned for three years".
    fn planned(&self, index: usize, campaign: usize, events: &mut Vec<Event>) {
        let analysis = self.analysis;
        let clause = &analysis.clauses[index];
        let launched = analysis
            .clauses_of(clause.sentence)
            .map(|i| &analysis.clauses[i])
            .any(|c| matches!(analysis.chunks.groups[c.group].lemma, "launch" | "initiate" | "start" | "begin"));
        if launched || analysis.chunks.groups[clause.group].negated {
            return;
        }
        let Some((length, tokens)) = self.planned_length(clause.sentence, campaign) else { return };
        let group = &analysis.chunks.groups[clause.group];
        let planned = group.lemma != "run" && group.lemma != "last" || clause.parent.is_some();
        let start = group.tokens.start.min(tokens.start);
        let range = analysis.document.bytes(&(start..tokens.end.max(group.tokens.end)));
        events.push(Event {
            kind: if planned { "campaign_plan" } else { "campaign_length" }.to_owned(),
            schema: "Campaign".to_owned(),
            roles: vec![("campaign".to_owned(), campaign)],
            stage: None,
            content: Vec::new(),
            trigger: range.clone(),
            evidence: range,
            date: None,
            properties: vec![("plannedDuration".to_owned(), length)],
            concerns: Vec::new(),
            attribution: self.reader.voices_at(group.main),
            rule: "campaign.plan".to_owned(),
            clause: Some(index),
        });
    }

    /// "expected to last three years", "planned for three years", "a three-year campaign".
    fn planned_length(&self, sentence: usize, campaign: usize) -> Option<(String, Range<usize>)> {
        let analysis = self.analysis;
        let limits = analysis.document.sentences[sentence].tokens.clone();
        let from = analysis.dates.partition_point(|d| d.tokens.end <= limits.start);
        for date in analysis.dates[from..]
            .iter()
            .take_while(|d| d.tokens.start < limits.end)
            .filter(|d| d.form == DateForm::Duration && !d.value.is_empty())
        {
            let floor = limits.start.max(date.tokens.start.saturating_sub(6));
            let words: Vec<&str> = (floor..date.tokens.start).map(|i| self.lower(i)).collect();
            let plan = words.iter().any(|w| {
                matches!(*w, "expected" | "planned" | "scheduled" | "meant" | "intended" | "set" | "due" | "supposed")
            });
            let lasts = words.iter().any(|w| matches!(*w, "last" | "run" | "for" | "take"));
            let in_phrase = analysis
                .chunks
                .phrases
                .iter()
                .enumerate()
                .skip(analysis.phrase_at.range(date.tokens.start..).next().map_or(usize::MAX, |(_, p)| *p))
                .take(1)
                .any(|(i, np)| np.tokens.contains(&date.tokens.start) && self.referents.of_phrase[i] == Some(campaign));
            let directly_after = analysis
                .document
                .lower_at(date.tokens.end)
                .is_some_and(|w| matches!(w, "campaign" | "drive" | "crackdown" | "operation"));
            if plan && lasts || in_phrase || directly_after {
                return Some((date.value.clone(), date.tokens.clone()));
            }
        }
        None
    }

    fn text(&self, tokens: &Range<usize>) -> String {
        self.analysis.document.words(tokens).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn content_end(&self, sentence: usize) -> usize {
        let range = self.analysis.document.sentences[sentence].tokens.clone();
        let mut end = range.end;
        while end > range.start
            && matches!(self.analysis.document.tokens[end - 1].kind, crate::token::Kind::Mark('.' | '!' | '?' | '…'))
        {
            end -= 1;
        }
        end
    }

    /// The end of a clause with the quotation that its words open.
    fn end_of(&self, index: usize) -> usize {
        let clause = &self.analysis.clauses[index];
        let group = &self.analysis.chunks.groups[clause.group];
        let limit = self.content_end(clause.sentence);
        let mut end = clause.extent.end.max(group.tokens.end).min(limit);
        let mut open = false;
        for at in group.tokens.end..limit {
            match self.analysis.document.tokens[at].kind {
                crate::token::Kind::QuoteOpen if at <= end + 2 => open = true,
                crate::token::Kind::QuoteClose if open => {
                    end = end.max(at + 1);
                    break;
                }
                _ => {}
            }
        }
        end.max(group.tokens.start + 1)
    }

    fn quotes(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut open = None;
        for at in range.clone() {
            match self.analysis.document.tokens[at].kind {
                crate::token::Kind::QuoteOpen => open = Some(at + 1),
                crate::token::Kind::QuoteClose => {
                    if let Some(start) = open.take().filter(|start| *start < at) {
                        found.push(start..at);
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// An order or a call: what somebody wants done is no fact, that they said so is an event.
    fn order(&self, note: &AttributionNote) -> Option<Event> {
        let analysis = self.analysis;
        let index = note.clause?;
        let clause = &analysis.clauses[index];
        let group = &analysis.chunks.groups[clause.group];
        let reporting = analysis.reporting;
        if !reporting.orders(group.lemma) || note.entity.is_none() && note.speaker.is_none() {
            return None;
        }
        let called = matches!(analysis.document.lower_at(group.tokens.end), Some("on" | "upon" | "for"));
        // A court's order is a decision; nobody in particular gives no orders.
        let heads = clause.subjects.iter().map(|s| self.lower(analysis.chunks.phrases[*s].head)).collect::<Vec<_>>();
        let court = note.voice == crate::attribution::Voice::Court
            || heads.iter().any(|h| matches!(*h, "courts" | "one" | "some" | "they" | "who"));
        if group.lemma == "call" && !called || court && note.entity.is_none() {
            return None;
        }
        // "demanded money from the traders", "ordered drinks": what somebody wants to have, not what is to be done.
        let wants = matches!(group.lemma, "demand" | "order" | "request" | "require" | "press")
            && clause.objects.first().is_some_and(|o| {
                let np = &analysis.chunks.phrases[*o];
                let amount = crate::money::amount_in(analysis, &np.tokens).is_some();
                amount || is_thing(self.lower(np.head))
            });
        if wants
            || !self.concerns_crime(clause.sentence)
            || self.is_fragment(note)
            || !self.is_of_campaign(clause, court)
        {
            return None;
        }
        let kind = if reporting.is_call(group.lemma) { "statement" } else { "order" };
        let first = note.contents_tokens.first()?.start;
        let mut roles: Vec<(String, usize)> = note.entity.map(|e| ("involved".to_owned(), e)).into_iter().collect();
        for object in clause.objects.iter().chain(
            clause.complements.iter().filter(|c| self.lower(c.preposition) == "on").flat_map(|c| c.phrases.iter()),
        ) {
            if let Some(entity) = self.referents.of_phrase[*object].filter(|e| {
                matches!(self.referents.entities[*e].kind, MentionKind::Person | MentionKind::Organisation)
                    && Some(*e) != note.entity
            }) {
                roles.push(("addressee".to_owned(), entity));
            }
        }
        // "asked to speak alone": what one asks for oneself. An event of nobody is none either.
        let for_oneself = matches!(group.lemma, "ask" | "request" | "beg" | "demand")
            && clause.objects.is_empty()
            && self.lower(first) == "to";
        if for_oneself || roles.is_empty() || group.lemma == "beg" {
            return None;
        }
        let addressed =
            clause.objects.iter().map(|o| analysis.chunks.phrases[*o].tokens.end).max().unwrap_or(group.tokens.end);
        let trigger_end = if kind == "statement" {
            group.tokens.end + usize::from(called)
        } else {
            addressed.max(group.tokens.end).max(first.min(addressed + 1))
        };
        let last = note.contents_tokens.last()?.end;
        let start = note.speaker_range.as_ref().map_or(group.tokens.start, |_| {
            clause.subjects.first().map_or(group.tokens.start, |s| analysis.chunks.phrases[*s].tokens.start)
        });
        let evidence = start.min(group.tokens.start)..last.max(trigger_end);
        let summary: Vec<String> = note.contents_tokens.iter().map(|c| self.text(c)).collect();
        // Who says that it was said: everything around the event, without the speaker's own words.
        let attribution = self.reader.voices_at(group.main);
        Some(Event {
            kind: kind.to_owned(),
            schema: "Event".to_owned(),
            roles,
            stage: None,
            content: note.contents.clone(),
            trigger: analysis.document.bytes(&(group.tokens.start..trigger_end.max(group.tokens.start + 1))),
            evidence: analysis.document.bytes(&evidence),
            date: self.date_of(clause),
            properties: vec![("summary".to_owned(), summary.join(" … "))],
            concerns: Vec::new(),
            attribution,
            rule: format!("speech.{kind}"),
            clause: Some(index),
        })
    }

    /// Whether a sentence or one beside it tells of a campaign, in which calls and orders matter; or else a command that no
    /// court gives.
    fn is_of_campaign(&self, clause: &Clause, court: bool) -> bool {
        let analysis = self.analysis;
        let sentences = &analysis.document.sentences;
        let near = clause.sentence.saturating_sub(1)..(clause.sentence + 2).min(sentences.len());
        let tokens = sentences[near.start].tokens.start..sentences[near.end - 1].tokens.end;
        let campaign = analysis.mentions_in(&tokens).into_iter().any(|m| {
            let entity = analysis.mentions[m].entity;
            entity.is_some_and(|e| self.referents.entities[e].kind == MentionKind::Campaign)
        });
        // "when cracking down on crime": a campaign told by its verb.
        let cracks = tokens.clone().any(|i| {
            matches!(self.lower(i), "crack" | "cracks" | "cracked" | "cracking")
                && analysis.document.lower_at(i + 1) == Some("down")
        });
        let lemma = analysis.chunks.groups[clause.group].lemma;
        campaign || cracks || !court && matches!(lemma, "order" | "instruct" | "command")
    }

    /// Whether a sentence or one beside it speaks of crime, a criminal group or a campaign: what else people ask of each
    /// other is no event of a case.
    fn concerns_crime(&self, sentence: usize) -> bool {
        let analysis = self.analysis;
        let sentences = &analysis.document.sentences;
        let near = &sentences[sentence.saturating_sub(1)..(sentence + 2).min(sentences.len())];
        let tokens = near.first().map_or(0, |s| s.tokens.start)..near.last().map_or(0, |s| s.tokens.end);
        let is_crime = |i: usize| {
            let word = self.lower(i);
            let crime = &analysis.lexicon.crime;
            crime.contains(word) || word.strip_suffix('s').is_some_and(|single| crime.contains(single))
        };
        let concerned = |e: usize| {
            let entity = &self.referents.entities[e];
            entity.kind == MentionKind::Campaign || entity.is_group()
        };
        tokens.clone().any(is_crime)
            || analysis.mentions_in(&tokens).into_iter().any(|m| analysis.mentions[m].entity.is_some_and(concerned))
    }

    /// A question, direct or reported, or some quoted words without what they are a part of: no order that one could read.
    fn is_fragment(&self, note: &AttributionNote) -> bool {
        let document = &self.analysis.document;
        let asks = note.contents_tokens.iter().any(|c| {
            self.text(c).ends_with('?')
                || matches!(self.lower(c.start), "what" | "how" | "why" | "who" | "whether" | "if" | "where" | "when")
        });
        // "called on his officers to “go on until the quay is clean”" is whole.
        let quoted = |c: &Range<usize>| {
            let open = c.start.checked_sub(1).filter(|i| document.tokens[*i].kind == crate::token::Kind::QuoteOpen);
            let whole = |open: usize| c.len() > 3 && open > 0 && self.lower(open - 1) == "to";
            open.is_some_and(|open| !whole(open))
        };
        asks || note.contents_tokens.iter().all(quoted)
            && note.contents_tokens.iter().map(ExactSizeIterator::len).sum::<usize>() < 12
    }

    fn takes_office(&self, role: &Role) -> Option<Event> {
        let index = role.clause?;
        let clause = &self.analysis.clauses[index];
        let group = &self.analysis.chunks.groups[clause.group];
        if !matches!(group.lemma, "become" | "appoint" | "elect" | "name" | "reappoint" | "install" | "promote") {
            return None;
        }
        Some(Event {
            kind: "takes_office".to_owned(),
            schema: String::new(),
            roles: vec![("holder".to_owned(), role.holder)],
            stage: None,
            content: Vec::new(),
            trigger: role.trigger.clone(),
            evidence: role.evidence.clone(),
            date: self.date_of(clause),
            properties: Vec::new(),
            concerns: Vec::new(),
            attribution: role.attribution.clone(),
            rule: "office.takes".to_owned(),
            clause: Some(index),
        })
    }
}

/// Things that are asked for to be had: "demanded a bribe", "ordered weapons".
fn is_thing(word: &str) -> bool {
    matches!(
        word,
        "money"
            | "cash"
            | "bribe"
            | "bribes"
            | "kickback"
            | "kickbacks"
            | "payment"
            | "payments"
            | "payoff"
            | "payoffs"
            | "ransom"
            | "fee"
            | "fees"
            | "commission"
            | "commissions"
            | "share"
            | "cut"
            | "sex"
            | "favours"
            | "favors"
            | "gifts"
            | "drinks"
            | "food"
            | "drugs"
            | "cocaine"
            | "heroin"
            | "weapons"
            | "guns"
            | "arms"
            | "goods"
            | "gratification"
            | "protection"
            | "tribute"
            | "rent"
            | "euros"
            | "dollars"
            | "rupees"
            | "pesos"
            | "crowns"
            | "pounds"
    )
}
