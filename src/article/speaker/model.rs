//! A linear model over named levels: one weight for each combination of levels that a template speaks of.

use super::axis::Axis;

/// Axes, templates over them, and a weight for each feature: a template with a level on each of its axes.
#[derive(Debug, Clone)]
pub struct Model {
    axes: &'static [Axis],
    tables: Vec<Table>,
    weights: Vec<f32>,
}

/// A template speaks of so many axes at most.
const MOST_AXES: usize = 2;

/// Where a template's weights stand.
#[derive(Debug, Clone)]
struct Table {
    axes: Vec<usize>,
    /// Its axes again, each with the distance between the weights of neighbouring levels; nought for an axis too few.
    steps: [(usize, usize); MOST_AXES],
    offset: usize,
    size: usize,
}

impl Model {
    /// Every weight is nought.
    pub fn new(axes: &'static [Axis], templates: impl Iterator<Item = Vec<usize>>) -> Model {
        let mut tables = Vec::new();
        let mut offset = 0;
        for template in templates {
            assert!(template.len() <= MOST_AXES, "a template speaks of too many axes");
            let (mut steps, mut size) = ([(0, 0); MOST_AXES], 1);
            for (step, axis) in steps.iter_mut().zip(template.iter().rev()) {
                *step = (*axis, size);
                size *= axes[*axis].levels.len();
            }
            tables.push(Table { axes: template, steps, offset, size });
            offset += size;
        }
        Model { axes, tables, weights: vec![0.0; offset] }
    }

    /// Takes in weights, one a line: `sort=name place=after 1.5`. `#` begins a comment.
    pub fn read(mut self, text: &str) -> Result<Model, String> {
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.split('#').next().unwrap_or("").trim();
            let Some((name, weight)) = line.rsplit_once(char::is_whitespace) else {
                if line.is_empty() {
                    continue;
                }
                return Err(format!("line {number}: a feature and its weight, parted by a blank"));
            };
            let feature = self.named(name).ok_or_else(|| format!("line {number}: no feature {name}"))?;
            let weight = weight.parse().map_err(|_| format!("line {number}: no number {weight}"))?;
            self.weights[feature] = weight;
        }
        Ok(self)
    }

    /// The weights that are not nought, as [`Model::read`] takes them in.
    pub fn write(&self) -> String {
        let mut out = String::new();
        for (feature, weight) in self.weights.iter().enumerate().filter(|(_, w)| **w != 0.0) {
            out.push_str(&self.name(feature));
            out.push_str(&format_weight(*weight));
        }
        out
    }

    pub fn weights(&self) -> &[f32] {
        &self.weights
    }

    pub fn weights_mut(&mut self) -> &mut [f32] {
        &mut self.weights
    }

    /// The sum of the weights of all features that `levels` has.
    pub fn score(&self, levels: &[u8]) -> f32 {
        self.features(levels).map(|feature| self.weights[feature]).sum()
    }

    /// The features that `levels` has: one a template.
    pub fn features<'a>(&'a self, levels: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
        self.tables.iter().map(|table| {
            let [one, two] = table.steps;
            table.offset + one.1 * usize::from(levels[one.0]) + two.1 * usize::from(levels[two.0])
        })
    }

    /// `sort=name place=after`
    pub fn name(&self, feature: usize) -> String {
        let Some(table) = self.tables.iter().find(|t| (t.offset..t.offset + t.size).contains(&feature))
        else {
            return String::new();
        };
        let mut rest = feature - table.offset;
        let mut parts = Vec::new();
        for axis in table.axes.iter().rev().map(|axis| &self.axes[*axis]) {
            parts.push(format!("{}={}", axis.name, axis.levels[rest % axis.levels.len()]));
            rest /= axis.levels.len();
        }
        parts.reverse();
        parts.join(" ")
    }

    fn named(&self, name: &str) -> Option<usize> {
        let mut wanted = Vec::new();
        for part in name.split_whitespace() {
            let (axis, level) = part.split_once('=')?;
            let axis = self.axes.iter().position(|a| a.name == axis)?;
            let level = self.axes[axis].levels.iter().position(|l| *l == level)?;
            wanted.push((axis, level));
        }
        let table = self
            .tables
            .iter()
            .find(|t| t.axes.len() == wanted.len() && t.axes.iter().zip(&wanted).all(|(a, w)| *a == w.0))?;
        let at = wanted.iter().fold(0, |at, (axis, level)| at * self.axes[*axis].levels.len() + level);
        Some(table.offset + at)
    }
}

fn format_weight(weight: f32) -> String {
    format!(" {weight}\n")
}

/// What each of `scores` is worth beside the others, 0 to 1, all of them 1 together.
pub fn shares(scores: &mut [f32]) {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = (*score - most).exp();
        sum += *score;
    }
    for score in scores {
        *score /= sum;
    }
}

/// A score as a likelihood, 0 to 1.
pub fn likelihood(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}
