//! Actions from front matter as actions of the document, and when actions are due.

use std::ops::Range;

use crate::model::{Action, FoundAction};
use crate::readers::actions;
use crate::text::tickets;

impl Action {
    /// The action in the form of those that the body has. `span` is where the front matter has its actions;
    /// `known` tickets are as in [`crate::structure::vocabulary::Vocabulary`].
    pub fn found(&self, span: Range<usize>, known: &[(String, String)]) -> FoundAction {
        let status_text = self.status.clone().unwrap_or_default();
        let is_address = |link: &&String| link.contains("://");
        let named = self.link.as_ref().filter(|link| !is_address(link));
        let ticket = named.and_then(|name| tickets::first_named(known, name));
        FoundAction {
            title: self.title.clone(),
            owner: self.owner.clone(),
            due: self.due,
            status: actions::status_of(&status_text),
            status_text,
            kind: self.kind.clone(),
            priority: None,
            link: self.link.as_ref().filter(is_address).cloned().or_else(|| Some(ticket.as_ref()?.1.clone())),
            ticket: ticket.map(|(name, _)| name).or_else(|| named.cloned()),
            id: self.id.clone(),
            past: false,
            span,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActionStatus, deadline};
    use jiff::civil::Date;
    use retold_times::Due;

    #[test]
    fn front_matter_and_body_give_the_same_action() {
        let written = Action {
            title: "Cap the pool".to_owned(),
            status: Some("In progress".to_owned()),
            due: Some(Due::In(14)),
            link: Some("INFRA-12".to_owned()),
            ..Action::default()
        };
        let tickets = [("INFRA-".to_owned(), "https://t.example.org/INFRA-{}".to_owned())];
        let action = written.found(3..9, &tickets);
        assert_eq!(action.status, Some(ActionStatus::InProgress));
        assert_eq!(action.ticket.as_deref(), Some("INFRA-12"));
        assert_eq!(action.link.as_deref(), Some("https://t.example.org/INFRA-12"));
    }

    #[test]
    fn what_is_to_be_done_is_due_some_day() {
        let published = Some(Date::constant(2026, 1, 31));
        let action = |due, status: &str| {
            Action { due, status: Some(status.to_owned()), ..Action::default() }.found(0..0, &[])
        };
        let due = |due_in, status| {
            deadline(&action(due_in, status), published, 14).map(|d| (d.date.to_string(), d.is_stated))
        };
        assert_eq!(
            due(Some(Due::On(Date::constant(2026, 3, 1))), "open"),
            Some(("2026-03-01".to_owned(), true))
        );
        assert_eq!(due(Some(Due::In(30)), ""), Some(("2026-03-02".to_owned(), true)));
        assert_eq!(due(None, "todo"), Some(("2026-02-14".to_owned(), false)));
        assert_eq!(due(None, "done"), None);
        assert_eq!(deadline(&action(None, ""), None, 14), None);
    }
}
