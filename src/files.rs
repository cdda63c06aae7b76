//! Opens and reads files. Pipes, sockets and devices are never opened, because that can block forever, or never end.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// Bytes of the largest text that is read. What is understood of a text, and its page, can take a hundred times its size.
pub const LARGEST_TEXT: u64 = 16 << 20;

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
/// As of [`open()`], and if it cannot be read.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    examined(path).and_then(|()| fs::read(path))
}

/// The bytes of the text in the file at `path`.
///
/// # Errors
/// As of [`read`], and [`io::ErrorKind::FileTooLarge`] if it is larger than [`LARGEST_TEXT`].
pub fn read_text(path: &Path) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    let too_large = || {
        io::Error::new(io::ErrorKind::FileTooLarge, format!("it is larger than {} MB", LARGEST_TEXT >> 20))
    };
    let length = file.metadata()?.len();
    if length > LARGEST_TEXT {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
    // It may grow in the meantime.
    file.take(LARGEST_TEXT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST_TEXT { Err(too_large()) } else { Ok(bytes) }
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

/// The text of the file at `path`.
///
/// # Errors
/// As of [`read`], and if it is not UTF-8.
pub fn read_to_string(path: &Path) -> io::Result<String> {
    let invalid = |error| io::Error::new(io::ErrorKind::InvalidData, error);
    String::from_utf8(read(path)?).map_err(|error| invalid(error.utf8_error()))
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
        fs::write(&file, "é").unwrap();
        assert_eq!(read_to_string(&file).unwrap(), "é");
        fs::write(&file, [0xFF]).unwrap();
        assert_eq!(read_to_string(&file).unwrap_err().kind(), io::ErrorKind::InvalidData);
    }
}
