// The tablets' own library, outside a browser: joins, sends a command, waits for its push, and tells what it saw.
import { createRequire } from 'node:module';

const [url, cookie, meeting, transports, modules] = process.argv.slice(2);
const { io } = createRequire(`${modules}/`)('socket.io-client');

const socket = io(url, {
  transports: transports.split(','), extraHeaders: { Cookie: `ecabinet=${cookie}`, Origin: url }, reconnection: false,
});
const saw = { pushes: [] };
const done = (problem) => { console.log(JSON.stringify({ ...saw, problem })); socket.close(); process.exit(0); };
setTimeout(() => done('too late'), 8000);
socket.on('connect_error', (error) => done(error.data?.code ?? error.message));
socket.on('push', (push) => {
  saw.pushes.push(push.seq);
  if (push.seq >= saw.answered) done(null);
});
socket.on('connect', async () => {
  const joined = await socket.emitWithAck('join', { meeting });
  saw.joined = { ok: joined.ok, full: joined.full, keys: Object.keys(joined.set ?? {}).length };
  saw.extensions = socket.io.engine.transport.ws?.extensions ?? '';
  saw.transport = socket.io.engine.transport.name;
  if (transports.startsWith('polling,') && saw.transport === 'polling') await new Promise((up) => { socket.io.engine.once('upgrade', up); });
  saw.at_last = socket.io.engine.transport.name;
  const answer = await socket.emitWithAck('do', { id: `js-${transports}`, meeting, cmd: 'agenda.add_item', args: { title: 'Nội dung mới' } });
  saw.ok = answer.ok;
  saw.answered = answer.seq;
  if (saw.pushes.some((seq) => seq >= answer.seq)) done(null);
});
