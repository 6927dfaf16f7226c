//! How a name comes to be written down: script, standard, order, what is left out, and what goes wrong.

use crate::culture::{Culture, SYLLABLE, Word};
use crate::firm::Firm;
use crate::person::{Part, Person, Role};
use crate::random::Random;
use crate::romanise;

/// Which script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Its own.
    Native,
    /// Latin letters.
    Latin,
}

/// How far a record may stray from the careful form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// As a register writes it.
    Careful,
    /// As somebody writes it down from hearing, from a list, or from a scan.
    Careless,
}

/// The standards that registers use: the usual spellings of a name are listed after the standards of its letters.
fn usual_standards(culture: &str) -> &'static [usize] {
    match culture {
        "russian" => &[0, 0, 0, 1, 5],
        "ukrainian" => &[0, 0, 0, 1, 4],
        "greek" | "armenian" => &[0, 0, 1, 2],
        "georgian" => &[1, 1, 0, 3],
        "korean" => &[0, 1, 1, 2],
        _ => &[0, 0, 0, 1, 3],
    }
}

/// Which spelling of each word: one standard for all words, or each word's own.
struct Spelling {
    script: Script,
    standard: Option<usize>,
    syllables: usize,
}

impl Spelling {
    fn by_chance(culture: &Culture, script: Script, care: Care, random: &mut Random) -> Self {
        let standard = culture.has_standards().then(|| match (culture.name, care) {
            // Wade-Giles and Cantonese spellings are found where the person has lived there, so in few records.
            ("chinese", Care::Careful) => usize::from(random.chance(0.08)) * 2,
            ("chinese", Care::Careless) => *random.one(&[0, 0, 0, 0, 0, 1, 2]),
            (name, Care::Careful) => *random.one(usual_standards(name)),
            (_, Care::Careless) => random.below(8),
        });
        Self { script, standard, syllables: random.below(4) }
    }

    /// The word in this spelling.
    fn of(&self, word: &Word, care: Care, random: &mut Random) -> String {
        let all = match self.script {
            Script::Native => &word.native,
            Script::Latin => &word.latin,
        };
        let spelled = match (self.standard, care) {
            (Some(standard), _) if self.script == Script::Latin => all.get(standard).unwrap_or_else(|| &all[0]),
            (_, Care::Careful) if random.chance(0.8) => &all[0],
            _ => random.usual(all),
        };
        self.together(spelled)
    }

    /// Syllables apart, with a hyphen, or together.
    fn together(&self, word: &str) -> String {
        let Some((first, second)) = word.split_once(SYLLABLE) else { return word.to_owned() };
        match self.syllables {
            0 => format!("{first} {}", romanise::capitalised(second)),
            1 => format!("{first}-{}", second.to_lowercase()),
            2 => format!("{first}-{}", romanise::capitalised(second)),
            _ => format!("{first}{}", second.to_lowercase()),
        }
    }
}

/// A name as written, and its parts where a record gives them apart.
#[derive(Clone, Debug)]
pub struct Written {
    /// The whole name.
    pub whole: String,
    /// The given name.
    pub first: String,
    /// The patronymic or middle name.
    pub middle: String,
    /// The family name.
    pub last: String,
}

/// The person's name as somebody writes it.
pub fn person(person: &Person, script: Script, care: Care, random: &mut Random) -> Written {
    let spelling = Spelling::by_chance(person.culture, script, care, random);
    let careless = care == Care::Careless;
    let drops_middle = random.chance(if careless { 0.45 } else { 0.1 });
    let drops_second_family = careless && random.chance(0.4);
    let short = careless && random.chance(0.12);
    let initials = careless && !short && script_has_letters(person.culture, script) && random.chance(0.1);
    let (mut first, mut middle, mut last) = (String::new(), Vec::new(), Vec::new());
    for part in &person.parts {
        let mut text = spelled_part(part, person, &spelling, care, random);
        match part.role {
            Role::Given => {
                let nickname = part.word.short.get(random.below(part.word.short.len()));
                if let Some((native, latin)) = nickname.filter(|_| short) {
                    let form = if script == Script::Native { native } else { latin };
                    if !form.is_empty() {
                        text.clone_from(form);
                    }
                }
                first = if initials { initial(&text) } else { text };
            }
            Role::Middle | Role::Patronymic if drops_middle => {}
            Role::Middle | Role::Patronymic => {
                let dotted = initials || (careless && part.role == Role::Middle && random.chance(0.4));
                middle.push(if dotted && !text.starts_with("bin ") { initial(&text) } else { text });
            }
            Role::Family if drops_second_family && !last.is_empty() => {}
            Role::Family => last.push(text),
        }
    }
    let (middle, mut last) = (middle.join(" "), last.join(" "));
    if careless && random.chance(0.06) {
        last = last.replace(['-', '\'', '’'], if random.chance(0.5) { "" } else { " " });
    }
    let mut written = Written { whole: String::new(), first, middle, last };
    written.whole = in_order(&written, person.culture, script, care, random);
    if careless {
        written.whole = mistaken(written.whole, person.culture, script, random);
        if random.chance(0.08) {
            written.whole = with_title(&written.whole, person.female, script, random);
        }
    }
    written
}

fn script_has_letters(culture: &Culture, script: Script) -> bool {
    script == Script::Latin || matches!(culture.name, "russian" | "ukrainian" | "greek") || culture.is_latin()
}

fn spelled_part(part: &Part, person: &Person, spelling: &Spelling, care: Care, random: &mut Random) -> String {
    let text = spelling.of(&part.word, care, random);
    let son_of = person.culture.name == "arabic" && part.role == Role::Patronymic;
    match spelling.script {
        _ if !son_of => text,
        Script::Native if random.chance(0.35) => format!("{} {text}", if person.female { "بنت" } else { "بن" }),
        Script::Latin if random.chance(0.35) => format!("{} {text}", if person.female { "bint" } else { "bin" }),
        Script::Native | Script::Latin => text,
    }
}

fn initial(name: &str) -> String {
    name.chars().next().map(|letter| format!("{letter}.")).unwrap_or_default()
}

fn in_order(written: &Written, culture: &Culture, script: Script, care: Care, random: &mut Random) -> String {
    let Written { first, middle, last, .. } = written;
    let eastern = matches!(culture.name, "chinese" | "korean" | "japanese");
    let joined = |parts: &[&str]| {
        let mut whole = String::new();
        for part in parts.iter().filter(|part| !part.is_empty()) {
            if !whole.is_empty() {
                whole.push(' ');
            }
            whole.push_str(part);
        }
        whole
    };
    if eastern && script == Script::Native {
        return format!("{last}{first}");
    }
    let family_first = match culture.name {
        "chinese" | "korean" => 0.75,
        "vietnamese" => 0.9,
        "japanese" => 0.4,
        "russian" | "ukrainian" if script == Script::Native => 0.5,
        _ if care == Care::Careless => 0.2,
        _ => 0.04,
    };
    if !random.chance(family_first) {
        return joined(&[first, middle, last]);
    }
    let shout = script == Script::Latin && random.chance(if care == Care::Careless { 0.4 } else { 0.08 });
    let last = if shout { last.to_uppercase() } else { last.clone() };
    let comma = matches!(care, Care::Careless) && !eastern && culture.name != "vietnamese" && random.chance(0.6);
    let last = if comma { format!("{last},") } else { last };
    if culture.name == "vietnamese" { joined(&[&last, middle, first]) } else { joined(&[&last, first, middle]) }
}

/// The text with what goes wrong in copying: case, marks, and one or two slips.
fn mistaken(mut text: String, culture: &Culture, script: Script, random: &mut Random) -> String {
    if script == Script::Latin && random.chance(0.15) {
        text = text.to_uppercase();
    } else if script == Script::Latin && random.chance(0.04) {
        text = text.to_lowercase();
    }
    if script == Script::Latin && random.chance(0.35) {
        text = romanise::plain(&text);
    }
    let has_letters = script == Script::Latin || !matches!(culture.name, "chinese" | "japanese" | "korean");
    if has_letters && random.chance(0.22) {
        text = slip(&text, random);
        if text.chars().count() > 12 && random.chance(0.25) {
            text = slip(&text, random);
        }
    }
    text
}

/// One letter dropped, doubled, swapped with the next, hit beside its key, or misread by a machine.
pub fn slip(text: &str, random: &mut Random) -> String {
    const BESIDE: &[(char, &str)] = &[
        ('a', "sq"),
        ('b', "vn"),
        ('c', "xv"),
        ('d', "sf"),
        ('e', "wr"),
        ('g', "fh"),
        ('h', "gj"),
        ('i', "uo"),
        ('k', "jl"),
        ('l', "k1"),
        ('m', "n"),
        ('n', "bm"),
        ('o', "ip0"),
        ('r', "et"),
        ('s', "ad5"),
        ('t', "ry"),
        ('u', "yi"),
        ('v', "cb"),
        ('y', "tu"),
        ('z', "x2"),
    ];
    let mut letters: Vec<char> = text.chars().collect();
    let places: Vec<usize> = (1..letters.len()).filter(|&n| letters[n].is_alphabetic()).collect();
    if places.len() < 3 {
        return text.to_owned();
    }
    let at = *random.one(&places);
    match random.below(5) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        2 if letters[at - 1].is_alphabetic() && at > 1 => letters.swap(at - 1, at),
        _ => match BESIDE.iter().find(|(key, _)| *key == letters[at]) {
            Some((_, beside)) => {
                let beside: Vec<char> = beside.chars().collect();
                letters[at] = *random.one(&beside);
            }
            None => {
                letters.remove(at);
            }
        },
    }
    letters.into_iter().collect()
}

fn with_title(name: &str, female: bool, script: Script, random: &mut Random) -> String {
    if script == Script::Native {
        return name.to_owned();
    }
    let title = match (female, random.below(3)) {
        (true, 0) => "Mrs.",
        (true, 1) => "Ms",
        (false, 0 | 1) => "Mr.",
        _ => "Dr.",
    };
    format!("{title} {name}")
}

/// The firm's name as somebody writes it.
pub fn firm(firm: &Firm, script: Script, care: Care, random: &mut Random) -> String {
    // A form from abroad takes the name with it into its letters.
    let script = if firm.form.culture == firm.culture.name { script } else { Script::Latin };
    let spelling = Spelling::by_chance(firm.culture, script, care, random);
    let careless = care == Care::Careless;
    let eastern = matches!(firm.culture.name, "chinese" | "korean" | "japanese") && script == Script::Native;
    let mut words: Vec<String> = Vec::new();
    for word in &firm.core {
        let word =
            if firm.culture.is_latin() { word.native[0].clone() } else { spelling.of(word, Care::Careful, random) };
        words.push(word);
    }
    // Translating what the firm does is what a foreign register does to it; spelling it over is what a bank does.
    let translated = script == Script::Latin
        && random.chance(if firm.culture.is_latin() { if careless { 0.1 } else { 0.03 } } else { 0.55 });
    if let Some((english, native)) = &firm.trade {
        words.push(if translated { (*english).to_owned() } else { spelling.of(native, Care::Careful, random) });
    }
    let omits_suffix = careless && firm.suffix == "Group" && random.chance(0.3);
    if !firm.suffix.is_empty() && !omits_suffix {
        words.push(firm.suffix.to_owned());
    }
    let mut name = words.join(if eastern { "" } else { " " });
    let quoted = matches!(firm.culture.name, "russian" | "ukrainian") && random.chance(0.6);
    if quoted && script == Script::Native {
        name = format!("«{name}»");
    } else if quoted && !translated {
        name = format!("\"{name}\"");
    }
    let form = match script {
        _ if careless && random.chance(0.2) => "",
        Script::Native if careless => random.word(&firm.form.native),
        Script::Native => random.usual_word(&firm.form.native),
        Script::Latin if firm.culture.is_latin() && !(careless && random.chance(0.3)) => {
            if careless {
                random.word(&firm.form.native)
            } else {
                random.usual_word(&firm.form.native)
            }
        }
        Script::Latin if careless => random.word(&firm.form.latin),
        Script::Latin => random.usual_word(&firm.form.latin),
    };
    // Spelled over, a form keeps its place; translated, it goes to the end.
    let spelled_over = match firm.culture.name {
        "russian" | "ukrainian" | "georgian" => !translated && (form.len() < 5 || form.starts_with("Obshch")),
        "vietnamese" => firm.form.native.contains(&form) || form.starts_with("Cong"),
        _ => false,
    };
    let before = firm.form.is_before && (script == Script::Native || spelled_over);
    let mut whole = match (form.is_empty(), before, eastern) {
        (true, ..) => name,
        (false, true, true) => format!("{form}{name}"),
        (false, true, false) => format!("{form} {name}"),
        (false, false, true) => format!("{name}{form}"),
        (false, false, false) => format!("{name} {form}"),
    };
    if careless {
        if random.chance(0.1) {
            whole = whole.replace(" & ", " and ").replace(" und ", " & ");
        }
        if script == Script::Latin && random.chance(0.1) {
            whole = whole.replace(['"', ',', '.'], "");
        }
        whole = mistaken(whole, firm.culture, script, random);
    }
    whole
}
