/** The projector from the fixture: /screen/demo?scene=result, &theme=light, &lang=en. For pictures only. */
import { zone } from '../src/i18n/format';
import { heard } from '../src/net/clock';
import { pretend } from '../src/net/seat';
import { start } from '../src/screen/show';
import type { Objects } from '../src/protocol';
import { at, closedPoll, openPoll, SCENES, totals as sum, view } from './fixture';
import { VOTES } from './votes';

const query = new URLSearchParams(location.search);
sessionStorage.clear();
zone.value = 420;
heard(at(query.get('at') ?? '09:38'));
const v = view();
const scene = query.get('scene') ?? 'item';
(SCENES[scene] ?? VOTES[scene])?.(v, {});
if (scene !== 'page') v.stage = { ...(v.stage as Objects['stage']), paper: null, version: null, page: null };
for (const key of Object.keys(v)) if (key.startsWith('person/') || key.startsWith('motion/')) delete v[key];
const totals = query.get('totals')?.split(',').map(Number);
if (totals) {
  const [yes = 0, no = 0, abstain = 0, other = 0, missing = 0, absent = 0] = totals;
  const base = yes + no + abstain + other + missing + absent;
  const needed = Math.floor(base / 2) + 1;
  const tie = yes === no;
  v['poll/31'] = { ...closedPoll(), members: base, needed, totals: sum({ yes, no, abstain, other, missing, absent }), reasoning: { base, needed, has: yes, carried: tie || yes >= needed, by: tie ? 'chair' : 'majority', chair_choice: tie ? 'yes' : null } };
}
if (scene === 'voting') v['poll/31'] = openPoll(19);
if (scene === 'hidden') v.stage = { item: null, paper: null, version: null, page: null, presenter: null, presenter_name: null, hidden: true };
if (scene === 'ended') v.meeting = { ...(v.meeting as Objects['meeting']), phase: 'closed', closed_at: at('11:42') };
start(document.getElementById('screen')!, () => pretend('demo', v, {}, 'screen'));
