//! One account, and all of them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{AccountsError, Role, password};

/// Characters of an account's name.
const LONGEST_NAME: usize = 64;

/// The name that somebody signs in with, and under which what they do stands in a case's log.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccountName(String);

impl AccountName {
    /// A name: letters of any script, digits, and `.`, `-`, `_`, `@` between them. A program's entries in the log have a space in
    /// theirs, so no person can be taken for a program.
    ///
    /// # Errors
    /// When it is empty, longer than 64 characters, or holds something else.
    pub fn new(text: &str) -> Result<Self, AccountsError> {
        let is_plain = |c: char| c.is_alphanumeric() || ".-_@".contains(c);
        let begins = text.starts_with(char::is_alphanumeric);
        if !begins || text.chars().count() > LONGEST_NAME || !text.chars().all(is_plain) {
            return Err(AccountsError::Name(text.chars().take(LONGEST_NAME).collect()));
        }
        Ok(Self(text.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two names that people would take for one have in common.
    pub(super) fn folded(text: &str) -> String {
        password::composed(text).to_lowercase()
    }
}

impl fmt::Display for AccountName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for AccountName {
    type Error = AccountsError;

    fn try_from(text: String) -> Result<Self, AccountsError> {
        Self::new(&text)
    }
}

impl From<AccountName> for String {
    fn from(name: AccountName) -> Self {
        name.0
    }
}

/// Somebody who may sign in.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// The name.
    pub name: AccountName,
    /// What they may do.
    pub role: Role,
    /// When the account was made, in RFC 3339.
    pub since: String,
    /// When the password was set, in RFC 3339.
    pub password_since: String,
    /// The password's hash, as a PHC string.
    pub(super) password: String,
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("name", &self.name).field("role", &self.role).finish_non_exhaustive()
    }
}

impl Account {
    /// What changes when the password does: sessions that were opened with another end.
    pub(crate) fn stamp(&self) -> String {
        blake3::hash(self.password.as_bytes()).to_hex().to_string()
    }
}

/// All accounts, by name.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accounts {
    /// The form of the file.
    #[serde(default)]
    version: u32,
    #[serde(default, rename = "account")]
    all: Vec<Account>,
}

impl Accounts {
    /// The form that this program writes and understands.
    pub(super) const VERSION: u32 = 1;

    /// None yet.
    pub(super) fn none() -> Self {
        Self { version: Self::VERSION, all: Vec::new() }
    }

    pub(super) fn version(&self) -> u32 {
        self.version
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Account> {
        self.all.iter()
    }

    /// The account of a name; capitals make no difference.
    pub fn get(&self, name: &str) -> Option<&Account> {
        let wanted = AccountName::folded(name);
        self.all.iter().find(|account| AccountName::folded(account.name.as_str()) == wanted)
    }

    fn of(&mut self, name: &str) -> Result<&mut Account, AccountsError> {
        let wanted = AccountName::folded(name);
        let found = self.all.iter_mut().find(|account| AccountName::folded(account.name.as_str()) == wanted);
        found.ok_or_else(|| AccountsError::Unknown(name.chars().take(LONGEST_NAME).collect()))
    }

    /// Adds an account.
    ///
    /// # Errors
    /// When the name is taken, or the password is too easily guessed.
    pub fn add(&mut self, name: AccountName, role: Role, password: &str) -> Result<(), AccountsError> {
        if let Some(known) = self.get(name.as_str()) {
            return Err(AccountsError::Taken(known.name.clone()));
        }
        let now = jiff::Timestamp::now().to_string();
        let password = password::hash(password, name.as_str())?;
        self.all.push(Account { name, role, since: now.clone(), password_since: now, password });
        self.all.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(())
    }

    /// Takes an account away.
    ///
    /// # Errors
    /// When there is none of this name.
    pub fn remove(&mut self, name: &str) -> Result<Account, AccountsError> {
        let removed = self.of(name)?.clone();
        self.all.retain(|account| account.name != removed.name);
        Ok(removed)
    }

    /// Sets another password.
    ///
    /// # Errors
    /// When there is no account of this name, or the password is too easily guessed.
    pub fn set_password(&mut self, name: &str, password: &str) -> Result<(), AccountsError> {
        let account = self.of(name)?;
        account.password = password::hash(password, account.name.as_str())?;
        account.password_since = jiff::Timestamp::now().to_string();
        Ok(())
    }

    /// Sets another role.
    ///
    /// # Errors
    /// When there is no account of this name.
    pub fn set_role(&mut self, name: &str, role: Role) -> Result<(), AccountsError> {
        self.of(name)?.role = role;
        Ok(())
    }
}
