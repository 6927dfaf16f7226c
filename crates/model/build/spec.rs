//! The form of a schema file: FollowTheMoney's, with `fallback` added for the schemata of our own.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;

/// All schemata by name.
pub type Specs = BTreeMap<String, SchemaSpec>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SchemaSpec {
    pub label: String,
    pub plural: String,
    pub description: String,
    #[serde(default)]
    pub extends: Vec<String>,
    #[serde(default)]
    pub r#abstract: bool,
    #[serde(default)]
    pub hidden: bool,
    #[serde(default)]
    pub generated: bool,
    pub matchable: bool,
    #[serde(default)]
    pub featured: Vec<String>,
    #[serde(default)]
    pub required: Vec<String>,
    #[serde(default)]
    pub caption: Vec<String>,
    pub edge: Option<EdgeSpec>,
    #[serde(default)]
    pub temporal_extent: TemporalExtentSpec,
    #[serde(default)]
    pub properties: BTreeMap<String, PropertySpec>,
    /// The schema that stands in for one of our own in FollowTheMoney's model.
    pub fallback: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EdgeSpec {
    pub source: String,
    pub target: String,
    pub label: String,
    pub directed: bool,
    #[serde(default)]
    pub caption: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TemporalExtentSpec {
    pub start: Vec<String>,
    pub end: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PropertySpec {
    pub label: String,
    pub description: String,
    #[serde(default = "string_type")]
    pub r#type: String,
    pub range: Option<String>,
    pub reverse: Option<ReverseSpec>,
    pub matchable: Option<bool>,
    #[serde(default)]
    pub hidden: bool,
    #[serde(default)]
    pub deprecated: bool,
    pub format: Option<String>,
    pub max_length: Option<u32>,
    #[serde(default)]
    pub examples: Vec<String>,
    /// For properties of our own: the property that takes the values on export, or `none`.
    pub fallback: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReverseSpec {
    pub name: String,
    pub label: String,
    pub hidden: Option<bool>,
}

fn string_type() -> String {
    "string".to_owned()
}

/// Reads every `.yaml` file of a folder.
pub fn read_folder(folder: &str) -> Result<Specs, Box<dyn Error>> {
    let mut specs = Specs::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let text = fs::read_to_string(&path)?;
        let file: Specs = serde_saphyr::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        for (name, schema) in file {
            if specs.insert(name.clone(), schema).is_some() {
                return Err(format!("{}: schema {name} is defined twice", path.display()).into());
            }
        }
    }
    Ok(specs)
}
