"""Scripted members: over bare sockets, over http.server, and as asyncio protocols in a process of their own."""
