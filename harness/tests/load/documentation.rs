//! The examples of `docs/files.md` are files that load, and `docs/recipes.md` has every step of a recipe with its keys.

use std::collections::BTreeSet;

use mock_idp::organization::SettingsPatch;
use mock_idp::recipe::Step;
use saml_harness::plan::{Selection, plan};
use saml_harness::{fixture, guide, scenario, target};

use crate::Folder;

/// The block of the page that begins with "```toml KIND".
fn example(kind: &str) -> String {
    let page = include_str!("../../docs/files.md");
    let (_, block) = page.split_once(&format!("```toml {kind}\n")).unwrap();
    block.split_once("\n```").unwrap().0.to_owned()
}

#[test]
fn the_examples_load_and_can_be_planned_together() {
    let plain = "title = \"T\"\nwhy = \"W\"\nseverity = \"low\"\nexpect = { outcome = \"signed-in\" }\n";
    let folder = Folder::new(&[
        ("target.toml", &example("target")),
        ("guides/jumpcloud.toml", &example("guide")),
        ("catalogue/login/two-people.toml", &example("scenario")),
        ("catalogue/login/sp-initiated.toml", plain),
    ]);
    let scenarios = scenario::load_catalogue(&[folder.join("catalogue")]).map_err(|e| e.to_string()).unwrap();
    scenario::dry_run(&scenarios.iter().collect::<Vec<_>>()).map_err(|e| e.to_string()).unwrap();
    let guides = guide::load_all(&folder.join("guides")).map_err(|e| e.to_string()).unwrap();
    let target = target::load(&folder.join("target.toml")).map_err(|e| e.to_string()).unwrap();
    let plan = plan(&scenarios, &guides, &target, &Selection::default()).unwrap();
    let ids: Vec<_> = plan.cases.iter().map(|case| case.id.as_str()).collect();
    let expected = [
        "guide/jumpcloud",
        "guide/jumpcloud@skip-sign-assertion",
        "guide/jumpcloud@issuer-leading-blank",
        "guide/jumpcloud@export-metadata-before-sign-assertion",
        "guide/jumpcloud@mend",
        "login/sp-initiated",
        "login/two-people@both",
    ];
    assert_eq!(ids, expected);
}

#[test]
fn every_setting_of_the_idp_is_documented() {
    let page = include_str!("../../docs/files.md");
    let (_, section) = page.split_once("### JumpCloud's settings\n").unwrap();
    let table = section.split("\n\n").find(|block| block.starts_with("| key |")).unwrap();
    let documented: BTreeSet<String> =
        table.lines().skip(2).flat_map(|row| code(row.split(" | ").next().unwrap())).collect();
    assert_eq!(documented, SettingsPatch::FIELDS.iter().map(|field| (*field).to_owned()).collect());
}

#[test]
fn the_attributes_that_are_sent_are_documented() {
    let page = include_str!("../../docs/files.md");
    let table = page.split("\n\n").find(|block| block.starts_with("| attribute |")).unwrap();
    let documented: BTreeSet<String> =
        table.lines().skip(2).flat_map(|row| code(row.split(" | ").next().unwrap())).collect();
    let settings = fixture::settings("acme");
    let sent = settings.user_attributes.into_iter().map(|attribute| attribute.name);
    assert_eq!(documented, sent.chain([settings.groups_attribute_name]).collect());
}

/// Every example of `docs/add-your-sp.md` loads: a `toml target` as it stands, and a `toml part` in the place of the same
/// tables of the page's first target.
#[test]
fn every_example_of_add_your_sp_loads() {
    let page = include_str!("../../docs/add-your-sp.md");
    let blocks = |kind: &str| -> Vec<String> {
        let opening = format!("```toml {kind}\n");
        let blocks = page.split(&opening).skip(1);
        blocks.map(|block| block.split_once("\n```").unwrap().0.to_owned()).collect()
    };
    let (targets, parts) = (blocks("target"), blocks("part"));
    assert_eq!(page.matches("```toml").count(), targets.len() + parts.len(), "every example says what it is");
    assert_eq!((targets.len(), parts.len()), (4, 11), "none is overlooked");
    let filled = parts.iter().map(|part| {
        let mut whole: toml::Table = toml::from_str(&targets[0]).unwrap();
        whole.extend(toml::from_str::<toml::Table>(part).unwrap_or_else(|e| panic!("{part}: {e}")));
        toml::to_string(&whole).unwrap()
    });
    for file in targets.iter().cloned().chain(filled) {
        let folder = Folder::new(&[("target.toml", &file)]);
        target::load(&folder.join("target.toml")).unwrap_or_else(|error| panic!("{file}\n{error}"));
    }
}

/// The README's target file, as somebody copies it.
#[test]
fn the_target_file_of_the_readme_loads() {
    let readme = include_str!("../../../README.md");
    let (_, section) = readme.split_once("\n## Your SP in five minutes\n").unwrap();
    let (_, block) = section.split_once("\n```toml\n").unwrap();
    let (block, _) = block.split_once("\n```").unwrap();
    let folder = Folder::new(&[("target.toml", block)]);
    let target = target::load(&folder.join("target.toml")).map_err(|e| e.to_string()).unwrap();
    assert_eq!(target.name, "acme-app");
    assert!(section.contains("of fifteen lines") && block.lines().count() == 15, "{block}");
}

/// The rows of the page's tables whose first cell is a step: the step, and what stands in the cell of its keys.
fn step_rows() -> Vec<(String, String)> {
    let rows = include_str!("../../docs/recipes.md").lines().filter(|line| line.starts_with("| `{ step = "));
    rows.map(|row| {
        let mut cells = row.trim_matches('|').split(" | ").map(str::trim);
        (cells.next().unwrap().trim_matches('`').to_owned(), cells.next().unwrap().to_owned())
    })
    .collect()
}

/// What stands between backticks.
fn code(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The keys of a step: what serde expects where it is given one that there is not.
fn keys_of(step: &str) -> BTreeSet<String> {
    let unknown = serde_json::json!({ "step": step, "no-such-key": true });
    let error = serde_json::from_value::<Step>(unknown).unwrap_err().to_string();
    code(error.split_once("expected").unwrap_or_else(|| panic!("{step}: {error}")).1)
}

#[test]
fn every_step_of_a_recipe_is_documented_by_an_example_that_can_be_read() {
    let mut documented = BTreeSet::new();
    for (example, _) in step_rows() {
        let row: toml::Table = toml::from_str(&format!("row = {example}")).unwrap_or_else(|e| panic!("{example}: {e}"));
        let step: Step = row["row"].clone().try_into().unwrap_or_else(|e| panic!("{example}: {e}"));
        assert!(documented.insert(step.name()), "`{}` is documented twice", step.name());
    }
    assert_eq!(documented, Step::NAMES.iter().copied().collect());
}

#[test]
fn every_key_of_every_step_is_documented() {
    let page = include_str!("../../docs/recipes.md");
    let of_sign = page.split_once("| key of `sign` |").unwrap().1.split_once("\n\n").unwrap().0;
    let of_sign = of_sign.lines().filter_map(|line| line.strip_prefix("| `")?.split_once(" | "));
    let of_sign: BTreeSet<String> = of_sign.flat_map(|(keys, _)| code(&format!("`{keys}"))).collect();
    for (example, cell) in step_rows() {
        let name = example.split('"').nth(1).unwrap();
        let mut documented = code(&cell);
        if name == "sign" {
            documented.extend(of_sign.iter().cloned());
        }
        assert_eq!(documented, keys_of(name), "keys of `{name}`: documented, and there");
    }
}
