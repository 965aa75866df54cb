"""What the rules of papers must be told, because other rooms know it."""

from journal.shapes import Value


class PapersFacts(Value):
    """`actor`: the sender as participant; `leads`: chair or secretary; `chairs`: the chair.

    `presents_item`: the sender presents the item under discussion. `item_known`: the item named exists."""

    actor: int | None = None
    leads: bool = False
    chairs: bool = False
    presents_item: bool = False
    new_id: int = 1
    item_known: bool = True
    open_item: int | None = None
