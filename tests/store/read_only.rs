//! A library that cannot be written: read, searched, and what would change it is refused in one clear line.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use dateline::app::{Effect, Msg, Target, Ticket, Why};
use dateline::article::correction::Verdict;
use dateline::listing::{Mark, StoryId, Stretch};
use dateline::query::Query;
use dateline::runtime::{Places, Worker};
use dateline::store::Library;

use crate::builder::{country, found, ids, typed, well, wired, word};
use crate::mount::Mounted;

fn make(dir: &Path) {
    let mut library = Library::open(dir).unwrap();
    library.open_index().unwrap();
    library.add(&wired(0..12)).unwrap();
    library.mark(Mark::Bookmark, true, &ids([3])).unwrap();
    library.commit_index().unwrap();
}

/// What works on a library that cannot be written, and what says why it does not.
fn is_read(dir: &Path) {
    let mut library = Library::open(dir).unwrap();
    assert_eq!(library.page(&Query::default(), Stretch::First, 50).unwrap().len(), 12);
    assert!(library.story(StoryId(3)).unwrap().marks.bookmarked);
    library.open_index().unwrap();
    assert_eq!(found(&library, &typed("tram")).len(), 12);
    assert_eq!(library.tally(&word("trams")).unwrap().stories, 12);
    library.commit_index().unwrap();
    well(&library);
    let refused = [
        library.mark(Mark::Read, true, &ids([1])).err(),
        library.note(StoryId(1), Some("a note")).err(),
        library.add(&wired(12..13)).err(),
        library.correct(StoryId(1), &[Verdict::About(country("FR"), Some(true))]).err(),
        library.rebuild(&mut |_, _| {}).err(),
    ];
    for (at, error) in refused.into_iter().enumerate() {
        let told = error.unwrap_or_else(|| panic!("call {at} was not refused")).to_string();
        assert!(told.contains("cannot be written: check the permissions"), "{at}: {told}");
    }
    assert_eq!(found(&library, &word("trams")).len(), 12, "searches go on after all that");
    status_line(library);
}

/// The reader itself: a mark ends as a line, and reading goes on.
fn status_line(library: Library) {
    let mut worker = Worker::new(library, Places::default());
    let target = Target::Stories(ids([1]));
    let (ticket, mark, why) = (Ticket(1), Mark::Read, Why::Asked);
    let answer = worker.answer(Effect::Mark { ticket, mark, on: true, target, why });
    let Some(Msg::Marked { stories: Err(line), .. }) = answer else { panic!("{answer:?}") };
    assert!(line.contains("cannot be written") && !line.contains('\n'), "{line}");
    let story = worker.answer(Effect::Story { ticket: Ticket(2), id: StoryId(2) });
    assert!(matches!(story, Some(Msg::Story { story: Ok(_), .. })));
}

#[test]
fn a_library_on_a_read_only_disk_is_read_and_searched() {
    let place = tempfile::tempdir().unwrap();
    let Some(disk) = Mounted::new(place.path(), 32) else {
        // Where nothing may be mounted permissions may bind: the next test.
        return;
    };
    let dir = place.path().join("lib");
    make(&dir);
    let names =
        || std::fs::read_dir(&dir).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
    let before = names();
    disk.read_only();
    is_read(&dir);
    assert_eq!(names(), before);

    disk.writable();
    std::fs::remove_dir_all(dir.join("index")).unwrap();
    disk.read_only();
    let mut library = Library::open(&dir).unwrap();
    assert_eq!(library.page(&Query::default(), Stretch::First, 50).unwrap().len(), 12);
    let told = library.open_index().unwrap_err().to_string();
    assert!(told.contains("cannot be written: copy the library"), "{told}");
    drop(library);
    disk.writable();
    Library::open(&dir).unwrap().mark(Mark::Read, true, &ids([1])).unwrap();
}

#[test]
fn what_was_written_last_is_read_on_a_read_only_disk_too() {
    let place = tempfile::tempdir().unwrap();
    let Some(disk) = Mounted::new(place.path(), 32) else { return };
    let (dir, copy) = (place.path().join("lib"), place.path().join("copy"));
    make(&dir);
    // The log of a program that was killed: what it says is not in the file itself.
    let mut open = Library::open(&dir).unwrap();
    open.add(&wired(12..15)).unwrap();
    std::fs::create_dir(&copy).unwrap();
    for name in ["library.db", "library.db-wal", "library.db-shm"] {
        std::fs::copy(dir.join(name), copy.join(name)).unwrap();
    }
    drop(open);
    disk.read_only();
    assert_eq!(Library::open(&copy).unwrap().len().unwrap(), 15);
    disk.writable();
    std::fs::remove_file(copy.join("library.db-shm")).unwrap();
    disk.read_only();
    let told = Library::open(&copy).err().unwrap().to_string();
    assert!(told.contains("cannot be opened"), "rather than without its last stories: {told}");
}

#[test]
fn a_library_whose_files_are_read_only_is_read() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("lib");
    make(&dir);
    let chmod = |folder: u32, file: u32| {
        let set =
            |path: &Path, mode| std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
        set(&dir, 0o755);
        for folder_of in [&dir, &dir.join("index")] {
            set(folder_of, 0o755);
            for entry in std::fs::read_dir(folder_of).unwrap() {
                let path = entry.unwrap().path();
                if path.is_file() {
                    set(&path, file);
                }
            }
        }
        set(&dir.join("index"), folder);
        set(&dir, folder);
    };
    chmod(0o555, 0o444);
    // Permissions do not bind who runs as root: then it is a library like any other.
    let binds = std::fs::File::create(dir.join("try")).is_err();
    if binds {
        is_read(&dir);
    } else {
        well(&Library::open(&dir).unwrap());
    }
    chmod(0o755, 0o644);
}
