export function Meetings() { return null; }
