//! Words of courts that decide between a noun and a verb.

/// "Brandt, the former leader of the Rook gang, faces charges": what only the accused face.
pub(super) fn is_faced_by_accused(word: &str) -> bool {
    matches!(
        word,
        "charges"
            | "charge"
            | "trial"
            | "prosecution"
            | "extradition"
            | "counts"
            | "allegations"
            | "accusations"
            | "life"
            | "up"
            | "criminal"
    )
}

/// Those who prosecute, judge and arrest.
pub(super) fn is_of_justice(word: &str) -> bool {
    matches!(
        word.strip_suffix('s').unwrap_or(word),
        "attorney"
            | "counsel"
            | "lawyer"
            | "judge"
            | "magistrate"
            | "officer"
            | "prosecutor"
            | "barrister"
            | "solicitor"
            | "detective"
            | "agent"
            | "authority"
            | "authoritie"
    )
}
