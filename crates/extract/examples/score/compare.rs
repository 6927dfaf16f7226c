//! A reading beside the gold.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use umbra_model::Text;

use crate::align::align;
use crate::gold::{Gold, Span};
use crate::reading::{Period, Reading};
use crate::tally::Tally;

struct Pair<'a> {
    name: &'a str,
    text: &'a Text,
    gold: &'a Gold,
    run: &'a Reading,
    /// Entity of the gold to entity of the reading.
    entities: BTreeMap<&'a str, usize>,
}

/// Compares everything that both sides have.
pub fn compare(name: &str, text: &Text, gold: &Gold, run: &Reading, tally: &mut Tally) {
    let entities = align(gold, run);
    let pair = Pair { name, text, gold, run, entities };
    pair.with_candidates(tally);
    pair.aligned(tally);
    if !gold.document.partial_mentions {
        pair.mentions(tally, true);
        pair.mentions(tally, false);
    }
    pair.relations(tally);
    pair.roles(tally);
    pair.events(tally);
    pair.standings(tally);
    pair.attributions(tally);
    pair.figures(tally);
}

/// "A third" may be written as 33.3 or 33.333.
fn is_same(ours: f64, theirs: f64) -> bool {
    let apart = (ours - theirs).abs();
    apart < 1e-6 * theirs.abs().max(1.0) || theirs.abs() < 100.0 && (theirs * 10.0).fract() != 0.0 && apart < 0.05
}

/// An office of several holders may be told in the plural, and one that a verb tells by the verb: "MPs", "chaired".
fn is_same_office(ours: &str, theirs: &str) -> bool {
    let plain = |words: &str| {
        let words = words.to_lowercase();
        match words.split(' ').next().unwrap_or_default() {
            "led" | "leads" | "leading" | "headed" | "heads" | "heading" | "ran" | "runs" => "head".to_owned(),
            "directed" | "directs" | "directing" => "director".to_owned(),
            "commanded" | "commands" | "commanding" => "commander".to_owned(),
            "managed" | "manages" | "managing" if words.split(' ').count() == 1 => "manager".to_owned(),
            "chaired" | "chairs" | "chairing" => "chair".to_owned(),
            _ => words.strip_suffix('s').unwrap_or(&words).to_owned(),
        }
    };
    plain(ours) == plain(theirs)
}

/// Ties that say the same from either end.
fn is_mutual(kind: &str) -> bool {
    matches!(kind, "family" | "met" | "called" | "associated_with" | "colludes_with")
}

/// Whether a tie of the reading, from one entity to another, is the one asked for.
fn is_tie(kind: &str, ours: (usize, usize), wanted: &str, ends: (usize, usize)) -> bool {
    kind == wanted && (ours == ends || is_mutual(kind) && (ours.1, ours.0) == ends)
}

/// Ties of structure, which no annotation asks for unless it has one of the kind.
const STRUCTURE: [&str; 3] = ["located_in", "published", "unit_of"];

/// Events that are no proceedings, which an annotation asks for in the same way.
const SPEECH: [&str; 2] = ["statement", "order"];

impl Pair<'_> {
    /// The line of the text around a span, with the span in brackets.
    fn sentence(&self, span: Span) -> String {
        let (Some(start), Some(end)) = (self.text.byte_of(span.start), self.text.byte_of(span.end)) else {
            return String::new();
        };
        let text = self.text.as_str();
        let from = text[..start].rfind(['\n']).map_or(0, |i| i + 1);
        let to = text[end..].find('\n').map_or(text.len(), |i| end + i);
        format!("{}[{}]{}", &text[from..start], &text[start..end], &text[end..to])
    }

    fn words(&self, span: Span) -> &str {
        let (start, end) = (self.text.byte_of(span.start), self.text.byte_of(span.end));
        start.zip(end).and_then(|(start, end)| self.text.as_str().get(start..end)).unwrap_or_default()
    }

    /// The words of a period, for the list of errors.
    fn period(&self, period: Option<&Period>) -> Option<&str> {
        period.map(|p| p.span.map_or("without words", |span| self.words(span)))
    }

    fn entity(&self, gold: &str) -> Option<usize> {
        self.entities.get(gold).copied()
    }

    /// Those of the gold's entities that the run does not have, for the list of errors.
    fn unknown(&self, ends: &[&str]) -> String {
        let unknown: Vec<&str> = ends.iter().copied().filter(|e| self.entity(e).is_none()).collect();
        if unknown.is_empty() { String::new() } else { format!(" (not found: {})", unknown.join(", ")) }
    }

    fn label(&self, entity: usize) -> &str {
        &self.run.labels[entity]
    }

    fn mentions(&self, tally: &mut Tally, exact: bool) {
        let kind = if exact { "mention (exact)" } else { "mention (overlap)" };
        let ours: Vec<(&str, Span)> = self.run.mentions.iter().map(|m| (m.kind.as_str(), m.span)).collect();
        let mut used = vec![false; ours.len()];
        for mention in &self.gold.mentions {
            let same = |span: Span| span.start == mention.span.start && span.end == mention.span.end;
            let candidates = || ours.iter().enumerate().filter(|(i, (k, _))| !used[*i] && *k == mention.kind);
            let found = candidates()
                .find(|(_, (_, span))| same(*span))
                .or_else(|| candidates().filter(|_| !exact).find(|(_, (_, span))| span.overlaps(mention.span)));
            match found.map(|(i, _)| i) {
                Some(i) => {
                    used[i] = true;
                    if !mention.optional {
                        tally.right(kind);
                    }
                }
                None if mention.optional => {}
                None => tally.missed(
                    kind,
                    self.name,
                    &format!("{} {:?}", mention.kind, self.words(mention.span)),
                    &self.sentence(mention.span),
                ),
            }
        }
        for (_, (what, span)) in ours.iter().enumerate().filter(|(i, _)| !used[*i]) {
            tally.wrong(kind, self.name, &format!("{what} {:?}", self.words(*span)), &self.sentence(*span));
        }
    }

    fn relations(&self, tally: &mut Tally) {
        let kind = "relation";
        let mut ours: Vec<(&str, usize, usize, Span, bool, &str)> = Vec::new();
        for relation in &self.run.relations {
            let key = (relation.kind.as_str(), relation.subject, relation.object);
            let asked = !STRUCTURE.contains(&key.0) || self.gold.relations.iter().any(|r| r.kind == key.0);
            let is_told = ours.iter().any(|o| is_tie(o.0, (o.1, o.2), key.0, (key.1, key.2)));
            if asked && !is_told {
                ours.push((key.0, key.1, key.2, relation.trigger, relation.optional, &relation.rule));
            }
        }
        let mut used = vec![false; ours.len()];
        for relation in &self.gold.relations {
            let ends = self.entity(&relation.subject).zip(self.entity(&relation.object));
            let found = ends.and_then(|ends| ours.iter().position(|o| is_tie(o.0, (o.1, o.2), &relation.kind, ends)));
            match found {
                Some(i) => {
                    used[i] = true;
                    if !relation.optional {
                        tally.right(kind);
                    }
                }
                None if relation.optional => {}
                None => tally.missed(
                    kind,
                    self.name,
                    &format!(
                        "{} {} {}{}",
                        relation.subject,
                        relation.kind,
                        relation.object,
                        self.unknown(&[&relation.subject, &relation.object])
                    ),
                    &self.sentence(relation.trigger),
                ),
            }
        }
        for (tie, used) in ours.iter().zip(&used).filter(|(o, _)| !o.4) {
            tally.of_rule(tie.5, tie.0, *used);
        }
        for (_, (what, subject, object, span, _, rule)) in ours.iter().enumerate().filter(|(i, o)| !used[*i] && !o.4) {
            tally.wrong(
                kind,
                self.name,
                &format!(
                    "{} {what} {} (by {rule}{})",
                    self.label(*subject),
                    self.label(*object),
                    self.wanted((*subject, *object))
                ),
                &self.sentence(*span),
            );
        }
    }

    /// The entities of the gold, and whether the reading has them.
    fn aligned(&self, tally: &mut Tally) {
        let mut seen = BTreeSet::new();
        for mention in self.gold.mentions.iter().filter(|m| !m.optional) {
            let Some(entity) = mention.entity.as_deref().filter(|e| seen.insert(*e)) else { continue };
            let what = format!("{} {entity} {:?}", mention.kind, self.words(mention.span));
            tally.aligned(&mention.kind, self.entity(entity).is_some(), self.name, &what, &self.sentence(mention.span));
        }
    }

    /// What a person who goes through the candidates would find too: relations and events, in the graph or offered.
    fn with_candidates(&self, tally: &mut Tally) {
        for relation in self.gold.relations.iter().filter(|r| !r.optional) {
            let ends = self.entity(&relation.subject).zip(self.entity(&relation.object));
            let found = ends.is_some_and(|ends| {
                let told = |r: &crate::reading::Relation| is_tie(&r.kind, (r.subject, r.object), &relation.kind, ends);
                let offered = |c: &crate::reading::Candidate| {
                    c.object.is_some_and(|object| is_tie(&c.kind, (c.subject, object), &relation.kind, ends))
                };
                self.run.relations.iter().any(told) || self.run.candidates.iter().any(offered)
            });
            if ends.is_none() {
                tally.lacks_end();
            }
            let instead = ends.map(|ends| self.instead(ends)).unwrap_or_default();
            if !found && !instead.is_empty() {
                tally.read_otherwise();
            }
            let what = format!("{} {} {}{instead}", relation.subject, relation.kind, relation.object);
            tally.offered(found, self.name, &what, &self.sentence(relation.trigger));
        }
        for event in self.gold.events.iter().filter(|e| !e.optional) {
            let Some(main) = event.main().map(|e| self.entity(e)) else { continue };
            let found = main.is_some_and(|main| {
                let graph =
                    self.run.events.iter().any(|e| {
                        e.kind == event.kind && e.parties.contains(&main) && e.trigger.overlaps(event.trigger)
                    });
                let offered = self.run.candidates.iter().any(|c| {
                    c.object.is_none()
                        && c.kind == event.kind
                        && c.subject == main
                        && c.evidence.overlaps(event.trigger)
                });
                graph || offered
            });
            if main.is_none() {
                tally.lacks_end();
            }
            let what = format!("{} {:?}", event.kind, event.main());
            tally.offered(found, self.name, &what, &self.sentence(event.trigger));
        }
        tally.proposals(self.run.candidates.len());
        self.likelihoods(tally);
    }

    /// How often candidates that the classifier holds for so likely are right.
    fn likelihoods(&self, tally: &mut Tally) {
        for candidate in &self.run.candidates {
            let Some(likely) = candidate.likely else { continue };
            // Where the gold tells the same, and whether that counts neither way.
            let told: Vec<(Span, bool)> = match candidate.object {
                Some(object) => {
                    let ours = (candidate.subject, object);
                    let same = |r: &&crate::gold::Relation| {
                        let ends = self.entity(&r.subject).zip(self.entity(&r.object));
                        ends.is_some_and(|ends| is_tie(&candidate.kind, ours, &r.kind, ends))
                    };
                    self.gold.relations.iter().filter(same).map(|r| (r.trigger, r.optional)).collect()
                }
                None => {
                    let same = |e: &&crate::gold::Event| {
                        e.kind == candidate.kind && e.main().and_then(|m| self.entity(m)) == Some(candidate.subject)
                    };
                    self.gold.events.iter().filter(same).map(|e| (e.trigger, e.optional)).collect()
                }
            };
            let here = told.iter().any(|(trigger, optional)| !optional && trigger.overlaps(candidate.evidence));
            if here || told.is_empty() {
                tally.of_likelihood(&candidate.kind, likely, here);
            }
        }
    }

    /// What the gold says of two instead, for the list of errors.
    fn wanted(&self, (subject, object): (usize, usize)) -> String {
        let same = |r: &&crate::gold::Relation| {
            let ends = (self.entity(&r.subject), self.entity(&r.object));
            ends == (Some(subject), Some(object)) || ends == (Some(object), Some(subject))
        };
        let kinds: Vec<&str> = self.gold.relations.iter().filter(same).map(|r| r.kind.as_str()).collect();
        if kinds.is_empty() { String::new() } else { format!(", instead of {}", kinds.join(", ")) }
    }

    /// What else the run says or offers of two, for the list of errors.
    fn instead(&self, (subject, object): (usize, usize)) -> String {
        let pair = |a: usize, b: usize| (a, b) == (subject, object) || (b, a) == (subject, object);
        let tied = self.run.relations.iter().filter(|r| pair(r.subject, r.object)).map(|r| r.kind.as_str());
        let offered = self.run.candidates.iter().filter(|c| c.object.is_some_and(|o| pair(c.subject, o)));
        let kinds: Vec<&str> = tied.chain(offered.map(|c| c.kind.as_str())).collect();
        if kinds.is_empty() { String::new() } else { format!(" (instead: {})", kinds.join(", ")) }
    }

    fn roles(&self, tally: &mut Tally) {
        let kind = "role";
        let mut used = vec![false; self.run.roles.len()];
        for role in &self.gold.roles {
            let past = role.status == "past";
            let found = self.run.roles.iter().enumerate().position(|(i, r)| {
                let date = |ours: &Option<String>, theirs: &Option<String>| theirs.is_none() || ours == theirs;
                !used[i]
                    && self.entity(&role.holder) == Some(r.holder)
                    && role.organisation.as_deref().map(|o| self.entity(o)) == r.organisation.map(Some)
                    && is_same_office(&r.office, &role.office)
                    && r.is_past == past
                    && date(&r.start, &role.start)
                    && date(&r.end, &role.end)
            });
            match found {
                Some(i) => {
                    used[i] = true;
                    if !role.optional {
                        tally.right(kind);
                    }
                }
                None if role.optional => {}
                None => {
                    let sentence = role.evidence.map(|e| self.sentence(e)).unwrap_or_default();
                    tally.missed(
                        kind,
                        self.name,
                        &format!("{} {} {:?}", role.holder, role.office, role.organisation),
                        &sentence,
                    );
                }
            }
        }
        for (_, role) in self.run.roles.iter().enumerate().filter(|(i, r)| !used[*i] && !r.optional) {
            let body = role.organisation.map(|e| self.label(e)).unwrap_or_default();
            tally.wrong(
                kind,
                self.name,
                &format!(
                    "{} {} {body} past={} start={:?}",
                    self.label(role.holder),
                    role.office,
                    role.is_past,
                    role.start
                ),
                &self.sentence(role.evidence),
            );
        }
    }

    fn events(&self, tally: &mut Tally) {
        let kind = "event";
        let mut used = vec![false; self.run.events.len()];
        for event in &self.gold.events {
            let main = event.main().map(|e| self.entity(e));
            let found = self.run.events.iter().enumerate().position(|(i, e)| {
                let takes_part = main.is_none_or(|main| main.is_some_and(|main| e.parties.contains(&main)));
                !used[i] && e.kind == event.kind && takes_part && e.trigger.overlaps(event.trigger)
            });
            match found {
                Some(i) => {
                    used[i] = true;
                    if !event.optional {
                        tally.right(kind);
                    }
                }
                None if event.optional => {}
                None => tally.missed(
                    kind,
                    self.name,
                    &format!("{} {:?}{}", event.kind, event.main(), self.unknown(event.main().as_slice())),
                    &self.sentence(event.trigger),
                ),
            }
        }
        let asked = |kind: &str| !SPEECH.contains(&kind) || self.gold.events.iter().any(|e| e.kind == kind);
        let counted = self.run.events.iter().zip(&used).filter(|(e, _)| !e.optional && asked(&e.kind));
        for (event, used) in counted.clone() {
            tally.of_rule(&event.rule, &event.kind, *used);
        }
        for (event, _) in counted.filter(|(_, used)| !**used) {
            let who: Vec<&str> = event.parties.iter().map(|e| self.label(*e)).collect();
            tally.wrong(kind, self.name, &format!("{} {}", event.kind, who.join(", ")), &self.sentence(event.trigger));
        }
    }

    fn standings(&self, tally: &mut Tally) {
        let kind = "standing";
        let mut covered = Vec::new();
        for claim in &self.gold.standing {
            let value = claim.stage();
            let relation = self.gold.relations.iter().find(|r| r.id == claim.claim);
            let mut told = String::new();
            let right = if let Some(relation) = relation {
                let ends = self.entity(&relation.subject).zip(self.entity(&relation.object));
                let ours: Vec<usize> = self
                    .run
                    .relations
                    .iter()
                    .enumerate()
                    .filter(|(_, r)| {
                        ends.is_some_and(|ends| is_tie(&r.kind, (r.subject, r.object), &relation.kind, ends))
                    })
                    .map(|(i, _)| i)
                    .collect();
                covered.extend(ours.iter().copied());
                told = self.told_as(relation, &ours);
                ours.iter().any(|i| self.run.relations[*i].standing.as_deref() == Some(value))
            } else {
                // The standing of a figure is what happened to those counted.
                let evidence = claim.evidence;
                self.run
                    .figures
                    .iter()
                    .any(|f| f.evidence.overlaps(evidence) && f.predicate.as_deref() == Some(claim.value.as_str()))
            };
            match right {
                true if claim.optional => {}
                true => tally.right(kind),
                false if claim.optional => {}
                false => tally.missed(
                    kind,
                    self.name,
                    &format!("{} {}{told}", claim.claim, claim.value),
                    &self.sentence(claim.evidence),
                ),
            }
        }
        let claimed = self.run.relations.iter().enumerate().filter(|(_, r)| r.standing.is_some() && !r.optional);
        for (_, relation) in claimed.filter(|(i, _)| !covered.contains(i)) {
            let what = format!(
                "{} {} {}: {:?}",
                self.label(relation.subject),
                relation.kind,
                self.label(relation.object),
                relation.standing
            );
            tally.wrong(kind, self.name, &what, &self.sentence(relation.evidence));
        }
    }

    /// Which tie a standing is of, and how far the reading says that it has got, for the list of errors.
    fn told_as(&self, relation: &crate::gold::Relation, ours: &[usize]) -> String {
        let tie = format!("{} {} {}", relation.subject, relation.kind, relation.object);
        if ours.is_empty() {
            return format!(" ({tie}, not found)");
        }
        let told: Vec<String> = ours
            .iter()
            .map(|i| &self.run.relations[*i])
            .map(|r| format!("{} by {}", r.standing.as_deref().unwrap_or("nothing"), r.rule))
            .collect();
        format!(" ({tie}, told as {})", told.join(", "))
    }

    fn attributions(&self, tally: &mut Tally) {
        let kind = "attribution";
        let mut used = vec![false; self.run.attributions.len()];
        for attribution in &self.gold.attributions {
            let source = attribution.source.as_deref().map(|s| self.entity(s));
            let found = self.run.attributions.iter().enumerate().position(|(i, a)| {
                let overlap =
                    |ours: &[Span], theirs: &[Span]| ours.iter().any(|o| theirs.iter().any(|t| o.overlaps(*t)));
                let same_words = || a.speaker.zip(attribution.source_span).is_some_and(|(o, t)| o.overlaps(t));
                let same_source = match source {
                    Some(Some(entity)) => a.entity == Some(entity),
                    Some(None) => same_words(),
                    None => a.entity.is_none(),
                };
                !used[i]
                    && same_source
                    && overlap(&a.cues, &attribution.cue)
                    && overlap(&a.contents, &attribution.content)
            });
            match found {
                Some(i) => {
                    used[i] = true;
                    if !attribution.optional {
                        tally.right(kind);
                    }
                }
                None if attribution.optional => {}
                None => tally.missed(
                    kind,
                    self.name,
                    &format!("{} {:?}{}", attribution.id, attribution.source, self.heard(attribution)),
                    &attribution.cue.first().map(|c| self.sentence(*c)).unwrap_or_default(),
                ),
            }
        }
        for (_, a) in self.run.attributions.iter().enumerate().filter(|(i, a)| !used[*i] && !a.optional) {
            let sentence = a.cues.first().map(|c| self.sentence(*c)).unwrap_or_default();
            let speaker = a.speaker.map(|s| self.words(s));
            tally.wrong(kind, self.name, &format!("{speaker:?} {:?}", a.entity.map(|e| self.label(e))), &sentence);
        }
    }

    /// What the run heard at the words of a voice that was missed, for the list of errors.
    fn heard(&self, wanted: &crate::gold::Attribution) -> String {
        let overlap = |ours: &[Span], theirs: &[Span]| ours.iter().any(|o| theirs.iter().any(|t| o.overlaps(*t)));
        let label = |entity: Option<usize>| entity.map_or("-", |e| self.label(e));
        let mut known = String::new();
        if let Some(entity) = wanted.source.as_deref().and_then(|s| self.entity(s)) {
            let _ = write!(known, " = {}", self.label(entity));
        }
        for a in self.run.attributions.iter().filter(|a| overlap(&a.cues, &wanted.cue)) {
            let content = if overlap(&a.contents, &wanted.content) { "" } else { ", other content" };
            let _ = write!(known, " (heard: {:?} {}{content})", a.speaker.map(|s| self.words(s)), label(a.entity));
        }
        known
    }

    fn figures(&self, tally: &mut Tally) {
        let kind = "figure";
        let mut used = vec![false; self.run.figures.len()];
        for statistic in &self.gold.statistics {
            let place = statistic.value_span.unwrap_or(statistic.evidence);
            let found = self
                .run
                .figures
                .iter()
                .enumerate()
                .position(|(i, f)| !used[i] && f.span.overlaps(place) && is_same(f.value, statistic.value));
            let Some(i) = found else {
                if !statistic.optional {
                    tally.missed(
                        kind,
                        self.name,
                        &format!("{} {}", statistic.id, statistic.value),
                        &self.sentence(statistic.evidence),
                    );
                }
                continue;
            };
            used[i] = true;
            let figure = &self.run.figures[i];
            let mut faults = Vec::new();
            // "between 10 and 20": some write the range as its comparator too.
            let ranged = statistic.comparator == "range" && figure.comparator == "=" && figure.high.is_some();
            if figure.comparator != statistic.comparator && !ranged {
                faults.push(format!("comparator {}", figure.comparator));
            }
            // Of a weight both are said: one guideline counts kilos, another takes them for an amount.
            let weighed = figure.kind == "count" && statistic.kind == "amount";
            let ranged = ranged && matches!(figure.kind.as_str(), "range" | "amount" | "share");
            if figure.kind != statistic.kind && !weighed && !ranged {
                faults.push(format!("kind {}", figure.kind));
            }
            let period = match (&figure.period, statistic.period_span) {
                (Some(period), Some(span)) => period.span.is_none_or(|ours| ours.overlaps(span)),
                (Some(period), None) => {
                    statistic.period.is_some() && (period.is_inherited || statistic.period_inherited_from.is_none())
                }
                (None, Some(_)) => false,
                (None, None) => statistic.period.is_none(),
            };
            if !period {
                faults.push(format!("period {:?}", self.period(figure.period.as_ref())));
            }
            let base = match (&figure.base, statistic.baseline_span) {
                (Some(base), Some(span)) => base.span.is_none_or(|ours| ours.overlaps(span)),
                (None, Some(_)) => false,
                (Some(_), None) => statistic.baseline.is_some(),
                (None, None) => statistic.baseline.is_none(),
            };
            if !base {
                faults.push(format!("base period {:?}", self.period(figure.base.as_ref())));
            }
            let said_by = statistic.source.as_deref().and_then(|id| self.gold.attributions.iter().find(|a| a.id == id));
            let source = said_by.and_then(|a| a.source.as_deref());
            let voice = figure.voice.map(|a| &self.run.attributions[a]);
            let ours = voice.and_then(|v| v.entity);
            let same_words = || {
                voice
                    .and_then(|v| v.speaker)
                    .zip(said_by.and_then(|a| a.source_span))
                    .is_some_and(|(o, t)| o.overlaps(t))
            };
            let same = match source {
                Some(source) => match (ours, self.entity(source)) {
                    (Some(ours), Some(theirs)) => ours == theirs,
                    _ => same_words(),
                },
                None => figure.voice.is_none(),
            };
            if !same {
                faults.push(format!("source {:?}", ours.map(|e| self.label(e))));
            }
            if statistic.optional {
                continue;
            }
            if faults.is_empty() {
                tally.right(kind);
            } else {
                tally.missed(
                    kind,
                    self.name,
                    &format!("{} {}: {}", statistic.id, statistic.value, faults.join(", ")),
                    &self.sentence(statistic.evidence),
                );
            }
        }
        for (_, figure) in self.run.figures.iter().enumerate().filter(|(i, f)| !used[*i] && !f.optional) {
            tally.wrong(
                kind,
                self.name,
                &format!("{} {}", figure.value, figure.measure),
                &self.sentence(figure.evidence),
            );
        }
    }
}
