"""A client that sends bytes, and judges what comes back."""

import asyncio
import re

STATUS = re.compile(rb"HTTP/1\.[01] ([1-5][0-9][0-9])(?: [\t\x20-\x7e]*)?\Z")

# Not implemented, and another version: what was asked for, and no failure.
SERVER_STATUSES = {501, 505}


class Answer:
    """One final answer."""

    def __init__(self, status, fields):
        self.status = status
        self.fields = fields
        self.whole = False

    def has_no_body(self):
        return self.status in (204, 304) or self.fields.get(b"x-method") == b"HEAD"


def answers(data):
    """What the bytes are as HTTP: final answers, and what is wrong with them, which is hopefully nothing."""
    found, at = [], 0
    while at < len(data):
        end = data.find(b"\r\n\r\n", at)
        lines = data[at:end].split(b"\r\n")
        line = STATUS.match(lines[0])
        if end < 0 or not line:
            return found, f"no answer: {data[at:at + 200]!r}"
        fields = {}
        for text in lines[1:]:
            name, colon, value = text.partition(b":")
            if not colon or name.lower() in fields:
                return found, f"field {text[:200]!r}"
            fields[name.lower()] = value.strip()
        at = end + 4
        if line.group(1)[:1] == b"1":
            continue
        found.append(Answer(int(line.group(1)), fields))
        at = body_end(found[-1], data, at)
    return found, ""


def body_end(answer, data, at):
    """Where the body ends; of an answer that is not whole, where the data does."""
    length = int(answer.fields.get(b"content-length", b"0"))
    own = b"x-client" not in answer.fields
    if answer.has_no_body() or own and data[at:at + length].startswith(b"HTTP/") or own and at == len(data):
        answer.whole = True  # our own may be to HEAD, which only the proxy knows
        return at
    if b"transfer-encoding" not in answer.fields:
        answer.whole = at + length <= len(data)
        return min(at + length, len(data))
    end = data.find(b"\r\n0\r\n", at)
    end = -1 if end < 0 else data.find(b"\r\n\r\n", end + 2)
    answer.whole = end >= 0
    return end + 4 if end >= 0 else len(data)


class Connection:
    """One connection from an address of its own."""

    def __init__(self, address, port):
        self._address = address
        self._port = port
        self.data = b""

    async def run(self, case, parts, half_close):
        """Sends the case, and reads to the end of the connection."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port, local_addr=(self._address, 0))
        sending = asyncio.create_task(self._send(writer, case, parts, half_close))
        try:
            while got := await reader.read(65536):
                self.data += got
        except ConnectionError:
            pass  # a reset is an end
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
            writer.close()

    @staticmethod
    async def _send(writer, case, parts, half_close):
        try:
            size = -(-len(case) // parts) or 1
            for at in range(0, len(case), size):
                writer.write(case[at:at + size])
                await writer.drain()
                await asyncio.sleep(0)
            if half_close:
                writer.write_eof()
        except (ConnectionError, OSError):
            pass

    def faults(self):
        """What is wrong with what came back."""
        found, wrong = answers(self.data)
        faults = [wrong] if wrong else []
        for answer in found:
            if answer.status >= 500 and answer.status not in SERVER_STATUSES:
                faults.append(f"status {answer.status}")
            whose = answer.fields.get(b"x-client", self._address.encode())
            if whose != self._address.encode():
                faults.append(f"an answer to {whose}")
            if not answer.whole and answer is not found[-1]:
                faults.append("an answer after half of one")
        return [answer.status for answer in found], faults
