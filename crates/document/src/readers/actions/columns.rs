//! The names of the parts of an action: as columns of a table, and as labels.

/// What a column or label holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Title,
    Owner,
    Due,
    Status,
    Kind,
    Priority,
    Ticket,
    Id,
    /// Text to be left where it is.
    Other,
}

use Part::{Due, Id, Kind, Owner, Priority, Status, Ticket, Title};

/// What a part of an action is called.
struct Names {
    part: Part,
    /// As a heading of a column, as a label, and inside a sentence, where these are unmistakable. Those of several
    /// words first.
    anywhere: &'static [&'static str],
    /// Not inside a sentence.
    as_heading: &'static [&'static str],
    /// Only inside a sentence.
    inside: &'static [&'static str],
}

static NAMES: [Names; 8] = [
    Names {
        part: Title,
        anywhere: &[],
        as_heading: &[
            "action item",
            "action items",
            "action",
            "actions",
            "item",
            "items",
            "task",
            "tasks",
            "what",
            "todo",
            "to do",
            "action description",
            "description of action",
            "corrective action",
            "preventive action",
            "follow up",
            "follow-up",
            "follow-up action",
            "follow up action",
            "follow-up item",
            "recommendation",
            "measure",
            "improvement",
            "next step",
            "remediation",
            "action required",
            "アクション",
            "アクションアイテム",
            "対策",
            "対応",
            "対応内容",
            "内容",
            "施策",
            "タスク",
            "行动项",
            "行动",
            "改进项",
            "改进措施",
            "措施",
            "任务",
            "事项",
            "maßnahme",
            "maßnahmen",
            "aufgabe",
            "aktion",
            "mesure",
            "tâche",
            "acción",
            "acciones",
            "tarea",
            "medida",
            "prevención",
            "ação",
            "ações",
        ],
        inside: &[],
    },
    Names {
        part: Owner,
        anywhere: &[
            "action owner",
            "owned by",
            "owners",
            "owner",
            "assignees",
            "assignee",
            "assigned to",
            "responsible party",
            "responsible",
            "dri",
            "担当者",
            "担当",
            "责任人",
            "负责人",
            "verantwortlich",
            "zuständig",
            "responsable",
            "assigné à",
            "asignado a",
        ],
        as_heading: &[
            "assigned",
            "who",
            "responsible person",
            "responsible team",
            "responsibility",
            "lead",
            "team",
            "owner/team",
            "poc",
            "point of contact",
            "person",
            "by whom",
            "accountable",
            "責任者",
            "責任人",
            "负责",
            "verantwortliche",
            "verantwortlicher",
            "responsables",
            "propriétaire",
            "porteur",
            "qui",
            "encargado",
            "propietario",
            "quién",
            "responsável",
        ],
        inside: &["負責人"],
    },
    Names {
        part: Due,
        anywhere: &[
            "due date",
            "due by",
            "due on",
            "due",
            "deadline",
            "eta",
            "target date",
            "完了予定",
            "期限",
            "期日",
            "締切",
            "截止日期",
            "截止时间",
            "截止",
            "fällig am",
            "fällig",
            "frist",
            "échéance",
            "date limite",
            "fecha límite",
            "plazo",
        ],
        as_heading: &[
            "by when",
            "when",
            "target",
            "target completion",
            "target completion date",
            "expected completion",
            "expected date",
            "timeframe",
            "time frame",
            "締め切り",
            "完成时间",
            "计划完成时间",
            "预计完成",
            "fälligkeit",
            "termin",
            "bis",
            "bis wann",
            "délai",
            "quand",
            "fecha",
            "fecha limite",
            "vencimiento",
            "prazo",
        ],
        inside: &[],
    },
    Names {
        part: Status,
        anywhere: &[
            "status",
            "状態",
            "ステータス",
            "状态",
            "进度",
            "statut",
            "estado",
            "done",
            "completed",
            "erledigt",
        ],
        as_heading: &[
            "state",
            "done?",
            "progress",
            "completed?",
            "進捗",
            "状況",
            "进展",
            "zustand",
            "stand",
            "état",
            "avancement",
            "hecho",
            "implementada",
            "implementado",
            "implemented",
            "implemented?",
        ],
        inside: &["done on", "completed on", "完了", "完成", "已完成"],
    },
    Names {
        part: Kind,
        anywhere: &[],
        as_heading: &[
            "type",
            "kind",
            "category",
            "action type",
            "class",
            "種別",
            "カテゴリ",
            "カテゴリー",
            "分類",
            "種類",
            "类型",
            "分类",
            "类别",
            "typ",
            "art",
            "kategorie",
            "catégorie",
            "tipo",
            "categoría",
        ],
        inside: &[],
    },
    Names {
        part: Priority,
        anywhere: &["priority", "prio", "優先度", "优先级", "priorität", "priorité", "prioridad"],
        as_heading: &["p"],
        inside: &[],
    },
    Names {
        part: Ticket,
        anywhere: &[],
        as_heading: &[
            "ticket",
            "tickets",
            "link",
            "links",
            "issue",
            "issues",
            "jira",
            "jira ticket",
            "jira link",
            "tracking",
            "tracking issue",
            "tracked in",
            "bug",
            "pr",
            "issue/pr",
            "ticket/link",
            "ticket link",
            "reference",
            "チケット",
            "リンク",
            "工单",
            "链接",
            "enlace",
            "lien",
        ],
        inside: &[],
    },
    Names {
        part: Id,
        anywhere: &[],
        as_heading: &[
            "#", "id", "no", "no.", "nr", "nr.", "n°", "nº", "number", "ai", "番号", "编号", "序号",
        ],
        inside: &[],
    },
];

/// What a column is for by its heading.
pub fn of_heading(text: &str) -> Part {
    let lower = text.trim().to_lowercase();
    let name = lower.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | ':' | '：'));
    if let Some(part) = find(name) {
        return part;
    }
    // `Owner (team)`, `📅 Due`.
    let bare = name.split(['(', '（']).next().unwrap_or_default();
    let bare = bare.trim_matches(|c: char| !c.is_alphanumeric());
    find(bare).unwrap_or(Part::Other)
}

fn find(name: &str) -> Option<Part> {
    let is_called = |names: &&Names| names.anywhere.contains(&name) || names.as_heading.contains(&name);
    NAMES.iter().find(is_called).map(|names| names.part)
}

/// What a label of a line of its own (`Owner: Jane`) holds.
pub fn of_label(name: &str) -> Part {
    match of_heading(name) {
        Title | Id => Part::Other,
        part => part,
    }
}

/// The label that `text`, which ends before a colon, ends with: what it holds, and where it begins.
pub fn inline_label(text: &str) -> Option<(Part, usize)> {
    let text = text.trim_end();
    let window = text.char_indices().rev().nth(19).map_or(0, |(at, _)| at);
    let tail = &text[window..];
    let last = tail.chars().next_back()?.to_lowercase().next()?;
    for names in &NAMES {
        for name in names.anywhere.iter().chain(names.inside).filter(|name| name.ends_with(last)) {
            let start = tail.char_indices().rev().nth(name.chars().count().checked_sub(1)?).map(|(at, _)| at);
            let Some(start) = start else { continue };
            let found = &tail[start..];
            let is_same = found.chars().flat_map(char::to_lowercase).eq(name.chars());
            let is_whole = text[..window + start].chars().next_back().is_none_or(|c| {
                !c.is_alphanumeric() || crate::text::words::is_ideographic(c) && !name.is_ascii()
            });
            if is_same && is_whole {
                return Some((names.part, window + start));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_columns_are_known() {
        for (text, part) in [
            ("**Action Item**", Title),
            ("Owner", Owner),
            ("Owner (team)", Owner),
            ("担当", Owner),
            ("期限", Due),
            ("状態", Status),
            ("ステータス", Status),
            ("Fällig", Due),
            ("Prevención", Title),
            ("Implementada", Status),
            ("Responsável", Owner),
            ("Prazo", Due),
            ("Échéance", Due),
            ("#", Id),
            ("No.", Id),
            ("📅 Due date", Due),
            ("Jira", Ticket),
            ("Notes", Part::Other),
        ] {
            assert_eq!(of_heading(text), part, "{text}");
        }
    }

    #[test]
    fn labels_inside_a_sentence_are_known() {
        assert_eq!(inline_label("Add an alert. Owner"), Some((Owner, 14)));
        assert_eq!(inline_label("Add an alert (due"), Some((Due, 14)));
        assert_eq!(inline_label("監視を追加する。担当"), Some((Owner, "監視を追加する。".len())));
        assert_eq!(inline_label("Subdue"), None);
        assert_eq!(inline_label("Description"), None);
        assert_eq!(inline_label(""), None);
    }
}
