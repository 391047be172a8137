//! Turtle for people: subjects grouped, and annotations in their short form.
//!
//! A fact with its reifier is `s p o ~ r {| … |}`, a statement `<< s p o ~ r >> …` (RDF 1.2 Turtle, productions 28 to 36). The short
//! form is used only where it says exactly the same triples; everything else is written in the long form.

use crate::model::vocab::{rdf, rdfs};
use crate::model::{NamedNode, NamedOrBlankNode, Prefixes, Quad, Term, TermRef, Triple};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};

/// Writes the triples of quads, whose graphs are not looked at, as Turtle. Subjects come in the order of their first triples.
///
/// # Errors
/// Those of the output.
pub fn write_annotated_turtle(
    out: impl Write,
    prefixes: &Prefixes,
    quads: &[Quad],
) -> io::Result<()> {
    let graph = GroupedGraph::of(quads);
    let used = RefCell::default();
    // Which prefixes are used is known when all is written: so it is written twice, and the first time nowhere.
    for_each_subject(
        &graph,
        TurtleWriter { out: io::sink(), prefixes, used: &used, graph: &graph },
    )?;
    let mut out = BufWriter::new(out);
    for (name, namespace) in prefixes.iter().filter(|(name, _)| used.borrow().contains(*name)) {
        writeln!(out, "@prefix {name}: <{namespace}> .")?;
    }
    for_each_subject(&graph, TurtleWriter { out, prefixes, used: &used, graph: &graph })
}

fn for_each_subject<W: Write>(
    graph: &GroupedGraph,
    mut writer: TurtleWriter<'_, W>,
) -> io::Result<()> {
    for subject in &graph.subjects {
        writer.subject(subject)?;
    }
    writer.out.flush()
}

type Resource = NamedOrBlankNode;

/// Triples by subject, and how each reifier is written.
struct GroupedGraph {
    /// In the order of their first triples.
    subjects: Vec<Resource>,
    by_subject: FxHashMap<Resource, Vec<(NamedNode, Term)>>,
    /// The reifiers that stand behind their triple, by that triple.
    behind: FxHashMap<Triple, Vec<Resource>>,
    /// The same reifiers: their own triples stand between `{|` and `|}`, and they are no subjects.
    inlined: FxHashSet<Resource>,
    /// The reifiers whose block begins with `<< s p o ~ r >>`, with that triple.
    heads: FxHashMap<Resource, Triple>,
}

impl GroupedGraph {
    fn of(quads: &[Quad]) -> Self {
        let mut subjects = Vec::new();
        let mut by_subject = FxHashMap::<Resource, Vec<(NamedNode, Term)>>::default();
        let mut asserted = FxHashSet::default();
        let mut contents = FxHashMap::<Resource, Vec<Triple>>::default();
        for quad in quads {
            let triple = Triple::from(quad.clone());
            if !asserted.insert(triple.clone()) {
                continue;
            }
            if let (true, Term::Triple(content)) = (is_reifies(&triple.predicate), &triple.object) {
                contents.entry(triple.subject.clone()).or_default().push((**content).clone());
            }
            let own = by_subject.entry(triple.subject.clone()).or_insert_with(|| {
                subjects.push(triple.subject.clone());
                Vec::new()
            });
            own.push((triple.predicate, triple.object));
        }
        let mut graph = Self {
            subjects,
            by_subject,
            behind: FxHashMap::default(),
            inlined: FxHashSet::default(),
            heads: FxHashMap::default(),
        };
        graph.place_reifiers(&contents, &asserted);
        graph
    }

    /// A reifier of one triple has a short form. It stands behind the triple if that is asserted and its subject is no reifier
    /// itself: so no reifier's triples can end up inside of themselves.
    fn place_reifiers(
        &mut self,
        contents: &FxHashMap<Resource, Vec<Triple>>,
        asserted: &FxHashSet<Triple>,
    ) {
        for subject in &self.subjects {
            let Some([content]) = contents.get(subject).map(Vec::as_slice) else { continue };
            if !asserted.contains(content) {
                self.heads.insert(subject.clone(), content.clone());
            } else if !contents.contains_key(&content.subject) {
                self.inlined.insert(subject.clone());
                self.behind.entry(content.clone()).or_default().push(subject.clone());
            }
        }
    }

    /// The subject's triples by predicate, class and label first; without the triple that the short form says already.
    fn groups(&self, subject: &Resource) -> Vec<(&NamedNode, Vec<&Term>)> {
        let is_short = self.inlined.contains(subject) || self.heads.contains_key(subject);
        let mut groups: Vec<(&NamedNode, Vec<&Term>)> = Vec::new();
        for (predicate, object) in self.by_subject.get(subject).into_iter().flatten() {
            if is_short && is_reifies(predicate) && matches!(object, Term::Triple(_)) {
                continue;
            }
            match groups.iter_mut().find(|(other, _)| *other == predicate) {
                Some((_, objects)) => objects.push(object),
                None => groups.push((predicate, vec![object])),
            }
        }
        groups.sort_by_key(|(predicate, _)| match predicate.as_ref() {
            rdf::TYPE => 0,
            rdfs::LABEL => 1,
            _ => 2,
        });
        groups
    }
}

fn is_reifies(predicate: &NamedNode) -> bool {
    predicate.as_ref() == rdf::REIFIES
}

struct TurtleWriter<'a, W: Write> {
    out: W,
    prefixes: &'a Prefixes,
    /// The prefixes of the names that were written.
    used: &'a RefCell<BTreeSet<String>>,
    graph: &'a GroupedGraph,
}

impl<W: Write> TurtleWriter<'_, W> {
    fn subject(&mut self, subject: &Resource) -> io::Result<()> {
        if self.graph.inlined.contains(subject) {
            return Ok(());
        }
        let groups = self.graph.groups(subject);
        let name = self.term(&subject.clone().into());
        match self.graph.heads.get(subject) {
            Some(content) => {
                let content = self.triple(content);
                write!(self.out, "\n<< {content} ~ {name} >>")?;
            }
            None => write!(self.out, "\n{name}")?,
        }
        for (at, (predicate, objects)) in groups.into_iter().enumerate() {
            if at > 0 {
                write!(self.out, " ;\n   ")?;
            }
            write!(self.out, " {}", self.verb(predicate))?;
            for (at, object) in objects.into_iter().enumerate() {
                if at > 0 {
                    write!(self.out, " ,\n       ")?;
                }
                write!(self.out, " {}", self.term(object))?;
                self.reifiers(Triple::new(subject.clone(), predicate.clone(), object.clone()))?;
            }
        }
        writeln!(self.out, " .")
    }

    /// ` ~ r {| … |}` for each reifier that stands behind the triple.
    fn reifiers(&mut self, triple: Triple) -> io::Result<()> {
        for reifier in self.graph.behind.get(&triple).into_iter().flatten() {
            write!(self.out, " ~ {}", self.term(&reifier.clone().into()))?;
            let groups = self.graph.groups(reifier);
            if groups.is_empty() {
                continue;
            }
            let annotations: Vec<String> = groups
                .into_iter()
                .map(|(predicate, objects)| {
                    let objects: Vec<_> = objects.into_iter().map(|o| self.term(o)).collect();
                    format!("{} {}", self.verb(predicate), objects.join(" , "))
                })
                .collect();
            write!(self.out, " {{| {} |}}", annotations.join(" ; "))?;
        }
        Ok(())
    }

    fn triple(&self, triple: &Triple) -> String {
        format!(
            "{} {} {}",
            self.term(&triple.subject.clone().into()),
            self.verb(&triple.predicate),
            self.term(&triple.object)
        )
    }

    fn verb(&self, predicate: &NamedNode) -> String {
        match predicate.as_ref() {
            rdf::TYPE => "a".to_owned(),
            _ => self.term_ref(predicate.as_ref().into()),
        }
    }

    fn term(&self, term: &Term) -> String {
        self.term_ref(term.as_ref())
    }

    fn term_ref(&self, term: TermRef<'_>) -> String {
        self.prefixes.turtle_noting(term, &mut |prefix| {
            let mut used = self.used.borrow_mut();
            if !used.contains(prefix) {
                used.insert(prefix.to_owned());
            }
        })
    }
}
