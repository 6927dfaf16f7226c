//! Who can speak, and where a speaker stands that is not the verb's subject.

use super::*;

impl Attributor<'_, '_> {
    /// "The chairman of the Economic Crimes Commission (ECC), Ola Brandt, has said": the name between the commas.
    pub(super) fn apposed(&self, clause: &Clause) -> Option<usize> {
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let comma = group.tokens.start.checked_sub(1).filter(|i| analysis.document.tokens[*i].is_mark(','))?;
        let sentence = self.sentence_range(clause.sentence);
        let (_, phrase) = analysis.phrase_at.range(sentence.start..comma).next_back()?;
        let np = &analysis.chunks.phrases[*phrase];
        let person = np.mention.is_some_and(|m| analysis.mentions[m].kind == MentionKind::Person);
        let apart = np.tokens.start.checked_sub(1).is_some_and(|i| analysis.document.tokens[i].is_mark(','));
        (person && apart && np.tokens.end == comma).then_some(*phrase)
    }

    /// "“We seized 13 rifles,” emphasised the director of the bureau": who speaks stands after the verb.
    pub(super) fn after_quotation(&self, clause: &Clause) -> Option<usize> {
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let before = group.tokens.start.checked_sub(1)?;
        let close = if analysis.document.tokens[before].is_mark(',') { before.checked_sub(1)? } else { before };
        let object = clause.objects.first().copied()?;
        let inverted = analysis.document.tokens[close].kind == crate::token::Kind::QuoteClose
            && group.tokens.len() == 1
            && analysis.chunks.phrases[object].tokens.start == group.tokens.end
            && clause.subjects.iter().all(|s| analysis.chunks.phrases[*s].tokens.end <= close);
        (inverted && self.can_speak(object, &self.speaker(object))).then_some(object)
    }

    /// People, bodies and writings speak; yards and laws don't.
    pub(super) fn can_speak(&self, phrase: usize, speaker: &Speaker) -> bool {
        if let Some(entity) = speaker.entity {
            return self.referents.entities[entity].kind != MentionKind::Place;
        }
        let np = &self.analysis.chunks.phrases[phrase];
        let head = self.lower(np.head);
        let single = head.strip_suffix('s').unwrap_or(head);
        if np.is_pronoun {
            return matches!(head, "he" | "she" | "they" | "who" | "one" | "some" | "others" | "it");
        }
        let reporting = self.analysis.reporting;
        reporting.is_voice(head)
            || reporting.is_voice(single)
            || reporting.is_document(head)
            || reporting.is_document(single)
            || crate::chunk::is_person_noun(single, self.analysis.lexicon)
            || self.analysis.lexicon.head(head).is_some_and(|h| !h.sort.is_place())
            || np.mention.is_some()
    }
}
