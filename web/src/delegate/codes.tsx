/** The receipts of a secret vote: whoever voted finds their own among them. It proves that a ballot was counted, not what is on it. */
import { useState } from 'preact/hooks';
import { t } from '../i18n';
import { room } from '../net/seat';
import { isIn, ownBallot, proxyBallots, type OwnBallot, type PollFrame } from '../store/select';
import { receiptCode } from '../ui/figures';
import { Icon } from '../ui/icons';

export default function Codes({ poll }: { poll: PollFrame }) {
  const [open, setOpen] = useState(false);
  const urn = room.get('urn', poll.id);
  if (!urn) return null;
  const own = [ownBallot(poll.id), ...proxyBallots(poll.id)].filter((one): one is OwnBallot => isIn(one) && one?.receipt != null);
  const mine = new Set(own.map((one) => one.receipt!));
  return (
    <>
      {own.map((one) => <InUrn key={one.voter} code={receiptCode(one.receipt!)} found={urn.receipts.includes(one.receipt!)} />)}
      <details class="codes" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t('codes.fold', { n: urn.receipts.length })}</summary>
        {open && (
          <>
            <ul>{urn.receipts.map((one) => <li key={one} class={mine.has(one) ? 'own' : ''}>{receiptCode(one)}{mine.has(one) && <span class="unseen"> {t('codes.own')}</span>}</li>)}</ul>
            {poll.root && <p class="second root">{t('codes.root', { root: poll.root })}</p>}
          </>
        )}
      </details>
    </>
  );
}

const InUrn = ({ code, found }: { code: string; found: boolean }) => (
  <p class={`in-urn ${found ? '' : 'lost-ballot'}`}><Icon name={found ? 'check' : 'warn'} /><span>{t(found ? 'codes.found' : 'codes.lost', { code })}</span></p>
);
