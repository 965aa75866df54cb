"""Sockets: seats, what they may send, and how a push reaches all of them."""
