//! Verbs of verdicts and dismissals where they are neither.

use super::super::Matcher;
use crate::clause::Clause;
use crate::rule::Rule;
use crate::word::Class;

impl Matcher<'_, '_> {
    /// "condemned his rival over the attacks", "was discharged": verbs that only courts use as verdicts.
    pub(in crate::matching) fn is_no_verdict(&self, rule: &Rule, clause: &Clause) -> bool {
        let has = |words: &[&str]| clause.complements.iter().any(|c| words.contains(&self.lower(c.preposition)));
        let group = &self.analysis.chunks.groups[clause.group];
        if self.is_other_matter(rule, clause) {
            return true;
        }
        match group.lemma {
            "condemn" => !has(&["to"]),
            // "surrendered his passport".
            "surrender" => rule.id == "arrest.surrender_plain" && !clause.objects.is_empty(),
            // "to imprisonment and a fine of 30,000 crowns".
            "sentence" if rule.kind == "fine" => {
                let end = self.analysis.document.sentences[clause.sentence].tokens.end;
                let told = (group.tokens.end..end)
                    .take_while(|i| self.lower(*i) != ";" && self.analysis.words[*i].class != Class::Relative)
                    .find(|i| matches!(self.lower(*i), "fine" | "penalty"));
                told.is_none_or(|i| {
                    self.analysis.document.lower_at(i + 1) != Some("of")
                        || crate::money::amount_in(self.analysis, &(i..end.min(i + 6))).is_none()
                        || !matches!(self.lower(i - 1), "a" | "the" | "further" | "additional")
                })
            }
            // "The lawyer quizzed the witness": no authority.
            "quiz" | "grill" | "question" | "interrogate" if rule.kind == "investigation" => {
                let agents = clause.agents(|i| self.lower(i));
                agents
                    .iter()
                    .flat_map(|p| self.fills(*p))
                    .any(|fill| self.referents.entities[fill.entity].kind == crate::mention::MentionKind::Person)
            }
            // "sentenced to a fine": a fine alone.
            "sentence" if rule.kind == "sentence" => {
                let to = clause.complements.iter().filter(|c| self.lower(c.preposition) == "to");
                let mut heads = to.flat_map(|c| &c.phrases).map(|p| self.lower(self.analysis.chunks.phrases[*p].head));
                let first = heads.next();
                matches!(first, Some("fine" | "penalty")) && self.term(clause).is_none()
            }
            // "admitted conspiring to": what a gerund says he did.
            "admit" | "confess" if rule.id == "plea.admit_doing" => {
                let next = self.analysis.document.lower_at(group.tokens.end).unwrap_or_default();
                let doing = if next == "to" {
                    self.analysis.document.lower_at(group.tokens.end + 1).unwrap_or_default()
                } else {
                    next
                };
                let finite = clause.shape == crate::chunk::Shape::Finite;
                !finite
                    || !clause.objects.is_empty()
                    || !doing.ends_with("ing")
                    || matches!(doing, "being" | "having" | "feeling")
            }
            // "is being held": by those who may, and no hostage.
            "hold" if rule.id == "arrest.held_plain" => {
                let being = group.tokens.clone().any(|i| self.lower(i) == "being");
                let captive = clause.extent.clone().any(|i| {
                    matches!(
                        self.lower(i),
                        "hostage"
                            | "captive"
                            | "gunpoint"
                            | "knifepoint"
                            | "ransom"
                            | "back"
                            | "responsible"
                            | "accountable"
                            | "liable"
                            | "up"
                            | "kidnappers"
                            | "captors"
                    )
                });
                captive || !being && !self.is_by_authority(clause)
            }
            // "Brandt's lawyers lodged an appeal": his, and nobody else who is called by him.
            "lodge" | "file" | "submit" | "launch" | "enter" | "bring" if rule.id == "appeal.lodged" => {
                clause.subjects.iter().any(|p| {
                    let np = &self.analysis.chunks.phrases[*p];
                    np.mention.is_none()
                        && !np.is_pronoun
                        && !matches!(
                            self.lower(np.head),
                            "lawyer"
                                | "lawyers"
                                | "attorney"
                                | "attorneys"
                                | "counsel"
                                | "defence"
                                | "defense"
                                | "advocate"
                                | "advocates"
                                | "solicitor"
                                | "solicitors"
                                | "barrister"
                                | "team"
                        )
                })
            }
            // "Brandt fired a rifle": no dismissal.
            "fire" if self.follows_shots(clause) => true,
            "fire" => {
                group.tokens.len() == 1
                    && self.analysis.document.lower_at(group.tokens.end).is_some_and(|next| {
                        matches!(
                            next,
                            "a" | "an"
                                | "the"
                                | "his"
                                | "her"
                                | "several"
                                | "multiple"
                                | "one"
                                | "two"
                                | "three"
                                | "shots"
                                | "at"
                                | "into"
                                | "from"
                                | "back"
                                | "again"
                                | "through"
                                | "toward"
                                | "towards"
                        )
                    })
            }
            // "was kicked out of a party": no post.
            "kick" | "throw" | "boot" if rule.kind == "dismissal" => {
                clause.complements.iter().flat_map(|c| &c.phrases).any(|p| {
                    let np = &self.analysis.chunks.phrases[*p];
                    np.mention.is_none()
                        && (np.opening == crate::chunk::Opening::Indefinite
                            || matches!(
                                self.lower(np.head),
                                "home"
                                    | "house"
                                    | "club"
                                    | "nightclub"
                                    | "bar"
                                    | "pub"
                                    | "hotel"
                                    | "flat"
                                    | "apartment"
                                    | "school"
                                    | "court"
                                    | "courtroom"
                                    | "restaurant"
                                    | "shop"
                                    | "store"
                                    | "match"
                                    | "game"
                                    | "country"
                                    | "show"
                            ))
                })
            }
            // "was booked into jail": held, and no case.
            "book" if rule.kind == "investigation" => {
                has(&["into", "at", "on"]) || clause.passive && !has(&["for", "under", "over"])
            }
            // "her son tried to intervene": no court tries him.
            "try" => self.analysis.document.lower_at(group.tokens.end) == Some("to"),
            // "released on bail after spending three years in jail": no sentence.
            "spend" => {
                let tokens = self.analysis.document.sentences[clause.sentence].tokens.clone();
                tokens.clone().any(|i| {
                    matches!(
                        self.lower(i),
                        "bail" | "remand" | "awaiting" | "pretrial" | "pre-trial" | "trial" | "released" | "hiding"
                    )
                })
            }
            // "information leading to the arrest of Brandt": wished for.
            "lead" | "result" | "end" => {
                let done = group.tokens.clone().any(|i| self.lower(i) == "have");
                clause.shape != crate::chunk::Shape::Finite && !done
            }
            // "served two terms as governor".
            "serve" | "begin" | "start" | "complete" | "finish" | "get" | "receive" | "draw" => {
                let term = |p: &usize| matches!(self.lower(self.analysis.chunks.phrases[*p].head), "term" | "terms");
                let of_office = |i: usize| {
                    matches!(
                        self.lower(i),
                        "prison"
                            | "jail"
                            | "suspended"
                            | "year"
                            | "years"
                            | "month"
                            | "months"
                            | "sentence"
                            | "for"
                            | "life"
                    ) || self.lower(i).contains("-year")
                        || self.lower(i).contains("-month")
                };
                clause.objects.iter().any(term) && !clause.extent.clone().any(of_office)
            }
            // "accounts were removed": of an office one is removed from it, as what one was, or by somebody.
            "remove" => !has(&["from", "as", "by", "after", "over", "for"]),
            // "was expelled from Osoko": from a country, no post.
            "expel" => clause.complements.iter().filter(|c| self.lower(c.preposition) == "from").any(|c| {
                c.phrases.iter().any(|p| {
                    self.referent(*p)
                        .is_some_and(|e| self.referents.entities[e].kind == crate::mention::MentionKind::Place)
                        || self.lower(self.analysis.chunks.phrases[*p].head) == "country"
                })
            }),
            // "entered a plea of not guilty".
            "enter" | "submit" => {
                let end = self.analysis.document.sentences[clause.sentence].tokens.end;
                let near = group.tokens.end..end.min(group.tokens.end + 6);
                let says = |word: &str| near.clone().any(|i| self.lower(i) == word);
                rule.kind == "guilty_plea" && (!says("guilty") || says("not"))
            }
            // "quits Twitter", "quit the show": what one leaves is no post.
            "quit" => clause.objects.iter().any(|p| !self.is_post(*p)),
            // "was cleared by her doctor to play".
            "clear" | "discharge" => {
                let of = has(&["of"]) || self.analysis.document.lower_at(group.tokens.end) == Some("of");
                let tokens = self.analysis.document.sentences[clause.sentence].tokens.clone();
                let court = |word: &str| {
                    matches!(
                        word,
                        "court"
                            | "courts"
                            | "judge"
                            | "magistrate"
                            | "jury"
                            | "ruling"
                            | "charges"
                            | "charge"
                            | "acquitted"
                            | "accused"
                    )
                };
                !of && !tokens.into_iter().any(|i| court(self.lower(i)))
            }
            _ => false,
        }
    }

    /// "a bullet that was fired by": what is fired there is no employee.
    fn follows_shots(&self, clause: &Clause) -> bool {
        let start = self.analysis.document.sentences[clause.sentence].tokens.start;
        (start..self.analysis.chunks.groups[clause.group].tokens.start).any(|i| {
            matches!(
                self.lower(i),
                "bullet"
                    | "bullets"
                    | "shot"
                    | "shots"
                    | "rounds"
                    | "gun"
                    | "guns"
                    | "pistol"
                    | "rifle"
                    | "rifles"
                    | "shotgun"
                    | "missile"
                    | "missiles"
                    | "rocket"
                    | "rockets"
            )
        })
    }

    /// A post, or a body that one leaves by resigning.
    fn is_post(&self, phrase: usize) -> bool {
        let np = &self.analysis.chunks.phrases[phrase];
        let body = self.referent(phrase).map(|e| &self.referents.entities[e]);
        let platform = matches!(self.lower(np.head), "twitter" | "facebook" | "instagram" | "tiktok" | "youtube" | "x");
        let is_office = !platform && body.is_some_and(|e| e.kind == crate::mention::MentionKind::Organisation);
        is_office
            || self.analysis.lexicon.offices.get(self.lower(np.head)).is_some()
            || matches!(
                self.lower(np.head),
                "job"
                    | "role"
                    | "post"
                    | "position"
                    | "office"
                    | "government"
                    | "cabinet"
                    | "party"
                    | "board"
                    | "council"
                    | "parliament"
                    | "force"
                    | "police"
                    | "service"
                    | "committee"
                    | "commission"
                    | "ministry"
                    | "leadership"
                    | "whip"
                    | "seat"
                    | "army"
                    | "court"
                    | "congress"
                    | "senate"
                    | "chairmanship"
                    | "presidency"
            )
    }

    /// "an inquiry into the death of Pell": into whose death somebody inquires is not accused of it.
    pub(in crate::matching) fn is_victim(&self, rule: &Rule, clause: &Clause, fill: &std::ops::Range<usize>) -> bool {
        let start = self.analysis.chunks.groups[clause.group].tokens.start;
        let from = clause.subjects.iter().map(|p| self.analysis.chunks.phrases[*p].tokens.start).min().unwrap_or(start);
        rule.kind == "investigation"
            && (from.min(start)..fill.start).rev().take(16).any(|i| {
                matches!(
                    self.lower(i),
                    "death"
                        | "deaths"
                        | "murder"
                        | "murders"
                        | "killing"
                        | "killings"
                        | "disappearance"
                        | "shooting"
                        | "attack"
                        | "assault"
                        | "abduction"
                        | "kidnapping"
                ) && matches!(self.analysis.document.lower_at(i + 1), Some("of" | "on"))
            })
    }

    /// "after capturing his brother", "the gang detained the driver": nobody's arrest, where no officer does it.
    pub(in crate::matching) fn is_no_police(&self, rule: &Rule, clause: &Clause) -> bool {
        let lemma = self.analysis.chunks.groups[clause.group].lemma;
        if rule.id == "arrest.picked_up"
            && !clause.agents(|i| self.lower(i)).is_empty()
            && !self.is_by_authority(clause)
        {
            return true;
        }
        let seizes = matches!(lemma, "capture" | "detain" | "seize" | "hold" | "catch" | "snare" | "bust");
        if rule.kind != "arrest" || !seizes {
            return false;
        }
        // "surveillance cameras captured him": no arrest.
        let is_picture = |agent: &usize| {
            self.analysis.chunks.phrases[*agent].tokens.clone().any(|i| {
                matches!(
                    self.lower(i),
                    "camera"
                        | "cameras"
                        | "surveillance"
                        | "video"
                        | "videos"
                        | "footage"
                        | "cctv"
                        | "photo"
                        | "photos"
                        | "photograph"
                        | "photographs"
                        | "recording"
                        | "recordings"
                        | "film"
                )
            })
        };
        if clause.agents(|i| self.lower(i)).iter().any(is_picture) {
            return true;
        }
        let is_officer = |agent: &usize| {
            self.analysis.chunks.phrases[*agent].tokens.clone().any(|i| {
                matches!(
                    self.lower(i),
                    "detective"
                        | "officer"
                        | "inspector"
                        | "sergeant"
                        | "constable"
                        | "sheriff"
                        | "deputy"
                        | "agent"
                        | "trooper"
                        | "commissioner"
                        | "superintendent"
                        | "marshal"
                        | "captain"
                        | "lieutenant"
                )
            })
        };
        // "after capturing his brother": nobody is named who may arrest.
        if lemma == "capture" && clause.shape == crate::chunk::Shape::Gerund {
            return true;
        }
        clause.agents(|i| self.lower(i)).iter().filter(|agent| !is_officer(agent)).any(|agent| {
            self.fills(*agent).iter().any(|fill| {
                let entity = &self.referents.entities[fill.entity];
                entity.is_group()
                    || entity.kind == crate::mention::MentionKind::Person
                        && !self.referents.accusers.contains(&fill.entity)
            })
        })
    }

    /// "dismissed by many", "dismissed by critics as a clown": what people think of somebody.
    pub(in crate::matching) fn is_opinion(&self, clause: &Clause) -> bool {
        let agents = clause.agents(|i| self.lower(i));
        let crowd = agents.iter().any(|p| {
            matches!(
                self.lower(self.analysis.chunks.phrases[*p].head),
                "many"
                    | "some"
                    | "most"
                    | "few"
                    | "others"
                    | "all"
                    | "critics"
                    | "fans"
                    | "experts"
                    | "observers"
                    | "pundits"
                    | "opponents"
                    | "rivals"
                    | "people"
                    | "commentators"
                    | "supporters"
                    | "voters"
            )
        });
        let many = (clause.extent.clone()).any(|i| {
            self.lower(i) == "by"
                && matches!(self.analysis.document.lower_at(i + 1), Some("many" | "some" | "most" | "others"))
        });
        let lemma = self.analysis.chunks.groups[clause.group].lemma;
        crowd || many || lemma == "dismiss" && clause.complements.iter().any(|c| self.lower(c.preposition) == "as")
    }
}
