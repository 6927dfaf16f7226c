//! Writing: one transaction that is kept whole or not at all.

use std::collections::HashMap;

use rusqlite::params;
use umbra_model::{EntityId, Reliability, SourceId, Statement, Text};

use crate::checksum::Canonical;
use crate::citation::Citations;
use crate::error::{At, CaseError, Result};
use crate::log::{self, Ledger};
use crate::record::{INSERT, Keys};
use crate::{Case, Judgement, StatementId, group};

/// Whether a source was new to the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It was stored.
    New,
    /// The case held the same bytes already.
    Known,
}

/// A transaction on a case. What it did is kept by [`Writer::commit`]; dropped without it, nothing is.
pub struct Writer<'c> {
    pub(crate) case: &'c Case,
    actor: String,
    action: String,
    note: Option<String>,
    pub(crate) ledger: Ledger,
    next: HashMap<&'static str, i64>,
    citations: Citations,
    open: bool,
}

impl Case {
    /// Begins a transaction. `actor` is the name of the person or program that answers for it.
    ///
    /// # Errors
    /// [`CaseError::ReadOnly`]; [`CaseError::InUse`] when something else is writing.
    pub fn begin(&mut self, actor: impl Into<String>) -> Result<Writer<'_>> {
        self.begin_transaction(actor)
    }

    /// The same for the crate itself, which reads by the same connection meanwhile.
    pub(crate) fn begin_transaction(&self, actor: impl Into<String>) -> Result<Writer<'_>> {
        if self.is_read_only() {
            return Err(CaseError::ReadOnly(self.path.clone()));
        }
        self.connection.execute_batch("BEGIN IMMEDIATE").at(&self.path)?;
        Ok(Writer {
            case: self,
            actor: actor.into(),
            action: "write".to_owned(),
            note: None,
            ledger: Ledger::default(),
            next: HashMap::new(),
            citations: Citations::default(),
            open: true,
        })
    }
}

impl Writer<'_> {
    /// Names the action for the audit log; `write` unless said otherwise.
    pub fn name_action(&mut self, action: impl Into<String>) {
        self.action = action.into();
    }

    /// Adds a note to the entry in the audit log.
    pub fn note(&mut self, note: impl Into<String>) {
        self.note = Some(note.into());
    }

    /// Who answers for the transaction.
    pub fn actor(&self) -> &str {
        &self.actor
    }

    /// The case as this transaction has made it so far.
    pub fn case(&self) -> &Case {
        self.case
    }

    /// Stores statements, in their order, and numbers them. All of them are stored or none.
    ///
    /// # Errors
    /// [`CaseError::SpanDiffers`] when a statement's words do not stand where it says, [`CaseError::UnknownSource`]
    /// when its source has not been added, [`CaseError::DiskFull`].
    pub fn add_statements(&mut self, statements: &[Statement]) -> Result<Vec<StatementId>> {
        for statement in statements {
            self.citations.check(self.case, statement.span())?;
        }
        self.guarded(|writer| writer.store_statements(statements))
    }

    fn store_statements(&mut self, statements: &[Statement]) -> Result<Vec<StatementId>> {
        let mut ids = vec![StatementId::from_number(0); statements.len()];
        let mut canonical = Canonical::new();
        for group in group::group(statements) {
            let id = self.next_id("record")?;
            let (schema, origin) = (group.first.schema(), group.first.origin());
            let source_id = group.first.span().source();
            let source = self.case.source_key(source_id)?.ok_or(CaseError::UnknownSource(source_id))?;
            let record = group.record();
            let checksum = record.checksum(&mut canonical, schema.name(), &source_id, origin);
            let keys = Keys { schema: self.schema_key(schema)?, source, origin: self.origin_key(origin)? };
            let (connection, path) = (&self.case.connection, &self.case.path);
            connection
                .prepare_cached(INSERT)
                .and_then(|mut insert| record.insert(&mut insert, id, keys, checksum))
                .at(path)?;
            for target in group.statements().filter_map(Statement::target) {
                connection
                    .prepare_cached("INSERT INTO reference (record, target) VALUES (?1, ?2)")
                    .and_then(|mut insert| insert.execute(params![id, target.as_str()]))
                    .at(path)?;
            }
            self.ledger.note("record", id, checksum);
            for (ordinal, index) in group.order().enumerate() {
                ids[index] = StatementId::new(id, ordinal);
            }
        }
        Ok(ids)
    }

    /// Withdraws a statement. It stays in the case, marked, and counts no more.
    ///
    /// # Errors
    /// [`CaseError::UnknownStatement`], [`CaseError::AlreadyRetracted`].
    pub fn retract(&mut self, statement: StatementId, why: &str) -> Result<()> {
        let stated = self.case.statement(statement)?.ok_or(CaseError::UnknownStatement(statement.number()))?;
        if stated.retracted {
            return Err(CaseError::AlreadyRetracted(statement.number()));
        }
        self.guarded(|writer| {
            let (id, at) = (writer.next_id("retraction")?, writer.case.clock.now());
            let checksum = retraction_checksum(statement.number(), why, &writer.actor, &at);
            writer
                .case
                .connection
                .prepare_cached(
                    "INSERT INTO retraction (id, statement, why, actor, at, checksum) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )
                .and_then(|mut insert| insert.execute(params![id, statement.number(), why, writer.actor, at, checksum]))
                .at(&writer.case.path)?;
            writer.ledger.note("retraction", id, checksum);
            Ok(())
        })
    }

    /// Judges whether two ids mean one entity. The last decision on a pair counts, so a decision is reversed by the
    /// next one. `score` is that of the comparison behind it, from 0 to 1, if a program made it. Gives the decision's
    /// number.
    ///
    /// # Errors
    /// [`CaseError::SameId`] when the ids are one, [`CaseError::NoScore`] when the score is out of range.
    pub fn decide(
        &mut self,
        left: &EntityId,
        right: &EntityId,
        judgement: Judgement,
        why: &str,
        score: Option<f64>,
    ) -> Result<i64> {
        if left == right {
            return Err(CaseError::SameId(left.to_string()));
        }
        if let Some(score) = score.filter(|score| !(0.0..=1.0).contains(score)) {
            return Err(CaseError::NoScore(score));
        }
        let (left, right) = (left.min(right), left.max(right));
        self.guarded(|writer| {
            let (id, at) = (writer.next_id("decision")?, writer.case.clock.now());
            let checksum =
                decision_checksum([left.as_str(), right.as_str(), judgement.name(), why, &writer.actor, &at], score);
            writer
                .case
                .connection
                .prepare_cached(
                    "INSERT INTO decision (id, \"left\", \"right\", judgement, score, why, actor, at, checksum) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                )
                .and_then(|mut insert| {
                    let (left, right) = (left.as_str(), right.as_str());
                    insert.execute(params![id, left, right, judgement.name(), score, why, writer.actor, at, checksum])
                })
                .at(&writer.case.path)?;
            writer.ledger.note("decision", id, checksum);
            Ok(id)
        })
    }

    /// Judges how reliable a source is. The last judgement counts.
    ///
    /// # Errors
    /// [`CaseError::UnknownSource`].
    pub fn set_reliability(&mut self, source: SourceId, reliability: Reliability, why: &str) -> Result<()> {
        let key = self.case.source_key(source)?.ok_or(CaseError::UnknownSource(source))?;
        self.guarded(|writer| writer.grade(key, source, reliability, why))
    }

    pub(crate) fn grade(&mut self, key: i64, source: SourceId, reliability: Reliability, why: &str) -> Result<()> {
        let (id, at, letter) = (self.next_id("grade")?, self.case.clock.now(), reliability.to_string());
        let checksum = grade_checksum(&source, [&letter, why, &self.actor, &at]);
        self.case
            .connection
            .prepare_cached(
                "INSERT INTO grade (id, source, reliability, why, actor, at, checksum) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )
            .and_then(|mut insert| insert.execute(params![id, key, letter, why, self.actor, at, checksum]))
            .at(&self.case.path)?;
        self.ledger.note("grade", id, checksum);
        Ok(())
    }

    /// Notes a file that could not be read, and why.
    ///
    /// # Errors
    /// [`CaseError::DiskFull`].
    pub fn note_skipped(&mut self, path: &str, reason: &str) -> Result<()> {
        self.guarded(|writer| writer.skip(path, None, reason))
    }

    pub(crate) fn skip(&mut self, path: &str, row: Option<i64>, reason: &str) -> Result<()> {
        let (id, checksum) = (self.next_id("skipped")?, skipped_checksum(path, row, reason));
        self.case
            .connection
            .prepare_cached("INSERT INTO skipped (id, path, \"row\", reason, checksum) VALUES (?1, ?2, ?3, ?4, ?5)")
            .and_then(|mut insert| insert.execute(params![id, path, row, reason, checksum]))
            .at(&self.case.path)?;
        self.ledger.note("skipped", id, checksum);
        Ok(())
    }

    /// Keeps what was done: appends it to the audit log and brings the full-text index up to date.
    ///
    /// The index is a cache. When it can't be written, the case is kept all the same and the next search tries again.
    ///
    /// # Errors
    /// [`CaseError::DiskFull`] and others, in which case nothing of the transaction is kept.
    pub fn commit(mut self) -> Result<()> {
        self.finish()?;
        // Whoever searches next meets the error, if it lasts.
        let _ = self.case.update_index();
        Ok(())
    }

    /// Keeps what was done as [`Writer::commit`] does, and leaves the full-text index to [`Case::update_index`] or the next
    /// search: for many small transactions in a row, each of which would cost it a file.
    ///
    /// # Errors
    /// As for [`Writer::commit`].
    pub fn commit_unindexed(mut self) -> Result<()> {
        self.finish()
    }

    /// Ends the transaction without touching the full-text index.
    pub(crate) fn finish(&mut self) -> Result<()> {
        let (case, ledger) = (self.case, std::mem::take(&mut self.ledger));
        if case.connection.is_autocommit() {
            return Err(CaseError::RolledBack);
        }
        if !ledger.is_empty() {
            let at = case.clock.now();
            log::append(&case.connection, &at, &self.actor, &self.action, self.note.take(), ledger).at(&case.path)?;
        }
        case.connection.execute_batch("COMMIT").at(&case.path)?;
        self.open = false;
        Ok(())
    }

    /// Runs a step so that it is kept whole or not at all, within the transaction.
    pub(crate) fn guarded<T>(&mut self, step: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.case.connection.is_autocommit() {
            // SQLite ends a transaction by itself when, for one, the disk is full.
            return Err(CaseError::RolledBack);
        }
        let (ledger, next) = (self.ledger.clone(), self.next.clone());
        self.case.connection.execute_batch("SAVEPOINT step").at(&self.case.path)?;
        let done = step(self);
        let end = if done.is_ok() { "RELEASE step" } else { "ROLLBACK TO step; RELEASE step" };
        let ended = match self.case.connection.execute_batch(end).at(&self.case.path) {
            // The step's own error says more.
            Err(_) if done.is_err() => Ok(()),
            other => other,
        };
        if done.is_err() {
            (self.ledger, self.next) = (ledger, next);
            self.case.forget();
        }
        ended.and(done)
    }

    /// The next free id of a table.
    pub(crate) fn next_id(&mut self, table: &'static str) -> Result<i64> {
        self.next_ids(table, 1)
    }

    /// Takes so many ids of a table, one behind the other. Gives the first.
    pub(crate) fn next_ids(&mut self, table: &'static str, count: i64) -> Result<i64> {
        let next = match self.next.get(table) {
            Some(next) => *next,
            None => {
                let sql = format!("SELECT coalesce(max(id), 0) + 1 FROM {table}");
                self.case.connection.query_row(&sql, [], |row| row.get(0)).at(&self.case.path)?
            }
        };
        self.next.insert(table, next + count);
        Ok(next)
    }

    pub(crate) fn remember_text(&mut self, text: &Text) {
        self.citations.remember(text.clone());
    }
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        if self.open {
            // It fails only when SQLite has rolled back by itself.
            let _ = self.case.connection.execute_batch("ROLLBACK");
            self.case.forget();
        }
    }
}

/// The checksum of a row of `retraction`.
pub(crate) fn retraction_checksum(statement: i64, why: &str, actor: &str, at: &str) -> i64 {
    Canonical::new().integer(statement).text(why).text(actor).text(at).checksum()
}

/// The checksum of a row of `decision`, over left, right, judgement, why, actor and time.
pub(crate) fn decision_checksum(fields: [&str; 6], score: Option<f64>) -> i64 {
    let mut canonical = Canonical::new();
    for field in fields {
        canonical.text(field);
    }
    canonical.optional_integer(score.map(|score| score.to_bits().cast_signed())).checksum()
}

/// The checksum of a row of `grade`, over reliability, why, actor and time.
pub(crate) fn grade_checksum(source: &SourceId, fields: [&str; 4]) -> i64 {
    let mut canonical = Canonical::new();
    canonical.source(source);
    for field in fields {
        canonical.text(field);
    }
    canonical.checksum()
}

/// The checksum of a row of `skipped`.
pub(crate) fn skipped_checksum(path: &str, row: Option<i64>, reason: &str) -> i64 {
    Canonical::new().text(path).optional_integer(row).text(reason).checksum()
}
