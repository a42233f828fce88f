//! The arguments of what asks who said what.

use clap::builder::RangedU64ValueParser;

pub const QUOTES_EXAMPLES: &str = "\
Quotations of the stories that the query finds; where it names a speaker (said:) or what was said (quote:), only those.
Whom the parser is not sure of (the setting reader.confidence) is printed as unattributed.

--tsv has these columns, --json these names: story (its number), index (of the quotation in its story), date,
country (two letters: where the story was filed from, else what it is most about), place, agency, speaker, quotation,
headline, url, confidence (0 to 1). What is not known is null or empty. --json has mention (the speaker as named beside
the quotation) and person (the speaker's number in this library) as well, and null for a speaker who is unattributed.
--md is a list to paste, each quotation ready to cite.

Examples:
  dateline quotes said:aliyev quote:tourists after:2019-11
  dateline quotes 'quote:\"trade turnover\"' --md
  dateline quotes said:aliyev --json | jq -r .quotation";

#[derive(Debug, clap::Args)]
pub struct Quotes {
    /// What to look for, as / in the reader takes it
    pub query: Vec<String>,
    /// A JSON object a line
    #[arg(long, conflicts_with_all = ["tsv", "md"])]
    pub json: bool,
    /// Columns parted by tabs, named in the first line
    #[arg(long, conflicts_with = "md")]
    pub tsv: bool,
    /// A Markdown list
    #[arg(long)]
    pub md: bool,
    /// At most so many quotations
    #[arg(long, short = 'n', value_name = "N", value_parser = RangedU64ValueParser::<usize>::new().range(1..))]
    pub limit: Option<usize>,
}

pub const SPEAKERS_NOTE: &str = "\
A person is one row under all its names; who is one and who is not can be put right in the reader. Counted are the
quotations of the stories that the query finds, as far as the parser is sure who speaks.

--json has: speaker (its number in this library), name, names, quotations, months and countries (quotations by each).
--tsv has: speaker, name, quotations, first and last month, countries.

Examples:
  dateline speakers country:AZ --limit 20
  dateline speakers after:2019-12 --json";

#[derive(Debug, clap::Args)]
pub struct Speakers {
    /// Which stories to count in; all where there is none
    pub query: Vec<String>,
    /// A JSON object a line
    #[arg(long, conflicts_with = "tsv")]
    pub json: bool,
    /// Columns parted by tabs, named in the first line
    #[arg(long)]
    pub tsv: bool,
    /// At most so many speakers
    #[arg(long, short = 'n', value_name = "N", value_parser = RangedU64ValueParser::<usize>::new().range(1..))]
    pub limit: Option<usize>,
}
