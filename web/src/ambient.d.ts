/** What the bundler provides: style sheets and the catalogues merged from `i18n/<lang>/*.json`. */
declare module '*.css';
declare module 'catalogue:vi/first' {
  const strings: Record<string, string>;
  export default strings;
}
declare module 'catalogue:vi/behind' {
  const strings: Record<string, string>;
  export default strings;
}
declare module 'catalogue:vi/console' {
  const strings: Record<string, string>;
  export default strings;
}
declare module 'catalogue:vi/written' {
  const strings: Record<string, string>;
  export default strings;
}
declare module 'catalogue:vi/screen' {
  const strings: Record<string, string>;
  export default strings;
}
declare module 'catalogue:en/first' {
  const strings: Record<string, string>;
  export default strings;
}
declare module 'catalogue:en/behind' {
  const strings: Record<string, string>;
  export default strings;
}
declare module 'catalogue:en/console' {
  const strings: Record<string, string>;
  export default strings;
}
declare module 'catalogue:en/written' {
  const strings: Record<string, string>;
  export default strings;
}
declare module 'catalogue:en/screen' {
  const strings: Record<string, string>;
  export default strings;
}
/** `node --test`, as much of it as our tests use; the package stays free of type packages. */
declare module 'node:test' {
  export function test(name: string, run: () => void | Promise<void>): void;
}
declare module 'node:assert/strict' {
  const assert: {
    equal(actual: unknown, expected: unknown, message?: string): void;
    deepEqual(actual: unknown, expected: unknown, message?: string): void;
    ok(value: unknown, message?: string): void;
    match(value: string, pattern: RegExp): void;
    rejects(promise: Promise<unknown>): Promise<void>;
  };
  export default assert;
}
/** The built files, for the service worker to keep: names below /static/. */
declare module 'build:files' {
  const files: readonly string[];
  export default files;
}
