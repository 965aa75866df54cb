"""The rehearsal: plays the whole demo meeting against a running server, as the people in it would.

It knows the server only by its HTTP routes and sockets. What each seat should see is worked out again in `expected.py`
from what people did, without any code of the rooms, and compared after every act.
"""
