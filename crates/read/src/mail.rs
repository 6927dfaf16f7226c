//! Mails.
//!
//! The text of a mail is its From, To, Cc, Date and Subject lines, an empty line, and the body: the plain text where the
//! mail has one, else the visible text of its HTML. What is attached is read as a document of its own.

use std::ops::ControlFlow;
use std::panic::catch_unwind;

use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use umbra_model::PartialDate;

use crate::archive::Budget;
use crate::document::{Extracted, Metadata};
use crate::format::Format;
use crate::html;
use crate::read::{Finding, Reader};
use crate::table::Siblings;
use crate::{Bytes, extract};

/// How many attachments of one mail a note names; all are read.
const NAMED: usize = 10;

/// Something attached to a mail.
pub(crate) struct Attachment {
    name: String,
    bytes: Vec<u8>,
}

impl Reader<'_> {
    /// Reads a mail, then what is attached to it, as `1.eml/contract.pdf`. Archives attached to one mail share the
    /// bounds of one archive.
    pub fn mail(&mut self, finding: Finding<'_>, budget: Option<&mut Budget>) -> ControlFlow<()> {
        let mut own = Budget::new(&self.options.limits);
        let budget = budget.unwrap_or(&mut own);
        let (shown, nesting) = (finding.shown.clone(), finding.nesting + 1);
        let mut attachments = Vec::new();
        self.document_with(Format::Mail, finding, |bytes, options| {
            let (extracted, attached) = extract_mail(&bytes)?;
            attachments = attached;
            extract::checked(extracted, options)
        })?;
        for Attachment { name, bytes } in attachments {
            let size = bytes.len() as u64;
            let shown = format!("{shown}/{name}");
            let attached =
                Finding { bytes: Bytes::Memory(bytes.into()), size, shown, nesting, siblings: Siblings::None };
            self.finding(attached, Some(budget))?;
        }
        ControlFlow::Continue(())
    }
}

/// Takes a mail's text and what is attached to it.
pub(crate) fn extract_mail(bytes: &[u8]) -> Result<(Extracted, Vec<Attachment>), String> {
    // The parser checks its own reckoning of nested parts, and a damaged mail can prove it wrong.
    let message = catch_unwind(|| MessageParser::default().parse(bytes))
        .map_err(|_| "The parts of this mail make no sense: save it anew as EML.")?
        .filter(|message| !message.headers().is_empty())
        .ok_or("It looks like a mail, but has no header lines that can be read: save it anew as EML.")?;
    let mut text = header_lines(&message);
    let mut notes = Vec::new();
    let body = body(&message, &mut notes);
    if !body.is_empty() {
        text.push('\n');
        text.push_str(&body);
    }
    let attachments: Vec<Attachment> =
        message.attachments().enumerate().map(|(number, part)| attachment(&message, part, number + 1)).collect();
    if !attachments.is_empty() {
        let mut names: Vec<String> = attachments.iter().take(NAMED).map(|attachment| attachment.name.clone()).collect();
        if attachments.len() > NAMED {
            names.push(format!("and {} more", attachments.len() - NAMED));
        }
        notes.push(format!("Attached: {}.", names.join(", ")));
    }
    let sender = message.from().and_then(Address::first);
    let metadata = Metadata {
        title: message.subject().map(|subject| subject.trim().to_owned()).filter(|subject| !subject.is_empty()),
        publisher: sender.and_then(|from| from.name().or(from.address())).map(in_one_line),
        published: message.date().and_then(|date| {
            let small = |number: u8| i8::try_from(number).ok();
            PartialDate::of_day(i16::try_from(date.year).ok()?, small(date.month)?, small(date.day)?).ok()
        }),
        ..Metadata::default()
    };
    Ok((Extracted { text, metadata, notes, ..Extracted::default() }, attachments))
}

fn header_lines(message: &Message<'_>) -> String {
    let mut lines = String::new();
    let mut line = |name: &str, value: String| {
        if !value.is_empty() {
            lines.push_str(&format!("{name}: {value}\n"));
        }
    };
    line("From", addresses(message.from()));
    line("To", addresses(message.to()));
    line("Cc", addresses(message.cc()));
    // As the mail writes it, not as it was understood.
    let date =
        message.headers_raw().find(|(name, _)| name.eq_ignore_ascii_case("date")).map(|(_, value)| in_one_line(value));
    line("Date", date.unwrap_or_default());
    line("Subject", message.subject().map(in_one_line).unwrap_or_default());
    lines
}

fn addresses(addresses: Option<&Address<'_>>) -> String {
    let one = |address: &mail_parser::Addr<'_>| match (address.name(), address.address()) {
        (Some(name), Some(address)) => format!("{} <{address}>", in_one_line(name)),
        (Some(one), None) | (None, Some(one)) => in_one_line(one),
        (None, None) => String::new(),
    };
    addresses.map(|list| list.iter().map(one).collect::<Vec<_>>().join(", ")).unwrap_or_default()
}

fn body(message: &Message<'_>, notes: &mut Vec<String>) -> String {
    let mut bodies: Vec<String> = message.text_bodies().map(|part| part_text(part, notes)).collect();
    if bodies.iter().all(String::is_empty) {
        bodies = message.html_bodies().map(|part| part_text(part, notes)).collect();
    }
    bodies.retain(|body| !body.is_empty());
    bodies.join("\n\n")
}

fn part_text(part: &MessagePart<'_>, notes: &mut Vec<String>) -> String {
    if part.is_encoding_problem {
        notes.push("A part of the mail is wrongly encoded; what could be decoded is read.".to_owned());
    }
    match &part.body {
        PartType::Text(text) => text.trim_end().to_owned(),
        PartType::Html(page) => {
            let extracted = html::extract_text(page);
            notes.extend(extracted.notes);
            extracted.text
        }
        PartType::Binary(_) | PartType::InlineBinary(_) | PartType::Message(_) | PartType::Multipart(_) => {
            String::new()
        }
    }
}

fn attachment(message: &Message<'_>, part: &MessagePart<'_>, number: usize) -> Attachment {
    let kind = part.content_type().map(|kind| (kind.ctype(), kind.subtype().unwrap_or_default()));
    let ending = match (&part.body, kind) {
        (PartType::Message(_), _) => "eml",
        (PartType::Html(_), _) => "html",
        (PartType::Text(_), Some((_, "csv"))) => "csv",
        (PartType::Text(_), _) => "txt",
        (_, Some((_, "pdf"))) => "pdf",
        _ => "bin",
    };
    let name = part.attachment_name().map(clean_name).filter(|name| !name.is_empty());
    let bytes = match &part.body {
        // The parsed copy of a mail within the mail lacks what lies around it in the raw one.
        PartType::Message(inner) => {
            let raw = message.raw_message().get(part.offset_body as usize..part.offset_end as usize);
            if inner.raw_message().is_empty() { raw.unwrap_or_default().to_vec() } else { inner.raw_message().to_vec() }
        }
        _ => part.contents().to_vec(),
    };
    Attachment { name: name.unwrap_or_else(|| format!("attachment-{number}.{ending}")), bytes }
}

/// The last part of a name, without what paths or terminals would take amiss.
fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
    clean.trim().trim_start_matches('.').to_owned()
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(mail: &str, text: &str, attached: &[&str]) {
        let (extracted, attachments) = extract_mail(mail.replace('\n', "\r\n").as_bytes()).unwrap();
        assert_eq!(extracted.text.replace("\r\n", "\n"), text);
        assert_eq!(attachments.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(), attached);
    }

    #[test]
    fn headers_and_body_become_the_text() {
        check(
            "Received: x\nFrom: =?utf-8?q?Ma_Aij=C3=BCn?= <ma@x.example>\nTo: a@x.example, B <b@x.example>\n\
             Date: Tue, 15 Feb 2022 11:02:38 +0100\nSubject: A\n raid\nContent-Type: text/plain; charset=utf-8\n\
             Content-Transfer-Encoding: quoted-printable\n\nCaf=C3=A9 be=\nfore dawn.\n",
            "From: Ma Aijün <ma@x.example>\nTo: a@x.example, B <b@x.example>\nDate: Tue, 15 Feb 2022 11:02:38 +0100\n\
             Subject: A raid\n\nCafé before dawn.",
            &[],
        );
    }

    const PARTS: &str = "From: a@x\nSubject: s\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n\
        --B\nContent-Type: text/html\n\n<p>Hello <b>there</b></p>\n\
        --B\nContent-Type: text/csv; name=\"../../list.csv\"\nContent-Disposition: attachment\n\na,b\n1,2\n\
        --B\nContent-Type: message/rfc822\n\nFrom: b@x\nSubject: inner\n\nInner words.\n--B--\n";

    #[test]
    fn attachments_are_found_under_harmless_names() {
        check(PARTS, "From: a@x\nSubject: s\n\nHello there", &["list.csv", "attachment-2.eml"]);
        let (_, attachments) = extract_mail(PARTS.as_bytes()).unwrap();
        assert_eq!(attachments[0].bytes.trim_ascii_end(), b"a,b\n1,2");
        let (inner, _) = extract_mail(&attachments[1].bytes).unwrap();
        assert_eq!(inner.text, "From: b@x\nSubject: inner\n\nInner words.");
    }

    #[test]
    fn the_mail_says_who_and_when() {
        let (extracted, _) =
            extract_mail(b"From: Press Office <p@x>\nDate: Tue, 15 Feb 2022 23:30:00 -0500\nSubject: Notice\n\nx")
                .unwrap();
        let found = extracted.metadata;
        assert_eq!((found.title.as_deref(), found.publisher.as_deref()), (Some("Notice"), Some("Press Office")));
        assert_eq!(found.published.unwrap().to_string(), "2022-02-15");
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken(bytes: Vec<u8>, head in "(From|To|Content-Type|Date|Subject): \\PC{0,20}\n") {
            let _ = extract_mail(&bytes);
            let _ = extract_mail(&[head.as_bytes(), &bytes].concat());
            let _ = extract_mail(&[PARTS.as_bytes(), &bytes].concat());
        }
    }
}
