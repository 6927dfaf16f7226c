//! Verbs of speech that tell a deed and hand over nobody's words.

use super::*;

impl Attributor<'_, '_> {
    /// Verbs of speech that tell a deed: "reported the theft to the police", "showed her a card", "denied parole", "a boat
    /// called “Well Deserved”", "ordered to pay"; and "his alleged killers".
    pub(super) fn is_no_speech(&self, index: usize) -> bool {
        let analysis = self.analysis;
        let clause = &analysis.clauses[index];
        let group = &analysis.chunks.groups[clause.group];
        let head = |p: usize| self.lower(analysis.chunks.phrases[p].head);
        let content = analysis
            .clauses_of(clause.sentence)
            .any(|i| analysis.clauses[i].parent == Some(index) && analysis.clauses[i].link == Link::Content);
        let before = group.tokens.start.checked_sub(1).map_or("", |i| self.lower(i));
        let is_document = clause.subjects.iter().any(|s| {
            let np = &analysis.chunks.phrases[*s];
            let word = head(*s);
            analysis.reporting.is_document(word)
                || analysis.reporting.is_document(word.strip_suffix('s').unwrap_or(word))
                || np.mention.is_some_and(|m| analysis.mentions[m].kind != MentionKind::Person)
        });
        // "Orm, the court found, had paid", "as the court found".
        let sentence = self.sentence_range(clause.sentence);
        let aside = self.around(clause, &sentence).is_some()
            || self.as_told(clause, &sentence, self.content_end(clause.sentence)).is_some();
        let told = content
            || aside
            || analysis.document.lower_at(group.tokens.end) == Some("that")
            || self.spelt_out(clause, self.content_end(clause.sentence)).is_some()
            || !self.quotes(&(group.tokens.end..self.content_end(clause.sentence))).is_empty()
            || self.trails(clause, &self.sentence_range(clause.sentence))
            || group.lemma == "call" && self.called(clause, self.content_end(clause.sentence)).is_some();
        let is_somebody = clause.subjects.iter().any(|s| {
            let np = &analysis.chunks.phrases[*s];
            let entity = self.referents.of_phrase[*s].map(|e| self.referents.entities[e].kind);
            let word = head(*s);
            np.is_pronoun
                || entity == Some(MentionKind::Person)
                || !analysis.reporting.is_voice(word)
                    && np.mention.is_none()
                    && crate::chunk::is_person_noun(word.strip_suffix('s').unwrap_or(word), analysis.lexicon)
        });
        // "McDougall mistakenly believed that his wife was asleep": a story, nobody's statement.
        let is_past = !self.lower(group.main).ends_with('s') && self.lower(group.main) != group.lemma;
        if analysis.reporting.thinks(group.lemma) && !analysis.reporting.says(group.lemma) && is_somebody && is_past {
            return true;
        }
        // "testified that Pruett had ordered deputies to stay away", "he instructed her to undress".
        if analysis.reporting.orders(group.lemma) && !analysis.reporting.says(group.lemma) {
            let pronoun = clause.subjects.iter().any(|s| analysis.chunks.phrases[*s].is_pronoun);
            let infinitive = analysis.clauses_of(clause.sentence).any(|i| {
                let child = &analysis.clauses[i];
                child.parent == Some(index) && child.shape == Shape::Infinitive
            });
            let of_a_thing = matches!(group.lemma, "order" | "direct" | "command") && !infinitive && !told;
            // "The mayor ordered the work to be halted", "she asked the lieutenant to wait": what somebody did.
            let of_a_body = clause.objects.iter().chain(&clause.receivers).any(|o| {
                self.listens(*o)
                    || matches!(head(*o), "police" | "government" | "parliament" | "authorities" | "prosecutors")
                    || self.referents.of_phrase[*o]
                        .is_some_and(|e| self.referents.entities[e].kind == MentionKind::Organisation)
            });
            let bids = matches!(group.lemma, "order" | "instruct" | "direct" | "command" | "ask" | "beg" | "require")
                && is_somebody
                && is_past
                && !told
                && !(group.lemma == "ask" && of_a_body);
            // "an appeals court", "recommended him for promotion".
            let names_court = group.lemma == "appeal"
                && matches!(analysis.document.lower_at(group.tokens.end), Some("court" | "panel" | "judge" | "judges"));
            let praises = group.lemma == "recommend" && is_somebody && !infinitive && !told;
            if bids || names_court || praises {
                return true;
            }
            // "the court ordered Brandt not to sell": what a court does.
            let by_court = group.lemma == "order"
                && clause.subjects.iter().any(|s| {
                    let sort = self.referents.of_phrase[*s].map(|e| self.referents.entities[e].sort);
                    sort == Some(crate::lexicon::Sort::Court)
                        || matches!(head(*s), "court" | "judge" | "tribunal" | "magistrate")
                });
            if by_court && !told {
                return true;
            }
            if !told && (matches!(clause.link, Link::Content) || pronoun && is_past) || of_a_thing {
                return true;
            }
        }
        match group.lemma {
            "allege"
                if group.tokens.len() == 1
                    && matches!(before, "his" | "her" | "their" | "its" | "the" | "an" | "two" | "other") =>
            {
                true
            }
            "report" => {
                let to = clause.complements.iter().any(|c| self.lower(c.preposition) == "to");
                !told && !clause.objects.is_empty() && (is_somebody || to && !is_document)
            }
            // "informed the boss of the raid": what is told is a deed, the words stay untold.
            "inform" => !told,
            // "admitted conspiracy and received three years": a plea.
            // "He confessed in April", "has confessed to the killing": a deed; what he said stays untold.
            "confess" => !told,
            "admit" => {
                let object = clause.objects.first().map(|o| head(*o));
                let gerund = analysis
                    .clauses_of(clause.sentence)
                    .any(|i| analysis.clauses[i].parent == Some(index) && analysis.clauses[i].shape == Shape::Gerund);
                !told && !gerund && object.is_some_and(is_offence)
            }
            "show" => !told && !is_document && !clause.objects.is_empty(),
            // "put his arm around her", "held the funds in his account".
            "put" => {
                let it = analysis.document.lower_at(group.tokens.end) == Some("it");
                !(it && told || clause.complements.iter().any(|c| self.lower(c.preposition) == "at"))
            }
            // "he found the tyres slashed", "she heard him give the order": what somebody came upon.
            "find" | "hear" | "discover" => {
                let that = analysis.document.lower_at(group.tokens.end) == Some("that");
                let apart = analysis.document.tokens.get(group.tokens.end).is_some_and(|t| t.is_mark(','));
                let listens = clause.subjects.iter().any(|s| self.listens(*s));
                let thing = clause.subjects.iter().any(|s| head(*s) == "it");
                !told || is_somebody && !thing && !that && !apart && !listens
            }
            // "he himself held the shares “as a coat-hanger”": a quotation makes no speech of it.
            "hold" => {
                let quoted = !content
                    && !aside
                    && !self.trails(clause, &self.sentence_range(clause.sentence))
                    && self.spelt_out(clause, self.content_end(clause.sentence)).is_none();
                !told || quoted
            }
            "record" | "observe" | "submit" | "agree" | "relate" => !told,
            // "remembers being telephoned", but "remembers his birthday".
            "remember" => !told && !matches!(analysis.document.lower_at(group.tokens.end), Some("being" | "having")),
            "dispute" => !told && !self.rejects(clause),
            // "The daily cited people who know of the probe": whom it heard, not what it says.
            "cite" | "publish" => !told && !self.puts_figures(clause),
            // "labelled the court “illegal”", "branded him a liar", but "labelled the boxes".
            "label" | "brand" => self.quotes(&(group.tokens.end..self.content_end(clause.sentence))).is_empty(),
            // "attributed the losses to the flood".
            "attribute" => {
                let hung = clause.objects.iter().flat_map(|o| &analysis.attached[*o].complements);
                let all = clause.complements.iter().chain(hung);
                !all.into_iter().any(|c| self.lower(c.preposition) == "to")
            }
            // "threatened to expose him", but "threatened to take legal action": what is announced.
            "threaten" => {
                let to = group.tokens.end;
                let announces =
                    analysis.document.lower_at(to) == Some("to") && analysis.document.lower_at(to + 1) == Some("take");
                !told && !announces
            }
            "promise" | "swear" => !told && analysis.document.lower_at(group.tokens.end) != Some("to"),
            "wonder" | "determine" | "establish" | "demonstrate" | "signal" | "assure" | "remind" | "notify"
            | "highlight" | "underline" | "underscore" | "speculate" | "hint" | "clarify" | "affirm" | "profess"
            | "proclaim" | "elaborate" | "sum" | "cry" => !told,
            // "claimed trial", "claimed asylum": what somebody asked for.
            "claim" => {
                let claimed = clause.objects.first().map(|o| head(*o));
                !told
                    && matches!(claimed, Some("trial" | "asylum" | "benefit" | "benefits" | "compensation" | "refund"))
            }
            "deny" => clause.objects.iter().any(|o| {
                matches!(
                    head(*o),
                    "parole"
                        | "bail"
                        | "motion"
                        | "request"
                        | "appeal"
                        | "petition"
                        | "permit"
                        | "entry"
                        | "access"
                        | "application"
                        | "bond"
                )
            }),
            "call" => {
                // "a company called Sonder": how it is named.
                let beside = clause.subjects.iter().any(|s| {
                    let np = &analysis.chunks.phrases[*s];
                    np.tokens.end == group.tokens.start && np.opening == Opening::Indefinite
                });
                self.names_a_thing(clause) || beside && self.lower(group.main) == "called"
            }
            "order" | "instruct" | "direct" | "command" | "require" => {
                clause.objects.is_empty()
                    && group.tokens.len() == 1
                    && analysis.document.lower_at(group.tokens.end) == Some("to")
            }
            _ => false,
        }
    }

    /// "published new figures", "cited 300 cases": numbers, or what holds them.
    fn puts_figures(&self, clause: &Clause) -> bool {
        let analysis = self.analysis;
        clause.objects.iter().any(|o| {
            let np = &analysis.chunks.phrases[*o];
            matches!(self.lower(np.head), "figures" | "data" | "statistics" | "numbers" | "findings" | "results")
                || np.tokens.clone().any(|i| analysis.words[i].class == crate::word::Class::Number)
        })
    }

    /// "a boat called “Well Deserved”": the quotation is a name, all of it with capitals.
    pub(super) fn names_a_thing(&self, clause: &Clause) -> bool {
        let document = &self.analysis.document;
        let end = self.analysis.chunks.groups[clause.group].tokens.end;
        let quotes = self.quotes(&(end..self.content_end(clause.sentence)));
        quotes.first().is_some_and(|quote| {
            quote.start == end + 1
                && quote.len() <= 5
                && quote
                    .clone()
                    .all(|i| document.tokens[i].kind != crate::token::Kind::Word || document.is_capitalised(i))
        })
    }
}

/// What a defendant admits by pleading.
fn is_offence(word: &str) -> bool {
    matches!(
        word,
        "conspiracy"
            | "fraud"
            | "murder"
            | "manslaughter"
            | "bribery"
            | "theft"
            | "robbery"
            | "assault"
            | "burglary"
            | "possession"
            | "perjury"
            | "charge"
            | "charges"
            | "count"
            | "counts"
            | "offence"
            | "offences"
            | "offenses"
    )
}
