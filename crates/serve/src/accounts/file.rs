//! The file in which accounts lie.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{AccountName, Accounts, password};

/// What stands at the top of the file.
const HEAD: &str = "# Who may use a workbench that is served with --users. Change it with `umbra users`.\n\n";

/// Why accounts can't be read or changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AccountsError {
    /// There is no such file.
    #[error("there are no accounts in {}: add the first with `umbra users add NAME --role owner`", .0.display())]
    Missing(PathBuf),
    /// The file can't be read or written.
    #[error("the accounts in {} can't be {done}: {source}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// "read" or "written".
        done: &'static str,
        /// What the system says.
        source: io::Error,
    },
    /// Others than its owner may read or write the file.
    #[error("{} may be read or written by others than its owner: take that away with `chmod 600`", .0.display())]
    Open(PathBuf),
    /// The file is none of accounts.
    #[error("{} is no file of accounts: {reason}", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The name can't be one of an account.
    #[error("{0:?} can't be an account's name: letters, digits, and . - _ @ between them, up to 64")]
    Name(String),
    /// The password can't be taken.
    #[error("the password is not taken: {0}")]
    Password(String),
    /// There is an account of this name.
    #[error("there is an account {0} already")]
    Taken(AccountName),
    /// There is no account of this name.
    #[error("there is no account {0:?}: `umbra users list` shows them")]
    Unknown(String),
    /// The system has no random numbers or no memory for a hash.
    #[error("no password can be hashed: {0}")]
    Random(String),
}

/// A file of accounts: TOML, readable and writable by its owner alone. Whoever changes it holds a lock beside it, and puts a whole new
/// file in its place, so that a reader sees the state before or the state after.
#[derive(Debug, Clone)]
pub struct AccountsFile {
    path: PathBuf,
}

impl AccountsFile {
    /// The file at a path; it need not be there yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the accounts.
    ///
    /// # Errors
    /// When there is no such file, it can't be read, others may read it, or it is none of accounts.
    pub fn read(&self) -> Result<Accounts, AccountsError> {
        let told = |source| AccountsError::File { path: self.path.clone(), done: "read", source };
        let file = File::open(&self.path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => AccountsError::Missing(self.path.clone()),
            _ => told(source),
        })?;
        if is_open_to_others(&file).map_err(told)? {
            return Err(AccountsError::Open(self.path.clone()));
        }
        let text = io::read_to_string(file).map_err(told)?;
        let damaged = |reason: String| AccountsError::Damaged { path: self.path.clone(), reason };
        // What is wrong is told without the line, which may hold a hash.
        let accounts: Accounts = toml::from_str(&text).map_err(|error| damaged(error.message().to_owned()))?;
        if accounts.version() != Accounts::VERSION {
            return Err(damaged(format!("it is of form {}, not {}", accounts.version(), Accounts::VERSION)));
        }
        let mut names: Vec<String> = Vec::new();
        for account in accounts.iter() {
            if !password::is_hash(&account.password) {
                return Err(damaged(format!("the password of {} is no argon2id hash", account.name)));
            }
            let name = AccountName::folded(account.name.as_str());
            if names.contains(&name) {
                return Err(damaged(format!("there are two accounts {}", account.name)));
            }
            names.push(name);
        }
        Ok(accounts)
    }

    /// Changes the accounts, or nothing if `change` fails. A file that is not there is made.
    ///
    /// # Errors
    /// When the file can't be read or written, or `change` fails.
    pub fn change<T>(
        &self,
        change: impl FnOnce(&mut Accounts) -> Result<T, AccountsError>,
    ) -> Result<T, AccountsError> {
        let told = |source| AccountsError::File { path: self.path.clone(), done: "written", source };
        let lock = private(&beside(&self.path, ".lock")).map_err(told)?;
        lock.lock().map_err(told)?;
        let mut accounts = match self.read() {
            Err(AccountsError::Missing(_)) => Accounts::none(),
            read => read?,
        };
        let done = change(&mut accounts)?;
        let text = toml::to_string(&accounts).map_err(|error| told(io::Error::other(error.to_string())))?;
        let new = beside(&self.path, ".new");
        // One that was left by a crash may be open to others.
        let _ = fs::remove_file(&new);
        let mut file = private(&new).map_err(told)?;
        file.write_all(HEAD.as_bytes()).and_then(|()| file.write_all(text.as_bytes())).map_err(told)?;
        file.sync_all().map_err(told)?;
        fs::rename(&new, &self.path).map_err(told)?;
        Ok(done)
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// A file that only its owner can read and write, from the moment it is made.
fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).write(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(unix)]
fn is_open_to_others(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(file.metadata()?.permissions().mode() & 0o077 != 0)
}

/// Elsewhere, who may read a file is not told by its mode.
#[cfg(not(unix))]
fn is_open_to_others(_: &File) -> io::Result<bool> {
    Ok(false)
}
