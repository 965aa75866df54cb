"""Participants, attendance, and what members may bring to a vote: proxies, weights, recusals; and the motions."""

from ecabinet.verify.recount.room import QUESTION, Body, Room, need


def note(room: Room, kind: str, body: Body) -> None:
    """An entry about the meeting or its attendance."""
    match kind:
        case "meeting.created" | "meeting.edited" | "meeting.extended":
            _frame(room, body)
        case "meeting.participant_added" | "meeting.participant_edited":
            _seat(room, body)
        case "meeting.participant_removed":
            _leave(room, body["participant"])
        case "meeting.chair_handed":
            room.chair = body["to"]
        case "meeting.sent":  # a consultation in writing: every member is asked, wherever they are
            members = (who for who, one in room.people.items() if one["capacity"] == "member")
            room.modes.update(dict.fromkeys(members, "written"))
        case "agenda.checked_in":
            room.modes[body["participant"]] = body["mode"]
        case "agenda.checked_out":
            room.modes.pop(body["participant"], None)
        case "agenda.attendance_corrected" if body["mode"] is None:
            room.modes.pop(body["participant"], None)
        case "agenda.attendance_corrected":
            room.modes[body["participant"]] = body["mode"]
        case _:
            pass


def _frame(room: Room, body: Body) -> None:
    room.share = body.get("quorum", room.share)
    room.written = body.get("form", "written" if room.written else "") == "written"
    room.deadline = body.get("deadline", room.deadline)
    room.closes = body.get("closes", room.closes)


def _seat(room: Room, body: Body) -> None:
    """Somebody is added or edited; whoever gets the duty takes the chair, whoever loses it leaves it."""
    who = body["participant"]
    before = room.people.get(who, {})
    room.people[who] = {**before, **body}
    led, leads = "chair" in before.get("duties", ()), "chair" in body["duties"]
    if leads and not led:
        room.chair = who
    elif led and not leads and room.chair == who:
        room.chair = None


def _leave(room: Room, who: int) -> None:
    room.people.pop(who, None)
    room.modes.pop(who, None)
    if room.chair == who:
        room.chair = None


def note_voters(room: Room, what: str, body: Body) -> None:
    """An entry about motions or voters that belongs to no poll."""
    match what:
        case "proxy_given":
            room.proxies[body["giver"]] = body["holder"]
        case "proxy_withdrawn":
            room.proxies.pop(body["giver"], None)
        case "weight_set":
            need(body["p"] > 0 and body["q"] > 0, 0, "weights", participant=body["participant"])
            room.weights[body["participant"]] = (body["p"], body["q"])
        case "member_recused":
            room.recused.setdefault(body["item"], set()).add(body["participant"])
        case "recusal_ended":
            room.recused.get(body["item"], set()).discard(body["participant"])
        case _:
            _note_motion(room, what, body)


def _note_motion(room: Room, what: str, body: Body) -> None:
    match what:
        case "motion_added" | "motion_edited":
            before = room.motions.get(body["motion"], {})
            room.motions[body["motion"]] = {**before, "method": QUESTION, "pack": None, **body}
        case "motion_removed":
            room.motions.pop(body["motion"], None)
        case "motion_taken_out":
            room.taken_out.add(body["motion"])
        case "motion_put_back":
            room.taken_out.discard(body["motion"])
        case _:
            pass
