//! Rows of terms that are the same but for the labels of their blank nodes: solutions, or quads.
//!
//! Blank nodes get colours by what stands around them, until the colours tell no more nodes apart; where several still
//! share one, each pairing is tried in turn. So a bijection is found exactly when there is one.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use westlake::model::{BlankNode, NamedOrBlankNode, Term, Triple};

/// A term, or none, for each column.
pub type Row = Vec<Option<Term>>;

type Colours<'r> = HashMap<&'r BlankNode, u64>;
pub type Bijection<'r> = HashMap<&'r BlankNode, &'r BlankNode>;

/// The bijection from the blank nodes of the one side to those of the other that makes the same rows of them, as often.
pub fn bijection<'r>(left: &'r [Row], right: &'r [Row]) -> Option<Bijection<'r>> {
    if left.len() != right.len() {
        return None;
    }
    search(left, colours(left), right, colours(right))
}

/// The row with its blank nodes replaced.
pub fn renamed(row: &Row, bijection: &Bijection<'_>) -> Row {
    row.iter().map(|term| term.as_ref().map(|term| renamed_term(term, bijection))).collect()
}

fn renamed_term(term: &Term, bijection: &Bijection<'_>) -> Term {
    match term {
        Term::BlankNode(node) => bijection[node].clone().into(),
        Term::Triple(triple) => {
            let subject = match &triple.subject {
                NamedOrBlankNode::BlankNode(node) => bijection[node].clone().into(),
                NamedOrBlankNode::NamedNode(_) => triple.subject.clone(),
            };
            let object = renamed_term(&triple.object, bijection);
            Triple { subject, predicate: triple.predicate.clone(), object }.into()
        }
        Term::NamedNode(_) | Term::Literal(_) => term.clone(),
    }
}

fn search<'r>(
    left: &'r [Row],
    left_colours: Colours<'r>,
    right: &'r [Row],
    right_colours: Colours<'r>,
) -> Option<Bijection<'r>> {
    let left_colours = refined(left, left_colours);
    let right_colours = refined(right, right_colours);
    let (left_classes, right_classes) = (classes(&left_colours), classes(&right_colours));
    let same_classes = left_classes.len() == right_classes.len()
        && left_classes.iter().all(|(colour, nodes)| {
            right_classes.get(colour).is_some_and(|others| others.len() == nodes.len())
        });
    if !same_classes {
        return None;
    }
    let ambiguous = left_classes.iter().filter(|(_, nodes)| nodes.len() > 1);
    match ambiguous.min_by_key(|(colour, nodes)| (nodes.len(), **colour)) {
        None => {
            let pairs =
                left_classes.iter().map(|(colour, nodes)| (nodes[0], right_classes[colour][0]));
            let bijection = pairs.collect();
            is_right(left, right, &bijection).then_some(bijection)
        }
        Some((colour, nodes)) => right_classes[colour].iter().find_map(|other| {
            let left_colours = with_its_own_colour(&left_colours, nodes[0]);
            let right_colours = with_its_own_colour(&right_colours, other);
            search(left, left_colours, right, right_colours)
        }),
    }
}

fn is_right(left: &[Row], right: &[Row], bijection: &Bijection<'_>) -> bool {
    let mut missing = HashMap::<Row, usize>::new();
    for row in right {
        *missing.entry(row.clone()).or_default() += 1;
    }
    left.iter().all(|row| match missing.get_mut(&renamed(row, bijection)) {
        Some(copies) if *copies > 0 => {
            *copies -= 1;
            true
        }
        _ => false,
    })
}

/// All blank nodes, of one colour.
fn colours(rows: &[Row]) -> Colours<'_> {
    let mut colours = Colours::new();
    for term in rows.iter().flatten().flatten() {
        visit_blank_nodes(term, &mut |node| {
            colours.insert(node, 0);
        });
    }
    colours
}

fn with_its_own_colour<'r>(colours: &Colours<'r>, node: &'r BlankNode) -> Colours<'r> {
    let mut colours = colours.clone();
    let own = hash_of(&(colours[node], "its own"));
    colours.insert(node, own);
    colours
}

/// Colours of which no node has two neighbourhoods.
fn refined<'r>(rows: &'r [Row], mut colours: Colours<'r>) -> Colours<'r> {
    let mut count = classes(&colours).len();
    loop {
        colours = next_colours(rows, &colours);
        let next_count = classes(&colours).len();
        if next_count <= count {
            return colours;
        }
        count = next_count;
    }
}

/// A node's next colour is made of its own one and of the rows that it stands in.
fn next_colours<'r>(rows: &'r [Row], colours: &Colours<'r>) -> Colours<'r> {
    let mut surroundings: HashMap<&BlankNode, Vec<u64>> =
        colours.iter().map(|(node, colour)| (*node, vec![*colour])).collect();
    for row in rows {
        let mut nodes = Vec::new();
        for term in row.iter().flatten() {
            visit_blank_nodes(term, &mut |node| nodes.push(node));
        }
        nodes.sort_by_key(|node| node.as_str());
        nodes.dedup();
        for node in nodes {
            let colour = row_colour(row, colours, node);
            surroundings.entry(node).or_default().push(colour);
        }
    }
    surroundings
        .into_iter()
        .map(|(node, mut rows)| {
            rows[1..].sort_unstable();
            (node, hash_of(&rows))
        })
        .collect()
}

fn classes<'r>(colours: &Colours<'r>) -> HashMap<u64, Vec<&'r BlankNode>> {
    let mut classes = HashMap::<u64, Vec<_>>::new();
    for (node, colour) in colours {
        classes.entry(*colour).or_default().push(*node);
    }
    classes
}

fn visit_blank_nodes<'r>(term: &'r Term, visit: &mut impl FnMut(&'r BlankNode)) {
    match term {
        Term::BlankNode(node) => visit(node),
        Term::Triple(triple) => {
            if let NamedOrBlankNode::BlankNode(node) = &triple.subject {
                visit(node);
            }
            visit_blank_nodes(&triple.object, visit);
        }
        Term::NamedNode(_) | Term::Literal(_) => {}
    }
}

/// The row as one of its nodes sees it: that node stands apart, others count by their colours.
fn row_colour(row: &Row, colours: &Colours<'_>, own: &BlankNode) -> u64 {
    let mut hasher = DefaultHasher::new();
    for term in row {
        term.is_some().hash(&mut hasher);
        if let Some(term) = term {
            hash_term(term, colours, own, &mut hasher);
        }
    }
    hasher.finish()
}

fn hash_term(term: &Term, colours: &Colours<'_>, own: &BlankNode, hasher: &mut DefaultHasher) {
    let hash_node = |node: &BlankNode, hasher: &mut DefaultHasher| {
        (node == own, colours[node]).hash(hasher);
    };
    match term {
        Term::BlankNode(node) => hash_node(node, hasher),
        Term::Triple(triple) => {
            match &triple.subject {
                NamedOrBlankNode::BlankNode(node) => hash_node(node, hasher),
                NamedOrBlankNode::NamedNode(node) => node.hash(hasher),
            }
            triple.predicate.hash(hasher);
            hash_term(&triple.object, colours, own, hasher);
        }
        Term::NamedNode(_) | Term::Literal(_) => term.hash(hasher),
    }
}

fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use westlake::model::NamedNode;

    fn row(names: &str) -> Row {
        let node = |name: &str| BlankNode::new_unchecked(name);
        names
            .split(' ')
            .map(|name| match name.split_once('|') {
                Some((subject, object)) => {
                    let p = NamedNode::new_unchecked("urn:p");
                    Some(Triple::new(node(subject), p, node(object)).into())
                }
                None => Some(node(name).into()),
            })
            .collect()
    }

    fn is_same(left: &[&str], right: &[&str]) -> bool {
        let rows = |names: &[&str]| names.iter().map(|names| row(names)).collect::<Vec<_>>();
        bijection(&rows(left), &rows(right)).is_some()
    }

    #[test]
    fn labels_do_not_matter_and_identity_does() {
        assert!(is_same(&["a b", "b c"], &["z x", "y z"]));
        assert!(!is_same(&["a b", "b c"], &["x x", "y z"]));
        assert!(!is_same(&["a a", "b b"], &["x y", "y x"]));
        assert!(!is_same(&["a b", "a b"], &["x y", "x z"]), "two copies are one node twice");
    }

    #[test]
    fn two_triangles_are_no_hexagon_though_each_node_sees_the_same() {
        let triangles = ["a b", "b c", "c a", "d e", "e f", "f d"];
        let hexagon = ["a b", "b c", "c d", "d e", "e f", "f a"];
        assert!(!is_same(&triangles, &hexagon));
        assert!(is_same(&triangles, &["1 2", "2 3", "3 1", "4 5", "5 6", "6 4"]));
    }

    #[test]
    fn blank_nodes_in_triple_terms_count() {
        assert!(is_same(&["a|b a"], &["x|y x"]));
        assert!(!is_same(&["a|b a"], &["x|y y"]));
        assert!(!is_same(&["a|b c", "a|d c"], &["x|y z", "v|w z"]));
    }
}
