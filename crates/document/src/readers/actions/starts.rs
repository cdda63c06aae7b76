//! Takes the fields that stand at the start of an action's text.

use crate::readers::actions::fields::Fields;
use crate::readers::actions::people::People;
use crate::readers::actions::{ids, marks, owners, references, status};

impl Fields {
    /// Takes marks and names from the start.
    pub fn take_start<'a>(&mut self, mut text: &'a str, people: &People) -> &'a str {
        for _ in 0..6 {
            let length = if let Some((status, length)) =
                status::at_start(text).filter(|_| self.status.is_none())
            {
                self.set_status(status, &text[..length]);
                length
            } else if let Some((priority, length)) =
                marks::priority_at_start(text).filter(|_| self.priority.is_none())
            {
                self.priority = Some(priority.to_owned());
                length
            } else if let Some((kind, length)) = marks::kind_at_start(text).filter(|_| self.kind.is_none()) {
                self.kind = Some(kind.to_owned());
                length
            } else if let Some((owner, length)) =
                owners::named_at_start(text, people).filter(|_| self.owner.is_none())
            {
                self.owner = Some(owner);
                length
            } else if let Some((id, length)) = ids::at_start(text).filter(|_| self.id.is_none()) {
                self.id = Some(id.to_owned());
                length
            } else if let Some(length) = references::ticket_at_start(text) {
                length
            } else {
                break;
            };
            text = text.get(length..).unwrap_or_default();
        }
        text
    }
}
