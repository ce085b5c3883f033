'use strict';
// One exercise of a WebSocket client: client.js EXERCISE URL [NUMBER]. Prints what it saw as JSON;
// exit status 1 if it saw anything but what it should.
const assert = require('assert');
const crypto = require('crypto');
const WebSocket = require('ws');

const [, , exercise, url, number] = process.argv;
const count = Number(number);
const PATIENCE_MS = 120_000;
const WINDOW = 256;
const MIB = 1 << 20;

const open = (path, options) => new Promise((resolve, reject) => {
  const socket = new WebSocket(url + path, {
    rejectUnauthorized: false, perMessageDeflate: false, ...options });
  socket.once('open', () => resolve(socket));
  socket.once('error', reject);
});

const closed = (socket) => new Promise((resolve) => {
  socket.on('error', () => {});
  socket.once('close', (code) => resolve(code));
});

// Sends each of `total` messages, at most WINDOW ahead of its echo; every echo must be the same.
const echo = (socket, total, make) => new Promise((resolve, reject) => {
  const expected = [];
  let sent = 0;
  let bytes = 0;
  let echoed = 0;
  const fill = () => {
    while (sent < total && expected.length < WINDOW && socket.bufferedAmount < 4 * MIB) {
      const message = make(sent++);
      expected.push(message);
      socket.send(message);
    }
  };
  socket.on('message', (data) => {
    const message = expected.shift();
    if (!message || Buffer.compare(data, message) !== 0) {
      reject(new Error(`message ${echoed} came back changed`));
      return;
    }
    bytes += data.length;
    if (++echoed === total) {
      resolve(bytes);
    } else {
      fill();
    }
  });
  socket.on('close', (code) => reject(new Error(`closed (${code}) after ${echoed} messages`)));
  fill();
});

const timed = async (what) => {
  const began = Date.now();
  const seen = await what();
  return { ...seen, seconds: (Date.now() - began) / 1000 };
};

const exercises = {
  messages: () => timed(async () => {
    const socket = await open('/');
    const bytes = await echo(socket, count, (i) => crypto.randomBytes(1 + i % 200));
    socket.terminate();
    return { messages: count, bytes };
  }),

  mebibytes: () => timed(async () => {
    const socket = await open('/');
    const message = crypto.randomBytes(MIB);
    const bytes = await echo(socket, count, () => message);
    socket.terminate();
    return { bytes };
  }),

  deflate: () => timed(async () => {
    const socket = await open('/', { perMessageDeflate: { threshold: 0 } });
    assert.ok(socket.extensions.includes('permessage-deflate'), socket.extensions);
    const bytes = await echo(socket, count, (i) => Buffer.from(`${i} ${'compressible '.repeat(800)}`));
    socket.terminate();
    return { bytes, extensions: socket.extensions };
  }),

  // Opens so many, has each answer a ping, and rests until it is told to end.
  idle: async () => {
    const sockets = [];
    for (let i = 0; i < count; i += 50) {
      sockets.push(...await Promise.all(
        Array.from({ length: Math.min(50, count - i) }, () => open('/'))));
    }
    await Promise.all(sockets.map((socket) => new Promise((resolve) => {
      socket.once('pong', resolve);
      socket.ping();
    })));
    console.log(JSON.stringify({ open: sockets.length }));
    await new Promise((resolve) => process.stdin.once('end', resolve).resume());
    process.exit(0);
  },

  deaf: async () => {
    const socket = await open('/?ping=300', { autoPong: false });
    return { code: await closed(socket) };
  },

  // A frame that says it has 2^63 - 1 bytes: the member must refuse it, and both sides end.
  huge: async () => {
    const socket = await open('/');
    const end = closed(socket);
    socket._socket.write(Buffer.from('82ff7fffffffffffffff00000000', 'hex'));
    return { code: await end };
  },

  // The member closes while the client is in the middle of writing as fast as it can.
  closing: async () => {
    const socket = await open('/?close=3');
    const end = closed(socket);
    const message = crypto.randomBytes(MIB);
    // A write that fails is the end, which the socket tells in its next turn: one more at once would keep it from that.
    const write = (failed) => {
      if (!failed && socket.readyState === WebSocket.OPEN) {
        socket.send(message, write);
      }
    };
    write();
    return { code: await end };
  },
};

setTimeout(() => { console.error('out of patience'); process.exit(1); }, PATIENCE_MS).unref();
exercises[exercise]().then(
  (seen) => { console.log(JSON.stringify(seen)); process.exit(0); },
  (error) => { console.error(String(error)); process.exit(1); });
