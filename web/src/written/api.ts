/** What the lists of consultations and notices say. */
export interface Listed {
  id: string; title: string; offset: number; unit: string; deadline: number | null; chair: string | null;
  phase: 'draft' | 'convened' | 'running' | 'paused' | 'closed' | 'cancelled'; duties: string[]; record: string; closed_at: number | null;
  mine?: { answered: number; asked: number; at: number | null; late: boolean; signed: boolean };
  answered?: number; asked?: number; carried?: boolean[];
}

export type NoticeKind = 'sent' | 'extended' | 'due_24h' | 'due_2h' | 'overdue' | 'reminder';
export interface Notice { id: string; meeting: string; kind: NoticeKind; about: number; at: number; seen_at: number | null; title: string; phase: Listed['phase']; deadline: number | null; offset: number }

export const isOpen = (one: Pick<Listed, 'phase'>): boolean => one.phase === 'running' || one.phase === 'draft';
