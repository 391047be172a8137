//! `--csv-safe`: what a spreadsheet would run begins with an apostrophe.

use super::harness::Folder;

fn folder() -> Folder {
    Folder::with_turtle(
        "ex:a a schema:Thing ; rdfs:label \"=HYPERLINK(1)\" ; ex:v \"+x\", \"@y,z\", \"-1\", -1, -1.50, \"=2\"^^xsd:integer .",
    )
}

#[test]
fn cells_that_would_run_are_guarded_and_numbers_stay() {
    let query = "query 'SELECT ?v { ?s ex:v ?v } ORDER BY STR(?v) DATATYPE(?v)' --format csv --data data.ttl";
    let exact = "v\n+x\n-1\n-1\n-1.50\n=2\n\"@y,z\"\n";
    folder().run(query).ok().prints_csv(exact);
    let safe = "v\n'+x\n-1\n'-1\n-1.50\n'=2\n\"'@y,z\"\n";
    folder().run(&format!("{query} --csv-safe")).ok().prints_csv(safe);
    let labels = "query 'SELECT ?s { ?s ex:v 1 }' --format csv --data data.ttl --labels --csv-safe";
    folder().run(&labels.replace(" 1 ", " -1 ")).ok().prints_csv("s\n'=HYPERLINK(1)\n");
}

#[test]
fn an_export_guards_its_cells_too() {
    let folder = folder();
    folder.run("export --format csv -o exact --data data.ttl").ok();
    folder.run("export --format csv --csv-safe -o safe --data data.ttl").ok();
    assert!(folder.read("exact/nodes.csv").contains(",=HYPERLINK(1),"));
    assert!(folder.read("safe/nodes.csv").contains(",'=HYPERLINK(1),"));
}

#[test]
fn only_csv_can_be_safe() {
    for line in [
        "query 'ASK {}' --csv-safe",
        "query 'ASK {}' --csv-safe --format tsv",
        "export --format dot --csv-safe",
        "export --format ttl --csv-safe",
    ] {
        folder().run(line).refused().says("--csv-safe is for --format csv");
    }
}
