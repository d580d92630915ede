//! Following a path through a document.

use super::{Axis, NodePath, Segment, Target};
use crate::recipe::Fault;
use crate::xml::{Document, Element, Node};

impl NodePath {
    /// The one place the path leads to; an error when there is none.
    pub fn one(&self, document: &Document) -> Result<Target, Fault> {
        let mut found = self.follow(document, false)?;
        Ok(found.swap_remove(0))
    }

    /// Every match of the path's last element, in document order; never empty.
    pub fn every(&self, document: &Document) -> Result<Vec<Target>, Fault> {
        self.follow(document, true)
    }

    /// With `all` every match, otherwise the one place.
    pub fn targets(&self, document: &Document, all: bool) -> Result<Vec<Target>, Fault> {
        if all { self.every(document) } else { Ok(vec![self.one(document)?]) }
    }

    /// The element that the path leads to; an error when there is none, or the path names an attribute.
    pub fn element(&self, document: &Document) -> Result<Vec<usize>, Fault> {
        match self.one(document)? {
            Target { element, attribute: None } => Ok(element),
            Target { .. } => Err(Fault::new(format!("`{self}` is an attribute, an element is needed here"))),
        }
    }

    fn follow(&self, document: &Document, all: bool) -> Result<Vec<Target>, Fault> {
        // A path that was parsed has a segment.
        let Some((last, before)) = self.segments.split_last() else { return Err(self.nothing(document, None, &[])) };
        let mut within: Option<Vec<usize>> = None;
        for segment in before {
            let mut found = matches(document, within.as_deref(), segment);
            let index = segment.number.unwrap_or(1) - 1;
            if index >= found.len() {
                return Err(self.nothing(document, within.as_deref(), &found).help_at(segment, found.len()));
            }
            within = Some(found.swap_remove(index));
        }
        let mut found = matches(document, within.as_deref(), last);
        if !all || last.number.is_some() {
            let index = last.number.unwrap_or(1) - 1;
            if index < found.len() {
                found = vec![found.swap_remove(index)];
            } else {
                return Err(self.nothing(document, within.as_deref(), &found).help_at(last, found.len()));
            }
        }
        if found.is_empty() {
            return Err(self.nothing(document, within.as_deref(), &found).help_at(last, 0));
        }
        Ok(found.into_iter().map(|element| Target { element, attribute: self.attribute.clone() }).collect())
    }

    fn nothing(&self, document: &Document, within: Option<&[usize]>, found: &[Vec<usize>]) -> Fault {
        let fault = Fault::new(format!("`{self}` matches nothing in the message"));
        if !found.is_empty() {
            return fault;
        }
        let mut names: Vec<&str> = match within.and_then(|path| document.element(path)) {
            Some(parent) => parent.elements().map(Element::local_name).collect(),
            None => vec![document.root().local_name()],
        };
        names.dedup();
        match within {
            Some(_) if names.is_empty() => fault.help("there it has no elements inside"),
            Some(_) => fault.help(format!("what is inside there: {}", names.join(", "))),
            None => fault.help(format!("the root element is `{}`", names.concat())),
        }
    }
}

impl Fault {
    fn help_at(mut self, segment: &Segment, found: usize) -> Self {
        if found > 0 {
            let (name, plural) = (&segment.name, if found == 1 { "is" } else { "are" });
            self.help = Some(format!("there {plural} {found} `{name}`, counted from 1"));
        }
        self
    }
}

fn matches(document: &Document, within: Option<&[usize]>, segment: &Segment) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    match (within, segment.axis) {
        (None, Axis::Descendant) => collect(document.root(), &mut Vec::new(), segment, &mut found),
        (None, _) => {
            if segment.matches(document.root()) {
                found.push(Vec::new());
            }
        }
        (Some(path), axis) => {
            let Some(parent) = document.element(path) else { return found };
            for (position, child) in parent.children.iter().enumerate() {
                let Node::Element(child) = child else { continue };
                let mut below = path.to_vec();
                below.push(position);
                if axis == Axis::Descendant {
                    collect(child, &mut below, segment, &mut found);
                } else if segment.matches(child) {
                    found.push(below);
                }
            }
        }
    }
    found
}

fn collect(element: &Element, path: &mut Vec<usize>, segment: &Segment, found: &mut Vec<Vec<usize>>) {
    if segment.matches(element) {
        found.push(path.clone());
    }
    for (position, child) in element.children.iter().enumerate() {
        if let Node::Element(child) = child {
            path.push(position);
            collect(child, path, segment, found);
            path.pop();
        }
    }
}

impl Segment {
    fn matches(&self, element: &Element) -> bool {
        match self.name.as_str() {
            "*" => true,
            name if name.contains(':') => element.name == name,
            name => element.local_name() == name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str =
        r#"<p:r a="1"> <p:i/><s:a ID="1"><s:i>one</s:i><s:v/><s:v/></s:a><s:a><s:x><s:v/></s:x></s:a></p:r>"#;

    fn one(path: &str) -> Result<Vec<usize>, Fault> {
        path.parse::<NodePath>().unwrap().one(&Document::parse(XML).unwrap()).map(|target| target.element)
    }

    #[test]
    fn paths_lead_where_they_say() {
        for (path, expected) in [
            ("r", vec![]),
            ("/r", vec![]),
            ("r/i", vec![1]),
            ("i", vec![1]),
            ("i[2]", vec![2, 0]),
            ("a/i", vec![2, 0]),
            ("s:i", vec![2, 0]),
            ("a[1]/v[2]", vec![2, 2]),
            ("a[2]//v", vec![3, 0, 0]),
            ("//v[3]", vec![3, 0, 0]),
            ("r/*[2]", vec![2]),
            ("r/@a", vec![]),
            ("r/@none", vec![]),
        ] {
            assert_eq!(one(path), Ok(expected), "{path}");
        }
    }

    #[test]
    fn the_first_match_of_a_segment_is_final() {
        let fault = one("a/x").unwrap_err();
        assert_eq!(fault.message, "`a/x` matches nothing in the message");
        assert_eq!(fault.help.as_deref(), Some("what is inside there: i, v"));
        assert_eq!(one("a[3]").unwrap_err().help.as_deref(), Some("there are 2 `a`, counted from 1"));
        assert_eq!(one("/a").unwrap_err().help.as_deref(), Some("the root element is `r`"));
    }

    #[test]
    fn every_match_of_the_last_element() {
        let document = Document::parse(XML).unwrap();
        let every = |path: &str| {
            let found = path.parse::<NodePath>().unwrap().every(&document).unwrap();
            found.into_iter().map(|target| target.element).collect::<Vec<_>>()
        };
        assert_eq!(every("v"), [vec![2, 1], vec![2, 2], vec![3, 0, 0]]);
        assert_eq!(every("a/v"), [vec![2, 1], vec![2, 2]]);
        assert_eq!(every("a/@ID"), [vec![2], vec![3]]);
        assert_eq!(every("a[2]"), [vec![3]]);
    }
}
