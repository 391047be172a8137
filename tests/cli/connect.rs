//! The verbs of relationships: who is found, who is near, what joins two things, who is central.

use super::harness::{Folder, Run, westlake};

/// A story of three steps beside a hub that joins everything in two: each of its spokes joins only the hub.
const STORY: &str = "
ex:ada rdfs:label \"Ada\"@en ; ex:founded ex:acme ~ ex:f1 {| wl:status wl:Reported |} ; ex:in ex:hub .
ex:acme rdfs:label \"Acme\"@en ; ex:sold ex:lab ; ex:in ex:hub .
ex:lab rdfs:label \"Lab\"@en ; ex:hired ex:bo .
ex:bo rdfs:label \"Bo\"@en ; ex:in ex:hub .
ex:hub rdfs:label \"Hub\"@en .
ex:founded rdfs:label \"founded\"@en ; wl:inverseLabel \"founded by\"@en .
ex:sold rdfs:label \"sold\"@en . ex:hired rdfs:label \"hired\"@en . ex:in rdfs:label \"is in\"@en .
";

fn story() -> Folder {
    let mut turtle = STORY.to_owned();
    for spoke in 0..60 {
        turtle.push_str(&format!("ex:spoke{spoke} ex:in ex:hub .\n"));
    }
    Folder::with_turtle(&turtle)
}

fn run(folder: &Folder, rest: &str) -> Run {
    folder.run(&format!("{rest} --data data.ttl"))
}

#[test]
fn a_path_is_told_in_words_with_the_direction_of_each_step() {
    let folder = story();
    run(&folder, "path acme ada")
        .ok()
        .prints("1 step\n  Acme —founded by→ Ada  [reported]  ex:f1\nThere are more ways: --count shows them.\n");
    run(&folder, "path ada acme").ok().shows("Ada —founded→ Acme");
    // A property without words for the other direction shows where it comes from.
    run(&folder, "path lab acme").ok().shows("Lab ←sold— Acme");
    run(&folder, "path ada bo --max-hops 2")
        .ok()
        .prints("2 steps\n  Ada —is in→ Hub\n  Hub ←is in— Bo\n");
}

#[test]
fn filters_hold_inside_the_search() {
    let folder = story();
    run(&folder, "path ada bo --avoid Hub").ok().shows("3 steps").shows("Lab —hired→ Bo");
    run(&folder, "path ada bo --avoid 'is in'").ok().shows("3 steps");
    run(&folder, "path ada bo --via founded --via sold --via hired").ok().shows("3 steps");
    run(&folder, "path ada bo --direction forward").ok().shows("3 steps");
    run(&folder, "path bo ada --direction forward")
        .ok()
        .shows("there is no way of at most 6 steps");
    run(&folder, "path ada bo --avoid Hub --max-hops 2").ok().shows("no way of at most 2 steps");
    run(&folder, "path ada lab --status Planned").ok().shows("Ada —is in→ Hub");
    run(&folder, "path ada bo --via owned").fails().says("no property named \"owned\"");
    run(&folder, "path ada bo --avoid nobody").fails().says("neither a property nor an entity");
}

#[test]
fn the_shortest_ways_come_first_and_the_rest_is_said() {
    let folder = story();
    let two = run(&folder, "path ada bo --count 2").ok();
    let hops: Vec<_> = two.stdout.lines().filter(|line| line.ends_with(" steps")).collect();
    assert_eq!(hops, ["2 steps", "3 steps"]);
    two.shows("There are more ways");
    run(&folder, "path ada bo --count 0").ok().says("--count 0 asks for no way");
    let huge = usize::MAX;
    run(&folder, &format!("path ada bo --count 100000 --max-hops {huge}")).ok().hides("more ways");
}

#[test]
fn source_equal_to_target_unreachable_and_no_node() {
    let folder = Folder::with_turtle("ex:a ex:p ex:b , ex:a . ex:c a ex:C ; rdfs:label \"c\" .");
    run(&folder, "path ex:a ex:a").ok().shows("no step: both are the same");
    run(&folder, "path ex:a ex:c").ok().shows("there is no way");
    run(&folder, "path ex:a ex:C").ok().shows("the second of the two is no node of the graph");
    run(&folder, "neighbors ex:c").ok().prints("c has no neighbours in the view all.\n");
    run(&folder, "neighbors ex:C").ok().shows("no node of the graph");
    run(&folder, "why ex:a ex:a").ok().shows("no two different entities");
    run(&folder, "why ex:a ex:c").ok().shows("Nothing connects them");
}

#[test]
fn parallel_edges_are_one_step() {
    let folder = Folder::with_turtle("ex:a ex:p ex:b ; ex:q ex:b . ex:b ex:r ex:a .");
    let path = run(&folder, "path ex:a ex:b --count 9").ok();
    assert_eq!(path.stdout.lines().filter(|line| line.starts_with("  ")).count(), 1, "{path}");
    path.shows("p, q, is the r of");
}

#[test]
fn an_exponential_number_of_ways_takes_no_time() {
    // 2^60 ways: each of sixty diamonds can be passed on two sides.
    let mut turtle = String::new();
    for n in 0..60 {
        let next = n + 1;
        turtle.push_str(&format!(
            "ex:n{n} ex:p ex:a{n} , ex:b{n} . ex:a{n} ex:p ex:n{next} . ex:b{n} ex:p ex:n{next} .\n"
        ));
    }
    let folder = Folder::with_turtle(&turtle);
    let paths = run(&folder, "path ex:n0 ex:n60 --max-hops 1000 --count 5").ok();
    assert_eq!(paths.stdout.matches("120 steps").count(), 5);
    paths.shows("There are more ways");
    run(&folder, "why ex:n0 ex:n60").ok().shows("Left out");
}

#[test]
fn a_telling_story_beats_the_way_through_a_hub() {
    let folder = story();
    let why = run(&folder, "why ada bo").ok();
    let first = why.stdout.split("\n\n").next().unwrap_or_default();
    assert!(first.contains("founded") && first.contains("hired"), "{why}");
    assert!(!first.contains("Hub"), "{why}");
    why.shows("Left out");
    let tree = run(&folder, "why ada lab bo").ok().shows("founded").shows("hired");
    assert!(tree.stdout.starts_with("1. "), "{tree}");
}

#[test]
fn statements_and_events_connect() {
    let connection = westlake("why 'Li Qiang' 'Xi Jinping'").ok();
    connection.shows("The professor: ").shows("[claimed by professor").hides("Nothing connects");
    let story = westlake("why DeepSeek 'Li Qiang' --count 5").ok();
    story.shows("Liang Wenfeng and others meet Premier Li Qiang").shows("[reported]");
}

#[test]
fn neighbours_are_grouped_by_step() {
    let folder = story();
    let near = run(&folder, "neighbors hub").ok();
    near.shows("1 step from Hub: 63").shows("  and 43 more\n");
    run(&folder, "neighbors hub --all").ok().hides("more\n");
    run(&folder, "neighbors ada --hops 2 --via founded --via sold")
        .ok()
        .prints("1 step from Ada: 1\n  Ada —founded→ Acme  [reported]  ex:f1\n\n2 steps from Ada: 1\n  Acme —sold→ Lab\n");
    run(&folder, "neighbors acme --direction in").ok().shows("founded by").hides("Hub");
    run(&folder, "neighbors acme --direction out").ok().shows("Hub").hides("founded");
    run(&folder, &format!("neighbors ada --hops {}", usize::MAX)).ok().shows("2 steps");
    run(&folder, "neighbors ada --hops 0").ok().shows("no neighbours");
}

#[test]
fn search_forgives_case_accents_and_typing_errors() {
    let best = |text: &str| {
        let found = westlake(&format!("search '{text}'")).ok();
        found.stdout.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(best("LIÁNG WENFENG"), "Liang Wenfeng  person  :LiangWenfeng");
    assert_eq!(best("lian wenfeng"), "Liang Wenfeng  person  :LiangWenfeng");
    assert_eq!(best("deep seek"), "DeepSeek  company  :DeepSeek");
    assert_eq!(best("scmp"), "South China Morning Post (SCMP)  news outlet  :SCMP");
    assert_eq!(best("wukong"), "Black Myth: Wukong  video game  :BlackMythWukong");
    westlake("search zzzz").ok().prints("").says("No entity has such a name");
    westlake("search liang --top 1").ok().shows("more");
    let hits = westlake("search hangzhou --format json").ok().json();
    assert_eq!(hits["hits"][0]["label"], "Hangzhou");
    assert_eq!(hits["hits"][0]["matched"], "exact");
}

#[test]
fn ranks_components_and_communities() {
    let folder = story();
    let degree = run(&folder, "rank --by degree --top 1").ok();
    assert!(degree.stdout.ends_with("        63  Hub  ex:hub\n"), "{degree}");
    for by in ["pagerank", "closeness"] {
        run(&folder, &format!("rank --by {by} --top 1")).ok().shows("Hub");
    }
    // No shortest path of this graph passes the hub: nothing leads out of it.
    run(&folder, "rank --by betweenness --top 1").ok().shows("Acme");
    run(&folder, "rank --top 0").ok().shows("65 entities by pagerank");
    run(&folder, "components").ok().shows("65 entities in 1 components");
    let communities = run(&folder, "communities --format json").ok().json();
    assert!(communities["modularity"].as_f64().is_some_and(|q| q > 0.0));
    let empty = Folder::new().file("data.ttl", "");
    for verb in ["rank", "components", "communities", "search x"] {
        run(&empty, verb).ok();
    }
    for verb in ["neighbors x", "path x y", "why x y"] {
        run(&empty, verb).fails().says("no entity named");
    }
}

#[test]
fn answers_are_json_with_the_evidence_of_each_step() {
    let folder = story();
    let path = run(&folder, "path ada acme --format json").ok().json();
    let fact = &path["paths"][0]["steps"][0]["facts"][0];
    assert_eq!(
        fact["annotations"][0]["status"][0]["value"],
        "https://westlake.example/ns#Reported"
    );
    let why = run(&folder, "why ada bo --format json").ok().json();
    assert!(why["connections"][0]["cost"].is_number());
    assert!(why["left_out"].is_array());
}

#[test]
fn completions_and_manual_pages() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        westlake(&format!("completions {shell}")).ok().shows("westlake");
    }
    let folder = Folder::new();
    // What bash asks when somebody has typed `westlake show lia` and pressed Tab.
    let mut asked = folder.command();
    asked
        .env("COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", "2")
        .args(["--", "westlake", "show", "lia"]);
    let offered = String::from_utf8(asked.output().expect("the program runs").stdout);
    assert!(offered.expect("names are UTF-8").contains("Liang Wenfeng"));
    folder.run("man -o pages").ok();
    assert!(
        folder.read("pages/westlake-path.1").contains("loopless")
            || folder.read("pages/westlake-path.1").contains("Loopless")
    );
}

#[test]
fn a_number_of_any_length_is_a_number() {
    let folder = story();
    let huge = "9".repeat(40);
    run(&folder, &format!("path ada bo --max-hops {huge}")).ok().shows("2 steps");
    run(&folder, &format!("neighbors ada --hops {huge}")).ok().shows("2 steps");
    run(&folder, &format!("rank --top {huge}")).ok();
    run(&folder, "neighbors ada --hops -1").refused();
    run(&folder, "neighbors ada --hops many").refused().says("no whole number");
}

#[test]
fn why_shows_dear_connections_to_whoever_asks_for_more() {
    // The direct edge costs nothing, so that everything else is far dearer.
    let folder = story();
    let few = run(&folder, "why ada acme").ok().shows("Left out");
    let many = run(&folder, "why ada acme --count 9").ok();
    let connections = |run: &Run| run.stdout.matches("cost ").count();
    assert!(connections(&many) >= connections(&few), "{many}");
    run(&folder, "why ada acme --count 0").ok().hides("Nothing connects them");
}

#[test]
fn case_is_folded_in_full() {
    let folder = Folder::with_turtle("ex:a rdfs:label \"Straße\" .");
    run(&folder, "search STRASSE").ok().shows("Straße");
}
