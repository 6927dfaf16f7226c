//! Answers that take long and follow from the case alone, kept as long as it stands as it is.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use serde_json::Value;

use super::addresses::Reply;
use crate::http::{Call, Fault};

/// Kept answers take at most so many bytes together.
const ROOM: usize = 32 << 20;

/// An answer, once it is there; whoever makes it holds it.
type Slot = Arc<Mutex<Option<Bytes>>>;

/// Answers by what was asked, the oldest first.
#[derive(Default)]
pub(crate) struct Remembered {
    answers: Mutex<VecDeque<(String, Bytes)>>,
    /// What is being answered.
    making: Mutex<Vec<(String, Slot)>>,
}

impl Remembered {
    /// The answer to a call: that of last time, or a new one. Only for what depends neither on who asks nor on anything
    /// outside the desk that this belongs to.
    pub fn answer(&self, call: &Call, make: impl FnOnce() -> Result<Value, Fault>) -> Result<Reply, Fault> {
        let question = call.question();
        if let Some(answer) = self.known(&question) {
            return Ok(Reply::Ready(answer));
        }
        // Whoever asks the same meanwhile waits for this answer rather than work it out beside it; no other question is held up.
        let slot = {
            let mut making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
            let known = making.iter().find(|(known, _)| *known == question).map(|(_, slot)| Arc::clone(slot));
            known.unwrap_or_else(|| {
                let slot = Slot::default();
                making.push((question.clone(), Arc::clone(&slot)));
                slot
            })
        };
        let mut held = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = held.as_ref() {
            return Ok(Reply::Ready(answer.clone()));
        }
        let made = make().map(|answer| Bytes::from(answer.to_string()));
        if let Ok(answer) = &made {
            *held = Some(answer.clone());
            self.keep(&question, answer.clone());
        }
        self.making.lock().unwrap_or_else(PoisonError::into_inner).retain(|(known, _)| *known != question);
        made.map(Reply::Ready)
    }

    fn known(&self, question: &str) -> Option<Bytes> {
        let answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.iter().find(|(known, _)| known == question).map(|(_, answer)| answer.clone())
    }

    fn keep(&self, question: &str, answer: Bytes) {
        let mut known = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        known.push_back((question.to_owned(), answer));
        let mut size: usize = known.iter().map(|(question, answer)| question.len() + answer.len()).sum();
        while size > ROOM
            && let Some((question, answer)) = known.pop_front()
        {
            size -= question.len() + answer.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use axum::http::{HeaderMap, Uri};
    use serde_json::json;

    use super::*;
    use crate::workbench::Visitor;

    fn call(question: &str) -> Call {
        let visitor = Visitor::default();
        Call::new(&question.parse::<Uri>().unwrap(), HeaderMap::new(), Bytes::new(), visitor)
    }

    fn words(reply: Result<Reply, Fault>) -> String {
        match reply {
            Ok(Reply::Ready(bytes)) => String::from_utf8(bytes.to_vec()).unwrap(),
            _ => panic!("no answer that is written out"),
        }
    }

    #[test]
    fn those_who_ask_the_same_at_once_share_one_answer() {
        let (remembered, made, all_there) = (Remembered::default(), AtomicUsize::new(0), Barrier::new(4));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    all_there.wait();
                    let told = remembered.answer(&call("/api/v1/money?x=1"), || {
                        std::thread::yield_now();
                        Ok(json!(made.fetch_add(1, Ordering::SeqCst)))
                    });
                    assert_eq!(words(told), "0");
                });
            }
        });
        assert_eq!(words(remembered.answer(&call("/api/v1/money?x=2"), || Ok(json!("other")))), "\"other\"");
        assert_eq!(made.load(Ordering::SeqCst), 1);
    }

    #[test]
    fn what_failed_is_tried_again() {
        let remembered = Remembered::default();
        let failed = remembered.answer(&call("/api/v1/break"), || Err(Fault::bad_request("nothing to part")));
        assert!(failed.is_err());
        assert_eq!(words(remembered.answer(&call("/api/v1/break"), || Ok(json!(1)))), "1");
    }
}
