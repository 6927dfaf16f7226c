//! `umbra users`

use std::io::{BufRead, IsTerminal, Read, Write};

use anyhow::{Context, Result};
use console::Term;
use umbra_serve::{AccountName, Accounts, AccountsError, AccountsFile, LONGEST_PASSWORD};
use unicode_width::UnicodeWidthStr;

use super::{Manner, write_json};
use crate::cli::{Users, UsersTask};
use crate::exit::{Done, Usage};
use crate::page::{FAINT, styled};

pub fn run(args: &Users, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let file = AccountsFile::at(&args.users);
    let told = match &args.task {
        UsersTask::List => return list(&file.read()?, manner, out),
        UsersTask::Add { name, role } => {
            let name = AccountName::new(name).map_err(|error| Usage(error.to_string()))?;
            // Nobody types a password twice to hear that the name is taken.
            let taken = match file.read() {
                Ok(accounts) => accounts.get(name.as_str()).map(|account| account.name.clone()),
                Err(AccountsError::Missing(_)) => None,
                Err(error) => return Err(error.into()),
            };
            if let Some(name) = taken {
                return Err(AccountsError::Taken(name).into());
            }
            let password = password(name.as_str())?;
            file.change(|accounts| accounts.add(name.clone(), *role, &password))?;
            format!("{name} may sign in as {role}")
        }
        UsersTask::Remove { name } => {
            let removed = file.change(|accounts| accounts.remove(name))?;
            format!("{} may not sign in any more", removed.name)
        }
        UsersTask::Password { name } => {
            known(&file, name)?;
            let password = password(name)?;
            file.change(|accounts| accounts.set_password(name, &password))?;
            format!("{name} has another password; whoever was signed in with the old one is not any more")
        }
        UsersTask::Role { name, role } => {
            file.change(|accounts| accounts.set_role(name, *role))?;
            format!("{name} is {role} from now on")
        }
    };
    if manner.json {
        return list(&file.read()?, manner, out);
    }
    if !manner.quiet {
        writeln!(out, "{told}")?;
    }
    Ok(Done::Well)
}

fn known(file: &AccountsFile, name: &str) -> Result<()> {
    match file.read()?.get(name) {
        Some(_) => Ok(()),
        None => Err(AccountsError::Unknown(name.to_owned()).into()),
    }
}

fn list(accounts: &Accounts, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    if manner.json {
        let all = accounts.iter().map(|account| {
            serde_json::json!({ "name": account.name, "role": account.role, "since": account.since,
                "password_since": account.password_since })
        });
        write_json(out, &all.collect::<Vec<_>>())?;
        return Ok(Done::Well);
    }
    let wide = accounts.iter().map(|account| account.name.as_str().width()).max().unwrap_or(0);
    for account in accounts.iter() {
        let name = account.name.as_str();
        let space = " ".repeat(wide.saturating_sub(name.width()));
        // The day is enough.
        let day = account.password_since.split('T').next().unwrap_or_default();
        writeln!(out, "{name}{space}  {:8}  {}", account.role.name(), styled(FAINT, format!("password of {day}")))?;
    }
    Ok(Done::Well)
}

/// A new password: typed twice at a terminal, which does not show it, or the first line of standard input. It is never an argument,
/// which other programs of the machine can read and shells keep.
fn password(name: &str) -> Result<String> {
    let input = std::io::stdin();
    if !input.is_terminal() {
        let mut line = Vec::new();
        // One byte more than is taken, so that what is longer is refused and not cut; and the end of the line.
        let most = LONGEST_PASSWORD as u64 + 3;
        input.lock().take(most).read_until(b'\n', &mut line).context("the password can't be read")?;
        let line = String::from_utf8(line).map_err(|_| Usage("the password is no UTF-8".to_owned()))?;
        let password = line.strip_suffix('\n').unwrap_or(&line);
        let password = password.strip_suffix('\r').unwrap_or(password);
        if password.is_empty() {
            return Err(Usage("no password came: give it on standard input, as one line".to_owned()).into());
        }
        return Ok(password.to_owned());
    }
    let terminal = Term::stderr();
    let asked = |prompt: &str| -> Result<String> {
        terminal.write_str(prompt)?;
        terminal.read_secure_line().context("the password can't be read")
    };
    let first = asked(&format!("Password of {name}: "))?;
    if asked("Once more: ")? != first {
        return Err(Usage("the two are not the same: nothing was changed".to_owned()).into());
    }
    Ok(first)
}
