//! `westlake rank`: the most central entities.

use super::args::{RankArgs, RankBy};
use super::data;
use super::error::CliError;
use super::output::Terminal;
use crate::explore::{Measure, Ranking};

pub fn run(args: &RankArgs, terminal: &Terminal) -> Result<(), CliError> {
    let database = data::load(&args.answer.data, terminal)?;
    let view = database.view(data::view_spec(&args.status, &database)?);
    let by = match args.by {
        RankBy::Pagerank => Measure::PageRank,
        RankBy::Degree => Measure::Degree,
        RankBy::Betweenness => Measure::Betweenness,
        RankBy::Closeness => Measure::Closeness,
    };
    let namer = data::namer(&args.answer.data, &database);
    let answer = Ranking::of(&view, by, args.top, &namer, &terminal.limits())?;
    terminal.answer(&answer, args.answer.format, &args.answer.output, |answer| {
        answer.to_text(database.prefixes())
    })
}
