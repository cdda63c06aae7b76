//! Tables for spreadsheets.

use csv::Writer;

use super::one_line;
use retold_diagnostic::printable_line;

/// A table with a header as CSV. A cell is one line without characters that control a terminal, and one that a spreadsheet would
/// read as a formula gets an apostrophe before it.
///
/// # Errors
/// The table cannot be written.
pub fn written<const N: usize>(
    columns: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Result<String, csv::Error> {
    let mut writer = Writer::from_writer(Vec::new());
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| guarded(&printable_line(&one_line(cell)))))?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A cell that no spreadsheet reads as a formula.
fn guarded(cell: &str) -> String {
    // Spreadsheets that read East Asian text know the wide forms, too.
    if cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded() {
        for (cell, expected) in [
            ("=1", "'=1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@a", "'@a"),
            ("＝1", "'＝1"),
            ("a=1", "a=1"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell), expected);
        }
    }

    #[test]
    fn a_terminal_is_not_controlled() {
        let table = written(["a"], [["x\x1b[2J\u{9b}\ny\u{202e}".to_owned()]]).unwrap();
        assert_eq!(table, "a\nx␛[2J� y�\n");
    }
}
