//! Every address of the workbench's API, once: the router and the OpenAPI document are made of this table.

use std::sync::Arc;

use serde_json::Value;

use super::{
    Workbench, alerts, break_plan, describe, dossier, evidence, expand, export, figures, inspection, log, money,
    network, overview, reader, review, search, session, sources, statement, taken, timeline, trades, umbrellas,
    uploads,
};
use crate::http::{Call, Fault};

/// What a request is answered with.
pub(crate) enum Reply {
    Json(Value),
    /// A file to be saved.
    File {
        media_type: &'static str,
        name: String,
        content: Vec<u8>,
    },
}

/// How a request is answered.
pub(crate) type Endpoint = fn(&Arc<Workbench>, &Call) -> Result<Reply, Fault>;

/// An address: what it is for, what can be asked of it, and who answers.
pub(crate) struct Address {
    pub method: &'static str,
    pub path: &'static str,
    pub summary: &'static str,
    /// Names and meanings.
    pub parameters: &'static [(&'static str, &'static str)],
    /// Whether the parameters of the filter bar are understood too.
    pub is_filtered: bool,
    pub answer: Endpoint,
}

const LIMIT: (&str, &str) = ("limit", "how many at most");
const OFFSET: (&str, &str) = ("offset", "how many to pass over");
const ID: (&str, &str) = ("id", "the entity");

macro_rules! address {
    ($method:literal $path:literal, $summary:literal, [$($parameter:expr),* $(,)?], $filtered:literal, $answer:expr) => {
        Address {
            method: $method,
            path: concat!("/api/v1", $path),
            summary: $summary,
            parameters: &[$($parameter),*],
            is_filtered: $filtered,
            answer: $answer,
        }
    };
}

/// All of them, by view.
pub(crate) const ADDRESSES: &[Address] = &[
    address!("GET" "/openapi.json", "This document", [], false, describe::answer),
    address!("GET" "/session", "What is going on, and the token for writing", [], false, session::answer),
    address!("GET" "/overview", "The case on one screen", [], true, overview::answer),
    address!("GET" "/network", "The part of the network that is drawn, laid out", [
        ("most", "how many nodes at most"),
        ("around", "an entity in the middle; else the foremost of the whole case")
    ], true, network::answer),
    address!("GET" "/network/neighbours", "How many others an entity is tied to, by kind of tie", [ID], true, expand::count),
    address!("POST" "/network/expand", "An entity's neighbours with their ties, the foremost first; the body names the entity \
        (`id`), and if need be those that are drawn already (`among`), a kind of tie (`by`) and how many (`limit`)", [
    ], true, expand::answer),
    address!("GET" "/network/path", "The shortest way from one entity to another", [
        ("from", "an entity"), ("to", "another")
    ], true, expand::path),
    address!("GET" "/tie", "One tie with its sentences", [("id", "the tie")], false, evidence::tie),
    address!("GET" "/statements", "Where statements stand", [("ids", "their numbers, commas between")], false, evidence::answer),
    address!("GET" "/break", "Whose removal breaks the network, step by step", [
        ("around", "somebody of the network; the foremost if left out"),
        ("aim", "size, fewest, pairs, efficiency, money or protector"),
        ("most", "how many may be taken out")
    ], false, break_plan::answer),
    address!("GET" "/umbrellas", "Who shelters whom, by group", [OFFSET, LIMIT], true, umbrellas::answer),
    address!("GET" "/timeline", "What happened when, by person or group", [LIMIT, ID], true, timeline::answer),
    address!("GET" "/money", "Who pays and who is paid, with the largest flows laid out", [
        ("around", "of the largest flows only those to and from this party")
    ], false, money::answer),
    address!("GET" "/money/paths", "The widest way of money through time from one party to another, in each currency", [
        ("from", "a party"), ("to", "another")
    ], false, money::paths),
    address!("GET" "/trades", "Trades by places, those that stand out most", [
        ("level", "only places of this level, such as province")
    ], true, trades::answer),
    address!("GET" "/trades/cell", "One trade at one place, with all that it rests on", [
        ("trade", "the trade"), ("place", "the place"), ("within", "what it lies in, commas between; of several of one name")
    ], true, trades::cell),
    address!("GET" "/inspection", "The inspection list", [
        OFFSET, LIMIT, ("which", "open (the usual), overdue, verified or all")
    ], false, inspection::answer),
    address!("POST" "/inspection/step", "Opens an item of the inspection list for a `trade` at a `place`, or takes the one of an \
        `id` on: the body names its `state` (opened, assigned, rectified, verified, reopened), and if need be `assigned_to`, \
        `found`, `to_rectify`, `note` and `due`", [], false, inspection::step),
    address!("GET" "/figures", "The published figures and the checks between them", [OFFSET, LIMIT], false, figures::answer),
    address!("GET" "/dossier", "All that is known of one entity", [ID], false, dossier::answer),
    address!("GET" "/search", "Names, values and texts that hold some words", [
        ("q", "the words"), LIMIT, OFFSET, ("what", "entity or source"), ("schema", "only entities of this schema")
    ], false, search::answer),
    address!("GET" "/sources", "The sources and what could not be read", [
        OFFSET, LIMIT, ("q", "words in a source's name, path or publisher")
    ], false, sources::answer),
    address!("POST" "/sources/again", "Reads once more what the server was started with", [], false, sources::again),
    address!("GET" "/source", "A source's text with every quote marked, or its rows", [
        ("id", "the source"), OFFSET, ("at", "a statement: the piece of the text in which it stands")
    ], false, reader::answer),
    address!("GET" "/source/bytes", "A source as it was read", [("id", "the source")], false, reader::bytes),
    address!("POST" "/statements/add", "Adds what a person reads in a text", [], false, statement::answer),
    address!("GET" "/review", "Pairs of records that may be one", [OFFSET, LIMIT], false, review::answer),
    address!("POST" "/review/judge", "Writes what a person judged of a pair", [], false, review::judge),
    address!("POST" "/review/undo", "Takes a decision back", [], false, review::undo),
    address!("GET" "/review/statements", "Ties, events and candidates that programs took from documents and nobody has judged", [
        OFFSET, LIMIT
    ], false, taken::answer),
    address!("POST" "/review/statements/judge", "Writes whether what has an `id` `is_so`, and `why`", [], false, taken::judge),
    address!("POST" "/review/statements/undo", "Takes the last verdict on an `id` back", [], false, taken::undo),
    address!("GET" "/alerts", "What is new for the alerts of the case", [OFFSET, LIMIT], false, alerts::answer),
    address!("POST" "/alerts/add", "Adds an alert of a `kind` (name, relative-contractor, protector), with the `words` of a name; \
        it `looks_back` or only at what is read from now on", [], false, alerts::add),
    address!("POST" "/alerts/judge", "Writes what a person judged of a `hit` of an `alert`: same, different or unsure; without a \
        `judgement` the last one is taken back", [], false, alerts::judge),
    address!("GET" "/log", "Who did what when, the newest first", [OFFSET, LIMIT], false, log::answer),
    address!("POST" "/verify", "Recomputes every hash, span and quote", [], false, log::verify),
    address!("GET" "/export", "The case for other tools", [("format", "ftm, gexf or csv")], true, export::answer),
    address!("POST" "/uploads/read", "Reads what was uploaded into the case", [], false, uploads::read),
];

/// A page of a list.
pub(crate) struct Page {
    pub offset: usize,
    pub limit: usize,
}

impl Page {
    /// The page that is asked for, of so many when no number is named and at most so many.
    pub fn of(call: &Call, usual: usize, most: usize) -> Result<Self, Fault> {
        Ok(Self {
            offset: call.parameters.number("offset", 0, 10_000_000)?,
            limit: call.parameters.number("limit", usual, most)?,
        })
    }

    /// That part of a list.
    pub fn cut<'a, T>(&self, all: &'a [T]) -> &'a [T] {
        let start = self.offset.min(all.len());
        let end = start.saturating_add(self.limit).min(all.len());
        &all[start..end]
    }
}

/// Something as JSON.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<Value, Fault> {
    serde_json::to_value(value).map_err(|error| Fault::broken(format!("the answer can't be written: {error}")))
}
