//! A document that tries to be a program, in every field that gets from it to the page: it stays text.

use serde_json::Value;
use umbra_model::Standing;

use crate::bench::{Bench, Said, make_case, source};

/// Beginnings of what a browser would run.
const NASTY: &str = "</script><img src=x onerror=alert(1)>\"'><svg onload=alert(2)>{{7*7}}javascript:alert(3)";

fn bench() -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("{NASTY} one. {NASTY} two.");
    let mut source = source(&text, "press/<script>alert(1)</script>/\"quoted\".html");
    source.title = Some(NASTY.to_owned());
    source.publisher = Some(NASTY.to_owned());
    source.url = Some("javascript:alert(1)".to_owned());
    let entity = "<svg/onload=alert(4)>";
    let said =
        |entity, schema, property, value, standing| Said { entity, schema, property, value, quote: NASTY, standing };
    let accused = Some(Standing::Convicted);
    let all = [
        said(entity, "Person", "name", NASTY, None),
        said(entity, "Person", "position", NASTY, None),
        said(entity, "Person", "notes", NASTY, None),
        said("gang", "CriminalGroup", "name", NASTY, None),
        said("t\"1", "Protection", "protector", entity, accused),
        said("t\"1", "Protection", "protected", "gang", accused),
        said("t\"1", "Protection", "conduct", NASTY, accused),
    ];
    make_case(&folder.path().join("quay.umbra"), &source, &text, &all);
    Bench::over(folder, Vec::new()).settled()
}

#[test]
fn answers_are_data_and_never_pages() {
    let bench = bench();
    let entity = crate::client::encoded("<svg/onload=alert(4)>");
    let id = bench.get("sources")["results"][0]["id"].as_str().unwrap().to_owned();
    let addresses = [
        "overview".to_owned(),
        "network".to_owned(),
        "umbrellas".to_owned(),
        "timeline".to_owned(),
        "figures".to_owned(),
        "sources".to_owned(),
        "log".to_owned(),
        "review".to_owned(),
        "search?q=alert".to_owned(),
        format!("dossier?id={entity}"),
        format!("source?id={id}"),
        format!("tie?id={}", crate::client::encoded("t\"1")),
        format!("network/neighbours?id={entity}"),
        format!("break?around={entity}"),
        // What was asked for comes back in messages.
        format!("network?standing={}", crate::client::encoded(NASTY)),
        format!("tie?id={}", crate::client::encoded(NASTY)),
    ];
    for address in addresses {
        let reply = bench.running.get(&format!("/api/v1/{address}"));
        assert!(reply.head.contains("content-type: application/json\r\n"), "{address}: {}", reply.head);
        assert!(reply.head.contains("x-content-type-options: nosniff"), "{address}");
        let _: Value = reply.json();
    }
    let dossier = bench.get(&format!("dossier?id={entity}"));
    assert_eq!(dossier["entity"]["caption"], NASTY, "nothing is lost of the text either");
}

#[test]
fn a_source_is_saved_never_shown() {
    let bench = bench();
    let id = bench.get("sources")["results"][0]["id"].as_str().unwrap().to_owned();
    let reply = bench.running.get(&format!("/api/v1/source/bytes?id={id}"));
    assert!(reply.head.contains("content-type: application/octet-stream"), "{}", reply.head);
    assert!(reply.head.contains("content-disposition: attachment; filename=\"_quoted_.html\""), "{}", reply.head);
    assert!(reply.body.starts_with(NASTY));
}

#[test]
fn exports_escape_what_they_hold() {
    let bench = bench();
    let gexf = bench.running.get("/api/v1/export?format=gexf");
    assert!(!gexf.body.contains("<img") && !gexf.body.contains("<svg"), "{}", gexf.body);
}

#[test]
fn a_pdf_file_is_shown_to_the_page_alone_and_never_as_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let text = "%PDF-1.7 <html><script>alert(1)</script> Brandt";
    let mut paper = source(text, "a.pdf");
    paper.media_type = "application/pdf".to_owned();
    let said =
        Said { entity: "a", schema: "Person", property: "name", value: "Brandt", quote: "Brandt", standing: None };
    make_case(&folder.path().join("quay.umbra"), &paper, text, &[said]);
    let bench = Bench::over(folder, Vec::new()).settled();
    let reply = bench.running.get(&format!("/api/v1/source/pdf?id={}", paper.id));
    assert_eq!((reply.status, reply.body.as_str()), (200, text));
    for line in [
        "content-type: application/pdf\r\n",
        "x-content-type-options: nosniff",
        "x-frame-options: sameorigin",
        "content-security-policy: default-src 'none';",
        "frame-ancestors 'self'",
        "cross-origin-resource-policy: same-origin",
    ] {
        assert!(reply.head.contains(line), "{line} is not in {}", reply.head);
    }
    assert!(!reply.head.contains("script-src"), "{}", reply.head);
    // Other answers are framed by nobody, and what is no PDF file is not handed out as one.
    let other = bench.running.get(&format!("/api/v1/source?id={}", paper.id));
    assert!(
        other.head.contains("x-frame-options: deny") && other.head.contains("frame-ancestors 'none'"),
        "{}",
        other.head
    );
    let bench = self::bench();
    let id = bench.get("sources")["results"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(bench.running.get(&format!("/api/v1/source/pdf?id={id}")).status, 404);
}
