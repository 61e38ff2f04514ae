import { useEffect, useState } from 'react';
import type { LoggedPacket } from '../../../api/contract.ts';
import { useSession } from '../../app/store.tsx';
import { emptyLog, withPage, type PacketsNow } from './packetWindow.ts';

const EVERY_MS = 500;
/** As many as the peer gives at once. */
const PAGE = 500;

/** The datagrams since this page was opened, as far as they are kept; the peer records them for as long as this asks. */
export function usePackets(): PacketsNow {
  const session = useSession();
  const [now, setNow] = useState(emptyLog);
  useEffect(() => {
    let isOver = false;
    let after = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const answer = await session.packets({ after, limit: PAGE });
      if (isOver) return;
      let isMore = false;
      if (answer.ok) {
        const { packets, last } = answer.value;
        const from = after;
        // A peer that was restarted counts from 1 again.
        after = packets.at(-1)?.seq ?? Math.min(after, last);
        isMore = packets.length === PAGE;
        if (packets.length > 0 || last < from) setNow((before) => withPage(before, from, packets, last));
      }
      timer = setTimeout(() => void ask(), isMore ? 0 : EVERY_MS);
    };
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [session]);
  return now;
}

/** The same with their bytes, as far as the peer still has them. */
export async function readRaw(
  packets: readonly LoggedPacket[],
  read: ReturnType<typeof useSession>['packets'],
): Promise<readonly LoggedPacket[]> {
  const wanted = new Set(packets.map(({ seq }) => seq));
  const last = packets.at(-1)?.seq ?? 0;
  const found: LoggedPacket[] = [];
  let after = (packets[0]?.seq ?? 1) - 1;
  while (after < last) {
    // oxlint-disable-next-line no-await-in-loop -- each page begins where the one before ended
    const answer = await read({ after, limit: PAGE, raw: true });
    const end = answer.ok ? answer.value.packets.at(-1)?.seq : undefined;
    if (!answer.ok || end === undefined) break;
    for (const packet of answer.value.packets) if (wanted.has(packet.seq)) found.push(packet);
    after = end;
  }
  return found;
}
