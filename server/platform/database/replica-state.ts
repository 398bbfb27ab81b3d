/** Why reports are not read from the replica. */
export const REPLICA_TROUBLES = [
  'UNREACHABLE',
  'NOT_A_REPLICA',
  'OTHER_DATABASE',
  'OTHER_MIGRATIONS',
  'OTHER_HISTORY',
  'BEHIND',
] as const;
export type ReplicaTrouble = (typeof REPLICA_TROUBLES)[number];

/** How things stand with the replica of this server. */
export interface ReplicaState {
  /** Null while reports are read from it. */
  readonly trouble: ReplicaTrouble | null;
  /** How far it was behind at the last look, in seconds; null where that is not known. */
  readonly lagSeconds: number | null;
  /** How far it may be behind, in seconds. */
  readonly mostSeconds: number;
  /** Since when it is so. */
  readonly since: Date;
}

/** It answers, and cannot be read from. */
export class UnfitReplica extends Error {
  constructor(
    readonly trouble: ReplicaTrouble,
    readonly lagSeconds: number | null = null,
  ) {
    super(trouble);
    this.name = 'UnfitReplica';
  }
}

type Words = Readonly<Record<'vi' | 'en', string>>;

const WHY: Record<ReplicaTrouble, Words> = {
  UNREACHABLE: {
    vi: 'bản sao không trả lời: hãy kiểm tra DATABASE_REPLICA_URL và máy chủ đó',
    en: 'the replica does not answer: check DATABASE_REPLICA_URL and that server',
  },
  NOT_A_REPLICA: {
    vi: 'máy chủ ở DATABASE_REPLICA_URL không phải bản sao (pg_is_in_recovery() là false): hãy trỏ tới một streaming replica',
    en: 'the server at DATABASE_REPLICA_URL is no replica (pg_is_in_recovery() is false): point it to a streaming replica',
  },
  OTHER_DATABASE: {
    vi: 'DATABASE_REPLICA_URL trỏ tới bản sao của một cơ sở dữ liệu khác: hãy dùng bản sao của DATABASE_URL, cùng tên cơ sở dữ liệu',
    en: 'DATABASE_REPLICA_URL leads to a replica of another database: use one of DATABASE_URL, with the same database name',
  },
  OTHER_MIGRATIONS: {
    vi: 'bảng trên bản sao không cùng bản với chương trình này: chờ nó theo kịp, hoặc nâng cấp chương trình',
    en: "the replica's tables are not those of this version: wait for it to catch up, or bring this program up to date",
  },
  OTHER_HISTORY: {
    vi: 'bản sao chưa theo máy chủ chính sau khi chuyển đổi (timeline khác): chờ vài phút; nếu vẫn vậy, hãy tạo lại bản sao từ máy chủ chính hiện nay',
    en: 'the replica does not follow the primary of today since a failover (another timeline): wait some minutes; if it stays so, make it anew from the primary',
  },
  BEHIND: {
    vi: 'bản sao chậm hơn mức DATABASE_REPLICA_MAX_LAG cho phép',
    en: 'the replica is further behind than DATABASE_REPLICA_MAX_LAG allows',
  },
};

/** Nobody can tell yet how far it is behind. */
const NOT_THERE_YET: Words = {
  vi: 'bản sao chưa nhận hết những gì đã ghi trước khi chương trình này bắt đầu theo dõi: chờ nó theo kịp',
  en: 'the replica does not have all yet that was written before this server began to look: wait for it to catch up',
};

/** How reports are read now, and why; for whoever looks after the machines. */
export function wordReplica({ trouble, lagSeconds }: ReplicaState): Words {
  const lag = lagSeconds === null ? null : Math.ceil(lagSeconds);
  if (trouble === null)
    return {
      vi: `Báo cáo đọc từ bản sao, chậm ${lag} giây.`,
      en: `Reports are read from the replica, ${lag} s behind.`,
    };
  const behind = trouble === 'BEHIND' && lag !== null;
  const { vi, en } = trouble === 'BEHIND' && !behind ? NOT_THERE_YET : WHY[trouble];
  return {
    vi: `Báo cáo đọc từ cơ sở dữ liệu chính: ${vi}${behind ? ` (${lag} giây)` : ''}.`,
    en: `Reports are read from the primary: ${en}${behind ? ` (${lag} s)` : ''}.`,
  };
}
