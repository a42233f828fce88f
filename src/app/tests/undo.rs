//! `u` and changes that are kept late, or not at all.

use super::world::World;

fn notice(world: &World) -> &str {
    world.app.notice.as_ref().map_or("", |notice| &notice.text)
}

#[test]
fn what_could_not_be_taken_back_is_tried_again_by_the_next_undo() {
    let mut world = World::new(120, 40);
    world.keys("b j b j b");
    let third = world.asked("u");
    let second = world.asked("u");
    world.refuse(third);
    world.perform(second);
    assert_eq!(world.bookmarked(), [0, 2], "the second undo is the second one's");
    world.keys("u");
    assert_eq!(world.bookmarked(), [0]);
    world.keys("u u");
    assert_eq!((world.bookmarked(), notice(&world)), (vec![], "nothing to undo"));
}

#[test]
fn undos_that_all_failed_leave_their_steps_in_order() {
    let mut world = World::new(120, 40);
    world.keys("b j b");
    for undo in [world.asked("u"), world.asked("u")] {
        world.refuse(undo);
    }
    world.keys("u");
    assert_eq!(world.bookmarked(), [0]);
    world.keys("u");
    assert!(world.bookmarked().is_empty());
}

#[test]
fn an_undo_typed_before_a_change_is_kept_takes_that_change_back() {
    let mut world = World::new(120, 40);
    world.keys("b j");
    let mark = world.asked("b");
    let undo = world.asked("u");
    assert_eq!((undo.len(), notice(&world)), (0, "undone as soon as it is kept"));
    let again = world.asked("u");
    world.perform(mark);
    assert_eq!(world.bookmarked(), [0]);
    world.perform(again);
    assert!(world.bookmarked().is_empty(), "the second one is the one before");
}

#[test]
fn an_undo_of_a_change_that_failed_takes_nothing_else_back() {
    let mut world = World::new(120, 40);
    world.keys("b j");
    let mark = world.asked("b");
    world.keys("u");
    world.refuse(mark);
    assert!(world.app.notice.as_ref().unwrap().fault);
    assert_eq!(world.bookmarked(), [0]);
    world.keys("u");
    assert!(world.bookmarked().is_empty());
}

#[test]
fn a_note_is_taken_back_even_before_it_is_kept() {
    let mut world = World::new(120, 40);
    world.keys(": n o t e space m i n e");
    let note = world.asked("enter");
    world.keys("u");
    world.perform(note);
    assert_eq!(
        (notice(&world), &world.app.story.shown.as_ref().unwrap().story.note),
        ("undone: no note", &None)
    );
}
