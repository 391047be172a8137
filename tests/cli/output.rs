//! Where the answer goes: `-o`, a pipe, colours, notes.

use super::harness::{Folder, westlake};
use std::io::Read;
use std::process::Stdio;

const VERBS: [&str; 6] = [
    "query 'SELECT * { ?s ?p ?o }'",
    "show Anna",
    "stats",
    "export --format nt",
    "evidence",
    "cite --source doc.txt one",
];

fn folder() -> Folder {
    Folder::with_turtle("ex:a rdfs:label \"Anna\" ; ex:p ex:b ~ ex:r {| wl:status wl:Reported |} .")
        .file("doc.txt", "Anna is one.")
}

#[test]
fn output_writes_the_same_answer_to_a_file() {
    let folder = folder();
    for verb in VERBS {
        let printed = folder.run(&format!("{verb} --data data.ttl")).ok();
        for option in ["-o out.txt", "--output out.txt", "--output=./out.txt"] {
            folder.write(
                "out.txt",
                "what was there before, and is longer than any answer ".repeat(50),
            );
            folder.run(&format!("{verb} --data data.ttl {option}")).ok().prints("");
            assert_eq!(folder.read("out.txt"), printed.stdout, "{verb}");
            std::fs::remove_file(folder.path("out.txt")).unwrap();
        }
        assert_eq!(folder.names(), ["data.ttl", "doc.txt"], "{verb}");
    }
}

#[test]
fn output_may_be_the_file_that_is_read() {
    let folder = folder();
    folder.run("export --data data.ttl --format ttl -o data.ttl").ok();
    let once = folder.read("data.ttl");
    folder.run("export --data data.ttl --format ttl -o data.ttl").ok();
    assert_eq!(folder.read("data.ttl"), once);
    assert!(once.contains("Anna"));
}

#[test]
fn an_output_that_cant_be_written_is_an_error_and_leaves_nothing_behind() {
    let folder = folder();
    std::fs::create_dir(folder.path("dir")).unwrap();
    for verb in VERBS {
        for output in ["none/out.txt", "dir", "dir/"] {
            folder
                .run(&format!("{verb} --data data.ttl -o {output}"))
                .fails()
                .says("can't write")
                .prints("");
        }
        assert_eq!(folder.names(), ["data.ttl", "dir", "doc.txt"], "{verb}");
    }
}

#[test]
fn a_failed_verb_leaves_the_output_file_as_it_was() {
    let folder = folder().file("out.txt", "old").file("broken.ttl", "ex:a ex:b");
    for line in [
        "query 'SELECT * { ?s }' --data data.ttl",
        "query 'SELECT * { ?s ?p ?o }' --data broken.ttl",
        "show Nobody --data data.ttl",
        "export --format nt --named-graph http://x/g=data.ttl",
        "cite --source doc.txt nowhere --data data.ttl",
    ] {
        folder.run(&format!("{line} -o out.txt")).fails();
        assert_eq!(folder.read("out.txt"), "old", "{line}");
        assert_eq!(folder.names(), ["broken.ttl", "data.ttl", "doc.txt", "out.txt"]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let folder = folder();
    for verb in VERBS {
        folder
            .run(&format!("{verb} --data data.ttl -o /dev/full"))
            .fails()
            .says("can't write /dev/full: No space left");
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let arguments = super::harness::words(&format!("{verb} --data data.ttl"));
        let output = folder.command().args(arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{verb}");
    }
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_is_followed() {
    let folder = folder();
    std::os::unix::fs::symlink("target.txt", folder.path("link.txt")).unwrap();
    folder.write("target.txt", "old");
    folder.run("stats --data data.ttl -o link.txt").ok();
    assert!(folder.path("link.txt").is_symlink());
    assert!(folder.read("target.txt").contains("triples"));
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder().file("out.txt", "old");
    let private = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(folder.path("out.txt"), private).unwrap();
    folder.run("stats --data data.ttl -o out.txt").ok();
    let mode = std::fs::metadata(folder.path("out.txt")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let many: String = (0..20_000)
        .map(|n| format!("ex:s{n} ex:p ex:o ~ ex:r{n} {{| wl:status wl:Reported |}} .\n"))
        .collect();
    let folder = Folder::with_turtle(&many).file("doc.txt", "Anna is one.");
    for verb in [
        "query 'SELECT * { ?s ?p ?o }'",
        "query --format json 'SELECT * { ?s ?p ?o }'",
        "query --format csv 'SELECT * { ?s ?p ?o }'",
        "query 'CONSTRUCT WHERE { ?s ?p ?o }'",
        "show ex:o --all",
        "show ex:o --all --format json",
        "export --format ttl",
        "export --format jsonld",
        "export --format rdfxml",
        "evidence",
        "evidence --format json",
    ] {
        let arguments = super::harness::words(&format!("{verb} --data data.ttl"));
        let mut child = folder
            .command()
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 1];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(!stderr.contains("error") && !stderr.contains("panic"), "{verb}: {stderr}");
        assert_eq!(output.status.code(), Some(0), "{verb}: {stderr}");
    }
}

#[test]
fn piped_nothing_is_coloured_unless_always() {
    let folder = folder();
    for verb in VERBS.into_iter().chain(["show Nobody", "query 'ASK { ?s ex:none ?o }'"]) {
        for color in ["", "--color auto", "--color never"] {
            let run = folder.run(&format!("{verb} --data data.ttl {color}"));
            assert!(!run.stdout.contains('\u{1b}') && !run.stderr.contains('\u{1b}'), "{run}");
        }
    }
    let always = |verb: &str| folder.run(&format!("{verb} --data data.ttl --color always"));
    for verb in ["query 'SELECT * { ?s ?p ?o }'", "show Anna", "stats", "evidence"] {
        let run = always(verb).ok();
        assert!(run.stdout.contains("\u{1b}["), "{run}");
        let plain = folder.run(&format!("{verb} --data data.ttl")).ok();
        assert_eq!(without_colours(&run.stdout), plain.stdout);
    }
    assert!(always("show Nobody").fails_in_colour());
    folder.run("stats --data data.ttl --color sometimes").refused();
}

impl super::harness::Run {
    fn fails_in_colour(&self) -> bool {
        self.code == 1 && self.stderr.starts_with("\u{1b}[")
    }
}

fn without_colours(text: &str) -> String {
    let mut pieces = text.split("\u{1b}[");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        plain.push_str(piece.split_once('m').map_or("", |(_, rest)| rest));
    }
    plain
}

#[test]
fn data_formats_are_never_coloured() {
    let folder = folder();
    for line in [
        "query --format csv 'SELECT * { ?s ?p ?o }'",
        "query --format json 'SELECT * { ?s ?p ?o }'",
        "query 'CONSTRUCT WHERE { ?s ?p ?o }'",
        "show Anna --format json",
        "show Anna --format md",
        "stats --format json",
        "evidence --format json",
        "export --format ttl",
        "cite --source doc.txt one",
    ] {
        folder.run(&format!("{line} --data data.ttl --color always")).ok().hides("\u{1b}");
    }
}

#[test]
fn quiet_leaves_out_the_notes_but_no_error() {
    let folder = folder();
    for quiet in ["-q", "--quiet"] {
        folder
            .run(&format!("{quiet} query --data data.ttl 'ASK {{ ?s ex:none ?o }}'"))
            .ok()
            .says_only("");
        folder.run(&format!("export --format jsonld --data data.ttl {quiet}")).ok().says_only("");
        folder.run(&format!("show Nobody --data data.ttl {quiet}")).fails();
    }
}

#[test]
fn json_is_there_for_every_verb_that_prints_an_answer() {
    let folder = folder();
    for verb in [
        "query 'SELECT * { ?s ?p ?o }'",
        "query 'ASK {}'",
        "show Anna",
        "stats",
        "evidence",
        "cite --source doc.txt one",
    ] {
        let json =
            folder.run(&format!("{verb} --data data.ttl --format json")).ok().says_only("").json();
        assert!(json.is_object(), "{verb}");
    }
    westlake("show DeepSeek --format json").ok().json();
}
