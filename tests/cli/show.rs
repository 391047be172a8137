//! `westlake show`: an entity's card, and how an entity is named.

use super::harness::{Folder, Run, article, westlake};

const ACME: &str = "
ex:acme a ex:Company ~ ex:f0 {| wl:status wl:Editorial |} ; rdfs:label \"Acme\"@en , \"Ácme\"@es ;
  skos:altLabel \"The Acme: Works\" ; schema:description \"A maker of anvils.\"@en ;
  ex:owns ex:plant ~ ex:f1 {| wl:status wl:Reported ; wl:saidBy ex:bo |} ; ex:age 12 .
<< ex:acme a ex:Fraud ~ ex:s0 >> wl:status wl:Claimed ; wl:saidBy ex:bo .
ex:plant rdfs:label \"Plant of Lyon\"@en .
ex:bo rdfs:label \"Bo\"@en ; ex:worksFor ex:acme .
ex:owns rdfs:label \"owns\"@en ; wl:inverseLabel \"owned by\"@en .
<< ex:acme ex:owns ex:moon ~ ex:s1 >> a wl:Plan ; rdfs:label \"Acme will buy the Moon\"@en ;
  wl:status wl:Planned ; wl:saidBy ex:bo ; schema:about ex:acme , ex:moon .
";

fn show(folder: &Folder, rest: &str) -> Run {
    folder.run(&format!("show {rest} --data data.ttl"))
}

#[test]
fn a_card_has_names_class_description_and_facts_with_status_and_speaker() {
    show(&Folder::with_turtle(ACME), "acme").ok().says_only("").prints(
        "\
Acme  Company  ex:acme
also The Acme: Works, Ácme
A maker of anvils.

age
  12

owns
  Plant of Lyon  [reported by Bo]  ex:f1
? moon  [planned by Bo]  ex:s1

← worksFor
  Bo

is a
  Company  [editorial]  ex:f0
? Fraud  [claimed by Bo]  ex:s0

is spoken of
  Acme will buy the Moon  [planned by Bo]  ex:s1
",
    );
}

#[test]
fn a_card_in_markdown_is_ready_to_quote() {
    show(&Folder::with_turtle(ACME), "acme --format md").ok().prints(
        "\
## Acme

*Company*

Also The Acme: Works, Ácme

A maker of anvils.

### Age

- 12

### Owns

- Plant of Lyon — reported by Bo (`ex:f1`)
- moon — planned by Bo (`ex:s1`)

### ← worksFor

- Bo

### Is a

- Company — editorial (`ex:f0`)
- Fraud — claimed by Bo (`ex:s0`)

### Is spoken of

- Acme will buy the Moon — planned by Bo (`ex:s1`)
",
    );
}

#[test]
fn facts_are_told_from_the_other_end_too() {
    let folder = Folder::with_turtle(ACME);
    show(&folder, "'plant of lyon'").ok().shows("\nowned by\n  Acme  [reported by Bo]  ex:f1\n");
    show(&folder, "ex:moon").ok().shows("\nowned by\n? Acme  [planned by Bo]  ex:s1\n");
    show(&folder, "Bo")
        .ok()
        .shows("\nsays, thinks or plans\n")
        .shows("  Acme will buy the Moon  [planned by Bo]");
    show(&folder, "ex:s1").ok().shows("\nstates\n? Acme owns moon\n  [planned by Bo]");
}

#[test]
fn a_card_in_json_has_everything() {
    let json = show(&Folder::with_turtle(ACME), "acme --format json").ok().json();
    assert_eq!(json["view"], "all");
    assert_eq!(json["entity"]["value"], "http://example.com/acme");
    assert_eq!(json["entity"]["label"], "Acme");
    assert_eq!(json["short"], "ex:acme");
    let owns = &json["outgoing"][1];
    assert_eq!(owns["phrase"], "owns");
    assert_eq!(owns["total"], 2);
    assert_eq!(owns["facts"][0]["asserted"], true);
    assert_eq!(owns["facts"][1]["asserted"], false);
    assert_eq!(owns["facts"][1]["annotations"][0]["said_by"][0]["label"], "Bo");
    assert_eq!(json["statements_about"]["total"], 1);
}

#[test]
fn status_chooses_what_the_card_shows() {
    let folder = Folder::with_turtle(ACME);
    show(&folder, "acme --status asserted").ok().shows("Plant of Lyon").hides("? moon");
    show(&folder, "acme --status Planned").ok().shows("? moon").hides("Plant of Lyon").shows("12");
}

#[test]
fn a_group_lists_20_facts_then_says_how_many_more() {
    let many: String =
        (0..25).map(|n| format!("ex:a ex:p \"v{n:0>2}\" . ex:x{n:0>2} ex:q ex:a .\n")).collect();
    let folder = Folder::with_turtle(&many);
    for format in ["text", "md"] {
        let run = show(&folder, &format!("ex:a --format {format}")).ok();
        assert_eq!(run.stdout.matches("and 5 more").count(), 2, "{run}");
        run.shows("v19").hides("v20").shows("x19").hides("x20");
        show(&folder, &format!("ex:a --all --format {format}"))
            .ok()
            .shows("v24")
            .shows("x24")
            .hides("more");
    }
    let json = show(&folder, "ex:a --format json").ok().json();
    assert_eq!(json["outgoing"][0]["total"], 25);
    assert_eq!(json["outgoing"][0]["facts"].as_array().unwrap().len(), 20);
}

#[test]
fn an_entity_is_an_iri_a_prefixed_name_or_a_name() {
    let folder = Folder::with_turtle(ACME);
    for name in [
        "http://example.com/acme",
        "'<http://example.com/acme>'",
        "ex:acme",
        "Acme",
        "ACME",
        "ácme",
        "' acme '",
        "Ａｃｍｅ",
        "'the acme: works'",
    ] {
        show(&folder, name).ok().shows("Acme  Company  ex:acme\n");
    }
}

#[test]
fn an_iri_comes_before_a_prefixed_name_and_that_before_a_name() {
    let folder = Folder::with_turtle(
        "<ex:a> ex:p 1 . ex:a ex:p 2 . ex:b ex:p 3 . ex:c rdfs:label \"ex:b\" ; ex:p 4 . ex:d rdfs:label \"ex:none\" ; ex:p 5 .",
    );
    show(&folder, "ex:a").ok().shows("  1\n");
    show(&folder, "ex:b").ok().shows("  3\n");
    show(&folder, "ex:none").ok().shows("  5\n");
}

#[test]
fn a_name_may_look_like_a_prefixed_name() {
    westlake("show 'Black Myth: Wukong'").ok().shows("Black Myth: Wukong  ");
    westlake("show 'black myth: wukong'").ok();
}

#[test]
fn every_naming_property_gives_a_name() {
    for property in [
        "http://www.w3.org/2000/01/rdf-schema#label",
        "http://www.w3.org/2004/02/skos/core#prefLabel",
        "http://www.w3.org/2004/02/skos/core#altLabel",
        "https://schema.org/name",
        "http://schema.org/name",
        "http://xmlns.com/foaf/0.1/name",
        "http://purl.org/dc/terms/title",
    ] {
        let folder = Folder::with_turtle(&format!("ex:x <{property}> \"Old Name\" ; ex:p 1 ."));
        show(&folder, "'old name'").ok().shows("Old Name  ex:x\n");
    }
    // Without a name it is the end of the IRI.
    let folder = Folder::with_turtle("<http://x/y#Zed> ex:p 1 . <urn:isbn:77> ex:p 2 .");
    show(&folder, "zed").ok().shows("Zed  <http://x/y#Zed>\n");
    show(&folder, "77").ok().shows("77  <urn:isbn:77>\n");
}

#[test]
fn english_comes_first_then_no_language_unless_lang_says_otherwise() {
    let folder = Folder::with_turtle(
        "ex:a rdfs:label \"Plain\" , \"English\"@en , \"Deutsch\"@de , \"Schwiizerdütsch\"@de-CH .
         ex:b rdfs:label \"Plain b\" , \"Deutsch b\"@de . ex:c rdfs:label \"Nur\"@de .",
    );
    show(&folder, "ex:a").ok().shows("English  ex:a\n");
    show(&folder, "ex:b").ok().shows("Plain b  ex:b\n");
    show(&folder, "ex:c").ok().shows("c  ex:c\n");
    show(&folder, "ex:a --lang de").ok().shows("Deutsch  ex:a\n");
    show(&folder, "ex:a --lang DE-ch").ok().shows("Schwiizerdütsch  ex:a\n");
    show(&folder, "ex:a --lang fr").ok().shows("English  ex:a\n");
    show(&folder, "ex:c --lang de").ok().shows("Nur  ex:c\n");
    // A name in any language finds its entity.
    show(&folder, "nur").ok().shows("c  ex:c\n");
}

#[test]
fn an_unknown_entity_suggests_the_nearest() {
    westlake("show 'Liang Wenfang'")
        .fails()
        .says_only("error: no entity named \"Liang Wenfang\"; did you mean Liang Wenfeng?\n");
    westlake("show :DeepSeak").fails().says("did you mean DeepSeek?");
    westlake("show 'Quite Something Else'")
        .fails()
        .says_only("error: no entity named \"Quite Something Else\"\n");
    let folder = Folder::with_turtle("ex:Alice ex:p 1 .");
    show(&folder, "Alise").fails().says("did you mean Alice?");
    show(&folder, "http://example.com/none")
        .fails()
        .says("no entity named \"http://example.com/none\"");
}

#[test]
fn an_ambiguous_entity_lists_the_candidates() {
    let folder = Folder::with_turtle(
        "ex:lyon rdfs:label \"Lyon\"@en ; ex:p 1 . ex:lyons rdfs:label \"Lyons\" ; skos:altLabel \"LYON\" .",
    );
    show(&folder, "lyon").fails().prints("").says_only(
        "error: \"lyon\" is the name of 2 entities; give one of their IRIs: ex:lyon (Lyon), ex:lyons (Lyons)\n",
    );
    show(&folder, "ex:lyon").ok();
}

#[test]
fn the_entity_is_preferred_to_the_property_of_the_same_name() {
    let folder = Folder::with_turtle(
        "ex:owner a rdf:Property ; rdfs:label \"owner\" . ex:o rdfs:label \"Owner\" ; ex:p 1 .",
    );
    show(&folder, "owner").ok().shows("Owner  ex:o\n");
}

#[test]
fn what_only_a_statement_speaks_of_is_an_entity_too() {
    let folder = Folder::with_turtle("<< ex:Ann ex:knows ex:Bob ~ ex:s >> wl:status wl:Claimed .");
    for name in ["ex:Ann", "http://example.com/Ann", "ann"] {
        show(&folder, name).ok().shows("\nknows\n? Bob  [claimed]  ex:s\n");
    }
    show(&folder, "bob").ok().shows("\n← knows\n? Ann  [claimed]  ex:s\n");
    show(&folder, "Bop").fails().says("did you mean Bob?");
}

#[test]
fn with_the_source_the_words_stand_under_each_fact() {
    let folder = Folder::new().file("doc.txt", "Acme opened a plant in Lyon.\nNobody knows.\n");
    let cited = folder.run("cite --source :doc=doc.txt 'a plant in Lyon' --fact ':Acme ex:owns :Plant' --status reported --data cited.ttl");
    cited.fails();
    folder.write("data.ttl", super::harness::PREFIXES);
    let cited = folder
        .run("cite --source :doc=doc.txt 'a plant in Lyon' --fact ':Acme ex:owns :Plant' --status reported --data data.ttl")
        .ok();
    folder.write("data.ttl", format!("{}{}", super::harness::PREFIXES, cited.stdout));
    show(&folder, ":Acme").ok().hides("plant in Lyon");
    show(&folder, ":Acme --source doc.txt").ok().shows("\n      “a plant in Lyon”\n");
    show(&folder, ":Acme --source doc.txt --format md").ok().shows("\n  > a plant in Lyon\n");
    show(&folder, ":Acme --source :doc=doc.txt").ok().shows("“a plant in Lyon”");
    folder.write("other.txt", "Acme closed its plant in Lyon.\n");
    show(&folder, ":Acme --source other.txt").fails().says("other.txt is no document of the data");
    show(&folder, ":Acme --source :doc=other.txt")
        .ok()
        .shows("is wrong: the words there have another digest");
}

#[test]
fn the_articles_words_are_shown_where_its_file_is_given() {
    let Some(file) = article("show with the article") else { return };
    let file = file.to_str().unwrap();
    westlake(&format!("show 'Liang Wenfeng' --source '{file}'"))
        .ok()
        .shows("  DeepSeek  [reported]  :f13")
        .shows("“");
}
