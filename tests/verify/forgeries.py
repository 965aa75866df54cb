"""All forgeries, and what each is found as."""

from tests.verify import forged_ballots as ballots
from tests.verify import forged_openings as openings
from tests.verify import forged_results as results
from tests.verify.forging import Forgery

FORGERIES: dict[Forgery, set[str]] = {
    results.changed_total: {"totals", "marks"},
    results.turned_result: {"decision"},
    results.other_need: {"decision", "tie"},
    ballots.extra_ballot: {"totals", "tie"},
    ballots.lost_ballot: {"totals", "tie"},
    ballots.stranger_votes: {"ballot_not_entitled"},
    ballots.recused_votes: {"ballot_not_entitled"},
    ballots.doubled_ballot: {"ballot_twice"},
    ballots.late_ballot: {"ballot_outside"},
    ballots.turned_ballot: {"totals", "tie"},
    ballots.proxy_by_nobody: {"ballot_proxy"},
    ballots.forged_receipt: {"receipts"},
    ballots.exchanged_ballot: {"receipts"},
    ballots.forged_root: {"root"},
    ballots.one_more_mark: {"totals", "marks"},
    results.turned_casting: {"tie"},
    results.turned_chair: {"decision"},
    results.decided_tie: {"decision"},
    results.other_winner: {"outcome", "decision"},
    results.other_round: {"outcome"},
    ballots.other_entry: {"totals", "entered", "tie"},
    ballots.forged_answer: {"opinion"},
    ballots.forged_file: {"opinion_file"},
    openings.ghost: {"electorate", "secret_weights"},
    openings.shut_out: {"electorate"},
    openings.heavier: {"weights"},
    openings.other_chair: {"chair"},
    openings.easier_rule: {"motion_rule"},
    openings.other_quorum: {"quorum"},
    openings.hidden_recusal: {"recused"},
    openings.other_question: {"motion_text"},
    openings.other_name: {"names"},
}
