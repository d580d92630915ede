//! Trees keep every byte; their canonical form is one.

use std::process::Command;

use mock_idp::xml::{Canonicalization, Document, XmlError, canonicalize, canonicalize_document, parse_fragment};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rstest::rstest;

#[rstest]
#[case("<a/>")]
#[case("\u{FEFF}<?xml version='1.0'  encoding=\"UTF-8\" ?>\r\n<!-- c --><a  b = 'x\"y'\n c=\"\"\t/>\n<?pi  data ?>\n")]
#[case("<a ></a\n>")]
#[case("<a>&amp;&#13;&#x1F600;]] > x<![CDATA[<&]] >]]><!-- - --><b\n/></a>")]
#[case("<!DOCTYPE a [<!ENTITY e \"]>\"><!-- ' -->]><a>\u{E9}\u{1F600}</a>")]
#[case("<p:a xmlns:p='u' p:b='\t&lt;\r\n'/>")]
fn what_is_read_is_written_again(#[case] xml: &str) {
    assert_eq!(Document::parse(xml).unwrap().to_string(), xml);
}

#[test]
fn entities_stay_as_they_are_written_where_they_may_stand() {
    let xml = "<!DOCTYPE a [<!ENTITY e 'x'>]><a b='&e;'>&e;&amp;</a>";
    assert_eq!(Document::parse_keeping_entities(xml).unwrap().to_string(), xml);
    assert_eq!(Document::parse(xml), Err(XmlError::Reference("e".to_owned())));
    for bad in ["<a>& </a>", "<a>&e</a>", "<a>&e ;</a>", "<a b='&e'/>", "<a b='&;'/>", "<a>&#0;</a>", "<a>&1;</a>"] {
        assert!(Document::parse_keeping_entities(bad).is_err(), "{bad}");
    }
    for bad in ["</x><x>", "</x>", "<a>", "<?xml version='1.0'?>", "<!DOCTYPE a>", "]]>"] {
        assert!(parse_fragment(bad).is_err(), "{bad}");
    }
}

#[rstest]
#[case("")]
#[case("text")]
#[case("<a>")]
#[case("<a></b>")]
#[case("<a></a></a>")]
#[case("<a/><b/>")]
#[case("<a b=1/>")]
#[case("<a b='1'c='2'/>")]
#[case("<a b='<'/>")]
#[case("<a b='1' b='2'/>")]
#[case("<a b='&x;'/>")]
#[case("<a>&x;</a>")]
#[case("<a>&#0;</a>")]
#[case("<a>&#x+41;</a>")]
#[case("<a>& </a>")]
#[case("<a>]]></a>")]
#[case("<a><!-- -- --></a>")]
#[case("<1/>")]
#[case("<a>\u{0}</a>")]
#[case(" <?xml version='1.0'?><a/>")]
#[case("<a><!DOCTYPE b></a>")]
#[case("<a/>x")]
fn what_is_not_well_formed_is_refused(#[case] xml: &str) {
    let parsed: Result<_, XmlError> = Document::parse(xml);
    assert!(parsed.is_err(), "{parsed:?}");
}

fn canonical(xml: &str, how: &Canonicalization) -> String {
    String::from_utf8(canonicalize(&Document::parse(xml).unwrap(), &[], how)).unwrap()
}

#[test]
fn the_canonical_form_by_example() {
    let plain = Canonicalization::default();
    for (xml, expected) in [
        ("<?xml version='1.0'?>\n<a  z='1'\n b='2' />", r#"<a b="2" z="1"></a>"#),
        (
            "<a xmlns:u='unused' xmlns:p='x'><p:b/><p:c/></a>",
            r#"<a><p:b xmlns:p="x"></p:b><p:c xmlns:p="x"></p:c></a>"#,
        ),
        ("<a xmlns='d'><b xmlns=''/></a>", r#"<a xmlns="d"><b xmlns=""></b></a>"#),
        (
            "<a b='&#10;\t&quot;>'>\r\n&gt;\"&#13;<![CDATA[<&]]></a>",
            "<a b=\"&#xA; &quot;>\">\n&gt;\"&#xD;&lt;&amp;</a>",
        ),
        ("<a xmlns:x='2' xmlns:y='1' x:b='' y:b='' b=''/>", r#"<a xmlns:x="2" xmlns:y="1" b="" y:b="" x:b=""></a>"#),
        ("<a><!-- gone --><?p  kept ?></a>", "<a><?p kept ?></a>"),
    ] {
        assert_eq!(canonical(xml, &plain), expected);
    }
    let listed = Canonicalization { prefix_list: vec!["u".into(), "#default".into()], ..plain.clone() };
    assert_eq!(
        canonical("<p:a xmlns='d' xmlns:u='v' xmlns:p='x'/>", &listed),
        r#"<p:a xmlns="d" xmlns:p="x" xmlns:u="v"></p:a>"#
    );
    let comments = Canonicalization { comments: true, ..plain };
    assert_eq!(canonical("<a><!-- kept --></a>", &comments), "<a><!-- kept --></a>");
}

/// Documents with everything that XML allows inside an element.
fn content() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[ a-z\t\r\n>é😀'\"]{0,8}".prop_map(|text| text.replace("]]>", "")),
        Just("&amp;&#xD;&#9;&lt;".to_owned()),
        "<!-- [a-z\r\n<&]{0,5} -->",
        "<!\\[CDATA\\[[a-z<&\r\n]{0,5}\\]\\]>",
        "<\\?pi( [a-z<&]{1,5})?\\?>",
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        let name = prop_oneof!["[a-c]", "[p-q]:[a-c]"];
        let attribute = prop_oneof![Just(String::new()), "[ \n]x = '[a-z\t\n\"]{0,4}'", " p:x=\"[a-z']{0,4}&#10;\""];
        let declaration = prop_oneof![
            Just(String::new()),
            Just(" xmlns='urn:d'".to_owned()),
            Just(" xmlns=''".to_owned()),
            Just("  xmlns:p='urn:other'".to_owned())
        ];
        (name, declaration, attribute, "[ \n]?", proptest::collection::vec(inner, 0..5)).prop_map(
            |(name, declaration, attribute, space, children)| {
                let children = children.concat();
                if children.is_empty() && space.is_empty() {
                    format!("<{name}{declaration}{attribute}/>")
                } else {
                    format!("<{name}{declaration}{attribute}{space}>{children}</{name}{space}>")
                }
            },
        )
    })
}

proptest! {
    #[test]
    fn any_document_is_written_as_it_was_read(content in content()) {
        let xml = format!("<?xml version='1.0'?>\n<r xmlns:p='urn:1' xmlns:q=\"urn:2\">{content}</r>\n<!-- end -->");
        prop_assert_eq!(Document::parse(&xml).unwrap().to_string(), xml);
    }

    #[test]
    fn any_fragment_is_written_as_it_was_read(content in proptest::collection::vec(content(), 0..4)) {
        let xml = format!("{}&entity;<p a='&other;'/>", content.concat());
        let nodes = parse_fragment(&xml).unwrap();
        prop_assert_eq!(nodes.iter().map(ToString::to_string).collect::<String>(), xml);
    }

    #[test]
    fn the_canonical_form_of_a_canonical_form_is_itself(content in content(), comments: bool) {
        let xml = format!("<r xmlns:p='urn:1' xmlns:q='urn:2'>{content}</r>");
        let how = Canonicalization { comments, ..Canonicalization::default() };
        let once = canonical(&xml, &how);
        prop_assert_eq!(canonical(&once, &how), once);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "(<|>|/|!|\\?|\\[|\\]|-|&|;|#|'|\"|=| |a|xmlns|é){0,40}") {
        if let Ok(document) = Document::parse(&text) {
            prop_assert_eq!(document.to_string(), text);
        }
    }
}

#[test]
fn the_inclusive_form_takes_over_what_stands_around() {
    let how = Canonicalization { inclusive: true, ..Canonicalization::default() };
    let xml =
        "<r xmlns='d' xmlns:u='unused' xml:lang='en' xml:space='preserve'><a xml:lang='de' xmlns:v='v'><b/></a></r>";
    let document = Document::parse(xml).unwrap();
    let form = |path: &[usize]| String::from_utf8(canonicalize(&document, path, &how)).unwrap();
    assert_eq!(form(&[0, 0]), r#"<b xmlns="d" xmlns:u="unused" xmlns:v="v" xml:lang="de" xml:space="preserve"></b>"#);
    assert_eq!(
        form(&[0]),
        r#"<a xmlns="d" xmlns:u="unused" xmlns:v="v" xml:lang="de" xml:space="preserve"><b></b></a>"#
    );
    let without = Canonicalization { without: vec![vec![0]], ..how.clone() };
    assert_eq!(canonicalize(&document, &[0, 0], &without), b"");
    let rest = String::from_utf8(canonicalize(&document, &[], &without)).unwrap();
    assert_eq!(rest, r#"<r xmlns="d" xmlns:u="unused" xml:lang="en" xml:space="preserve"></r>"#);
}

#[rstest]
#[cfg_attr(not(xmllint), ignore = "xmllint was not installed when the tests were built")]
fn the_canonical_form_is_what_xmllint_makes_of_it(#[values("--exc-c14n", "--c14n")] form: &str) {
    let folder = tempfile::TempDir::new().unwrap();
    let mut runner = TestRunner::deterministic();
    let how = Canonicalization { comments: true, inclusive: form == "--c14n", ..Canonicalization::default() };
    let mut differing = Vec::new();
    for number in 0..300 {
        let content = content().new_tree(&mut runner).unwrap().current();
        let xml = format!(
            "<?xml version='1.0'?>\n<!-- a\r\n -->\n<?b?><r xmlns:p='urn:1' xmlns:q='urn:2'>{content}</r><?c  d?> <!-- e -->\n"
        );
        let path = folder.path().join(format!("{number}.xml"));
        std::fs::write(&path, &xml).unwrap();
        let output = Command::new("xmllint").args(["--nonet", form]).arg(&path).output().unwrap();
        assert!(output.status.success(), "{xml:?}: {}", String::from_utf8_lossy(&output.stderr));
        let ours = String::from_utf8(canonicalize_document(&Document::parse(&xml).unwrap(), &how)).unwrap();
        let theirs = String::from_utf8(output.stdout).unwrap();
        if ours != theirs {
            differing.push((xml, ours, theirs));
        }
    }
    assert!(differing.is_empty(), "{} differ, the first: {:#?}", differing.len(), differing[0]);
}
