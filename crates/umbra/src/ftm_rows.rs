//! Statements out of a file of statements: one a row, each citing its value's cell.

use umbra_model::{EntityId, FtmStatement, Origin, Schema, Source, Span, Standing, Statement};

/// The statement that a row makes; `None` for a row that only says that the entity is there.
///
/// # Errors
/// A sentence that says what is wrong with the row.
pub fn statement(source: &Source, row: u64, ftm: &FtmStatement) -> Result<Option<Statement>, String> {
    if ftm.prop == "id" {
        return Ok(None);
    }
    let reason = |error: &dyn std::fmt::Display| error.to_string();
    let entity = EntityId::new(&ftm.entity_id).map_err(|error| reason(&error))?;
    let schema = Schema::get(&ftm.schema).ok_or_else(|| format!("there is no schema {}", ftm.schema))?;
    let span = Span::in_cell(source.id, row, "value", &ftm.value).map_err(|error| reason(&error))?;
    let by = ftm.origin.as_deref().or(Some(ftm.dataset.as_str())).filter(|name| !name.is_empty());
    let origin = Origin::program("statements", env!("CARGO_PKG_VERSION")).with_rule(by.unwrap_or("unnamed"));
    let statement =
        Statement::new(entity, schema, &ftm.prop, &ftm.value, span, origin).map_err(|error| reason(&error))?;
    let own = |name: &str| ftm.extra.iter().find(|(column, _)| column == name).map(|(_, value)| value.as_str());
    let standing = own("standing").and_then(|name| name.parse::<Standing>().ok());
    let original = ftm.original_value.clone().or_else(|| statement.original().map(str::to_owned));
    Ok(Some(statement.with_standing(standing).with_language(ftm.lang.clone()).with_original(original)))
}
