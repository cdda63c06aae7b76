//! What the phrases of the tables mean.

/// What a phrase means. The head of `data/blame.txt` describes each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Fault,
    Choice,
    Guilt,
    Slip,
    Accident,
    Responsible,
    Regret,
    Chance,
    Hindsight,
    Would,
    Bare,
    Knowing,
    Better,
    Owned,
    Act,
    Omission,
    Unaware,
    Forgotten,
    Heedless,
    Ignored,
    Careful,
    Sanction,
    Policy,
    Lone,
    Irony,
    /// A verb by which a person sets an incident off.
    Cause,
    Work,
    Thing,
    Technical,
    Diligence,
    Diligent,
    Checking,
    Virtue,
    Judged,
    Wrong,
    Person,
    Department,
    Pronoun,
    Group,
    Own,
    Many,
    Conjunction,
    Determiner,
    Adverb,
    Preposition,
    Negation,
    Modal,
    Condition,
    Asking,
    Participle,
    Manner,
    Scrutiny,
    Bad,
    Harm,
    Start,
    Attempt,
    Remedy,
    Paper,
    /// Work of people that is the subject: "the review should have …"
    Activity,
    Benefit,
    Data,
    Excess,
    Flaw,
    Minding,
    Averted,
    Machine,
    /// A word that is the name of a person; no table lists all of them.
    Name,
    /// A person to whom the next words belong: "Peter's", "the engineer's".
    Owner,
}

impl Kind {
    /// The kinds of `data/blame.txt`, by the names that they have there.
    pub const NAMED: [(&'static str, Self); 65] = [
        ("accident", Self::Accident),
        ("act", Self::Act),
        ("activity", Self::Activity),
        ("adverb", Self::Adverb),
        ("asking", Self::Asking),
        ("attempt", Self::Attempt),
        ("averted", Self::Averted),
        ("bad", Self::Bad),
        ("bare", Self::Bare),
        ("benefit", Self::Benefit),
        ("better", Self::Better),
        ("careful", Self::Careful),
        ("chance", Self::Chance),
        ("checking", Self::Checking),
        ("choice", Self::Choice),
        ("condition", Self::Condition),
        ("conjunction", Self::Conjunction),
        ("data", Self::Data),
        ("department", Self::Department),
        ("determiner", Self::Determiner),
        ("diligence", Self::Diligence),
        ("diligent", Self::Diligent),
        ("excess", Self::Excess),
        ("fault", Self::Fault),
        ("flaw", Self::Flaw),
        ("forgotten", Self::Forgotten),
        ("group", Self::Group),
        ("guilt", Self::Guilt),
        ("harm", Self::Harm),
        ("heedless", Self::Heedless),
        ("hindsight", Self::Hindsight),
        ("ignored", Self::Ignored),
        ("irony", Self::Irony),
        ("judged", Self::Judged),
        ("knowing", Self::Knowing),
        ("lone", Self::Lone),
        ("machine", Self::Machine),
        ("manner", Self::Manner),
        ("many", Self::Many),
        ("minding", Self::Minding),
        ("modal", Self::Modal),
        ("negation", Self::Negation),
        ("omission", Self::Omission),
        ("own", Self::Own),
        ("owned", Self::Owned),
        ("paper", Self::Paper),
        ("participle", Self::Participle),
        ("person", Self::Person),
        ("policy", Self::Policy),
        ("preposition", Self::Preposition),
        ("pronoun", Self::Pronoun),
        ("regret", Self::Regret),
        ("remedy", Self::Remedy),
        ("responsible", Self::Responsible),
        ("sanction", Self::Sanction),
        ("scrutiny", Self::Scrutiny),
        ("slip", Self::Slip),
        ("start", Self::Start),
        ("technical", Self::Technical),
        ("thing", Self::Thing),
        ("unaware", Self::Unaware),
        ("virtue", Self::Virtue),
        ("work", Self::Work),
        ("would", Self::Would),
        ("wrong", Self::Wrong),
    ];

    /// The kind that `name` stands for in `data/blame.txt`.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMED.iter().find(|(other, _)| *other == name).map(|(_, kind)| *kind)
    }

    /// The set of this kind alone.
    pub const fn set(self) -> Kinds {
        Kinds(1 << self as u32)
    }

    /// Whether a sentence without a phrase of such a kind blames nobody.
    pub fn may_blame(self) -> bool {
        matches!(
            self,
            Self::Fault
                | Self::Choice
                | Self::Guilt
                | Self::Slip
                | Self::Accident
                | Self::Responsible
                | Self::Regret
                | Self::Chance
                | Self::Hindsight
                | Self::Bare
                | Self::Would
                | Self::Knowing
                | Self::Owned
                | Self::Act
                | Self::Omission
                | Self::Unaware
                | Self::Forgotten
                | Self::Heedless
                | Self::Ignored
                | Self::Careful
                | Self::Sanction
                | Self::Policy
                | Self::Lone
                | Self::Irony
                | Self::Cause
        )
    }
}

/// A set of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kinds(u128);

impl Kinds {
    /// The words that stand for people.
    pub const SOMEBODY: Self =
        Kind::Person.set().with(Kind::Pronoun.set()).with(Kind::Name.set()).with(Kind::Department.set());

    /// What shows whether a word stands for people, and for how many.
    pub const PEOPLE: Self = Self::SOMEBODY.with(Kind::Group.set()).with(Kind::Own.set());

    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those of the set that `other` has, too.
    pub const fn only(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub fn has(self, kind: Kind) -> bool {
        self.meets(kind.set())
    }
}
