"""The parts of a view, one module per kind of object. The rules of secrecy are stated in `meeting.view`."""
