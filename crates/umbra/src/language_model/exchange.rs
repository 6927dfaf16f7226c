//! One question with all that can go wrong on the way.

use std::io;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::{Value, json};
use umbra_extract::{PROMPT_VERSION, Question, usable};

use super::address::Address;
use super::request::{Response, post};
use crate::cli;

/// Tries of one question.
const TRIES: u32 = 4;

/// The longest wait between two tries, whatever the server asks for.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Tokens of an answer. A full answer about a passage of 3,000 characters has some 2,000; a small model that runs in circles would
/// otherwise go on until the time is up.
const LONGEST_ANSWER: u32 = 4_000;

/// A language model behind an endpoint that speaks OpenAI's chat completions.
#[derive(Debug)]
pub struct Endpoint {
    /// Where it is.
    pub address: Address,
    /// The model's name there.
    pub model: String,
    /// How long one answer may take.
    pub timeout: Duration,
    /// The wait after the first failure; it doubles with each.
    pub wait: Duration,
    key: Option<String>,
}

/// What came of a question.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An answer in the form that was asked for.
    Answered(String),
    /// No answer to this one, and why; the next may get one.
    Unanswered(String),
    /// No answer to this one or any other, and why.
    Down(String),
    /// The user wants to stop.
    Stopped,
}

impl Endpoint {
    /// The endpoint that the command line names, if it names one.
    ///
    /// # Errors
    /// As for [`Endpoint::new`].
    pub fn of(named: &cli::LanguageModel) -> Result<Option<Self>> {
        match (&named.llm, &named.model) {
            (Some(url), Some(model)) => Self::new(url, model, Duration::from_secs(named.llm_timeout)).map(Some),
            _ => Ok(None),
        }
    }

    /// An endpoint at an address. The key, if it needs one, is taken from the environment's `UMBRA_LLM_KEY`.
    ///
    /// # Errors
    /// When the address can't be used, or the key can't be sent.
    pub fn new(url: &str, model: &str, timeout: Duration) -> Result<Self> {
        let address = Address::parse(url)?;
        if address.is_secure && cfg!(not(feature = "tls")) {
            bail!(
                "this umbra was built without TLS, so it reaches no language model by https: build it with \
                 `cargo build --release --features tls`, or use an SSH tunnel to 127.0.0.1"
            );
        }
        let key = std::env::var("UMBRA_LLM_KEY").ok().map(|key| key.trim().to_owned()).filter(|key| !key.is_empty());
        if key.as_deref().is_some_and(|key| !key.bytes().all(|b| b.is_ascii_graphic())) {
            bail!("the variable UMBRA_LLM_KEY holds no key: there are spaces or unprintable characters in it");
        }
        if model.trim().is_empty() || model.chars().any(char::is_control) {
            bail!("{model:?} is no name of a model");
        }
        Ok(Self { address, model: model.trim().to_owned(), timeout, wait: Duration::from_secs(1), key })
    }

    /// The body that asks a question.
    pub fn body(&self, question: &Question) -> Value {
        json!({
            "model": self.model,
            "messages": [
                {"role": "system", "content": question.instructions},
                {"role": "user", "content": question.words},
            ],
            "temperature": 0,
            "stream": false,
            "max_tokens": LONGEST_ANSWER,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "umbra_reading", "strict": true, "schema": question.form},
            },
        })
    }

    /// What tells a question from others, whoever answers it: the model, the instructions, the form and the passage.
    pub fn hash_of(&self, question: &Question) -> String {
        let form = question.form.to_string();
        let parts = [PROMPT_VERSION, &self.model, question.instructions, &form, &question.words];
        umbra_case::ModelAnswer::question_of(&parts)
    }

    /// Asks, and asks again where that may help: after 429, errors of the server, answers in no form, and no answer at all.
    pub fn ask(&self, question: &Question, stop: &dyn Fn() -> bool) -> Outcome {
        let mut body = self.body(question);
        let mut wait = self.wait;
        for left in (0..TRIES).rev() {
            let words = body.to_string();
            let mut response = post(&self.address, self.key.as_deref(), words.as_bytes(), self.timeout, stop);
            // As often as there are fields that an endpoint may not take.
            while let Ok(refusal) = &response
                && refusal.status == 400
                && without_refused(&mut body, &refusal.body)
            {
                let words = body.to_string();
                response = post(&self.address, self.key.as_deref(), words.as_bytes(), self.timeout, stop);
            }
            let (fault, named) = match response {
                Err(error) if stop() || error.kind() == io::ErrorKind::Interrupted => return Outcome::Stopped,
                Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                    // Asking again would take as long.
                    let seconds = self.timeout.as_secs();
                    return Outcome::Unanswered(format!("no answer within {seconds} s; --llm-timeout gives it longer"));
                }
                Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
                    return Outcome::Down(format!("nothing answers at {}: is it running?", self.address));
                }
                Err(error) if left == 0 => {
                    return Outcome::Down(format!("{} can't be reached: {error}", self.address));
                }
                Err(error) => (error.to_string(), None),
                Ok(response) => match judged(&response) {
                    Judged::Answer(answer) => return Outcome::Answered(answer),
                    Judged::Never(why) => return Outcome::Down(why),
                    Judged::NotThis(why) => return Outcome::Unanswered(why),
                    Judged::Again(why) => (why, response.retry_after.map(Duration::from_secs)),
                },
            };
            if left == 0 {
                return Outcome::Unanswered(fault);
            }
            let until = Instant::now() + named.unwrap_or(wait).min(LONGEST_WAIT);
            wait = (wait * 2).min(LONGEST_WAIT);
            while Instant::now() < until {
                if stop() {
                    return Outcome::Stopped;
                }
                std::thread::sleep(until.saturating_duration_since(Instant::now()).min(Duration::from_millis(100)));
            }
        }
        Outcome::Unanswered("no answer".to_owned())
    }
}

/// Takes out of a question the field that an endpoint refuses, where it can do without: models that think first take no temperature, and call
/// the longest answer by another name. Whether one was taken out.
fn without_refused(body: &mut Value, refusal: &[u8]) -> bool {
    let refusal = String::from_utf8_lossy(refusal);
    let Some(fields) = body.as_object_mut() else { return false };
    if refusal.contains("max_tokens")
        && let Some(longest) = fields.remove("max_tokens")
    {
        fields.insert("max_completion_tokens".to_owned(), longest);
        return true;
    }
    let refused = ["max_completion_tokens", "temperature"].into_iter().find(|field| refusal.contains(field));
    refused.is_some_and(|field| fields.remove(field).is_some())
}

enum Judged {
    Answer(String),
    /// Try again.
    Again(String),
    /// This question gets no answer.
    NotThis(String),
    /// No question gets one.
    Never(String),
}

fn judged(response: &Response) -> Judged {
    let body: Value = serde_json::from_slice(&response.body).unwrap_or(Value::Null);
    let said = || {
        let message = body.pointer("/error/message").or_else(|| body.get("error")).or_else(|| body.get("detail"));
        let message = message.and_then(Value::as_str).unwrap_or_default();
        let words: String = message.chars().filter(|l| !l.is_control()).take(200).collect();
        if words.is_empty() { String::new() } else { format!(": {words}") }
    };
    match response.status {
        200..=299 => {}
        408 | 409 | 425 | 429 | 500..=599 => {
            return Judged::Again(format!("the endpoint answered {}{}", response.status, said()));
        }
        // A passage that is too long, or in which a filter saw something.
        413 | 422 => return Judged::NotThis(format!("the endpoint answered {}{}", response.status, said())),
        300..=399 => {
            return Judged::Never(format!(
                "the endpoint sends on to another address ({}); text goes only where you say: give that address",
                response.status
            ));
        }
        401 | 403 => {
            return Judged::Never(format!(
                "the endpoint wants a key ({}{}): put it into the variable UMBRA_LLM_KEY",
                response.status,
                said()
            ));
        }
        status => {
            return Judged::Never(format!(
                "the endpoint answered {status}{}; it must know the model and speak OpenAI's chat completions with \
                 `response_format`",
                said()
            ));
        }
    }
    let Some(content) = body.pointer("/choices/0/message/content").and_then(Value::as_str) else {
        return Judged::Again("the answer has no content".to_owned());
    };
    match body.pointer("/choices/0/finish_reason").and_then(Value::as_str) {
        Some("length") => {
            return Judged::NotThis(format!(
                "the answer was cut off: the model allows no longer one, or ran in circles for {LONGEST_ANSWER} tokens"
            ));
        }
        Some("content_filter") => return Judged::NotThis("the endpoint's filter held the answer back".to_owned()),
        _ => {}
    }
    match usable(content) {
        Ok(()) => Judged::Answer(content.to_owned()),
        Err(why) => Judged::Again(why.to_string()),
    }
}
