//! The accounts as their file has them at this moment.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use super::{Account, Accounts, AccountsError, AccountsFile, password};

/// What changes when the file does.
#[derive(PartialEq, Eq, Clone, Copy)]
struct Mark {
    changed: Option<SystemTime>,
    length: u64,
    place: u64,
}

/// Accounts that are read anew when their file changes: who was taken out can do nothing from then on.
pub(crate) struct LiveAccounts {
    pub file: AccountsFile,
    known: RwLock<(Mark, Arc<Accounts>)>,
    /// What the password of a name that nobody has is compared with.
    nobody: String,
}

impl LiveAccounts {
    /// # Errors
    /// When the file can't be read.
    pub fn open(file: AccountsFile) -> Result<Self, AccountsError> {
        let mark = mark(&file);
        let accounts = Arc::new(file.read()?);
        let mut noise = [0; 16];
        getrandom::fill(&mut noise).map_err(|error| AccountsError::Random(error.to_string()))?;
        let secret: String = noise.iter().map(|byte| format!("{byte:02x}")).collect();
        // The letters are there for the case that too few of the digits differ.
        let nobody = password::hash(&format!("{secret} ghjkl"), "nobody at all")?;
        Ok(Self { file, known: RwLock::new((mark, accounts)), nobody })
    }

    /// The accounts as they are now.
    ///
    /// # Errors
    /// When the file was changed and can't be read: then nobody may be taken for somebody.
    pub fn now(&self) -> Result<Arc<Accounts>, AccountsError> {
        let now = mark(&self.file);
        {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            if known.0 == now {
                return Ok(Arc::clone(&known.1));
            }
        }
        let accounts = Arc::new(self.file.read()?);
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = (now, Arc::clone(&accounts));
        Ok(accounts)
    }

    /// The account of a name and its password, if that is right. For a name that nobody has, as much is computed.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn verified(&self, name: &str, password: &str) -> Result<Option<Account>, AccountsError> {
        let accounts = self.now()?;
        let account = accounts.get(name);
        let hash = account.map_or(self.nobody.as_str(), |account| account.password.as_str());
        let is_right = password::is_right(password, hash);
        Ok(account.filter(|_| is_right).cloned())
    }
}

fn mark(file: &AccountsFile) -> Mark {
    let told = std::fs::metadata(file.path());
    #[cfg(unix)]
    let place = told.as_ref().map_or(0, std::os::unix::fs::MetadataExt::ino);
    #[cfg(not(unix))]
    let place = 0;
    Mark {
        changed: told.as_ref().ok().and_then(|told| told.modified().ok()),
        length: told.as_ref().map_or(0, std::fs::Metadata::len),
        place,
    }
}
