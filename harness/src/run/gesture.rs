//! What a person does at a page, as any engine takes it.

/// One thing done at a page, all texts filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Gesture {
    Fill { selector: String, text: String },
    Select { selector: String, option: String },
    Upload { selector: String, name: String, content: Vec<u8> },
    WaitFor { selector: String },
    Click { selector: String, twice: bool },
}
