//! A page as a tree, read by a tokenizer that knows every error of the standard. Stricter than a browser: every element
//! is closed where it was opened, as maud writes it, and nothing is repaired.

use html5gum::{Token, Tokenizer};

/// Elements that have no end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// Elements that a browser ends before any of these, whatever the page says.
const NOT_IN_A_PARAGRAPH: [&str; 24] = [
    "address",
    "article",
    "aside",
    "details",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "header",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
    "hr",
];

/// A page as a tree.
pub(crate) struct Page {
    elements: Vec<Element>,
}

/// An element.
pub(crate) struct Element {
    /// Its name, in small letters.
    pub(crate) name: String,
    /// Names and values, as they are meant.
    pub(crate) attributes: Vec<(String, String)>,
    /// The text within it and all that it holds.
    pub(crate) text: String,
    /// The text that stands right in it.
    pub(crate) own_text: String,
    parent: Option<usize>,
    place: usize,
}

impl Element {
    /// An attribute's value.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Whether it has a class.
    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split(' ').any(|other| other == class))
    }

    /// The text that somebody reads, without what surrounds it.
    pub(crate) fn said(&self) -> &str {
        self.text.trim()
    }

    /// How it begins, for messages.
    pub(crate) fn tag(&self) -> String {
        let attributes: String =
            self.attributes.iter().map(|(name, value)| format!(" {name}={value:?}")).collect();
        format!("<{}{attributes}>{}", self.name, self.said())
    }
}

impl Page {
    /// Reads a page.
    ///
    /// # Errors
    /// What a browser would have to repair.
    pub(crate) fn read(source: &str) -> Result<Page, String> {
        let mut page = Page { elements: Vec::new() };
        let mut open: Vec<usize> = Vec::new();
        for token in Tokenizer::new(source) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    let within = |wanted: &str| open.iter().any(|at| page.elements[*at].name == wanted);
                    if within("p") && NOT_IN_A_PARAGRAPH.contains(&name.as_str()) {
                        return Err(format!("<{name}> stands within <p>"));
                    }
                    for alone in ["a", "button", "form", "label"] {
                        if name == alone && within(alone) {
                            return Err(format!("<{name}> stands within <{alone}>"));
                        }
                    }
                    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                    let attributes =
                        tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect();
                    let place = page.elements.len();
                    let parent = open.last().copied();
                    let (text, own_text) = (String::new(), String::new());
                    let is_void = VOID.contains(&name.as_str());
                    page.elements.push(Element { name, attributes, text, own_text, parent, place });
                    if !is_void {
                        open.push(place);
                    }
                }
                Token::EndTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    let last = open.pop().map(|at| page.elements[at].name.as_str());
                    if last != Some(name.as_str()) {
                        return Err(format!("</{name}> ends {last:?}"));
                    }
                }
                Token::String(text) => {
                    let text = String::from_utf8_lossy(&text).into_owned();
                    for at in &open {
                        page.elements[*at].text += &text;
                    }
                    if let Some(at) = open.last() {
                        page.elements[*at].own_text += &text;
                    }
                }
                Token::Error(error) => return Err(format!("{error:?}")),
                Token::Comment(_) | Token::Doctype(_) => {}
            }
        }
        match open.last() {
            Some(at) => Err(format!("<{}> is not closed", page.elements[*at].name)),
            None => Ok(page),
        }
    }

    /// All elements, in their order.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Element> {
        self.elements.iter()
    }

    /// Elements of these names.
    pub(crate) fn named(&self, names: &[&str]) -> impl Iterator<Item = &Element> {
        self.elements.iter().filter(move |element| names.contains(&element.name.as_str()))
    }

    /// The element that holds another, and those that hold it, from the inside out, beginning with itself.
    pub(crate) fn around<'p>(&'p self, element: &'p Element) -> impl Iterator<Item = &'p Element> {
        std::iter::successors(Some(element), |inner| inner.parent.map(|at| &self.elements[at]))
    }

    /// Elements that an element holds, itself left out.
    pub(crate) fn within<'p>(&'p self, outer: &'p Element) -> impl Iterator<Item = &'p Element> {
        let holds = move |element: &&Element| {
            element.place != outer.place && self.around(element).any(|it| it.place == outer.place)
        };
        self.elements.iter().filter(holds)
    }

    /// The element with an id.
    pub(crate) fn by_id(&self, id: &str) -> Option<&Element> {
        self.elements.iter().find(|element| element.attribute("id") == Some(id))
    }
}
