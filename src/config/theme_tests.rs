//! The built-in themes say enough and can be read; a theme file is laid over one of them.

use std::path::Path;

use super::{BUILT_IN, Color, ROLES, Style, Theme, ThemeRole};

/// WCAG 2 contrast of two sRGB colours, 1 to 21.
fn contrast(one: Color, other: Color) -> f64 {
    let light = |color| {
        let Color::Rgb(r, g, b) = color else { panic!("{color:?} has no fixed value") };
        let [r, g, b] = [r, g, b].map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (one, other) = (light(one) + 0.05, light(other) + 0.05);
    one.max(other) / one.min(other)
}

#[test]
fn the_table_of_roles_is_in_the_order_of_the_enum() {
    for (at, info) in ROLES.iter().enumerate() {
        assert_eq!(info.role as usize, at, "{}", info.name);
    }
}

#[test]
fn built_in_themes_name_every_role_and_have_no_faults() {
    for (name, text) in BUILT_IN {
        assert_eq!(Theme::read(text, Path::new(name)).1, [], "{name}");
        for info in ROLES {
            assert!(text.contains(&format!("\n{} = ", info.name)), "{name} says nothing of {}", info.name);
        }
    }
}

#[test]
fn text_can_be_read_on_every_ground_it_may_stand_on() {
    for (name, paper, ink) in [
        ("dark", Color::Rgb(0x16, 0x18, 0x1d), Color::Rgb(0xd8, 0xdc, 0xe3)),
        ("light", Color::Rgb(0xfa, 0xfa, 0xfa), Color::Rgb(0x26, 0x2a, 0x31)),
    ] {
        let theme = Theme::built_in(name).unwrap();
        for info in ROLES {
            let style = theme.style(info.role);
            let solid =
                |color: Option<Color>, own| color.filter(|color| *color != Color::Default).unwrap_or(own);
            let found = contrast(solid(style.fg, ink), solid(style.bg, paper));
            // Lines are no text: WCAG asks 3 of them.
            let least = if info.role == ThemeRole::Border { 3.0 } else { 4.5 };
            assert!(found >= least, "{name}: {} has {found:.2}", info.name);
        }
        // A row keeps the colours of what stands in it.
        let row = theme.style(ThemeRole::SelectedDim).bg.unwrap();
        for role in
            [ThemeRole::Country, ThemeRole::Bookmark, ThemeRole::Dim, ThemeRole::Quote, ThemeRole::Speaker]
        {
            let found = contrast(theme.style(role).fg.unwrap(), row);
            assert!(found >= 4.5, "{name}: {role:?} on a row has {found:.2}");
        }
    }
}

#[test]
fn no_theme_paints_over_the_terminals_ground() {
    for (name, _) in BUILT_IN {
        let theme = Theme::built_in(name).unwrap();
        for role in
            [ThemeRole::Text, ThemeRole::Headline, ThemeRole::Quote, ThemeRole::Speaker, ThemeRole::Dim]
        {
            assert_eq!(theme.style(role).bg, None, "{name}: {role:?}");
        }
    }
}

#[test]
fn the_terminal_theme_uses_the_sixteen_only() {
    let theme = Theme::built_in("terminal").unwrap();
    for info in ROLES {
        for color in [theme.style(info.role).fg, theme.style(info.role).bg].into_iter().flatten() {
            assert!(matches!(color, Color::Ansi(_) | Color::Default), "{}", info.name);
        }
    }
}

#[test]
fn what_matters_differs_with_and_without_colour() {
    for (name, _) in BUILT_IN {
        let theme = Theme::built_in(name).unwrap();
        for theme in [theme.clone(), theme.without_colour()] {
            let apart = [
                [ThemeRole::Text, ThemeRole::Quote],
                [ThemeRole::Quote, ThemeRole::QuoteCurrent],
                [ThemeRole::Quote, ThemeRole::Speaker],
                [ThemeRole::Text, ThemeRole::Speaker],
                [ThemeRole::Text, ThemeRole::Hit],
                [ThemeRole::Hit, ThemeRole::HitCurrent],
                [ThemeRole::Text, ThemeRole::Selected],
                [ThemeRole::Selected, ThemeRole::SelectedDim],
                [ThemeRole::Text, ThemeRole::Unread],
                [ThemeRole::Border, ThemeRole::BorderFocus],
                [ThemeRole::Notice, ThemeRole::Error],
            ];
            for [one, other] in apart {
                assert_ne!(theme.style(one), theme.style(other), "{name}: {one:?}, {other:?}");
            }
        }
    }
}

#[test]
fn without_colour_no_colour_is_left() {
    for (name, _) in BUILT_IN {
        let theme = Theme::built_in(name).unwrap().without_colour();
        assert!(
            ROLES.iter().all(|info| theme.style(info.role).fg.or(theme.style(info.role).bg).is_none()),
            "{name}"
        );
    }
}

#[test]
fn a_theme_file_is_laid_over_its_base_and_its_faults_are_told() {
    let text = "base = \"light\"\nquote = \"leaf\"\nspeaker = { fg = \"red\", bold = true }\nqoute = \"red\"\n\
                cue = \"mauve\"\nhit = { bold = 1 }\nnote = { bald = true }\n[palette]\nleaf = \"#00ff00\"\n";
    let (theme, faults) = Theme::read(text, Path::new("my.toml"));
    let light = Theme::built_in("light").unwrap();
    assert_eq!(theme.style(ThemeRole::Quote), Style { fg: Some(Color::Rgb(0, 255, 0)), ..Style::PLAIN });
    assert_eq!(
        theme.style(ThemeRole::Speaker),
        Style { fg: Some(Color::Ansi(1)), bold: true, ..Style::PLAIN }
    );
    assert_eq!(theme.style(ThemeRole::Headline), light.style(ThemeRole::Headline));
    assert_eq!(theme.style(ThemeRole::Cue), light.style(ThemeRole::Cue));
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "my.toml:4:1: no role is called qoute; did you mean quote?",
            "my.toml:5:7: cue takes a colour: #rrggbb, a name as red or bright blue, or default, or a table of a style",
            "my.toml:6:16: bold takes true or false",
            "my.toml:7:10: a style has no bald; did you mean bold?",
        ]
    );
}

#[test]
fn a_theme_that_is_not_there_is_dark_and_says_so() {
    let (theme, faults) = Theme::load("no/such/theme.toml");
    assert_eq!(theme, Theme::default());
    assert!(
        faults[0].to_string().starts_with("no/such/theme.toml:1:1: this theme cannot be read"),
        "{}",
        faults[0]
    );
    assert_eq!(Theme::load("light"), (Theme::built_in("light").unwrap(), Vec::new()));
}
