"""Members that are asyncio protocols, in a process of their own: many connections at a time, beside busy clients."""

import asyncio
import multiprocessing
import socket

BACKLOG = 4096


def start(protocol, listening=None):
    """Starts one, and gives its port."""
    listening = listening or socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)
    multiprocessing.Process(target=_serve, args=(protocol, listening), daemon=True).start()
    return listening.getsockname()[1]


def _serve(protocol, listening):
    async def run():
        server = await asyncio.get_running_loop().create_server(protocol, sock=listening, backlog=BACKLOG)
        await server.serve_forever()
    asyncio.run(run())
