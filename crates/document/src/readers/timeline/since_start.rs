//! Times since the start of the incident: `T+5m`, `T0`, `+12 min`.

use jiff::SignedDuration;
use retold_times::durations::duration_at;

/// `T+00:12`, `T+5m`, `T0+5m`, `T-10`, `T0`, `+12 min`. Bare numbers are minutes.
pub fn relative_at(text: &str) -> Option<(SignedDuration, usize)> {
    let inner = text.strip_prefix('[').or_else(|| text.strip_prefix('(')).unwrap_or(text);
    let skipped = text.len() - inner.len();
    let letter = inner.strip_prefix(['T', 't']);
    let rest = letter.unwrap_or(inner);
    // `T0+5m` is `T+5m`; a dash with a space may separate words.
    let from_zero = letter.and_then(|rest| rest.strip_prefix('0')).filter(|after| {
        after.trim_start_matches(' ').starts_with('+')
            || after
                .strip_prefix(['-', '−'])
                .is_some_and(|amount| amount.starts_with(|c: char| c.is_ascii_digit()))
    });
    let rest = from_zero.unwrap_or(rest);
    let trimmed = rest.trim_start_matches(' ');
    let (negative, amount) = match trimmed.chars().next()? {
        '+' => (false, &trimmed[1..]),
        '-' | '−' | '–' => (true, trimmed.get(trimmed.chars().next()?.len_utf8()..)?),
        '0' if letter.is_some() && rest.len() == trimmed.len() => {
            // The colon of `T0: a pump stops` separates.
            let behind = &trimmed[1..];
            let behind = behind.strip_prefix(':').filter(|after| !after.starts_with(' ')).unwrap_or(behind);
            let hangs_on = behind.starts_with(|c: char| c.is_alphanumeric());
            let length = skipped + text[skipped..].len() - trimmed.len() + 1;
            return (!hangs_on).then_some((SignedDuration::ZERO, length));
        }
        _ => return None,
    };
    if letter.is_none() && negative {
        return None;
    }
    let amount = amount.trim_start_matches(' ');
    if !amount.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (duration, length) = clock_span(amount).or_else(|| duration_at(amount)).or_else(|| {
        let end = amount.find(|c: char| !c.is_ascii_digit()).unwrap_or(amount.len());
        let minutes: i64 = amount[..end].parse().ok().filter(|minutes| *minutes < 100_000)?;
        letter.map(|_| (SignedDuration::from_mins(minutes), end))
    })?;
    let duration = if negative { -duration } else { duration };
    Some((duration, text.len() - amount.len() + length))
}

/// A length of time in the form of a clock: `00:12`, `01:12:30`.
fn clock_span(text: &str) -> Option<(SignedDuration, usize)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == ':')).unwrap_or(text.len());
    let written = text[..end].trim_end_matches(':');
    let mut parts = written.split(':').map(|part| part.parse::<i64>().ok().filter(|part| *part < 10_000));
    let (hours, minutes) = (parts.next()??, parts.next()??);
    let seconds = parts.next().unwrap_or(Some(0))?;
    let whole = hours * 3600 + minutes * 60 + seconds;
    parts.next().is_none().then_some((SignedDuration::from_secs(whole), written.len()))
}
