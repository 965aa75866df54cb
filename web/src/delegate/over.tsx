/** What lies over every screen of a meeting. */
export function Over() { return null; }
