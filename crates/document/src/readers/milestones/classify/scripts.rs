//! The plain words of languages that are not written in Latin letters: Japanese, Chinese, Korean, Russian.

use crate::model::Milestone;
use crate::readers::milestones::classify::{LIKELY, SURE, Telling};

/// What is said with which words; more certain ones first.
const WORDS: [(Milestone, u8, &[&str]); 9] = [
    (Milestone::Identified, LIKELY, &["特定", "причина", "원인"]),
    (
        Milestone::Started,
        SURE,
        &[
            "障害発生",
            "障害開始",
            "故障发生",
            "事故发生",
            "故障开始",
            "问题开始",
            "장애 발생",
            "장애 시작",
            "начало инцидента",
            "начало сбоя",
            "сбой начался",
        ],
    ),
    (
        Milestone::Started,
        LIKELY,
        &["接続不可に", "応答不能", "ダウン", "无法访问", "宕机", "접속 불가", "недоступ"],
    ),
    (
        Milestone::Detected,
        SURE,
        &[
            "検知",
            "検出",
            "発覚",
            "報告",
            "アラート",
            "告警",
            "报警",
            "发现",
            "反馈",
            "通報",
            "감지",
            "알림",
            "알람",
            "인지",
            "обнаруж",
            "алерт",
            "оповещени",
            "жалоб",
            "сработал мониторинг",
        ],
    ),
    (
        Milestone::Acknowledged,
        SURE,
        &[
            "対応開始",
            "調査開始",
            "調査を開始",
            "开始排查",
            "开始处理",
            "开始调查",
            "介入",
            "대응 시작",
            "조사 시작",
            "начали расследование",
            "инцидент объявлен",
            "взят в работу",
        ],
    ),
    (Milestone::Escalated, SURE, &["エスカレ", "升级处理", "上报", "에스컬레이션", "эскал"]),
    (
        Milestone::Identified,
        SURE,
        &[
            "原因特定",
            "真因特定",
            "原因判明",
            "原因を特定",
            "原因が判明",
            "定位原因",
            "定位到",
            "找到原因",
            "确认原因",
            "查明原因",
            "원인 파악",
            "원인 확인",
            "원인 규명",
            "причина найдена",
            "найдена причина",
            "причина установлена",
            "определена причина",
        ],
    ),
    (
        Milestone::Mitigated,
        SURE,
        &[
            "緩和",
            "暫定対応",
            "切り戻し",
            "ロールバック",
            "回滚",
            "止损",
            "缓解",
            "롤백",
            "완화",
            "откат",
            "откачен",
        ],
    ),
    (
        Milestone::Resolved,
        SURE,
        &[
            "復旧確認",
            "復旧完了",
            "完全復旧",
            "サービス復旧",
            "障害解消",
            "解消",
            "解決",
            "恢复正常",
            "服务恢复",
            "完全恢复",
            "故障恢复",
            "已解决",
            "问题解决",
            "복구 완료",
            "해결",
            "정상화",
            "восстановлен",
            "устранен",
            "устранён",
            "решен",
            "решён",
            "инцидент закрыт",
        ],
    ),
];

/// Words shortly behind that take it back: plans, hopes, denials.
const NOT: [&str; 10] = ["予定", "見込", "推定", "未", "预计", "计划", "していない", "できず", "예정", "не "];

/// Adds what the first words of `text` tell.
pub fn read(text: &str, telling: &mut Telling) {
    let end = text.char_indices().nth(160).map_or(text.len(), |(at, _)| at);
    let text = text[..end].to_lowercase();
    if text.starts_with("発生") {
        telling.say(Milestone::Started, SURE);
    }
    for (milestone, rank, words) in WORDS {
        let found = words.iter().find_map(|word| text.find(word).map(|at| (at, word.len())));
        let Some((at, length)) = found else { continue };
        let behind = text[at + length..].chars().take(4).collect::<String>();
        let is_denied = NOT.iter().any(|not| behind.contains(not)) || text[..at].ends_with("не ");
        if !is_denied {
            telling.say(milestone, rank);
        }
    }
}
