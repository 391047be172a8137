//! `westlake evidence --relocate`: the spans of a document in a changed copy of it.

use super::harness::{Folder, PREFIXES, Run, article};
use serde_json::Value;

const TEXT: &str = "\
The Harbour Post - News and Views
Home  About  Letters

Ferry to be electric by spring
The ferry \"Alba\" will run on batteries from April, the harbour's board said on Monday.
\"We have waited for this,\" said Ines Falk, who has led the board since 2019.

The board paid 12 million crowns for the batteries.
The ferry carries 900 people a day; the ferry's crew of 8 will stay.
Falk called it \"a quiet end\" to a loud century, and the board agreed.

Letters to the board are welcome. The Harbour Post, all rights reserved.
";

/// Words of [`TEXT`], and which occurrence; several come more than once, and one has a line end in it.
const CITED: [(&str, usize); 12] = [
    ("The ferry \"Alba\" will run on batteries from April", 1),
    ("the harbour's board", 1),
    ("We have waited for this", 1),
    ("Ines Falk", 1),
    ("board", 2),
    ("The board paid 12 million crowns", 1),
    ("board", 3),
    ("batteries.\nThe ferry", 1),
    ("ferry", 3),
    ("the ferry's crew of 8 will stay", 1),
    ("\"a quiet end\"", 1),
    ("board", 4),
];

/// A graph with a fact for each of the words, made with `cite`, on `:doc`, and the document's text as `text.txt`.
fn folder(text: &str, cited: &[(&str, usize)]) -> Folder {
    let folder = Folder::with_turtle("").file("text.txt", text);
    let mut turtle =
        format!("{PREFIXES}ex:a rdfs:label \"Anna\" . ex:says rdfs:label \"says\" .\n");
    for (at, (words, nth)) in cited.iter().enumerate() {
        let (nth, fact) = (nth.to_string(), format!("ex:a ex:says {at}"));
        let run = folder.run_words(&[
            "cite",
            "--data",
            "data.ttl",
            "--source",
            ":doc=text.txt",
            words,
            "--nth",
            &nth,
            "--fact",
            &fact,
            "--status",
            "reported",
        ]);
        turtle.push_str(&run.ok().stdout);
    }
    folder.write("data.ttl", turtle);
    folder
}

fn relocate(folder: &Folder, rest: &str) -> Run {
    folder.run(&format!("evidence --data data.ttl --relocate {rest}"))
}

/// A changed copy, and where each code point's beginning, and the text's end, has gone; `None` if it was cut off.
struct Copy {
    name: &'static str,
    text: String,
    places: Vec<Option<usize>>,
}

impl Copy {
    /// The copy that has something else for each code point, or leaves it out.
    fn of(
        name: &'static str,
        text: &str,
        front: &str,
        mut change: impl FnMut(usize, char) -> Option<String>,
    ) -> Self {
        let mut copy = Self { name, text: front.to_owned(), places: Vec::new() };
        let mut length = front.chars().count();
        let mut before_is_kept = true;
        for (at, letter) in text.chars().enumerate() {
            let changed = change(at, letter);
            let is_place = changed.is_some() || before_is_kept;
            copy.places.push(is_place.then_some(length));
            before_is_kept = changed.is_some();
            if let Some(changed) = changed {
                length += changed.chars().count();
                copy.text.push_str(&changed);
            }
        }
        copy.places.push(before_is_kept.then_some(length));
        copy
    }

    /// The four changes that a page goes through most often. `kept` is what is left without the page's furniture.
    fn all(text: &str, kept: std::ops::Range<usize>) -> [Self; 4] {
        let same = |_, letter: char| Some(letter.to_string());
        let mut quote_is_open = false;
        let curly = |_, letter| {
            Some(match letter {
                '"' => {
                    quote_is_open = !quote_is_open;
                    if quote_is_open { "“" } else { "”" }.to_owned()
                }
                '\'' => "’".to_owned(),
                other => other.to_string(),
            })
        };
        let cr_lf = |_, letter: char| {
            Some(if letter == '\n' { "\r\n".to_owned() } else { letter.to_string() })
        };
        let cut = |at, letter: char| kept.contains(&at).then(|| letter.to_string());
        [
            Self::of("a paragraph in front", text, "A word from our sponsor, the board.\n\n", same),
            Self::of("furniture cut off", text, "", cut),
            Self::of("CR LF", text, "", cr_lf),
            Self::of("curly quotes", text, "", curly),
        ]
    }

    /// Asserts that each span is where it has gone, and that none is lost that was not cut off.
    fn check(&self, folder: &Folder, document: &str) {
        folder.write("copy.txt", &self.text);
        let data = if document == ":doc" { "--data data.ttl" } else { "" };
        let run = folder
            .run(&format!(
                "evidence {data} --relocate --source copy.txt --write new.ttl --format json"
            ))
            .ok();
        let document = &run.json()["documents"][0];
        let spans = document["spans"].as_array().unwrap();
        assert!(spans.len() >= 12, "{run}");
        for span in spans {
            let place = |at: &str| self.places[span["from"][at].as_u64().unwrap() as usize];
            let carried = place("start").zip(place("end"));
            let to = |at: &str| span["to"][at].as_u64().unwrap() as usize;
            match span["outcome"].as_str().unwrap() {
                "gone" => assert_eq!(carried, None, "{}: {span} is lost", self.name),
                outcome => {
                    assert_eq!(Some((to("start"), to("end"))), carried, "{}: {span}", self.name);
                    assert_eq!(
                        outcome == "unchanged",
                        span["from"] == span["to"] && span.get("only_in").is_none()
                    );
                    assert_eq!(outcome == "changed", span.get("only_in").is_some(), "{span}");
                }
            }
        }
        let counts = &document["counts"];
        println!("{}: {} of {} spans found again", self.name, counts["found"], counts["spans"]);
        let verified = format!("{} verified", counts["found"]);
        folder.run("evidence --data new.ttl --source copy.txt").shows(&verified);
    }
}

#[test]
fn no_span_is_put_in_a_wrong_place() {
    let kept = TEXT.find("Ferry to be").unwrap()..TEXT.find("Letters to the").unwrap();
    for copy in Copy::all(TEXT, kept) {
        copy.check(&folder(TEXT, &CITED), ":doc");
    }
}

#[test]
fn no_span_of_the_article_is_put_in_a_wrong_place() {
    let Some(file) = article("the search for spans in changed copies") else { return };
    let text = std::fs::read_to_string(file).unwrap();
    let length = text.chars().count();
    for copy in Copy::all(&text, length / 20..length - length / 20) {
        copy.check(&Folder::new(), ":article");
    }
}

#[test]
fn a_person_sees_what_was_found_and_what_to_look_at() {
    let folder = folder(TEXT, &CITED);
    let copy = TEXT
        .replace("The Harbour Post - News and Views\n", "")
        .replace("paid 12 million crowns", "paid 21 million crowns")
        .replace("Falk called it \"a quiet end\" to a loud century, and the board agreed.\n", "");
    folder.write("copy.txt", copy);
    relocate(&folder, "--source copy.txt --write new.ttl")
        .ok()
        .says_only("new.ttl has the new places of the spans that were found again; 3 of 12 stand in it as they were.\n")
        .prints(
            "\
9 of 12 spans found again (75.0 %): 0 unchanged, 9 moved, 0 changed in letters only; 1 changed, 2 gone

changed  :doc-252-284 252–284
  between the same surroundings stands now “The board paid 21 million crowns” 218–250
  Anna says 5  [reported]  :fact-052a79b8

gone  :doc-388-401 388–401
  neither its words nor what stood around them is there
  Anna says 10  [reported]  :fact-fe559795

gone  :doc-429-434 429–434
  its words stand at line 4, column 66; line 5, column 60; line 7, column 5; line 10, column 16, but nothing tells whether those were cited
  Anna says 11  [reported]  :fact-7a3d5880

read again  :doc-233-238 233–238
  its words stand at 199–204, with other words beside them
  Anna says 4  [reported]  :fact-8801cb1b

read again  :doc-256-261 256–261
  its words stand at 222–227, with other words beside them
  Anna says 6  [reported]  :fact-635c2489

read again  :doc-293-313 293–313
  its words stand at 259–279, with other words beside them
  Anna says 7  [reported]  :fact-330d8b26

read again  :doc-340-371 340–371
  its words stand at 306–337, with other words beside them
  Anna says 9  [reported]  :fact-07b478c3

read again  :doc-344-349 344–349
  its words stand at 310–315, with other words beside them
  Anna says 8  [reported]  :fact-a732292b
",
        );
}

#[test]
fn the_rewritten_graph_keeps_names_and_all_else() {
    let folder = folder(TEXT, &CITED[..3]);
    folder.write("copy.txt", format!("\u{feff}In front.\n{TEXT}"));
    relocate(&folder, "--source copy.txt --write new.nt").ok().says_only("");
    let sorted = |file: &str| {
        let mut lines: Vec<String> = folder
            .run(&format!("export --format nt --data {file}"))
            .ok()
            .stdout
            .lines()
            .map(str::to_owned)
            .collect();
        lines.sort();
        lines
    };
    let (old, new) = (sorted("data.ttl"), sorted("new.nt"));
    assert_eq!(old.len(), new.len());
    let changed: Vec<&String> = new.iter().filter(|line| !old.contains(line)).collect();
    // Start and end of each span, what stands before the one at the front, and digest and length of the document: the BOM and
    // the line in front are farther away from all others.
    assert_eq!(changed.len(), 2 * 3 + 2, "{changed:#?}");
    let length = TEXT.chars().count() + 11;
    assert!(
        changed.iter().any(|line| line.contains(&format!("ns#length> \"{length}\""))),
        "{changed:#?}"
    );
    folder
        .run("evidence --data new.nt --source copy.txt")
        .ok()
        .shows("3 verified, 0 unchecked, 0 wrong");
}

#[test]
fn the_same_words_elsewhere_are_not_taken_for_those_that_were_cited() {
    // The cited "Lyon" goes with its sentence; another one stays.
    let text = "Acme has 3 plants. It opened the one in Lyon in the year of its foundation, with much noise. \
        Lille followed, and there is a third plant, of which little is known. Some say it is in Lyon too, others in Nice.\n";
    let folder = folder(text, &[("Lyon", 1), ("Lille followed", 1), ("Nice", 1)]);
    folder.write(
        "copy.txt",
        text.replace(
            "It opened the one in Lyon in the year of its foundation, with much noise. ",
            "",
        ),
    );
    let run = relocate(&folder, "--source copy.txt").ok();
    run.shows("2 of 3 spans found again (66.7 %)")
        .shows("gone  :doc-40-44 40–44\n  its words stand at line 1, column ");
}

#[test]
fn the_same_words_between_the_same_surroundings_are_told_apart_by_their_neighbours_or_not_at_all() {
    let row = "| a plant that makes robots | 40 arms a week, as its manager said | and so on, for ever |\n";
    let text = format!("Head.\n{row}{row}{row}{row}Foot, at the very end.\n");
    let places = |front: &str, foot: &str| {
        let folder = folder(&text, &[("40 arms", 2), ("Foot", 1)]);
        folder.write("copy.txt", format!("{front}{}", text.replace("Foot", foot)));
        let run = relocate(&folder, "--source copy.txt --format json").ok();
        run.json()["documents"][0]["spans"].clone()
    };
    let unchanged = places("", "Foot");
    assert_eq!(unchanged[0]["outcome"], "unchanged");
    // What was put in front might as well be a row more: nothing before the span was found.
    let undecided = places(row, "Foot");
    assert_eq!(undecided[1]["outcome"], "moved");
    assert_eq!(undecided[0]["outcome"], "gone");
    // The words and what is behind them stand in each of five rows, what is before them only where a row is before theirs.
    assert_eq!(undecided[0]["leads"].as_array().unwrap().len(), 5 + 3 + 5, "{undecided}");
}

#[test]
fn other_words_between_the_same_surroundings_are_evidence_for_nothing() {
    let folder = folder(TEXT, &CITED);
    folder.write("copy.txt", TEXT.replace("paid 12 million", "paid 12 billion"));
    relocate(&folder, "--source copy.txt --write new.ttl").ok().shows("1 changed, 0 gone");
    folder
        .run("evidence --data new.ttl --source copy.txt")
        .fails()
        .shows("11 verified, 0 unchecked, 1 wrong");
}

#[test]
fn require_fails_and_writes_nothing_if_a_span_is_not_found_again() {
    let folder = folder(TEXT, &CITED);
    folder.write("copy.txt", format!("In front. {TEXT}"));
    relocate(&folder, "--source copy.txt --require")
        .ok()
        .shows("12 of 12 spans found again (100.0 %)");
    folder.write("copy.txt", "Quite another text.");
    relocate(&folder, "--source copy.txt --require --write new.ttl")
        .fails()
        .shows("0 of 12 spans found again (0.0 %): 0 unchanged, 0 moved, 0 changed in letters only; 0 changed, 12 gone\n")
        .shows("  neither its words nor what stood around them is there\n")
        .says_only("error: 12 of 12 spans were not found again\n");
    assert!(!folder.path("new.ttl").exists());
    folder.write("copy.txt", "");
    relocate(&folder, "--source copy.txt").ok().shows("12 gone");
}

#[test]
fn each_of_several_documents_is_named() {
    let folder =
        Folder::with_turtle("").file("a.txt", "one two three").file("b.txt", "four five six");
    let cite = |source: &str, words: &str, fact: &str| {
        let fact = format!("ex:x ex:p {fact}");
        let words = [
            "cite", "--data", "data.ttl", "--source", source, words, "--fact", &fact, "--status",
            "reported",
        ];
        folder.run_words(&words).ok().stdout
    };
    let turtle =
        [PREFIXES, &cite("ex:a=a.txt", "two", "1"), &cite("ex:b=b.txt", "five", "2")].concat();
    folder.write("data.ttl", turtle);
    folder.write("new-a.txt", "zero one two three");
    relocate(&folder, "--source new-a.txt").fails().says_only(
        "error: the data has spans of 2 documents: <http://example.com/a>, <http://example.com/b>; \
         say with --source IRI=new-a.txt which of them new-a.txt is a copy of\n",
    );
    relocate(&folder, "--source ex:c=new-a.txt")
        .fails()
        .says("no span of a document <http://example.com/c>");
    relocate(&folder, "--source ex:a=a.txt --source ex:a=new-a.txt")
        .fails()
        .says("both a.txt and new-a.txt were given");
    // A copy with the digest of a document is that document; the other one's span isn't looked for.
    relocate(&folder, "--source b.txt")
        .ok()
        .shows("1 of 1 spans found again (100.0 %): 1 unchanged");
    relocate(&folder, "--source ex:a=new-a.txt --source ex:b=b.txt --write new.ttl")
        .ok()
        .prints("\
a in new-a.txt
1 of 1 spans found again (100.0 %): 0 unchanged, 1 moved, 0 changed in letters only; 0 changed, 0 gone
b in b.txt
1 of 1 spans found again (100.0 %): 1 unchanged, 0 moved, 0 changed in letters only; 0 changed, 0 gone
");
    folder
        .run("evidence --data new.ttl --source new-a.txt --source b.txt")
        .ok()
        .shows("2 verified");
}

#[test]
fn spans_stay_in_their_graphs() {
    let folder = folder(TEXT, &CITED);
    folder.write("copy.txt", format!("In front. {TEXT}"));
    let write = |file: &str| {
        folder.run(&format!(
            "evidence --named-graph http://example.com/g=data.ttl --relocate --source copy.txt --write {file}"
        ))
    };
    write("new.ttl").fails().says_only(
        "error: --write new.ttl: the data has 1 named graphs, which ttl can't hold; use trig, nq or jsonld\n",
    );
    assert!(!folder.path("new.ttl").exists());
    for file in ["new.trig", "new.nq"] {
        write(file).ok();
        folder.run(&format!("query --data {file} 'ASK {{ ?s ?p ?o }}'")).ok().prints("false\n");
        folder
            .run(&format!("evidence --data {file} --source copy.txt"))
            .ok()
            .shows("12 verified, 0 unchecked, 0 wrong");
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    let folder = folder(TEXT, &CITED[..1]);
    folder.run("evidence --data data.ttl --relocate").refused().says("--source");
    folder
        .run("evidence --data data.ttl --source text.txt --write new.ttl")
        .refused()
        .says("--relocate");
    for file in ["new", "new.txt", "new.jsonld", "new.ttl.gz", "-"] {
        relocate(&folder, &format!("--source text.txt --write {file}")).refused().says(&format!(
            "--write {file}: the file's name must end in .ttl, .trig, .nt, .nq or .rdf\n"
        ));
    }
    folder.write("none.ttl", "");
    folder
        .run("evidence --data none.ttl --relocate --source text.txt")
        .fails()
        .says("the data has no span of any document");
    relocate(&folder, "--source none.txt").fails().says("can't read the source none.txt");
    relocate(&folder, "--source text.txt --write none/new.ttl")
        .fails()
        .says("can't write none/new.ttl");
}

#[test]
fn json_tells_what_became_of_each_span() {
    let folder = folder(TEXT, &CITED[..3]);
    let changed =
        TEXT.replace('\'', "’").replace("We have waited for this", "We haven't waited for this");
    folder.write("copy.txt", changed);
    let json = relocate(&folder, "--source copy.txt --format json").ok().json();
    let document = &json["documents"][0];
    assert_eq!(document["document"]["value"], "https://westlake.example/id/doc");
    assert_eq!(document["file"], "copy.txt");
    let spans = document["spans"].as_array().unwrap();
    let outcomes: Vec<&Value> = spans.iter().map(|span| &span["outcome"]).collect();
    assert_eq!(outcomes, ["unchanged", "changed", "changed"]);
    assert_eq!(spans[1]["only_in"], serde_json::json!(["quotes"]));
    assert_eq!(spans[1]["words"], "the harbour’s board");
    assert_eq!(spans[1]["to"], spans[1]["from"]);
    assert_eq!(spans[2].get("only_in"), None);
    assert_eq!(spans[2]["words"], "We haven't waited for this");
    assert_eq!(spans[2]["facts"][0]["annotation"]["reifier"]["value"], spans[2]["supports"][0]);
    let counts = serde_json::json!({
        "spans": 3, "found": 2, "unchanged": 1, "moved": 0, "changed_letters": 1, "changed_words": 1, "gone": 0
    });
    assert_eq!(document["counts"], counts);
}
