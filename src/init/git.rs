//! What the files of a repository say of it: its remote, its default branch. Texts come in; nothing is run.

/// Where a repository is hosted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forge {
    GitHub,
    GitLab,
}

/// A repository on a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remote {
    /// The name of the server, in lower case.
    pub host: String,
    /// The name of the repository with those of its owners: `acme/shop`.
    pub path: String,
}

impl Remote {
    /// The remote `origin` of a file `.git/config`, or else its only one.
    pub fn of_config(config: &str) -> Option<Self> {
        let mut remotes: Vec<(&str, &str)> = Vec::new();
        let mut section = "";
        for line in config.lines().map(str::trim) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
                section = name.strip_prefix("remote ").map_or("", |name| name.trim_matches('"'));
            } else if let Some((key, url)) = line.split_once('=')
                && key.trim().eq_ignore_ascii_case("url")
                && !section.is_empty()
            {
                remotes.push((section, url.trim().trim_matches('"')));
            }
        }
        let origin = remotes.iter().find(|(name, _)| *name == "origin");
        let only = remotes.first().filter(|_| remotes.len() == 1);
        Self::parse(origin.or(only)?.1)
    }

    /// Reads an address such as `git@github.com:acme/shop.git` or `https://gitlab.com/acme/shop`.
    pub fn parse(url: &str) -> Option<Self> {
        let (host, path) = match url.split_once("://") {
            Some((_, rest)) => rest.split_once('/')?,
            None => url.split_once(':')?,
        };
        let host = host.rsplit('@').next()?;
        let host = host.split(':').next()?;
        let path = path.trim_matches('/').trim_end_matches(".git");
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        let is_sound = path.contains('/')
            && host.chars().all(is_name)
            && path.split('/').all(|part| !part.is_empty() && part.chars().all(is_name));
        (is_sound && host.len() > 1).then(|| Self { host: host.to_lowercase(), path: path.to_owned() })
    }

    /// The forge, as far as the name of the server shows it.
    pub fn forge(&self) -> Option<Forge> {
        let is_named = |name: &str| self.host.split('.').any(|part| part == name);
        if is_named("github") {
            Some(Forge::GitHub)
        } else if is_named("gitlab") {
            Some(Forge::GitLab)
        } else {
            None
        }
    }

    /// The address of its Pages, with a final slash; only for servers whose Pages have known addresses.
    pub fn pages(&self) -> Option<String> {
        let domain = match self.host.as_str() {
            "github.com" => "github.io",
            "gitlab.com" => "gitlab.io",
            _ => return None,
        };
        let (owner, name) = self.path.split_once('/')?;
        let site = format!("{}.{domain}", owner.to_lowercase());
        Some(if name.eq_ignore_ascii_case(&site) {
            format!("https://{site}/")
        } else {
            format!("https://{site}/{name}/")
        })
    }
}

/// The branch that a file such as `.git/HEAD` or `.git/refs/remotes/origin/HEAD` leads to.
pub fn branch(head: &str) -> Option<String> {
    let name = head.trim().strip_prefix("ref:")?.trim();
    let name = name.strip_prefix("refs/heads/").or_else(|| {
        name.strip_prefix("refs/remotes/").and_then(|rest| rest.split_once('/')).map(|(_, name)| name)
    })?;
    let is_sound = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    (!name.is_empty() && name.chars().all(is_sound)).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remotes_are_read_in_the_forms_that_git_has() {
        for (url, expected) in [
            ("git@github.com:acme/shop.git", Some(("github.com", "acme/shop"))),
            ("https://github.com/acme/shop", Some(("github.com", "acme/shop"))),
            ("https://token@GitLab.com/acme/team/shop.git/", Some(("gitlab.com", "acme/team/shop"))),
            ("ssh://git@gitlab.example.org:2222/acme/shop.git", Some(("gitlab.example.org", "acme/shop"))),
            ("/srv/git/shop.git", None),
            ("../shop", None),
            ("C:\\shop", None),
            ("https://github.com/", None),
            ("https://github.com/a/b\"; rm", None),
        ] {
            let read = Remote::parse(url);
            assert_eq!(read.as_ref().map(|it| (it.host.as_str(), it.path.as_str())), expected, "{url}");
        }
    }

    #[test]
    fn the_remote_called_origin_comes_first() {
        let config = "[core]\n\tbare = false\n[remote \"fork\"]\n\turl = git@github.com:me/shop.git\n\
                      [remote \"origin\"]\n\turl = git@gitlab.com:acme/shop.git\n\tfetch = x\n[branch \"main\"]\n\turl = no\n";
        assert_eq!(Remote::of_config(config).unwrap().path, "acme/shop");
        let only = config.replace("origin", "x").replace("[remote \"fork\"]", "[other]");
        assert_eq!(Remote::of_config(&only).unwrap().path, "acme/shop");
        assert_eq!(Remote::of_config(&config.replace("origin", "other")), None);
        assert_eq!(Remote::of_config("[core]\n"), None);
    }

    #[test]
    fn forge_and_pages_follow_from_the_server() {
        for (url, forge, pages) in [
            ("https://github.com/Acme/shop", Some(Forge::GitHub), Some("https://acme.github.io/shop/")),
            ("https://github.com/acme/acme.github.io", Some(Forge::GitHub), Some("https://acme.github.io/")),
            (
                "https://gitlab.com/acme/team/shop",
                Some(Forge::GitLab),
                Some("https://acme.gitlab.io/team/shop/"),
            ),
            ("https://gitlab.example.org/acme/shop", Some(Forge::GitLab), None),
            ("https://git.example.org/acme/shop", None, None),
        ] {
            let remote = Remote::parse(url).unwrap();
            assert_eq!((remote.forge(), remote.pages().as_deref()), (forge, pages), "{url}");
        }
    }

    #[test]
    fn branches_are_read_from_heads() {
        for (head, expected) in [
            ("ref: refs/heads/main\n", Some("main")),
            ("ref: refs/remotes/origin/release/2026", Some("release/2026")),
            ("59b68f6", None),
            ("ref: refs/heads/a b", None),
        ] {
            assert_eq!(branch(head).as_deref(), expected, "{head}");
        }
    }
}
