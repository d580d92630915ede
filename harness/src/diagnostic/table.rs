//! Reads TOML tables key by key; every fault is noted with its place, and a stand-in is returned.

use std::collections::BTreeMap;
use std::ops::Range;

use strum::VariantArray;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{File, help_for, is_kebab_case};
use crate::placeholder::{Names, check_template};

/// An enum whose values are words in files, each spelt once: where it is declared.
pub(crate) trait Word: VariantArray + Copy + Into<&'static str> {}

impl<T: VariantArray + Copy + Into<&'static str>> Word for T {}

/// A table whose keys are known beforehand. [`Table::finish`] reports keys that nobody asked for.
pub(crate) struct Table<'a> {
    /// The file it stands in.
    pub(crate) file: &'a File,
    entries: &'a DeTable<'a>,
    span: Range<usize>,
    known: Vec<&'static str>,
}

impl<'a> Table<'a> {
    /// A table that stands at `span`.
    pub(crate) fn new(file: &'a File, entries: &'a DeTable<'a>, span: Range<usize>) -> Self {
        Self { file, entries, span, known: Vec::new() }
    }

    /// Where it begins.
    pub(crate) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The value of `key`, if there is one.
    pub(crate) fn optional(&mut self, key: &'static str) -> Option<Value<'a>> {
        self.known.push(key);
        let (found, value) = self.entries.get_key_value(key)?;
        Some(Value { file: self.file, key: key.to_owned(), key_span: found.span(), value })
    }

    /// The value of `key`; its absence is a fault.
    pub(crate) fn required(&mut self, key: &'static str) -> Option<Value<'a>> {
        let value = self.optional(key);
        if value.is_none() {
            self.file.report(self.span(), format!("missing key `{key}`"), "it must be given here", None);
        }
        value
    }

    /// Whether `key` is there; does not count as reading it.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Keys of the table under `key`, if there is one; does not count as reading it.
    pub(crate) fn keys_of(&self, key: &str) -> Vec<String> {
        let table = self.entries.get(key).and_then(|value| value.get_ref().as_table());
        table.into_iter().flat_map(|table| table.keys()).map(|key| key.get_ref().to_string()).collect()
    }

    /// This table and every table below it, also in lists; does not count as reading them.
    pub(crate) fn tables_below(&self) -> Vec<&'a DeTable<'a>> {
        let mut found = vec![self.entries];
        let mut next = 0;
        while let Some(table) = found.get(next).copied() {
            let mut values: Vec<&DeValue<'a>> = table.values().map(Spanned::get_ref).collect();
            while let Some(value) = values.pop() {
                match value {
                    DeValue::Table(table) => found.push(table),
                    DeValue::Array(items) => values.extend(items.iter().map(Spanned::get_ref)),
                    _ => {}
                }
            }
            next += 1;
        }
        found
    }

    /// A text, which must be there.
    pub(crate) fn required_str(&mut self, key: &'static str) -> String {
        self.required(key).map(|value| value.text()).unwrap_or_default()
    }

    /// A text.
    pub(crate) fn optional_str(&mut self, key: &'static str) -> Option<String> {
        self.optional(key).map(|value| value.text())
    }

    /// A template, which must be there.
    pub(crate) fn required_template(&mut self, key: &'static str, names: &Names) -> String {
        self.required(key).map(|value| value.template(names)).unwrap_or_default()
    }

    /// A template.
    pub(crate) fn optional_template(&mut self, key: &'static str, names: &Names) -> Option<String> {
        self.optional(key).map(|value| value.template(names))
    }

    /// `true` or `false`.
    pub(crate) fn optional_bool(&mut self, key: &'static str) -> Option<bool> {
        self.optional(key)?.boolean()
    }

    /// A list of texts; empty when absent.
    pub(crate) fn strings(&mut self, key: &'static str) -> Vec<String> {
        self.items(key).iter().map(Value::text).collect()
    }

    /// A list of templates; empty when absent.
    pub(crate) fn templates(&mut self, key: &'static str, names: &Names) -> Vec<String> {
        self.items(key).iter().map(|item| item.template(names)).collect()
    }

    /// The items of a list; empty when absent.
    pub(crate) fn items(&mut self, key: &'static str) -> Vec<Value<'a>> {
        self.optional(key).map(|value| value.items()).unwrap_or_default()
    }

    /// A table.
    pub(crate) fn table(&mut self, key: &'static str) -> Option<Table<'a>> {
        self.optional(key)?.table()
    }

    /// A table, which must be there.
    pub(crate) fn required_table(&mut self, key: &'static str) -> Option<Table<'a>> {
        self.required(key)?.table()
    }

    /// A list of tables (`[[key]]`); empty when absent.
    pub(crate) fn tables(&mut self, key: &'static str) -> Vec<Table<'a>> {
        self.items(key).iter().filter_map(Value::table).collect()
    }

    /// A table of freely named templates; empty when absent.
    pub(crate) fn template_map(&mut self, key: &'static str, names: &Names) -> BTreeMap<String, String> {
        let Some(table) = self.table(key) else { return BTreeMap::new() };
        table.into_values().map(|value| (value.key.clone(), value.template(names))).collect()
    }

    /// A table of freely named texts; empty when absent.
    pub(crate) fn string_map(&mut self, key: &'static str) -> BTreeMap<String, String> {
        let Some(table) = self.table(key) else { return BTreeMap::new() };
        table.into_values().map(|value| (value.key.clone(), value.text())).collect()
    }

    /// One of the words of `T`; `noun` says what is chosen.
    pub(crate) fn choice<T: Word>(&mut self, key: &'static str, noun: &str) -> Option<T> {
        self.optional(key)?.choice(noun, T::VARIANTS)
    }

    /// The same, where one must be given.
    pub(crate) fn required_choice<T: Word>(&mut self, key: &'static str, noun: &str) -> Option<T> {
        self.required(key)?.choice(noun, T::VARIANTS)
    }

    /// All values of a table whose keys are free.
    pub(crate) fn into_values(self) -> impl Iterator<Item = Value<'a>> {
        let file = self.file;
        self.entries.iter().map(move |(key, value)| Value {
            file,
            key: key.get_ref().to_string(),
            key_span: key.span(),
            value,
        })
    }

    /// Whether [`Table::finish`] has anything to report.
    pub(crate) fn has_unknown(&self) -> bool {
        self.entries.keys().any(|key| !self.known.contains(&key.get_ref().as_ref()))
    }

    /// Reports keys that were not read.
    pub(crate) fn finish(self) {
        for key in self.entries.keys().filter(|key| !self.known.contains(&key.get_ref().as_ref())) {
            let name = key.get_ref();
            let help = help_for(name, self.known.iter().copied());
            self.file.report(key.span(), format!("unknown key `{name}`"), "nothing reads this key", help);
        }
    }
}

/// A value with its place.
pub(crate) struct Value<'a> {
    /// The file it stands in.
    pub(crate) file: &'a File,
    /// Its key, or the key of the list it is in.
    pub(crate) key: String,
    /// Where the key stands.
    pub(crate) key_span: Range<usize>,
    value: &'a Spanned<DeValue<'a>>,
}

impl<'a> Value<'a> {
    /// Where it stands.
    pub(crate) fn span(&self) -> Range<usize> {
        self.value.span()
    }

    /// The TOML value itself, for what serde is to read.
    pub(crate) fn raw(&self) -> &'a Spanned<DeValue<'a>> {
        self.value
    }

    /// Notes a fault of this value.
    pub(crate) fn report(&self, message: String, remark: &str, help: Option<String>) {
        self.file.report(self.span(), message, remark, help);
    }

    fn wrong_type(&self, wanted: &str) {
        let remark = format!("this is {}", with_article(self.value.get_ref().type_str()));
        self.report(format!("`{}` must be {wanted}", self.key), &remark, None);
    }

    /// A text.
    pub(crate) fn text(&self) -> String {
        match self.value.get_ref() {
            DeValue::String(text) => text.to_string(),
            _ => {
                self.wrong_type("a string");
                String::new()
            }
        }
    }

    /// A text with placeholders, each of which must be one of `names`.
    pub(crate) fn template(&self, names: &Names) -> String {
        let template = self.text();
        for fault in check_template(&template, names) {
            let span = self.span_within(&template, fault.span);
            self.file.report(span, fault.message, "", fault.help);
        }
        template
    }

    /// `true` or `false`.
    pub(crate) fn boolean(&self) -> Option<bool> {
        let boolean = self.value.get_ref().as_bool();
        if boolean.is_none() {
            self.wrong_type("`true` or `false`");
        }
        boolean
    }

    /// A number that is not negative.
    pub(crate) fn index(&self) -> Option<usize> {
        let number = self.value.get_ref().as_integer().and_then(|n| usize::from_str_radix(n.as_str(), n.radix()).ok());
        if number.is_none() {
            self.wrong_type("a whole number, 0 or more");
        }
        number
    }

    /// A list.
    pub(crate) fn items(&self) -> Vec<Value<'a>> {
        let Some(items) = self.value.get_ref().as_array() else {
            self.wrong_type("a list");
            return Vec::new();
        };
        let value = |value| Value { file: self.file, key: self.key.clone(), key_span: self.key_span.clone(), value };
        items.iter().map(value).collect()
    }

    /// A table.
    pub(crate) fn table(&self) -> Option<Table<'a>> {
        let Some(table) = self.value.get_ref().as_table() else {
            self.wrong_type("a table");
            return None;
        };
        Some(Table::new(self.file, table, self.span()))
    }

    /// One of `choices` by its word; `noun` says what is chosen.
    pub(crate) fn choice<T: Word>(&self, noun: &str, choices: &[T]) -> Option<T> {
        let Some(name) = self.value.get_ref().as_str() else {
            self.wrong_type("a string");
            return None;
        };
        let found = choices.iter().copied().find(|choice| (*choice).into() == name);
        if found.is_none() {
            self.unknown(noun, name, choices.iter().map(|choice| (*choice).into()));
        }
        found
    }

    /// Reports that no `noun` is called `name`.
    pub(crate) fn unknown<'k>(&self, noun: &str, name: &str, known: impl IntoIterator<Item = &'k str> + Clone) {
        let remark = format!("no {noun} has this name");
        self.report(format!("unknown {noun} `{name}`"), &remark, help_for(name, known));
    }

    /// A text that must be one of `known`.
    pub(crate) fn one_of<'k>(&self, noun: &str, known: impl IntoIterator<Item = &'k str> + Clone) -> String {
        let name = self.text();
        let is_known = known.clone().into_iter().any(|k| k == name);
        if !is_known && self.value.get_ref().is_str() {
            self.unknown(noun, &name, known);
        }
        name
    }

    /// A text that is to be kebab-case; `noun` says what it is.
    pub(crate) fn kebab_case(&self, noun: &str) -> String {
        let text = self.text();
        if self.value.get_ref().is_str() && !is_kebab_case(&text) {
            self.report(format!("{noun} may only hold a-z, 0-9 and single `-` between them"), "", None);
        }
        text
    }

    /// The place in the file of a part of this text. With escapes in between it is the whole text's.
    pub(crate) fn span_within(&self, text: &str, part: Range<usize>) -> Range<usize> {
        let raw = &self.file.text()[self.span()];
        match raw.find(text) {
            Some(offset) => {
                let start = self.span().start + offset;
                start + part.start..start + part.end
            }
            None => self.span(),
        }
    }
}

fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {noun}")
}
