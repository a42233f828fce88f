//! Who said what, gone through: the quotations of a speaker, the speakers, their names joined and parted.

use super::voices::{EACH, NAMES};
use super::world::{QUOTED, World};
use crate::action::Context;
use crate::app::views::View;
use crate::app::*;
use crate::listing::SpeakerId;

fn notice(world: &World) -> &str {
    world.app.notice.as_ref().map_or("", |notice| &notice.text)
}

fn quotations(world: &World) -> &Quotations {
    let Some(View::Quotations(view)) = world.app.view() else { panic!("no quotations in front") };
    view
}

fn speakers(world: &World) -> &Speakers {
    let Some(View::Speakers(view)) = world.app.view() else { panic!("no speakers in front") };
    view
}

/// The names of the rows.
fn rows(world: &World) -> Vec<String> {
    let of = |row: &crate::listing::SpeakerRow| {
        row.names.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>().join(" + ")
    };
    speakers(world).rows.iter().map(of).collect()
}

fn quote(world: &World) -> Option<usize> {
    world.app.story.shown.as_ref().unwrap().quote
}

/// In the story with quotations, opened.
fn in_story(columns: u16, lines: u16) -> World {
    let mut world = World::new(columns, lines);
    for _ in 0..QUOTED {
        world.keys("j");
    }
    world.keys("enter");
    world
}

#[test]
fn a_opens_everything_that_the_speaker_of_the_quotation_said() {
    for columns in [80, 120] {
        let mut world = in_story(columns, 24);
        world.keys("] ] a");
        let view = quotations(&world);
        assert_eq!((view.name.as_str(), view.rows.len(), view.count()), (NAMES[0], 100, (100, false)));
        assert_eq!((view.said.speaker, world.app.context()), (Some(SpeakerId(0)), Context::Quotations));
        world.keys("esc");
        assert!(world.app.view().is_none());
        assert_eq!((world.app.front, quote(&world)), (Pane::Story, Some(1)), "back where one was");
    }
}

#[test]
fn a_stands_on_the_first_quotation_in_sight_where_one_stands_on_none() {
    let mut world = in_story(120, 40);
    world.keys("a esc");
    assert_eq!(quote(&world), Some(0));
}

#[test]
fn nobody_is_guessed_for_an_unattributed_quotation() {
    let mut world = in_story(120, 40);
    world.keys("] ] ] a");
    assert!(world.app.view().is_none() && notice(&world).starts_with("unattributed: "), "{}", notice(&world));
    let mut world = World::new(120, 40);
    world.keys("a");
    assert_eq!(notice(&world), "no quotation in this story");
}

#[test]
fn more_is_asked_for_as_one_goes_down_and_end_goes_to_the_last_one() {
    let mut world = in_story(120, 40);
    world.keys("a");
    for _ in 0..60 {
        world.keys("down");
    }
    assert_eq!((quotations(&world).rows.len(), quotations(&world).cursor.at), (200, 60));
    world.keys("home end");
    let view = quotations(&world);
    assert_eq!((view.cursor.at + 1, view.count()), (EACH as usize, (u64::from(EACH), true)));
}

#[test]
fn end_goes_on_to_the_end_whatever_was_asked_for_before() {
    let mut world = in_story(120, 40);
    world.keys("a");
    for _ in 0..49 {
        world.keys("down");
    }
    let more = world.asked("down");
    assert!(matches!(more[..], [Effect::Quotations { .. }]), "{more:?}");
    assert!(world.asked("end").is_empty(), "one question at a time");
    world.perform(more);
    assert_eq!(quotations(&world).cursor.at + 1, EACH as usize);
}

#[test]
fn typing_narrows_and_only_the_last_answer_counts() {
    let mut world = in_story(120, 40);
    world.keys("a down down");
    let late = world.asked("t");
    let now = world.asked("o");
    world.perform(now);
    world.perform(late);
    assert_eq!((quotations(&world).said.words.as_str(), quotations(&world).cursor.at), ("to", 0));
    world.keys("space t r a d e 1 2");
    let texts: Vec<&str> = quotations(&world).rows.iter().map(|row| row.text.as_str()).collect();
    assert_eq!(texts.len(), 11, "{texts:?}");
    let before = quotations(&world).rows.clone();
    let late = world.asked("3");
    let now = world.asked("backspace");
    world.perform(now);
    world.perform(late);
    assert_eq!(quotations(&world).rows, before, "a late answer changes nothing");
    world.keys("y");
    assert!(quotations(&world).said.words.ends_with("12y") && quotations(&world).rows.is_empty());
    world.keys("ctrl-u");
    assert_eq!(quotations(&world).rows.len(), 100);
}

#[test]
fn an_answer_that_comes_after_the_view_is_closed_changes_nothing() {
    let mut world = in_story(120, 40);
    let late = world.asked("a");
    world.keys("esc");
    world.perform(late);
    assert!(world.app.view().is_none());
    let late = world.asked("S");
    world.keys("esc a");
    world.perform(late);
    assert_eq!(quotations(&world).rows.len(), 100);
}

#[test]
fn enter_opens_the_story_at_the_quotation_and_esc_comes_back_to_it() {
    for columns in [80, 120] {
        let mut world = in_story(columns, 24);
        world.keys("] a");
        // The second quotation of the next story with some.
        let at = 2 * (QUOTED as usize + 5) + 1;
        for _ in 0..at {
            world.keys("down");
        }
        world.keys("enter");
        assert_eq!((world.app.here(), quote(&world)), (Some(StoryId(QUOTED + 5)), Some(1)));
        assert_eq!((world.app.context(), world.selected()), (Context::Story, QUOTED), "the list stays");
        let read = |n: u32| world.rows[n as usize].marks.read;
        assert!(read(QUOTED) && read(QUOTED + 5) && !read(QUOTED + 1), "what was opened is read");
        world.keys("b esc");
        assert_eq!((world.bookmarked(), quotations(&world).cursor.at), (vec![QUOTED + 5], at));
        world.keys("esc");
        let shown = world.app.story.shown.as_ref().unwrap();
        assert_eq!((shown.story.id, shown.quote, world.app.front), (StoryId(QUOTED), Some(0), Pane::Story));
    }
}

#[test]
fn a_story_that_the_filter_hides_still_opens_and_leaves_the_filter_alone() {
    let mut world = in_story(120, 40);
    world.keys("esc / 1 7 enter S enter");
    assert_eq!(quotations(&world).said.query.words(), ["17*"], "under the filter");
    world.keys("down down enter");
    assert_eq!((world.app.here(), world.selected()), (Some(StoryId(1)), 17));
    world.keys("esc esc esc");
    assert_eq!((world.app.view().is_none(), world.app.here()), (true, Some(StoryId(17))));
}

#[test]
fn from_a_visited_story_one_goes_on_and_comes_back_step_by_step() {
    let mut world = in_story(120, 40);
    world.keys("a");
    for _ in 0..2 * (QUOTED + 5) {
        world.keys("down");
    }
    world.keys("enter a down enter esc esc");
    assert_eq!((world.app.here(), quote(&world)), (Some(StoryId(QUOTED + 5)), Some(0)));
    world.keys("esc esc");
    assert_eq!((world.app.here(), quote(&world)), (Some(StoryId(QUOTED)), Some(0)));
    assert!(world.app.view().is_none());
}

#[test]
fn another_filter_comes_back_to_the_list() {
    let mut world = in_story(120, 40);
    world.keys("a enter / 2 3");
    assert!(world.app.view().is_none());
    assert_eq!(world.app.here(), Some(StoryId(23)));
}

#[test]
fn a_quotation_is_copied_from_the_view() {
    let mut world = in_story(120, 40);
    world.keys("a");
    for _ in 0..2 * QUOTED {
        world.keys("down");
    }
    world.keys("ctrl-y");
    let Some(Effect::Copy { text, what: "quotation" }) = world.done.last() else {
        panic!("nothing is copied")
    };
    assert!(text.starts_with("“The trade turnover has grown” — Ilham Aliyev, NORDPRESS, Baku"), "{text}");
}

#[test]
fn speakers_are_narrowed_by_a_name_and_opened() {
    let mut world = World::new(120, 40);
    world.keys("S");
    assert_eq!((rows(&world), world.app.context()), (NAMES.map(str::to_owned).to_vec(), Context::Speakers));
    world.keys("/ s o l");
    assert_eq!((rows(&world).len(), world.app.context()), (2, Context::Picker));
    world.keys("enter j enter");
    let view = quotations(&world);
    assert_eq!(
        (view.name.as_str(), view.count(), view.said.speaker),
        ("Solberg", (240, true), Some(SpeakerId(3)))
    );
    world.keys("esc");
    assert_eq!(speakers(&world).cursor.at, 1, "back where one was");
    world.keys("/ x esc");
    assert_eq!((speakers(&world).words.as_str(), rows(&world).len()), ("sol", 2), "esc puts it back");
}

#[test]
fn names_are_joined_and_parted_and_each_step_is_undone() {
    let mut world = World::new(120, 40);
    world.keys("S =");
    assert_eq!(notice(&world), "select the names of one speaker first: Tab");
    world.keys("tab =");
    assert_eq!(notice(&world), "joined Ilham Aliyev and Aliyev · u undoes");
    assert_eq!(rows(&world), ["Ilham Aliyev + Aliyev", "Erna Solberg", "Solberg"]);
    world.keys("j space space =");
    assert_eq!(rows(&world).len(), 2);
    assert_eq!(notice(&world), "joined Erna Solberg and Solberg · u undoes");
    world.keys("g p j p");
    assert_eq!(notice(&world), "parted Aliyev from Ilham Aliyev · u undoes");
    assert_eq!(rows(&world), ["Ilham Aliyev", "Aliyev", "Erna Solberg + Solberg"]);
    world.keys("u");
    assert_eq!(notice(&world), "undone: parted Aliyev from Ilham Aliyev");
    assert_eq!(rows(&world).len(), 2);
    world.keys("esc u u");
    assert_eq!(notice(&world), "undone: joined Ilham Aliyev and Aliyev");
    assert!(world.voices.said.is_empty(), "{:?}", world.voices);
    world.keys("u");
    assert_eq!(notice(&world), "nothing to undo");
}

#[test]
fn names_out_of_sight_stay_selected() {
    let mut world = World::new(120, 40);
    world.keys("S / a l i tab backspace backspace backspace s o l b e r g enter = esc S");
    assert_eq!(rows(&world).len(), 3);
}

#[test]
fn a_name_alone_is_not_parted_and_esc_leaves_only_the_names() {
    let mut world = World::new(120, 40);
    world.keys("S p");
    assert_eq!(notice(&world), "known by one name only: nothing to part");
    world.keys("tab = g p");
    assert_eq!(world.app.context(), Context::Names);
    world.keys("esc");
    assert_eq!((world.app.context(), rows(&world).len()), (Context::Speakers, 3));
}

#[test]
fn a_joining_that_failed_is_told_and_one_undone_before_it_is_kept_is_taken_back() {
    let mut world = World::new(120, 40);
    world.keys("S tab");
    let join = world.asked("=");
    world.refuse(join);
    assert!(world.app.notice.as_ref().unwrap().fault && rows(&world).len() == 4);
    world.keys("g tab");
    let join = world.asked("=");
    world.keys("u");
    assert_eq!(notice(&world), "undone as soon as it is kept");
    world.perform(join);
    assert!(world.voices.said.is_empty() && rows(&world).len() == 4);
}

#[test]
fn undoing_a_filter_in_the_speakers_asks_for_those_under_the_one_before() {
    let mut world = World::new(120, 40);
    world.keys("U S");
    assert!(!speakers(&world).query.is_everything());
    world.keys("u");
    assert!(speakers(&world).query.is_everything() && world.app.query.is_everything());
}

#[test]
fn the_mouse_selects_and_opens_a_row_and_the_wheel_moves() {
    let mut world = in_story(120, 40);
    world.keys("a");
    let rows = world.app.layout().unwrap().sheet().rows;
    for (what, row, at) in
        [(MouseDoes::Press, rows.y + 4, 4), (MouseDoes::WheelDown, 9, 7), (MouseDoes::Press, 1, 7)]
    {
        let effects = world.app.update(Msg::Mouse(Mouse { what, column: 10, row }));
        world.perform(effects);
        assert_eq!(quotations(&world).cursor.at, at);
    }
    let press = Mouse { what: MouseDoes::Press, column: 10, row: rows.y + 7 };
    let effects = world.app.update(Msg::Mouse(press));
    world.perform(effects);
    assert_eq!(world.app.here(), Some(StoryId(3)));
}

#[test]
fn a_list_that_could_not_be_read_says_so_and_is_not_asked_for_without_end() {
    let mut world = in_story(120, 40);
    let effects = world.asked("a");
    assert_eq!(effects.len(), 1);
    let Effect::Quotations { ticket, .. } = effects[0] else { panic!("{effects:?}") };
    let again =
        world.app.update(Msg::Quotations { ticket, found: Err("the disk cannot be read".to_owned()) });
    assert!(again.is_empty() && world.app.notice.as_ref().unwrap().fault);
    assert!(world.asked("down").is_empty());
    world.keys("t");
    assert_eq!(quotations(&world).rows.len(), 100);
}
