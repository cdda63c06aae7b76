//! The cache as a tantivy directory, to be read only.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{DirectoryLock, FileHandle, Lock, OwnedBytes, WatchCallback, WatchHandle, WritePtr};
use tantivy::{Directory, HasLen};

use super::cache::ByteCache;

/// Answers tantivy's reads from a [`ByteCache`].
///
/// Paths are `meta.json` and `SEGMENT.EXTENSION`; a pack has one segment, so the stem says nothing:
/// components are found by extension (and `meta.json` as `meta`).
#[derive(Clone, Debug)]
pub(crate) struct PackDirectory {
    cache: ByteCache,
}

/// A component, as a file of the directory.
#[derive(Debug)]
struct ComponentFile {
    cache: ByteCache,
    component: usize,
    length: usize,
}

impl PackDirectory {
    pub(crate) fn new(cache: ByteCache) -> PackDirectory {
        PackDirectory { cache }
    }

    /// Index and length of the component that tantivy means by a path.
    fn component(&self, path: &Path) -> Option<(usize, usize)> {
        let name = path.to_str()?;
        let (stem, extension) = name.rsplit_once('.')?;
        self.cache.component(if extension == "json" { stem } else { extension })
    }
}

impl Directory for PackDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let (component, length) =
            self.component(path).ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_path_buf()))?;
        Ok(Arc::new(ComponentFile { cache: self.cache.clone(), component, length }))
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(self.component(path).is_some())
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let file = self.get_file_handle(path)?;
        let bytes = file
            .read_bytes(0..file.len())
            .map_err(|error| OpenReadError::wrap_io_error(error, path.to_path_buf()))?;
        Ok(bytes.to_vec())
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError { io_error: Arc::new(read_only()), filepath: path.to_path_buf() })
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::IoError { io_error: Arc::new(read_only()), filepath: PathBuf::from(path) })
    }

    fn atomic_write(&self, _path: &Path, _data: &[u8]) -> io::Result<()> {
        Err(read_only())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        // Nobody writes, so nothing has to be locked out.
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

impl HasLen for ComponentFile {
    fn len(&self) -> usize {
        self.length
    }
}

impl FileHandle for ComponentFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        self.cache.read(self.component, range)
    }
}

fn read_only() -> io::Error {
    io::ErrorKind::ReadOnlyFilesystem.into()
}
