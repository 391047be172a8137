//! Small numbers for the nodes, edges and predicates of one [`GraphView`](super::GraphView).

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
        pub struct $name(u32);

        impl $name {
            /// The index with this number.
            #[inline]
            pub const fn new(number: u32) -> Self {
                Self(number)
            }

            /// The number.
            #[inline]
            pub const fn number(self) -> u32 {
                self.0
            }

            /// The number, as what slices are indexed by.
            #[inline]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index! {
    /// A node, by its place in the order of the nodes' [`TermId`](crate::model::TermId)s.
    NodeIndex
}
index! {
    /// An edge, by its place in the order of source, target and predicate.
    EdgeIndex
}
index! {
    /// A predicate of the view, by the order in which the edges brought them.
    PredicateIndex
}

/// What an edge says, in four bytes: its predicate, whether it is asserted, and which way its triple reads.
///
/// Labels of one source and target are ordered by predicate.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EdgeLabel(u32);

impl EdgeLabel {
    const STATED_ONLY: u32 = 1;
    const INVERSE: u32 = 2;
    const FLAG_BITS: u32 = 2;
    /// How many predicates a view can tell apart.
    pub(super) const PREDICATES_MAX: usize = 1 << (u32::BITS - Self::FLAG_BITS);

    pub(super) fn new(predicate: PredicateIndex, asserted: bool, inverse: bool) -> Self {
        debug_assert!(predicate.index() < Self::PREDICATES_MAX);
        Self(
            (predicate.number() << Self::FLAG_BITS)
                | (u32::from(inverse) * Self::INVERSE)
                | (u32::from(!asserted) * Self::STATED_ONLY),
        )
    }

    pub(super) const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    pub(super) const fn bits(self) -> u32 {
        self.0
    }

    /// The label apart from whether it is asserted: what makes two edges the same one.
    pub(super) const fn identity(self) -> u32 {
        self.0 & !Self::STATED_ONLY
    }

    /// The predicate.
    #[inline]
    pub const fn predicate(self) -> PredicateIndex {
        PredicateIndex::new(self.0 >> Self::FLAG_BITS)
    }

    /// Whether the edge's triple is asserted; otherwise it is only the content of a reifier.
    #[inline]
    pub const fn is_asserted(self) -> bool {
        self.0 & Self::STATED_ONLY == 0
    }

    /// Whether the edge runs from the triple's object to its subject, as a speaker's edge to the statement
    /// does, whose triple is `statement wl:saidBy speaker`.
    #[inline]
    pub const fn is_inverse(self) -> bool {
        self.0 & Self::INVERSE != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_keeps_what_it_is_made_of() {
        let last = PredicateIndex::new(EdgeLabel::PREDICATES_MAX as u32 - 1);
        for predicate in [PredicateIndex::new(0), PredicateIndex::new(7), last] {
            for (asserted, inverse) in [(false, false), (false, true), (true, false), (true, true)]
            {
                let label = EdgeLabel::new(predicate, asserted, inverse);
                assert_eq!(label.predicate(), predicate);
                assert_eq!(label.is_asserted(), asserted);
                assert_eq!(label.is_inverse(), inverse);
                assert_eq!(EdgeLabel::from_bits(label.bits()), label);
            }
        }
    }
}
