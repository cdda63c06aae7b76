//! Templates that cannot be used.

use crate::support::Archive;

#[test]
fn a_template_with_a_syntax_error() {
    let archive = Archive::good();
    archive.build_clean();
    let before = archive.tree("public");
    archive.write(
        "theme/templates/postmortem.html",
        "{% extends \"base.html\" %}\n{% block main %}{{ post.title }\n",
    );
    archive.build().says(
        1,
        "
        error[template/syntax]: found `}` but expected }}
         --> theme/templates/postmortem.html:2:31
          |
        2 | {% block main %}{{ post.title }
          |                               ^

        nothing was published
        ",
    );
    assert_eq!(archive.tree("public"), before);
}

#[test]
fn a_template_that_uses_an_undefined_name() {
    let archive = Archive::good().file("content/second.md", "# Second\n");
    archive.build_clean();
    let before = archive.tree("public");
    archive.write(
        "theme/templates/postmortem.html",
        "<h1>{{ post.title }}</h1>\n<p>{{ post.titel.length }}</p>\n",
    );
    archive.build().says(
        1,
        "
        error[template/render]: field `titel` is not defined
         --> theme/templates/postmortem.html:2:12
          |
        2 | <p>{{ post.titel.length }}</p>
          |            ^^^^^
          |
        hint: did you mean `title`? there are: action_count, actions, authors, axis, causes, class, class_label, date, date_text, detection_method, direction, duration_text, earlier, edit_url, figures, happened, happened_text, has_basis, has_offset, id, impact, in_service, kind, kind_label, language, later, left_open, lesson_counts, lessons, linked_from, linked_from_more, markdown, milestones, next, occurrence, path, phases, pieces, previous, published, published_text, reach, recurs, related, repeated, services, severity, signatures, similar, sources, status, summary, tags, teams, timeline, title, toc, trigger, unlisted, updated, updated_text, url, whys

        nothing was published; `public` is as it was
        ",
    );
    assert_eq!(archive.tree("public"), before);
}

#[test]
fn a_template_that_asks_for_an_unknown_static_file() {
    let archive = Archive::good();
    archive.write(
        "theme/templates/404.html",
        "<link rel=\"stylesheet\" href=\"{{ asset(path=\"styel.css\") }}\">\n",
    );
    archive.build().says(
        1,
        r#"
        error[template/render]: the theme has no static file `styel.css`
         --> theme/templates/404.html:1:33
          |
        1 | <link rel="stylesheet" href="{{ asset(path="styel.css") }}">
          |                                 ^^^^^^^^^^^^^^^^^^^^^^^
          |
        hint: did you mean `style.css`?

        nothing was published; `public` is as it was
        "#,
    );
    assert!(!archive.has("public"), "a folder made for nothing is removed");
}

#[test]
fn a_template_that_extends_a_missing_one() {
    let archive = Archive::good().file("theme/templates/404.html", "{% extends \"bsae.html\" %}\n");
    archive.build().says(
        1,
        r#"
        error[template/syntax]: there is no template `bsae.html` to extend
         --> theme/templates/404.html:1:13
          |
        1 | {% extends "bsae.html" %}
          |             ^^^^^^^^^
          |
        hint: did you mean `base.html`?

        nothing was published
        "#,
    );
}

#[test]
fn references_to_what_there_is_not() {
    for (template, message, column, marks, hint) in [
        ("{{ url | duratoin }}", "unknown filter `duratoin`", 10, 8, "did you mean `duration`?"),
        ("{{ aset(path=\"style.css\") }}", "unknown function `aset`", 4, 24, "did you mean `asset`?"),
        ("{{ <pagre pager={url} /> }}", "unknown component `pagre`", 4, 21, "did you mean `pager`?"),
        ("{% include \"bsae.html\" %}", "unknown template `bsae.html`", 12, 11, "did you mean `base.html`?"),
    ] {
        let archive = Archive::good().file("theme/templates/404.html", format!("{template}\n"));
        let run = archive.build();
        assert_eq!(run.status, 1, "{template}");
        let place = format!("error[template/syntax]: {message}\n --> theme/templates/404.html:1:{column}\n");
        assert!(run.stderr.starts_with(&place), "{}", run.stderr);
        assert!(run.stderr.contains(&format!("hint: {hint}\n")), "{}", run.stderr);
        assert!(run.stderr.matches('^').count() <= marks + 3, "{}", run.stderr);
    }
}

#[test]
fn a_block_that_no_parent_has() {
    let archive = Archive::good().file(
        "theme/templates/404.html",
        "{% extends \"base.html\" %}\n{% block haed %}x{% endblock haed %}\n",
    );
    archive.build().says(
        1,
        r#"
        error[template/syntax]: block `haed` is not defined in any parent template
         --> theme/templates/404.html:2:10
          |
        2 | {% block haed %}x{% endblock haed %}
          |          ^^^^
          |
        hint: did you mean `head`?

        nothing was published
        "#,
    );
}

#[test]
fn a_built_in_template_is_there_as_default_though_it_is_not_replaced() {
    let archive = Archive::good().file(
        "theme/templates/404.html",
        "{% extends \"default/base.html\" %}\n{% block main %}Gone{% endblock main %}\n",
    );
    let run = archive.build();
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(archive.read("public/404.html").contains("Gone"));
}
