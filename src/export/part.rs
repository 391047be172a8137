//! What part of the data is exported: all of it, what is around an entity, or the graph that a query makes.

use super::rdf::{ExportError, export_quads, export_rdf, write_graph};
use crate::evidence::View;
use crate::explore::{Extent, Namer, Picture, PictureBounds, surroundings};
use crate::format::{Syntax, WriteSummary};
use crate::model::{Limits, TermId, Triple};
use crate::sparql::{Answer, Query, QueryError, QueryForm, QueryOptions};
use crate::store::StoreError;
use crate::traverse::BuildError;
use std::io::Write;
use thiserror::Error;

/// A part of the data.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// All of it.
    All,
    /// What is around an entity.
    Around {
        /// The entity.
        entity: TermId,
        /// How far.
        hops: usize,
    },
    /// What a query made.
    Made(Vec<Triple>),
}

/// A part that can't be had or written.
#[derive(Debug, Error)]
pub enum PartError {
    /// The query is a SELECT or an ASK.
    #[error("this query makes no graph; export needs a CONSTRUCT or a DESCRIBE")]
    NoGraph,
    /// The entity is a class, a property, a span: what facts have, and none is about.
    #[error("{entity:?} is no entity in the view {view}, so that nothing is around it")]
    NoNode {
        /// What it is called.
        entity: String,
        /// The view.
        view: String,
    },
    /// The query can't be run.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The entity graph can't be had.
    #[error(transparent)]
    Graph(#[from] BuildError),
    /// The query made more triples than a store holds.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The output or the format doesn't take it.
    #[error(transparent)]
    Export(#[from] ExportError),
}

impl Part {
    /// The graph that a CONSTRUCT or a DESCRIBE makes, held in memory.
    ///
    /// # Errors
    /// [`PartError::NoGraph`] for another query, [`PartError::Query`].
    pub fn of_query(query: &Query, view: &View, options: &QueryOptions) -> Result<Self, PartError> {
        if !matches!(query.form(), QueryForm::Construct | QueryForm::Describe) {
            return Err(PartError::NoGraph);
        }
        let Answer::Graph(triples) = query.run(view, options)? else {
            unreachable!("the query's form was looked at")
        };
        Ok(Self::Made(triples.collect::<Result<_, _>>()?))
    }

    /// Writes the part as RDF, with the namer's prefixes.
    ///
    /// # Errors
    /// [`PartError`].
    pub fn write(
        self,
        view: &View,
        syntax: Syntax,
        namer: &Namer,
        limits: &Limits,
        out: impl Write,
    ) -> Result<WriteSummary, PartError> {
        let prefixes = namer.prefixes();
        Ok(match self {
            Self::All => export_rdf(view, syntax, prefixes, out)?,
            Self::Made(triples) => write_graph(triples.into_iter().map(Ok), syntax, prefixes, out)?,
            Self::Around { entity, hops } => {
                let quads = surroundings(view, entity, hops, limits)?
                    .ok_or_else(|| no_node(entity, view, namer))?;
                export_quads(view, &quads, syntax, prefixes, out)?
            }
        })
    }

    /// The part as a picture.
    ///
    /// # Errors
    /// [`PartError`].
    pub fn picture(
        self,
        view: &View,
        namer: &Namer,
        bounds: PictureBounds,
        limits: &Limits,
    ) -> Result<Picture, PartError> {
        let of = |extent| Picture::of(view, namer, extent, bounds, limits);
        match self {
            Self::All => Ok(of(Extent::All)?),
            Self::Made(triples) => Ok(Picture::of_triples(view, namer, bounds, &triples)?),
            Self::Around { entity, hops } => {
                let picture = of(Extent::Around { entity, hops })?;
                if picture.nodes.is_empty() {
                    return Err(no_node(entity, view, namer));
                }
                Ok(picture)
            }
        }
    }
}

fn no_node(entity: TermId, view: &View, namer: &Namer) -> PartError {
    PartError::NoNode { entity: namer.display(entity), view: view.spec().name() }
}
