//! What can be typed after `umbra users`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};
use umbra_serve::Role;

/// The file of accounts, unless another is named.
pub const USERS_FILE: &str = "umbra-users.toml";

#[derive(Debug, Args)]
pub struct Users {
    /// The file of accounts; only you can read it.
    #[arg(long, value_name = "FILE", default_value = USERS_FILE, value_hint = ValueHint::FilePath, global = true)]
    pub users: PathBuf,
    #[command(subcommand)]
    pub task: UsersTask,
}

#[derive(Debug, Subcommand)]
pub enum UsersTask {
    /// Add an account. Its password is asked for, or read from standard input: one line.
    Add {
        /// The name to sign in with; what is done stands in the case's log under it.
        #[arg(value_name = "NAME")]
        name: String,
        /// What they may do: reader looks, reviewer judges pairs, editor adds documents and statements, owner sees who is signed in.
        #[arg(long, value_name = "ROLE")]
        role: Role,
    },
    /// List the accounts.
    List,
    /// Take an account away; whoever is signed in with it is not from then on.
    Remove {
        /// The account.
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Set another password; it is asked for, or read from standard input: one line.
    Password {
        /// The account.
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Set another role; it holds at once.
    Role {
        /// The account.
        #[arg(value_name = "NAME")]
        name: String,
        /// What they may do.
        #[arg(value_name = "ROLE")]
        role: Role,
    },
}
