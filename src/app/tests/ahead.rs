//! Stories read ahead: there at once, never an old one, and no more of them than a hand can hold.

use super::*;
use crate::article::correction::Verdict;
use crate::place::Country;

/// The stories asked for among these, and those to be read ahead.
fn questions(effects: &[Effect]) -> (Vec<u32>, Vec<Option<u32>>) {
    let asked = effects.iter().filter_map(|effect| match effect {
        Effect::Story { id, .. } => Some(id.0),
        _ => None,
    });
    let ahead = effects.iter().filter_map(|effect| match effect {
        Effect::Ahead { id, .. } => Some(id.map(|id| id.0)),
        _ => None,
    });
    (asked.collect(), ahead.collect())
}

fn shown(world: &World) -> Option<u32> {
    world.app.story.id().map(|id| id.0)
}

#[test]
fn a_step_shows_its_story_and_its_page_within_the_same_message() {
    let mut world = World::new(120, 40);
    assert_eq!(world.app.ahead.ids(), [1, 2]);
    for n in 1..=5 {
        let effects = world.asked("j");
        assert_eq!((shown(&world), questions(&effects).0), (Some(n), vec![]));
        assert!(!world.app.story.shown.as_ref().unwrap().page.lines.is_empty());
        world.perform(effects);
    }
    // Whoever turns finds the stories that were left, from their tops.
    world.keys("enter J tab");
    for n in (2..5).rev() {
        let effects = world.asked("k");
        assert_eq!((shown(&world), questions(&effects).0), (Some(n), vec![]));
        world.perform(effects);
    }
    assert_eq!(world.app.story.shown.as_ref().unwrap().top, 0);
}

#[test]
fn a_page_down_reads_the_next_page_down_ahead() {
    let mut world = World::new(120, 14);
    world.keys("pgdn");
    let step = world.selected();
    let effects = world.asked("pgdn");
    assert_eq!((shown(&world), questions(&effects).0), (Some(2 * step), vec![]));
}

#[test]
fn a_held_key_asks_for_the_newest_story_only_and_keeps_few() {
    let mut world = World::new(120, 40);
    let mut open = Vec::new();
    for _ in 0..30 {
        let effects = world.asked("j");
        let (stories, ahead) = questions(&effects);
        assert!(stories.len() + ahead.len() <= 1);
        open.extend(effects);
    }
    assert_eq!(questions(&open).1.len(), 1, "nothing is read ahead while something is asked for");
    world.perform(open);
    assert_eq!(shown(&world), Some(30));
    for _ in 0..40 {
        world.keys("k");
        assert!(world.app.ahead.ids().len() <= 8);
    }
}

#[test]
fn a_jump_asks_as_ever() {
    let mut world = World::new(120, 40);
    let effects = world.asked("G");
    assert_eq!((shown(&world), questions(&effects).0), (Some(0), vec![39]));
    world.perform(effects);
    assert_eq!(shown(&world), Some(39));
}

#[test]
fn a_mark_is_on_the_story_that_was_read_ahead() {
    let mut world = World::new(120, 40);
    world.keys("A");
    let effects = world.asked("j");
    assert_eq!(questions(&effects).0, [] as [u32; 0]);
    assert!(world.app.story.shown.as_ref().unwrap().story.marks.read);
    world.perform(effects);
    world.keys("b j k");
    assert!(world.app.story.shown.as_ref().unwrap().story.marks.bookmarked);
}

#[test]
fn what_changed_is_asked_for_anew() {
    let (ticket, id) = (Ticket(0), StoryId(0));
    let country = Country::from_code("IS").unwrap();
    let noted = Msg::Noted { ticket, id, note: Ok(Some("call them".to_owned())), why: Why::Asked };
    let corrected = |world: &World| Msg::Corrected {
        ticket,
        id,
        verdicts: vec![Verdict::About(country, Some(true))],
        why: Why::Asked,
        done: Ok(Corrected { back: vec![], story: Ok(Box::new(world.story(id))) }),
    };
    for change in ["note", "correction"] {
        let mut world = World::new(120, 40);
        world.keys("j");
        assert!(world.app.ahead.ids().contains(&0));
        let msg = if change == "note" { noted.clone() } else { corrected(&world) };
        let effects = world.app.update(msg);
        assert!(!world.app.ahead.ids().contains(&0), "{change}");
        // It is read ahead anew in its place.
        world.perform(effects);
        world.keys("j j k k k");
        assert_eq!(shown(&world), Some(0));
    }
}

#[test]
fn a_row_with_a_later_text_is_not_shown_in_the_earlier_one() {
    let mut world = World::new(120, 40);
    world.app.list.rows[1].version = 2;
    world.rows[1].version = 2;
    let effects = world.asked("j");
    assert_eq!((shown(&world), questions(&effects).0), (Some(0), vec![1]));
    world.perform(effects);
    assert_eq!(world.app.story.shown.as_ref().unwrap().story.version, 2);
}

#[test]
fn what_another_program_changed_is_seen_with_the_next_step() {
    // With stories left to read ahead, and with none.
    for keys in ["j", "j j j k k j"] {
        let mut world = World::new(120, 40);
        world.keys(keys);
        world.changed = true;
        let next = world.selected() + 1;
        world.rows[next as usize].version = 3;
        world.keys("j");
        assert_eq!(shown(&world), Some(next));
        assert_eq!(world.app.story.shown.as_ref().unwrap().story.version, 3, "{keys}");
        assert!(!world.changed, "it was asked");
    }
}

#[test]
fn a_changed_library_leaves_nothing_that_was_read_before() {
    let reparsed = Msg::Reparsed(Ok(crate::listing::Reparsed::default()));
    let imported = Msg::Imported { line: Ok(None), reload: true };
    for msg in [Msg::Arrived(0), Msg::Arrived(3), reparsed, imported, Msg::Changed] {
        let mut world = World::new(120, 40);
        // One is being read ahead.
        let open = world.asked("j");
        let (_, ahead) = questions(&open);
        assert_eq!(ahead.len(), 1);
        let effects = world.app.update(msg.clone());
        assert_eq!(world.app.ahead.ids(), [] as [u32; 0], "{msg:?}");
        assert_eq!(questions(&effects).0, [1], "{msg:?}");
        // The story on the screen is not kept either until it was read again.
        world.app.update(Msg::Key("j".parse().unwrap()));
        world.app.update(Msg::Key("j".parse().unwrap()));
        assert_eq!(world.app.ahead.ids(), [] as [u32; 0], "{msg:?}");
        // Nor is what was being read.
        world.perform(open);
        assert!(!world.app.ahead.ids().contains(&ahead[0].unwrap()), "{msg:?}");
    }
}

#[test]
fn a_story_that_left_while_it_is_read_stays_on_the_screen_and_it_is_told() {
    let mut world = World::new(120, 40);
    world.keys("j");
    let effects = world.app.update(Msg::Arrived(0));
    world.refuse(effects);
    assert_eq!((shown(&world), &world.app.story.failed), (Some(1), &None));
    assert!(world.app.notice.is_some());
    world.app.ahead.forget_all();
    let effects = world.asked("j");
    world.refuse(effects);
    assert_eq!(shown(&world), None);
    assert!(world.app.story.failed.is_some(), "one that was gone to and cannot be read is said to be so");
}

#[test]
fn a_story_that_cannot_be_read_ahead_is_asked_for_once_and_again_when_it_is_gone_to() {
    let mut world = World::new(120, 40);
    world.app.ahead.forget_all();
    let mut open = world.app.update(Msg::Resize { columns: 121, rows: 40 });
    let mut asked = 0;
    while let Some(effect) = open.pop() {
        let Effect::Ahead { ticket, id } = effect else { continue };
        asked += 1;
        let story = if id == Some(StoryId(1)) { None } else { Some(Err("damaged".to_owned())) };
        open.extend(world.app.update(Msg::Ahead { ticket, story }));
    }
    assert_eq!((asked, world.app.ahead.ids()), (2, vec![]));
    let effects = world.asked("j");
    assert_eq!(questions(&effects).0, [1]);
}

#[test]
fn nothing_is_read_ahead_where_no_story_stands_beside_the_list() {
    let mut world = World::new(80, 24);
    world.keys("j j j");
    assert!(world.done.iter().all(|effect| !matches!(effect, Effect::Ahead { .. } | Effect::Story { .. })));
}
