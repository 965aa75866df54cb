/** A sheet that asks before an act which cannot be undone, and stays until the act is received. */
import type { ComponentChildren } from 'preact';
import { useAct } from '../net/act';
import type { CommandName, Commands } from '../protocol';
import { ActButton, Button } from '../ui/button';
import { Sheet } from '../ui/sheet';

export function ActSheet<C extends CommandName>({ title, body, yes, no, cmd, args, danger = false, onClose }: {
  title: string; body?: ComponentChildren; yes: string; no: string; cmd: C; args: Commands[C]; danger?: boolean; onClose: () => void;
}) {
  const act = useAct();
  const send = async (): Promise<void> => {
    const sent = await act.send(cmd, args);
    if (sent !== 'unsent' && sent.ok) onClose();
  };
  return (
    <Sheet open title={title} from="middle" class="confirm" onClose={onClose}>
      {body && <div class="confirm-body">{body}</div>}
      <div class="confirm-acts">
        <Button size="big" data-focus="" onClick={onClose}>{no}</Button>
        <ActButton act={act} look={danger ? 'danger' : 'main'} size="big" onClick={() => void send()}>{yes}</ActButton>
      </div>
    </Sheet>
  );
}
