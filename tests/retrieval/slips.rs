//! Slips of the finger, the same in every run.

/// `text` with one slip in one of its words of four letters or more: a letter missing, doubled by another
/// one, wrong, or swapped with the next. Which, where and what is decided by `seed`. Without such a word,
/// the text as it is.
pub fn slip(text: &str, seed: u64) -> String {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5eed);
    let words: Vec<&str> = text.split(' ').collect();
    let long = |word: &&str| word.len() >= 4 && word.bytes().all(|b| b.is_ascii_alphabetic());
    let candidates: Vec<usize> = (0..words.len()).filter(|&index| long(&words[index])).collect();
    if candidates.is_empty() {
        return text.to_owned();
    }
    let chosen = candidates[random.below(candidates.len())];
    let mut letters: Vec<char> = words[chosen].chars().collect();
    let at = random.below(letters.len() - 1);
    let letter = char::from(b'a' + u8::try_from(random.below(26)).unwrap());
    match random.below(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letter),
        2 => letters[at] = letter,
        _ => letters.swap(at, at + 1),
    }
    let slipped: String = letters.into_iter().collect();
    let words = words.iter().enumerate().map(|(index, word)| if index == chosen { &slipped } else { *word });
    words.collect::<Vec<_>>().join(" ")
}

/// xorshift64*, <https://doi.org/10.18637/jss.v008.i14> and Vigna's scrambler.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let scrambled = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(scrambled).unwrap() % limit
    }
}
