//! Opens and reads files. Pipes, sockets and devices are never opened, because that can block forever, or never end.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// Bytes of the largest document that is read. What is understood of a text, and its
/// page, can take a hundred times its size, and each thread has one. The largest real document has 70 kB.
pub const LARGEST_TEXT: u64 = 4 << 20;

/// Bytes of the largest configuration, vocabulary or template that is read. A fault of each of its lines is looked for in all of it.
pub const LARGEST_SETTINGS: u64 = 1 << 20;

/// Bytes of the largest file that is read as a whole: what programs write, such as the export of a tracker or a baseline.
pub const LARGEST_FILE: u64 = 64 << 20;

/// Opens the file at `path` for reading.
///
/// # Errors
/// It cannot be opened, or is neither a file nor a folder.
pub fn open(path: &Path) -> io::Result<File> {
    examined(path).and_then(|()| File::open(path))
}

/// The bytes of the file at `path`.
///
/// # Errors
/// As of [`open()`], if it cannot be read, and [`io::ErrorKind::FileTooLarge`] if it is larger than [`LARGEST_FILE`].
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    read_at_most(path, LARGEST_FILE)
}

/// The bytes of the text in the file at `path`.
///
/// # Errors
/// As of [`read`], with [`LARGEST_TEXT`].
pub fn read_text(path: &Path) -> io::Result<Vec<u8>> {
    read_at_most(path, LARGEST_TEXT)
}

fn read_at_most(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    let length = file.metadata()?.len();
    if length > most {
        return Err(too_large(most));
    }
    // It may grow in the meantime.
    at_most(file, most, usize::try_from(length).unwrap_or_default())
}

/// All of `reader`, which probably has `length` bytes.
///
/// # Errors
/// It cannot be read, or has more than `most` bytes.
pub fn at_most(reader: impl Read, most: u64, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(length + 1);
    reader.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(too_large(most)) } else { Ok(bytes) }
}

fn too_large(most: u64) -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, format!("it is larger than {} MB", most >> 20))
}

/// What to do instead of naming a file that cannot be read, where `-` is standard input.
pub fn hint_for_pipe(error: &io::Error) -> Option<&'static str> {
    (error.kind() == io::ErrorKind::InvalidInput).then_some("name `-`, and redirect standard input from it")
}

fn examined(path: &Path) -> io::Result<()> {
    let kind = fs::metadata(path)?.file_type();
    if kind.is_file() || kind.is_dir() {
        return Ok(());
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, "it is a pipe, a socket or a device"))
}

/// The text of the file at `path`, which a program wrote.
///
/// # Errors
/// As of [`read`], and if it is not UTF-8.
pub fn read_to_string(path: &Path) -> io::Result<String> {
    text(read(path)?)
}

/// The text of the file at `path`, in which a person wrote settings.
///
/// # Errors
/// As of [`read`], with [`LARGEST_SETTINGS`], and if it is not UTF-8.
pub fn read_written(path: &Path) -> io::Result<String> {
    text(read_at_most(path, LARGEST_SETTINGS)?)
}

/// `bytes` as text.
///
/// # Errors
/// They are not UTF-8.
pub fn text(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.utf8_error()))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn only_files_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        let socket = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        for path in [pipe.as_path(), &socket, Path::new("/dev/zero")] {
            assert_eq!(read(path).unwrap_err().kind(), io::ErrorKind::InvalidInput, "{}", path.display());
        }
        let file = folder.path().join("file");
        File::create(&file).unwrap().set_len(LARGEST_TEXT + 1).unwrap();
        assert_eq!(read_text(&file).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        File::create(&file).unwrap().set_len(LARGEST_TEXT).unwrap();
        assert_eq!(read_text(&file).unwrap().len() as u64, LARGEST_TEXT);
        File::create(&file).unwrap().set_len(LARGEST_SETTINGS + 1).unwrap();
        assert_eq!(read_written(&file).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        File::create(&file).unwrap().set_len(LARGEST_FILE + 1).unwrap();
        for error in
            [read(&file).unwrap_err(), read_to_string(&file).unwrap_err(), read_written(&file).unwrap_err()]
        {
            assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
        }
        let error = at_most(io::repeat(b'a'), 3 << 20, 0).unwrap_err();
        assert_eq!(error.to_string(), "it is larger than 3 MB");
        fs::write(&file, "é").unwrap();
        assert_eq!(read_to_string(&file).unwrap(), "é");
        fs::write(&file, [0xFF]).unwrap();
        assert_eq!(read_to_string(&file).unwrap_err().kind(), io::ErrorKind::InvalidData);
    }
}
