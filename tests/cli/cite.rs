//! `westlake cite`: from words of a text to the Turtle that makes them evidence.

use super::harness::{Folder, Run};

/// A byte order mark, CRLF, an emoji of three code points, a decomposed letter.
const TEXT: &str = "\u{feff}Acme opened a plant in Lyon.\r\nWe grow 👩\u{200d}💻 fast, said Bo.\r\nLyon is big, e\u{301}h?\n";

fn folder() -> Folder {
    Folder::with_turtle(
        "ex:bo rdfs:label \"Bo\" . ex:jo rdfs:label \"Jo\" . ex:jo2 rdfs:label \"Jo\" .",
    )
    .file("doc.txt", TEXT)
}

fn cite(rest: &str) -> Run {
    folder().run(&format!("cite --data data.ttl --source doc.txt {rest}"))
}

fn sha256(text: &str) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn words_become_a_span_and_its_document_ready_to_paste() {
    let document = &sha256(TEXT)[..8];
    cite("'a plant in Lyon'").ok().says_only("").prints(&format!(
        "\
:document-{document}-13-28 a oa:TextPositionSelector ; wl:source :document-{document} ; oa:start 13 ; oa:end 28 ;
    wl:sha256 \"{}\" ;
    wl:before \"{}\" ; wl:after \"{}\" .
:document-{document} a schema:CreativeWork ; wl:sha256 \"{}\" ; wl:length {} .
",
        sha256("a plant in Lyon"),
        sha256("\u{feff}Acme opened "),
        sha256(".\r\nWe grow 👩\u{200d}💻 fast, said Bo.\r\nL"),
        sha256(TEXT),
        TEXT.chars().count(),
    ));
}

#[test]
fn places_are_code_points_and_nothing_is_normalised() {
    for (words, start, end) in [
        ("\u{feff}Acme", 0, 5),
        ("Acme", 1, 5),
        (".\r\nWe", 28, 33),
        ("👩\u{200d}💻", 39, 42),
        ("💻 fast", 41, 47),
        ("e\u{301}h", 72, 75),
    ] {
        assert_eq!(TEXT.chars().skip(start).take(end - start).collect::<String>(), words);
        let run = folder().run_words(&["cite", "--source", "doc.txt", words]).ok();
        run.shows(&format!("oa:start {start} ; oa:end {end} ;")).shows(&sha256(words));
    }
    for words in ["\u{e9}h", "Lyon.\nWe", "lyon is"] {
        folder()
            .run_words(&["cite", "--source", "doc.txt", words])
            .fails()
            .says("is nowhere in doc.txt");
    }
}

#[test]
fn words_found_nowhere_or_more_than_once_are_an_error_with_the_places() {
    cite("'opened a shop'").fails().prints("").says_only(
        "error: \"opened a shop\" is nowhere in doc.txt; only its beginning \"opened a\" is, at line 1, column 7\n",
    );
    cite("Paris").fails().says_only("error: \"Paris\" is nowhere in doc.txt\n");
    cite("Lyon").fails().prints("").says_only(
        "error: \"Lyon\" is 2 times in doc.txt: 1: line 1, column 25, 2: line 3, column 1; choose one with --nth\n",
    );
    cite("''").fails().says("there are no words to look for");
}

#[test]
fn nth_chooses_one() {
    cite("Lyon --nth 1").ok().shows("oa:start 24 ; oa:end 28");
    cite("Lyon --nth 2").ok().shows("oa:start 59 ; oa:end 63");
    cite("Acme --nth 1").ok().shows("oa:start 1 ; oa:end 5");
    cite("Lyon --nth 3").fails().says("is only 2 times in doc.txt, so there is no number 3");
    cite("Lyon --nth 0").fails();
    cite("Paris --nth 1").fails().says("is nowhere in doc.txt");
}

#[test]
fn overlapping_words_are_counted() {
    let folder = Folder::new().file("doc.txt", "aaa");
    folder.run("cite --source doc.txt aa").fails().says("1: line 1, column 1, 2: line 1, column 2");
}

#[test]
fn a_fact_that_the_source_states_is_printed_as_an_annotated_triple() {
    let run = cite("'opened a plant' --fact ':Acme wl:owns ex:p' --status reported").ok();
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert!(lines[0].starts_with(":Acme wl:owns ex:p ~ :fact-"), "{run}");
    assert!(lines[1].starts_with("    {| wl:status wl:Reported ; wl:source :document-"), "{run}");
    assert!(lines[1].ends_with("-6-20 |} ."), "{run}");
    for status in ["derived", "Editorial", "wl:Reported"] {
        cite(&format!("'opened a plant' --fact ':Acme wl:owns ex:p' --status {status}"))
            .ok()
            .shows(" {| wl:status wl:");
    }
}

#[test]
fn what_somebody_says_is_printed_without_asserting_it() {
    for (status, class) in
        [("claimed", "wl:Statement"), ("opinion", "wl:Statement"), ("planned", "wl:Plan")]
    {
        let run = cite(&format!(
            "'We grow' --fact 'ex:acme ex:grows true' --status {status} --said-by Bo"
        ))
        .ok();
        assert!(
            run.stdout.starts_with("<< ex:acme ex:grows true ~ :fact-")
                || run.stdout.starts_with("<< ex:acme ex:grows \"true\"^^xsd:boolean ~ :fact-"),
            "{run}"
        );
        run.shows(&format!(">> a {class} ; rdfs:label \"Bo: acme grows true\"@en ;\n"))
            .shows(" ; wl:saidBy ex:bo ; ");
    }
    cite("'We grow' --fact 'ex:acme ex:grows true' --status claimed --label 'It \"grows\"'")
        .ok()
        .shows("rdfs:label \"It \\\"grows\\\"\"@en");
}

#[test]
fn the_speaker_is_an_entity() {
    let said_by = |name: &str| {
        cite(&format!("'We grow' --fact 'ex:a ex:b ex:c' --status claimed --said-by '{name}'"))
    };
    said_by("bo").ok().shows("wl:saidBy ex:bo ");
    said_by("ex:new").ok().shows("wl:saidBy ex:new ");
    said_by("<http://other/x>").ok().shows("wl:saidBy <http://other/x> ");
    said_by("Nobody").fails().says("no entity named \"Nobody\"");
    said_by("Jo").fails().says("\"Jo\" is the name of 2 entities");
}

#[test]
fn a_fact_is_one_triple() {
    for (fact, problem) in [
        ("ex:a ex:b", "the fact:2:"),
        ("ex:a ex:b ex:c , ex:d", "it is 2 triples"),
        ("", "the fact is not one triple"),
        ("# nothing", "the fact is not one triple"),
        ("_:x ex:b ex:c", "its subject has no IRI"),
        ("ex:a nope:b ex:c", "the fact:2:"),
        ("ex:a ex:b <no iri>", "the fact:2:"),
    ] {
        folder()
            .run_words(&[
                "cite", "--data", "data.ttl", "--source", "doc.txt", "Acme", "--fact", fact,
                "--status", "reported",
            ])
            .fails()
            .says("the fact is not one triple in Turtle")
            .says(problem);
    }
    cite("Acme --fact 'ex:a ex:b ex:c .' --status reported").ok();
    cite("Acme --fact 'ex:a ex:b ex:c' --status bogus").fails().says("\"bogus\" is no status");
}

#[test]
fn iri_equals_file_names_the_document() {
    cite("Acme").ok().shows("wl:source :document-");
    folder()
        .run("cite --source :report=doc.txt Acme")
        .ok()
        .shows(":report-1-5 a oa:TextPositionSelector ; wl:source :report ;")
        .shows(":report a schema:CreativeWork ;");
    folder()
        .run("cite --source http://x/?a=doc.txt Acme")
        .ok()
        .shows("<http://x/?a-1-5> a ")
        .shows("wl:source <http://x/?a> ;");
    // A file whose name has = in it is that file.
    folder().file("a=b.txt", "Acme").run("cite --source a=b.txt Acme").ok().shows("oa:start 0");
}

#[test]
fn a_span_that_the_data_holds_keeps_its_name_and_its_document() {
    let folder = folder();
    let cited = folder.run("cite --data data.ttl --source :doc=doc.txt 'a plant'").ok();
    let text =
        format!("{}{}", folder.read("data.ttl"), cited.stdout.replace(":doc-13-20 ", "ex:mine "));
    folder.write("data.ttl", text);
    folder
        .run("cite --data data.ttl --source doc.txt 'a plant'")
        .ok()
        .says_only("The data holds this very span already; its name was taken from there.\n")
        .shows("ex:mine a oa:TextPositionSelector ; wl:source :doc ;")
        .hides("schema:CreativeWork");
    folder
        .run("cite --data data.ttl --source doc.txt Acme")
        .ok()
        .says_only("")
        .shows(":doc-1-5 a ")
        .hides("schema:CreativeWork");
}

#[test]
fn the_same_fact_on_the_same_words_has_the_same_name() {
    let name = |rest: &str| {
        let run = cite(rest).ok();
        let at = run.stdout.find(":fact-").unwrap();
        run.stdout[at..at + 14].to_owned()
    };
    let a = name("Acme --fact 'ex:a ex:b ex:c' --status reported");
    assert_eq!(a, name("Acme --fact ' ex:a  ex:b <http://example.com/c> . ' --status Reported"));
    assert_ne!(a, name("Acme --fact 'ex:a ex:b ex:d' --status reported"));
    assert_ne!(a, name("opened --fact 'ex:a ex:b ex:c' --status reported"));
    assert_ne!(a, name("Acme --fact 'ex:a ex:b ex:c' --status claimed"));
}

#[test]
fn the_same_in_json() {
    let json = cite("'a plant' --format json").ok().json();
    assert_eq!((&json["start"], &json["end"]), (&13.into(), &20.into()));
    assert_eq!(json["sha256"], sha256("a plant"));
    assert_eq!(json["known_span"], false);
    assert_eq!(json["turtle"], cite("'a plant'").stdout);
}

#[test]
fn a_source_that_cant_be_read() {
    let folder = folder();
    folder.run("cite --source none.txt x").fails().says("can't read the source none.txt");
    folder.run("cite --source . x").fails().says("can't read the source .");
    folder
        .file("empty.txt", "")
        .run("cite --source empty.txt x")
        .fails()
        .says("\"x\" is nowhere in empty.txt");
}
