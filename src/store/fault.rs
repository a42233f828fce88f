//! What SQLite, tantivy and the file system report, turned into errors that say what to do.

use std::path::Path;

use rusqlite::ErrorCode;

use super::StoreError;

/// An error inside the store, before the library's path is put to it.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error(transparent)]
    Sql(#[from] rusqlite::Error),
    #[error(transparent)]
    Index(#[from] tantivy::TantivyError),
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

pub type Try<T> = std::result::Result<T, Fault>;

impl Fault {
    /// What one damaged story causes, while others may be whole.
    pub fn is_damage(&self) -> bool {
        match self {
            Fault::Io(_) => true,
            Fault::Sql(error) => is_damage(error),
            Fault::Index(_) | Fault::Store(_) => false,
        }
    }

    pub fn told(self, path: &Path) -> StoreError {
        let why = match self {
            Fault::Store(error) => return error,
            Fault::Sql(error) => sql(&error),
            Fault::Index(error) => index(&error),
            Fault::Io(error) => io(&error),
        };
        StoreError::Unusable { path: path.to_owned(), why }
    }
}

pub fn is_damage(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt)
}

fn sql(error: &rusqlite::Error) -> String {
    let told = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "another program is writing to this library: try again when it is done"
        }
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            "the library cannot be written: check the permissions of its folder or choose another with --library"
        }
        Some(ErrorCode::CannotOpen) => {
            "the library cannot be opened: check that the folder exists, can be written, or choose another with --library"
        }
        Some(ErrorCode::DiskFull) => "the disk is full: nothing was lost, make room and do it again",
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            "the file is damaged or no library at all: restore a backup of it with `dateline restore`, or choose another folder with --library"
        }
        Some(ErrorCode::SystemIoFailure) => {
            "the disk failed to read or write: nothing half done was kept, check the disk and do it again"
        }
        _ => return format!("the library could not be read: {error}"),
    };
    told.to_owned()
}

fn index(error: &tantivy::TantivyError) -> String {
    match error {
        tantivy::TantivyError::IoError(error) => io(error),
        _ => match disk(&error.to_string()) {
            Some(error) => io(&error),
            None => format!("the search index failed ({error}): make it anew with `dateline rebuild`"),
        },
    }
}

/// The disk's fault behind an error that tantivy has in words only.
fn disk(words: &str) -> Option<std::io::Error> {
    let (_, rest) = words.split_once("(os error ")?;
    let (number, _) = rest.split_once(')')?;
    Some(std::io::Error::from_raw_os_error(number.parse().ok()?)).filter(|error| {
        use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        matches!(error.kind(), FileTooLarge | QuotaExceeded | ReadOnlyFilesystem | StorageFull)
    })
}

fn io(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::StorageFull => "the disk is full: nothing was lost, make room and do it again".to_owned(),
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            "the library cannot be written: check the permissions of its folder or choose another with --library"
                .to_owned()
        }
        std::io::ErrorKind::FileTooLarge | std::io::ErrorKind::QuotaExceeded => {
            "no more may be written here: nothing was lost, raise the limit (ulimit, quota) and do it again".to_owned()
        }
        _ => format!("{error}: check the library's folder"),
    }
}
