//! The rules, one file each.

mod actions_due;
mod actions_due_late;
mod actions_overdue;
mod actions_owner;
mod actions_proof;
mod actions_statuses;
mod actions_ticket;
mod actions_vague;
mod adopt_no_document;
mod adopt_unwritable;
mod allow_reason;
mod allow_rule;
mod allow_unused;
mod arguments_baseline;
mod arguments_changed_since;
mod arguments_document;
mod arguments_external;
mod arguments_name;
mod arguments_report;
mod arguments_rule;
mod arguments_site;
mod arguments_source_date_epoch;
mod audience_internal;
mod blame_counterfactual;
mod blame_person;
mod blame_word;
mod body_comment;
mod body_footnote;
mod causes_human_error;
mod causes_unknown;
mod config_folder;
mod config_no_root;
mod config_overlap;
mod config_split;
mod config_syntax;
mod config_unknown_key;
mod config_unreadable;
mod config_value;
mod document_collection;
mod document_failed;
mod document_held_back;
mod document_split;
mod document_too_long;
mod export_record;
mod exposure_duplicate;
mod exposure_held_back;
mod exposure_syntax;
mod exposure_unknown;
mod exposure_value;
mod fix_unwritable;
mod front_matter_comment;
mod front_matter_duplicate_key;
mod front_matter_excess;
mod front_matter_late;
mod front_matter_syntax;
mod front_matter_unclosed;
pub mod front_matter_unknown_key;
mod front_matter_value;
mod identity_alias;
mod identity_copy;
mod identity_duplicate;
mod identity_duplicate_id;
mod identity_reserved;
mod impact_numbers;
mod impact_words;
mod init_no_folder;
mod init_unwritable;
mod link_active;
mod link_anchor;
mod link_draft;
mod link_external;
mod link_missing;
mod link_unsafe;
mod new_alert;
mod new_editor;
mod new_exists;
mod new_no_title;
mod new_template;
mod new_unwritable;
mod output_baseline;
mod output_foreign;
mod output_io;
mod output_locked;
mod output_report;
mod output_unwritable;
mod patterns_circle;
mod patterns_name;
mod patterns_parent;
mod patterns_syntax;
mod patterns_unknown_key;
mod personal_host;
mod personal_mail;
mod program_fault;
mod recurrence_contradiction;
mod recurrence_cycle;
mod recurrence_held_back;
mod recurrence_order;
mod recurrence_self;
mod recurrence_suggested;
mod recurrence_unknown;
mod recurrence_unlinked;
mod search_damaged;
mod search_empty;
mod search_index;
mod search_not_built;
mod search_outdated;
mod search_unreadable;
mod secret_password;
mod secret_private_key;
mod secret_token;
mod section_empty;
mod section_missing;
mod section_went_well;
mod serve_failed;
mod serve_listen;
mod severity_missing;
mod severity_unranked;
mod similar_empty;
mod site_none;
mod site_unreachable;
mod source_dead_link;
mod source_empty;
mod source_encoding;
mod source_link_loop;
mod source_no_content;
mod source_outside;
mod source_script;
mod source_skipped;
mod source_special;
mod source_too_large;
mod source_unread;
mod source_unreadable;
mod tag_near_duplicate;
mod tag_unknown;
mod template_render;
mod template_syntax;
mod theme_language;
mod theme_strings;
mod theme_unreadable;
mod theme_unused;
mod timeline_gap;
mod timeline_order;
mod timeline_phases;
mod timeline_zone;
mod times_missing;
mod times_order;
mod times_two_dates;
mod times_two_durations;
mod whys_ends_at_person;
mod whys_shallow;

use super::Rule;

/// Every rule, by identifier.
pub const RULES: &[&Rule] = &[
    &actions_due::RULE,
    &actions_due_late::RULE,
    &actions_overdue::RULE,
    &actions_owner::RULE,
    &actions_proof::RULE,
    &actions_statuses::RULE,
    &actions_ticket::RULE,
    &actions_vague::RULE,
    &adopt_no_document::RULE,
    &adopt_unwritable::RULE,
    &allow_reason::RULE,
    &allow_rule::RULE,
    &allow_unused::RULE,
    &arguments_baseline::RULE,
    &arguments_changed_since::RULE,
    &arguments_document::RULE,
    &arguments_external::RULE,
    &arguments_name::RULE,
    &arguments_report::RULE,
    &arguments_rule::RULE,
    &arguments_site::RULE,
    &arguments_source_date_epoch::RULE,
    &audience_internal::RULE,
    &blame_counterfactual::RULE,
    &blame_person::RULE,
    &blame_word::RULE,
    &body_comment::RULE,
    &body_footnote::RULE,
    &causes_human_error::RULE,
    &causes_unknown::RULE,
    &config_folder::RULE,
    &config_no_root::RULE,
    &config_overlap::RULE,
    &config_split::RULE,
    &config_syntax::RULE,
    &config_unknown_key::RULE,
    &config_unreadable::RULE,
    &config_value::RULE,
    &document_collection::RULE,
    &document_failed::RULE,
    &document_held_back::RULE,
    &document_split::RULE,
    &document_too_long::RULE,
    &export_record::RULE,
    &exposure_duplicate::RULE,
    &exposure_held_back::RULE,
    &exposure_syntax::RULE,
    &exposure_unknown::RULE,
    &exposure_value::RULE,
    &fix_unwritable::RULE,
    &front_matter_comment::RULE,
    &front_matter_duplicate_key::RULE,
    &front_matter_excess::RULE,
    &front_matter_late::RULE,
    &front_matter_syntax::RULE,
    &front_matter_unclosed::RULE,
    &front_matter_unknown_key::RULE,
    &front_matter_value::RULE,
    &identity_alias::RULE,
    &identity_copy::RULE,
    &identity_duplicate::RULE,
    &identity_duplicate_id::RULE,
    &identity_reserved::RULE,
    &impact_numbers::RULE,
    &impact_words::RULE,
    &init_no_folder::RULE,
    &init_unwritable::RULE,
    &link_active::RULE,
    &link_anchor::RULE,
    &link_draft::RULE,
    &link_external::RULE,
    &link_missing::RULE,
    &link_unsafe::RULE,
    &new_alert::RULE,
    &new_editor::RULE,
    &new_exists::RULE,
    &new_no_title::RULE,
    &new_template::RULE,
    &new_unwritable::RULE,
    &output_baseline::RULE,
    &output_foreign::RULE,
    &output_io::RULE,
    &output_locked::RULE,
    &output_report::RULE,
    &output_unwritable::RULE,
    &patterns_circle::RULE,
    &patterns_name::RULE,
    &patterns_parent::RULE,
    &patterns_syntax::RULE,
    &patterns_unknown_key::RULE,
    &personal_host::RULE,
    &personal_mail::RULE,
    &program_fault::RULE,
    &recurrence_contradiction::RULE,
    &recurrence_cycle::RULE,
    &recurrence_held_back::RULE,
    &recurrence_order::RULE,
    &recurrence_self::RULE,
    &recurrence_suggested::RULE,
    &recurrence_unknown::RULE,
    &recurrence_unlinked::RULE,
    &search_damaged::RULE,
    &search_empty::RULE,
    &search_index::RULE,
    &search_not_built::RULE,
    &search_outdated::RULE,
    &search_unreadable::RULE,
    &secret_password::RULE,
    &secret_private_key::RULE,
    &secret_token::RULE,
    &section_empty::RULE,
    &section_missing::RULE,
    &section_went_well::RULE,
    &serve_failed::RULE,
    &serve_listen::RULE,
    &severity_missing::RULE,
    &severity_unranked::RULE,
    &similar_empty::RULE,
    &site_none::RULE,
    &site_unreachable::RULE,
    &source_dead_link::RULE,
    &source_empty::RULE,
    &source_encoding::RULE,
    &source_link_loop::RULE,
    &source_no_content::RULE,
    &source_outside::RULE,
    &source_script::RULE,
    &source_skipped::RULE,
    &source_special::RULE,
    &source_too_large::RULE,
    &source_unread::RULE,
    &source_unreadable::RULE,
    &tag_near_duplicate::RULE,
    &tag_unknown::RULE,
    &template_render::RULE,
    &template_syntax::RULE,
    &theme_language::RULE,
    &theme_strings::RULE,
    &theme_unreadable::RULE,
    &theme_unused::RULE,
    &timeline_gap::RULE,
    &timeline_order::RULE,
    &timeline_phases::RULE,
    &timeline_zone::RULE,
    &times_missing::RULE,
    &times_order::RULE,
    &times_two_dates::RULE,
    &times_two_durations::RULE,
    &whys_ends_at_person::RULE,
    &whys_shallow::RULE,
];
