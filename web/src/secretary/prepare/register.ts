/** The register of people as somebody types: asked after a rest in typing; an answer that comes too late is not looked at. */
import { useEffect, useState } from 'preact/hooks';
import { t, tRefusal, type Key } from '../../i18n';
import { get, isRefused } from '../../net/http';

export interface Listed { id: string; name: string; position: string; unit: string; unit_short: string }
export interface Register { query: string; setQuery: (query: string) => void; found: readonly Listed[] | null; trouble: string }

const PAUSE = 250; // ms of rest in typing before the register is asked

export function useRegister(failed: Key): Register {
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<readonly Listed[] | null>(null);
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    const asked = new AbortController();
    const timer = setTimeout(() => {
      get<{ people: Listed[] }>(`/api/v1/people?q=${encodeURIComponent(query)}`, asked.signal)
        .then((answer) => { setFound(answer.people); setTrouble(''); })
        .catch((no: unknown) => { if (!asked.signal.aborted) setTrouble(isRefused(no) ? tRefusal(no.code, no.args) : t(failed)); });
    }, found === null ? 0 : PAUSE);
    return () => { clearTimeout(timer); asked.abort(); };
  }, [query]);
  return { query, setQuery, found, trouble };
}
