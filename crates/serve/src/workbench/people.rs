//! Signing in and out, and who may.

use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::Workbench;
use super::addresses::Reply;
use crate::http::{Call, Fault};

/// Bytes of what is sent here: a name and two passwords.
const LARGEST: usize = 8 << 10;

fn sent<T: DeserializeOwned>(call: &Call) -> Result<T, Fault> {
    if call.body.len() > LARGEST {
        return Err(Fault::malformed(format!("the body is larger than {LARGEST} bytes")));
    }
    // What is wrong with it is not told: a message may hold a password.
    serde_json::from_slice(&call.body).map_err(|_| Fault::malformed("the body is not what /api/v1/openapi.json says"))
}

#[derive(Deserialize)]
struct SignIn {
    name: String,
    password: String,
}

pub(crate) fn sign_in(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let SignIn { name, password } = sent(call)?;
    let cookie = workbench.gate.sign_in(&call.visitor, &name, &password)?;
    Ok(Reply::Cookie(json!({ "signed_in": true }), cookie))
}

pub(crate) fn sign_out(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let cookie = workbench.gate.sign_out(&call.visitor)?;
    Ok(Reply::Cookie(json!({ "signed_in": false }), cookie))
}

#[derive(Deserialize)]
struct NewPassword {
    old: String,
    new: String,
}

pub(crate) fn password(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let NewPassword { old, new } = sent(call)?;
    let cookie = workbench.gate.set_password(&call.visitor, &old, &new)?;
    Ok(Reply::Cookie(json!({ "signed_in": true }), cookie))
}

pub(crate) fn list(workbench: &Arc<Workbench>, _: &Call) -> Result<Reply, Fault> {
    let accounts = workbench.gate.accounts()?;
    let accounts: Vec<Value> = accounts
        .iter()
        .map(|(account, sessions)| {
            json!({ "name": account.name, "role": account.role, "since": account.since,
                "password_since": account.password_since, "sessions": sessions })
        })
        .collect();
    Ok(Reply::Json(json!({ "total": accounts.len(), "results": accounts })))
}

#[derive(Deserialize)]
struct Whose {
    name: String,
}

pub(crate) fn end_sessions(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let Whose { name } = sent(call)?;
    workbench.gate.end_sessions(&name)?;
    Ok(Reply::Json(json!({ "name": name })))
}
