/**
 * The few things that go over HTTP: lists, uploads, documents. Answers are JSON; "no" is `{ok: false, code, args}`.
 * A 401 means that the session ended: the page goes to the sign-in.
 */
export interface Refused {
  ok: false;
  code: string;
  args: Record<string, string | number>;
}

export type Reply<T> = ({ ok: true } & T) | Refused;

/** No answer at all: the network, not the server, said no. */
export const UNREACHABLE: Refused = { ok: false, code: 'net.unreachable', args: {} };

const headers = { Accept: 'application/json' };

/** GET as JSON; throws `Refused` on any other answer. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const answer = await ask(path, { headers, signal: signal ?? null });
  if (answer.ok) return (await answer.json()) as T;
  throw await refusal(answer);
}

/** POST (or PUT) JSON; refusals come back as values. */
export async function post<T = object>(path: string, body: unknown, method = 'POST'): Promise<Reply<T>> {
  try {
    const answer = await ask(path, {
      method, headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body),
    });
    if (!answer.ok) return await refusal(answer);
    const made = (await answer.json()) as Reply<T>;
    return 'ok' in made ? made : { ok: true, ...(made as T) };
  } catch (error) {
    return isRefused(error) ? error : UNREACHABLE;
  }
}

/** Upload a file with progress from 0 to 1. */
export function upload<T>(path: string, file: Blob, progress: (part: number) => void): Promise<Reply<T>> {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Content-Type', file.type || 'application/pdf');
    request.upload.onprogress = (event) => progress(event.lengthComputable ? event.loaded / event.total : 0);
    request.onerror = () => done(UNREACHABLE);
    request.onload = () => {
      try {
        done(JSON.parse(request.responseText) as Reply<T>);
      } catch {
        done({ ok: false, code: 'net.error', args: { status: request.status } });
      }
    };
    request.send(file);
  });
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(path, { credentials: 'same-origin', ...init });
  } catch {
    throw UNREACHABLE;
  }
  if (answer.status === 401) sessionEnded();
  return answer;
}

/** Nobody is signed in here any more: the sign-in page is asked for, and what was kept for reading offline goes with it (sw/). */
export function sessionEnded(): void {
  location.assign('/sign-in');
}

async function refusal(answer: Response): Promise<Refused> {
  try {
    const body = (await answer.json()) as Partial<Refused>;
    if (body.code) return { ok: false, code: body.code, args: body.args ?? {} };
  } catch {
    /* not JSON: said below */
  }
  return { ok: false, code: answer.status === 404 ? 'net.not_found' : 'net.error', args: { status: answer.status } };
}

export function isRefused(value: unknown): value is Refused {
  return typeof value === 'object' && value !== null && (value as Refused).ok === false;
}
