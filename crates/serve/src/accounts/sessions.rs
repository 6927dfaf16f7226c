//! Who is signed in.
//!
//! A session is known to the server alone; a browser holds a number that nobody can guess, of which the server keeps a hash. It
//! ends when somebody signs out, when it was not used for a while, after a day's work in any case, when the password changes, and with
//! the server.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::workbench::secret;

/// Sessions of one account; the one that was used least recently makes room.
const MOST_OF_ONE: usize = 16;

/// How long a session lasts.
#[derive(Debug, Clone, Copy)]
pub struct Lifetimes {
    /// Since it was last used.
    pub idle: Duration,
    /// Since it was opened.
    pub whole: Duration,
}

impl Default for Lifetimes {
    /// An hour idle and a day in all, which are the limits of NIST SP 800-63B-4 for its second level (section 2.2.3).
    fn default() -> Self {
        Self { idle: Duration::from_secs(60 * 60), whole: Duration::from_secs(24 * 60 * 60) }
    }
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    /// The account's name.
    pub name: String,
    /// The stamp of the account's password when it was opened.
    pub stamp: String,
    /// What everything that writes has to send.
    pub token: String,
    opened: Instant,
    used: Instant,
}

/// What a session is known by: a hash of its number, so that what is compared tells nothing of the number.
type Key = [u8; 32];

pub(crate) struct Sessions {
    lifetimes: Lifetimes,
    all: Mutex<HashMap<Key, Session>>,
}

fn key(id: &str) -> Key {
    *blake3::hash(id.as_bytes()).as_bytes()
}

impl Sessions {
    pub fn new(lifetimes: Lifetimes) -> Self {
        Self { lifetimes, all: Mutex::default() }
    }

    fn all(&self) -> MutexGuard<'_, HashMap<Key, Session>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lasts(&self, session: &Session, now: Instant) -> bool {
        now.saturating_duration_since(session.used) < self.lifetimes.idle
            && now.saturating_duration_since(session.opened) < self.lifetimes.whole
    }

    /// Opens a session, always with a number of its own, and gives the number.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub fn open(&self, name: &str, stamp: String, now: Instant) -> std::io::Result<String> {
        let (id, token) = (secret()?, secret()?);
        let mut all = self.all();
        all.retain(|_, session| self.lasts(session, now));
        let mut own: Vec<(Instant, Key)> =
            all.iter().filter(|(_, session)| session.name == name).map(|(key, session)| (session.used, *key)).collect();
        own.sort_unstable();
        for (_, oldest) in own.iter().take((own.len() + 1).saturating_sub(MOST_OF_ONE)) {
            all.remove(oldest);
        }
        all.insert(key(&id), Session { name: name.to_owned(), stamp, token, opened: now, used: now });
        Ok(id)
    }

    /// The session of a number; `is_use` says whether somebody does something with it, or it is only looked at.
    pub fn find(&self, id: &str, is_use: bool, now: Instant) -> Option<Session> {
        let (mut all, key) = (self.all(), key(id));
        let session = all.get_mut(&key)?;
        if !self.lasts(session, now) {
            all.remove(&key);
            return None;
        }
        if is_use {
            session.used = now;
        }
        Some(session.clone())
    }

    /// Ends a session.
    pub fn end(&self, id: &str) {
        self.all().remove(&key(id));
    }

    /// How many sessions an account has open.
    pub fn count(&self, name: &str, now: Instant) -> usize {
        self.all().values().filter(|session| session.name == name && self.lasts(session, now)).count()
    }

    /// Ends all sessions of an account.
    pub fn end_all(&self, name: &str) {
        self.all().retain(|_, session| session.name != name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    fn sessions() -> (Sessions, Instant) {
        (Sessions::new(Lifetimes { idle: 10 * MINUTE, whole: 60 * MINUTE }), Instant::now())
    }

    #[test]
    fn one_that_is_not_used_ends() {
        let (sessions, begun) = sessions();
        let id = sessions.open("ana", "s".to_owned(), begun).unwrap();
        assert!(sessions.find(&id, true, begun + 9 * MINUTE).is_some());
        assert!(sessions.find(&id, false, begun + 18 * MINUTE).is_some());
        assert!(sessions.find(&id, true, begun + 19 * MINUTE).is_none(), "to look at it is no use of it");
        assert!(sessions.find(&id, true, begun + 9 * MINUTE).is_none(), "what has ended stays ended");
    }

    #[test]
    fn one_that_is_used_all_the_time_ends_too() {
        let (sessions, begun) = sessions();
        let id = sessions.open("ana", "s".to_owned(), begun).unwrap();
        for minutes in (0..60).step_by(5) {
            assert!(sessions.find(&id, true, begun + minutes * MINUTE).is_some(), "{minutes}");
        }
        assert!(sessions.find(&id, true, begun + 60 * MINUTE).is_none());
    }

    #[test]
    fn numbers_are_not_guessed_and_not_told() {
        let (sessions, now) = sessions();
        let (one, other) =
            (sessions.open("ana", "s".to_owned(), now).unwrap(), sessions.open("ana", "s".to_owned(), now).unwrap());
        assert!(one != other && one.len() == 64);
        assert!(sessions.find(&one[1..], true, now).is_none() && sessions.find("", true, now).is_none());
        let tokens = [&one, &other].map(|id| sessions.find(id, true, now).unwrap().token);
        assert!(tokens[0] != tokens[1] && tokens[0] != one);
        sessions.end(&one);
        assert!(sessions.find(&one, true, now).is_none() && sessions.find(&other, true, now).is_some());
    }

    #[test]
    fn nobody_fills_the_memory_with_sessions() {
        let (sessions, now) = sessions();
        let first = sessions.open("ana", "s".to_owned(), now).unwrap();
        let others = sessions.open("olga", "s".to_owned(), now).unwrap();
        for second in 1..200 {
            sessions.open("ana", "s".to_owned(), now + Duration::from_secs(second)).unwrap();
        }
        assert_eq!(sessions.count("ana", now), MOST_OF_ONE);
        assert!(sessions.find(&first, true, now).is_none() && sessions.find(&others, true, now).is_some());
        sessions.end_all("ana");
        assert_eq!((sessions.count("ana", now), sessions.count("olga", now)), (0, 1));
    }
}
