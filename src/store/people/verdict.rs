//! What the reader says of two forms, laid over what the names tell: it always wins. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::group::{Form, group};

/// `one` and `other` are, or are not, one and the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    pub one: u32,
    pub other: u32,
    pub same: bool,
}

/// Of each form the one that stands for its person: every form of the last words concerned, and every verdict on one of
/// them, in the order they were given.
pub fn persons(forms: &[Form], verdicts: &[Verdict]) -> BTreeMap<u32, u32> {
    let judged: BTreeSet<u32> = verdicts.iter().flat_map(|verdict| [verdict.one, verdict.other]).collect();
    // A form that is in no story any more says nothing, but for what the reader said of it.
    let (taking_part, idle): (Vec<&Form>, Vec<&Form>) =
        forms.iter().partition(|form| form.live || judged.contains(&form.id));
    let mut out: BTreeMap<u32, u32> = idle.into_iter().map(|form| (form.id, form.id)).collect();
    let mut by_last: BTreeMap<&str, Vec<Form>> = BTreeMap::new();
    for form in taking_part {
        by_last.entry(form.name.last()).or_default().push(form.clone());
    }
    let mut all: Vec<(Form, u32)> = Vec::new();
    for forms in by_last.into_values() {
        let firsts = group(&forms);
        let ids: Vec<u32> = firsts.into_iter().map(|at| forms[at].id).collect();
        all.extend(forms.into_iter().zip(ids));
    }
    if verdicts.is_empty() {
        out.extend(all.into_iter().map(|(form, first)| (form.id, first)));
        return out;
    }
    all.sort_by(|a, b| a.0.rank().cmp(&b.0.rank()));
    let mut joined = Joined::new(&all, verdicts);
    for verdict in verdicts.iter().filter(|verdict| verdict.same) {
        joined.join(verdict.one, verdict.other);
    }
    for (form, heir) in heirs(&all, &judged) {
        joined.join(form, heir);
    }
    for (form, first) in &all {
        joined.join(*first, form.id);
    }
    out.extend(joined.firsts(&all));
    out
}

/// A judged form that is in no story any more is written otherwise now: who bears its name takes over what was said.
fn heirs(all: &[(Form, u32)], judged: &BTreeSet<u32>) -> Vec<(u32, u32)> {
    let mut out = Vec::new();
    for (old, _) in all.iter().filter(|(form, _)| !form.live && judged.contains(&form.id)) {
        let takes_over = |new: &&(Form, u32)| {
            let (one, two) = (&old.key, &new.0.key);
            let elsewhere = one.place.is_some() && two.place.is_some() && one.place != two.place;
            new.0.live && one.folded == two.folded && !elsewhere && !old.conflicts(&new.0)
        };
        out.extend(all.iter().filter(takes_over).map(|(new, _)| (old.id, new.id)));
    }
    out
}

/// Forms joined step by step; a step that would join what the reader holds apart is left out.
struct Joined<'a> {
    of: BTreeMap<u32, u32>,
    apart: Vec<&'a Verdict>,
}

impl<'a> Joined<'a> {
    fn new(all: &[(Form, u32)], verdicts: &'a [Verdict]) -> Joined<'a> {
        Joined {
            of: all.iter().map(|(form, _)| (form.id, form.id)).collect(),
            apart: verdicts.iter().filter(|verdict| !verdict.same).collect(),
        }
    }

    fn join(&mut self, one: u32, other: u32) {
        let (Some(&to), Some(&from)) = (self.of.get(&one), self.of.get(&other)) else { return };
        let held = |verdict: &&Verdict| {
            let (a, b) = (self.of.get(&verdict.one).copied(), self.of.get(&verdict.other).copied());
            (a, b) == (Some(to), Some(from)) || (a, b) == (Some(from), Some(to))
        };
        if to == from || self.apart.iter().any(held) {
            return;
        }
        self.of.values_mut().filter(|of| **of == from).for_each(|of| *of = to);
    }

    /// The first of each in the order of `all`.
    fn firsts(self, all: &[(Form, u32)]) -> BTreeMap<u32, u32> {
        let mut first: BTreeMap<u32, u32> = BTreeMap::new();
        for (form, _) in all {
            first.entry(self.of[&form.id]).or_insert(form.id);
        }
        self.of.into_iter().map(|(form, of)| (form, first[&of])).collect()
    }
}
