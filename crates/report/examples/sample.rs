//! Writes the report on a small fictional case: `cargo run -p umbra-report --example sample -- page.html`.

#[path = "../tests/fixture/mod.rs"]
mod fixture;

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "sample.html".to_owned());
    std::fs::write(path, fixture::sample().html(umbra_report::PageLimits::default()))
}
