//! How two names compare, word by word.
//!
//! `cargo run --release -p umbra-names --example explain -- person|organisation|place NAME NAME [NAME NAME]...`

use std::error::Error;

use umbra_names::{Kind, Name};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let kind = match arguments.next().as_deref() {
        Some("person") => Kind::Person,
        Some("organisation") => Kind::Organisation,
        Some("place") => Kind::Place,
        _ => return Err("give person, organisation or place, then two names".into()),
    };
    while let (Some(one), Some(other)) = (arguments.next(), arguments.next()) {
        let (one, other) = (Name::new(&one, kind), Name::new(&other, kind));
        let found = one.compare(&other);
        println!("{} / {}: {:.3}, {:.1} bits", one.text(), other.text(), found.score, found.information);
        for pair in found.pairs {
            let side = |side: Option<String>| side.unwrap_or_else(|| "-".to_owned());
            println!(
                "  {:20} {:20} {:5.2} {:5.1} {}",
                side(pair.left),
                side(pair.right),
                pair.cost,
                pair.weight,
                pair.rule
            );
        }
    }
    Ok(())
}
