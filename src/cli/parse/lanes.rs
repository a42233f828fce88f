//! JSON Lines through several threads with the order kept: chunks go to the lanes in turn and come back in turn.

use std::io::{self, Read, Write};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread;

use crate::format::{Input, Line, Lines};

/// Lines of one chunk, and how many bytes end it earlier.
const CHUNK: usize = 128;
const CHUNK_BYTES: usize = 512 * 1024;
/// Chunks that may wait in each direction of a lane.
const WAITING: usize = 4;

type Chunk = io::Result<Vec<Line>>;
/// Output lines, and whether all of them are good.
type Parsed = io::Result<(String, bool)>;

/// Parses every line onto `out`; `false` where any got an error object. The threads end by themselves when a writer
/// that is gone ends this one: they are not waited for, since one may be blocked on its input.
pub fn run(input: Input, out: &mut dyn Write) -> io::Result<bool> {
    let lanes = thread::available_parallelism().map_or(1, usize::from).min(8);
    let (mut senders, mut results) = (Vec::new(), Vec::new());
    for _ in 0..lanes {
        let (sender, chunks) = sync_channel(WAITING);
        let (result, receiver) = sync_channel(WAITING);
        senders.push(sender);
        results.push(receiver);
        thread::spawn(move || parse_all(&chunks, &result));
    }
    thread::spawn(move || read_all(input, &senders));
    let mut good = true;
    for lane in results.iter().cycle() {
        let next = match lane.try_recv() {
            Err(TryRecvError::Empty) => {
                // Whoever feeds lines one by one waits for the answers.
                out.flush()?;
                lane.recv().ok()
            }
            next => next.ok(),
        };
        let Some(next) = next else { break };
        let (text, all_good) = next?;
        out.write_all(text.as_bytes())?;
        good &= all_good;
    }
    Ok(good)
}

fn parse_all(chunks: &Receiver<Chunk>, result: &SyncSender<Parsed>) {
    for chunk in chunks {
        let parsed = chunk.map(|lines| {
            let (mut text, mut good) = (String::new(), true);
            for line in &lines {
                let (line, is_good) = super::guarded(line);
                text.push_str(&line);
                text.push('\n');
                good &= is_good;
            }
            (text, good)
        });
        if result.send(parsed).is_err() {
            return;
        }
    }
}

/// Deals chunks to the lanes in turn. A chunk ends where the input would have to be waited for.
fn read_all(input: Input, senders: &[SyncSender<Chunk>]) {
    let mut lines = Lines::new(input.reader());
    for sender in senders.iter().cycle() {
        let chunk = chunk(&mut lines);
        let last = chunk.as_ref().map_or(true, Vec::is_empty);
        if chunk.as_ref().is_ok_and(Vec::is_empty) || sender.send(chunk).is_err() || last {
            return;
        }
    }
}

fn chunk(lines: &mut Lines<io::BufReader<impl Read>>) -> Chunk {
    let (mut chunk, mut bytes) = (Vec::new(), 0);
    while chunk.len() < CHUNK && bytes < CHUNK_BYTES {
        let Some(line) = lines.read()? else { break };
        bytes += line.text.as_ref().map_or(0, String::len);
        chunk.push(line);
        if !lines.reader().buffer().contains(&b'\n') {
            break;
        }
    }
    Ok(chunk)
}
