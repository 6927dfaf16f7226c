//! Speech told by a gerund: ", saying that", "with prosecutors alleging that".

use super::*;

impl Attributor<'_, '_> {
    /// "with prosecutors alleging that", "with reports suggesting that": a gerund with a speaker of its own.
    pub(super) fn accompanying(&self, index: usize, subject: usize, notes: &mut Vec<AttributionNote>) {
        let clause = &self.analysis.clauses[index];
        let group = &self.analysis.chunks.groups[clause.group];
        let speaker = self.speaker(subject);
        let beside = self.analysis.chunks.phrases[subject].tokens.end == group.tokens.start;
        let content = self.spelt_out(clause, self.content_end(clause.sentence));
        if let Some(start) = content.filter(|_| beside && self.can_speak(subject, &speaker)) {
            let content = start..self.content_end(clause.sentence);
            self.push(notes, &speaker, group.tokens.clone(), vec![content], Mode::Indirect, Some(index));
        }
    }

    pub(super) fn add_gerund(&self, index: usize, notes: &mut Vec<AttributionNote>) {
        let analysis = self.analysis;
        let clause = &analysis.clauses[index];
        let group = &analysis.chunks.groups[clause.group];
        if !analysis.reporting.says(group.lemma) {
            return;
        }
        let end = self.content_end(clause.sentence);
        let quotes = self.quotes(&(group.tokens.end..end));
        let is_quoted = !quotes.is_empty();
        let contents = if quotes.is_empty() {
            let start = analysis
                .clauses_of(clause.sentence)
                .filter(|i| *i > index)
                .map(|i| analysis.clauses[i].extent.start)
                .find(|s| *s >= group.tokens.end)
                .unwrap_or(group.tokens.end);
            vec![start..end]
        } else {
            quotes
        };
        let known = notes.iter().rposition(|n| n.clause == clause.parent && n.clause.is_some());
        let Some(note) = known.and_then(|at| notes.get_mut(at)) else {
            // "The board denied parole, stating ...": a deed with words.
            let subject = clause.parent.and_then(|parent| analysis.clauses[parent].subjects.first().copied());
            if let Some(subject) = subject {
                let speaker = self.speaker(subject);
                let apart = group.tokens.start.checked_sub(1).is_some_and(|i| analysis.document.tokens[i].is_mark(','));
                // "Wiretaps recorded Ferrante, 64, telling his son": he speaks, not the wiretaps.
                let other = clause.parent.is_some_and(|parent| {
                    analysis.clauses[parent].objects.iter().any(|o| {
                        self.referents.of_phrase[*o]
                            .is_some_and(|e| self.referents.entities[e].kind == MentionKind::Person)
                    })
                });
                // "has reported alarming figures, revealing that 600 were killed".
                let speaks = analysis.document.lower_at(group.tokens.end) == Some("that")
                    || group.lemma == "accuse" && !clause.objects.is_empty();
                let says = speaks || group.lemma == "say" && analysis.chunks.phrases[subject].mention.is_some();
                if apart && !other && (is_quoted || says) && self.can_speak(subject, &speaker) {
                    let mode = if is_quoted { Mode::Direct } else { Mode::Indirect };
                    self.push(notes, &speaker, group.tokens.clone(), contents, mode, Some(index));
                }
            }
            return;
        };
        // What the gerund hands over is not part of the first content.
        for range in &mut note.contents_tokens {
            range.end = range.end.min(group.tokens.start.saturating_sub(1)).max(range.start);
        }
        note.contents_tokens.retain(|r| !r.is_empty());
        note.contents = note.contents_tokens.iter().map(|t| analysis.document.bytes(t)).collect();
        let mode = if is_quoted { Mode::Direct } else { Mode::Indirect };
        let (speaker, speaker_range, entity, is_unsure) =
            (note.speaker.clone(), note.speaker_range.clone(), note.entity, note.is_unsure);
        let voice = note.voice;
        // "called on his officers to hold out, saying": the words of the call.
        let calls = clause.parent.is_some_and(|parent| {
            analysis.reporting.orders(analysis.chunks.groups[analysis.clauses[parent].group].lemma)
        });
        if calls && group.lemma == "say" && is_quoted {
            note.cues.push(analysis.document.bytes(&group.tokens));
            note.cue_tokens.push(group.tokens.clone());
            note.contents.extend(contents.iter().map(|t| analysis.document.bytes(t)));
            note.contents_tokens.extend(contents);
            return;
        }
        let contents: Vec<Range<usize>> = contents.into_iter().filter(|c| !c.is_empty()).collect();
        notes.push(AttributionNote {
            speaker,
            speaker_range,
            entity,
            cues: vec![analysis.document.bytes(&group.tokens)],
            contents: contents.iter().map(|t| analysis.document.bytes(t)).collect(),
            mode,
            is_unsure,
            contents_tokens: contents,
            cue_tokens: vec![group.tokens.clone()],
            clause: Some(index),
            voice,
        });
    }
}
