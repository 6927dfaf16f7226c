use umbra_case::CaseError;

/// Why records could not be resolved.
#[derive(Debug, thiserror::Error)]
pub enum ResolveError {
    /// The case could not be read or written.
    #[error(transparent)]
    Case(#[from] CaseError),
}

/// What the crate's functions return.
pub type Result<T> = std::result::Result<T, ResolveError>;
