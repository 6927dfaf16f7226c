//! Every address of the workbench's API, once: the router and the OpenAPI document are made of this table.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::HeaderValue;
use serde_json::Value;

use super::{
    Workbench, alerts, break_plan, describe, dossier, entity_notes, events, evidence, expand, export, figures,
    inspection, log, money, network, overview, people, places, reader, reports, review, search, session, sources,
    statement, taken, timeline, trades, umbrellas, uploads,
};
use crate::accounts::Role;
use crate::http::{Call, Fault};

/// What a request is answered with.
pub(crate) enum Reply {
    Json(Value),
    /// JSON that is written out already.
    Ready(Bytes),
    /// JSON, and what the browser is to send with its next requests.
    Cookie(Value, HeaderValue),
    /// A PDF file to be shown beside its text.
    Pdf(Vec<u8>),
    /// A file to be saved.
    File {
        media_type: &'static str,
        name: String,
        content: Vec<u8>,
    },
}

/// How a request is answered.
pub(crate) type Endpoint = fn(&Arc<Workbench>, &Call) -> Result<Reply, Fault>;

/// Who answers.
pub(crate) enum Answer {
    /// A request that is read as a whole is answered as a whole.
    Whole(Endpoint),
    /// The events, which go on.
    Events,
    /// An upload, which is read as it comes.
    Upload,
}

/// An address: what it is for, what can be asked of it, and who answers.
pub(crate) struct Address {
    pub method: &'static str,
    pub path: &'static str,
    pub summary: &'static str,
    /// Names and meanings.
    pub parameters: &'static [(&'static str, &'static str)],
    /// Whether the parameters of the filter bar are understood too.
    pub is_filtered: bool,
    /// What somebody must at least be to be answered; `None` where whoever is not signed in is answered too.
    pub least: Option<Role>,
    pub answer: Answer,
}

const LIMIT: (&str, &str) = ("limit", "how many at most");
const OFFSET: (&str, &str) = ("offset", "how many to pass over");
const ID: (&str, &str) = ("id", "the entity");

macro_rules! address {
    ($least:ident $method:literal $path:literal, $summary:literal, [$($parameter:expr),* $(,)?], $filtered:literal, $answer:expr) => {
        Address {
            method: $method,
            path: concat!("/api/v1", $path),
            summary: $summary,
            parameters: &[$($parameter),*],
            is_filtered: $filtered,
            least: $least,
            answer: Answer::Whole($answer),
        }
    };
}

/// Who may ask, from an address on: each address below has to say it.
const ANYONE: Option<Role> = None;
const READER: Option<Role> = Some(Role::Reader);
const REVIEWER: Option<Role> = Some(Role::Reviewer);
const EDITOR: Option<Role> = Some(Role::Editor);
const OWNER: Option<Role> = Some(Role::Owner);

/// All of them, by view.
pub(crate) const ADDRESSES: &[Address] = &[
    address!(READER "GET" "/openapi.json", "This document", [], false, describe::answer),
    address!(ANYONE "GET" "/session", "What is going on, and the token for writing", [], false, session::answer),
    address!(READER "GET" "/overview", "The case on one screen", [], true, overview::answer),
    address!(READER "GET" "/network", "The part of the network that is drawn, laid out", [
        ("most", "how many nodes at most"),
        ("around", "an entity in the middle; else the foremost of the whole case")
    ], true, network::answer),
    address!(READER "GET" "/network/neighbours", "How many others an entity is tied to, by kind of tie", [ID], true, expand::count),
    address!(READER "POST" "/network/expand", "An entity's neighbours with their ties, the foremost first; the body names the entity \
        (`id`), and if need be those that are drawn already (`among`), a kind of tie (`by`) and how many (`limit`)", [
    ], true, expand::answer),
    address!(READER "GET" "/network/path", "The shortest way from one entity to another", [
        ("from", "an entity"), ("to", "another")
    ], true, expand::path),
    address!(READER "GET" "/tie", "One tie with its sentences", [("id", "the tie")], false, evidence::tie),
    address!(READER "GET" "/statements", "Where statements stand", [("ids", "their numbers, commas between")], false, evidence::answer),
    address!(READER "GET" "/break", "Whose removal breaks the network, step by step", [
        ("around", "somebody of the network; the foremost if left out"),
        ("aim", "size, fewest, pairs, efficiency, money or protector"),
        ("most", "how many may be taken out")
    ], false, break_plan::answer),
    address!(READER "GET" "/umbrellas", "Who shelters whom, by group", [OFFSET, LIMIT], true, umbrellas::answer),
    address!(READER "GET" "/timeline", "What happened when, by person or group", [LIMIT, ID], true, timeline::answer),
    address!(READER "GET" "/money", "Who pays and who is paid, with the largest flows laid out", [
        ("around", "of the largest flows only those to and from this party")
    ], true, money::answer),
    address!(READER "GET" "/money/paths", "The widest way of money through time from one party to another, in each currency", [
        ("from", "a party"), ("to", "another")
    ], true, money::paths),
    address!(READER "GET" "/trades", "Trades by places, those that stand out most", [
        ("level", "only places of this level, such as province")
    ], true, trades::answer),
    address!(READER "GET" "/trades/cell", "One trade at one place, with all that it rests on", [
        ("trade", "the trade"), ("place", "the place"), ("within", "what it lies in, commas between; of several of one name")
    ], true, trades::cell),
    address!(READER "GET" "/inspection", "The inspection list", [
        OFFSET, LIMIT, ("which", "open (the usual), overdue, verified or all")
    ], false, inspection::answer),
    address!(EDITOR "POST" "/inspection/step", "Opens an item of the inspection list for a `trade` at a `place`, or takes the one of an \
        `id` on: the body names its `state` (opened, assigned, rectified, verified, reopened), and if need be `assigned_to`, \
        `found`, `to_rectify`, `note` and `due`", [], false, inspection::step),
    address!(READER "GET" "/figures", "The published figures and the checks between them", [OFFSET, LIMIT], false, figures::answer),
    address!(READER "GET" "/dossier", "All that is known of one entity", [ID], false, dossier::answer),
    address!(READER "GET" "/dossier/file", "The same as a file", [
        ID, ("place", "instead of an entity, a place as /api/v1/places calls it"), ("format", "html, pdf, docx or markdown")
    ], false, dossier::file),
    address!(READER "GET" "/search", "Names, values and texts that hold some words", [
        ("q", "the words"), LIMIT, OFFSET, ("what", "entity or source"), ("schema", "only entities of this schema")
    ], false, search::answer),
    address!(READER "GET" "/sources", "The sources and what could not be read", [
        OFFSET, LIMIT, ("q", "words in a source's name, path or publisher")
    ], false, sources::answer),
    address!(EDITOR "POST" "/sources/again", "Reads once more what the server was started with", [], false, sources::again),
    address!(READER "GET" "/source", "A source's text with every quote marked, or its rows", [
        ("id", "the source"), OFFSET, ("at", "a statement: the piece of the text in which it stands")
    ], false, reader::answer),
    address!(READER "GET" "/source/bytes", "A source as it was read", [("id", "the source")], false, reader::bytes),
    address!(EDITOR "POST" "/statements/add", "Adds what a person reads in a text: the body names the `source`, from which character to which \
        (`start`, `end`), the `schema`, a `property` and, unless it is the words themselves, its `value`; if need be the `entity`, its `standing`, and \
        further values (`also`) of the same entity, such as the other end of a tie", [], false, statement::answer),
    address!(READER "GET" "/review", "Pairs of records that may be one", [OFFSET, LIMIT], false, review::answer),
    address!(REVIEWER "POST" "/review/judge", "Writes what a person judged of a pair", [], false, review::judge),
    address!(REVIEWER "POST" "/review/undo", "Takes a decision back", [], false, review::undo),
    address!(READER "GET" "/review/statements", "Ties, events and candidates that programs took from documents and nobody has judged", [
        OFFSET, LIMIT
    ], false, taken::answer),
    address!(REVIEWER "POST" "/review/statements/judge", "Writes whether what has an `id` `is_so` (null: it can't be told), `why`, and of a candidate what it is to be `read_as`", [], false, taken::judge),
    address!(REVIEWER "POST" "/review/statements/undo", "Takes the last verdict on an `id` back", [], false, taken::undo),
    address!(READER "GET" "/alerts", "What is new for the alerts of the case", [OFFSET, LIMIT], false, alerts::answer),
    address!(EDITOR "POST" "/alerts/add", "Adds an alert of a `kind` (name, relative-contractor, protector), with the `words` of a name; \
        it `looks_back` or only at what is read from now on", [], false, alerts::add),
    address!(REVIEWER "POST" "/alerts/judge", "Writes what a person judged of a `hit` of an `alert`: same, different or unsure; without a \
        `judgement` the last one is taken back", [], false, alerts::judge),
    address!(READER "GET" "/log", "Who did what when, the newest first", [OFFSET, LIMIT], false, log::answer),
    address!(REVIEWER "POST" "/verify", "Recomputes every hash, span and quote", [], false, log::verify),
    address!(READER "GET" "/export", "The case for other tools", [("format", "ftm, gexf or csv")], true, export::answer),
    address!(EDITOR "POST" "/uploads/read", "Reads what was uploaded into the case", [], false, uploads::read),
    Address {
        method: "PUT",
        path: uploads::PATH,
        summary: "Takes one file up, to be read with the others by /api/v1/uploads/read",
        parameters: &[],
        is_filtered: false,
        least: EDITOR,
        answer: Answer::Upload,
    },
    Address {
        method: "GET",
        path: events::PATH,
        summary: "Server-sent events: `activity` tells what is going on, `desk` that the case has changed",
        parameters: &[],
        is_filtered: false,
        least: READER,
        answer: Answer::Events,
    },
    address!(ANYONE "POST" "/sign-in", "Signs somebody in; the body holds `name` and `password`", [], false, people::sign_in),
    address!(READER "POST" "/sign-out", "Signs whoever asks out", [], false, people::sign_out),
    address!(READER "POST" "/password", "Sets another password for whoever asks; the body holds the `old` and the `new`", [
    ], false, people::password),
    address!(OWNER "GET" "/accounts", "Who may sign in, as what, and who has", [], false, people::list),
    address!(OWNER "POST" "/accounts/sign-out", "Ends all sessions of an account; the body holds its `name`", [
    ], false, people::end_sessions),
    address!(READER "GET" "/places", "Every place with what is told to be at it, and where on the map it stands", [
        ("of", "an entity: places at which it is told to be are marked (`has_chosen`)")
    ], true, places::answer),
    address!(READER "GET" "/places/place", "Who and what is told to be at one place and in what lies in it", [
        ("key", "the place, as /api/v1/places calls it")
    ], true, places::one),
    address!(READER "GET" "/places/names", "The places that the filter bar offers, each below what it lies in", [
    ], false, places::names),
    address!(READER "GET" "/reports", "The reports that people write", [], false, reports::list),
    address!(READER "GET" "/report", "One report with its blocks gathered from the case as it is, and who kept which version", [
        ("name", "the report"), ("kept", "a version; the last if left out")
    ], false, reports::one),
    address!(READER "GET" "/report/file", "One report as a file", [
        ("name", "the report"), ("kept", "a version; the last if left out"), ("format", "html, pdf, docx or markdown")
    ], false, reports::file),
    address!(READER "POST" "/reports/show", "A draft as it would be shown; the body is that of /api/v1/reports/save. Nothing is kept", [
    ], false, reports::show),
    address!(EDITOR "POST" "/reports/save", "Keeps a version of a report: its `title` and `parts`, each a `text` or a block with what it `shows`; \
        its `name` and the version that was written on (`base`), which are left out for a new one. A block keeps what was seen in it when it was \
        put in, unless somebody has looked `again`", [], false, reports::save),
    address!(EDITOR "POST" "/reports/remove", "Takes a report away; the body holds its `name` and the last version as `base`. Its versions stay", [
    ], false, reports::remove),
    address!(READER "GET" "/notes", "What people noted on entities, which is no source", [("id", "an entity; all if left out")], false, entity_notes::list),
    address!(EDITOR "POST" "/notes/save", "Keeps a note (`text`) on an `entity`, another one or the one of a `name`; nothing as text takes it away", [
    ], false, entity_notes::save),
    address!(READER "GET" "/pictures", "Pictures of the network that people arranged", [], false, entity_notes::pictures),
    address!(READER "GET" "/source/pdf", "A source that is a PDF file, to be shown beside its text", [("id", "the source")], false, reader::pdf),
    address!(EDITOR "POST" "/pictures/save", "Keeps an arranged picture under a `name`: in its `picture` who is in the middle (`around`), where nodes \
        were pinned (`pins`) and which are `hidden`; without a picture the one of that name is taken away", [], false, entity_notes::save_picture),
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
