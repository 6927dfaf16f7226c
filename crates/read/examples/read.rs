//! Shows what is read out of files: `cargo run -p umbra-read --example read -- [--text] [--mapping] [--statements] PATH...`

use std::ops::ControlFlow;
use std::path::PathBuf;

use umbra_read::{Content, Item, Options, map_table, read};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if std::env::args().nth(1).as_deref() == Some("__read-pdf") {
        std::process::exit(umbra_read::pdf_worker());
    }
    let (flags, paths): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let wants = |flag: &str| flags.iter().any(|given| given == flag);
    let paths: Vec<PathBuf> = paths.into_iter().map(PathBuf::from).collect();
    let options = Options { pdf_worker: std::env::current_exe().ok(), ..Options::default() };
    read(&paths, &options, &mut |item| {
        let document = match item {
            Item::Skipped(skipped) => {
                println!("-- {}: {}", skipped.path, skipped.reason);
                return ControlFlow::Continue(());
            }
            Item::Document(document) => document,
        };
        let source = &document.source;
        println!("== {} ({}, {} bytes, {})", source.path, source.media_type, source.size, source.id.short());
        println!(
            "   title {:?}, publisher {:?}, published {:?}, language {:?}, encoding {:?}, url {:?}",
            source.title, source.publisher, source.published, source.language, source.encoding, source.url
        );
        document.notes.iter().for_each(|note| println!("   note: {note}"));
        match &document.content {
            Content::Text(text) => {
                println!("   {} characters, {} pages", text.characters_before(text.as_str().len()), text.pages().len());
                for range in &document.main {
                    println!("   article: {:?}: {:.60} ...", range, text.as_str()[range.clone()].replace('\n', " / "));
                }
                if wants("--text") {
                    println!("{}", text.as_str());
                }
            }
            Content::Table(table) => {
                println!("   columns {:?}", table.headers());
                if let Some(mapping) = table.mapping().filter(|_| wants("--mapping")) {
                    println!("{}", mapping.to_yaml());
                }
                let report = map_table(source, table, &mut |statement| {
                    if wants("--statements") {
                        let (entity, schema) = (statement.entity(), statement.schema().name());
                        println!(
                            "   {:.8} {schema}:{} = {:?} ({})",
                            entity.as_str(),
                            statement.property().name(),
                            statement.value(),
                            statement.span().place()
                        );
                    }
                });
                match report {
                    Ok(report) => {
                        println!("   {} rows, {} statements", report.rows, report.statements);
                        report.notes().iter().for_each(|note| println!("   note: {note}"));
                    }
                    Err(error) => println!("   {error}"),
                }
            }
            Content::Entities => println!("   FollowTheMoney entities"),
            Content::Statements => println!("   FollowTheMoney statements"),
        }
        ControlFlow::Continue(())
    })?;
    Ok(())
}
