//! The questions to the article's graph, which are embedded in the program.

use serde::Serialize;

/// A query with the question that it answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ExampleQuery {
    /// Its name: that of its file in `queries/`.
    pub name: &'static str,
    /// The question.
    pub question: &'static str,
    /// What the answer holds.
    pub answer: &'static str,
    /// The text of the query, with its comments.
    pub query: &'static str,
}

const QUERIES: [(&str, &str); 24] = [
    ("about-deepseek", include_str!("../../queries/about-deepseek.rq")),
    ("all-facts-proved", include_str!("../../queries/all-facts-proved.rq")),
    ("around-liang-wenfeng", include_str!("../../queries/around-liang-wenfeng.rq")),
    ("capacity-share", include_str!("../../queries/capacity-share.rq")),
    ("claims", include_str!("../../queries/claims.rq")),
    ("companies", include_str!("../../queries/companies.rq")),
    ("computing-capacity", include_str!("../../queries/computing-capacity.rq")),
    ("contents", include_str!("../../queries/contents.rq")),
    ("derived", include_str!("../../queries/derived.rq")),
    (
        "did-li-qiang-work-in-zhejiang",
        include_str!("../../queries/did-li-qiang-work-in-zhejiang.rq"),
    ),
    ("founders", include_str!("../../queries/founders.rq")),
    ("meetings", include_str!("../../queries/meetings.rq")),
    ("network", include_str!("../../queries/network.rq")),
    ("no-named-speaker", include_str!("../../queries/no-named-speaker.rq")),
    ("owner", include_str!("../../queries/owner.rq")),
    ("plans", include_str!("../../queries/plans.rq")),
    ("posts", include_str!("../../queries/posts.rq")),
    ("price-move", include_str!("../../queries/price-move.rq")),
    ("products", include_str!("../../queries/products.rq")),
    ("speakers", include_str!("../../queries/speakers.rq")),
    ("statuses", include_str!("../../queries/statuses.rq")),
    ("timeline", include_str!("../../queries/timeline.rq")),
    ("where-is-everything", include_str!("../../queries/where-is-everything.rq")),
    ("worked-in-zhejiang", include_str!("../../queries/worked-in-zhejiang.rq")),
];

/// The queries of `queries/`, by name.
pub fn example_queries() -> impl Iterator<Item = ExampleQuery> {
    QUERIES.into_iter().map(|(name, query)| {
        let mut comments = query.lines().map(|line| line.trim_start_matches(['#', ' ']));
        // A test looks for the two lines in each of them.
        let (question, answer) = (comments.next(), comments.next());
        let (question, answer) = (question.unwrap_or_default(), answer.unwrap_or_default());
        ExampleQuery { name, question, answer, query }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;

    #[test]
    fn every_query_of_the_folder_is_there_with_its_question() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/queries");
        let files: BTreeSet<String> = fs::read_dir(folder)
            .unwrap()
            .filter_map(|entry| {
                Some(entry.unwrap().file_name().to_str()?.strip_suffix(".rq")?.to_owned())
            })
            .collect();
        let names: BTreeSet<String> = example_queries().map(|own| own.name.to_owned()).collect();
        assert_eq!(names, files);
        for example in example_queries() {
            let mut lines = example.query.lines();
            assert_eq!(lines.next(), Some(&*format!("# {}", example.question)), "{}", example.name);
            assert_eq!(lines.next(), Some(&*format!("# {}", example.answer)), "{}", example.name);
            assert!(example.question.ends_with('?'), "{}", example.name);
        }
    }
}
