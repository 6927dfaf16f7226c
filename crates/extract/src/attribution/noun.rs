//! Attributions that a noun tells: "The Crown's case was that", "the claim of two dock workers that".

use super::*;

impl Attributor<'_, '_> {
    /// "The Crown's case was that": what a side says, told by a noun.
    pub(super) fn by_case(&self, index: usize, notes: &mut Vec<AttributionNote>) {
        let analysis = self.analysis;
        let clause = &analysis.clauses[index];
        let group = &analysis.chunks.groups[clause.group];
        let Some(subject) = clause.subjects.first().copied() else { return };
        let np = &analysis.chunks.phrases[subject];
        let is_case = matches!(
            self.lower(np.head),
            "case"
                | "claim"
                | "argument"
                | "evidence"
                | "position"
                | "contention"
                | "submission"
                | "account"
                | "defence"
                | "defense"
                | "testimony"
                | "theory"
        );
        let that = group.tokens.end;
        let told = group.lemma == "be"
            && !group.negated
            && group.modal.is_none()
            && analysis.document.lower_at(that) == Some("that");
        let Some(owner) = np.owner.filter(|_| is_case && told) else { return };
        let speaker = self.speaker(owner);
        let end = self.content_end(clause.sentence);
        if that + 1 < end && self.can_speak(owner, &speaker) {
            self.push(notes, &speaker, np.head..that, vec![that + 1..end], Mode::Indirect, Some(index));
        }
    }

    /// "the claim of two dock workers that ...", "prosecutors' allegations that ...".
    pub(super) fn by_noun(&self, index: usize, notes: &mut Vec<AttributionNote>) {
        let analysis = self.analysis;
        let clause = &analysis.clauses[index];
        let Link::NounContent(noun) = clause.link else { return };
        let Some(phrase) = analysis.phrase_at.get(&noun).copied() else { return };
        if !analysis.reporting.is_claim(self.lower(noun)) {
            return;
        }
        let np = &analysis.chunks.phrases[phrase];
        let of = analysis.attached[phrase]
            .complements
            .iter()
            .find(|c| matches!(self.lower(c.preposition), "of" | "by" | "from"))
            .and_then(|c| c.phrases.first().copied());
        // "She gave evidence that", "made the claim that": whoever makes it.
        let made = clause.parent.map(|parent| &analysis.clauses[parent]).filter(|parent| {
            let lemma = analysis.chunks.groups[parent.group].lemma;
            matches!(lemma, "give" | "make" | "issue" | "express" | "voice" | "lodge" | "level")
                && !parent.passive
                && parent.objects.contains(&phrase)
                && np.opening != Opening::Negative
                && analysis.chunks.groups[parent.group].modal.is_none()
                && !analysis.chunks.groups[parent.group].negated
        });
        let maker = made.and_then(|parent| parent.subjects.first().copied());
        let Some(voice) = np.owner.or(of).or(maker) else { return };
        let speaker = self.speaker(voice);
        if !self.can_speak(voice, &speaker) {
            return;
        }
        let end = self.content_end(clause.sentence);
        let start = clause.extent.start;
        if start < end {
            self.push(notes, &speaker, noun..noun + 1, vec![start..end], Mode::Indirect, None);
        }
    }
}
