//! Where the finder puts a span, for each of its reasons, and where it puts none.

use super::finder::{Place, find_places};
use super::lettering::Letters;
use super::property_test::span;
use crate::evidence::Source;
use crate::model::{LimitExceeded, Limits};

/// Looks for one stretch of the old text in the new one, and gives the words of its place.
fn find(old: &str, words: &str, new: &str) -> Result<String, Place> {
    let source = Source::new("old", old.into()).expect("it is UTF-8");
    let [range] = source.find(words).try_into().expect("the words stand in the old text once");
    let span = span(&source, range.start as usize..range.end as usize);
    let copy: Vec<char> = new.chars().collect();
    let places = find_places(&[span], Some(source.len()), &copy, &Limits::default());
    match places.expect("there are no limits").remove(0) {
        Place::Found { range, .. } => Ok(copy[range].iter().collect()),
        other => Err(other),
    }
}

const SENTENCE: &str =
    "The board of the harbour paid twelve million crowns for the batteries of the ferry";

#[test]
fn whole_surroundings_place_the_shortest_words_anywhere() {
    let part = format!("{SENTENCE}, in May, {SENTENCE}");
    let (old, new) =
        (format!("Old front. {part}. Old end."), format!("A new front of it. {part}! End."));
    assert_eq!(find(&old, "May", &new).as_deref(), Ok("May"));
}

#[test]
fn at_the_ends_of_a_text_surroundings_are_short_or_none() {
    let old = "May was warm.";
    assert_eq!(find(old, "May", "In front: May was warm.").as_deref(), Ok("May"));
    assert_eq!(find(old, "warm.", "May was warm. And then?").as_deref(), Ok("warm."));
    assert_eq!(find(old, old, old).as_deref(), Ok(old));
    // Two edits, and no surrounding that is long enough to tell anything by itself.
    assert!(find(old, "May", "In front: May was warm. And then?").is_err());
}

#[test]
fn many_words_that_stand_once_need_no_surroundings() {
    let old = format!("It was old. {SENTENCE}. It ended so, as it had to.");
    let new =
        format!("All is new now, and longer! {SENTENCE}, or so the paper says, which is new too.");
    assert_eq!(find(&old, SENTENCE, &new).as_deref(), Ok(SENTENCE));
    assert!(find(&old, SENTENCE, &format!("{new} {SENTENCE}")).is_err(), "they stand twice");
    assert!(find(&old, "batteries", &new).is_err(), "these are few");
}

#[test]
fn words_elsewhere_are_not_the_ones_whose_surroundings_have_stayed() {
    let around = ["a long beginning of the sentence, ", " and then its long end, as it was"];
    let old = format!("First, {}{SENTENCE}{}.", around[0], around[1]);
    let new = format!("First, {}nobody paid anything{}. New: {SENTENCE}.", around[0], around[1]);
    let place = find(&old, SENTENCE, &new).unwrap_err();
    let Place::Reworded(range) = place else { panic!("{place:?}") };
    assert_eq!(new.get(range), Some("nobody paid anything"));
}

#[test]
fn words_between_their_surroundings_are_gone_if_nothing_stands_there() {
    let around = ["a long beginning of the sentence, ", " and then its long end, as it was"];
    let old = format!("{}May{}", around[0], around[1]);
    let Err(Place::Unknown(traces)) = find(&old, "May", &around.concat()) else { panic!() };
    assert_eq!(traces.before, traces.after);
}

#[test]
fn letters_that_differ_are_told() {
    let old = "\"We paid,\" said the\nboard's chairman.";
    let source = Source::new("old", old.into()).expect("it is UTF-8");
    let whole = span(&source, 0..source.len() as usize);
    for (new, expected) in [
        (old.to_owned(), vec![]),
        (old.replace('\n', "\r\n"), vec![Letters::LineEnds]),
        (old.replace('\n', "\r"), vec![Letters::LineEnds]),
        ("“We paid,” said the\nboard’s chairman.".to_owned(), vec![Letters::Quotes]),
        (
            "“We paid,” said the\r\nboard’s\u{a0}chairman.".to_owned(),
            vec![Letters::LineEnds, Letters::Quotes, Letters::Spaces],
        ),
    ] {
        let copy: Vec<char> = new.chars().collect();
        let places = find_places(
            std::slice::from_ref(&whole),
            Some(source.len()),
            &copy,
            &Limits::default(),
        );
        let found = Place::Found { range: 0..copy.len(), letters: expected, is_surrounded: true };
        assert_eq!(places.as_deref(), Ok(&[found][..]), "{new:?}");
    }
}

#[test]
fn digests_and_offsets_that_no_text_can_have_are_found_nowhere() {
    let source = Source::new("old", SENTENCE.into()).expect("it is UTF-8");
    let copy: Vec<char> = SENTENCE.chars().collect();
    let mut long = span(&source, 10..20);
    long.range = 10..u64::MAX;
    let mut wrong = span(&source, 10..20);
    wrong.sha256 = "é".repeat(32);
    let places = find_places(&[long, wrong], None, &copy, &Limits::default());
    let places = places.expect("there are no limits");
    assert!(places.iter().all(|place| matches!(place, Place::Unknown(_))), "{places:?}");
}

#[test]
fn a_search_can_be_called_off() {
    let source = Source::new("old", SENTENCE.into()).expect("it is UTF-8");
    let limits = Limits::default();
    limits.cancel();
    let places = find_places(&[span(&source, 33..40)], None, &['a'; 100], &limits);
    assert_eq!(places, Err(LimitExceeded::Cancelled));
}

#[test]
fn words_that_have_become_a_part_of_other_words_are_not_found() {
    let old = format!("{SENTENCE}. About 5 percent of it was spent in May. {SENTENCE}.");
    for (cited, now) in [
        ("5 percent", "15 percent"),
        ("5 percent", "1.5 percent"),
        ("5 percent", "-5 percent"),
        ("5 percent", "5 percentage points"),
        ("About 5", "About 5.3"),
    ] {
        let new = old.replace(cited, now);
        assert!(find(&old, cited, &new).is_err(), "{cited} in {now}");
    }
    let new = old.replace("About 5 percent", "Nearly 5 percent");
    assert_eq!(find(&old, "5 percent", &new).as_deref(), Ok("5 percent"));
}
