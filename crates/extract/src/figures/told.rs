//! Whether a number is told as a count or in passing: samples, pairs, what is tried together, and lengths.

use super::countable::is_person;
use super::*;
use crate::comparator::Comparator;
use crate::figure::FigureKind;

impl FigureReader<'_, '_> {
    /// "the trial of six people", "charges against five people", "the abduction of five students".
    pub(super) fn is_of_proceeding(&self, quantity: &Quantity, head: &str) -> bool {
        let Some(before) = quantity.tokens.start.checked_sub(1).filter(|_| quantity.value >= 3.0) else { return false };
        let noun = before.checked_sub(1).map_or("", |i| self.lower(i));
        let of = self.lower(before) == "of"
            && matches!(
                noun,
                "trial"
                    | "arrest"
                    | "arrests"
                    | "prosecution"
                    | "abduction"
                    | "kidnapping"
                    | "killing"
                    | "killings"
                    | "murder"
                    | "murders"
                    | "conviction"
                    | "convictions"
                    | "detention"
                    | "death"
                    | "deaths"
                    | "rescue"
                    | "extradition"
                    | "indictment"
                    | "execution"
                    | "release"
                    | "disappearance"
                    | "acquittal"
                    | "shooting"
                    | "sentencing"
                    | "dismissal"
                    | "expulsion"
                    | "massacre"
                    | "torture"
                    | "trafficking"
            );
        let against = self.lower(before) == "against"
            && matches!(
                noun,
                "charges" | "indictment" | "indictments" | "warrants" | "proceedings" | "case" | "cases" | "evidence"
            );
        let charges =
            matches!(self.lower(before), "charges" | "charged" | "names" | "indicted" | "sanctioned" | "arrested")
                && matches!(
                    head,
                    "people" | "persons" | "men" | "defendants" | "individuals" | "suspects" | "officials"
                );
        (of || against || charges) && (is_person(head) || matches!(head, "individuals" | "entities"))
    }

    /// "two bodyguards were charged": a pair is told in passing, unless they died or are so many of those counted.
    pub(super) fn is_pair(&self, quantity: &Quantity, lemma: &str, last: Option<FigureKind>) -> bool {
        let document = &self.analysis.document;
        let word = document.lower(quantity.number.start);
        if word != "two" || quantity.number.len() > 1 || quantity.comparator != Comparator::Exactly {
            return false;
        }
        let sentence = &document.sentences[document.sentence_of(quantity.number.start)].tokens;
        let next = document.lower_at(quantity.tokens.end).unwrap_or("");
        let harmed = matches!(next, "dead" | "injured" | "wounded" | "missing" | "killed")
            || matches!(lemma, "kill" | "murder" | "die" | "injure" | "wound" | "shoot" | "stab" | "execute" | "drown");
        let parts = matches!(self.lower(sentence.start), "of" | "among" | "out" | "in" | "during" | "between" | "over");
        let counts = matches!(lemma, "record" | "register" | "count" | "number" | "report" | "log" | "document");
        !(harmed || parts || counts || last.is_some_and(|k| k != FigureKind::Amount) && next != "of")
    }

    /// "a survey of more than 40,000 households", "The survey, which interviewed 40,000 people": how many were asked.
    pub(super) fn is_sample(&self, phrase: Option<usize>, lemma: &str, clause: Option<&Clause>) -> bool {
        let analysis = self.analysis;
        let patient =
            phrase.is_some_and(|p| clause.is_some_and(|c| c.patients().contains(&p) || c.objects.contains(&p)));
        if matches!(lemma, "interview" | "survey" | "poll") && patient {
            return true;
        }
        phrase.and_then(|p| analysis.attached[p].governor).is_some_and(|(governor, _)| {
            let head = analysis.chunks.phrases[governor].head;
            matches!(self.lower(head), "survey" | "poll" | "sample" | "interviews" | "surveys" | "study")
        })
    }
}

/// Lengths, times and parts of texts, whose number tells nothing of crime.
pub(super) fn is_measure(word: &str) -> bool {
    matches!(
        word,
        "years"
            | "months"
            | "weeks"
            | "days"
            | "hours"
            | "minutes"
            | "seconds"
            | "metres"
            | "meters"
            | "kilometres"
            | "kilometers"
            | "km"
            | "miles"
            | "feet"
            | "degrees"
            | "goals"
            | "points"
            | "times"
            | "pages"
            | "volumes"
            | "seats"
            | "storeys"
            | "stories"
            | "rooms"
            | "words"
            | "inches"
            | "yards"
            | "acres"
            | "questions"
            | "things"
            | "centimetres"
            | "centimeters"
            | "paragraphs"
            | "lines"
            | "names"
            | "slices"
            | "steps"
            | "instalments"
            | "installments"
            | "matters"
            | "onwards"
            | "metre"
            | "sentences"
            | "mornings"
            | "nights"
    )
}
