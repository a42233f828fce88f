//! The weights that choose a speaker, tell what is said, and how sure that is: `assets/quotations`.

use std::sync::OnceLock;

use super::axis::{
    CANDIDATE, CANDIDATE_TEMPLATES, Candidate, RUN, RUN_TEMPLATES, Run, TRUST, TRUST_TEMPLATES, Trust,
};
use super::model::Model;

/// Three linear models. `examples/fit.rs` fits them.
#[derive(Debug, Clone)]
pub struct Weights {
    /// Which mention is the speaker: the highest score among the candidates of a quotation.
    pub speaker: Model,
    /// Whether anybody says what stands in marks: a score above nought.
    pub said: Model,
    /// How likely it is that quotation and speaker are both right.
    pub trust: Model,
}

impl Weights {
    /// All weights nought: where fitting begins.
    pub fn none() -> Weights {
        let candidate = |t: &&[Candidate]| t.iter().map(|axis| *axis as usize).collect();
        let run = |t: &&[Run]| t.iter().map(|axis| *axis as usize).collect();
        let trust = |t: &&[Trust]| t.iter().map(|axis| *axis as usize).collect();
        Weights {
            speaker: Model::new(CANDIDATE, CANDIDATE_TEMPLATES.iter().map(candidate)),
            said: Model::new(RUN, RUN_TEMPLATES.iter().map(run)),
            trust: Model::new(TRUST, TRUST_TEMPLATES.iter().map(trust)),
        }
    }

    /// The bundled ones.
    pub fn bundled() -> &'static Weights {
        static LOADED: OnceLock<Weights> = OnceLock::new();
        LOADED.get_or_init(|| Weights::read(SPEAKER, SAID, TRUSTED).unwrap_or_else(|_| Weights::none()))
    }

    fn read(speaker: &str, said: &str, trust: &str) -> Result<Weights, String> {
        let none = Weights::none();
        Ok(Weights {
            speaker: none.speaker.read(speaker)?,
            said: none.said.read(said)?,
            trust: none.trust.read(trust)?,
        })
    }
}

const SPEAKER: &str = include_str!("../../../assets/quotations/speaker.txt");
const SAID: &str = include_str!("../../../assets/quotations/said.txt");
const TRUSTED: &str = include_str!("../../../assets/quotations/trust.txt");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_has_a_feature() {
        let read = Weights::read(SPEAKER, SAID, TRUSTED).expect("the bundled weights can be read");
        for model in [&read.speaker, &read.said, &read.trust] {
            assert!(model.weights().iter().any(|w| *w != 0.0));
            let again = read.speaker.clone().read(&read.speaker.write()).expect("what is written is read");
            assert_eq!(again.weights(), read.speaker.weights());
        }
    }
}
