//! What the names of services and teams are made of.

/// What services are about; a service is one of these and one of [`SERVICE_KINDS`].
pub(crate) const DOMAINS: [&str; 20] = [
    "checkout",
    "search",
    "identity",
    "billing",
    "catalog",
    "notifications",
    "inventory",
    "media",
    "reporting",
    "shipping",
    "messaging",
    "pricing",
    "profiles",
    "recommendations",
    "uploads",
    "analytics",
    "partners",
    "scheduling",
    "translation",
    "webhooks",
];

/// What part of its domain a service is.
pub(crate) const SERVICE_KINDS: [&str; 4] = ["api", "worker", "gateway", "store"];

/// The two kinds of team of a domain.
pub(crate) const TEAM_KINDS: [&str; 2] = ["core", "platform"];
