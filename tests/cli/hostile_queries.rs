//! Queries that are deep or long, made to take the process down: each construct of the table at its limit, and at many times
//! of it. The program answers, or it fails with exit code 1.

use crate::constructs::CONSTRUCTS;
use crate::harness::Folder;

#[test]
fn no_construct_takes_the_process_down() {
    let folder = Folder::with_turtle("ex:a ex:p ex:b . ex:b ex:p 1 .");
    for construct in &CONSTRUCTS {
        for times in [1, 10, 1_000, 100_000] {
            let count = construct.limit * times;
            let arguments = ["query", "--data", "data.ttl", "--timeout", "2", "-"];
            let run = folder.run_with_writer(&arguments, move |to| construct.write(count, to));
            let name = format!("{} {count} times", construct.name);
            let says = run.stderr.lines().next().unwrap_or_default();
            println!("{name}: exit code {}, {}{says}", run.code, run.stdout.trim());
            assert!(matches!(run.code, 0 | 1), "{name}: {run}");
            assert!(!run.stderr.contains("panicked"), "{name}: {run}");
            if run.code == 1 {
                let stopped = run.stderr.contains("stopped");
                assert!(
                    times > 1 || construct.limit == 1 || stopped,
                    "{name} is within its limit: {run}"
                );
                assert!(run.stderr.starts_with("error: "), "{name}: {run}");
            } else {
                // Of these there may be any number, as long as the query is short enough.
                assert!(times == 1 || count * construct.open.len() < 1 << 20, "{name}: {run}");
            }
        }
    }
}
