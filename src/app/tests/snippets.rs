//! Lines of text under the rows that a search found: a place for each from the first frame on, asked for in sight only.

use super::*;
use crate::app::list::ListLine;

fn asked(effects: &[Effect]) -> Vec<Vec<u32>> {
    let ids = effects.iter().filter_map(|effect| match effect {
        Effect::Snippets { ids, .. } => Some(ids.iter().map(|id| id.0).collect()),
        _ => None,
    });
    ids.collect()
}

fn lines(world: &World) -> Vec<ListLine> {
    world.app.list.lines(world.app.list_height()).collect()
}

fn searched(columns: u16, rows: u16) -> World {
    let mut world = World::new(columns, rows);
    world.keys("/ S t o r y enter");
    world
}

#[test]
fn without_words_the_list_is_as_it_was() {
    let mut world = World::new(120, 40);
    world.keys("U j pgdn");
    assert!(lines(&world).iter().all(|line| !matches!(line, ListLine::Snippet(_))));
    assert_eq!(asked(&world.done), [] as [Vec<u32>; 0]);
}

#[test]
fn a_search_keeps_a_place_under_each_row_before_anything_is_known() {
    let mut world = World::new(120, 30);
    world.keys("/");
    let mut effects = world.asked("S");
    let before = lines(&world);
    assert!(
        before.iter().all(|line| !matches!(line, ListLine::Snippet(_))),
        "rows of the old query stand still"
    );
    let page = effects.iter().position(|effect| matches!(effect, Effect::Page { .. })).unwrap();
    let page = effects.remove(page);
    let answer = world.answer(&page).unwrap();
    let more = world.app.update(answer);
    let reserved = lines(&world);
    assert_eq!(reserved[1..3], [ListLine::Row(0), ListLine::Snippet(0)]);
    let in_sight = reserved.iter().filter(|line| matches!(line, ListLine::Row(_))).count();
    assert_eq!(asked(&more)[0].len(), in_sight);
    world.perform(more);
    assert_eq!(lines(&world), reserved, "nothing jumps when they come");
    assert!(world.app.snippets.of(StoryId(0)).unwrap().text.starts_with("Story 0 of Azerbaijan"));
}

#[test]
fn scrolling_asks_for_the_new_rows_only() {
    let mut world = searched(120, 30);
    let first: usize = asked(&world.done).last().unwrap().len();
    world.done.clear();
    world.keys("j k j k");
    assert_eq!(asked(&world.done), [] as [Vec<u32>; 0]);
    for _ in 0..first {
        world.keys("j");
    }
    let more = asked(&world.done);
    assert!(more.iter().all(|ids| ids.len() <= 2) && !more.is_empty(), "{more:?}");
    let all: Vec<u32> = more.concat();
    let once: std::collections::BTreeSet<u32> = all.iter().copied().collect();
    assert_eq!(once.len(), all.len(), "none twice");
}

#[test]
fn a_held_key_loses_no_answer_and_a_change_of_words_drops_them() {
    let mut world = searched(120, 30);
    let mut open = Vec::new();
    for _ in 0..20 {
        open.extend(world.asked("j"));
    }
    let first = open.iter().position(|effect| matches!(effect, Effect::Snippets { .. })).unwrap();
    let late = world.answer(&open[first]).unwrap();
    world.app.update(late.clone());
    let Msg::Snippets { found, .. } = &late else { panic!("another answer") };
    assert!(world.app.snippets.of(found[0].0).is_some());
    world.perform(open);
    world.keys("/ space n u m b e r enter");
    let before = world.app.snippets.of(StoryId(0)).cloned();
    world.app.update(late);
    assert_eq!(world.app.snippets.of(StoryId(0)).cloned(), before);
}

#[test]
fn a_changed_library_has_its_lines_read_again() {
    let mut world = searched(120, 30);
    world.done.clear();
    let effects = world.app.update(Msg::Changed);
    assert!(world.app.snippets.of(StoryId(0)).is_some(), "it stays until it is known anew");
    assert!(asked(&effects)[0].contains(&0));
}

#[test]
fn an_answer_of_some_rows_is_followed_by_a_question_for_the_rest() {
    let mut world = World::new(120, 30);
    world.keys("/ S t o r");
    let effects = world.asked("y");
    let mut open: std::collections::VecDeque<Effect> = effects.into();
    let mut questions = 0;
    while let Some(effect) = open.pop_front() {
        let Some(mut answer) = world.answer(&effect) else { continue };
        if let Msg::Snippets { found, .. } = &mut answer {
            questions += 1;
            found.truncate(3);
        }
        open.extend(world.app.update(answer));
    }
    assert!(questions > 2);
    for line in lines(&world) {
        if let ListLine::Row(index) = line {
            assert!(world.app.snippets.of(world.app.list.rows[index].id()).is_some());
        }
    }
}

#[test]
fn the_selected_row_and_its_line_are_in_sight_whatever_one_does() {
    for (columns, rows) in [(120, 40), (80, 24), (200, 60), (80, 15)] {
        let mut world = searched(columns, rows);
        assert!(world.app.list.shape.snippets);
        for keys in ["pgdn", "j j j", "G", "k k k k k k", "pgup", "pgup", "g", "pgdn pgdn pgdn pgdn"] {
            let top = world.selected();
            world.keys(keys);
            let selected = world.app.list.selected;
            let seen = lines(&world);
            for wanted in [ListLine::Row(selected), ListLine::Snippet(selected)] {
                assert!(seen.contains(&wanted), "{keys} from {top} at {columns}x{rows}");
            }
        }
    }
}

#[test]
fn a_page_down_leaves_no_row_unseen() {
    let mut world = searched(80, 24);
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..STORIES {
        seen.extend(lines(&world).iter().filter_map(|line| match line {
            ListLine::Row(index) => Some(*index),
            _ => None,
        }));
        world.keys("pgdn");
    }
    assert_eq!(seen.len(), STORIES as usize);
}

#[test]
fn a_press_on_the_line_selects_its_row() {
    let mut world = searched(120, 30);
    let line = lines(&world).iter().position(|line| *line == ListLine::Snippet(2)).unwrap();
    let press = Mouse { what: MouseDoes::Press, column: 12, row: line as u16 + 1 };
    let effects = world.app.update(Msg::Mouse(press));
    world.perform(effects);
    assert_eq!((world.selected(), world.app.front), (2, Pane::List));
    let effects = world.app.update(Msg::Mouse(press));
    world.perform(effects);
    assert_eq!(world.app.front, Pane::Story);
}

#[test]
fn a_low_or_narrow_list_and_a_reader_who_wants_none_have_no_lines() {
    assert!(!searched(80, 13).app.list.shape.snippets);
    let mut world = World::new(120, 40);
    world.app.settings.snippets = false;
    world.keys("/ S t o r y enter");
    assert!(!world.app.list.shape.snippets && asked(&world.done).is_empty());
    // A screen that becomes low, and high again.
    let mut world = searched(80, 24);
    for (rows, with) in [(13, false), (24, true)] {
        let effects = world.app.update(Msg::Resize { columns: 80, rows });
        world.perform(effects);
        assert_eq!(world.app.list.shape.snippets, with);
    }
}

#[test]
fn clearing_the_search_takes_the_lines_away() {
    let mut world = searched(120, 30);
    world.keys("x");
    assert!(world.app.query.is_everything() && !world.app.list.shape.snippets);
    assert!(lines(&world).iter().all(|line| !matches!(line, ListLine::Snippet(_))));
}
