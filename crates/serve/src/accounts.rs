//! Accounts: who may use a workbench, and what each may do there.
//!
//! Accounts lie in a file of their own, [`AccountsFile`], and not in the case: a case is copied, mailed and handed to others, and
//! nothing can be taken out of its log, so that the hash of a password would go along for ever.
//!
//! A person signs in with a name and a password ([`password`]), after which a session ([`sessions`]) stands for them; how often
//! somebody may try is counted ([`attempts`]). What a [`Role`] may do stands at each address of the workbench.
//!
//! Invariants. A password is never kept, written to a log or told; what is kept of it is an argon2id hash. What a name that
//! nobody has is answered with is what a wrong password is answered with, after the same work.

mod account;
pub(crate) mod attempts;
mod file;
mod live;
mod password;
mod role;
pub(crate) mod sessions;

pub use account::{Account, AccountName, Accounts};
pub use file::{AccountsError, AccountsFile};
pub(crate) use live::LiveAccounts;
pub use password::{LONGEST_PASSWORD, SHORTEST_PASSWORD};
pub use role::Role;
pub use sessions::Lifetimes;
