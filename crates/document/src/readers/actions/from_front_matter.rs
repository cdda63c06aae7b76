//! Actions of the front matter in the form of those of the body.

use std::ops::Range;

use crate::model::{Action, FoundAction};
use crate::readers::actions;
use crate::text::tickets;

impl Action {
    /// The action in the form of those of the body. `span` is where the front matter lists its actions, in bytes of the
    /// file; `known` tickets are as in [`crate::structure::vocabulary::Vocabulary`].
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
    use crate::model::ActionStatus;
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
}
