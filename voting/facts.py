"""What the rules of voting must be told, because other rooms know it."""

from journal.shapes import Value
from voting.events import Quorum, Voter


class VotingFacts(Value):
    """`electorate`: members who are checked in now, in the order of the list; `members`: in office.

    `item_known`: the item a new motion belongs to exists; `open_item`: the item under discussion."""

    actor: int | None = None
    actor_is_member: bool = False
    new_id: int = 1
    item_known: bool = True
    open_item: int | None = None
    electorate: tuple[Voter, ...] = ()
    members: int = 0
    quorum: Quorum = Quorum(0, 0, 0, False)
    chair: int | None = None
