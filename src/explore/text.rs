//! Text with marks of meaning: plain as it stands, coloured by whoever has a terminal.

/// What a piece of text is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Style {
    /// Ordinary text.
    Plain,
    /// The head of an answer.
    Title,
    /// The head of a part of it.
    Heading,
    /// What is less important: ids, offsets, digests.
    Dim,
    /// The mark of something that holds: reported, verified.
    Good,
    /// The mark of something that somebody says, thinks or plans.
    Open,
    /// The mark of something wrong.
    Bad,
    /// Words of a source.
    Quote,
}

/// Lines of styled pieces.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Text {
    pieces: Vec<(Style, String)>,
}

impl Text {
    /// No text.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a piece.
    pub fn push(&mut self, style: Style, piece: impl Into<String>) -> &mut Self {
        self.pieces.push((style, piece.into()));
        self
    }

    /// Adds ordinary text.
    pub fn plain(&mut self, piece: impl Into<String>) -> &mut Self {
        self.push(Style::Plain, piece)
    }

    /// Ends the line.
    pub fn end_line(&mut self) -> &mut Self {
        self.push(Style::Plain, "\n")
    }

    /// The pieces, in order; lines end where a piece says so.
    pub fn pieces(&self) -> impl Iterator<Item = (Style, &str)> {
        self.pieces.iter().map(|(style, piece)| (*style, piece.as_str()))
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.pieces.iter().try_for_each(|(_, piece)| f.write_str(piece))
    }
}
