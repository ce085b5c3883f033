'use strict';
// Clients of HTTP/1.1 on one connection of HTTP/2: each WebSocket that is opened here goes on as a stream of it, by an
// extended CONNECT (RFC 8441). bridge.js ORIGIN. Prints its port.
const crypto = require('crypto');
const http = require('http');
const http2 = require('http2');

const [, , origin] = process.argv;
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'; // RFC 6455 §1.3
const CARRIED = ['origin', 'sec-websocket-version', 'sec-websocket-protocol', 'sec-websocket-extensions'];

const only = (headers) => Object.fromEntries(
  CARRIED.filter((name) => headers[name] !== undefined).map((name) => [name, headers[name]]));

let session;

// The one that stands, or the next: a proxy closes one that rests. A client must have seen the setting: RFC 8441 §3.
const standing = () => {
  if (!session || session.closed || session.destroyed) {
    session = http2.connect(origin, { rejectUnauthorized: false });
    session.on('error', (error) => console.error(String(error)));
    session.offered = new Promise((resolve, reject) => {
      session.once('close', () => reject(new Error('no connection')));
      session.once('remoteSettings', (settings) => (settings.enableConnectProtocol
        ? resolve() : reject(new Error('no extended CONNECT is offered'))));
    });
  }
  return session.offered.then(() => session);
};

const server = http.createServer((question, answer) => answer.writeHead(426).end());
server.on('upgrade', (question, socket, ahead) => {
  socket.on('error', () => {});
  standing().then((open) => carry(open, question, socket, ahead), (error) => {
    console.error(String(error));
    socket.destroy();
  });
});

const carry = (open, question, socket, ahead) => {
  const stream = open.request({
    ':method': 'CONNECT', ':protocol': 'websocket', ':scheme': new URL(origin).protocol.slice(0, -1),
    ':authority': question.headers.host, ':path': question.url, ...only(question.headers) }, { endStream: false });
  // A reset is a reset: RFC 8441 §5.
  socket.on('error', () => stream.close(http2.constants.NGHTTP2_CANCEL));
  socket.on('close', () => stream.close(http2.constants.NGHTTP2_CANCEL));
  stream.on('error', () => socket.destroy());
  stream.on('close', () => socket.destroySoon());
  stream.on('response', (headers) => {
    if (headers[':status'] !== 200) {
      socket.end(`HTTP/1.1 ${headers[':status']} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const key = crypto.createHash('sha1').update(question.headers['sec-websocket-key'] + GUID).digest('base64');
    const fields = Object.entries({ Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Accept': key, ...only(headers) });
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
    stream.write(ahead);
    stream.pipe(socket);
    socket.pipe(stream);
  });
};

server.listen(0, '127.0.0.1', () => console.log(server.address().port));
