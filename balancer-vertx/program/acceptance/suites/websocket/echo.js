'use strict';
// A member that echoes, with permessage-deflate for clients that ask. A client's query says more:
// ?ping=MS cuts a client that does not answer pings, ?close=N closes after so many messages.
// Its state is at /state: sockets open, and how the last one was closed; at /page is a page that opens one.
const fs = require('fs');
const http = require('http');
const path = require('path');
const { WebSocketServer } = require('ws');

const PAYLOAD_MAX = 16 << 20;
const last = { code: 0 };

const page = fs.readFileSync(path.join(__dirname, 'page.html'));

const server = http.createServer((question, answer) => {
  if (question.url.startsWith('/page')) {
    answer.setHeader('Content-Type', 'text/html; charset=utf-8');
    answer.end(page);
    return;
  }
  answer.setHeader('Content-Type', 'application/json');
  answer.end(JSON.stringify({ open: sockets.clients.size, code: last.code }));
});
const sockets = new WebSocketServer({
  server, perMessageDeflate: { threshold: 0 }, maxPayload: PAYLOAD_MAX });

sockets.on('connection', (socket, question) => {
  const query = new URL(question.url, 'http://member').searchParams;
  let messages = 0;
  socket.on('error', () => {});
  socket.on('close', (code) => { last.code = code; });
  socket.on('message', (data, binary) => {
    socket.send(data, { binary });
    if (++messages === Number(query.get('close'))) {
      socket.close(1000, 'enough');
    }
  });
  if (query.has('ping')) {
    let alive = true;
    socket.on('pong', () => { alive = true; });
    const timer = setInterval(() => {
      if (!alive) {
        socket.terminate();
      }
      alive = false;
      socket.ping();
    }, Number(query.get('ping')));
    socket.on('close', () => clearInterval(timer));
  }
});

server.listen(0, '127.0.0.1', () => console.log(server.address().port));
