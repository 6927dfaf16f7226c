//! Scratch: sentences with ties read, or with a tie's word and no tie.
use umbra_extract::Extractor;
use umbra_model::{Source, SourceId, Text};
fn main() {
    let extractor = Extractor::english();
    let cues: Vec<&str> = "brother sister son daughter wife husband father mother cousin nephew uncle partner ex-wife ex-husband widow sibling girlfriend boyfriend fiancee married led leader headed boss head ringleader kingpin member members owner owned owns founder founded director chairman chief associate ally right-hand lieutenant henchman bodyguard driver payroll bribe bribed bribes paid kickbacks payments received shareholder stake controlled run linked ties links close frontman accomplice protection sheltered protected tipped employed worked contract contracts awarded donated gang clan cartel mafia enforcer hitman successor predecessor controls runs employee manager co-founder accountant secretary aide adviser advisor lawyer".split(' ').collect();
    for file in std::env::args().skip(1) {
        let Ok(content) = std::fs::read_to_string(&file) else { continue };
        let id = SourceId::of(content.as_bytes());
        let source = Source::new(id, &file, "text/plain", content.len() as u64);
        let text = Text::new(id, content.clone(), Vec::new());
        let run = extractor.extract(&text, &source);
        println!("=== {file}");
        let label = |e: usize| run.entities[e].label();
        for reading in extractor.explain(&text, &source) {
            let s = reading.range.clone();
            let words: Vec<String> =
                content[s.clone()].split(|c: char| !c.is_alphanumeric() && c != '-').map(str::to_lowercase).collect();
            let mut said = Vec::new();
            for t in run.relations.iter().filter(|t| s.contains(&t.trigger.start)) {
                said.push(format!(
                    "  + {} | {} | {} {:?} [{}]",
                    label(t.subject),
                    t.kind,
                    label(t.object),
                    t.standing,
                    t.rule
                ));
            }
            for r in run.roles.iter().filter(|r| s.contains(&r.evidence.start)) {
                said.push(format!(
                    "  o {:?} | {} | {:?} past={}",
                    label(r.holder),
                    r.office,
                    r.organisation.map(label),
                    r.is_past
                ));
            }
            let cue = words.iter().any(|w| cues.contains(&w.as_str()));
            let count = run.mentions.iter().filter(|m| s.contains(&m.range.start) && m.entity.is_some()).count();
            if said.iter().any(|s| s.starts_with("  +")) || cue && count >= 1 {
                println!("{}", content[s.clone()].split_whitespace().collect::<Vec<_>>().join(" "));
                if !said.iter().any(|s| s.starts_with("  +")) {
                    println!("  -");
                }
                for s in said {
                    println!("{s}");
                }
            }
        }
    }
}
