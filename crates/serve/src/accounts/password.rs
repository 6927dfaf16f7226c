//! Passwords: which are taken, what is kept of them, and whether one is right.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use unicode_normalization::UnicodeNormalization;

use super::AccountsError;

/// Argon2id with 19 MiB, two passes, one lane: OWASP, Password Storage Cheat Sheet, "Argon2id", the first of the settings that it
/// gives as equally strong with less memory than 46 MiB.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Characters of a password at least: NIST SP 800-63B-4, section 3.1.1.2, for passwords with which alone one signs in. It also asks
/// that no mixture of kinds of character be demanded, so none is.
pub const SHORTEST_PASSWORD: usize = 15;
/// Bytes of a password at most; a longer one is refused, never cut.
pub const LONGEST_PASSWORD: usize = 1_024;
/// Different characters of a password at least, so that fifteen times the same is none.
const FEWEST_DIFFERENT: usize = 6;

/// One text however it was typed: an accent may be a character of its own on one keyboard and not on another.
pub(super) fn composed(text: &str) -> String {
    text.nfkc().collect()
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the constants are within argon2's bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// What is kept of a password.
///
/// # Errors
/// When the password is too easily guessed, or the system has no random numbers.
pub(super) fn hash(password: &str, name: &str) -> Result<String, AccountsError> {
    let password = composed(password);
    let refused = |why: String| Err(AccountsError::Password(why));
    if password.chars().count() < SHORTEST_PASSWORD {
        return refused(format!("it has fewer than {SHORTEST_PASSWORD} characters: take several words"));
    }
    if password.len() > LONGEST_PASSWORD {
        return refused(format!("it is longer than {LONGEST_PASSWORD} bytes"));
    }
    let mut different: Vec<char> = password.to_lowercase().chars().collect();
    different.sort_unstable();
    different.dedup();
    if different.len() < FEWEST_DIFFERENT {
        return refused(format!("it has fewer than {FEWEST_DIFFERENT} different characters"));
    }
    // Whoever guesses begins with the name, and with the name twice.
    let without = password.to_lowercase().replace(&composed(name).to_lowercase(), "");
    if without.chars().count() < SHORTEST_PASSWORD / 2 {
        return refused("it is made of the account's name".to_owned());
    }
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|error| AccountsError::Random(error.to_string()))?;
    let hash = argon2().hash_password_with_salt(password.as_bytes(), &salt);
    hash.map(|hash| hash.to_string()).map_err(|error| AccountsError::Random(error.to_string()))
}

/// Whether a string is what is kept of a password.
pub(super) fn is_hash(text: &str) -> bool {
    PasswordHash::new(text).is_ok_and(|hash| hash.algorithm.as_str() == "argon2id")
}

/// Whether a password is the one of a hash.
pub(super) fn is_right(password: &str, hash: &str) -> bool {
    // A longer one can't have been set, and would only cost work.
    if password.len() > LONGEST_PASSWORD {
        return false;
    }
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    argon2().verify_password(composed(password).as_bytes(), &hash).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_one_is_taken() {
        let kept = hash("four grey herons wait", "ana").unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && is_hash(&kept), "{kept}");
        assert!(is_right("four grey herons wait", &kept));
        for wrong in ["", "four grey herons wai", "Four grey herons wait", "four grey herons wait "] {
            assert!(!is_right(wrong, &kept), "{wrong:?}");
        }
        assert_ne!(kept, hash("four grey herons wait", "ana").unwrap(), "each with a salt of its own");
        // The same letters, typed on another keyboard.
        let kept = hash("un \u{e9}t\u{e9} tr\u{e8}s humide", "ana").unwrap();
        assert!(is_right("un e\u{301}te\u{301} tre\u{300}s humide", &kept));
    }

    #[test]
    fn what_is_easily_guessed_is_refused() {
        let long = "abcdefgh".repeat(200);
        for password in ["", "short", "aaaaaaaaaaaaaaaaaaaa", "abababababababababab", "ana.brandt2026", long.as_str()] {
            assert!(hash(password, "ana").is_err(), "{password:?}");
        }
        assert!(hash("ana.brandt.ana.brandt1", "Ana.Brandt").is_err());
        assert!(!is_right(&long, &hash("four grey herons wait", "ana").unwrap()));
        assert!(!is_right("x", "no hash") && !is_hash("$2y$10$abc"));
    }
}
