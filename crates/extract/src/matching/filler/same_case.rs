//! "Brandt was charged in 2020, but a court threw out the case": whose case it is, where the words before tell it.

use super::*;

impl Matcher<'_, '_> {
    /// The one person of whom the sentence told before that he was charged, or against whom it told of a case.
    pub(super) fn of_same_case(&self, clause: &Clause, place: &str) -> Vec<Fill> {
        let analysis = self.analysis;
        let is_case = |p: &&usize| {
            let np = &analysis.chunks.phrases[**p];
            let head = self.lower(np.head);
            let plain = np.tokens.len() <= 2
                && matches!(np.opening, Opening::Definite | Opening::Pointing)
                && np.mention.is_none()
                && np.owner.is_none()
                && analysis.attached[**p].complements.is_empty();
            head == "it"
                || plain
                    && matches!(
                        head,
                        "case"
                            | "charge"
                            | "charges"
                            | "proceedings"
                            | "indictment"
                            | "investigation"
                            | "prosecution"
                            | "inquiry"
                            | "probe"
                    )
        };
        let phrases = clause.patients();
        if place != "against" || !matches!(phrases, [one] if is_case(&one)) {
            return Vec::new();
        }
        let start = analysis.chunks.groups[clause.group].tokens.start;
        let mut persons: Vec<usize> = Vec::new();
        let mut sure = true;
        for other in analysis.clauses_of(clause.sentence).map(|c| &analysis.clauses[c]) {
            let group = &analysis.chunks.groups[other.group];
            if group.tokens.start >= start || group.negated {
                continue;
            }
            let charged = matches!(
                group.lemma,
                "charge" | "indict" | "prosecute" | "arraign" | "investigate" | "accuse" | "try" | "book"
            );
            let told: Vec<Fill> = if charged {
                other.patients().iter().flat_map(|p| self.fills(*p)).collect()
            } else {
                let cases = other.subjects.iter().chain(&other.objects).filter(|p| {
                    let head = crate::chunk::singular(self.lower(analysis.chunks.phrases[**p].head));
                    matches!(
                        &*head,
                        "case"
                            | "charge"
                            | "proceeding"
                            | "indictment"
                            | "investigation"
                            | "prosecution"
                            | "inquiry"
                            | "probe"
                    )
                });
                cases.flat_map(|p| ["against", "into"].into_iter().flat_map(|place| self.hanging(*p, place))).collect()
            };
            for fill in told.iter().filter(|f| self.referents.entities[f.entity].kind == MentionKind::Person) {
                sure &= !fill.unsure;
                if !persons.contains(&fill.entity) {
                    persons.push(fill.entity);
                }
            }
        }
        let tokens = analysis.chunks.phrases[phrases[0]].tokens.clone();
        match persons.as_slice() {
            [person] if sure => vec![Fill { entity: *person, tokens, unsure: false }],
            _ => Vec::new(),
        }
    }
}
