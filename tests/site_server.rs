//! A host of a published site on this machine, which answers as a test wants it to.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// How a request is answered.
#[derive(Debug, Clone)]
pub enum Answer {
    /// With the part of the file that is asked for.
    Part,
    /// With the whole file, whatever is asked for.
    Whole,
    Redirect(String),
    /// With half of what it announces.
    Cut,
    /// Not at all.
    Hang,
    /// With a web page.
    Page,
    Bytes(&'static [u8]),
    Status(u16),
}

/// A host. It runs until the tests end.
pub struct SiteServer {
    address: SocketAddr,
    /// The paths that were asked for, each with the number of bytes of the answer.
    requests: Arc<Mutex<Vec<(String, usize)>>>,
}

impl SiteServer {
    /// Serves the files in `folder`; `answer` decides by the path.
    pub fn start(folder: PathBuf, answer: impl Fn(&str) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let server = Self { address, requests: Arc::clone(&requests) };
        let answer = Arc::new(answer);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (folder, answer, requests) = (folder.clone(), Arc::clone(&answer), Arc::clone(&requests));
                std::thread::spawn(move || serve(&stream, &folder, &*answer, &requests));
            }
        });
        server
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The paths that were asked for since the last call, each with the number of bytes of its answer.
    pub fn requests(&self) -> Vec<(String, usize)> {
        std::mem::take(&mut *self.requests.lock().unwrap())
    }
}

/// The first byte of a connection that begins with TLS.
const TLS_HANDSHAKE: u8 = 22;

/// Answers one request.
fn serve(
    stream: &TcpStream,
    folder: &Path,
    answer: &impl Fn(&str) -> Answer,
    requests: &Mutex<Vec<(String, usize)>>,
) {
    let mut first = [0];
    if stream.peek(&mut first).is_ok() && first == [TLS_HANDSHAKE] {
        let _ = (&mut &*stream).write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        return;
    }
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let Some(request) = lines.next() else { return };
    let head: Vec<String> =
        lines.take_while(|line| !line.is_empty()).map(|line| line.to_lowercase()).collect();
    if let Some(rest) = request.strip_prefix("CONNECT ") {
        return tunnel(stream, rest.split(' ').next().unwrap_or_default(), answer, requests);
    }
    let path = request.split(' ').nth(1).unwrap_or_default();
    let range = head.iter().find_map(|line| line.strip_prefix("range: bytes="));
    let (head, body) = reply(folder, path, range, &answer(path));
    requests.lock().unwrap().push((path.to_owned(), body.len()));
    let Some(head) = head else {
        // The other side gives up at some time.
        let _ = (&mut &*stream).read(&mut [0]);
        return;
    };
    let mut stream = stream;
    let _ =
        write!(stream, "HTTP/1.1 {head}\r\nConnection: close\r\n\r\n").and_then(|()| stream.write_all(&body));
}

/// The head of an answer, without which there is none, and its body.
fn reply(folder: &Path, path: &str, range: Option<&str>, answer: &Answer) -> (Option<String>, Vec<u8>) {
    let with_length =
        |status: &str, body: Vec<u8>| (Some(format!("{status}\r\nContent-Length: {}", body.len())), body);
    let mut name = path.trim_start_matches('/').to_owned();
    if name.is_empty() || name.ends_with('/') {
        name.push_str("index.html");
    }
    let file = fs::read(folder.join(name)).ok();
    match (answer, file) {
        (Answer::Hang, _) => (None, Vec::new()),
        (Answer::Redirect(target), _) => with_length(&format!("302 Found\r\nLocation: {target}"), Vec::new()),
        (Answer::Page, _) => with_length(
            "200 OK\r\nContent-Type: text/html; charset=utf-8",
            b"<!doctype html><title>Sign in</title>".to_vec(),
        ),
        (Answer::Bytes(bytes), _) => with_length("200 OK", bytes.to_vec()),
        (Answer::Status(status), _) => with_length(&format!("{status} Status"), Vec::new()),
        (_, None) => with_length("404 Not Found\r\nContent-Type: text/html", b"<title>404</title>".to_vec()),
        (Answer::Cut, Some(file)) => {
            (Some(format!("200 OK\r\nContent-Length: {}", file.len())), file[..file.len() / 2].to_vec())
        }
        (Answer::Whole, Some(file)) => with_length("200 OK", file),
        (Answer::Part, Some(file)) => {
            let extent = range.and_then(|range| {
                let (start, end) = range.split_once('-')?;
                Some((start.parse::<usize>().ok()?, end.parse::<usize>().ok()?))
            });
            match extent {
                Some((start, end)) => with_length(
                    &format!("206 Partial Content\r\nContent-Range: bytes {start}-{end}/{}", file.len()),
                    file[start..=end].to_vec(),
                ),
                None => with_length("200 OK", file),
            }
        }
    }
}

/// Lets a request through to the address that `answer` redirects `target` to, as a proxy does.
fn tunnel(
    stream: &TcpStream,
    target: &str,
    answer: &impl Fn(&str) -> Answer,
    requests: &Mutex<Vec<(String, usize)>>,
) {
    requests.lock().unwrap().push((target.to_owned(), 0));
    let mut client = stream;
    let Answer::Redirect(address) = answer(target) else {
        let _ = write!(client, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        return;
    };
    let server = TcpStream::connect(address).unwrap();
    let _ = write!(client, "HTTP/1.1 200 OK\r\n\r\n");
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let _ = std::io::copy(&mut &server, &mut &*stream);
            let _ = stream.shutdown(std::net::Shutdown::Both);
        });
        let _ = std::io::copy(&mut &*stream, &mut &server);
        let _ = server.shutdown(std::net::Shutdown::Both);
    });
}
