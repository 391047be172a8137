//! The same input gives the same bytes, in every verb and format.

use super::harness::Folder;

#[test]
fn the_same_input_gives_byte_identical_output_in_every_verb() {
    let nodes: String = (0..40)
        .map(|n| {
            format!(
                "_:b{n} ex:p{} ex:o{} ~ _:r{n} {{| wl:status wl:Reported |}} ; rdfs:label \"Node {n}\" , \"Twin\" ; a ex:C{} .\n\
                 << ex:o{n} ex:q _:b{n} ~ ex:s{n} >> wl:status wl:Claimed ; wl:saidBy _:b{} .\n",
                n % 7, n % 5, n % 3, n % 11
            )
        })
        .collect();
    let folder = Folder::with_turtle(&nodes).file("doc.txt", "one two one");
    for line in [
        "",
        "query 'SELECT * { ?s ?p ?o }'",
        "query --format json 'SELECT ?s (BNODE() AS ?new) { ?s ?p ?o }'",
        "query --format csv 'SELECT ?p (COUNT(*) AS ?n) (GROUP_CONCAT(STR(?o)) AS ?all) { ?s ?p ?o } GROUP BY ?p'",
        "query --format tsv 'SELECT DISTINCT ?p ?t { ?s ?p ?o OPTIONAL { ?o a ?t } }'",
        "query --status all 'SELECT * { { ?s ex:p1 ?o } UNION { ?s ex:q ?o } }'",
        "query 'CONSTRUCT { ?s ex:x [ ex:y ?o ] } { ?s ex:p1 ?o }'",
        "query 'DESCRIBE * { ?s ex:p2 ?o }'",
        "query --format jsonld 'CONSTRUCT WHERE { ?s rdf:reifies ?o }'",
        "show ex:o1",
        "show ex:o1 --format md",
        "show ex:o1 --format json",
        "show Twin",
        "show Nobe",
        "stats",
        "stats --format json",
        "export --format ttl",
        "export --format trig --status all",
        "export --format nq --status Claimed",
        "export --format rdfxml",
        "export --format jsonld",
        "evidence --require",
        "evidence --format json",
        "cite --source doc.txt two --fact 'ex:a ex:b ex:c' --status claimed",
        "cite --source doc.txt one",
    ] {
        for data in ["--data data.ttl", ""] {
            if data.is_empty() != line.is_empty() && line.is_empty() {
                continue;
            }
            let line = format!("{line} {data}");
            let first = folder.run(&line);
            assert!(
                first.code < 2 && !(first.stdout.is_empty() && first.stderr.is_empty()),
                "{first}"
            );
            for _ in 0..3 {
                let again = folder.run(&line);
                assert_eq!(
                    (again.code, &again.stdout, &again.stderr),
                    (first.code, &first.stdout, &first.stderr)
                );
            }
        }
    }
}

#[test]
fn the_order_of_solutions_is_stable_across_folders() {
    let turtle = "ex:a ex:p _:x , _:y . _:x ex:q 1 . _:y ex:q 2 .";
    let query = "query --data data.ttl --format csv 'SELECT * { ?s ?p ?o }'";
    let first = Folder::with_turtle(turtle).run(query).ok();
    Folder::with_turtle(turtle).run(query).ok().prints(&first.stdout);
}
