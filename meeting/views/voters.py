"""`voter/{participant}`, `recusal/{item}/{participant}`: whose vote is not the plain one."""

from collections.abc import Iterator

from meeting.objects import RecusalObject, VoterObject
from meeting.state import MeetingState
from meeting.views.once import Once
from meeting.views.parts import Bundle, Eyes, Made, Section


def _voters(state: MeetingState, eyes: Eyes, _once: Once) -> Iterator[Bundle]:
    if eyes.inside:
        voting = state.voting
        for who in sorted({*voting.weights, *voting.proxies} & set(state.participants)):
            inputs = (who, voting.weights.get(who, (1, 1)), voting.proxies.get(who))
            yield Bundle(f"voter/{who}", inputs, _voter_object)


def _voter_object(who: int, weight: tuple[int, int], holder: int | None) -> Made:
    return f"voter/{who}", VoterObject(who, *weight, holder)


def _recusals(state: MeetingState, eyes: Eyes, _once: Once) -> Iterator[Bundle]:
    if eyes.inside:
        for item, who in sorted((item, who) for item, some in state.voting.recused.items() for who in some):
            person = state.participants.get(who)
            if person is not None:
                yield Bundle(f"recusal/{item}/{who}", (item, who, person.name), _recusal_object)


def _recusal_object(item: int, who: int, name: str) -> Made:
    return f"recusal/{item}/{who}", RecusalObject(item, who, name)


SECTIONS = (
    Section("voters", lambda s: (s.voting.weights, s.voting.proxies, s.participants), _voters),
    Section("recusals", lambda s: (s.voting.recused, s.participants), _recusals),
)
