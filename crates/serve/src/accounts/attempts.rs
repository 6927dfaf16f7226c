//! How often somebody may try to sign in.
//!
//! Three counts, each over a quarter of an hour, and each begun anew when it is over: of an account from one address, so that nobody
//! guesses at it; of an account from everywhere, so that many machines together don't either; of an address, so that nobody goes from
//! account to account. Names that nobody has are counted alike, so a refusal tells nothing of them.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a count lasts.
pub(crate) const WINDOW: Duration = Duration::from_secs(15 * 60);
/// Attempts at one account from one address.
pub(crate) const OF_PAIR: u32 = 8;
/// Attempts at one account from anywhere: NIST SP 800-63B-4, section 3.2.2, allows a hundred in a row.
pub(crate) const OF_ACCOUNT: u32 = 100;
/// Attempts from one address. An office may share one.
pub(crate) const OF_ADDRESS: u32 = 60;
/// Counts that are kept; some 2 MB.
const MOST: usize = 20_000;

type Key = [u8; 16];

struct Count {
    attempts: u32,
    since: Instant,
}

impl Count {
    fn is_over(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.since) >= WINDOW
    }
}

#[derive(Default)]
pub(crate) struct Attempts {
    counts: Mutex<HashMap<Key, Count>>,
}

/// An attempt that was let through.
pub(crate) struct Attempt {
    keys: [Key; 3],
}

impl Attempts {
    fn counts(&self) -> MutexGuard<'_, HashMap<Key, Count>> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts an attempt before its password is looked at, so that many at one time are no way around it.
    ///
    /// # Errors
    /// How long it has to be waited, when there were too many.
    pub fn begin(&self, name: &str, address: Option<IpAddr>, now: Instant) -> Result<Attempt, Duration> {
        let address = network(address);
        let name = name.to_lowercase();
        let keys = [key(&["pair", &name, &address]), key(&["account", &name]), key(&["address", &address])];
        let mut counts = self.counts();
        let mut wait = Duration::ZERO;
        for (key, most) in keys.iter().zip([OF_PAIR, OF_ACCOUNT, OF_ADDRESS]) {
            let Some(count) = counts.get(key) else { continue };
            let left = WINDOW.saturating_sub(now.saturating_duration_since(count.since));
            if count.attempts >= most && !left.is_zero() {
                wait = wait.max(left);
            }
        }
        if !wait.is_zero() {
            return Err(wait);
        }
        for key in keys {
            if counts.len() >= MOST && !counts.contains_key(&key) {
                make_room(&mut counts, now);
            }
            let count = counts.entry(key).or_insert(Count { attempts: 0, since: now });
            if count.is_over(now) {
                *count = Count { attempts: 0, since: now };
            }
            count.attempts = count.attempts.saturating_add(1);
        }
        Ok(Attempt { keys })
    }

    /// The password was right: the attempt is not held against anybody.
    pub fn succeeded(&self, attempt: &Attempt) {
        let mut counts = self.counts();
        counts.remove(&attempt.keys[0]);
        for key in &attempt.keys[1..] {
            if let Some(count) = counts.get_mut(key) {
                count.attempts = count.attempts.saturating_sub(1);
            }
        }
    }
}

/// Takes out what is over and, if that is not enough, a quarter of what is left: whoever tries many names has few attempts at each, and
/// those go, not the one who is being guessed at.
fn make_room(counts: &mut HashMap<Key, Count>, now: Instant) {
    counts.retain(|_, count| !count.is_over(now));
    if counts.len() < MOST * 3 / 4 {
        return;
    }
    let mut all: Vec<(u32, Instant, Key)> =
        counts.iter().map(|(key, count)| (count.attempts, count.since, *key)).collect();
    all.sort_unstable();
    for (_, _, key) in all.iter().take(MOST / 4) {
        counts.remove(key);
    }
}

/// What one subscriber has of addresses: of the newer kind a whole network of 64 bits.
fn network(address: Option<IpAddr>) -> String {
    match address.map(|address| address.to_canonical()) {
        None => String::new(),
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => format!("{:x?}", &address.segments()[..4]),
    }
}

fn key(parts: &[&str]) -> Key {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    let mut key = [0; 16];
    key.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(last: u8) -> Option<IpAddr> {
        Some(IpAddr::from([192, 0, 2, last]))
    }

    #[test]
    fn guessing_at_one_account_ends_and_begins_again_later() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        for _ in 0..OF_PAIR {
            attempts.begin("ana", address(1), now).map_err(|_| "too many").unwrap();
        }
        let wait = attempts.begin("Ana", address(1), now + WINDOW / 3).err().unwrap();
        assert_eq!(wait, WINDOW * 2 / 3);
        assert!(attempts.begin("ana", address(2), now).is_ok(), "whoever is elsewhere is not shut out");
        assert!(attempts.begin("olga", address(1), now).is_ok());
        assert!(attempts.begin("ana", address(1), now + WINDOW).is_ok());
    }

    #[test]
    fn many_machines_guess_no_more_often() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        let let_through = (0..250).filter(|machine| attempts.begin("ana", address(*machine), now).is_ok()).count();
        assert_eq!(let_through, OF_ACCOUNT as usize);
    }

    #[test]
    fn going_from_name_to_name_ends_too() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        let ways: [fn(usize) -> IpAddr; 2] = [
            |_| IpAddr::from([192, 0, 2, 9]),
            // A subscriber's network has more addresses than anybody can count.
            |n| IpAddr::from([0x2001, 0xdb8, 0, 1, 0, 0, 0, n as u16]),
        ];
        for way in ways {
            let let_through =
                (0..500).filter(|n| attempts.begin(&format!("name{n}"), Some(way(*n)), now).is_ok()).count();
            assert_eq!(let_through, OF_ADDRESS as usize);
        }
    }

    #[test]
    fn who_knows_the_password_is_not_counted() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        for _ in 0..10 * OF_ACCOUNT {
            let attempt = attempts.begin("ana", address(1), now).map_err(|_| "too many").unwrap();
            attempts.succeeded(&attempt);
        }
        for _ in 0..OF_PAIR - 1 {
            attempts.begin("ana", address(1), now).map_err(|_| "too many").unwrap();
        }
        let attempt = attempts.begin("ana", address(1), now).map_err(|_| "too many").unwrap();
        attempts.succeeded(&attempt);
        assert!(attempts.begin("ana", address(1), now).is_ok());
    }

    #[test]
    fn memory_is_bounded_and_the_one_who_is_guessed_at_stays_shut() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        for _ in 0..OF_PAIR {
            attempts.begin("ana", address(1), now).map_err(|_| "too many").unwrap();
        }
        for n in 0..MOST {
            let away = IpAddr::from([10, (n >> 16) as u8, (n >> 8) as u8, n as u8]);
            let _ = attempts.begin(&format!("made-up-{n}"), Some(away), now);
        }
        assert!(attempts.counts().len() <= MOST);
        assert!(attempts.begin("ana", address(1), now).is_err());
    }
}
