//! Names of people, places and firms that exist nowhere.

use umbra_generator::random::Random;

const GIVEN: [&str; 48] = [
    "Adelin", "Bero", "Calla", "Doran", "Edda", "Fenno", "Galia", "Harro", "Ilse", "Jorun", "Kaspar", "Liora", "Maren",
    "Nilo", "Odalys", "Perrin", "Quill", "Runa", "Soren", "Tamsin", "Ulf", "Vesna", "Wim", "Xenia", "Yorick", "Zora",
    "Anselm", "Brita", "Corvin", "Dagny", "Emeric", "Freya", "Gerolt", "Hedda", "Ivo", "Jette", "Keno", "Lasse",
    "Mirja", "Norbert", "Orla", "Pavo", "Ragna", "Sixten", "Thora", "Ulrike", "Viggo", "Wanda",
];
const FAMILY_HEAD: [&str; 24] = [
    "Ald", "Bram", "Cord", "Dun", "Eck", "Fal", "Gris", "Hal", "Ist", "Jar", "Kol", "Lund", "Mar", "Nor", "Ost",
    "Pell", "Quen", "Ros", "Stav", "Tor", "Ulm", "Vand", "Wes", "Zel",
];
const FAMILY_TAIL: [&str; 16] = [
    "berg", "dorf", "ev", "garth", "holt", "inck", "jaard", "kov", "lund", "mark", "nar", "ova", "rud", "sen", "ti",
    "wick",
];
const PLACE_HEAD: [&str; 20] = [
    "Amber", "Birch", "Copper", "Drift", "Elder", "Fallow", "Gannet", "Harrow", "Iron", "Juniper", "Kestrel", "Larch",
    "Mallow", "Nettle", "Osprey", "Pewter", "Quarry", "Raven", "Sedge", "Thistle",
];
const PLACE_TAIL: [&str; 8] = ["bank", "cross", "dale", "ford", "haven", "mere", "stone", "wold"];

/// Lines of business.
pub(crate) const TRADES: [&str; 12] = [
    "gravel",
    "waste disposal",
    "loan sharking",
    "gambling",
    "haulage",
    "fish market",
    "nightclubs",
    "construction",
    "scrap metal",
    "fuel smuggling",
    "taxi licences",
    "private clinics",
];

/// Somebody's name. With some two thousand people a few share theirs, as people do.
pub(crate) fn person(random: &mut Random) -> String {
    format!("{} {}{}", random.word(&GIVEN), random.word(&FAMILY_HEAD), random.word(&FAMILY_TAIL))
}

/// The name of the n-th place; no two are the same up to 160.
pub(crate) fn place(number: usize) -> String {
    let (head, tail) = (number % PLACE_HEAD.len(), (number / PLACE_HEAD.len() + number) % PLACE_TAIL.len());
    let round = number / (PLACE_HEAD.len() * PLACE_TAIL.len());
    let more = if round == 0 { String::new() } else { format!(" {}", round + 1) };
    format!("{}{}{more}", PLACE_HEAD[head], PLACE_TAIL[tail])
}

/// A firm's name.
pub(crate) fn firm(random: &mut Random, trade: &str) -> String {
    let word = trade.split(' ').next().unwrap_or(trade);
    let mut letters = word.chars();
    let word: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let form = random.word(&["Ltd", "Holdings Ltd", "Trading Ltd", "Group Ltd"]);
    format!("{}{} {word} {form}", random.word(&FAMILY_HEAD), random.word(&FAMILY_TAIL))
}
