//! Where the data comes from.

use super::harness::{Folder, PREFIXES, westlake, words};

const COUNT: &str = "'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }' --format csv";

/// The same triple in each syntax.
const FILES: [(&str, &str); 6] = [
    ("a.ttl", "<http://example.com/s> <http://example.com/p> \"o\" ."),
    ("a.trig", "{ <http://example.com/s> <http://example.com/p> \"o\" }"),
    ("a.nt", "<http://example.com/s> <http://example.com/p> \"o\" ."),
    ("a.nq", "<http://example.com/s> <http://example.com/p> \"o\" ."),
    (
        "a.rdf",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='http://example.com/'>\
         <rdf:Description rdf:about='http://example.com/s'><e:p>o</e:p></rdf:Description></rdf:RDF>",
    ),
    ("a.jsonld", r#"{"@id": "http://example.com/s", "http://example.com/p": "o"}"#),
];

#[test]
fn without_data_it_is_the_articles_graph_with_its_ontology() {
    westlake("query 'ASK { :LiangWenfeng wl:founded :DeepSeek }'").ok().prints("true\n");
    westlake("query 'ASK { wl:founded a ?class }'").ok().prints("true\n");
}

#[test]
fn piped_nothing_is_said_of_where_the_data_comes_from() {
    westlake("query 'ASK { ?s ?p ?o }'").ok().says_only("");
}

#[test]
fn with_data_nothing_of_ours_is_loaded() {
    let folder = Folder::new().file("a.ttl", FILES[0].1);
    folder.run(&format!("query --data a.ttl {COUNT}")).ok().prints_csv("n\n1\n");
    folder.run(&format!("query --named-graph http://g/=a.ttl {COUNT}")).ok().prints_csv("n\n0\n");
    folder
        .run("query --named-graph http://g/=a.ttl 'ASK { GRAPH ?g { wl:founded ?p ?o } }'")
        .prints("false\n");
}

#[test]
fn the_extension_says_which_syntax_it_is() {
    for (name, text) in FILES {
        let folder = Folder::new().file(name, text);
        folder
            .run(&format!("query --data {name} 'SELECT * {{ ?s ?p ?o }}' --format tsv"))
            .ok()
            .shows("<http://example.com/s>")
            .shows("\"o\"");
    }
}

#[test]
fn a_file_may_be_compressed() {
    use std::io::Write;
    let text = FILES[0].1.as_bytes();
    let gzip = || {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    };
    let bzip2 = || {
        let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    };
    let zstd = ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest);
    let folder =
        Folder::new().file("a.ttl.gz", gzip()).file("a.ttl.bz2", bzip2()).file("a.ttl.zst", zstd);
    for name in ["a.ttl.gz", "a.ttl.bz2", "a.ttl.zst"] {
        folder.run(&format!("query --data {name} {COUNT}")).ok().prints_csv("n\n1\n");
        let bytes = std::fs::read(folder.path(name)).unwrap();
        let arguments = words(&format!("query --data - --data-format ttl {COUNT}"));
        folder.run_with_input(&arguments, &bytes).ok().prints_csv("n\n1\n");
    }
}

#[test]
fn several_files_are_one_graph_and_the_same_triple_counts_once() {
    let folder = FILES.iter().fold(Folder::new(), |folder, (name, text)| folder.file(name, text));
    let all: String = FILES.iter().map(|(name, _)| format!("--data {name} ")).collect();
    folder.run(&format!("query {all} {COUNT}")).ok().prints_csv("n\n1\n");
}

#[test]
fn the_same_blank_node_label_in_two_files_is_two_nodes() {
    let folder = Folder::new()
        .file("a.ttl", "_:x <http://example.com/p> 1 .")
        .file("b.ttl", "_:x <http://example.com/p> 2 .");
    folder
        .run("query --data a.ttl --data b.ttl 'SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }' --format csv")
        .ok()
        .prints_csv("n\n2\n");
    folder.run("export --data a.ttl --data b.ttl --format nt").ok();
}

#[test]
fn the_same_file_twice_is_read_twice_and_its_blank_nodes_stay_apart() {
    let folder = Folder::new().file("a.ttl", "_:x <http://example.com/p> 1 .");
    folder.run(&format!("query --data a.ttl --data a.ttl {COUNT}")).ok().prints_csv("n\n2\n");
}

#[test]
fn standard_input_needs_to_be_told_its_syntax() {
    let folder = Folder::new();
    let line = |rest: &str| words(&format!("query {COUNT} --data - {rest}"));
    for (name, text) in FILES {
        let syntax = name.strip_prefix("a.").unwrap().replace("rdf", "rdfxml");
        folder
            .run_with_input(&line(&format!("--data-format {syntax}")), text.as_bytes())
            .ok()
            .prints_csv("n\n1\n");
    }
    folder.run_with_input(&line(""), b"").refused().says("--data-format");
    folder.run_with_input(&line("--data - --data-format ttl"), b"").refused();
}

#[test]
fn a_file_keeps_the_syntax_of_its_extension_beside_standard_input() {
    let folder = Folder::new().file("a.jsonld", FILES[5].1);
    let line = words(&format!("query {COUNT} --data a.jsonld --data - --data-format ttl"));
    folder.run_with_input(&line, b"<http://x/a> <http://x/b> 1 .").ok().prints_csv("n\n2\n");
}

#[test]
fn data_format_says_what_a_file_without_an_extension_is() {
    let folder = Folder::new().file("dump", FILES[0].1);
    folder
        .run(&format!("query --data dump {COUNT}"))
        .fails()
        .says("dump: the extension doesn't say");
    folder.run(&format!("query --data dump --data-format ttl {COUNT}")).ok().prints_csv("n\n1\n");
}

#[test]
fn a_named_graph_holds_a_files_triples() {
    let folder = Folder::new().file("a.ttl", FILES[0].1).file(
        "b.nq",
        "<http://x/s> <http://x/p> \"1\" .\n<http://x/s> <http://x/p> \"2\" <http://x/own> .",
    );
    let graphs = "'SELECT ?g ?o { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?o' --format csv";
    folder
        .run(&format!(
            "query --named-graph http://x/g=a.ttl --named-graph http://x/h=a.ttl {graphs}"
        ))
        .ok()
        .prints_csv("g,o\nhttp://x/g,o\nhttp://x/h,o\n");
    // What stands in a named graph of the file stays there.
    folder
        .run(&format!("query --data a.ttl --named-graph http://x/g=a.ttl --named-graph http://x/h=b.nq {graphs}"))
        .ok()
        .prints_csv("g,o\nhttp://x/g,o\nhttp://x/h,1\nhttp://x/own,2\n");
}

#[test]
fn the_last_equals_sign_ends_the_graphs_name() {
    let folder = Folder::new().file("a.ttl", FILES[0].1);
    folder
        .run("query --named-graph http://x/?a=b=a.ttl 'SELECT ?g { GRAPH ?g { ?s ?p ?o } }' --format csv")
        .ok()
        .prints_csv("g\nhttp://x/?a=b\n");
}

#[test]
fn a_named_graph_needs_a_name() {
    let folder = Folder::new().file("a.ttl", FILES[0].1);
    for option in ["a.ttl", "=a.ttl", "'no iri=a.ttl'"] {
        folder.run(&format!("query --named-graph {option} {COUNT}")).refused().says("IRI=FILE");
    }
}

#[test]
fn a_files_own_iri_is_its_base() {
    let folder = Folder::new().file("a b.ttl", "<#s> <p> <> .");
    let path = folder.path("a b.ttl").canonicalize().unwrap();
    let iri = format!("file://{}", path.to_str().unwrap().replace(' ', "%20"));
    let parent = iri.rsplit_once('/').unwrap().0;
    let expected = format!("s,p,o\n{iri}#s,{parent}/p,{iri}\n");
    let query = "'SELECT ?s ?p ?o { ?s ?p ?o }' --format csv";
    let absolute = path.to_str().unwrap();
    for name in ["a b.ttl", "./a b.ttl", absolute] {
        folder.run(&format!("query --data '{name}' {query}")).ok().prints_csv(&expected);
    }
}

#[test]
fn base_takes_the_place_of_the_files_iri() {
    let folder = Folder::new()
        .file("a.ttl", "<#s> <p> <> .")
        .file("b.ttl", "@base <http://own/> . <s> <p> <o> .");
    let query = "'SELECT ?s ?p ?o { ?s ?p ?o }' --format csv";
    folder
        .run(&format!("query --base http://x/y --data a.ttl {query}"))
        .ok()
        .prints_csv("s,p,o\nhttp://x/y#s,http://x/p,http://x/y\n");
    folder
        .run(&format!("query --base http://x/y --data b.ttl {query}"))
        .ok()
        .prints_csv("s,p,o\nhttp://own/s,http://own/p,http://own/o\n");
    folder
        .run(&format!("query --base 'no iri' --data a.ttl {query}"))
        .fails()
        .says("the base \"no iri\"");
}

#[test]
fn standard_input_has_no_base_of_its_own() {
    let folder = Folder::new();
    let line = |rest: &str| {
        words(&format!(
            "query --data - --data-format ttl {rest} 'SELECT ?s {{ ?s ?p ?o }}' --format csv"
        ))
    };
    let text = b"<s> <http://x/p> 1 .";
    folder.run_with_input(&line("--base http://x/"), text).ok().prints_csv("s\nhttp://x/s\n");
    folder.run_with_input(&line(""), text).fails().says("standard input:1:");
}

#[test]
fn a_query_files_relative_iris_resolve_against_its_own() {
    let folder =
        Folder::new().file("a.ttl", "<#s> <p> <> .").file("q.rq", "ASK { <a.ttl#s> <p> <a.ttl> }");
    folder.run("query --data a.ttl q.rq").ok().prints("true\n");
    // A query on the command line has none but --base.
    folder.run("query --data a.ttl 'ASK { <a.ttl#s> ?p ?o }'").fails();
    folder
        .run("query --base http://x/a.ttl --data a.ttl 'ASK { <a.ttl#s> <p> <a.ttl> }'")
        .ok()
        .prints("true\n");
}

#[test]
fn the_standard_prefixes_need_no_declaration() {
    for prefix in ["", "wl", "rdf", "rdfs", "xsd", "schema", "skos", "prov", "oa", "owl"] {
        let folder = Folder::new()
            .file("a.nt", "<http://x/s> <http://x/p> 1 .".replace("1 .", "<http://x/o> ."));
        folder
            .run(&format!("query --data a.nt 'ASK {{ ?s {prefix}:x ?o }}'"))
            .ok()
            .prints("false\n");
        westlake(&format!("query 'ASK {{ ?s {prefix}:x ?o }}'")).ok().prints("false\n");
    }
}

#[test]
fn the_prefixes_of_the_data_files_need_no_declaration() {
    let folder = Folder::new()
        .file("a.ttl", "@prefix one: <http://one/> . one:s one:p one:o .")
        .file("b.trig", "PREFIX two: <http://two/> two:s two:p two:o .")
        .file(
            "c.rdf",
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:three='http://three/'>\
             <rdf:Description rdf:about='http://three/s'><three:p>o</three:p></rdf:Description></rdf:RDF>",
        )
        .file("d.jsonld", r#"{"@context": {"four": "http://four/"}, "@id": "four:s", "four:p": "o"}"#);
    folder
        .run("query --data a.ttl --data b.trig --data c.rdf --data d.jsonld 'ASK { one:s one:p one:o . two:s two:p ?x . three:s three:p ?y . four:s four:p ?z }'")
        .ok()
        .prints("true\n");
}

#[test]
fn a_files_prefix_beats_the_standard_one_and_the_querys_beats_both() {
    let folder =
        Folder::new().file("a.ttl", "@prefix schema: <http://mine/> . schema:s schema:p 1 .");
    folder.run("query --data a.ttl 'ASK { <http://mine/s> schema:p 1 }'").ok().prints("true\n");
    folder
        .run("query --data a.ttl 'PREFIX schema: <https://schema.org/> ASK { ?s schema:p 1 }'")
        .ok()
        .prints("false\n");
}

#[test]
fn every_verb_takes_the_data_options() {
    let folder =
        Folder::with_turtle("ex:a rdfs:label \"Anna\" ; ex:p 1 .").file("doc.txt", "Anna is one.");
    for verb in [
        "query 'ASK { ?s ?p 1 }'",
        "show Anna",
        "stats",
        "export --format trig",
        "evidence",
        "cite --source doc.txt Anna",
    ] {
        folder.run(&format!("{verb} --data data.ttl")).ok();
        folder
            .run(&format!(
                "{verb} --data data.ttl --named-graph http://g/=data.ttl --base http://x/"
            ))
            .ok();
        folder.run(&format!("{verb} --data none.ttl")).fails().says("none.ttl: no such file");
        let line = words(&format!("{verb} --data - --data-format ttl"));
        let text = format!("{PREFIXES}ex:a rdfs:label \"Anna\" ; ex:p 1 .");
        folder.run_with_input(&line, text.as_bytes()).ok();
    }
}
