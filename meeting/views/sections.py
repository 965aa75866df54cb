"""All sections of a view, in the order in which their keys appear."""

from meeting.views import frame, items, opinions, people, polls, table, voters
from meeting.views.parts import Section

SECTIONS: tuple[Section, ...] = (
    *frame.SECTIONS,
    *items.SECTIONS,
    *people.SECTIONS,
    *table.SECTIONS,
    *polls.SECTIONS,
    *voters.SECTIONS,
    *opinions.SECTIONS,
)
