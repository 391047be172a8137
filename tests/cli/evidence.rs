//! `westlake evidence`: every fact's evidence, compared with the sources.

use super::harness::{Folder, PREFIXES, Run, article, westlake};

const TEXT: &str = "Acme opened a plant in Lyon.\nWe will grow, said Bo.\n";

/// A graph that was made with `cite`: a fact and a plan on `doc.txt`, which is `:doc`.
fn folder() -> Folder {
    let folder = Folder::with_turtle("").file("doc.txt", TEXT);
    let cite = |rest: &str| {
        folder.run(&format!("cite --data data.ttl --source :doc=doc.txt {rest}")).ok().stdout
    };
    let turtle = [
        PREFIXES.to_owned(),
        "ex:acme rdfs:label \"Acme\" . ex:bo rdfs:label \"Bo\" . ex:lyon rdfs:label \"Lyon\" .\n"
            .to_owned(),
        cite("'a plant in Lyon' --fact 'ex:acme wl:locatedIn ex:lyon' --status reported"),
        cite("'will grow' --fact 'ex:acme wl:outlook \"growth\"' --status planned --said-by ex:bo"),
    ];
    folder.write("data.ttl", turtle.concat());
    folder
}

fn evidence(folder: &Folder, rest: &str) -> Run {
    folder.run(&format!("evidence --data data.ttl {rest}"))
}

fn names_of_facts(folder: &Folder) -> [String; 2] {
    let json = evidence(folder, "--format json").json();
    [0, 1].map(|at| {
        let iri = json["facts"][at]["annotation"]["reifier"]["value"].as_str().unwrap();
        iri.replace("https://westlake.example/id/", ":")
    })
}

#[test]
fn without_a_source_spans_are_unchecked() {
    let folder = folder();
    let [f1, f2] = names_of_facts(&folder);
    evidence(&folder, "").ok().says_only("").prints(&format!(
        "\
Acme is located in Lyon  [reported]  {f1} doc 12–27
Acme has the outlook growth  [planned by Bo]  {f2} doc 32–41

2 facts and statements, 2 spans: 0 verified, 2 unchecked, 0 wrong
Give the document with --source FILE to have its spans checked.
"
    ));
}

#[test]
fn with_the_source_each_fact_has_its_status_speaker_and_words() {
    let folder = folder();
    let [f1, f2] = names_of_facts(&folder);
    for source in ["doc.txt", ":doc=doc.txt", "https://westlake.example/id/doc=doc.txt"] {
        for require in ["", "--require"] {
            evidence(&folder, &format!("--source {source} {require}")).ok().says_only("").prints(
                &format!(
                    "\
Acme is located in Lyon  [reported]  {f1} doc 12–27
  “a plant in Lyon”
Acme has the outlook growth  [planned by Bo]  {f2} doc 32–41
  “will grow”

2 facts and statements, 2 spans: 2 verified, 0 unchecked, 0 wrong
"
                ),
            );
        }
    }
}

#[test]
fn a_source_whose_digest_is_no_documents_is_an_error() {
    let folder = folder();
    folder.write("other.txt", "Another text.");
    evidence(&folder, "--source other.txt")
        .fails()
        .prints("")
        .says("other.txt is no document of the data: none has its digest ");
    evidence(&folder, "--source doc.txt --source other.txt")
        .fails()
        .says("other.txt is no document");
    evidence(&folder, "--source :none=doc.txt")
        .fails()
        .says("the data has no document <https://westlake.example/id/none>");
    evidence(&folder, "--source none.txt").fails().says("can't read the source none.txt");
    // The digest of a span is no document's.
    folder.write("words.txt", "will grow");
    evidence(&folder, "--source words.txt").fails().says("words.txt is no document");
}

#[test]
fn a_span_that_doesnt_fit_is_an_error_that_names_the_fact() {
    let folder = folder();
    let [f1, f2] = names_of_facts(&folder);
    folder.write("doc.txt", TEXT.replace("a plant in Lyon", "the plant Lyon1"));
    evidence(&folder, "--source :doc=doc.txt")
        .fails()
        .shows(&format!("Acme is located in Lyon  [reported]  {f1} doc 12–27\n  :doc-12-27 is wrong: the words there have another digest\n"))
        .shows("  :doc-32-41 is wrong: the words around it have another digest\n")
        .shows("2 spans: 0 verified, 0 unchecked, 2 wrong\n")
        .says_only(&format!(
            "error: 2 of 2 spans do not fit their documents; this concerns:\n  Acme is located in Lyon  {f1}\n  Acme has the outlook growth  {f2}\n"
        ));
    let json = evidence(&folder, "--source :doc=doc.txt --format json");
    assert_eq!(json.code, 1);
    assert_eq!(json.json()["facts"][0]["annotation"]["evidence"][0]["verdict"], "wrong");
}

#[test]
fn a_failure_names_a_handful_of_facts() {
    let facts: String = (0..8).map(|n| format!("ex:s{n} ex:p ex:o ~ ex:f{n} {{| wl:status wl:Reported ; wl:evidence ex:e{n} |}} . ex:e{n} oa:start 3 ; oa:end 2 .\n")).collect();
    let run = Folder::with_turtle(&facts).run("evidence --data data.ttl").fails();
    assert_eq!(run.stderr.lines().count(), 7, "{run}");
    run.says("8 of 8 spans").says("  s4 p o  ex:f4\n  and 3 more\n");
}

#[test]
fn every_way_in_which_a_span_can_be_wrong_is_found() {
    let doc = "ex:doc wl:length 10 . ";
    for (span, problem) in [
        (
            "oa:start 5 ; oa:end 5 ; wl:source ex:doc ; wl:sha256 \"x\"",
            "it begins at 5 and ends at 5",
        ),
        (
            "oa:start 6 ; oa:end 5 ; wl:source ex:doc ; wl:sha256 \"x\"",
            "it begins at 6 and ends at 5",
        ),
        (
            "oa:start -1 ; oa:end 5 ; wl:source ex:doc ; wl:sha256 \"x\"",
            "it has no usable oa:start",
        ),
        ("oa:end 5 ; wl:source ex:doc ; wl:sha256 \"x\"", "it has no usable oa:start"),
        (
            "oa:start 1 ; oa:end \"many\" ; wl:source ex:doc ; wl:sha256 \"x\"",
            "it has no usable oa:end",
        ),
        ("oa:start 1 ; oa:end 5 ; wl:sha256 \"x\"", "it has no usable wl:source"),
        ("oa:start 1 ; oa:end 5 ; wl:source ex:doc", "it has no usable wl:sha256"),
        // Seen without the source, by the document's length.
        (
            "oa:start 1 ; oa:end 11 ; wl:source ex:doc ; wl:sha256 \"x\"",
            "it ends at 11, but the document has 10 code points",
        ),
        (
            "oa:start 1 ; oa:end 99999999999999999999999999 ; wl:source ex:doc ; wl:sha256 \"x\"",
            "it has no usable oa:end",
        ),
        ("rdfs:label \"no span at all\"", "it has no usable oa:start"),
    ] {
        let folder = Folder::with_turtle(&format!(
            "{doc} ex:a ex:p ex:b ~ ex:f {{| wl:status wl:Reported ; wl:evidence ex:e |}} . ex:e {span} ."
        ));
        evidence(&folder, "")
            .fails()
            .shows(&format!("is wrong: {problem}\n"))
            .says("  a p b  ex:f\n");
    }
    let folder = folder();
    folder.write("doc.txt", "Acme");
    evidence(&folder, "--source :doc=doc.txt")
        .fails()
        .shows("it ends at 27, but the document has 4 code points");
}

#[test]
fn a_span_that_nothing_rests_on_is_checked_and_told() {
    let folder = Folder::with_turtle(
        "ex:e a oa:TextPositionSelector ; oa:start 1 ; oa:end 5 ; wl:source ex:doc ; wl:sha256 \"x\" .",
    );
    evidence(&folder, "")
        .ok()
        .shows("ex:e doc 1–5: no fact rests on this span\n")
        .shows("1 unchecked");
    folder.write("doc.txt", "A longer text");
    evidence(&folder, "--source ex:doc=doc.txt")
        .fails()
        .says("1 of 1 spans do not fit their documents; this concerns:\n  ex:e\n");
}

#[test]
fn require_fails_on_facts_with_neither_evidence_nor_the_status_editorial() {
    let folder = Folder::with_turtle(
        "ex:a rdfs:label \"Anna\" ; ex:knows ex:b ~ ex:f1 {| wl:status wl:Reported |} ; ex:age 7 ;
           ex:likes ex:b ~ ex:f2 {| wl:status wl:Editorial |} .
         << ex:a ex:hates ex:b ~ ex:s1 >> wl:status wl:Claimed .",
    );
    evidence(&folder, "").ok().says_only("").shows(
        "3 facts have neither evidence nor the status Editorial, 1 of them no annotation at all.\n",
    );
    evidence(&folder, "--require")
        .fails()
        .shows("Anna knows b  [reported]  ex:f1  no evidence\n")
        .shows("Anna likes b  [editorial]  ex:f2\n")
        .shows("Anna age 7  no evidence\n")
        .says_only("error: 3 facts have neither evidence nor the status Editorial:\n  Anna knows b  ex:f1\n  Anna hates b  ex:s1\n  Anna age 7\n");
}

#[test]
fn labels_values_vocabulary_and_carriers_need_no_evidence() {
    let folder = Folder::with_turtle(
        "ex:a rdfs:label \"Anna\" ; skos:altLabel \"Ann\" ; schema:description \"A person.\" ; rdfs:comment \"x\" ;
           ex:size ex:v ~ ex:f {| wl:status wl:Editorial |} .
         ex:v a schema:QuantitativeValue ; schema:value 3 ; schema:unitText \"m\" .
         ex:own a ex:Measure ; ex:anything 1 . ex:Measure rdfs:subClassOf schema:StructuredValue .
         ex:Person a rdfs:Class ; ex:note 1 . ex:knows a rdf:Property ; rdfs:range ex:Person .
         << ex:a ex:p ex:b ~ ex:s >> a wl:Statement ; wl:status wl:Claimed ; wl:evidence ex:e ; schema:about ex:a ; ex:anything 2 .
         ex:doc rdfs:label \"A report\" ; wl:sha256 \"x\" ; wl:length 9 ; schema:author \"Jo\" .
         ex:e a oa:TextPositionSelector ; oa:start 1 ; oa:end 2 ; wl:source ex:doc ; wl:sha256 \"x\" .",
    );
    evidence(&folder, "--require").ok();
}

#[test]
fn two_documents_each_with_its_source() {
    let folder = Folder::with_turtle("").file("a.txt", "one two").file("b.txt", "three four");
    let cite = |source: &str, words: &str, fact: &str| {
        folder
            .run_words(&[
                "cite", "--data", "data.ttl", "--source", source, words, "--fact", fact,
                "--status", "reported",
            ])
            .ok()
            .stdout
    };
    let turtle = [
        PREFIXES,
        &cite("ex:a=a.txt", "two", "ex:x ex:p 1"),
        &cite("ex:b=b.txt", "four", "ex:x ex:p 2"),
    ]
    .concat();
    folder.write("data.ttl", turtle);
    evidence(&folder, "--source a.txt")
        .ok()
        .shows("“two”")
        .hides("“four”")
        .shows("1 verified, 1 unchecked");
    evidence(&folder, "--source a.txt --source b.txt")
        .ok()
        .shows("“two”")
        .shows("“four”")
        .shows("2 verified, 0 unchecked");
    evidence(&folder, "--source ex:a=b.txt --source b.txt")
        .fails()
        .shows("1 verified, 0 unchecked, 1 wrong");
}

#[test]
fn the_articles_graph_meets_its_own_demands() {
    westlake("evidence --require").ok().says_only("").shows(" unchecked, 0 wrong");
}

#[test]
fn every_span_of_the_articles_graph_fits_the_article() {
    let Some(file) = article("the check of every span") else { return };
    let run =
        westlake(&format!("evidence --require --source '{}'", file.display())).ok().says_only("");
    run.shows(" verified, 0 unchecked, 0 wrong").hides(" 0 verified");
}

#[test]
fn a_change_in_the_article_is_found() {
    let Some(file) = article("the check of a changed article") else { return };
    let text = std::fs::read_to_string(file).unwrap();
    let folder = Folder::new().file("changed.txt", text.replacen("Liang", "Lieng", 1));
    folder.run("evidence --source changed.txt").fails().says("changed.txt is no document");
    folder
        .run("evidence --source :article=changed.txt")
        .fails()
        .says("do not fit their documents; this concerns:\n  ");
}

#[test]
fn the_rules_of_statuses_are_checked() {
    let folder = Folder::with_turtle(
        "ex:a ex:p ex:b ~ ex:r1 {| wl:status wl:Claimed ; wl:saidBy ex:c |} .
         ex:a ex:p ex:c ~ ex:r2 {| wl:status wl:Reported , wl:Editorial |} .
         << ex:a ex:p ex:d ~ ex:r3 >> wl:status wl:Editorial .
         ex:a ex:p ex:e ~ ex:r4 {| wl:status wl:Editorial |} .
         ex:e ex:p ex:a ~ ex:r5 {| wl:status wl:Derived |} .",
    );
    let report = folder.run("evidence --data data.ttl --require").fails();
    let report = report
        .shows("  its triple is asserted, but only said, thought or planned\n")
        .shows("  it has 2 statuses, not one\n")
        .shows("  its triple is not asserted\n")
        .shows("  it is derived, but names no wl:rule\n")
        .says("4 facts or statements break a rule of docs/modelling.md");
    assert!(!report.stderr.contains("ex:r4"), "{report}");
    // Somebody may claim what the source itself reports.
    Folder::with_turtle(
        "ex:a ex:p ex:b ~ ex:r1 {| wl:status wl:Editorial |} ~ ex:r2 {| wl:status wl:Claimed |} .",
    )
    .run("evidence --data data.ttl")
    .ok()
    .hides("break a rule");
}
