//! Why a story is under its countries, looked at and put right.

use super::world::World;
use crate::app::why::{Choosing, WhyLine, lines, stops};
use crate::app::*;
use crate::article::{Article, Correction, Filed, Note, Topic};
use crate::listing::Reparsed;
use crate::place::Country;

fn country(code: &str) -> Country {
    Country::from_code(code).unwrap()
}

fn notice(world: &World) -> &str {
    &world.app.notice.as_ref().unwrap().text
}

fn is_open(world: &World) -> bool {
    matches!(world.app.overlay, Some(Overlay::Why(_)))
}

/// The countries that the story on the screen stands under.
fn under(world: &World) -> Vec<String> {
    let article = &world.app.story.shown.as_ref().unwrap().story.article;
    article.under().iter().map(|country| country.code().to_owned()).collect()
}

/// The words of the story that are marked on its page.
fn marked(world: &World) -> String {
    let lines = &world.app.story.shown.as_ref().unwrap().page.lines;
    lines.iter().flat_map(|line| &line.runs).filter(|run| run.reason).map(|run| run.text.as_str()).collect()
}

#[test]
fn moving_goes_through_the_reasons_and_the_story_shows_each() {
    for columns in [80, 120] {
        let mut world = World::new(columns, 24);
        assert_eq!(under_read(&mut world), ["AZ", "NO"]);
        world.keys("w");
        let first = marked(&world);
        assert!(is_open(&world) && !first.is_empty());
        let stops = stops(&lines(world.app.explained().unwrap())).len();
        let mut seen = vec![first];
        for _ in 1..stops {
            world.keys("j");
            seen.push(marked(&world));
        }
        assert!(seen.contains(&"BAKU".to_owned()) && seen.contains(&"Norway".to_owned()), "{seen:?}");
        let last = marked(&world);
        world.keys("j");
        assert_eq!(marked(&world), last, "the last one is the last one");
        world.keys("enter");
        assert_eq!((is_open(&world), world.app.front, marked(&world)), (false, Pane::Story, last));
        world.keys("j");
        assert_eq!(marked(&world), "", "a step on, and nothing is marked");
    }
}

fn under_read(world: &mut World) -> Vec<String> {
    world.keys("enter");
    let read = under(world);
    world.keys("esc");
    read
}

#[test]
fn esc_closes_and_comes_back_to_where_one_was() {
    let mut world = World::new(80, 24);
    world.keys("j w");
    assert_eq!(world.app.story.id(), Some(StoryId(1)), "the story is loaded for it");
    world.keys("j esc");
    assert_eq!((is_open(&world), world.app.front), (false, Pane::List));
    assert_eq!(world.unread(), 40, "to look why it is there is not to read it");
    world.keys("enter w w");
    assert_eq!((is_open(&world), world.app.front, marked(&world)), (false, Pane::Story, String::new()));
}

#[test]
fn a_country_is_taken_away_step_by_step_and_each_step_is_undone() {
    let mut world = World::new(120, 24);
    world.keys("w G d");
    assert_eq!((notice(&world), under(&world)), ("not about Norway · u undoes", vec!["AZ".to_owned()]));
    world.keys("g d");
    assert_eq!(notice(&world), "not about Azerbaijan, still filed from it · u undoes");
    assert_eq!(
        (under(&world), world.app.list.row().unwrap().country),
        (vec!["AZ".to_owned()], Some(country("AZ")))
    );
    world.keys("d");
    assert_eq!(notice(&world), "filed from no country · u undoes");
    assert_eq!((under(&world).len(), world.app.list.row().unwrap().country), (0, None));
    assert!(is_open(&world));
    world.keys("u");
    assert_eq!(notice(&world), "undone: the dateline as it was read");
    world.keys("u u");
    assert_eq!(
        (notice(&world), under(&world)),
        ("undone: Norway as it was read", vec!["AZ".to_owned(), "NO".to_owned()])
    );
    world.keys("u");
    assert_eq!(notice(&world), "nothing to undo");
    assert_eq!(world.corrections[&StoryId(0)], Correction::default());
}

#[test]
fn a_country_put_right_is_taken_back_where_it_stands() {
    let mut world = World::new(120, 24);
    world.keys("w G d G");
    assert_eq!(here(&world), Some(country("NO")));
    world.keys("d");
    assert_eq!(notice(&world), "Norway as it was read · u undoes");
    assert_eq!(under(&world), ["AZ", "NO"]);
}

/// The country one stands on.
fn here(world: &World) -> Option<Country> {
    let lines = lines(world.app.explained()?);
    let Some(Overlay::Why(reasons)) = &world.app.overlay else { return None };
    crate::app::why::country_at(&lines, stops(&lines)[reasons.selected])
}

#[test]
fn a_country_is_added_from_all_there_are() {
    let mut world = World::new(120, 24);
    world.keys("w a i c e l a n");
    assert_eq!(world.app.context(), crate::action::Context::Picker);
    world.keys("enter");
    assert_eq!(
        (notice(&world), under(&world)),
        ("about Iceland · u undoes", vec!["AZ".into(), "NO".into(), "IS".into()])
    );
    world.keys("esc u");
    assert_eq!((notice(&world), under(&world).len()), ("undone: Iceland as it was read", 2));
}

#[test]
fn another_country_in_the_place_of_the_datelines_is_where_it_was_filed_from_too() {
    let mut world = World::new(120, 24);
    world.keys("w g c t u r k enter");
    assert_eq!(notice(&world), "about Turkey, filed from Turkey, not about Azerbaijan · u undoes");
    let correction = &world.corrections[&StoryId(0)];
    assert_eq!(correction.filed, Some(Filed::From(country("TR"))));
    assert_eq!(
        (under(&world)[0].as_str(), world.app.list.row().unwrap().country),
        ("TR", Some(country("TR")))
    );
    world.keys("u G c i c e l a n enter");
    assert_eq!((world.corrections[&StoryId(0)].filed, under(&world)), (None, vec!["AZ".into(), "IS".into()]));
}

#[test]
fn esc_in_the_picker_changes_nothing_and_comes_back_to_the_reasons() {
    let mut world = World::new(120, 24);
    world.keys("w c");
    let Some(Overlay::Why(Reasons { choosing: Some((choosing, picker)), .. })) = &world.app.overlay else {
        panic!("no picker")
    };
    assert_eq!((*choosing, picker.all.as_ref().unwrap().len()), (Choosing::Instead(country("AZ")), 250));
    world.keys("t u esc");
    assert!(is_open(&world) && world.corrections.is_empty());
    assert_eq!(world.app.context(), crate::action::Context::Why);
}

#[test]
fn a_correction_that_failed_is_told_and_can_be_undone_no_further() {
    let mut world = World::new(120, 24);
    world.keys("w");
    let effects = world.app.update(Msg::Key("d".parse().unwrap()));
    world.refuse(effects);
    assert!(world.app.notice.as_ref().unwrap().fault);
    world.keys("u");
    assert_eq!(notice(&world), "nothing to undo");
}

#[test]
fn the_overlay_goes_with_a_story_that_leaves_the_list() {
    let mut world = World::new(120, 24);
    world.keys("w");
    world.rows.remove(0);
    let effects = world.app.update(Msg::Reparsed(Ok(Reparsed::default())));
    world.app.update(Msg::Key("x".parse().unwrap()));
    let pages: Vec<Effect> =
        effects.into_iter().filter(|effect| matches!(effect, Effect::Page { .. })).collect();
    world.perform(pages);
    assert!(!is_open(&world), "another story is selected now");
}

#[test]
fn reading_again_keeps_the_place_and_shows_the_story_anew() {
    let mut world = World::new(120, 24);
    world.keys("j j enter pgdn pgdn");
    let top = world.app.story.shown.as_ref().unwrap().top;
    world.app.update(Msg::Outdated);
    world.keys(": r e p a r s e enter");
    assert!(matches!(world.app.rules, Rules::ReadingAgain { .. }) && world.done.contains(&Effect::Reparse));
    world.app.update(Msg::Reparsing { done: 20, all: 40 });
    world.corrections.insert(StoryId(2), Correction { about: [(country("NO"), false)].into(), filed: None });
    let done = Reparsed { stories: 40, moved: 1, ..Reparsed::default() };
    let effects = world.app.update(Msg::Reparsed(Ok(done)));
    world.perform(effects);
    let line = "parsed again 40 stories: 1 now under other countries";
    assert_eq!((world.app.rules, notice(&world)), (Rules::Todays, line));
    assert_eq!(
        (world.selected(), world.app.story.shown.as_ref().unwrap().top, under(&world).len()),
        (2, top, 1)
    );
    assert!(top > 0);
}

#[test]
fn another_country_for_the_dateline_can_be_chosen_on_its_own_row() {
    let mut world = World::new(120, 24);
    world.keys("w c i c e l a enter g c n o r w a enter");
    let filed = world.app.explained().and_then(|story| story.article.filed());
    assert_eq!(filed.map(|country| country.to_string()).as_deref(), Some("NO"));
    assert!(notice(&world).contains("filed from Norway"), "{}", notice(&world));
}

#[test]
fn every_line_says_what_it_is() {
    let mut world = World::new(120, 24);
    world.keys("w");
    let all = lines(world.app.explained().unwrap());
    let told = ["BAKU", "Baku, Azerbaijan"].map(str::to_owned);
    let [written, taken_for] = told;
    assert_eq!(all[..2], [WhyLine::Dateline(written), WhyLine::TakenFor(taken_for)]);
    assert_eq!(all[2], WhyLine::Chosen("no other is called so"));
    assert_eq!(all[3], WhyLine::Via("its agency mark"));
    let norway = all.iter().find_map(|line| match line {
        WhyLine::Reason { words, part, .. } if words.words == "Norway" => Some((words.clone(), *part)),
        _ => None,
    });
    let (words, part) = norway.unwrap();
    assert_eq!(
        (words.before.as_str(), words.after.as_str(), part),
        ("Story 0 of Azerbaijan goes on in ", ".", "lede")
    );
}

#[test]
fn what_the_parser_says_of_countries_ends_the_list_and_no_other_note() {
    let mut world = World::new(120, 24);
    world.keys("w");
    let mut story = world.app.explained().unwrap().clone();
    let span = story.article.paragraphs[0];
    for (text, on) in [
        ("no demonyms known for this language", Topic::Countries),
        ("too long to look for quotations", Topic::Quotations),
    ] {
        story.article.notes.push(Note { span, text: text.to_owned(), on });
    }
    let expected = [WhyLine::Blank, WhyLine::Note("no demonyms known for this language".to_owned())];
    let all = lines(&story);
    assert_eq!(all[all.len() - 2..], expected);
    story.article = Article { dateline: None, countries: Vec::new(), notes: Vec::new(), ..story.article };
    let none = lines(&story);
    assert_eq!((none.as_slice(), stops(&none)), (&[WhyLine::NoCountry][..], vec![]));
}

#[test]
fn a_step_before_the_last_one_is_kept_loses_neither() {
    let mut world = World::new(120, 24);
    world.keys("w G");
    let first = world.app.update(Msg::Key("d".parse().unwrap()));
    world.app.update(Msg::Key("g".parse().unwrap()));
    let second = world.app.update(Msg::Key("d".parse().unwrap()));
    world.perform(first);
    world.perform(second);
    let not: Vec<&str> = world.corrections[&StoryId(0)].about.keys().map(Country::code).collect();
    assert_eq!(not, ["AZ", "NO"]);
    world.keys("u");
    assert_eq!(under(&world), ["AZ"]);
    world.keys("d");
    assert_eq!(world.corrections[&StoryId(0)].about.len(), 2, "what was undone is not asked for again");
}

#[test]
fn choosing_no_country_changes_nothing() {
    let mut world = World::new(120, 24);
    world.keys("w c q q q q enter");
    assert!(is_open(&world) && world.corrections.is_empty());
}

#[test]
fn the_reasons_follow_a_screen_that_gets_narrow_and_wide_again() {
    let mut world = World::new(120, 24);
    world.keys("w");
    world.app.update(Msg::Resize { columns: 80, rows: 24 });
    world.keys("G");
    assert_eq!(marked(&world), "Norway");
    world.app.update(Msg::Resize { columns: 120, rows: 24 });
    world.keys("esc");
    assert_eq!((world.app.front, marked(&world)), (Pane::List, String::new()));
    world.keys("w");
    world.app.update(Msg::Resize { columns: 80, rows: 24 });
    world.keys("G enter");
    assert_eq!((world.app.front, marked(&world).as_str()), (Pane::Story, "Norway"));
}

#[test]
fn reasons_closed_and_opened_again_before_a_step_is_kept_lose_none() {
    let mut world = World::new(120, 24);
    world.keys("w G");
    let first = world.asked("d");
    world.keys("esc w g");
    let second = world.asked("d");
    world.refuse(first);
    world.perform(second);
    let not: Vec<&str> = world.corrections[&StoryId(0)].about.keys().map(Country::code).collect();
    assert_eq!(not, ["AZ"], "the one that failed is not asked for by the other");
    world.keys("esc w g");
    let third = world.asked("d");
    world.keys("esc j w G");
    let of_another = world.asked("d");
    world.perform(third);
    world.perform(of_another);
    let not = |story| world.corrections[&StoryId(story)].about.keys().map(Country::code).collect::<Vec<_>>();
    assert_eq!((not(0), not(1)), (vec!["AZ", "NO"], vec!["NO"]));
}

#[test]
fn the_same_key_twice_before_the_answer_is_two_steps() {
    let mut world = World::new(120, 24);
    world.keys("w g");
    let first = world.asked("d");
    let second = world.asked("d");
    world.perform(first);
    world.perform(second);
    let correction = &world.corrections[&StoryId(0)];
    assert_eq!(
        (correction.about.get(&country("AZ")), correction.filed),
        (Some(&false), Some(Filed::Nowhere))
    );
}

#[test]
fn a_correction_that_is_kept_is_undone_though_the_story_cannot_be_shown() {
    let mut world = World::new(120, 24);
    world.keys("w G");
    let Some(Effect::Correct { ticket, id, verdicts, why }) = world.asked("d").pop() else {
        panic!("no step")
    };
    let back = world.corrections.entry(id).or_default().take(&verdicts);
    let done = Ok(Corrected { back, story: Err("a fault of the parser".to_owned()) });
    let effects = world.app.update(Msg::Corrected { ticket, id, verdicts, why, done });
    assert!(world.app.notice.as_ref().unwrap().fault && notice(&world).starts_with("not about Norway: kept"));
    world.perform(effects);
    world.keys("u");
    assert!(world.corrections[&StoryId(0)].is_empty());
}

#[test]
fn reading_again_is_stopped_by_the_same_command_and_never_runs_twice() {
    let mut world = World::new(120, 24);
    world.keys(": r e p a r s e enter");
    world.app.update(Msg::Reparsing { done: 20, all: 40 });
    world.app.update(Msg::Outdated);
    assert_eq!(world.app.rules, Rules::ReadingAgain { done: 20, all: 40 }, "told late, and known");
    world.keys(": r e p a r s e enter");
    assert_eq!(notice(&world), "reading again is being stopped: what is read is kept");
    let asked = |effect: &Effect| world.done.iter().filter(|done| *done == effect).count();
    assert_eq!((asked(&Effect::Reparse), asked(&Effect::StopReparse)), (1, 1));
    let done = Reparsed { stories: 20, interrupted: true, ..Reparsed::default() };
    world.app.update(Msg::Reparsed(Ok(done)));
    assert_eq!(world.app.rules, Rules::Older, "the rest is offered again");
}
