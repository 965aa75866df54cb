/** As much of the service worker's world as we use: the page's own types know nothing of it. */
export interface Extendable extends Event { waitUntil(work: Promise<unknown>): void }
export interface Fetching extends Extendable { readonly request: Request; respondWith(answer: Promise<Response>): void }

interface Events { install: Extendable; activate: Extendable; fetch: Fetching }

export interface Worker_ {
  addEventListener<E extends keyof Events>(event: E, run: (event: Events[E]) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  readonly location: Location;
}

export const worker = globalThis as unknown as Worker_;
