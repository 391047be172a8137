//! `westlake stats`: what a graph holds.

use super::harness::{Folder, westlake};

const GRAPH: &str = "
ex:a a ex:Person ; rdfs:label \"Anna\" ; ex:knows ex:b ~ ex:f1 {| wl:status wl:Reported ; wl:source ex:doc ; wl:evidence ex:e1 |} .
ex:b a ex:Person , ex:Poet ; ex:age 7 ~ ex:f2 {| wl:status wl:Editorial |} .
<< ex:b ex:knows ex:a ~ ex:s1 >> wl:status wl:Claimed ; wl:saidBy ex:a .
ex:e1 a oa:TextPositionSelector ; oa:start 0 ; oa:end 1 ; wl:source ex:doc ; wl:sha256 \"x\" .
ex:doc wl:sha256 \"y\" ; wl:length 5 .
ex:Person a rdfs:Class ; rdfs:label \"person\" .
";

#[test]
fn facts_are_counted_apart_from_the_annotations_that_carry_them() {
    Folder::with_turtle(GRAPH).run("stats --data data.ttl").ok().says_only("").prints(
        "\
The graph in the view all
         6  facts
         5  asserted
         1  only said, thought or planned
         2  entities
        25  triples, with all that carries evidence
         0  named graphs

Entities by class
         2  person  ex:Person
         1  Poet  ex:Poet

Facts by class of the subject
         6  person  ex:Person
         4  Poet  ex:Poet

Facts by predicate
         3  is a  rdf:type
         2  knows  ex:knows
         1  age  ex:age

Facts and statements by status
         1  claimed  wl:Claimed
         1  editorial  wl:Editorial
         1  reported  wl:Reported

Evidence
         1  facts rest on a span of a document
         2  facts are annotated, but name no span
         3  facts have no annotation
         1  spans
         1  documents
",
    );
}

#[test]
fn the_same_in_json() {
    let json = Folder::with_turtle(GRAPH).run("stats --data data.ttl --format json").ok().json();
    for (key, count) in [("facts", 6), ("asserted_facts", 5), ("entities", 2), ("named_graphs", 0)]
    {
        assert_eq!(json[key], count, "{key}");
    }
    assert_eq!(json["view"], "all");
    assert_eq!(json["coverage"]["with_evidence"], 1);
    assert_eq!(json["coverage"]["unannotated"], 3);
    assert_eq!(json["facts_by_predicate"][0]["count"], 3);
    assert_eq!(json["reifiers_by_status"].as_array().unwrap().len(), 3);
}

#[test]
fn status_chooses_the_view() {
    let folder = Folder::with_turtle(GRAPH);
    folder
        .run("stats --data data.ttl --status asserted")
        .ok()
        .shows("in the view asserted\n         5  facts");
    folder
        .run("stats --data data.ttl --status claimed")
        .ok()
        .shows("in the view Claimed\n         4  facts");
}

#[test]
fn a_triple_in_several_graphs_is_one_fact() {
    let folder = Folder::with_turtle("ex:a ex:p ex:b .");
    folder
        .run("stats --data data.ttl --named-graph http://x/g=data.ttl --named-graph http://x/h=data.ttl")
        .ok()
        .shows("         1  facts\n")
        .shows("         3  triples")
        .shows("         2  named graphs");
}

#[test]
fn long_lists_are_cut_at_20_rows_unless_all() {
    let many: String = (0..25).map(|n| format!("ex:a ex:p{n:0>2} 1 .\n")).collect();
    let folder = Folder::with_turtle(&many);
    folder
        .run("stats --data data.ttl")
        .ok()
        .shows("p19")
        .hides("p20")
        .shows("          and 5 more\n");
    folder.run("stats --data data.ttl --all").ok().shows("p24").hides("more");
}

#[test]
fn every_fact_of_the_articles_graph_rests_on_a_span_or_is_editorial() {
    let json = westlake("stats --format json").ok().json();
    let count = |value: &serde_json::Value| value.as_u64().unwrap();
    assert_eq!(json["coverage"]["unannotated"], 0);
    let editorial = json["reifiers_by_status"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["value"] == "https://westlake.example/ns#Editorial")
        .map_or(0, |row| count(&row["count"]));
    assert!(count(&json["coverage"]["annotated_without_evidence"]) <= editorial);
    assert!(editorial * 3 <= count(&json["facts"]), "at most a third is editorial");
}
