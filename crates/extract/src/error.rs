//! What can be wrong with rules.

/// Why rules were refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RuleError {
    /// The file can't be read as rules.
    #[error("{file} is no rule file: {error}")]
    Syntax {
        /// The file's name.
        file: String,
        /// What the reader of TOML says, with the line.
        error: Box<toml::de::Error>,
    },
    /// One rule is wrong.
    #[error("{file}: the rule {rule:?} can't be used: {why}; correct it or take it out")]
    Rule {
        /// The file's name.
        file: String,
        /// The rule's name.
        rule: String,
        /// What is wrong with it.
        why: String,
    },
}
