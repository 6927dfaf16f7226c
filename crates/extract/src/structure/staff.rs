//! Whom somebody is of: "Jonas Pell of Halvane Ltd", "Erik Brandt, of the Rook gang".

use super::*;
use crate::lexicon::Sort;

impl StructureReader<'_, '_> {
    /// A full name, "of", and a firm: he works for it; and a gang or a party: he belongs to it.
    pub(super) fn staff(&self, relations: &mut Vec<Relation>) {
        let document = &self.analysis.document;
        let word = |at: usize| document.lower_at(at).unwrap_or("");
        let persons = self.names().filter(|m| m.kind == MentionKind::Person && m.tokens.len() > 1);
        for person in persons {
            let sentence = document.sentence_of(person.tokens.start);
            if document.sentences[sentence].is_question || self.is_described(person) || self.is_robbed(person) {
                continue;
            }
            let mut at = person.tokens.end;
            at += usize::from(word(at) == ",");
            if word(at) != "of" {
                continue;
            }
            at += 1 + usize::from(word(at + 1) == "the");
            // "the investment firm Halvane".
            let told = (at..at + 3).take_while(|i| {
                self.analysis.words.get(*i).is_some_and(|w| w.class == crate::word::Class::Noun)
                    && !document.is_capitalised(*i)
            });
            let told = told.count();
            let firm = told > 0
                && matches!(
                    word(at + told - 1),
                    "firm" | "company" | "bank" | "consultancy" | "charity" | "agency" | "newspaper" | "group"
                );
            at += if firm { told } else { 0 };
            let limit = document.sentences[sentence].tokens.end;
            let body = self.names().filter(|m| m.tokens.start == at && m.tokens.end <= limit);
            let body = body.filter(|m| m.kind == MentionKind::Organisation && m.is_name());
            let Some(body) = body.max_by_key(|m| m.tokens.len()) else { continue };
            // "of Halvane's board", "of the Rook gang fame".
            if matches!(word(body.tokens.end), "'s" | "\u{2019}s" | "'" | "\u{2019}" | "fame") {
                continue;
            }
            let (Some(subject), Some(object)) = (person.entity, body.entity) else { continue };
            let entity = &self.referents.entities[object];
            let tokens = person.tokens.start..body.tokens.end;
            let (kind, schema, ends) = match entity.sort {
                Sort::Group | Sort::Party => ("member_of", "Membership", ("member", "organization")),
                Sort::Company => ("employed_by", "Employment", ("employee", "employer")),
                Sort::Unknown | Sort::Body if firm => ("employed_by", "Employment", ("employee", "employer")),
                _ => continue,
            };
            self.push(relations, kind, subject, object, &tokens, None);
            let rule = format!("structure.{kind}");
            if let Some(relation) = relations.last_mut().filter(|r| r.rule == rule) {
                relation.schema = schema.to_owned();
                relation.ends = (ends.0.to_owned(), ends.1.to_owned());
                if entity.is_group() {
                    relation.standing = Some(self.reader.by_voices(&relation.attribution));
                }
            }
        }
    }

    /// "the boss Erik Brandt of", "director Jonas Pell of": a noun before the name says what he is there.
    fn is_described(&self, person: &Mention) -> bool {
        person.tokens.start.checked_sub(1).is_some_and(|before| {
            let word = self.lower(before);
            self.analysis.words[before].class == crate::word::Class::Noun
                && !matches!(word, "mr" | "mrs" | "ms" | "miss" | "dr" | "lawyer" | "attorney" | "businessman")
        })
    }

    /// "accused Erik Brandt of", "robbed him of": the verb wants its "of".
    fn is_robbed(&self, person: &Mention) -> bool {
        let sentence = self.analysis.document.sentence_of(person.tokens.start);
        self.analysis.clauses_of(sentence).map(|i| &self.analysis.clauses[i]).any(|clause| {
            let wants = matches!(
                self.analysis.chunks.groups[clause.group].lemma,
                "accuse"
                    | "convict"
                    | "suspect"
                    | "inform"
                    | "notify"
                    | "rob"
                    | "strip"
                    | "clear"
                    | "acquit"
                    | "deprive"
                    | "warn"
                    | "remind"
                    | "rid"
                    | "relieve"
            );
            let phrases = &self.analysis.chunks.phrases;
            wants && clause.patients().iter().any(|p| phrases[*p].tokens.end == person.tokens.end)
        })
    }
}
