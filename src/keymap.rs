//! Context + key → action: the table's defaults with the user's settings laid over them.

use std::collections::HashMap;

use crate::action::{ACTIONS, Action, Context, Entry};
use crate::key::KeyPress;
use crate::nearest::did_you_mean;

/// Which key does what, everywhere.
#[derive(Debug, Clone)]
pub struct Keymap {
    map: HashMap<(Context, KeyPress), Action>,
    /// In the order keys were given, so that the first one of an action is the one shown.
    order: Vec<(Context, KeyPress)>,
}

impl Default for Keymap {
    fn default() -> Keymap {
        let mut keymap = Keymap { map: HashMap::new(), order: Vec::new() };
        for entry in ACTIONS {
            for context in entry.contexts {
                for key in entry.keys {
                    // A test parses every key of the table.
                    if let Ok(key) = key.parse()
                        && !is_typed(*context, key)
                    {
                        keymap.bind(*context, key, entry.action);
                    }
                }
            }
        }
        keymap
    }
}

impl Keymap {
    /// One setting of the user's, `[keys.list] "j" = "down"`; `"none"` takes the key away. `Err` says what is wrong.
    pub fn set(&mut self, context: &str, key: &str, action: &str) -> Result<(), String> {
        let context = Context::named(context).ok_or_else(|| {
            format!("no place called {context}{}", did_you_mean(context, Context::ALL.map(Context::name)))
        })?;
        let key: KeyPress = key.parse().map_err(|error: crate::key::NoKey| error.to_string())?;
        if is_typed(context, key) {
            return Err(format!(
                "{key} is typed in the {}; take a key with ctrl- or alt-, or one such as f5",
                context.name()
            ));
        }
        if action == "none" {
            self.map.remove(&(context, key));
            self.order.retain(|bound| *bound != (context, key));
            return Ok(());
        }
        let entry = ACTIONS.iter().find(|entry| entry.name == action).ok_or_else(|| {
            format!("no action called {action}{}", did_you_mean(action, ACTIONS.iter().map(|e| e.name)))
        })?;
        if !entry.contexts.contains(&context) {
            return Err(format!("`{action}` does nothing in the {}", context.name()));
        }
        self.order.retain(|bound| *bound != (context, key));
        // A user's own key is the one to show.
        self.order.insert(0, (context, key));
        self.map.insert((context, key), entry.action);
        Ok(())
    }

    pub fn action(&self, context: Context, key: KeyPress) -> Option<Action> {
        self.map.get(&(context, key)).copied()
    }

    /// The keys of an action in a context, the one to show first.
    pub fn keys(&self, context: Context, action: Action) -> Vec<KeyPress> {
        self.order
            .iter()
            .filter(|(c, k)| *c == context && self.map.get(&(*c, *k)) == Some(&action))
            .map(|(_, key)| *key)
            .collect()
    }

    /// The key to show for an action, wherever it works.
    pub fn label(&self, context: Context, action: Action) -> String {
        self.keys(context, action).first().map(|key| key.label()).unwrap_or_default()
    }

    /// The bottom line: (action, key, word), in the table's order.
    pub fn hints(&self, context: Context) -> Vec<(Action, String, &'static str)> {
        let mut hints: Vec<(u8, &Entry)> = ACTIONS
            .iter()
            .filter_map(|e| e.hints.iter().find(|(c, _)| *c == context).map(|(_, at)| (*at, e)))
            .collect();
        hints.sort_by_key(|(at, _)| *at);
        hints
            .into_iter()
            .map(|(_, entry)| (entry.action, self.label(context, entry.action), entry.short))
            .filter(|(_, key, _)| !key.is_empty())
            .collect()
    }

    fn bind(&mut self, context: Context, key: KeyPress, action: Action) {
        self.map.insert((context, key), action);
        self.order.push((context, key));
    }
}

/// Whether the key types a character where it is pressed.
fn is_typed(context: Context, key: KeyPress) -> bool {
    context.takes_text() && key.typed().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_actions_of_a_context_share_a_default_key() {
        let mut seen = HashMap::new();
        for entry in ACTIONS {
            for (context, key) in entry.contexts.iter().flat_map(|c| entry.keys.iter().map(move |k| (*c, *k)))
            {
                let key: KeyPress = key.parse().unwrap();
                assert_eq!(seen.insert((context, key), entry.name), None, "{} in {}", key, context.name());
            }
        }
    }

    #[test]
    fn a_users_key_wins_and_is_the_one_shown() {
        let mut keymap = Keymap::default();
        keymap.set("list", "J", "next-unread").unwrap();
        keymap.set("list", "n", "none").unwrap();
        assert_eq!(keymap.label(Context::List, Action::NextUnread), "J");
        assert_eq!(keymap.action(Context::List, "n".parse().unwrap()), None);
        assert_eq!(keymap.action(Context::Story, "n".parse().unwrap()), Some(Action::NextUnread));
    }

    #[test]
    fn faults_name_the_nearest_right_name() {
        let mut keymap = Keymap::default();
        assert!(keymap.set("lst", "j", "down").unwrap_err().ends_with("; did you mean list?"));
        assert!(keymap.set("list", "j", "next-unred").unwrap_err().ends_with("; did you mean next-unread?"));
        assert!(keymap.set("list", "hyper-j", "down").unwrap_err().contains("no key"));
        assert!(keymap.set("prompt", "ctrl-j", "open-link").unwrap_err().contains("does nothing"));
    }

    #[test]
    fn what_is_typed_is_no_key_of_an_action() {
        let mut keymap = Keymap::default();
        let typing = Context::ALL.into_iter().filter(|context| context.takes_text());
        for context in typing {
            let bound = keymap.order.iter().filter(|(c, key)| *c == context && key.typed().is_some());
            assert_eq!(bound.count(), 0, "{}", context.name());
            for key in ["j", "G", "space", "?"] {
                let refused = keymap.set(context.name(), key, "accept").unwrap_err();
                assert!(refused.contains(" is typed in the "), "{refused}");
            }
            keymap.set(context.name(), "ctrl-j", "quit").unwrap();
        }
        assert_eq!(keymap.action(Context::Help, "down".parse().unwrap()), Some(Action::Down));
    }
}
