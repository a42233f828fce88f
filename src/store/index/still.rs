//! An index where nothing may be written, not even the files that tantivy locks: searched as it stands.

use std::io;
use std::path::Path;
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};
use tantivy::{Directory, Index as Tantivy};

use super::{Index, folder};
use crate::store::StoreError;
use crate::store::fault::Try;

/// Opens the index of the library in `dir` without bringing it up to the database.
pub fn open(dir: &Path) -> Try<Index> {
    at(dir).ok_or_else(|| {
        let why =
            "there is no search index that could be read, and none can be made where the library cannot be \
            written: copy the library to a folder that can be"
                .to_owned();
        StoreError::Unusable { path: folder(dir), why }.into()
    })
}

/// None where there is no index, or one that is damaged or of another version.
pub fn at(dir: &Path) -> Option<Index> {
    let opened = MmapDirectory::open(folder(dir)).map(Still);
    let opened: Result<Still, OpenDirectoryError> = opened;
    Index::of(&folder(dir), Tantivy::open(opened.ok()?).ok()?, false)
}

/// A folder of which nothing goes while it is read: where the file to lock cannot be made, nobody writes.
#[derive(Debug, Clone)]
struct Still(MmapDirectory);

impl Directory for Still {
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.0.acquire_lock(lock) {
            Err(LockError::IoError(_)) if lock.filepath == META_LOCK.filepath => {
                Ok(DirectoryLock::from(Box::new(())))
            }
            taken => taken,
        }
    }

    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.0.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.0.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.0.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.0.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.0.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.0.sync_directory()
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.0.watch(callback)
    }
}
