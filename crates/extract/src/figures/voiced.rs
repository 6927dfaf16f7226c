//! Who says a figure.

use super::*;

impl FigureReader<'_, '_> {
    /// The voices that hold a number, the outermost first: those whose words it stands in, and else the one right before it:
    /// "The bureau said two in five of the reports it had concerned fraud", whatever the grammar makes of the rest.
    pub(super) fn voices_of(&self, quantity: &Quantity, sentence: usize) -> Vec<usize> {
        let held = self.reader.voices_at(quantity.number.start);
        if !held.is_empty() {
            return held;
        }
        let limits = &self.analysis.document.sentences[sentence].tokens;
        let start = quantity.tokens.start;
        let says = |cue: &Range<usize>| {
            limits.start <= cue.start
                && cue.end <= start
                && start - cue.end < 12
                && (cue.end..start)
                    .all(|i| !matches!(self.lower(i), "," | ";" | ":" | "." | "and" | "but" | "after" | "who"))
        };
        let near = self.reader.notes_of[sentence].clone();
        near.filter(|i| {
            let note = &self.reader.notes[*i];
            // What it says begins after the number, in the same sentence, and with no quotation marks between.
            let after = note.contents_tokens.iter().any(|c| start < c.start && c.start < limits.end);
            after && note.cue_tokens.iter().any(says)
        })
        .take(1)
        .collect()
    }
}
