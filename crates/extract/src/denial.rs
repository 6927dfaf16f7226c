//! Denials: "Erlingworth denied the allegation" stands beside what it denies.

use umbra_model::Standing;

use crate::analysis::Analysis;
use crate::coreference::Referents;
use crate::extraction::Relation;
use crate::status::StatusReader;

/// How many sentences back an accusation is looked for.
const REACH: usize = 6;

/// For each clause in which somebody denies without saying what, the last accusing ties about them, now denied.
pub(crate) fn denials(
    analysis: &Analysis,
    referents: &Referents,
    reader: &StatusReader,
    relations: &[Relation],
) -> Vec<Relation> {
    let mut found = Vec::new();
    for (index, clause) in analysis.clauses.iter().enumerate() {
        let group = &analysis.chunks.groups[clause.group];
        let lower = |token: usize| analysis.document.lower(token);
        let denies = matches!(group.lemma, "deny" | "reject" | "dispute" | "refute") && !clause.passive
            || group.lemma == "plead" && clause.extent.clone().any(|i| lower(i) == "not");
        if !denies || group.negated || group.modal.is_some() {
            continue;
        }
        // "denied the charges", "denied any wrongdoing", "denied it", "denied having disclosed anything".
        let objects: Vec<&str> = clause.objects.iter().map(|o| lower(analysis.chunks.phrases[*o].head)).collect();
        let plain = group.lemma == "plead"
            || objects.iter().any(|o| {
                let single = o.strip_suffix('s').unwrap_or(o);
                matches!(
                    single,
                    "charge"
                        | "allegation"
                        | "accusation"
                        | "claim"
                        | "wrongdoing"
                        | "it"
                        | "thi"
                        | "that"
                        | "involvement"
                        | "guilt"
                        | "report"
                        | "them"
                        | "everything"
                        | "suspicion"
                        | "link"
                        | "tie"
                )
            })
            || objects.is_empty() && group.lemma == "deny";
        let Some(denier) = clause
            .subjects
            .iter()
            .find(|s| !referents.unsure[**s])
            .and_then(|s| referents.of_phrase[*s])
            .filter(|_| plain)
        else {
            continue;
        };
        // A denial that the rules have read as such needs no help.
        let start = analysis.document.sentences[clause.sentence].tokens.start;
        let range = analysis.document.bytes(&analysis.document.sentences[clause.sentence].tokens);
        if relations.iter().any(|r| {
            r.standing == Some(Standing::Denied)
                && range.start <= r.evidence.start
                && r.evidence.end <= range.end
                && (r.subject == denier || r.object == denier)
        }) {
            continue;
        }
        let about = |r: &&Relation| {
            r.standing.is_some_and(|s| !s.is_against())
                && is_accused(r, denier)
                && r.evidence.start < analysis.document.tokens[start].start.max(range.end)
        };
        let last = relations.iter().filter(about).max_by_key(|r| r.evidence.start);
        let Some(last) = last else { continue };
        let sentence = analysis.document.tokens.partition_point(|t| t.end <= last.evidence.start);
        let sentence = analysis.document.sentence_of(sentence);
        if sentence + REACH < clause.sentence || sentence > clause.sentence {
            continue;
        }
        let evidence = analysis.document.bytes(&clause.extent);
        let mut attribution = reader.voices_at(group.main);
        let own = reader.notes.iter().position(|note| note.clause == Some(index));
        attribution.extend(own);
        found.push(Relation {
            trigger: evidence.clone(),
            evidence,
            standing: Some(Standing::Denied),
            attribution,
            validity: umbra_model::Validity::default(),
            properties: Vec::new(),
            rule: "denial".to_owned(),
            cue_clause: Some(index),
            clause: Some(index),
            ..last.clone()
        });
    }
    found
}

/// Whether a tie accuses somebody: the one who acts, or for a bribe the one who takes.
fn is_accused(relation: &Relation, entity: usize) -> bool {
    relation.subject == entity || relation.kind == "bribed" && relation.object == entity
}
