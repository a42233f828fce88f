//! The state machine against a small world of forty stories that answers at once, or late, or not at all.

mod ahead;
mod snippets;
mod undo;
mod views;
mod voices;
mod why;
mod world;

use proptest::prelude::*;

use super::*;
use world::{STORIES, World};

#[test]
fn opening_shows_the_newest_story_and_reads_nothing() {
    let world = World::new(120, 40);
    assert_eq!((world.selected(), world.unread()), (0, 40));
    assert_eq!(world.app.story.id(), Some(StoryId(0)));
    assert_eq!(world.app.tally.as_ref().unwrap().stories, 40);
}

#[test]
fn on_a_narrow_screen_a_story_is_loaded_only_when_opened() {
    let mut world = World::new(80, 24);
    assert_eq!(world.app.story.id(), None);
    world.keys("j enter");
    assert_eq!((world.app.story.id(), world.unread()), (Some(StoryId(1)), 39));
    world.keys("esc");
    assert_eq!(world.app.front, Pane::List);
}

#[test]
fn space_alone_reads_everything() {
    for (columns, lines) in [(80, 24), (120, 40)] {
        let mut world = World::new(columns, lines);
        for _ in 0..STORIES * 40 {
            world.keys("space");
        }
        assert_eq!(world.unread(), 0);
        assert_eq!(world.app.notice.as_ref().unwrap().text, "everything is read");
    }
}

#[test]
fn undo_takes_back_marks_and_filters_in_turn() {
    let mut world = World::new(120, 40);
    world.keys("b j b r B");
    assert_eq!(world.app.list.rows.len(), 2);
    world.keys("A");
    assert_eq!(world.unread(), 39 - 1);
    world.keys("u");
    assert_eq!(world.unread(), 39);
    world.keys("u");
    assert!(world.app.query.is_everything());
    assert_eq!((world.selected(), world.app.list.position()), (1, Some(2)));
    world.keys("u u u");
    assert_eq!((world.unread(), world.bookmarked()), (40, vec![]));
    world.keys("u");
    assert_eq!(world.app.notice.as_ref().unwrap().text, "nothing to undo");
}

#[test]
fn a_mark_is_shown_only_once_it_is_kept() {
    let mut world = World::new(120, 40);
    let effects = world.app.update(Msg::Key("b".parse().unwrap()));
    assert!(!world.app.list.row().unwrap().marks.bookmarked);
    world.perform(effects);
    assert!(world.app.list.row().unwrap().marks.bookmarked);
}

#[test]
fn a_mark_that_failed_is_told_and_not_shown() {
    let mut world = World::new(120, 40);
    let effects = world.app.update(Msg::Key("b".parse().unwrap()));
    world.refuse(effects);
    assert!(!world.app.list.row().unwrap().marks.bookmarked);
    assert!(world.app.notice.as_ref().unwrap().fault);
}

#[test]
fn what_the_reader_makes_unread_stays_unread() {
    let mut world = World::new(120, 40);
    world.keys("enter r j j");
    assert!(!world.rows[0].marks.read);
}

#[test]
fn the_list_follows_a_search_and_esc_puts_it_back() {
    let mut world = World::new(120, 40);
    world.keys("j j j / 1 7");
    assert_eq!(world.app.list.rows.len(), 1);
    world.keys("esc");
    assert_eq!((world.app.list.rows.len(), world.selected()), (40, 3));
    world.keys("/ 1 7 enter");
    assert_eq!(world.selected(), 17);
    world.keys("u");
    assert_eq!((world.app.query.is_everything(), world.selected()), (true, 3));
}

#[test]
fn a_query_that_cannot_be_read_leaves_the_last_good_list() {
    let mut world = World::new(120, 40);
    world.keys("/ 1 space ( (");
    let shown = world.app.list.rows.len();
    world.keys(") )");
    for c in "xyz:".chars() {
        world.app.update(Msg::Key(c.to_string().parse().unwrap()));
    }
    world.keys("space c o n t r y : A Z space");
    let Some(Overlay::Prompt(prompt)) = &world.app.overlay else { panic!("the prompt is gone") };
    assert!(prompt.fault.is_some() && shown > 0);
    world.keys("enter");
    assert!(matches!(world.app.overlay, Some(Overlay::Prompt(_))), "a faulty query is not accepted");
}

#[test]
fn an_answer_to_an_older_question_changes_nothing() {
    let mut world = World::new(120, 40);
    let late = world.app.update(Msg::Key("U".parse().unwrap()));
    let now = world.app.update(Msg::Key("U".parse().unwrap()));
    world.perform(now);
    let before = world.app.list.rows.len();
    world.perform(late);
    assert_eq!(world.app.list.rows.len(), before);
    assert!(world.app.query.is_everything());
}

#[test]
fn q_goes_back_and_at_last_quits_and_esc_never_does() {
    let mut world = World::new(120, 40);
    world.keys("enter esc esc esc");
    assert!(!world.quit);
    world.keys("enter q");
    assert!(!world.quit);
    world.keys("q");
    assert!(world.quit);
}

#[test]
fn resizing_keeps_the_words_in_sight() {
    let mut world = World::new(120, 40);
    world.keys("enter pgdn");
    let first = |app: &App| {
        let shown = app.story.shown.as_ref().unwrap();
        shown.page.lines[..shown.top].iter().flat_map(|l| &l.runs).map(|r| r.text.trim().len()).sum::<usize>()
    };
    let before = first(&world.app);
    for (columns, rows) in [(80, 24), (200, 60), (60, 12), (120, 40)] {
        world.app.update(Msg::Resize { columns, rows });
    }
    let after = first(&world.app);
    assert!(before.abs_diff(after) < 250, "{before} {after}");
}

#[test]
fn a_screen_too_small_comes_back_as_it_was() {
    let mut world = World::new(120, 40);
    world.keys("j j enter");
    world.app.update(Msg::Resize { columns: 20, rows: 5 });
    assert_eq!(world.app.layout(), None);
    world.keys("] j b");
    world.app.update(Msg::Resize { columns: 120, rows: 40 });
    assert_eq!((world.selected(), world.bookmarked()), (2, vec![2]));
}

#[test]
fn arrivals_wait_until_they_are_asked_for() {
    let mut world = World::new(120, 40);
    world.keys("j j");
    world.app.update(Msg::Arrived(37));
    assert_eq!((world.app.arrived, world.selected()), (37, 2));
    world.keys(".");
    assert_eq!((world.app.arrived, world.selected()), (0, 0));
    world.app.update(Msg::Left { arrived: 0, left: 200 });
    assert_eq!((world.app.left, world.selected()), (200, 0));
    world.keys(".");
    assert_eq!(world.app.left, 0);
}

#[test]
fn a_later_text_of_the_story_on_the_screen_comes_with_its_row_and_keeps_the_place() {
    let mut world = World::new(120, 24);
    world.keys("enter j j j");
    world.rows[0].version = 2;
    world.keys(".");
    let shown = world.app.story.shown.as_ref().unwrap();
    assert_eq!(shown.story.version, 2);
    // Its head has a line more; the words in sight are the same.
    assert!(shown.top > 0, "{}", shown.top);
}

#[test]
fn the_mouse_selects_opens_and_drags() {
    let mut world = World::new(120, 40);
    let press = |what, column, row| Msg::Mouse(Mouse { what, column, row });
    let effects = world.app.update(press(MouseDoes::Press, 10, 3));
    world.perform(effects);
    assert_eq!(world.selected(), 1);
    world.app.update(press(MouseDoes::Press, 10, 3));
    assert_eq!(world.app.front, Pane::Story);
    let at = world.app.layout().unwrap().divider.unwrap();
    for (what, column) in
        [(MouseDoes::Press, at), (MouseDoes::Drag, 60), (MouseDoes::Release, 60), (MouseDoes::Drag, 30)]
    {
        world.app.update(press(what, column, 8));
    }
    assert_eq!(world.app.layout().unwrap().divider, Some(60));
}

#[test]
fn an_esc_and_a_key_that_arrive_together_are_both_taken() {
    let mut world = World::new(120, 40);
    world.keys("/ 1 7 ctrl-alt-c");
    assert!(world.app.query.is_everything() && world.quit);
}

#[test]
fn a_key_typed_while_the_same_list_is_read_again_is_not_lost() {
    let mut world = World::new(120, 40);
    let reading = world.app.update(Msg::Imported { line: Ok(None), reload: true });
    let moved = world.app.update(Msg::Key("j".parse().unwrap()));
    world.perform(reading);
    world.perform(moved);
    assert_eq!(world.selected(), 1);
}

#[test]
fn every_action_of_the_list_and_the_story_does_something() {
    let here = |contexts: &[Context]| contexts.contains(&Context::List) || contexts.contains(&Context::Story);
    for entry in crate::action::ACTIONS.iter().filter(|entry| here(entry.contexts)) {
        assert!(World::new(120, 40).app.does(entry.action), "{} does nothing", entry.name);
    }
}

fn any_key() -> impl Strategy<Value = String> {
    let table: Vec<String> =
        crate::action::ACTIONS.iter().flat_map(|entry| entry.keys).map(|key| (*key).to_owned()).collect();
    prop_oneof![4 => proptest::sample::select(table), 1 => "[a-z0-9:\"-]"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_keys_keep_the_state_whole(
        keys in proptest::collection::vec(any_key(), 1..60),
        sizes in proptest::collection::vec((30u16..220, 6u16..70), 60),
    ) {
        let mut world = World::new(100, 30);
        for (key, (columns, rows)) in keys.iter().zip(sizes) {
            let Ok(key) = key.parse() else { continue };
            let effects = world.app.update(Msg::Key(key));
            world.perform(effects);
            if columns % 7 == 0 {
                let effects = world.app.update(Msg::Resize { columns, rows });
                world.perform(effects);
            }
            let app = &world.app;
            prop_assert!(app.list.rows.is_empty() || app.list.selected < app.list.rows.len());
            prop_assert!(app.list.top <= app.list.selected);
            prop_assert!(app.list.rows.windows(2).all(|pair| pair[0].key.id < pair[1].key.id) || app.query.sort != Sort::Newest);
            if let (Some(shown), Some(row)) = (&app.story.shown, app.list.row()) {
                prop_assert!(shown.top <= shown.page.lines.len());
                prop_assert!(shown.quote.is_none_or(|quote| quote < shown.page.quotes.len()));
                prop_assert!(app.story_area().is_none() || Some(shown.story.id) == app.here());
                prop_assert!(app.visit().is_some() || app.here() == Some(row.id()));
            }
            if let Some(View::Quotations(view)) = app.view() {
                prop_assert!(view.rows.is_empty() || view.cursor.at < view.rows.len());
                prop_assert!(view.cursor.top <= view.cursor.at);
            }
            for row in &app.list.rows {
                prop_assert_eq!(row.marks, world.rows[row.id().0 as usize].marks, "the screen shows what is kept");
            }
        }
    }
}
