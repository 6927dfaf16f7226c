//! What can be wrong with rules.

/// Why rules were refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RuleError {
    /// The file can't be read as rules.
    #[error("{file}:{line}:{column}: this is no rule: {error}")]
    Syntax {
        /// The file's name.
        file: String,
        /// The line of the fault, counted from 1.
        line: usize,
        /// The column, in characters, counted from 1.
        column: usize,
        /// What the reader of TOML says, with the line.
        error: Box<toml::de::Error>,
    },
    /// One rule is wrong.
    #[error("{file}:{line}:{column}: the rule {rule:?} can't be used: {why}; correct it or take it out")]
    Rule {
        /// The file's name.
        file: String,
        /// The line where the rule begins, counted from 1.
        line: usize,
        /// The column, in characters, counted from 1.
        column: usize,
        /// The rule's name.
        rule: String,
        /// What is wrong with it.
        why: String,
    },
}
