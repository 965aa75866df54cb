"""What the agenda's rules must be told, because other rooms know it."""

from agenda.events import Presenter
from journal.shapes import Value


class Subject(Value):
    """The participant a command is about.

    `partner_in`: the member whose place this substitute takes (or the substitute of this member) who is checked in.
    `invited_now`: may take part in what is under discussion (a guest only in their own items).
    `voted`: has cast a ballot in this meeting.
    """

    participant: int
    partner_in: int | None = None
    invited_now: bool = True
    voted: bool = False


class AgendaFacts(Value):
    """`actor`: the sender as participant; `manages`: the sender is chair or secretary; `new_id`: the next free id.

    `subject` None: the participant asked for does not exist. `item_in_use`: papers or motions hang on the item."""

    actor: int | None = None
    manages: bool = False
    new_id: int = 1
    subject: Subject | None = None
    presenter: Presenter | None = None
    presenter_known: bool = True
    poll_open: bool = False
    item_in_use: bool = False
