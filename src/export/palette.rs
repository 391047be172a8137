//! The colours of classes: the same class has the same colour in every format.

use crate::explore::{Picture, PictureNode};
use std::collections::BTreeMap;
use std::fmt;

/// A colour; `Display` writes `#56B4E9`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Color {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

impl Color {
    const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// The same hue, pale enough to write on in black.
    pub fn tint(self) -> Self {
        let pale = |part: u8| 255 - (255 - part) / 5;
        Self::new(pale(self.red), pale(self.green), pale(self.blue))
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.red, self.green, self.blue)
    }
}

/// Okabe and Ito's palette for all kinds of colour vision (2008), without black, which is the colour of text.
const CLASS_COLORS: [Color; 7] = [
    Color::new(0x56, 0xB4, 0xE9),
    Color::new(0xE6, 0x9F, 0x00),
    Color::new(0x00, 0x9E, 0x73),
    Color::new(0xCC, 0x79, 0xA7),
    Color::new(0xD5, 0x5E, 0x00),
    Color::new(0x00, 0x72, 0xB2),
    Color::new(0xF0, 0xE4, 0x42),
];
/// Of nodes without a class, and of the classes that are left when the colours are used up: no colour means two things.
const OTHER: Color = Color::new(0x99, 0x99, 0x99);

/// Which class has which colour.
#[derive(Debug)]
pub(super) struct Palette {
    /// Classes and the numbers of their colours.
    classes: BTreeMap<String, usize>,
}

impl Palette {
    /// The colours go to the groups of a picture's nodes, the most frequent first, then by name. Statements, which have a status, are
    /// drawn in a way of their own and need none.
    pub fn of(picture: &Picture) -> Self {
        let mut counts = BTreeMap::<&str, usize>::new();
        for class in picture
            .nodes
            .iter()
            .filter(|node| node.statuses.is_empty())
            .filter_map(|node| node.classes.first())
        {
            *counts.entry(class).or_default() += 1;
        }
        let mut classes: Vec<(&str, usize)> = counts.into_iter().collect();
        // The sort is stable, and the map gave the classes by name.
        classes.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        let classes = classes.into_iter().take(CLASS_COLORS.len()).enumerate();
        Self { classes: classes.map(|(at, (class, _))| (class.to_owned(), at)).collect() }
    }

    /// The number of a node's colour, from 0; [`Palette::NUMBERS`] less 1 is grey.
    pub fn number(&self, node: &PictureNode) -> usize {
        let class = node.classes.first();
        class.and_then(|class| self.classes.get(class)).copied().unwrap_or(CLASS_COLORS.len())
    }

    /// A node's colour.
    pub fn color(&self, node: &PictureNode) -> Color {
        Self::numbered(self.number(node))
    }

    /// The colour with this number.
    pub fn numbered(number: usize) -> Color {
        CLASS_COLORS.get(number).copied().unwrap_or(OTHER)
    }

    /// How many colours there are, grey included.
    pub const NUMBERS: usize = CLASS_COLORS.len() + 1;
}
