//! When money is a bribe: who pays whom, and what for.

use super::*;

impl Matcher<'_, '_> {
    /// Who fill the two ends of a rule's tie in a clause: the subject's, then the object's.
    fn ends(&self, rule: &Rule, clause: &Clause) -> (Vec<Fill>, Vec<Fill>) {
        let fills = |role: &str| rule.roles.get(role).map(|slot| self.in_clause(slot, clause)).unwrap_or_default();
        (fills(&rule.subject), fills(&rule.object))
    }

    /// Whether it is a private person or firm, or criminals, who pay an official, in a document about crime.
    pub(super) fn pays_official(&self, rule: &Rule, clause: &Clause) -> bool {
        if rule.kind != "bribed" || !self.crime.contains(&true) {
            return false;
        }
        let private = |e: usize| {
            let entity = &self.referents.entities[e];
            !self.officials.contains(&e) && (entity.kind == crate::mention::MentionKind::Person || entity.is_group())
        };
        let (payers, takers) = self.ends(rule, clause);
        !payers.is_empty()
            && payers.iter().all(|f| private(f.entity) && !f.unsure)
            && takers.iter().any(|f| self.officials.contains(&f.entity) && !f.unsure)
    }

    /// "in return for tip-offs", "in exchange for protection": what no honest money buys.
    pub(super) fn buys_favours(&self, clause: &Clause) -> bool {
        // What is bought may be a clause of its own: "in return for letting its lorries through".
        let end = self.analysis.document.sentences[clause.sentence].tokens.end;
        self.looks_away(clause)
            || clause.extent.clone().any(|i| {
                matches!(self.lower(i), "return" | "exchange")
                    && i + 1 < end
                    && i > 0
                    && self.lower(i - 1) == "in"
                    && self.lower(i + 1) == "for"
                    && (i + 2..end.min(i + 6)).any(|at| is_favour(self.lower(at)))
            })
    }

    /// "collected 75 million to look the other way", "to turn a blind eye": what the money is for.
    fn looks_away(&self, clause: &Clause) -> bool {
        let end = self.analysis.document.sentences[clause.sentence].tokens.end;
        let start = self.analysis.chunks.groups[clause.group].tokens.end;
        (start..end.min(start + 24)).any(|i| {
            let word = |ahead: usize| if i + ahead < end { self.lower(i + ahead) } else { "" };
            matches!(word(0), "to" | "for")
                && (matches!(word(1), "look" | "looking") && word(2) == "the" && word(3) == "other" && word(4) == "way"
                    || matches!(word(1), "turn" | "turning" | "close" | "closing")
                        && (2..5).any(|ahead| matches!(word(ahead), "eye" | "eyes")))
        })
    }

    /// "paid the officer for tip-offs", "to look the other way": what no honest money buys, or what it buys only of an
    /// official or from criminals.
    pub(in crate::matching) fn pays_for_favour(&self, rule: &Rule, clause: &Clause) -> bool {
        let analysis = self.analysis;
        let corrupt =
            |word: &str| matches!(word, "tip-off" | "tip-offs" | "silence" | "favours" | "favors" | "impunity");
        let index = analysis.clauses_of(clause.sentence).find(|i| analysis.clauses[*i].group == clause.group);
        let heads = || {
            let phrases =
                clause.complements.iter().filter(|c| self.lower(c.preposition) == "for").flat_map(|c| &c.phrases);
            phrases.map(|p| self.lower(analysis.chunks.phrases[*p].head))
        };
        let children = || {
            let hanging = analysis.clauses_of(clause.sentence).filter(|i| analysis.clauses[*i].parent == index);
            hanging.map(|i| &analysis.clauses[i]).filter(|c| {
                c.shape == crate::chunk::Shape::Infinitive
                    || matches!(c.link, crate::clause::Link::Preposition(at) if self.lower(at) == "for")
            })
        };
        // "to look the other way", "for turning a blind eye".
        let blind = children().any(|c| {
            let words =
                analysis.document.words(&(analysis.chunks.groups[c.group].tokens.start..c.extent.end)).to_lowercase();
            words.contains("other way") || words.contains("blind eye")
        });
        if blind || heads().any(corrupt) {
            return true;
        }
        let official = || {
            let (payers, takers) = self.ends(rule, clause);
            takers.iter().any(|f| self.officials.contains(&f.entity))
                && payers.iter().all(|f| {
                    let entity = &self.referents.entities[f.entity];
                    entity.kind == crate::mention::MentionKind::Person
                        || entity.is_group()
                        || entity.sort == crate::lexicon::Sort::Company
                })
        };
        let sold = |lemma: &str| {
            matches!(
                lemma,
                "look"
                    | "turn"
                    | "drop"
                    | "bury"
                    | "close"
                    | "warn"
                    | "tip"
                    | "alert"
                    | "ignore"
                    | "protect"
                    | "shield"
                    | "leak"
                    | "overlook"
                    | "shelve"
                    | "rig"
            )
        };
        (heads().any(|head| matches!(head, "protection" | "information" | "intelligence" | "warnings" | "contracts"))
            || children().any(|c| sold(analysis.chunks.groups[c.group].lemma)))
            && official()
            && self.crime.contains(&true)
    }

    /// Whether it is a criminal group alone that pays somebody in office.
    pub(super) fn gang_pays_official(&self, rule: &Rule, clause: &Clause) -> bool {
        if rule.kind != "bribed" {
            return false;
        }
        let (payers, takers) = self.ends(rule, clause);
        let sure = |f: &Fill| !f.unsure;
        !payers.is_empty()
            && !takers.is_empty()
            && payers.iter().all(|f| {
                sure(f) && (self.referents.entities[f.entity].is_group() || self.criminals.contains(&f.entity))
            })
            && takers.iter().all(|f| sure(f) && self.officials.contains(&f.entity))
    }

    /// "was paid 5,000 euros to look the other way", "for tipping it off": what an official is paid to do.
    pub(super) fn pays_for_deed(&self, rule: &Rule, clause: &Clause) -> bool {
        let Some(slot) = rule.roles.get(&rule.object).filter(|_| rule.kind == "bribed") else { return false };
        let official = self.in_clause(slot, clause).iter().any(|f| self.officials.contains(&f.entity) && !f.unsure);
        let end = self.analysis.document.sentences[clause.sentence].tokens.end;
        let start = self.analysis.chunks.groups[clause.group].tokens.end;
        // "In return, Brandt paid him": for what the sentence before tells.
        let first = self.analysis.document.sentences[clause.sentence].tokens.start;
        let opens = self.lower(first) == "in"
            && matches!(self.analysis.document.lower_at(first + 1), Some("return" | "exchange"))
            && self.analysis.document.lower_at(first + 2) != Some("for");
        official
            && (opens
                || (start..end.min(start + 16)).any(|i| {
                    let word = |ahead: usize| if i + ahead < end { self.lower(i + ahead) } else { "" };
                    match self.lower(i) {
                        "return" | "exchange" if i > start && self.lower(i - 1) == "in" && word(1) != "for" => true,
                        "to" => match word(1) {
                            "ignore" | "overlook" | "shelter" | "shield" | "tip" | "bury" | "leak" | "rig"
                            | "steer" => true,
                            "look" => word(2) == "the" && matches!(word(3), "other" | "way"),
                            "turn" => matches!(word(2), "a" | "the") && word(3) == "blind",
                            "win" | "secure" | "obtain" | "get" | "land" | "award" | "influence" | "speed" | "drop"
                            | "fix" => (2..8).any(|ahead| {
                                matches!(
                                    word(ahead),
                                    "contract"
                                        | "contracts"
                                        | "tender"
                                        | "tenders"
                                        | "licence"
                                        | "license"
                                        | "permit"
                                        | "permits"
                                        | "concession"
                                        | "case"
                                        | "charges"
                                        | "ruling"
                                        | "verdict"
                                        | "bid"
                                )
                            }),
                            _ => false,
                        },
                        "for" => matches!(
                            word(1),
                            "tipping"
                                | "shielding"
                                | "ignoring"
                                | "overlooking"
                                | "turning"
                                | "letting"
                                | "protecting"
                                | "sheltering"
                                | "leaking"
                                | "waving"
                                | "burying"
                                | "dropping"
                                | "passing"
                                | "rigging"
                                | "steering"
                                | "awarding"
                                | "tip-offs"
                        ),
                        _ => false,
                    }
                }))
    }

    /// A payment that an indictment tells of is part of the charge, unless it says what was paid for.
    pub(super) fn indicted_payment(&self, rule: &Rule, clause: &Clause, status: &Status) -> Option<Standing> {
        let is_for = clause.complements.iter().any(|c| self.lower(c.preposition) == "for");
        (rule.schema == "Payment" && !is_for)
            .then(|| self.reader.by_voices(&status.voices))
            .filter(|standing| *standing == Standing::Charged)
    }
}

/// What officials sell that is not theirs.
fn is_favour(word: &str) -> bool {
    matches!(
        word,
        "tip-off"
            | "tip-offs"
            | "protection"
            | "information"
            | "intelligence"
            | "warnings"
            | "leaks"
            | "leaking"
            | "silence"
            | "contract"
            | "contracts"
            | "tenders"
            | "permits"
            | "impunity"
            | "favours"
            | "favors"
            | "secrets"
            | "warning"
            | "tipping"
            | "shielding"
            | "ignoring"
            | "overlooking"
            | "turning"
            | "letting"
            | "protecting"
            | "sheltering"
            | "making"
            | "ensuring"
            | "guaranteeing"
            | "waving"
            | "looking"
            | "allowing"
            | "closing"
            | "burying"
            | "dropping"
            | "losing"
            | "destroying"
            | "passing"
            | "releasing"
            | "steering"
            | "rigging"
            | "awarding"
            | "votes"
            | "immunity"
            | "leniency"
            | "acquittals"
    )
}
