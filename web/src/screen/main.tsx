/** The projector: an entry of its own, small, without buttons and without a pointer. It sits in its meeting as "screen". */
import { enter } from '../net/seat';
import { start } from './show';

const root = document.getElementById('screen');
const id = location.pathname.split('/').filter(Boolean)[1];
if (root && id) start(root, () => enter(id, 'screen'));
