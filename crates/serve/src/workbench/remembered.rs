//! Answers that take long and follow from the case alone, kept as long as it stands as it is.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use serde_json::Value;

use super::addresses::Reply;
use crate::http::{Call, Fault};

/// Kept answers take at most so many bytes together.
const ROOM: usize = 32 << 20;

/// Answers by what was asked, the oldest first.
#[derive(Default)]
pub(crate) struct Remembered {
    answers: Mutex<VecDeque<(String, Bytes)>>,
}

impl Remembered {
    /// The answer to a call: that of last time, or a new one. Only for what depends neither on who asks nor on anything
    /// outside the desk that this belongs to.
    pub fn answer(&self, call: &Call, make: impl FnOnce() -> Result<Value, Fault>) -> Result<Reply, Fault> {
        let question = call.question();
        let known = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, answer)) = known.iter().find(|(known, _)| *known == question) {
            return Ok(Reply::Ready(answer.clone()));
        }
        // Two who ask the same at once both wait for their own: no answer is held up by another.
        drop(known);
        let answer = Bytes::from(make()?.to_string());
        let mut known = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        known.push_back((question, answer.clone()));
        let mut size: usize = known.iter().map(|(question, answer)| question.len() + answer.len()).sum();
        while size > ROOM
            && let Some((question, answer)) = known.pop_front()
        {
            size -= question.len() + answer.len();
        }
        Ok(Reply::Ready(answer))
    }
}
