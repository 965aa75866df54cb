// A peer: the npm socket.io server with its defaults; every seat is in one room.
//
//   node server.js PORT
//
// Commands on standard input: `payload FILE` (the body of the event, JSON), `push` (emits it to the room).
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http);
let body = null;

io.on('connection', (socket) => socket.join('hall'));

function carryOut(line) {
    const [name, path] = line.split(' ');
    if (name === 'payload') {
        body = JSON.parse(readFileSync(path, 'utf8'));
        return '{}';
    }
    const { user, system } = process.cpuUsage();
    const began = process.hrtime.bigint();
    io.to('hall').emit('push', body);
    return `{"began":${began},"cpu":${(user + system) * 1000}}`;
}

createInterface({ input: process.stdin })
    .on('line', (line) => process.stdout.write(`${carryOut(line)}\n`))
    .on('close', () => process.exit(0));

http.listen({ port: Number(process.argv[2]), host: '127.0.0.1', backlog: 4096 });
